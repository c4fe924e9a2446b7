"""The page of a shop that is closed: before leaving, what suffers, what else falls due, what can wait."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from textual.content import Content

from carebook.days import in_words
from carebook.letters.model import KINDS
from carebook.letters.year import Away, Passing
from carebook.review import Ahead
from carebook.tui.panes.figures import QUIET, prose
from carebook.tui.text import fitted

WIDEST = 90
_NAMED = 30
_DAY, _WHAT, _WHO = 12, 18, 18
"""Cells of the day, of what is to be done, and of the name, in a line of what falls due."""


class Leaving(NamedTuple):
    """What a shop that is closed for some days leaves behind."""

    letters: Away
    duties: Sequence[Ahead]
    """What else falls due, or is late, by the last day, letters left out."""
    open_days: Sequence[date]
    """The days of these that are not closed days yet."""
    gatherings: Sequence[tuple[date, str]]
    """The shop's own that fall into these days, each with its name."""
    today: date


def lines(leaving: Leaving, width: int) -> Iterator[Content]:
    """Yield the page, what suffers first."""
    away, room, today = leaving.letters, min(width, WIDEST), leaving.today
    before = [duty for duty in leaving.duties if duty.due < away.first]
    meanwhile = [duty for duty in leaving.duties if duty.due >= away.first]
    yield Content("")
    for day, label in leaving.gatherings:
        yield from prose(f"! {in_words(day, today)}: “{label}” falls into these days.", room, "bold")
        yield Content("")
    yield from _counts("Lapse while you are away", away.lapsing, "They are not worth sending after it.", room)
    yield from _names(away.passing, sum(away.lapsing.values()), today, room)
    yield from _counts("Turn late while you are away", away.late, "Print them first when you are back.", room)
    yield from _duties("Falls due while you are away", meanwhile, today, room)
    if away.first > today:
        yield from _duties("To do before you leave", before, today, room)
        yield from _counts("Due before you leave", away.before, "Print these as they fall due: none waits then.", room)
    yield from _counts("Wait until you are back, and are in time", away.waiting, "", room)
    yield from _closing(leaving, room)


def _counts(heading: str, kinds: Mapping[str, int], advice: str, width: int) -> Iterator[Content]:
    found = {kind: count for kind, count in kinds.items() if kind in KINDS}
    total = sum(found.values())
    yield Content.assemble((heading, "bold"), (f" · {total:,}" if total else " · nothing", QUIET))
    for kind, count in sorted(found.items(), key=lambda pair: (-pair[1], KINDS[pair[0]].rank)):
        yield Content.assemble(fitted(KINDS[kind].title, 24), f"{count:>7,}")
    if total and advice:
        yield from prose(advice, width)
    yield Content("")


def _names(passing: Sequence[Passing], total: int, today: date, width: int) -> Iterator[Content]:
    for one in passing[:_NAMED]:
        name = fitted(one.customer, max(width - 24 - 18, 12))
        yield Content.assemble(
            (fitted(KINDS[one.kind].title, 24), QUIET), name, (f" {in_words(one.lapses, today)}", QUIET)
        )
    if total > _NAMED:
        yield from prose(f"and {total - min(len(passing), _NAMED):,} more", width)
    if passing:
        yield Content("")


def _duties(heading: str, duties: Sequence[Ahead], today: date, width: int) -> Iterator[Content]:
    yield Content.assemble((heading, "bold"), (f" · {len(duties):,}" if duties else " · nothing", QUIET))
    about = max(width - _DAY - _WHAT - _WHO - 2, 0)
    for duty in duties[:_NAMED]:
        day, who = fitted(in_words(duty.due, today), _DAY), fitted(duty.customer, _WHO)
        said = f"{fitted(duty.what, _WHAT)} {fitted(duty.about, about)} "
        yield Content.assemble((day, QUIET), said, (who, QUIET))
    if len(duties) > _NAMED:
        yield from prose(f"and {len(duties) - _NAMED:,} more", width)
    yield Content("")


def _closing(leaving: Leaving, width: int) -> Iterator[Content]:
    days = len(leaving.open_days)
    if days:
        said = (
            f"n makes closed days of the {days} on which the shop is open so far: then windows that count open days,"
            " like that of the thank-you, pass over them."
        )
    else:
        said = "All these days are closed days: windows that count open days pass over them."
    yield from prose(said, width)
