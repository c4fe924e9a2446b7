"""The year ahead in lines: one for each week, and a week in full."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from textual.content import Content

from carebook.days import OpenDays, in_words
from carebook.letters.model import KINDS, Campaign, LetterClass
from carebook.letters.year import Week, Year, busiest
from carebook.shop.model import Calendar
from carebook.text import names_in_words
from carebook.tui.panes.figures import QUIET, prose
from carebook.tui.text import fitted, plain
from carebook.tui.widgets.bars import bar
from carebook.tui.widgets.columns import Column
from carebook.tui.widgets.rows import Row

_BAR = 14
COLUMNS = (
    Column("week", width=15),
    Column("letters", width=7, align="right"),
    Column("", width=_BAR, rank=1),
    Column("marked", least=14, rank=2),
    Column("goodwill", width=8, align="right", rank=5),
    Column("selling", width=7, align="right", rank=4),
    Column("surveys", width=7, align="right", rank=6),
    Column("service", width=7, align="right", rank=7),
)
_FROM_SALES = {"thank_you": "thank-yous", "how_did_we_do": "surveys"}
_CLASSES = (LetterClass.GOODWILL, LetterClass.SELLING, LetterClass.SURVEY, LetterClass.SERVICE)
CLASS_NAMES = {
    LetterClass.SERVICE: "Answers and notices",
    LetterClass.GOODWILL: "Thanks and kindness",
    LetterClass.SURVEY: "Surveys",
    LetterClass.SELLING: "Offers and news",
}


class Marked(NamedTuple):
    """What the shop's calendar has in a week."""

    closed: Sequence[tuple[date, str]]
    """Days on which it is closed out of turn, each with its name."""
    gatherings: Sequence[tuple[date, str]]
    campaigns: Sequence[Campaign]
    """Those that begin."""

    @property
    def said(self) -> str:
        """All of it in a few words, what may get lost last: "closed 2 days · Open house · Spring news"."""
        closed = f"closed {len(self.closed)} day{'s' if len(self.closed) > 1 else ''}" if self.closed else ""
        named = [label for _, label in self.gatherings] + [one.title for one in self.campaigns]
        return " · ".join(filter(None, (closed, *named)))


class WeekSheet(NamedTuple):
    """A week as it is shown in full."""

    week: Week
    marked: Marked
    from_sales: Mapping[str, int]
    """What sales to come bring on top; none in this week, whose sales are known."""
    offers: frozenset[str]
    """The kinds with which an offer goes, so that they sell (SUP-4)."""


def marked_in(week: Week, calendar: Calendar, open_days: OpenDays, campaigns: Sequence[Campaign]) -> Marked:
    """Return what the calendar has in a week; a day that is closed every week is no news."""
    return Marked(
        [
            (day, label)
            for day, label in calendar.closed.items()
            if week.first <= day <= week.last and day.weekday() not in open_days.closed_weekdays
        ],
        [(one.day, one.label) for one in calendar.gatherings if week.first <= one.day <= week.last],
        [one for one in campaigns if week.first <= one.starts_on <= week.last],
    )


def class_of(kind: str, offers: frozenset[str]) -> LetterClass:
    """Return the class that letters of a kind have in this shop."""
    return LetterClass.SELLING if kind in offers else KINDS[kind].letter_class


def by_class(kinds: Mapping[str, int], offers: frozenset[str]) -> Counter[LetterClass]:
    """Count letters by their class."""
    found: Counter[LetterClass] = Counter()
    for kind, count in kinds.items():
        found[class_of(kind, offers)] += count
    return found


def row_of(sheet: WeekSheet, most: int) -> Row:
    """Return the line of a week; its key is its first day."""
    week, classes = sheet.week, by_class(sheet.week.kinds, sheet.offers)
    counts = (f"{classes[one]:,}" if classes[one] else "–" for one in _CLASSES)
    drawn = bar(week.letters, most, _BAR).rstrip()
    total = f"{week.letters:,}" if week.letters else "–"
    return Row(week.first, (week_in_words(week), total, drawn, sheet.marked.said, *counts))


def week_in_words(week: Week) -> str:
    """Say a week in short: "23 – 29 Nov", "28 Dec – 3 Jan"."""
    first, last = short(week.first), short(week.last)
    if week.first == week.last:
        return first
    return f"{week.first.day} – {last}" if week.first.month == week.last.month else f"{first} – {last}"


def short(day: date) -> str:
    """Say a day without its year: "23 Nov"."""
    return " ".join(in_words(day).split(" ")[1:3])


def said_of(year: Year, today: date) -> str:
    """Say in a few sentences how much is to come, when most of it, and what nobody can know yet."""
    until = in_words(year.weeks[-1].last, today)
    total = f"{year.letters:,} letter{'' if year.letters == 1 else 's'} until {until}"
    busy = [f"{week_in_words(week)} ({week.letters:,})" for week in busiest(year)]
    said = f"{total}. Busiest: {names_in_words(busy)}." if busy else f"{total}, no week much busier than another."
    on_top = [f"{count:,} {_FROM_SALES[kind]}" for kind, count in year.from_sales.items()]
    return f"{said} On top about {names_in_words(on_top)} a week, from sales to come." if on_top else said


def sheet_lines(sheet: WeekSheet, width: int) -> Iterator[Content]:
    """Yield a week in full: what it has of each kind, what sales may add, and what the calendar has."""
    week = sheet.week
    yield plain(f"The week of {in_words(week.first)}", "bold")
    yield Content("")
    if not week.letters:
        yield from prose("Nothing is expected in this week by what is known today.", width)
    for one in CLASS_NAMES:
        kinds = {kind: count for kind, count in week.kinds.items() if class_of(kind, sheet.offers) is one}
        if kinds:
            yield Content.assemble((CLASS_NAMES[one], "bold"), (f" · {sum(kinds.values()):,}", QUIET))
            yield from _kinds(kinds, width)
            if "reactivation" in kinds:
                yield from prose("“We miss you” is counted as if nobody bought until then.", width)
            yield Content("")
    yield from _about(sheet, width)
    yield from _calendar(sheet.marked, width)


def _kinds(kinds: Mapping[str, int], width: int) -> Iterator[Content]:
    most = max(kinds.values())
    room = min(max(width - 32, 0), _BAR)
    for kind, count in sorted(kinds.items(), key=lambda pair: (-pair[1], KINDS[pair[0]].rank)):
        drawn = bar(count, most, room).rstrip()
        yield Content.assemble(fitted(KINDS[kind].title, 22), f"{count:>7,}  ", (drawn, "$primary"))


def _about(sheet: WeekSheet, width: int) -> Iterator[Content]:
    if not sheet.from_sales:
        return
    yield Content.styled("From sales to come", "bold")
    for kind, count in sheet.from_sales.items():
        yield Content.assemble(fitted(KINDS[kind].title, 22), f"about {count:,}")
    yield from prose("As many a week as the sales of the last 12 months asked for. They are in no sum here.", width)
    yield Content("")


def _calendar(marked: Marked, width: int) -> Iterator[Content]:
    for day, label in marked.gatherings:
        while_closed = ", though the shop is closed" if day in dict(marked.closed) else ""
        yield from prose(f"{in_words(day)}: {label}{while_closed}", width, "")
    for one in marked.campaigns:
        yield from prose(f"{in_words(one.starts_on)}: {KINDS[one.kind].title.lower()} “{one.title}” begins", width, "")
    for day, label in marked.closed:
        yield from prose(f"{in_words(day)}: closed{f', {label}' if label not in ('', 'closed') else ''}", width, "")
