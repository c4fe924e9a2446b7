"""Looking ahead: what will be due in the coming days, with what would stop it."""

from __future__ import annotations

import sqlite3
from datetime import date
from typing import TYPE_CHECKING

from carebook.book.keeping import kept_day
from carebook.letters.model import KINDS, Due
from carebook.letters.store import agenda
from carebook.letters.store import letters as store

if TYPE_CHECKING:
    from carebook.letters.year import Away, Year


def coming_up(db: sqlite3.Connection, after: date, until: date) -> list[Due]:
    """Return the open letters that fall due in (after, until], soonest first."""
    kinds = store.planned_kinds(db)
    found = store.upcoming(db, after, until, agenda.reachable(db, kinds, after, until))
    return sorted(found, key=lambda due: (due.due, due.customer, KINDS[due.kind].rank, due.id or 0))


def year_ahead(db: sqlite3.Connection, today: date) -> Year:
    """Count the letters of the year ahead, week by week, on a connection for reading: nothing of the book changes."""
    from carebook.letters.desk.planning import ground_of
    from carebook.letters.store.year import expected, from_sales
    from carebook.letters.year import by_weeks, last_day

    ground, reached = ground_of(db), kept_day(db, "horizon")
    counts = expected(db, ground, reached, last_day(today), today)
    return by_weeks(counts, from_sales(db, ground, today), today)


def while_away(db: sqlite3.Connection, first: date, last: date, today: date) -> Away:
    """Say what becomes of the letters while the shop is closed; on a connection for reading."""
    from carebook.letters.desk.planning import ground_of
    from carebook.letters.store import year

    return year.while_away(db, ground_of(db), kept_day(db, "horizon"), first, last, today)
