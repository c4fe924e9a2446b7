"""What a book is owed on a new day, by whichever command opens it first: a backup, and the day's plan."""

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
    """Back a book up if it changed, and plan the day (B2, LET-3); a backup that fails is said, and stops no work."""
    from carebook.book.backup import take_if_changed
    from carebook.letters.desk.planning import plan_day
    from carebook.shop.store import shop

    try:
        take_if_changed(book.path, book.db, today, shop(book.db).second_backup_folder)
    except Refusal as refusal:
        say(str(refusal))
    plan_day(book, today)


def own_rules(db: sqlite3.Connection) -> list[Finding]:
    """Find what breaks the desks' own sums (S7)."""
    from carebook.book.check import Finding
    from carebook.customers.store import broken

    return [Finding(*found) for found in broken(db)]
