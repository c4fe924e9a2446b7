"""The workshop of an import: a private file in which rows wait until they are matched with the book (X3, X4)."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, TypeAlias

from carebook.book.book import Book
from carebook.exchange.model import Cancelled, ImportStopped

Page: TypeAlias = tuple[int, int]
"""The first and the last id of the customers that are worked on at once."""

_STEPS_BETWEEN_LOOKS: Final = 1_000_000
"""Steps of SQLite, some hundredths of a second."""


@contextmanager
def workshop(book: Book, cancelled: Cancelled | None = None) -> Iterator[Book]:
    """Lend a twin of the book with an empty database named `arriving` attached, also of a book that is only read.

    What SQLite sorts and sets aside meanwhile goes to files and not to memory. All files are in a private folder, and
    each loses its name at once, so that nothing of it is left behind even by a kill. The owner may stop it any time.
    """
    with (
        TemporaryDirectory(prefix="carebook-") as folder,
        closing(book.twin()) as twin,
        _spilling(twin.db, folder),
        _stopping(twin.db, cancelled),
    ):
        path = Path(folder) / "arriving.db"
        twin.db.execute("ATTACH ? AS arriving", [f"{path.as_uri()}?mode=rwc"])
        for setting in ("journal_mode = OFF", "synchronous = OFF", "secure_delete = OFF", "cache_size = -16000"):
            twin.db.execute(f"PRAGMA arriving.{setting}")
        path.unlink()
        yield twin


@contextmanager
def _spilling(db: sqlite3.Connection, folder: str) -> Iterator[None]:
    """Let a new connection keep what is temporary in a folder; one in use would lose its triggers by this (X3)."""
    quoted = folder.replace("'", "''")
    for setting in (f"temp_store_directory = '{quoted}'", "temp_store = FILE"):
        db.execute(f"PRAGMA {setting}")
    try:
        yield
    finally:
        db.execute("PRAGMA temp_store_directory = ''")


@contextmanager
def _stopping(db: sqlite3.Connection, cancelled: Cancelled | None) -> Iterator[None]:
    """Raise ImportStopped if the owner stops it within a statement, however long that takes by itself."""
    db.set_progress_handler(cancelled, _STEPS_BETWEEN_LOOKS)
    try:
        yield
    except sqlite3.OperationalError as error:
        if error.sqlite_errorname != "SQLITE_INTERRUPT":
            raise
        raise ImportStopped from None
    finally:
        db.set_progress_handler(None, 0)


@contextmanager
def filling(db: sqlite3.Connection) -> Iterator[None]:
    """Write many rows to the workshop at once; the book is not touched, nor locked."""
    db.execute("BEGIN")
    try:
        yield
    finally:
        if db.in_transaction:
            db.execute("COMMIT")


def next_id(db: sqlite3.Connection, table: str) -> int:
    """Return the id that the next new row of a table will have."""
    found = db.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", [table]).fetchone()
    return int(found[0]) + 1 if found else 1
