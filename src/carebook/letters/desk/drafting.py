"""Letters that go by e-mail, as drafts that the owner's mail program opens and sends (SUP-2, SUP-10, LET-7)."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from carebook.book.book import Book
from carebook.letters.desk.printing import Batch, Made, compose, judge, note_printed
from carebook.letters.facts import ShopFacts
from carebook.letters.model import Letter
from carebook.letters.paper.batches import RunOfFiles, in_batches
from carebook.letters.paper.drafts import NotDrafted, draft, kept
from carebook.letters.paper.press import PrintingCancelled, Progress
from carebook.letters.store import letters as store
from carebook.letters.store import paper
from carebook.letters.store.drafts import shop_facts
from carebook.letters.writing import LetterText
from carebook.shop import store as shop_store
from carebook.text import fold

_LONGEST_STEM = 60
"""Characters of a file's name."""


def draft_emails(
    book: Book,
    letters: Sequence[int] | None,
    on: date,
    folder: Path,
    *,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Batch:
    """Write these letters that go by e-mail, or all that are due, as one draft each, and note it as printing does."""
    going, left_out = to_draft(book.db, letters, on)
    shop = shop_facts(shop_store.shop(book.db))
    made = Made.begin(book.db, left_out)
    tell, done = progress or (lambda done, total: None), 0
    tell(done, len(going))
    with RunOfFiles(folder) as run:
        for batch in in_batches(going):
            texts, receivers = compose(book.db, batch, on), paper.names_and_emails(book.db, batch)
            for letter in store.letters(book.db, batch):
                if cancelled and cancelled():
                    raise PrintingCancelled
                try:
                    text, content = _drafted(letter, texts[letter.id], shop, receivers[letter.id], on)
                except NotDrafted as no:
                    left_out[letter.id] = str(no)
                    continue
                run.add(content, _stem(letter, receivers[letter.id][0], on), ".eml")
                made.add(letter.id, text, kept(letter.kind, text))
            done += len(batch)
            tell(done, len(going))
    return note_printed(book, run, made, "e-mail", on)


def to_draft(db: sqlite3.Connection, letters: Sequence[int] | None, on: date) -> tuple[list[int], dict[int, str]]:
    """Return which of these letters, or of all that are due, may go by e-mail, and what keeps the others back."""
    going, left_out, channels = judge(db, letters, on, "e-mail")
    if letters is None:
        left_out = {number: cause for number, cause in left_out.items() if channels.get(number) == "e-mail"}
    return going, left_out


def _stem(letter: Letter, customer: str, on: date) -> str:
    """Name the file of a draft so that its customer is found again: email-2026-11-25-835-ann-park."""
    letters = fold(customer).encode("ascii", "ignore").decode()
    return "-".join((f"email-{on}-{letter.id}", *letters.split()))[:_LONGEST_STEM].rstrip("-")


def _drafted(
    letter: Letter, text: LetterText | str, shop: ShopFacts, receiver: tuple[str, str], on: date
) -> tuple[LetterText, bytes]:
    """Return a letter's text and its draft; raise NotDrafted with what it lacks."""
    if isinstance(text, str):
        raise NotDrafted(text)
    return text, draft(letter.id, letter.kind, text, shop, receiver, on).as_bytes()
