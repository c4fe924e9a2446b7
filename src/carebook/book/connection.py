"""Opening the file: the settings of every connection, and a sentence for every file that is not a book (S6).

The live file is never opened by hand: closing such a handle would drop SQLite's own locks in this process (S5).
So SQLite tries first, and only a file that it refused is looked into.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from carebook.book.refusals import NoBook, NotABook
from carebook.book.schema import APPLICATION_ID, VERSION

BUSY_SECONDS = 5.0


def connect(path: Path, *, write: bool) -> sqlite3.Connection:
    """Open an existing SQLite file with carebook's settings (safety.md, The file)."""
    mode = "rw" if write else "ro"
    address = f"{path.absolute().as_uri()}?mode={mode}"
    db = sqlite3.connect(address, uri=True, isolation_level=None, timeout=BUSY_SECONDS)
    for setting in (
        "foreign_keys = ON",
        "trusted_schema = OFF",
        "temp_store = MEMORY",
        "secure_delete = ON",
        "synchronous = EXTRA",
        "cache_size = -16000",
    ):
        db.execute(f"PRAGMA {setting}")
    return db


def open_book(path: Path, *, write: bool) -> sqlite3.Connection:
    """Open a file that must be a whole book of a version known here; raise NoBook or NotABook."""
    _refuse_what_is_no_file(path)
    try:
        db = connect(path, write=write)
    except sqlite3.OperationalError as error:
        raise NotABook(path, f"could not be opened ({error}).") from error
    try:
        _refuse_strangers(db, path)
    except sqlite3.DatabaseError as error:
        db.close()
        if not write and path.with_name(path.name + "-journal").exists():
            open_book(path, write=True).close()
            return open_book(path, write=False)
        raise NotABook(path, _what_it_is(path, error)) from error
    except NotABook:
        db.close()
        raise
    return db


def _refuse_what_is_no_file(path: Path) -> None:
    try:
        size = path.stat().st_size
    except FileNotFoundError:
        raise NoBook(path) from None
    except OSError as error:
        raise NotABook(path, f"could not be reached ({(error.strerror or str(error)).lower()}).") from error
    if path.is_dir():
        raise NotABook(path, "is a folder, not a book.")
    if not path.is_file():
        raise NotABook(path, "is not an ordinary file, so it cannot be a book.")
    if size == 0:
        raise NotABook(path, "is empty: a book that lost its contents looks like this. Restore a backup.")


def _refuse_strangers(db: sqlite3.Connection, path: Path) -> None:
    mark = db.execute("PRAGMA application_id").fetchone()[0]
    version = db.execute("PRAGMA user_version").fetchone()[0]
    strange = db.execute("SELECT type, name FROM sqlite_master WHERE type IN ('trigger', 'view') LIMIT 1").fetchone()
    pages, size = (db.execute(f"PRAGMA {word}").fetchone()[0] for word in ("page_count", "page_size"))
    if mark != APPLICATION_ID:
        raise NotABook(path, "is a database of another program, not a carebook.")
    if version > VERSION:
        raise NotABook(path, f"was written by a newer carebook (version {version} of the book). Install that one to open it.")
    if strange:
        raise NotABook(path, f"has a {strange[0]} named {strange[1]!r} that carebook did not make. Restore a backup.")
    if path.stat().st_size < pages * size:
        raise NotABook(path, "is cut off: its end is missing. Restore a backup.")


def _what_it_is(path: Path, error: sqlite3.DatabaseError) -> str:
    """Say what a file is that SQLite refused; no connection of ours is open on it any more."""
    try:
        with path.open("rb") as file:
            head = file.read(4096)
    except OSError as problem:
        return f"could not be read ({(problem.strerror or str(problem)).lower()})."
    if head.startswith(b"SQLite format 3\0"):
        return f"is damaged ({error}). Restore a backup: carebook restore {path}"
    if not head.strip(b"\0"):
        return "holds nothing but zeros: a damaged disk leaves files like this. Restore a backup."
    if len(head) < 100:
        return "is too short to be a book. Restore a backup."
    return "is not a book but some other kind of file."
