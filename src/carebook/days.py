"""Calendar days: open days, yearly days, ages, a day as an owner types it, and as it is shown.

Every day is a local date (D1), and nothing here asks what day it is.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Literal

from carebook.errors import Refusal

Order = Literal["dmy", "mdy", "ymd"]
"""The order in which a country writes day, month and year in figures."""

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_MONTH_FIRST_COUNTRIES = frozenset(("US", "AS", "FM", "GU", "MH", "MP", "PH", "PR", "PW", "UM", "VI"))
_YEAR_FIRST_COUNTRIES = frozenset(
    ("BT", "CA", "CN", "HU", "IR", "JP", "KP", "KR", "LT", "MN", "MO", "NP", "SE", "TW", "ZA")
)
_US_THANKSGIVING = (11, 3, 4)
_THANKSGIVINGS = {  # month, weekday, how-manieth of the month
    **dict.fromkeys(("US", "AS", "GU", "MP", "PR", "VI"), _US_THANKSGIVING),
    "CA": (10, 0, 2),
    "LR": (11, 3, 1),
}
_EXAMPLES: dict[Order, str] = {"dmy": "25/11/2026", "mdy": "11/25/2026", "ymd": "2026-11-25"}


FIRST_YEAR = 1850
"""No birthday or other yearly day that is kept began before."""


class Leap(StrEnum):
    """Where a yearly 29 February falls in a common year (LET-4)."""

    FEB = "feb"
    MAR = "mar"


class NotADay(Refusal):
    """What was typed names no day."""

    def __init__(self, typed: str, why: str, order: Order = "ymd") -> None:
        """Quote what was typed, say why it is no day, and show one that is."""
        quoted = f"“{typed[:40]}”" if typed.strip() else "An empty field"
        super().__init__(f"{quoted} {why}. Type a day like {_EXAMPLES[order]} or 25 nov.")


@dataclass(frozen=True, slots=True)
class OpenDays:
    """The days on which the shop is open; "bd" in the aftercare plan counts them."""

    closed_weekdays: frozenset[int] = frozenset({5, 6})
    closed_dates: frozenset[date] = frozenset()

    def is_open(self, day: date) -> bool:
        """Whether the shop is open; one that closes all seven weekdays closes none."""
        closed_weekday = day.weekday() in self.closed_weekdays and len(self.closed_weekdays) < 7
        return not closed_weekday and day not in self.closed_dates

    def nth_open_day(self, anchor: date, n: int) -> date:
        """The n-th open day after the anchor, at most the calendar's last; 0 is the anchor itself, open or not."""
        day = anchor
        for _ in range(n):
            day = days_on(day, 1)
            while not self.is_open(day) and day < date.max:
                day = days_on(day, 1)
        return day


def days_on(day: date, n: int) -> date:
    """The day n days on, or back; where the calendar ends before, its end."""
    try:
        return day + timedelta(days=n)
    except OverflowError:
        return date.max if n > 0 else date.min


def day(text: str) -> date:
    """The day that a strict YYYY-MM-DD names (D1)."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or found.isoformat() != text:
        raise NotADay(text, "is not a day written as YYYY-MM-DD")
    return found


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _month_length(month: int, year: int) -> int:
    return 28 + _is_leap(year) if month == 2 else 30 + (month + month // 8) % 2


def add_months(day: date, n: int) -> date:
    """The same day n months on, or that month's last: count from the anchor, never from a result."""
    years, month = divmod(day.month - 1 + n, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, _month_length(month, year)))


def half_year_after(anchor: date, years: int) -> date:
    """Half a year after the anchor's n-th anniversary, counted from the anchor (how_are_we_doing)."""
    return add_months(anchor, 6 + 12 * years)


def yearly(month: int, day: int, year: int, leap: Leap = Leap.FEB) -> date:
    """The day on which a yearly day falls in a year (LET-4, D2)."""
    if (month, day) == (2, 29) and not _is_leap(year):
        return date(year, 2, 28) if leap is Leap.FEB else date(year, 3, 1)
    return date(year, month, day)


def years_between(start: date, end: date, leap: Leap = Leap.FEB) -> int:
    """Whole years by the calendar (D2); negative before the start."""
    return end.year - start.year - (end < yearly(start.month, start.day, end.year, leap))


def age_on(year: int | None, month: int, day: int, on: date, leap: Leap = Leap.FEB) -> int | None:
    """The age, on a date, of one born in that year, month and day; None without a year (D2)."""
    return None if year is None else years_between(date(year, month, day), on, leap)


def thanksgiving(country: str, year: int) -> date | None:
    """The country's Thanksgiving, the anchor of seasons_greeting; None where there is none."""
    if country not in _THANKSGIVINGS:
        return None
    month, weekday, nth = _THANKSGIVINGS[country]
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))


def public_holidays(country: str, year: int, subdivision: str | None = None) -> list[tuple[date, str]]:
    """The public holidays that the shop may tick as closed days; none for a country that is not known."""
    import holidays

    try:
        found = holidays.country_holidays(country, subdiv=subdivision, years=year, language="en_US")
    except NotImplementedError:
        return []
    return sorted(found.items())


def order_of(country: str) -> Order:
    """The order in which a country writes its dates."""
    if country in _MONTH_FIRST_COUNTRIES:
        return "mdy"
    return "ymd" if country in _YEAR_FIRST_COUNTRIES else "dmy"


def in_words(day: date, today: date | None = None) -> str:
    """A day for the screen: "Wed 25 Nov 2026", without the year where it is today's."""
    words = f"{_WEEKDAYS[day.weekday()][:3].title()} {day.day} {_MONTHS[day.month - 1][:3].title()}"
    return words if today and today.year == day.year else f"{words} {day.year}"


def month_in_words(day: date) -> str:
    """A day's month: "November 2026"."""
    return f"{_MONTHS[day.month - 1].title()} {day.year}"


def near(day: date, today: date) -> str:
    """How far a day is from today, in words: "tomorrow", "2 days ago"."""
    away = (day - today).days
    if -1 <= away <= 1:
        return ("today", "tomorrow", "yesterday")[away]
    return f"in {away} days" if away > 0 else f"{-away} days ago"


def long(day: date, country: str) -> str:
    """A day as an English letter writes it: "25 November 2026", in the US "November 25, 2026"."""
    month = _MONTHS[day.month - 1].title()
    return f"{month} {day.day}, {day.year}" if order_of(country) == "mdy" else f"{day.day} {month} {day.year}"


_TIME = r"[t ,]+\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?\s*([ap]\.?m\.?)?\s*(z|utc|gmt|[+-]\d{2}:?\d{2})?"
_FIGURES = r"(\d{1,4})\s*([./\- ])\s*(\d{1,2})(?:\s*[./\- ]\s*(\d{1,4}))?\.?"
_WEEKDAY, _MONTH = r"(?:(?P<weekday>[^\W\d_]{3,})[.,]*\s+)?", r"(?P<month>[^\W\d_]{3,})\.?"
_DAY, _YEAR = r"(?P<day>\d{1,2})(?:st|nd|rd|th|\.)?", r"(?P<year>\d{4}|\d{2})"
_IN_WORDS = (
    rf"{_WEEKDAY}{_DAY}[\s\-/]*{_MONTH}(?:,?[\s\-/]*{_YEAR})?",
    rf"{_WEEKDAY}{_MONTH}[\s\-/]*{_DAY}(?:,?[\s\-/]+{_YEAR})?",
    r"(?P<weekday>)" + rf"(?P<year>\d{{4}})[\s\-/]+{_MONTH}[\s\-/]*{_DAY}",
)
_STEP = r"([+\-−])\s*(\d{1,5})\s*([dwmy])"


def _without_time(typed: str) -> str:
    return re.sub(_TIME + "$", "", typed.strip().casefold())


def _place(word: str, names: tuple[str, ...]) -> int | None:
    """Where a name that begins with the word stands; three letters tell every one apart."""
    if len(word) < 3:
        return None
    return next((place for place, name in enumerate(names) if name.startswith(word)), None)


def _relative(words: str, today: date, *, past: bool) -> date | None:
    """The day that words like "tomorrow", "last fri", "+2w" or "in may" name; OverflowError beyond the calendar.

    A month alone is the first day of the next such month; of the past it names no day.
    """
    named = {"yesterday": -1, "today": 0, "tomorrow": 1}
    if words in named:
        return today + timedelta(days=named[words])
    weekday = _place(words.removeprefix("last "), _WEEKDAYS)
    if weekday is not None:
        if past or words.startswith("last "):
            return today - timedelta(days=(today.weekday() - weekday - 1) % 7 + 1)
        return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)
    month = _place(words.removeprefix("in "), _MONTHS)
    if month is not None and not past:
        return date(today.year + (month < today.month), month + 1, 1)
    step = re.fullmatch(_STEP, words)
    if not step:
        return None
    sign, count, unit = step.groups()
    n = int(count) if sign == "+" else -int(count)
    if unit in "my":
        return add_months(today, n * (12 if unit == "y" else 1))
    return today + timedelta(days=n * (7 if unit == "w" else 1))


def _figures(words: str, order: Order) -> tuple[str | None, int, int] | None:
    """Year as written, month and day of a day in figures; four figures in front are always the year."""
    match = re.fullmatch(_FIGURES, words)
    if not match:
        return None
    first, _, second, third = match.groups()
    if len(first) > 2 or (order == "ymd" and third is not None and len(third) <= 2):
        return (first, int(second), int(third)) if third and len(third) <= 2 else None
    if order == "mdy" or (order == "ymd" and third is None):
        return third, int(first), int(second)
    return third, int(second), int(first)


def _words(words: str) -> tuple[str | None, int, int] | None:
    """Year as written, month and day of a day whose month is a word."""
    for pattern in _IN_WORDS:
        match = re.fullmatch(pattern, words)
        month = _place(match["month"], _MONTHS) if match else None
        if match and month is not None:
            known_weekday = not match["weekday"] or _place(match["weekday"], _WEEKDAYS) is not None
            return (match["year"], month + 1, int(match["day"])) if known_weekday else None
    return None


def _written(typed: str, order: Order, latest: date) -> tuple[int | None, int, int]:
    """Year, month and day as written, a two-digit year being the last such before `latest` (D2)."""
    words = _without_time(typed)
    found = _figures(words, order) or _words(words)
    if not found or (found[0] is not None and len(found[0]) not in (2, 4)):
        raise NotADay(typed, "is not a day that carebook can read", order)
    year_text, month, day = found
    year = None if year_text is None else int(year_text)
    if year is not None and year_text is not None and len(year_text) == 2:
        year = latest.year - (latest.year - year) % 100
        if (year, month, day) > (latest.year, latest.month, latest.day):
            year -= 100
    if not 1 <= month <= 12:
        raise NotADay(typed, f"is not a day: there is no month {month}", order)
    if year == 0:
        raise NotADay(typed, "is not a day: there is no year 0", order)
    length = _month_length(month, 2000 if year is None else year)
    if not 1 <= day <= length:
        which = _MONTHS[month - 1].title() + (f" {year}" if year else "")
        raise NotADay(typed, f"is not a day: {which} has {length} days", order)
    return year, month, day


def _nearest(month: int, day: int, today: date, *, past: bool) -> date:
    """The next such day not before today, or with `past` the latest not after it; 29 February waits."""
    for away in range(9):
        year = today.year - away if past else today.year + away
        if day <= _month_length(month, year):
            found = date(year, month, day)
            if found == today or (found < today) == past:
                return found
    raise OverflowError


def parse_day(typed: str, today: date, order: Order, *, past: bool = False, future_years: int = 10) -> date:
    """The day that an owner means.

    Without a year it is the next such day, with `past` (sales, births) the latest: `past` never gives a day
    after today. A two-digit year is never more than `future_years` ahead (D2). A weekday is never today, and a month
    alone never this one.
    """
    try:
        found = _relative(_without_time(typed), today, past=past)
        if found is None:
            latest = today if past else add_months(today, 12 * future_years)
            year, month, number = _written(typed, order, latest)
            found = _nearest(month, number, today, past=past) if year is None else date(year, month, number)
    except (OverflowError, ValueError):
        raise NotADay(typed, "is beyond the calendar", order) from None
    if past and found > today:
        raise NotADay(typed, f"is still to come: today is {in_words(today)}", order)
    return found


def parse_occasion(typed: str, today: date, order: Order) -> tuple[int | None, int, int]:
    """Year (None where none was typed), month and day of an occasion, never in the future (D2)."""
    year, month, number = _written(typed, order, today)
    if year is not None and year < FIRST_YEAR:
        raise NotADay(typed, f"is before {FIRST_YEAR}, longer ago than anybody remembers", order)
    if year is not None and date(year, month, number) > today:
        raise NotADay(typed, f"is still to come: today is {in_words(today)}", order)
    return year, month, number
