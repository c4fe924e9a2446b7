"""The temporary tables that planning joins the facts with: every day that could be a day 0, with its window.

The windows are counted once a day and kind in Python, by the rules; the book's rows are then matched to them in sets.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
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
from carebook.shop.model import Calendar, Gathering, Shop

_CLOSED_DAYS = 120
"""So many days at most a shop is closed within a window that is counted in business days."""
HORIZON = timedelta(days=60)
"""Planning reaches so far ahead."""
_OF_CASES = (*CASE_KINDS, *WIN_BACK_KINDS, *REFERRAL_KINDS, "own_letter")
"""The kinds whose day 0 is asked of each case, or letter of the owner's own; see `case_wishes`."""
DRAWN = range(15)
"""An appreciation leaves on one of the 15 days that lie 21 to 7 days before a gathering."""
BEFORE = 21
"""So many days before a gathering the first of them is; a season's campaign without an end of its own is as long."""
AHEAD_LATE_DAYS = 4
"""So many days after it may leave, a letter for a day with a lead time of its own should have left."""
AS_PLANNED = -1
"""The `thing` of a birthday's window as the plan has it; of the others it is the lead time that an occasion has."""


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
        """Return the span of the dormant days, which move over night: all that were not over when it was planned last.

        Its floor is the first day that was not planned yet.
        """
        if self.after is None:
            return self
        return Span(after=None, horizon=self.horizon, floor=self.after - HORIZON + timedelta(days=1))

    def with_drawn(self) -> Span:
        """Return the span in which all days stand that are drawn from together with one in it."""
        return self if self.after is None else replace(self, after=self.after - timedelta(days=len(DRAWN)))

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

    def only(self, kinds: Collection[str]) -> Ground:
        """Return the ground on which letters of these kinds are planned, as if the others were switched off."""
        asked = {name: one._replace(is_on=one.is_on and name in kinds) for name, one in self.kinds.items()}
        return replace(self, kinds=asked)


Row = tuple[str, int, str, str, str, str, str | None, str | None, str | None, int]
"""kind, thing, month and day, leap rule, anchor, due, late after, lapses, since, and the campaign that asks for it."""


def window_ahead(window: Window, lead: int) -> Window:
    """Return a birthday's window with a lead time of its own: late after four days, and never after the day itself."""
    late_after = min(AHEAD_LATE_DAYS - lead, 0)
    return Window(-lead, late_after, None if window.lapses is None else max(window.lapses, late_after))


def lay(db: sqlite3.Connection, ground: Ground, span: Span, leads: Collection[int] = ()) -> None:
    """Fill `temp.day0` with the windows that a span wants, unless they are there from the action before.

    `leads` are the lead times that occasions have of their own, in days.

    Its columns have no types: a typed one could not be looked up in an index on an expression.
    """
    laid = repr((ground, span, sorted(leads)))
    db.execute("CREATE TEMP TABLE IF NOT EXISTS laid (ground TEXT)")
    if db.execute("SELECT 1 FROM temp.laid WHERE ground = ?", [laid]).fetchone():
        return
    db.execute("DELETE FROM temp.laid")
    db.execute("DROP TABLE IF EXISTS temp.day0")
    db.execute("CREATE TEMP TABLE day0 (kind, thing, md, leap, anchor, due, late_after, lapses, since, campaign)")
    db.executemany("INSERT INTO temp.day0 VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", _rows(ground, span, leads))
    db.execute("CREATE INDEX temp.day0_by_md ON day0(kind, md)")
    db.execute("CREATE INDEX temp.day0_by_anchor ON day0(kind, anchor)")
    db.execute("INSERT INTO temp.laid VALUES (?)", [laid])


def _rows(ground: Ground, span: Span, leads: Collection[int]) -> Iterator[Row]:
    for planned in ground.kinds.values():
        if not planned.is_on or planned.kind.name in _OF_CASES:
            continue
        if planned.kind.anchor is Anchor.CAMPAIGN:
            yield from _campaigns(ground, span, planned)
        elif planned.kind.anchor is Anchor.GATHERING:
            yield from _gatherings(ground, span.with_drawn(), planned)
        elif planned.kind.anchor is Anchor.SEASON:
            yield from _seasons(ground, span, planned)
        elif planned.kind.anchor is Anchor.SALE:
            yield from _days(ground, span.with_neighbours(), planned)
        elif planned.kind.anchor is Anchor.DORMANT:
            yield from _days(ground, span.drifting(), planned)
        elif planned.kind.anchor in (Anchor.BIRTHDAY, Anchor.PET_BIRTHDAY):
            yield from _birthdays(ground, span, planned, leads)
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
    campaign: int = 0,
) -> Iterator[Row]:
    due, late_after, ends = window_of(window or planned.window, anchor, ground.open_days)
    ends = lapses or ends
    if span.takes(due, ends):
        late, end, back_to = (day.isoformat() if day else None for day in (late_after, ends, since))
        yield (planned.kind.name, thing, md, leap, anchor.isoformat(), due.isoformat(), late, end, back_to, campaign)


def _birthdays(ground: Ground, span: Span, planned: PlannedKind, leads: Collection[int]) -> Iterator[Row]:
    """The windows as the plan has them, and those of each lead time that an occasion has of its own."""
    yield from _days(ground, span, planned, thing=AS_PLANNED)
    for lead in sorted(leads):
        yield from _days(ground, span, planned._replace(window=window_ahead(planned.window, lead)), thing=lead)


def _days(ground: Ground, span: Span, planned: PlannedKind, *, thing: int = 0) -> Iterator[Row]:
    """Every calendar day as day 0, with the month and day of the facts that fall on it."""
    project = _PROJECTIONS.get(planned.kind.anchor)
    since_months = {Anchor.ACCOUNT_YEARLY: 24, Anchor.ACCOUNT_HALF_YEAR: 12}.get(planned.kind.anchor, 0)
    for anchor in span.anchors(planned.window):
        since = add_months(anchor, -since_months)
        for md, leap in project(anchor, ground.leap) if project else [(anchor.isoformat()[5:], "")]:
            yield from _row(ground, span, planned, anchor, thing=thing, md=md, leap=leap, since=since)


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
    """The season's day of each year; a campaign takes the place of its year's."""
    instead = _in_place_of(ground, planned)
    for year in sorted({anchor.year for anchor in span.anchors(planned.window)}.difference(instead)):
        yield from _row(ground, span, planned, season_day(ground.shop, year))
    for campaign in instead.values():
        yield from _season_campaign(ground, span, planned, campaign)


def season_day(shop: Shop, year: int) -> date:
    """Return the day before which a year's greeting leaves: Thanksgiving, or the shop's own."""
    month, day = (int(part) for part in shop.greeting_day.split("-"))
    return thanksgiving(shop.country, year) or yearly(month, day, year)


def _gatherings(ground: Ground, span: Span, planned: PlannedKind) -> Iterator[Row]:
    """The days of which one is drawn for each customer, for the first gathering of each year.

    A campaign takes the place of its year's: its letters are about the same gathering, where there is one.
    """
    instead = _in_place_of(ground, planned)
    first = first_gatherings(ground.calendar)
    for gathering in first.values():
        for drawn in DRAWN:
            anchor = days_on(gathering.day, drawn - BEFORE)
            if not {anchor.year, gathering.day.year} & instead.keys():
                yield from _row(ground, span, planned, anchor, thing=gathering.id, md=str(drawn), lapses=gathering.day)
    for year, campaign in instead.items():
        yield from _season_campaign(ground, span, planned, campaign, first.get(year))


def first_gatherings(calendar: Calendar) -> dict[int, Gathering]:
    """Return the first gathering of each year, which is the one that counts."""
    found: dict[int, Gathering] = {}
    for gathering in sorted(calendar.gatherings, key=lambda one: (one.day, one.id)):
        found.setdefault(gathering.day.year, gathering)
    return found


def _in_place_of(ground: Ground, planned: PlannedKind) -> dict[int, Campaign]:
    """Return the campaigns that take the place of the plan's own letters of a kind, by their year."""
    return {one.starts_on.year: one for one in ground.campaigns if one.kind == planned.kind.name}


def _season_campaign(
    ground: Ground, span: Span, planned: PlannedKind, campaign: Campaign, gathering: Gathering | None = None
) -> Iterator[Row]:
    """The window of such a campaign, from its first day on; day 0 of an appreciation is its last day."""
    due, thing = campaign.starts_on, gathering.id if gathering else 0
    late, ends = season_window(campaign, planned.window, gathering.day if gathering else None)
    if span.takes(due, ends):
        anchor = ends if planned.kind.anchor is Anchor.GATHERING else due
        days = anchor.isoformat(), due.isoformat(), late.isoformat(), ends.isoformat()
        yield (planned.kind.name, thing, str(due.year), "", *days, None, campaign.id)


def season_window(campaign: Campaign, window: Window, gathering: date | None) -> tuple[date, date]:
    """Return the days after which letters of a season's campaign are late, and lapse.

    One without an end of its own ends with its gathering, or is as long as the kind's own window.
    """
    length = BEFORE if window.lapses is None else max(window.lapses - window.due, 0)
    ends = campaign.ends_on or days_on(campaign.starts_on, length)
    if campaign.ends_on is None and gathering and gathering >= campaign.starts_on:
        ends = gathering
    return min(days_on(campaign.starts_on, max((window.late_after or length) - window.due, 0)), ends), ends


def _campaigns(ground: Ground, span: Span, planned: PlannedKind) -> Iterator[Row]:
    for campaign in ground.campaigns:
        if campaign.kind == planned.kind.name:
            before_end = planned.window.lapses or 0
            lapses = days_on(campaign.ends_on, before_end) if campaign.ends_on else None
            own = campaign.starts_on
            yield from _row(ground, span, planned, own, md=campaign.product, lapses=lapses, campaign=campaign.id)


def kinds_on(ground: Ground, *anchors: Anchor) -> list[str]:
    """Name the kinds with one of these anchors that the shop has switched on."""
    return [name for name, kind in KINDS.items() if kind.anchor in anchors and ground.kinds[name].is_on]
