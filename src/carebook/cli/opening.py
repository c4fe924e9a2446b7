"""How a command opens its book: one way to write, one to look at a day, one to read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from carebook import clock
from carebook.book.book import Book
from carebook.book.refusals import BookLocked, NotSaved, ReadOnly
from carebook.cli.answers import warn
from carebook.upkeep import begin_day, is_laid_out, look_through_if_due

LOCK_SECONDS = 5.0
"""So long a command that writes waits for the program that has the book (S3)."""


@contextmanager
def writing(path: Path) -> Iterator[Book]:
    """Open a book to write it; the first such command of a day plans the day, and of a week looks through all of it.

    What that finds is said, and stops no work (S7).
    """
    from carebook.followers import FOLLOWERS

    with Book.open(path, write=True, followers=FOLLOWERS, wait=LOCK_SECONDS) as book:
        today = clock.today()
        if findings := look_through_if_due(book, today):
            warn(f"{findings[0].what}. {findings[0].advice} Look closer with: carebook check {path}")
        begin_day(book, today, warn)
        yield book


@contextmanager
def reading(path: Path) -> Iterator[Book]:
    """Open a book to read its records."""
    with Book.open(path, write=False) as book:
        yield book


@contextmanager
def laid_out(path: Path, on: date, ahead: int = 0) -> Iterator[tuple[Book, int | None]]:
    """Open a book to look at a day that is laid out, with so many days ahead.

    Beside it comes the highest letter that the book has itself, or None where no other was planned to look at.

    A program that cannot write plans for itself (LET-3).
    """
    with _begun(path) as book:
        warn_of_later_entries(book, on)
        yield book, _lay_out(book, on, ahead)


@contextmanager
def counted(path: Path, on: date) -> Iterator[Book]:
    """Open a book to look at a day for which everyone's buying is counted (VAL-1a)."""
    from carebook.retention.store.counting import count_all, lay_aside
    from carebook.retention.store.standings import counted_on

    with _begun(path) as book:
        if counted_on(book.db) != on:
            lay_aside(book.db)
            count_all(book.db, on)
        yield book


@contextmanager
def _begun(path: Path) -> Iterator[Book]:
    """Open a book to look at it; a program that can write at once counts and plans the day for everyone (LET-3)."""
    with opened(path) as book:
        today = clock.today()
        if book.writable and not is_laid_out(book.db, today):
            try:
                begin_day(book, today, warn)
            except NotSaved as not_saved:
                warn(str(not_saved))
        yield book


def warn_of_later_entries(book: Book, on: date) -> None:
    """Tell that a day before the book's last entry is shown with what is known now (LET-3)."""
    last = book.last_day()
    if last and on < last:
        from carebook.days import in_words

        today = clock.today()
        day, newest = in_words(on, today), in_words(last, today)
        warn(f"The last entry in this book is of {newest}: {day} is shown as it looks with what is known now.")


def opened(path: Path) -> Book:
    """Open a book for writing if nothing stands against it, else for looking (S3)."""
    try:
        return Book.open(path, write=True)
    except (BookLocked, ReadOnly):
        return Book.open(path, write=False)


def _lay_out(book: Book, on: date, ahead: int) -> int | None:
    if is_laid_out(book.db, on) and not ahead:
        return None
    from carebook.letters.desk.planning import look_ahead

    return look_ahead(book.db, on, ahead)
