"""What the retention desk asks for on Today: the next steps of win-backs, and calls to slipping VIPs."""

from __future__ import annotations

import sqlite3
from datetime import date, timedelta

from carebook.retention import rules
from carebook.retention.model import NextStep, VipCall, WinBack, WinBackStep
from carebook.retention.store import win_backs

_VIPS_AT_ONCE = 5
"""So many calls stand on Today; who was called makes room for the next."""


def next_steps(db: sqlite3.Connection, on: date, *, until: date | None = None) -> list[NextStep]:
    """Return the steps of win-backs that are due on a day, and until a later one; the first due comes first.

    Who died, or wants no contact, is asked for nothing more (SUP-1, SUP-3).
    """
    steps = (next_step(db, case, on) for case in win_backs.open_win_backs(db))
    found = [one for one in steps if one and one.due <= (until or on)]
    return sorted(found, key=lambda one: (one.due, one.customer, one.case.id))


def next_step(db: sqlite3.Connection, case: WinBack, on: date) -> NextStep | None:
    """Return the step of an open win-back that is next; None for who died or wants no contact."""
    row = db.execute(
        "SELECT name, coalesce((SELECT max(on_day) FROM win_back_step WHERE win_back_id = ?), ?) FROM customer"
        " WHERE id = ? AND NOT EXISTS (SELECT 1 FROM suppression x WHERE x.customer_id = customer.id"
        " AND x.cause IN ('deceased', 'do-not-contact'))",
        [case.id, case.opened_on.isoformat(), case.customer_id],
    ).fetchone()
    if row is None:
        return None
    contacts = win_backs.contact_days(db, case.id)
    due, by = rules.next_step_days(case, date.fromisoformat(row[1]), contacts, on)
    return NextStep(case, row[0], case.next_step or WinBackStep.OUTCOME, due, by)


def vips_to_call(db: sqlite3.Connection, today: date) -> list[VipCall]:
    """Return a few slipping VIPs nobody spoke to since it began: those who turn dormant first come first.

    One who was not reached stands here again after some days. One who is being won
    back, was worked from the list or wants no call is not among them.
    """
    sql = (
        "SELECT e.customer_id, c.name, e.slipping_on, e.last_on FROM standing e JOIN customer c ON c.id = e.customer_id"
        " WHERE e.tier = 'VIP' AND e.dormant_on > :today AND e.slipping_on <= :today AND e.lost_on > :today"
        " AND NOT EXISTS (SELECT 1 FROM suppression x WHERE x.customer_id = e.customer_id"
        " AND x.cause IN ('deceased', 'do-not-contact', 'no-marketing', 'no-phone'))"
        " AND NOT EXISTS (SELECT 1 FROM win_back w WHERE w.customer_id = e.customer_id AND w.ended_on IS NULL)"
        " AND NOT EXISTS (SELECT 1 FROM contact k WHERE k.customer_id = e.customer_id AND k.on_day >= e.slipping_on"
        " AND (k.direction = 'in' OR k.channel IN ('phone', 'in person'))"
        " AND (k.response IS NOT 'none' OR k.on_day > :tried))"
        " AND NOT EXISTS (SELECT 1 FROM worked w WHERE w.customer_id = e.customer_id AND w.list = 'slipping'"
        " AND w.on_day >= e.slipping_on AND (w.outcome <> 'none' OR w.on_day > :tried))"
        " ORDER BY e.dormant_on, e.slipping_on, e.customer_id LIMIT :most"
    )
    tried = today - timedelta(days=rules.TRY_AGAIN_DAYS)
    found = db.execute(sql, {"today": today.isoformat(), "tried": tried.isoformat(), "most": _VIPS_AT_ONCE})
    return [VipCall(number, name, *map(date.fromisoformat, days)) for number, name, *days in found]
