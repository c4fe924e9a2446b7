"""The shop's tables: its details, its numbers, its closed days and gatherings."""

from __future__ import annotations

import sqlite3
from datetime import date

from carebook.book import rows
from carebook.days import OpenDays
from carebook.errors import Refusal
from carebook.shop.model import Calendar, Gathering, Numbers, Shop


class NoShop(Refusal):
    """A book whose shop has not been named yet."""

    def __init__(self) -> None:
        """Ask for its name."""
        super().__init__("This book has no shop yet. Give it a name first: letters are signed with it.")


def shop(db: sqlite3.Connection) -> Shop:
    """Return the book's own shop."""
    row = db.execute(f"SELECT {rows.columns_of(Shop)} FROM shop").fetchone()
    if row is None:
        raise NoShop
    return Shop(*row)


def numbers(db: sqlite3.Connection) -> Numbers:
    """Return every "(set)" number, the shop's own where it set one."""
    found = db.execute("SELECT name, value FROM number")
    return Numbers(**{name: value for name, value in found if name in Numbers._fields})


def calendar(db: sqlite3.Connection) -> Calendar:
    """Return the shop's closed days and gatherings, both by date."""
    closed = db.execute("SELECT day, label FROM closed_day ORDER BY day")
    gatherings = db.execute(f"SELECT {rows.columns_of(Gathering)} FROM gathering ORDER BY day, id")
    return Calendar(
        {date.fromisoformat(day): label for day, label in closed}, tuple(rows.as_records(Gathering, gatherings))
    )


def open_days(db: sqlite3.Connection) -> OpenDays:
    """Return the days on which the shop is open: what business days are counted by."""
    weekdays = frozenset(int(digit) for digit in shop(db).closed_weekdays)
    closed = frozenset(date.fromisoformat(day) for (day,) in db.execute("SELECT day FROM closed_day"))
    return OpenDays(weekdays, closed)


def save_shop(db: sqlite3.Connection, shop: Shop) -> None:
    """Keep the shop's details: those of a new book, or changed ones."""
    details = shop._asdict()
    if db.execute("SELECT 1 FROM shop").fetchone():
        rows.update(db, "shop", 1, details)
    else:
        rows.insert(db, "shop", {"id": 1, **details})


def save_number(db: sqlite3.Connection, name: str, value: int) -> None:
    """Keep a number of the shop's own."""
    db.execute(
        "INSERT INTO number (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        [name, value],
    )


def save_closed_day(db: sqlite3.Connection, day: date, label: str) -> None:
    """Keep a day on which the shop is closed, or its new name."""
    db.execute(
        "INSERT INTO closed_day (day, label) VALUES (?, ?) ON CONFLICT (day) DO UPDATE SET label = excluded.label",
        [day.isoformat(), label],
    )


def forget_closed_day(db: sqlite3.Connection, day: date) -> None:
    """Take a day out of the closed ones."""
    db.execute("DELETE FROM closed_day WHERE day = ?", [day.isoformat()])


def save_gathering(db: sqlite3.Connection, day: date, label: str) -> int:
    """Keep a new gathering; return its id."""
    return rows.insert(db, "gathering", {"day": day, "label": label})


def gathering(db: sqlite3.Connection, gathering_id: int) -> Gathering | None:
    """Return one gathering, or None if it is gone."""
    found = db.execute(f"SELECT {rows.columns_of(Gathering)} FROM gathering WHERE id = ?", [gathering_id])
    return next(iter(rows.as_records(Gathering, found)), None)


def forget_gathering(db: sqlite3.Connection, gathering_id: int) -> None:
    """Take a gathering out of the calendar."""
    rows.delete(db, "gathering", gathering_id)
