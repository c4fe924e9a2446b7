"""What the owner wants to be reminded of about a customer: reminders of their own, and yearly days ahead."""

from __future__ import annotations

import sqlite3
from datetime import date
from typing import NamedTuple

from carebook.book import rows
from carebook.customers.model import Reminder
from carebook.customers.refusals import Gone
from carebook.customers.rules import returns_on
from carebook.customers.store.records import occasion
from carebook.days import Leap
from carebook.shop import store as shop_store


class ToRemember(NamedTuple):
    """What to remember from a day on, and by when; later it is late."""

    id: int | None
    """The reminder; None: a yearly day that nothing was noted of yet."""
    occasion_id: int | None
    """The yearly day that it speaks of, if it is one."""
    customer_id: int
    customer: str
    due: date
    by: date
    what: str


OF_THE_DEAD = (
    "EXISTS (SELECT 1 FROM suppression x WHERE x.customer_id = o.customer_id AND x.cause = 'deceased')"
    " OR EXISTS (SELECT 1 FROM member m WHERE m.customer_id = o.customer_id AND m.died_on IS NOT NULL"
    " AND (m.id = o.member_id OR o.kind = 'wedding' AND m.role = 'partner'"
    " AND m.died_on >= coalesce(o.year || '-' || o.month_day, o.entered_on)"
    " AND coalesce((SELECT w.role FROM member w WHERE w.id = o.member_id), 'partner') = 'partner'))"
)
"""A yearly day `o` is not remembered: of one who died, or the wedding day of partners of whom one has died (SUP-1)."""
_REMINDERS = f"SELECT {rows.columns_of(Reminder)} FROM reminder"


def reminder(db: sqlite3.Connection, reminder_id: int) -> Reminder:
    """Return one reminder; raise Gone."""
    for found in rows.as_records(Reminder, db.execute(f"{_REMINDERS} WHERE id = ?", [reminder_id])):
        return found
    raise Gone("reminder")


def reminders(db: sqlite3.Connection, customer_id: int) -> list[Reminder]:
    """Return every reminder of a customer, done or not, the latest day first."""
    found = db.execute(f"{_REMINDERS} WHERE customer_id = ? ORDER BY on_day DESC, id DESC", [customer_id])
    return rows.as_records(Reminder, found)


def to_do(db: sqlite3.Connection, until: date, *, after: date | None = None) -> list[ToRemember]:
    """Return the reminders that are not done and whose day comes in (after, until], the longest waiting first."""
    found = db.execute(
        "SELECT r.id, r.occasion_id, r.customer_id, c.name, r.on_day, r.what FROM reminder r"
        " JOIN customer c ON c.id = r.customer_id"
        " WHERE r.done_on IS NULL AND r.on_day > ? AND r.on_day <= ?"
        f" AND NOT EXISTS (SELECT 1 FROM occasion o WHERE o.id = r.occasion_id AND ({OF_THE_DEAD}))"
        " ORDER BY r.on_day, r.id",
        [str(after or ""), until.isoformat()],
    )
    return [
        ToRemember(number, yearly, customer_id, name, (on := date.fromisoformat(day)), by_when(db, yearly, on), what)
        for number, yearly, customer_id, name, day, what in found
    ]


def by_when(db: sqlite3.Connection, occasion_id: int | None, on_day: date) -> date:
    """Return by when what stands on Today from a day on is to be done: of a yearly day, on that day itself (LET-4)."""
    return returns_on(occasion(db, occasion_id), on_day, usual_leap(db)) if occasion_id else on_day


def usual_leap(db: sqlite3.Connection) -> Leap:
    """Return where the shop keeps a 29 February in other years (LET-4)."""
    return Leap.MAR if shop_store.numbers(db).leap_on_1_march else Leap.FEB


def all_to_remember(db: sqlite3.Connection, on: date, *, until: date) -> list[ToRemember]:
    """Return the open reminders whose day comes until a day, and the yearly days that come into sight until then."""
    from carebook.customers.store.occasions_ahead import to_remember

    return [*to_do(db, until), *to_remember(db, on, until=until)]
