"""Looking ahead: what will be due in the coming days, with what would stop it."""

from __future__ import annotations

import sqlite3
from datetime import date

from carebook.letters.model import KINDS, Due
from carebook.letters.store import agenda
from carebook.letters.store import letters as store


def coming_up(db: sqlite3.Connection, after: date, until: date) -> list[Due]:
    """Return the open letters that fall due in (after, until], soonest first."""
    kinds = store.planned_kinds(db)
    found = store.upcoming(db, after, until, agenda.reachable(db, kinds, after, until))
    return sorted(found, key=lambda due: (due.due, due.customer, KINDS[due.kind].rank, due.id or 0))
