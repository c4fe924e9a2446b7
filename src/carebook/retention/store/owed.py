"""What the retention desk asks for on Today: the next steps of win-backs."""

from __future__ import annotations

import sqlite3
from datetime import date

from carebook.retention import rules
from carebook.retention.model import NextStep, WinBack, WinBackStep
from carebook.retention.store import win_backs


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
