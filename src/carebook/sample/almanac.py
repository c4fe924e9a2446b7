"""The sample's own calendar: everything happens so many days before or after the morning it is written for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from carebook.days import OpenDays, add_months, thanksgiving
from carebook.sample.people import Birthday

HISTORY_DAYS = 730
"""The book is two years old."""
_CLOSED_WEEKDAY = 6


@dataclass(frozen=True)
class Almanac:
    """The days of the shop, seen from one morning."""

    today: date
    closed: dict[date, str]
    open_days: OpenDays

    @property
    def began(self) -> date:
        """The day on which Rosie made the book."""
        return self.today - timedelta(days=HISTORY_DAYS)

    @property
    def eve(self) -> date:
        """The last open day before today: all that could leave by then has left."""
        return self.ago(1)

    def ago(self, days: int) -> date:
        """Return the day so long ago, or the last open day before it."""
        day = self.today - timedelta(days=days)
        while not self.open_days.is_open(day):
            day -= timedelta(days=1)
        return day

    def ahead(self, days: int) -> date:
        """Return the day so many days on."""
        return self.today + timedelta(days=days)

    def open_between(self, first: date, last: date) -> list[date]:
        """Return the open days from one day to another."""
        every = (first + timedelta(days=n) for n in range((last - first).days + 1))
        return [day for day in every if self.open_days.is_open(day)]

    def born(self, in_days: int, years: int | None = None) -> Birthday:
        """Return a birthday that comes in so many days; `years` is the age that it brings."""
        day = self.ahead(in_days)
        number = min(day.day, 28) if day.month == 2 else day.day  # not everyone here was born in a leap year
        return day.month, number, None if years is None else day.year - years

    def months_before(self, in_days: int, months: int) -> date:
        """Return the day so many months before the day that comes in so many days."""
        return add_months(self.ahead(in_days), -months)

    def two_open_days_before(self, day: date) -> date:
        """Return the open day whose second open day after it is this one: a thank-you of it lapses after this day."""
        before = day - timedelta(days=1)
        while not (self.open_days.is_open(before) and self.open_days.nth_open_day(before, 2) == day):
            before -= timedelta(days=1)
        return before

    def open_house(self) -> date:
        """Return the evening of the next gathering, some 19 days on: its first letters have left, more are due."""
        return next(day for n in (19, 18, 17) if self.open_days.is_open(day := self.ahead(n)))

    def open_house_before(self) -> date:
        """Return the evening of last year's gathering."""
        return add_months(self.open_house(), -12)


def almanac(today: date) -> Almanac:
    """Return the shop's calendar: closed on Sundays and on four holidays."""
    closed: dict[date, str] = {}
    for year in range(today.year - 2, today.year + 2):
        closed[date(year, 1, 1)] = "New Year's Day"
        closed[date(year, 7, 4)] = "Independence Day"
        if day := thanksgiving("US", year):
            closed[day] = "Thanksgiving"
        closed[date(year, 12, 25)] = "Christmas Day"
    return Almanac(today, closed, OpenDays(frozenset({_CLOSED_WEEKDAY}), frozenset(closed)))
