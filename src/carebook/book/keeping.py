"""What the program notes for itself in the book: which day was planned, which action was backed up."""

from __future__ import annotations

import sqlite3
from datetime import date

CHECKED_ON = "checked_on"
"""The day on which all of the book was last found whole (S7)."""


def kept(db: sqlite3.Connection, name: str) -> str | None:
    """Return a note, or None where there is none."""
    row = db.execute("SELECT value FROM keeping WHERE name = ?", [name]).fetchone()
    return row[0] if row else None


def kept_day(db: sqlite3.Connection, name: str) -> date | None:
    """Return a note that is a day."""
    value = kept(db, name)
    return date.fromisoformat(value) if value else None


def keep(db: sqlite3.Connection, name: str, value: object) -> None:
    """Write a note; the caller holds a write transaction."""
    db.execute(
        "INSERT INTO keeping (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        [name, str(value)],
    )
