"""The lines of the campaigns, and whom one is for in words."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from carebook.days import in_words
from carebook.letters.campaigns import HowFar, how_far
from carebook.letters.model import KINDS, Campaign
from carebook.letters.store.campaigns import OwnSeason, Tally
from carebook.tui.screens.record.card import short_day
from carebook.tui.widgets.columns import Column
from carebook.tui.widgets.rows import Row

CAMPAIGN, OWN = "campaign", "own"
"""What a row stands for: a campaign by its id, or a kind and year that the plan writes by itself."""
MARKS = {HowFar.PLANNED: "○", HowFar.GOING_OUT: "▸", HowFar.DONE: "✓"}
SHORT = {"seasons_greeting": "greeting", "product_notice": "notice"}
"""Kinds whose whole name is too long for a column."""


class Year(NamedTuple):
    """Which of the letters that the plan writes by itself: their kind and year."""

    kind: str
    year: int


COLUMNS = (
    Column("campaign", least=22),
    Column("kind", width=12, rank=5),
    Column("is", width=9, rank=4),
    Column("from", width=9, rank=3),
    Column("planned", width=7, align="right", rank=2),
    Column("sent", width=6, align="right"),
    Column("answers", width=7, align="right", rank=1),
)


def campaign_row(found: Campaign, tally: Tally | None, today: date) -> Row:
    """Return the line of a campaign: how far it is, its letters, those that left and were answered, once counted."""
    state = how_far(found, tally.unsent, today) if tally else None
    cells = (found.title, SHORT.get(found.kind, found.kind), state or "", short_day(found.starts_on, today))
    return Row((CAMPAIGN, found.id), (*cells, *_figures(tally)), mark=MARKS[state] if state else " ")


def own_row(own: OwnSeason, tally: Tally | None, today: date) -> Row:
    """Return the line of what the plan writes by itself, to everybody."""
    state = HowFar.DONE.value if own.is_over else "by itself" if own.starts_on else "asleep"
    begins = short_day(own.starts_on, today) if own.starts_on else "–"
    title = f"{KINDS[own.kind].title} {own.year}"
    mark = MARKS[HowFar.DONE] if own.is_over else " "
    cells = (title, SHORT.get(own.kind, own.kind), state, begins)
    return Row((OWN, own.kind, own.year), (*cells, *_figures(tally)), mark=mark, dim=True)


def _figures(tally: Tally | None) -> tuple[str, str, str]:
    """Write those planned, sent ones and answers; nothing before they are counted."""
    if tally is None:
        return "", "", ""
    return _count(tally.unsent + tally.sent), _count(tally.sent), _count(tally.answered)


def _count(number: int) -> str:
    return f"{number:,}" if number else "–"


def readers(found: Campaign) -> str:
    """Say whom a campaign is for: "customers tagged “garden club”, VIP, in Bath"."""
    bought = _bought(found)
    if found.kind == "product_notice":
        return f"everyone who {bought}"
    parts = (
        f"tagged “{found.tag}”" if found.tag else "",
        f"of the persona “{found.persona}”" if found.persona else "",
        f"of the tier {found.tier}" if found.tier else "",
        f"in {found.place}" if found.place else "",
        f"who are at {found.stage}" if found.stage else "",
        f"who {bought}" if bought else "",
    )
    named = ", ".join(filter(None, parts))
    return f"customers {named}" if named else "every customer who may get it"


def _bought(found: Campaign) -> str:
    if not found.product:
        return ""
    since = f" from {in_words(found.bought_from)}" if found.bought_from else ""
    until = f" until {in_words(found.bought_until)}" if found.bought_until else ""
    return f"bought “{found.product}”{since}{until}"
