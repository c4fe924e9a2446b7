"""The year ahead as the plan has it: how many letters of each kind in each week."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from typing import NamedTuple

NAMED = 200
"""So many of the letters that would lapse while the shop is closed are named."""
WEEKS = 52
"""So many weeks are looked ahead, this one being the first."""
BUSY = 3
"""So many of the busiest weeks are named."""
_WEEK = timedelta(days=7)


class Week(NamedTuple):
    """The letters that may leave from a day of this week on; the first week begins today and has what is open."""

    first: date
    last: date
    kinds: Mapping[str, int]

    @property
    def letters(self) -> int:
        """How many there are in all."""
        return sum(self.kinds.values())


class Year(NamedTuple):
    """The weeks from today on."""

    weeks: tuple[Week, ...]
    from_sales: Mapping[str, int]
    """About so many a week are to come on top, by kind, from sales that nobody can know yet."""

    @property
    def letters(self) -> int:
        """How many are expected in all, without those from sales to come."""
        return sum(week.letters for week in self.weeks)


class Passing(NamedTuple):
    """A letter that would lapse while the shop is closed."""

    kind: str
    customer_id: int
    customer: str
    due: date
    lapses: date


class Away(NamedTuple):
    """What a shop that is closed from `first` to `last` means for the letters, by kind."""

    first: date
    last: date
    before: Mapping[str, int]
    """May leave before: printed by then, they are out of the way."""
    late: Mapping[str, int]
    """Fall due while it is closed and should have left by its end."""
    lapsing: Mapping[str, int]
    """Fall due while it is closed and are not worth sending after it."""
    waiting: Mapping[str, int]
    """Fall due while it is closed and are in time after it."""
    passing: tuple[Passing, ...]
    """Some of those that would lapse, the first to lapse first."""


def last_day(today: date) -> date:
    """Return the last day of the year ahead: the Sunday of its last week."""
    return _monday(today) + WEEKS * _WEEK - timedelta(days=1)


def by_weeks(counts: Mapping[tuple[date, str], int], from_sales: Mapping[str, int], today: date) -> Year:
    """Put counts of letters, by day and kind, into weeks from Monday to Sunday; what is open already is this week's."""
    monday = _monday(today)
    kinds: list[Counter[str]] = [Counter() for _ in range(WEEKS)]
    for (day, kind), count in counts.items():
        place = (max(day, today) - monday).days // 7
        if place < WEEKS:
            kinds[place][kind] += count
    weeks = (
        Week(max(monday + place * _WEEK, today), monday + place * _WEEK + timedelta(days=6), dict(found))
        for place, found in enumerate(kinds)
    )
    return Year(tuple(weeks), from_sales)


def busiest(year: Year) -> list[Week]:
    """Return the busiest weeks, the busiest first: those with at least half as much again as a usual one."""
    usual = year.letters / len(year.weeks)
    busy = sorted(year.weeks, key=lambda week: (-week.letters, week.first))[:BUSY]
    return [week for week in busy if week.letters and week.letters >= 1.5 * usual]


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
