"""The lines of the drives, the newest first, and how each stands in words (REF-6)."""

from __future__ import annotations

import sqlite3
from datetime import date
from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING

from carebook.referrals import rules
from carebook.referrals.model import Drive
from carebook.referrals.store import drives
from carebook.tui.panes.stored import FreshRows
from carebook.tui.screens.record.card import short_day
from carebook.tui.widgets.columns import Column
from carebook.tui.widgets.rows import Row, Source

if TYPE_CHECKING:
    from carebook.tui.app import CarebookApp

DRIVE = "drive"
"""What a row stands for; its key is this word and an id."""

COLUMNS = (
    Column("drive", share=2, least=12),
    Column("came", width=11),
    Column("stands", width=13, rank=1),
    Column("begun", width=11, rank=2),
)


def people(wanted: Fraction) -> int:
    """Return how many introductions it takes to have so many: 7.7 are 8."""
    return ceil(wanted)


def listed(keeper: CarebookApp) -> Source:
    """Return the list, read anew whenever it is shown."""
    return FreshRows(lambda: [_row(keeper.book.db, one, keeper.today) for one in drives.drives(keeper.book.db)])


def _row(db: sqlite3.Connection, found: Drive, today: date) -> Row:
    came = drives.introduced_in(db, found, today)
    cells = (
        found.name,
        f"{came:,} of {people(found.target):,}",
        stands(found, came, today),
        short_day(found.starts_on, today),
    )
    return Row((DRIVE, found.id), cells, mark=_mark(db, found, today))


def _mark(db: sqlite3.Connection, found: Drive, today: date) -> str:
    if wants_half_time(db, found, today):
        return "!"
    return "·" if found.closed_on is None and today > found.ends_on else " "


def wants_half_time(db: sqlite3.Connection, found: Drive, today: date) -> bool:
    """Tell whether a running drive was behind at half-time, and nobody noted what is done about it (REF-6)."""
    is_in_second_half = found.half_time_day <= today <= found.ends_on
    return is_in_second_half and found.half_time_on is None and drives.is_behind(db, found)


def stands(found: Drive, came: int, today: date) -> str:
    """Say in a few cells how a drive stands: "week 4 of 10", "reached"."""
    if today < found.starts_on:
        return "planned"
    if today > found.ends_on:
        return "reached" if rules.reached(found, came) else "not reached"
    return f"week {week_of(found, today)} of {found.weeks}"


def week_of(found: Drive, on: date) -> int:
    """Return in which of its weeks a drive is."""
    return (on - found.starts_on).days // 7 + 1
