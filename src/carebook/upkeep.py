"""What a book is owed on a new day, whoever opens it first: a look whether it is whole, a backup, the day's plan."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from carebook.book.book import Book
from carebook.book.keeping import kept_day
from carebook.errors import Refusal

if TYPE_CHECKING:
    from carebook.book.check import Finding


def is_laid_out(db: sqlite3.Connection, day: date) -> bool:
    """Tell whether the agenda in the book is this day's, so that nothing has to be planned."""
    return kept_day(db, "agenda_on") == day


def begin_day(book: Book, today: date, say: Callable[[str], None]) -> None:
    """Check a book if it is time, back it up if it changed, and plan the day (S7, B2, LET-3).

    A book that is damaged is not backed up over good copies; a backup that cannot be made is said, and stops no work.
    """
    from carebook.letters.desk.planning import plan_day

    try:
        _look_after(book, today, say)
    except Refusal as refusal:
        say(str(refusal))
    plan_day(book, today)


def _look_after(book: Book, today: date, say: Callable[[str], None]) -> None:
    from carebook.book.backup import take_if_changed
    from carebook.book.check import due_for_check, full
    from carebook.shop.store import shop

    if due_for_check(book.db, today, book.ended_badly):
        findings = full(book.db, [own_rules])
        if findings:
            say(f"{findings[0].what} {findings[0].advice} All of it: carebook check {book.path}")
            return
        book.note_checked(today)
    take_if_changed(book.path, book.db, today, shop(book.db).second_backup_folder)


def own_rules(db: sqlite3.Connection) -> list[Finding]:
    """Find what breaks the desks' own sums (S7)."""
    from carebook.book.check import Finding
    from carebook.customers.store import broken

    return [Finding(*found) for found in broken(db)]
