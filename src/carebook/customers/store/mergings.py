"""Which records were merged into a customer, and whose a number is that one of them had."""

from __future__ import annotations

import sqlite3

from carebook.book import rows
from carebook.customers.model import Merging

_MERGINGS = f"SELECT {rows.columns_of(Merging)} FROM merging"


def mergings(db: sqlite3.Connection, customer_id: int) -> list[Merging]:
    """Return the records that were merged into a customer, the newest first."""
    found = db.execute(f"{_MERGINGS} WHERE customer_id = ? ORDER BY action_id DESC", [customer_id])
    return rows.as_records(Merging, found)


def merging(db: sqlite3.Connection, merging_id: int) -> Merging | None:
    """Return one merged record, if it still is one."""
    found = db.execute(f"{_MERGINGS} WHERE id = ?", [merging_id])
    return next(iter(rows.as_records(Merging, found)), None)


def has_mergings(db: sqlite3.Connection, customer_id: int) -> bool:
    """Tell whether any record was merged into a customer."""
    return bool(db.execute("SELECT EXISTS (SELECT 1 FROM merging WHERE customer_id = ?)", [customer_id]).fetchone()[0])


def into(db: sqlite3.Connection, gone_id: int) -> int | None:
    """Return the customer into whom one was merged who is not in the book any more."""
    row = db.execute("SELECT customer_id FROM merging WHERE gone_id = ? ORDER BY id DESC LIMIT 1", [gone_id]).fetchone()
    return row[0] if row else None
