"""How a month's referrals went, and how many introductions there were month by month (REF-7)."""

from __future__ import annotations

import sqlite3
from datetime import date
from typing import NamedTuple

from carebook.referrals import rules
from carebook.referrals.store.drives import drive_on, introduced_in
from carebook.referrals.store.owed import STANDS
from carebook.referrals.store.referrals import BOUGHT_ON
from carebook.shop.store import open_days

_WENT = (
    "SELECT (SELECT count(*) FROM referral WHERE counts AND introduced_on BETWEEN :start AND :end),"
    " (SELECT count(*) FROM referral WHERE counts AND contact_on BETWEEN :start AND :end),"
    " (SELECT count(*) FROM referral r WHERE counts AND referred_id IS NOT NULL AND introduced_on <= :end"
    f" AND {BOUGHT_ON} BETWEEN :start AND :end),"
    " (SELECT count(*) FROM ask WHERE asked_on BETWEEN :start AND :end),"
    " (SELECT count(*) FROM ask WHERE answer = 'agreed' AND answered_on BETWEEN :start AND :end),"
    " (SELECT coalesce(sum(amount), 0) FROM reward WHERE paid_on BETWEEN :start AND :end)"
)
_TO_THANK = (
    "SELECT introduced_on, thanked_on FROM referral r WHERE introduced_on BETWEEN ? AND ?"
    f" AND entered_on <= date(introduced_on, '+{rules.THANK_LAPSES} days') AND {STANDS}"
)
_BY_MONTH = (
    "SELECT substr(introduced_on, 1, 7) AS month, count(*) FROM referral"
    " WHERE counts AND introduced_on BETWEEN ? AND ? GROUP BY month"
)


class Went(NamedTuple):
    """What happened in a month: introductions, who of all introduced came and bought in it, asks and their yes."""

    introduced: int
    in_contact: int
    bought: int
    asked: int
    agreed: int
    rewards_paid: int
    """What the rewards cost that were handed over in it."""


class Thanked(NamedTuple):
    """Of the month's introductions those thanked within 2 business days, and those for which these are over (REF-3)."""

    n: int
    of: int


class Pace(NamedTuple):
    """A drive on a day: how many introductions it brought, how many its line of pace asks for, its target (REF-6)."""

    name: str
    introduced: int
    pace: float
    target: float


def went(db: sqlite3.Connection, start: date, end: date) -> Went:
    """Count what happened in a period, both days in it."""
    return Went(*db.execute(_WENT, {"start": start.isoformat(), "end": end.isoformat()}).fetchone())


def thanked_on_time(db: sqlite3.Connection, start: date, end: date, today: date) -> Thanked:
    """Count the introductions of a period that were thanked in time; what was long known when it came in is none."""
    calendar, on_time, due = open_days(db), 0, 0
    for introduced_on, thanked_on in db.execute(_TO_THANK, [start.isoformat(), end.isoformat()]).fetchall():
        by = rules.thank_by(date.fromisoformat(introduced_on), calendar)
        on_time += thanked_on is not None and thanked_on <= by.isoformat()
        due += thanked_on is not None or by < today
    return Thanked(on_time, due)


def introduced(db: sqlite3.Connection, start: date, end: date) -> dict[str, int]:
    """Count the introductions of each month of a period, by its name such as 2026-11."""
    return dict(db.execute(_BY_MONTH, [start.isoformat(), end.isoformat()]).fetchall())


def pace(db: sqlite3.Connection, on: date) -> Pace | None:
    """Return how the drive stands that runs on a day; None where none does."""
    if (found := drive_on(db, on)) is None:
        return None
    wanted, target = (round(float(one), 2) for one in (rules.pace(found, on), found.target))
    return Pace(found.name, introduced_in(db, found, on), wanted, target)
