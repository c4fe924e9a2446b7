"""What a book is owed, whoever opens it: a backup, the day's plan, a look through all of it, and a way back."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from carebook.book.book import Book
from carebook.book.connection import UNREADABLE, connect
from carebook.book.keeping import kept_day
from carebook.errors import Refusal

if TYPE_CHECKING:
    from carebook.book.check import Finding
    from carebook.book.restore import Restored


def is_laid_out(db: sqlite3.Connection, day: date) -> bool:
    """Tell whether the agenda in the book is this day's, so that nothing has to be planned."""
    return kept_day(db, "agenda_on") == day


def is_counted(db: sqlite3.Connection, day: date) -> bool:
    """Tell whether the figures in the book are this day's."""
    from carebook.retention.store.standings import counted_on

    return counted_on(db) == day


def begin_day(book: Book, today: date, say: Callable[[str], None]) -> None:
    """Back a book up if it changed, count its figures, and plan the day (B2, VAL-1a, LET-3).

    A backup that fails is said, and stops no work. What a killed program left half made beside the book is taken away.
    """
    from carebook.book.backup import take_if_changed
    from carebook.book.files import sweep
    from carebook.letters.desk.planning import plan_day
    from carebook.retention.desk.counting import count_day
    from carebook.shop.store import shop

    sweep(book.path.parent, book.path.name)
    try:
        take_if_changed(book.path, book.db, today, shop(book.db).second_backup_folder)
    except Refusal as refusal:
        say(str(refusal))
    count_day(book, today)
    plan_day(book, today)


def look_through(book: Book, today: date) -> list[Finding]:
    """Look whether all of a book is whole, and note the day on which it was (S7)."""
    from carebook.book.check import full

    findings = full(book.db, [own_rules])
    if not findings and book.writable:
        book.note_checked(today)
    return findings


def look_through_if_due(book: Book, today: date) -> list[Finding]:
    """Look through all of a book weekly, and after a bad end (S7)."""
    from carebook.book.check import due_for_check

    return look_through(book, today) if due_for_check(book.db, today, book.ended_badly) else []


def own_rules(db: sqlite3.Connection) -> list[Finding]:
    """Find what breaks the desks' own sums (S7)."""
    from carebook.book.check import Finding
    from carebook.customers.store import broken
    from carebook.letters.store.broken import broken as broken_letters
    from carebook.referrals.store.broken import broken as broken_referrals

    return [Finding(*found) for found in (*broken(db), *broken_referrals(db), *broken_letters(db))]


def go_back(path: Path, backup: Path | None, today: date) -> Restored:
    """Restore a backup, by default the newest whole one (B3).

    The second backup folder stays as it is: it tells of this machine, not of the past.
    """
    from carebook.book.restore import restore

    folder = _second_folder(path)
    restored = restore(path, backup)
    if folder is not None:
        with suppress(Refusal, sqlite3.Error):  # the book is back, and the settings show which folder it names
            _name_second_folder(path, folder, today)
    return restored


def _second_folder(path: Path) -> str | None:
    """Return the second backup folder of a book, or None where the book cannot be relied on.

    It is read without finishing what a killed program began: what a restore replaces is kept as it was found (B3).
    """
    from carebook.book import seal
    from carebook.shop.store import shop

    with suppress(Refusal, *UNREADABLE), closing(connect(path, write=False, alone=True)) as db:
        if "shop" not in seal.broken(db):
            return shop(db).second_backup_folder
    return None


def _name_second_folder(path: Path, folder: str, today: date) -> None:
    from carebook.shop.store import save_shop, shop

    with Book.open(path, write=True) as book:
        found = shop(book.db)
        if found.second_backup_folder != folder:
            with book.act("Kept the second backup folder", today):
                save_shop(book.db, found._replace(second_backup_folder=folder))
