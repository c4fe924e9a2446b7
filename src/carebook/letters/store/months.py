"""How a month's letters went, and how many left month by month."""

from __future__ import annotations

import sqlite3
from datetime import date, timedelta
from typing import NamedTuple

_WENT = (
    "SELECT sum(due BETWEEN :start AND :end AND state <> 'cancelled'), sum(sent_on BETWEEN :start AND :end),"
    " sum(state = 'open' AND lapses BETWEEN :start AND :over),"
    " sum(state = 'skipped' AND ended_on BETWEEN :start AND :end) FROM letter"
)


class Went(NamedTuple):
    """The letters of a month: those that fell due in it, and what left, lapsed unsent or was skipped in it."""

    due: int
    sent: int
    lapsed: int
    skipped: int


def went(db: sqlite3.Connection, start: date, end: date, today: date) -> Went:
    """Count a period's letters; a letter that may still leave today has not lapsed (LET-2)."""
    days = {"start": start, "end": end, "over": min(end, today - timedelta(days=1))}
    row = db.execute(_WENT, {name: day.isoformat() for name, day in days.items()}).fetchone()
    return Went(*(count or 0 for count in row))


def sent(db: sqlite3.Connection, start: date, end: date) -> dict[str, int]:
    """Count by month, such as 2026-11, the letters that left in it."""
    found = db.execute(
        "SELECT substr(sent_on, 1, 7) AS month, count(*) FROM letter WHERE sent_on BETWEEN ? AND ? GROUP BY month",
        [start.isoformat(), end.isoformat()],
    )
    return dict(found.fetchall())


def sent_kinds(db: sqlite3.Connection, start: date, end: date) -> dict[str, int]:
    """Count the letters that left in a period by kind, most of them first."""
    found = db.execute(
        "SELECT kind, count(*) AS n FROM letter WHERE sent_on BETWEEN ? AND ? GROUP BY kind ORDER BY n DESC, kind",
        [start.isoformat(), end.isoformat()],
    )
    return dict(found.fetchall())
