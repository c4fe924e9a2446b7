"""The seal: one sum over all rows of each table of facts, by which a byte that changed by itself is found (S7).

A row counts with the CRC-32 of its columns. TEMP triggers keep the sums up with every write, whatever wrote, and take
from them only what they once added: a damaged row is never sealed anew, so that it is found until a backup is back.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterable

from carebook.book.connection import UNREADABLE
from carebook.book.rows import columns
from carebook.book.schema import JOURNALLED

SEALED = (*JOURNALLED, "action", "journal")


def install(db: sqlite3.Connection) -> None:
    """Make the triggers of a writing connection."""
    _know_crc(db)
    for table in SEALED:
        for statement in triggers(db, table).values():
            db.execute(statement)


def triggers(db: sqlite3.Connection, table: str) -> dict[str, str]:
    """Return the statement for each event that keeps a table's sum up; rows that a bulk is adding are not in it yet."""
    names = columns(db, table)
    old, new = _row(names, "OLD."), _row(names, "NEW.")
    added = f"WHEN NOT EXISTS (SELECT 1 FROM temp.acting WHERE bulk = '{table}' AND OLD.id >= low)"
    events = {"INSERT": ("", f"+ {new}"), "UPDATE": (added, f"- {old} + {new}"), "DELETE": (added, f"- {old}")}
    return {
        event: f"CREATE TEMP TRIGGER seal_{table}_{event.lower()} AFTER {event} ON main.{table} {when}"
        f" BEGIN UPDATE seal SET sum = sum {difference} WHERE tbl = '{table}'; END"
        for event, (when, difference) in events.items()
    }


def add_range(db: sqlite3.Connection, table: str, low: int) -> None:
    """Seal the rows that a bulk import added from an id on, all at once."""
    added = _sum(db, table, "WHERE id >= ?")
    db.execute(f"UPDATE seal SET sum = sum + {added} WHERE tbl = '{table}'", [low])


def make(db: sqlite3.Connection) -> None:
    """Seal every table as it is; for a book just made or migrated, and never for one that may be damaged."""
    _know_crc(db)
    for table in _there(db):
        db.execute(f"INSERT OR REPLACE INTO seal VALUES ('{table}', {_sum(db, table)})")


def broken(db: sqlite3.Connection) -> list[str]:
    """Return the tables whose rows are not the ones that were written; an older book has fewer of them."""
    _know_crc(db)
    return [table for table in _there(db) if not _holds(db, table)]


def _there(db: sqlite3.Connection) -> list[str]:
    there = {name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    return [table for table in SEALED if table in there]


def _holds(db: sqlite3.Connection, table: str) -> bool:
    try:
        row = db.execute(f"SELECT sum = {_sum(db, table)} FROM seal WHERE tbl = '{table}'").fetchone()
    except UNREADABLE:
        return False
    return row is not None and row[0] == 1


def _sum(db: sqlite3.Connection, table: str, where: str = "") -> str:
    return f"(SELECT coalesce(sum({_row(columns(db, table), '')}), 0) FROM {table} {where})"


def _row(names: Iterable[str], side: str) -> str:
    values = ", ".join(side + name for name in names)
    return f"crc32(CAST(json_array({values}) AS BLOB))"


def _know_crc(db: sqlite3.Connection) -> None:
    db.create_function("crc32", 1, zlib.crc32, deterministic=True)
