"""From a due letter to paper: its words as of a day, one PDF for the batch, and what had to stay out (SUP-2, LET-7)."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from carebook.book.book import Book
from carebook.book.change import Change
from carebook.errors import Refusal
from carebook.letters import writing
from carebook.letters.facts import LetterFacts
from carebook.letters.model import KINDS, PlannedKind
from carebook.letters.paper.press import Card, Progress, Typeset, typeset, typeset_cards
from carebook.letters.rules import Decision
from carebook.letters.store import agenda
from carebook.letters.store import letters as store
from carebook.letters.store.drafts import facts_of, points_of
from carebook.letters.writing import LetterText
from carebook.shop import store as shop_store


@dataclass(frozen=True)
class Batch:
    """What a print run made: its file, the letters in it, and every other letter with what kept it out."""

    files: tuple[Path, ...]
    letters: tuple[int, ...]
    left_out: tuple[tuple[int, str], ...]
    change: Change | None = None
    remarks: tuple[tuple[int, str], ...] = ()
    """What the owner should look at in a printed letter before it goes, as the lint found it."""


def compose(db: sqlite3.Connection, letters: Iterable[int], on: date) -> dict[int, LetterText | str]:
    """Write letters as of a day: the text of each, or in one sentence what it lacks (LET-8)."""
    written: dict[int, LetterText | str] = {}
    for number, (kind, facts) in facts_of(db, letters, shop_store.shop(db), store.planned_kinds(db), on).items():
        try:
            written[number] = writing.compose(kind, facts)
        except Refusal as lack:
            written[number] = str(lack)
    return written


def print_letters(
    book: Book,
    letters: Sequence[int] | None,
    on: date,
    folder: Path,
    *,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Batch:
    """Typeset these letters, or all that are due, to one new PDF in a folder, and note that they were printed.

    Each is judged anew (SUP-2): what may not leave stays out with its cause, and the others go on.
    """
    kinds = store.planned_kinds(book.db)
    chosen = letters if letters is not None else (*store.due_ids(book.db), *store.held_ids(book.db))
    wanted = list(dict.fromkeys(chosen))
    standing = agenda.standing(book.db, kinds, shop_store.numbers(book.db), on, wanted)
    left_out = {number: cause for number in wanted if (cause := _stays_out(book.db, number, standing))}
    texts = compose(book.db, [number for number in wanted if number not in left_out], on)
    left_out |= {number: text for number, text in texts.items() if isinstance(text, str)}
    written = [(n, text) for n in wanted if not isinstance(text := texts.get(n, ""), str)]
    if not written:
        return Batch((), (), tuple(left_out.items()))
    batch = typeset(written, free_name(folder, f"letters-{on}"), on, progress, cancelled)
    left_out |= batch.left_out
    printed = [(number, text) for number, text in written if number in batch.pages]
    if batch.path is None:
        return Batch((), (), tuple(left_out.items()))
    try:
        change = _note_printed(book, printed, kinds, standing, on)
    except BaseException:
        batch.path.unlink(missing_ok=True)
        raise
    remarks = tuple((number, remark) for number, text in printed for remark in text.remarks)
    return Batch((batch.path,), tuple(number for number, _ in printed), tuple(left_out.items()), change, remarks)


def _stays_out(db: sqlite3.Connection, number: int, standing: dict[int, Decision]) -> str | None:
    """Say why a letter cannot be printed now, or None where it can."""
    decision = standing.get(number)
    letter = store.letter(db, number)
    if letter is None:
        return "no such letter"
    if decision is None:
        return "not due"
    if decision.cause:
        return decision.cause
    if KINDS[letter.kind].handwritten:
        return "written by hand"
    return None if decision.channel == "post" else f"goes by {decision.channel}"


def _note_printed(
    book: Book,
    printed: Sequence[tuple[int, LetterText]],
    kinds: dict[str, PlannedKind],
    standing: dict[int, Decision],
    on: date,
) -> Change:
    label = f"Printed {len(printed)} letters" if len(printed) != 1 else "Printed 1 letter"
    with book.act(label, on) as act:
        for number, text in printed:
            store.set_on(
                act.db,
                [number],
                state="printed",
                printed_on=on,
                snoozed_until=None,
                channel=standing[number].channel,
                sells=int(bool(text.footer)),
                text=text.plain(),
            )
    return act.change


def free_name(folder: Path, stem: str) -> Path:
    """Return a path of this name in a folder at which nothing is yet."""
    path, count = folder / f"{stem}.pdf", 1
    while path.exists() or path.is_symlink():
        count += 1
        path = folder / f"{stem}-{count}.pdf"
    return path


def print_cards(book: Book, letters: Sequence[int] | None, on: date, folder: Path) -> Batch:
    """Typeset the list of these cards, or of all for tonight, with what to speak of; they are written by hand (LET-11).

    Where no card may go, by post, the list has none: its customer is called, or written to by e-mail.
    """
    tonight = store.due_ids(book.db, handwritten=True)
    wanted = tonight if letters is None else list(dict.fromkeys(letters))
    left_out = {number: "not a card for tonight" for number in wanted if number not in tonight}
    due = [found for number in wanted if number in tonight and (found := store.on_agenda(book.db, number))]
    left_out |= {one.id: f"goes by {one.channel}" for one in due if one.id and one.channel != "handwritten"}
    numbers = [one.id for one in due if one.id and one.id not in left_out]
    shop = shop_store.shop(book.db)
    facts = facts_of(book.db, numbers, shop, store.planned_kinds(book.db), on)
    cards = [(number, _card(book.db, number, *facts[number])) for number in numbers]
    if not cards:
        return Batch((), (), tuple(left_out.items()))
    made: Typeset = typeset_cards(cards, free_name(folder, f"cards-{on}"), on, shop.country)
    return Batch((made.path,) if made.path else (), tuple(made.pages), tuple((left_out | made.left_out).items()))


def _card(db: sqlite3.Connection, number: int, kind: str, facts: LetterFacts) -> Card:
    name, *address = facts.customer.addressee
    return Card(
        name=name,
        address=tuple(address),
        occasion=f"{KINDS[kind].title}: {facts.news}",
        points=points_of(db, number),
        thoughts=writing.thoughts(kind, facts),
    )
