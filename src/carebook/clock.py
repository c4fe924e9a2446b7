"""The one place that reads the clock (D1): everything else is told what day it is."""

import os
from datetime import date, datetime

from carebook.errors import Refusal

VARIABLE = "CAREBOOK_TODAY"
"""The environment variable that sets the day for a whole run, for tests and demonstrations."""

FIRST, LAST = date(1900, 1, 1), date(2200, 12, 31)
"""The days that may be set: plans look years back and ahead, and a calendar ends."""


class ClockNotUnderstood(Refusal):
    """The day that the environment sets is not one."""

    def __init__(self, value: str) -> None:
        """Name the variable and what it holds."""
        super().__init__(
            f"{VARIABLE} is set to “{value[:40]}”, which is not a day from {FIRST.year} to {LAST.year}. "
            f"Write it as YYYY-MM-DD, like {VARIABLE}=2026-11-25, or unset it to use today's date."
        )


def is_set() -> bool:
    """Whether the day was set from outside; an empty value sets nothing."""
    return bool(os.environ.get(VARIABLE))


def today() -> date:
    """The shop's local date, or the day that was set."""
    value = os.environ.get(VARIABLE)
    if not value:
        return date.today()
    try:
        day = date.fromisoformat(value)
    except ValueError:
        raise ClockNotUnderstood(value) from None
    if day.isoformat() != value or not FIRST <= day <= LAST:
        raise ClockNotUnderstood(value)
    return day


def now() -> datetime:
    """The local moment, without a zone; on a set day the time still runs."""
    return datetime.combine(today(), datetime.now().time()) if is_set() else datetime.now()
