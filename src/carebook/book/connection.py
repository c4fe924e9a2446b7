"""Opening the file: the settings of every connection, and a sentence for every file that is not a book (S6).

The live file is never opened by hand: closing such a handle would drop SQLite's own locks in this process (S5).
So SQLite tries first, and only a file that it refused is looked into.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from carebook.book.refusals import NoBook, NotABook, ReadOnly
from carebook.book.schema import APPLICATION_ID, TABLES, VERSION
from carebook.book.search import sorts_as

BUSY_SECONDS = 5.0
CACHE_KIB = 200
"""Pages that a connection keeps; the system keeps the file's anyway, and the screen is to stay small."""
_HEADER_BYTES = 100
UNREADABLE = (sqlite3.DatabaseError, UnicodeDecodeError)
"""What reading a damaged file raises: SQLite's message may hold the damaged bytes themselves."""


def connect(path: Path, *, write: bool, alone: bool = False) -> sqlite3.Connection:
    """Open an existing SQLite file with carebook's settings (docs/rules.md, The file), if need be for us `alone`."""
    mode = "rw" if write else "ro"
    address = f"{path.absolute().as_uri()}?mode={mode}"
    db = sqlite3.connect(address, uri=True, isolation_level=None, timeout=BUSY_SECONDS)
    try:
        for setting in (
            f"locking_mode = {'EXCLUSIVE' if alone else 'NORMAL'}",
            "foreign_keys = ON",
            "recursive_triggers = ON",
            "trusted_schema = OFF",
            "temp_store = MEMORY",
            "secure_delete = ON",
            "synchronous = EXTRA",
            f"cache_size = -{CACHE_KIB}",
        ):
            db.execute(f"PRAGMA {setting}")
        db.create_function("sorts_as", 1, sorts_as, deterministic=True)
    except BaseException:
        db.close()
        raise
    return db


def resolved(path: Path) -> Path:
    """Return where a path leads to through its links; raise NotABook for links that lead back to themselves."""
    try:
        return path.resolve()
    except (OSError, RuntimeError) as error:
        raise NotABook(path, "is a link that leads back to itself.") from error


def open_book(path: Path, *, write: bool) -> sqlite3.Connection:
    """Open a file that must be a whole book of a version known here; raise NoBook or NotABook."""
    version = refuse_strangers(path)
    if version < VERSION and not write:
        raise ReadOnly(f"{path.name} was written by an older carebook. Open it once for writing: carebook {path}")
    return connect(path, write=write)


def refuse_strangers(path: Path) -> int:
    """Return the version of the book at a path; raise NoBook or NotABook, with its sentence, for anything else (S6)."""
    _refuse_what_is_no_file(path)
    try:
        return _look(path)
    except UNREADABLE as error:
        if not path.with_name(path.name + "-journal").exists():
            raise NotABook(path, _what_it_is(path, error)) from error
        return _finish_cut_off_write(path)


def _look(path: Path) -> int:
    """Return a book's version; refuse what is no book of ours, without writing a byte in it or beside it.

    Reading a database in WAL mode would leave two files beside it. A read-only connection that wants the file to
    itself fails on one before it makes them, and reads a book as always.
    """
    with closing(connect(path, write=False, alone=True)) as db:
        return _version(db, path)


def _finish_cut_off_write(path: Path) -> int:
    """Let SQLite take back what a killed program had half written, which only a writing connection may do (S1)."""
    try:
        with closing(connect(path, write=True)) as db:
            return _version(db, path)
    except UNREADABLE as error:
        raise NotABook(path, _what_it_is(path, error)) from error


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
    if size < _HEADER_BYTES:
        raise NotABook(path, "is too short to be a book. Restore a backup.")


def _version(db: sqlite3.Connection, path: Path) -> int:
    """Return the version of a book's schema; refuse a database that is not one of ours, or no longer only ours."""
    mark = db.execute("PRAGMA application_id").fetchone()[0]
    version: int = db.execute("PRAGMA user_version").fetchone()[0]
    strange = db.execute("SELECT type, name FROM sqlite_master WHERE type IN ('trigger', 'view') LIMIT 1").fetchone()
    if mark != APPLICATION_ID or version < 1:
        raise NotABook(path, "is a database of another program, not a carebook.")
    if version > VERSION:
        raise NotABook(path, f"was written by a newer carebook (book version {version}). Install that one to open it.")
    if strange:
        raise NotABook(path, f"has a {strange[0]} named {strange[1]!r} that carebook did not make. Restore a backup.")
    if version == VERSION:
        _refuse_missing_table(db, path)
    return version


def _refuse_missing_table(db: sqlite3.Connection, path: Path) -> None:
    there = {name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    missing = sorted(TABLES - there)
    if missing:
        raise NotABook(path, f"is damaged: its table {missing[0]!r} is missing. Restore a backup.")


def _what_it_is(path: Path, error: Exception) -> str:
    """Say what a file is that SQLite refused; only one that no connection can be open on is looked into (S5)."""
    match getattr(error, "sqlite_errorname", "SQLITE_CORRUPT"):
        case "SQLITE_NOTADB" | "SQLITE_CORRUPT":
            return _what_is_wrong(path, error)
        case "SQLITE_IOERR_LOCK":
            return "is a database of another program, or one has changed it (it is in WAL mode)."
        case "SQLITE_BUSY":
            return "is busy in another program. Try again in a moment."
        case _:
            return f"could not be opened ({error})."


def _what_is_wrong(path: Path, error: Exception) -> str:
    try:
        with path.open("rb") as file:
            head = file.read(4096)
    except OSError as problem:
        return f"could not be read ({(problem.strerror or str(problem)).lower()})."
    if not head.strip(b"\0"):
        return "holds nothing but zeros: a damaged disk leaves files like this. Restore a backup."
    if not head.startswith(b"SQLite format 3\0"):
        return "is not a book but some other kind of file."
    page_size, pages = int.from_bytes(head[16:18], "big"), int.from_bytes(head[28:32], "big")
    if path.stat().st_size < page_size * pages:
        return "is cut off: its end is missing. Restore a backup."
    return f"is damaged ({error}). Restore a backup."
