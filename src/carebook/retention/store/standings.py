"""What is kept of everyone's buying, read: of one customer, of a page of them, of the whole shop."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import date

from carebook.book import rows
from carebook.retention.model import Standing, State, Yardstick, state_on


def yardstick(db: sqlite3.Connection) -> Yardstick | None:
    """Return what the shop is measured by; None before the first count."""
    row = db.execute(f"SELECT {', '.join(Yardstick._fields)} FROM yardstick").fetchone()
    return Yardstick(date.fromisoformat(row[0]), *row[1:]) if row else None


def counted_on(db: sqlite3.Connection) -> date | None:
    """Return the day that was counted last."""
    row = db.execute("SELECT counted_on FROM yardstick").fetchone()
    return date.fromisoformat(row[0]) if row else None


def standing(db: sqlite3.Connection, customer_id: int) -> Standing | None:
    """Return a customer's figures; None for a prospect."""
    return standings(db, [customer_id]).get(customer_id)


def in_short(db: sqlite3.Connection, customers: Iterable[int], on: date) -> dict[int, tuple[str | None, State]]:
    """Return tier and state of these customers on a day, for a page of a list; prospects are left out."""
    found = db.execute(
        "SELECT customer_id, tier, slipping_on, dormant_on, lost_on FROM standing"
        " WHERE customer_id IN (SELECT value FROM json_each(?))",
        [rows.listed(customers)],
    )
    today = on.isoformat()
    return {customer: (tier, state_on(today, *days)) for customer, tier, *days in found}


def standings(db: sqlite3.Connection, customers: Iterable[int]) -> dict[int, Standing]:
    """Return the figures of these customers who have bought; prospects are left out."""
    found = db.execute(
        f"SELECT {rows.columns_of(Standing)} FROM standing WHERE customer_id IN (SELECT value FROM json_each(?))",
        [rows.listed(customers)],
    )
    return {one.customer_id: one for one in rows.as_records(Standing, found)}
