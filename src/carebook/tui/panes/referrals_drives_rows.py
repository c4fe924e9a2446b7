"""The drives with who was named in them, and the line of each: how it stands in a few words (REF-6)."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import ceil

from carebook.referrals import rules
from carebook.referrals.figures import Stretch
from carebook.referrals.model import Drive
from carebook.referrals.store import drives
from carebook.referrals.store.measures import stretch
from carebook.tui.screens.record.card import short_day
from carebook.tui.widgets.columns import Column
from carebook.tui.widgets.rows import Row

DRIVE = "drive"
"""What a row stands for; its key is this word and an id."""

COLUMNS = (
    Column("drive", share=2, least=12),
    Column("named", width=11),
    Column("stands", width=13, rank=1),
    Column("begun", width=11, rank=2),
)


def people(wanted: Fraction) -> int:
    """Return how many introductions it takes to have so many: 7.7 are 8."""
    return ceil(wanted)


@dataclass(frozen=True, slots=True)
class Run:
    """A drive, and who was named in it up to a day."""

    drive: Drive
    weeks: tuple[int, ...]
    """Introductions of each week that has begun."""
    half: int
    """Introductions of its first half."""
    brought: Stretch
    """Who of them bought, their profit, the rewards that were paid for them."""
    is_to_look_at: bool
    """Whether Today asks to look at it: behind at half-time, or over and its result not noted (REF-6)."""

    @property
    def named(self) -> int:
        """All who were named in it so far."""
        return sum(self.weeks)

    @property
    def cost(self) -> int:
        """What it cost, rewards too."""
        return self.drive.cost + self.brought.cost


def runs(db: sqlite3.Connection, today: date) -> tuple[Run, ...]:
    """Return every drive with who was named in it, the newest first."""
    to_look_at = {one.id for one, *_ in drives.to_look_at(db, today)}
    return tuple(
        Run(
            drive=one,
            weeks=tuple(drives.by_week(db, one, today)),
            half=drives.introduced_in(db, one, min(today, one.first_half_ends)),
            brought=stretch(db, one.starts_on, one.ends_on),
            is_to_look_at=one.id in to_look_at,
        )
        for one in drives.drives(db)
    )


def row(run: Run, today: date) -> Row:
    """Return a drive's line in the list."""
    found = run.drive
    cells = (
        found.name,
        f"{run.named:,} of {people(found.target):,}",
        stands(found, run.named, today),
        short_day(found.starts_on, today),
    )
    return Row((DRIVE, found.id), cells, mark=_mark(run, today))


def _mark(run: Run, today: date) -> str:
    if not run.is_to_look_at:
        return " "
    return "!" if today <= run.drive.ends_on else "·"


def stands(found: Drive, named: int, today: date) -> str:
    """Say in a few cells how a drive stands: "week 4 of 10", "reached"."""
    if today < found.starts_on:
        return "planned"
    if today > found.ends_on:
        return "reached" if rules.reached(found, named) else "not reached"
    return f"week {week_of(found, today)} of {found.weeks}"


def week_of(found: Drive, on: date) -> int:
    """Return in which of its weeks a drive is."""
    return (on - found.starts_on).days // 7 + 1
