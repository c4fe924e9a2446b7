"""How a customer stands, in words for the owner."""

from __future__ import annotations

from datetime import date

from carebook import days
from carebook.retention.model import Standing, State

_WEEK, _MONTH = 7, 365.25 / 12
_WEEKS_FROM, _MONTHS_FROM = 3 * _WEEK, 26 * _WEEK
"""A rhythm of so many days is told in weeks, or in months."""


def in_words(standing: Standing, on: date) -> str:
    """Say how often they buy, and for how long they have been silent: "usually every 9 weeks, silent for 31".

    The silence is told in the rhythm's unit, or in days where it is shorter than one. Who bought once has no usual gap.
    """
    name, length = _unit(standing.rhythm)
    silent_days = standing.silent_days(on)
    silent = int(silent_days / length)
    if standing.purchase_days == 1:
        return f"bought once, {_ago(silent_days)}"
    usual = round(standing.rhythm / length)
    every = f"every {usual} {name}s" if usual > 1 else f"every {name}"
    if silent_days == 0:
        return f"usually {every}, bought today"
    if silent == 0:
        return f"usually {every}, silent for {_counted(silent_days, 'day')}"
    return f"usually {every}, silent for {silent if usual > 1 else _counted(silent, name)}"


def state_in_words(standing: Standing | None, on: date) -> str:
    """Say in which state a customer is, since when, and when the next one begins: "slipping since …, dormant …"."""
    if standing is None:
        return State.PROSPECT
    begins = {
        State.ACTIVE: standing.last_on,
        State.SLIPPING: standing.slipping_on,
        State.DORMANT: standing.dormant_on,
        State.LOST: standing.lost_on,
    }
    state = standing.state(on)
    now = state if state is State.ACTIVE else f"{state} since {days.in_words(begins[state])}"
    if state is State.LOST:
        return now
    follows = next(one for one, day in begins.items() if day > on)
    return f"{now}, {follows} from {days.in_words(begins[follows])}"


def _unit(rhythm: float) -> tuple[str, float]:
    """Return the unit in which a gap is told, with its days."""
    if rhythm < _WEEKS_FROM:
        return "day", 1
    return ("week", _WEEK) if rhythm < _MONTHS_FROM else ("month", _MONTH)


def _ago(silent_days: int) -> str:
    name, length = _unit(silent_days)
    return f"{_counted(int(silent_days / length), name)} ago" if silent_days else "today"


def _counted(count: int, name: str) -> str:
    return f"{count} {name}{'s' if count != 1 else ''}"
