"""Referrals in lists: the pipeline by stage, and what is owed for them, page by page (REF-1)."""

from __future__ import annotations

import sqlite3
from datetime import date
from typing import NamedTuple

from carebook.book import rows
from carebook.referrals.model import Given, Referral, Stage
from carebook.referrals.store.owed import WHOSE, for_what
from carebook.referrals.store.referrals import BOUGHT_ON, COLUMNS


class Line(NamedTuple):
    """A referral in a list, with who introduced them and how many rewards are still owed."""

    referral: Referral
    referrer: str
    owed: int


class Paid(NamedTuple):
    """A reward that was handed over."""

    id: int
    whose: str
    """Who got it, by name."""
    given: Given
    about: str
    """What it was for."""
    paid_on: date


_STAGE = (
    f"CASE WHEN {BOUGHT_ON} IS NOT NULL THEN 'bought' WHEN r.not_now_on IS NOT NULL THEN 'not now'"
    " WHEN r.contact_on IS NOT NULL THEN 'in contact' ELSE 'introduced' END"
)
"""Referral.stage in SQL."""
_OWED = (
    "(SELECT count(*) FROM reward w WHERE w.referral_id = r.id AND r.counts AND w.paid_on IS NULL"
    " AND w.waived_on IS NULL)"
)
_STAGED = f"(SELECT r.id, r.introduced_on, {_STAGE} AS stage FROM referral r)"


def count(db: sqlite3.Connection) -> dict[Stage, int]:
    """Count the referrals of each stage that has any."""
    return {Stage(stage): n for stage, n in db.execute(f"SELECT stage, count(*) FROM {_STAGED} GROUP BY stage")}


def page(db: sqlite3.Connection, stage: Stage, start: int, size: int) -> list[Line]:
    """Return a page of the referrals of a stage, the newest first."""
    chosen = f"SELECT id FROM {_STAGED} WHERE stage = ? ORDER BY introduced_on DESC, id DESC LIMIT ? OFFSET ?"
    sql = (
        f"SELECT {COLUMNS}, c.name, {_OWED} FROM referral r JOIN customer c ON c.id = r.customer_id"
        f" WHERE r.id IN ({chosen}) ORDER BY r.introduced_on DESC, r.id DESC"
    )
    return _lines(db.execute(sql, [stage, size, start]))


def _lines(found: sqlite3.Cursor) -> list[Line]:
    whole = found.fetchall()
    records = rows.as_records(Referral, (row[:-2] for row in whole))
    return [Line(one, *row[-2:]) for one, row in zip(records, whole, strict=True)]


def place(db: sqlite3.Connection, stage: Stage, referral_id: int) -> int | None:
    """Return where a referral stands among those of its stage; None where it is not one of them."""
    own = f"SELECT introduced_on, id FROM {_STAGED} WHERE id = ? AND stage = ?"
    if (row := db.execute(own, [referral_id, stage]).fetchone()) is None:
        return None
    before = f"SELECT count(*) FROM {_STAGED} WHERE stage = ? AND (introduced_on, id) > (?, ?)"
    return int(db.execute(before, [stage, *row]).fetchone()[0])


def count_paid(db: sqlite3.Connection, since: date) -> int:
    """Count the rewards that were handed over from a day on."""
    return int(db.execute("SELECT count(*) FROM reward WHERE paid_on >= ?", [since.isoformat()]).fetchone()[0])


def page_of_paid(db: sqlite3.Connection, since: date, start: int, size: int) -> list[Paid]:
    """Return a page of the rewards that were handed over from a day on, the latest first."""
    sql = (
        "SELECT w.id, coalesce(c.name, r.introduced), w.for_whom, r.introduced, w.kind, w.what, w.amount, w.paid_on"
        f" FROM reward w JOIN referral r ON r.id = w.referral_id LEFT JOIN customer c ON c.id = {WHOSE}"
        " WHERE w.paid_on >= ? ORDER BY w.paid_on DESC, w.id DESC LIMIT ? OFFSET ?"
    )
    return [
        Paid(number, whose, Given(*given), for_what(for_whom, introduced), date.fromisoformat(day))
        for number, whose, for_whom, introduced, *given, day in db.execute(sql, [since.isoformat(), size, start])
    ]


def place_in_paid(db: sqlite3.Connection, since: date, reward_id: int) -> int | None:
    """Return where a reward stands among those handed over from a day on; None where it is not one of them."""
    own = db.execute("SELECT paid_on, id FROM reward WHERE id = ? AND paid_on >= ?", [reward_id, since.isoformat()])
    if (row := own.fetchone()) is None:
        return None
    return int(db.execute("SELECT count(*) FROM reward WHERE (paid_on, id) > (?, ?)", row).fetchone()[0])
