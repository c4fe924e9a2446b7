"""What a shop took, and who came, was lost and was won back, month by month."""

from __future__ import annotations

import sqlite3
from datetime import date
from typing import NamedTuple

from carebook.customers.store.figures import SOLD
from carebook.retention.model import Ending, State

_SOLD = (
    f"SELECT substr(sold_on, 1, 7) AS month, sum(amount), sum({SOLD}) FROM sale s"
    " WHERE sold_on BETWEEN ? AND ? GROUP BY month"
)
_BY_MONTH = "SELECT substr({0}, 1, 7) AS month, count(*) FROM {1} WHERE {0} BETWEEN ? AND ? GROUP BY month"
_STATES = (
    "SELECT CASE WHEN standing.customer_id IS NULL THEN 'prospect' WHEN lost_on <= :on THEN 'lost'"
    " WHEN dormant_on <= :on THEN 'dormant' WHEN slipping_on <= :on THEN 'slipping' ELSE 'active' END AS state,"
    " count(*) FROM customer LEFT JOIN standing ON standing.customer_id = customer.id"
    " WHERE min(customer.entered_on, coalesce(opened_on, '9999'), coalesce(first_sale_on, '9999')) <= :on"
    " GROUP BY state"
)


class Sold(NamedTuple):
    """What a month's sales came to in minor units, refunds subtracted, and how many there were."""

    amount: int
    sales: int


def sold(db: sqlite3.Connection, start: date, end: date) -> dict[str, Sold]:
    """Return what was sold in each month of a period, by its name such as 2026-11; months without a sale are left out.

    A refund counts in the month in which the money was given back.
    """
    found = db.execute(_SOLD, [start.isoformat(), end.isoformat()])
    return {month: Sold(amount, sales) for month, amount, sales in found}


def new_customers(db: sqlite3.Connection, start: date, end: date) -> dict[str, int]:
    """Count by month the customers whose first purchase day was in it."""
    return _counted(db, "first_on", "standing", start, end)


def lost_customers(db: sqlite3.Connection, start: date, end: date) -> dict[str, int]:
    """Count by month the customers who were lost in it and have not bought since (VAL-1)."""
    return _counted(db, "lost_on", "standing", start, end)


def won_back(db: sqlite3.Connection, start: date, end: date) -> dict[str, int]:
    """Count by month the win-backs that were won in it."""
    return _counted(db, "ended_on", f"(SELECT * FROM win_back WHERE outcome = '{Ending.WON}')", start, end)


def _counted(db: sqlite3.Connection, day: str, source: str, start: date, end: date) -> dict[str, int]:
    return dict(db.execute(_BY_MONTH.format(day, source), [start.isoformat(), end.isoformat()]).fetchall())


def states(db: sqlite3.Connection, on: date) -> dict[State, int]:
    """Count the customers in each state on the day that was counted (VAL-1)."""
    found = dict(db.execute(_STATES, {"on": on.isoformat()}).fetchall())
    return {state: found.get(state, 0) for state in State}
