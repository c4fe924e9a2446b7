"""How a month's complaints went, and how many there were month by month."""

from __future__ import annotations

import sqlite3
from datetime import date
from typing import NamedTuple

from carebook.complaints.model import Outcome

_WENT = (
    "SELECT sum(received_on BETWEEN :start AND :end), sum(closed_on BETWEEN :start AND :end),"
    " sum(closed_on BETWEEN :start AND :end AND outcome = :recovered),"
    " sum(received_on <= :end AND (closed_on IS NULL OR closed_on > :end)) FROM complaint"
)
_BY_MONTH = (
    "SELECT substr(received_on, 1, 7) AS month, count(*), sum(outcome IS :recovered) FROM complaint"
    " WHERE received_on BETWEEN :start AND :end GROUP BY month"
)


class Went(NamedTuple):
    """The cases received in a month, those closed and recovered in it, and those open at its end."""

    received: int
    closed: int
    recovered: int
    open: int


class Received(NamedTuple):
    """The cases received in a month, and how many of them have been recovered by now."""

    cases: int
    recovered: int


def went(db: sqlite3.Connection, start: date, end: date) -> Went:
    """Count a period's cases."""
    row = db.execute(_WENT, _bounds(start, end)).fetchone()
    return Went(*(count or 0 for count in row))


def received(db: sqlite3.Connection, start: date, end: date) -> dict[str, Received]:
    """Count the cases received in each month of a period, by its name such as 2026-11."""
    found = db.execute(_BY_MONTH, _bounds(start, end))
    return {month: Received(cases, recovered) for month, cases, recovered in found}


def _bounds(start: date, end: date) -> dict[str, str]:
    return {"start": start.isoformat(), "end": end.isoformat(), "recovered": Outcome.RECOVERED}
