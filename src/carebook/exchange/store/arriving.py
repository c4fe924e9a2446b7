"""The workshop of an import: a private file in which rows wait until they are matched with the book (X3, X4)."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeAlias

Page: TypeAlias = tuple[int, int]
"""The first and the last id of the customers that are worked on at once."""


@contextmanager
def workshop(db: sqlite3.Connection) -> Iterator[None]:
    """Attach an empty database named `arriving` to a connection, also to one that only reads.

    Its file loses its name at once, so that nothing of it is left behind even by a kill.
    """
    with TemporaryDirectory(prefix="carebook-") as folder:
        path = Path(folder) / "arriving.db"
        db.execute("ATTACH ? AS arriving", [f"{path.as_uri()}?mode=rwc"])
        try:
            for setting in ("journal_mode = OFF", "synchronous = OFF", "secure_delete = OFF", "cache_size = -16000"):
                db.execute(f"PRAGMA arriving.{setting}")
            path.unlink()
            yield
        finally:
            db.execute("DETACH arriving")


@contextmanager
def filling(db: sqlite3.Connection) -> Iterator[None]:
    """Write many rows to the workshop at once; the book is not touched, nor locked."""
    db.execute("BEGIN")
    try:
        yield
    finally:
        db.execute("COMMIT")


def next_id(db: sqlite3.Connection, table: str) -> int:
    """Return the id that the next new row of a table will have."""
    found = db.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", [table]).fetchone()
    return int(found[0]) + 1 if found else 1
