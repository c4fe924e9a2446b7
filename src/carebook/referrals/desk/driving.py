"""Referral drives: some weeks of asking, with a target and a line of pace (REF-6)."""

from __future__ import annotations

import sqlite3
from datetime import date
from typing import TYPE_CHECKING

from carebook.book import rows
from carebook.book.book import Book
from carebook.book.change import Change
from carebook.book.rows import Value
from carebook.customers.desk.people import short
from carebook.days import in_words
from carebook.referrals.model import Drive
from carebook.referrals.refusals import DrivesOverlap, OutOfTurn
from carebook.referrals.store import drives as store
from carebook.referrals.words import not_at_half_time
from carebook.typed import Wrong

if TYPE_CHECKING:
    from carebook.referrals.entry import DriveEndEntry, DriveEntry, HalfTimeEntry


def start_drive(book: Book, entry: DriveEntry, today: date, *, token: str | None = None) -> Change:
    """Plan a drive; its baseline is what came in as many weeks before it, unless the owner names another (REF-6)."""
    values = _values(book.db, entry, today)
    _refuse_overlap(book.db, entry, None)
    with book.act(f"Planned the drive “{short(entry.name)}”", today, token=token) as act:
        rows.insert(act.db, "drive", values)
    return act.change


def edit_drive(book: Book, drive_id: int, entry: DriveEntry, today: date) -> Change:
    """Change a drive; one that is moved so that it is not over has no result yet."""
    store.drive(book.db, drive_id)
    _refuse_overlap(book.db, entry, drive_id)
    with book.act(f"Changed the drive “{short(entry.name)}”", today) as act:
        rows.update(act.db, "drive", drive_id, _values(act.db, entry, today))
        if today <= store.drive(act.db, drive_id).ends_on:
            rows.update(act.db, "drive", drive_id, {"closed_on": None})
    return act.change


def note_half_time(book: Book, drive_id: int, entry: HalfTimeEntry, today: date) -> Change:
    """Note that a drive was looked at after its half-time, and what is done about it (REF-6)."""
    found = store.drive(book.db, drive_id)
    if today < found.half_time_day:
        raise OutOfTurn(not_at_half_time(found))
    with book.act(f"Looked at the half-time of “{short(found.name)}”", today) as act:
        rows.update(act.db, "drive", drive_id, {"half_time_on": today, "half_time": entry.half_time})
    return act.change


def close_drive(book: Book, drive_id: int, entry: DriveEndEntry, today: date) -> Change:
    """Note what a drive that is over taught, and what it cost."""
    found = store.drive(book.db, drive_id)
    if found.closed_on:
        raise OutOfTurn(f"The result of “{found.name}” is noted already. Take that back with u if it was a slip.")
    if today <= found.ends_on:
        raise OutOfTurn(f"“{found.name}” runs until {in_words(found.ends_on)}. Its result stands when it is over.")
    with book.act(f"Noted the result of “{short(found.name)}”", today) as act:
        values: dict[str, Value] = {"closed_on": today, "learned": entry.learned}
        rows.update(act.db, "drive", drive_id, values | ({} if entry.cost is None else {"cost": entry.cost}))
    return act.change


def remove_drive(book: Book, drive_id: int, today: date) -> Change:
    """Take a drive out; the introductions stay."""
    found = store.drive(book.db, drive_id)
    with book.act(f"Removed the drive “{short(found.name)}”", today) as act:
        rows.delete(act.db, "drive", drive_id)
    return act.change


def _values(db: sqlite3.Connection, entry: DriveEntry, today: date) -> dict[str, Value]:
    values: dict[str, Value] = entry.model_dump()
    if entry.baseline is None:
        values["baseline"] = store.baseline(db, entry.starts_on, entry.weeks, today)
    if not values["baseline"]:
        raise Wrong({"baseline": "Nobody was introduced in the weeks before. Type a number to start from, such as 5."})
    return values


def _refuse_overlap(db: sqlite3.Connection, entry: DriveEntry, drive_id: int | None) -> None:
    planned = Drive(0, "", entry.starts_on, entry.weeks, 0, 0, 0, "", None, "", None, "")
    for other in store.drives(db):
        if other.id != drive_id and other.starts_on <= planned.ends_on and planned.starts_on <= other.ends_on:
            raise DrivesOverlap(other.name, other.ends_on)
