"""Wedding days and days of an owner's own: they plan no letter, and are remembered from some days before on."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from datetime import date, timedelta

from carebook.customers.rules import MOST_LEAD
from carebook.customers.store.reminders import OF_THE_DEAD, ToRemember, usual_leap
from carebook.days import Leap, days_on, yearly

LEAD_DAYS = 7
"""So many days before a yearly day it is remembered, where it has no lead time of its own."""

_AHEAD = (
    "SELECT o.id, o.customer_id, c.name, d.value ->> 'day', coalesce(o.lead, :lead), o.kind, o.label, o.year, m.name,"
    " c.addressee FROM json_each(:days) d"
    " CROSS JOIN occasion o ON o.month_day = d.value ->> 'month_day' AND o.kind <> 'birthday'"
    " JOIN customer c ON c.id = o.customer_id LEFT JOIN member m ON m.id = o.member_id"
    " WHERE coalesce(o.leap, :leap) = coalesce(d.value ->> 'leap', o.leap, :leap)"
    " AND d.value ->> 'in_sight' <= coalesce(o.lead, :lead)"
    " AND coalesce(o.year, 0) <= CAST(substr(d.value ->> 'day', 1, 4) AS INTEGER)"
    " AND NOT EXISTS (SELECT 1 FROM reminder r WHERE r.occasion_id = o.id"
    " AND r.on_day BETWEEN d.value ->> 'first' AND d.value ->> 'day')"
    f" AND NOT ({OF_THE_DEAD}) ORDER BY 4, c.name COLLATE NOCASE, o.id"
)


def to_remember(db: sqlite3.Connection, today: date, *, until: date | None = None) -> list[ToRemember]:
    """Return the yearly days that come into sight until a day (today), the next one first (LET-4).

    Birthdays have their letters. One that was remembered, or put off, this year is not among them.
    """
    days = json.dumps(list(_days(today, until or today)))
    rows = db.execute(_AHEAD, {"days": days, "leap": usual_leap(db).value, "lead": LEAD_DAYS})
    return [_remembered(*row) for row in rows]


def _days(today: date, until: date) -> Iterator[dict[str, str | int | None]]:
    """Yield the month-days that fall on each day in reach, from when on it may be in sight, and how far it is."""
    for n in range((until - today).days + MOST_LEAD + 1):
        day = days_on(today, n)
        first = day - timedelta(days=MOST_LEAD)
        at: dict[str, str | int | None] = {"day": day.isoformat(), "first": first.isoformat()}
        at["in_sight"] = (day - until).days
        yield {**at, "month_day": day.isoformat()[5:], "leap": None}
        for rule in Leap:
            if day.isoformat()[5:] != "02-29" and yearly(2, 29, day.year, rule) == day:
                yield {**at, "month_day": "02-29", "leap": rule.value}


def _remembered(
    occasion: int,
    customer_id: int,
    name: str,
    day: str,
    lead: int,
    kind: str,
    label: str,
    year: int | None,
    member: str | None,
    addressee: str,
) -> ToRemember:
    by = date.fromisoformat(day)
    whose = member or (addressee or name if kind == "wedding" else name)
    what = f"{label or 'wedding day'} of {whose}"
    if year is not None and year < by.year:
        years = by.year - year
        what += f", {years} year{'s' if years > 1 else ''}"
    return ToRemember(None, occasion, customer_id, name, by - timedelta(days=lead), by, what)
