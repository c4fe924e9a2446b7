"""Two records as they are weighed before they are merged."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from carebook.book.owning import OF_CUSTOMER

_COUNTED = ("sale", "contact", "complaint", "referral", "survey_answer", "reminder")


class SameDay(NamedTuple):
    """A day on which both bought, and whether one of their sales took the same amount."""

    day: str
    same_amount: bool


def counts(db: sqlite3.Connection, customer_id: int) -> dict[str, int]:
    """Count a customer's rows of the tables that an owner asks for, and the letters that went out."""
    found = {table: _count(db, table, customer_id) for table in OF_CUSTOMER if table in _COUNTED}
    return found | {"letter": _count(db, "letter", customer_id, "AND sent_on IS NOT NULL")}


def _count(db: sqlite3.Connection, table: str, customer_id: int, more: str = "") -> int:
    sql = f"SELECT count(*) FROM {table} WHERE customer_id = ? {more}"
    return int(db.execute(sql, [customer_id]).fetchone()[0])


def same_sales(db: sqlite3.Connection, one: int, other: int) -> list[SameDay]:
    """Return the days on which both customers bought something, the latest first."""
    found = db.execute(
        "SELECT a.sold_on, max(a.amount = b.amount) FROM sale a JOIN sale b ON b.customer_id = ? AND"
        " b.sold_on = a.sold_on AND b.refund_of IS NULL WHERE a.customer_id = ? AND a.refund_of IS NULL"
        " GROUP BY a.sold_on ORDER BY a.sold_on DESC",
        [other, one],
    )
    return [SameDay(day, bool(same)) for day, same in found]
