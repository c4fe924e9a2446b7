"""Cases in lists: what the desk owes on a day, and pages of all of them."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from carebook.book import rows
from carebook.complaints import rules
from carebook.complaints.model import Complaint, Duty, Stage
from carebook.complaints.store import cases
from carebook.shop import store as shop_store

_OPEN = "SELECT {} FROM complaint WHERE closed_on IS NULL ORDER BY received_on, id"


def open_cases(db: sqlite3.Connection) -> list[Complaint]:
    """Return every open case, the oldest first."""
    return rows.as_records(Complaint, db.execute(_OPEN.format(rows.columns_of(Complaint))))


Clock = Callable[[Complaint], list[Duty]]
"""What is owed in a case, the next step first."""


def clock(db: sqlite3.Connection, on: date) -> Clock:
    """Return the clock of this shop on a day."""
    open_days, numbers, died_on = shop_store.open_days(db), shop_store.numbers(db), cases.deaths(db)
    return lambda case: rules.duties(case, on, open_days, numbers, died_on.get(case.customer_id))


def owed(db: sqlite3.Connection, on: date, *, until: date | None = None) -> list[Duty]:
    """Return what the desk owes customers on a day, and until a later one; the oldest case first."""
    owed_in = clock(db, on)
    found = (duty for case in open_cases(db) for duty in owed_in(case))
    return [duty for duty in found if duty.due <= (until or on)]


# Pages ---------------------------------------------------------------------------------------------------


class CaseLine(NamedTuple):
    """A case in a list, with whose it is."""

    case: Complaint
    customer: str


_STAGE = """CASE
    WHEN refused_on IS NOT NULL THEN 'refused'
    WHEN followed_up_on IS NOT NULL THEN 'followed up'
    WHEN put_right_on IS NOT NULL THEN 'put right'
    WHEN agreed_on IS NOT NULL THEN 'agreed'
    WHEN proposed_on IS NOT NULL THEN 'proposed'
    WHEN asked_on IS NOT NULL THEN 'remedy asked'
    WHEN acknowledged_on IS NOT NULL THEN 'acknowledged'
    ELSE 'received' END"""
"""The stage of an open case: Complaint.stage in SQL."""
_CLOCK = """CASE
    WHEN refused_on IS NOT NULL THEN refused_on
    WHEN followed_up_on IS NOT NULL THEN followed_up_on
    WHEN put_right_on IS NOT NULL THEN coalesce(asked_again_on, put_right_on)
    WHEN agreed_on IS NOT NULL THEN coalesce(promised_on, agreed_on)
    WHEN proposed_on IS NOT NULL THEN proposed_on
    ELSE coalesce(reopened_on, received_on) END"""
"""The day that the clock of an open case runs from or to, by which the cases of one stage are ordered."""
_ORDER = f"severity <> 'urgent', {_CLOCK}, id"
_LINES = """SELECT {columns}, (SELECT name FROM customer WHERE id = customer_id) FROM complaint
    WHERE {which} ORDER BY {order} LIMIT ? OFFSET ?"""


def count_open(db: sqlite3.Connection) -> dict[Stage, int]:
    """Count the open cases of each stage that has any."""
    found = db.execute(f"SELECT {_STAGE} AS stage, count(*) FROM complaint WHERE closed_on IS NULL GROUP BY stage")
    return {Stage(stage): count for stage, count in found}


def page_of_open(db: sqlite3.Connection, stage: Stage, start: int, size: int) -> list[CaseLine]:
    """Return a page of the open cases of a stage: urgent first, then by their clock."""
    return _page(db, f"closed_on IS NULL AND {_STAGE} = ?", _ORDER, [stage, size, start])


def place_in_open(db: sqlite3.Connection, stage: Stage, complaint_id: int) -> int | None:
    """Return where an open case stands among those of a stage; None where it is not one of them."""
    own = f"SELECT {_ORDER} FROM complaint WHERE id = ? AND closed_on IS NULL AND {_STAGE} = ?"
    place = db.execute(own, [complaint_id, stage]).fetchone()
    if place is None:
        return None
    before = f"SELECT count(*) FROM complaint WHERE closed_on IS NULL AND {_STAGE} = ? AND ({_ORDER}) < (?, ?, ?)"
    return int(db.execute(before, [stage, *place]).fetchone()[0])


def count_closed(db: sqlite3.Connection) -> int:
    """Count the closed cases."""
    return int(db.execute("SELECT count(*) FROM complaint WHERE closed_on IS NOT NULL").fetchone()[0])


def page_of_closed(db: sqlite3.Connection, start: int, size: int) -> list[CaseLine]:
    """Return a page of the closed cases, the newest first."""
    return _page(db, "closed_on IS NOT NULL", "closed_on DESC, id DESC", [size, start])


def place_in_closed(db: sqlite3.Connection, complaint_id: int) -> int | None:
    """Return where a closed case stands; None where it is not closed."""
    row = db.execute("SELECT closed_on, id FROM complaint WHERE id = ? AND closed_on IS NOT NULL", [complaint_id])
    if (place := row.fetchone()) is None:
        return None
    before = "SELECT count(*) FROM complaint WHERE closed_on IS NOT NULL AND (closed_on, id) > (?, ?)"
    return int(db.execute(before, list(place)).fetchone()[0])


def _page(db: sqlite3.Connection, which: str, order: str, values: list[str | int]) -> list[CaseLine]:
    sql = _LINES.format(columns=rows.columns_of(Complaint), which=which, order=order)
    found = db.execute(sql, values).fetchall()
    records = rows.as_records(Complaint, (row[:-1] for row in found))
    return [CaseLine(case, row[-1]) for case, row in zip(records, found, strict=True)]


def count_labelled(db: sqlite3.Connection) -> dict[int, int]:
    """Count the cases of every category and root cause that has any."""
    labelled = "SELECT category_id FROM complaint UNION ALL SELECT root_cause_id FROM complaint"
    return dict(db.execute(f"SELECT category_id, count(*) FROM ({labelled}) WHERE category_id IS NOT NULL GROUP BY 1"))
