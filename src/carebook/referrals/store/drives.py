"""Referral drives and the introductions that came in them (REF-6)."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import date, timedelta
from math import ceil

from carebook.book import rows
from carebook.book.rows import Value
from carebook.referrals import rules
from carebook.referrals.model import Drive
from carebook.referrals.refusals import NotThere


def _drives(db: sqlite3.Connection, where: str, values: Sequence[Value] = ()) -> list[Drive]:
    return rows.as_records(Drive, db.execute(f"SELECT {rows.columns_of(Drive)} FROM drive {where}", values))


def drive(db: sqlite3.Connection, drive_id: int) -> Drive:
    """Return one drive; raise NotThere."""
    if found := _drives(db, "WHERE id = ?", [drive_id]):
        return found[0]
    raise NotThere("drive")


def drives(db: sqlite3.Connection) -> list[Drive]:
    """Return every drive, the newest first."""
    return _drives(db, "ORDER BY starts_on DESC, id DESC")


def drive_on(db: sqlite3.Connection, on: date) -> Drive | None:
    """Return the drive that runs on a day; there is one at most."""
    begun = _drives(db, "WHERE starts_on <= ? ORDER BY id", [on.isoformat()])
    return next((one for one in begun if on <= one.ends_on), None)


def introduced_between(db: sqlite3.Connection, first: date, last: date) -> int:
    """Count the introductions of a period, both days in it."""
    sql = "SELECT count(*) FROM referral WHERE counts AND introduced_on BETWEEN ? AND ?"
    return int(db.execute(sql, [first.isoformat(), last.isoformat()]).fetchone()[0])


def baseline(db: sqlite3.Connection, starts_on: date, weeks: int, today: date) -> int:
    """Count the introductions of as many weeks before a drive; of the last ones where it is still to come (REF-6)."""
    until = min(starts_on, today + timedelta(days=1))
    return introduced_between(db, until - timedelta(days=7 * weeks), until - timedelta(days=1))


def introduced_in(db: sqlite3.Connection, found: Drive, on: date) -> int:
    """Count a drive's introductions up to a day."""
    return introduced_between(db, found.starts_on, min(on, found.ends_on))


def by_week(db: sqlite3.Connection, found: Drive, on: date) -> list[int]:
    """Return how many introductions each week of a drive brought, up to the week of a day."""
    sql = (
        "SELECT CAST((julianday(introduced_on) - julianday(:start)) / 7 AS INTEGER) AS week, count(*) FROM referral"
        " WHERE counts AND introduced_on BETWEEN :start AND :end GROUP BY week"
    )
    end = min(on, found.ends_on)
    counted = dict(db.execute(sql, {"start": found.starts_on.isoformat(), "end": end.isoformat()}))
    weeks = max((end - found.starts_on).days // 7 + 1, 0)
    return [counted.get(week, 0) for week in range(weeks)]


def is_behind(db: sqlite3.Connection, found: Drive) -> bool:
    """Tell whether a drive was below 80 % of its pace at half-time (REF-6)."""
    return rules.is_behind(found, introduced_in(db, found, found.first_half_ends))


def to_look_at(db: sqlite3.Connection, on: date) -> list[tuple[Drive, date, str]]:
    """Return the drives that ask to be looked at, since when, and how they stand.

    Behind at half-time, until it is noted what is done about it; over, until it is noted what it taught.
    """
    found = []
    for one in _drives(db, "WHERE closed_on IS NULL AND starts_on <= ? ORDER BY starts_on", [on.isoformat()]):
        brought = introduced_in(db, one, on)
        if on > one.ends_on:
            found.append((one, one.ends_on + timedelta(days=1), f"“{one.name}” is over: {_of(one, brought)}"))
        elif on >= one.half_time_day and one.half_time_on is None and is_behind(db, one):
            so_far = introduced_in(db, one, one.first_half_ends)
            asked = rules.pace(one, one.first_half_ends)
            said = f"“{one.name}” is behind at half-time: {so_far} introduced, {ceil(asked)} wanted by then"
            found.append((one, one.half_time_day, said))
    return found


def _of(found: Drive, brought: int) -> str:
    return f"{brought} introduced, the target was {ceil(found.target)}"
