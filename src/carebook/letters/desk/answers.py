"""Survey sheets that come back: the number printed on a sheet finds its letter, which is answered with it (LET-1)."""

from __future__ import annotations

import sqlite3
from datetime import date
from typing import TYPE_CHECKING

from carebook.book.book import Book
from carebook.book.change import Change
from carebook.customers import store as customers
from carebook.customers.desk.people import short
from carebook.days import in_words
from carebook.letters.model import KINDS, Letter, LetterClass
from carebook.letters.store import letters as store
from carebook.text import clean, cut
from carebook.typed import Wrong

if TYPE_CHECKING:
    from carebook.customers.entry import SurveyAnswerEntry

_MOST_DIGITS = 18
_WIDTH = 20


class NotASheet(Wrong):
    """A number that is on no survey sheet which went out; its sentence stands beside the number."""

    def __init__(self, sentence: str) -> None:
        """Say why, and what to do."""
        super().__init__({"number": sentence})


def sheet_number(typed: str) -> int:
    """Read the number of a sheet as it is printed, "No. 31", or the figures alone."""
    figures = clean(typed).casefold().removeprefix("no.").strip(" #№")
    if figures.isascii() and figures.isdecimal() and len(figures) <= _MOST_DIGITS:
        return int(figures)
    if not figures:
        raise NotASheet("Type the number that is printed on the sheet.")
    raise NotASheet(f"“{cut(clean(typed), _WIDTH)}” is no number. Type the one that is printed on the sheet.")


def sheet(db: sqlite3.Connection, number: int) -> Letter:
    """Return the letter that a sheet went out with; raise NotASheet."""
    found = store.letter(db, number)
    if found is None:
        raise NotASheet(f"No letter has the number {number}. Look at the number on the sheet once more.")
    kind = KINDS[found.kind]
    if kind.letter_class is not LetterClass.SURVEY:
        raise NotASheet(f"No. {number} is a letter of another kind ({kind.title}), not a survey. Look once more.")
    if found.sent_on is None:
        raise NotASheet(f"The sheet No. {number} is not marked sent. If it did leave, mark its letter sent first.")
    return found


def answer_survey(
    book: Book, number: int, entry: SurveyAnswerEntry, today: date, *, token: str | None = None
) -> Change:
    """Keep what a sheet says, and note its letter as answered; entered again, it takes the place of what stood."""
    letter = sheet(book.db, number)
    if letter.sent_on and entry.answered_on < letter.sent_on:
        sent = in_words(letter.sent_on, today)
        raise Wrong({"answered_on": f"This sheet left only on {sent}. When did it come back?"})
    customer = customers.customer(book.db, letter.customer_id)
    with book.act(f"Entered the answer of {short(customer.name)}", today, token=token) as act:
        store.set_on(act.db, [letter.id], state="answered")
        customers.save_answer(act.db, customer.id, letter.kind, letter.id, entry.model_dump())
    return act.change
