"""The temporary tables that planning joins the facts with: every day that could be a day 0, with its window.

The windows are counted once a day and kind in Python, by the rules; the book's rows are then matched to them in sets.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from carebook.days import Leap, OpenDays, add_months, days_on, half_year_after, thanksgiving, yearly
from carebook.letters.model import (
    CASE_KINDS,
    KINDS,
    REFERRAL_KINDS,
    WIN_BACK_KINDS,
    Anchor,
    Campaign,
    PlannedKind,
    Window,
)
from carebook.letters.rules import JOIN_DAYS, window_of
from carebook.shop.model import Calendar, Shop

_CLOSED_DAYS = 120
"""So many days at most a shop is closed within a window that is counted in business days."""
_DRIFT = timedelta(days=60)
"""By so many days a dormant day may move over night with the shop's mean gap, and its letter still be planned."""
_OF_CASES = (*CASE_KINDS, *WIN_BACK_KINDS, *REFERRAL_KINDS)
"""The kinds whose day 0 is asked of each case; see `case_wishes`."""
_DRAWN = range(15)
"""An appreciation leaves on one of the 15 days that lie 21 to 7 days before a gathering."""


@dataclass(frozen=True)
class Span:
    """Which windows are wanted: those that open in (after, horizon] and end on `floor` or later."""

    after: date | None
    horizon: date
    floor: date | None

    def with_neighbours(self) -> Span:
        """Return the span that takes in the windows before it whose sales could share a letter with those in it."""
        return self if self.after is None else replace(self, after=self.after - timedelta(days=JOIN_DAYS))

    def drifting(self) -> Span:
        """Return the span from the last planned day on: a dormant day in it may still move, and its letter with it."""
        return self if self.after is None else replace(self, after=self.after - _DRIFT)

    def takes(self, due: date, lapses: date | None) -> bool:
        """Tell whether a window belongs to the span."""
        if due > self.horizon or (self.after is not None and due <= self.after):
            return False
        return self.floor is None or lapses is None or lapses >= self.floor

    def bounds(self, window: Window) -> tuple[date, date]:
        """Return the first and the last day that could be the day 0 of such a window."""
        limits = ((self.after, window.due), (self.floor, window.lapses or 0))
        first = max(day - timedelta(days=back) for day, back in limits if day is not None)
        closed = timedelta(days=_CLOSED_DAYS if window.open_days else 0)
        return first - closed, self.horizon - timedelta(days=window.due)

    def anchors(self, window: Window) -> Iterator[date]:
        """Yield every day that could be the day 0 of such a window."""
        day, last = self.bounds(window)
        while day <= last:
            yield day
            day += timedelta(days=1)


@dataclass(frozen=True)
class Ground:
    """What planning knows of the shop."""

    shop: Shop
    calendar: Calendar
    open_days: OpenDays
    leap: str
    kinds: Mapping[str, PlannedKind]
    campaigns: Sequence[Campaign]


Row = tuple[str, int, str, str, str, str, str | None, str | None, str | None]
"""kind, thing, month and day, leap rule, anchor, due, late after, lapses, since."""


def lay(db: sqlite3.Connection, ground: Ground, span: Span) -> None:
    """Fill `temp.day0` with the windows that a span wants, unless they are there from the action before.

    Its columns have no types: a typed one could not be looked up in an index on an expression.
    """
    laid = repr((ground, span))
    db.execute("CREATE TEMP TABLE IF NOT EXISTS laid (ground TEXT)")
    if db.execute("SELECT 1 FROM temp.laid WHERE ground = ?", [laid]).fetchone():
        return
    db.execute("DELETE FROM temp.laid")
    db.execute("DROP TABLE IF EXISTS temp.day0")
    db.execute("CREATE TEMP TABLE day0 (kind, thing, md, leap, anchor, due, late_after, lapses, since)")
    db.executemany("INSERT INTO temp.day0 VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", _rows(ground, span))
    db.execute("CREATE INDEX temp.day0_by_md ON day0(kind, md)")
    db.execute("CREATE INDEX temp.day0_by_anchor ON day0(kind, anchor)")
    db.execute("INSERT INTO temp.laid VALUES (?)", [laid])


def _rows(ground: Ground, span: Span) -> Iterator[Row]:
    for planned in ground.kinds.values():
        if not planned.is_on or planned.kind.name in _OF_CASES:
            continue
        if planned.kind.anchor is Anchor.CAMPAIGN:
            yield from _campaigns(ground, span, planned)
        elif planned.kind.anchor is Anchor.GATHERING:
            yield from _gatherings(ground, span, planned)
        elif planned.kind.anchor is Anchor.SEASON:
            yield from _seasons(ground, span, planned)
        elif planned.kind.anchor is Anchor.SALE:
            yield from _days(ground, span.with_neighbours(), planned)
        elif planned.kind.anchor is Anchor.DORMANT:
            yield from _days(ground, span.drifting().drifting(), planned)
        else:
            yield from _days(ground, span, planned)


def _row(
    ground: Ground,
    span: Span,
    planned: PlannedKind,
    anchor: date,
    *,
    thing: int = 0,
    md: str = "",
    leap: str = "",
    window: Window | None = None,
    lapses: date | None = None,
    since: date | None = None,
) -> Iterator[Row]:
    due, late_after, ends = window_of(window or planned.window, anchor, ground.open_days)
    ends = lapses or ends
    if span.takes(due, ends):
        late, end, back_to = (day.isoformat() if day else None for day in (late_after, ends, since))
        yield (planned.kind.name, thing, md, leap, anchor.isoformat(), due.isoformat(), late, end, back_to)


def _days(ground: Ground, span: Span, planned: PlannedKind) -> Iterator[Row]:
    """Every calendar day as day 0, with the month and day of the facts that fall on it."""
    project = _PROJECTIONS.get(planned.kind.anchor)
    since_months = {Anchor.ACCOUNT_YEARLY: 24, Anchor.ACCOUNT_HALF_YEAR: 12}.get(planned.kind.anchor, 0)
    for anchor in span.anchors(planned.window):
        since = add_months(anchor, -since_months)
        for md, leap in project(anchor, ground.leap) if project else [(anchor.isoformat()[5:], "")]:
            yield from _row(ground, span, planned, anchor, md=md, leap=leap, since=since)


def _occasions(anchor: date, _leap: str) -> Iterator[tuple[str, str]]:
    """Which stored month-days fall on a day: 29 February by either rule in common years (LET-4)."""
    own = anchor.isoformat()[5:]
    yield own, ""
    for rule in Leap:
        if own != "02-29" and yearly(2, 29, anchor.year, rule) == anchor:
            yield "02-29", rule.value


def _account_days(anchor: date, leap: str) -> Iterator[tuple[str, str]]:
    return ((md, "") for md, rule in _occasions(anchor, leap) if rule in ("", leap))


def _half_years(anchor: date, _leap: str) -> Iterator[tuple[str, str]]:
    """Which account days lie half a year before a day, counted from the account day (31 August to 28 February)."""
    found = {anchor - timedelta(days=back) for back in range(180, 187)}
    month_days = {day.isoformat()[5:] for day in found if half_year_after(day, 0) == anchor}
    if (anchor.month, anchor.day) == (8, 29):
        month_days.add("02-29")
    return ((md, "") for md in sorted(month_days))


_PROJECTIONS: dict[Anchor, Callable[[date, str], Iterator[tuple[str, str]]]] = {
    Anchor.BIRTHDAY: _occasions,
    Anchor.PET_BIRTHDAY: _occasions,
    Anchor.ACCOUNT_YEARLY: _account_days,
    Anchor.ACCOUNT_HALF_YEAR: _half_years,
}


def _seasons(ground: Ground, span: Span, planned: PlannedKind) -> Iterator[Row]:
    month, day = (int(part) for part in ground.shop.greeting_day.split("-"))
    for year in sorted({anchor.year for anchor in span.anchors(planned.window)}):
        own = yearly(month, day, year)
        yield from _row(ground, span, planned, thanksgiving(ground.shop.country, year) or own)


def _gatherings(ground: Ground, span: Span, planned: PlannedKind) -> Iterator[Row]:
    """The days of which one is drawn for each customer, for the first gathering of each year."""
    years: set[int] = set()
    for gathering in sorted(ground.calendar.gatherings, key=lambda g: (g.day, g.id)):
        if gathering.day.year in years:
            continue
        years.add(gathering.day.year)
        for drawn in _DRAWN:
            anchor = days_on(gathering.day, drawn - 21)
            yield from _row(ground, span, planned, anchor, thing=gathering.id, md=str(drawn), lapses=gathering.day)


def _campaigns(ground: Ground, span: Span, planned: PlannedKind) -> Iterator[Row]:
    for campaign in ground.campaigns:
        if campaign.kind == planned.kind.name:
            before_end = planned.window.lapses or 0
            lapses = days_on(campaign.ends_on, before_end) if campaign.ends_on else None
            yield from _row(
                ground,
                span,
                planned,
                campaign.starts_on,
                thing=campaign.id,
                md=campaign.product or campaign.tag,
                lapses=lapses,
            )


def kinds_on(ground: Ground, *anchors: Anchor) -> list[str]:
    """Name the kinds with one of these anchors that the shop has switched on."""
    return [name for name, kind in KINDS.items() if kind.anchor in anchors and ground.kinds[name].is_on]
