"""The laws of campaigns: who gets one, who is left out and why, what an answer must bring, what came of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from carebook.letters.model import SEASON_KINDS, Campaign
from carebook.letters.rules import Decision

RESULT_DAYS = 60
"""What the readers of a campaign bought within so many days after it is shown beside it."""


class Fate(StrEnum):
    """What becomes of a campaign for one customer of its segment."""

    GETS = "gets it"
    WAITS = "waits"
    LEFT_OUT = "left out"
    PRINTED = "printed"
    SENT = "sent"
    ANSWERED = "answered"


_ORDER = (Fate.LEFT_OUT, Fate.WAITS, Fate.GETS, Fate.PRINTED, Fate.SENT, Fate.ANSWERED)
"""Those for whom something has to be done are told of first."""
REACHED = (Fate.GETS, Fate.PRINTED, Fate.SENT, Fate.ANSWERED)
"""Who got it, or would get it as things stand."""


class Person(NamedTuple):
    """One customer of a segment, what becomes of the campaign for them, and why."""

    customer_id: int
    letter_id: int | None
    fate: Fate
    cause: str
    """As `rules.decide` and the letters say it; empty for who gets it."""
    channel: str | None = None


class Line(NamedTuple):
    """A customer of a campaign's segment, and their letter, if there is one, as it is stored and on the agenda."""

    customer: int
    letter: int | None = None
    state: str | None = None
    lapses: str | None = None
    cause: str | None = None
    channel: str | None = None
    today: str | None = None
    """Its state on the agenda; None: it is not on it."""
    held_by: str | None = None


class Group(NamedTuple):
    """Those who share a fate and, where they wait or are left out, what keeps the campaign from them."""

    fate: Fate
    said: str
    """The cause in the owner's words; empty for who was reached."""
    people: list[Person]


class Cause(NamedTuple):
    """A cause for which several wait or are left out, in the owner's words."""

    fate: Fate
    said: str
    customers: int


class Reach(NamedTuple):
    """How far a campaign reaches into its segment."""

    segment: int
    gets: int
    """Who got it or would get it."""
    waits: int
    left_out: int
    causes: tuple[Cause, ...]
    """The causes of the last two, in the order of `by_cause`."""


_GROUPS = (
    (r"complaint \S+", "an open complaint"),
    (r"complaint \S+ until .+", "a complaint not long ago"),
    (r"quiet period until .+", "a death in the household"),
    (r"spacing until .+", "too soon after another letter"),
    (r"\d+ posted pieces in .+", "enough by post for now"),
    (r"\d+ selling pieces in .+", "enough offers by post for now"),
    (r"no posted pieces in this shop", "your settings let nothing go by post"),
    (r"no selling pieces in this shop", "your settings let no offer go by post"),
    (r"no permission for (.+)", r"no leave for offers by \1"),
    (r"until .+", "put off"),
    (r"skipped: .*", "skipped by you"),
    (r"deceased", "has died"),
    (r"do-not-contact", "asked not to be contacted"),
    (r"no-marketing", "wants no marketing"),
    (r"gone away", "moved away, no new address"),
    (r"channel opt-out", "wants nothing by any way we have"),
    (r"whom to write to: .+", "nobody to address it to"),
    (r"no address", "no address"),
)
"""What each cause is called where those who share it stand together; others are called as they are."""
_UNTIL = re.compile(r"until (\d{4}-\d{2}-\d{2})$")


@lru_cache(maxsize=1024)
def grouped(fate: Fate, cause: str) -> str:
    """Say what a cause, or the first of several, is called on the list of those who wait or are left out."""
    first = cause.split("; ")[0]
    found = ((re.fullmatch(pattern, first), said) for pattern, said in _GROUPS)
    said = next((match.expand(said) for match, said in found if match), first)
    return f"{said}, until it is too late" if fate is Fate.LEFT_OUT and _UNTIL.search(first) else said


def held_as(cause: str, lapses: str | None) -> tuple[Fate, str]:
    """Tell whether who is held waits or is left out, and by what, the cause that decides it first.

    Left out is who is held by something without an end, or until it is too late.
    """
    parts = cause.split("; ")
    keeping = [part for part in parts if not _ends_in_time(part, lapses)]
    others = [part for part in parts if part not in keeping]
    return Fate.LEFT_OUT if keeping else Fate.WAITS, "; ".join((*keeping, *others))


def _ends_in_time(cause: str, lapses: str | None) -> bool:
    found = _UNTIL.search(cause)
    return found is not None and (lapses is None or found[1] <= lapses)


def person_of(line: Line, ahead: Decision | None, lapses: str | None, no_letter: str, today: date) -> Person:
    """Tell what becomes of a campaign for a customer.

    `ahead` is what a letter meets whose day is ahead, `lapses` the last day of all of them, and `no_letter` why none
    is planned any more.
    """
    match line.state:
        case None:
            return _unwritten(line.customer, ahead, lapses, no_letter)
        case "sent" | "answered":
            return _written(line, Fate(line.state))
        case "skipped":
            return _written(line, Fate.LEFT_OUT, f"skipped: {line.cause}")
        case "cancelled":
            return _written(line, Fate.LEFT_OUT, line.cause or "")
    if line.today in ("held", "snoozed"):
        return _written(line, *held_as(line.held_by or "", None if line.state == "printed" else line.lapses))
    if line.today or line.state == "printed":
        return _written(line, Fate.PRINTED if line.state == "printed" else Fate.GETS)
    if line.lapses and line.lapses < today.isoformat():
        return _written(line, Fate.LEFT_OUT, "lapsed unsent")
    return _unwritten(line.customer, ahead, lapses)._replace(letter_id=line.letter)


def _written(line: Line, fate: Fate, cause: str = "") -> Person:
    return Person(line.customer, line.letter, fate, cause, line.channel)


def _unwritten(customer: int, decision: Decision | None, lapses: str | None, no_letter: str = "") -> Person:
    """Tell what a letter that is not there, or whose day is ahead, would meet."""
    if decision and decision.cause:
        return Person(customer, None, *held_as(decision.cause, lapses))
    if no_letter:
        return Person(customer, None, Fate.LEFT_OUT, no_letter)
    return Person(customer, None, Fate.GETS, "", decision.channel if decision else None)


def why_none(found: Campaign, *, is_on: bool, horizon: date | None) -> str:
    """Say why somebody who may be written to has no letter of a campaign; empty: it is yet to be planned.

    `is_on` tells of its kind in the plan; `horizon` is the last day that was planned.
    """
    if not is_on:
        return "switched off"
    if horizon is None or found.starts_on > horizon:
        return ""
    return "appreciated already this year" if found.kind == "appreciation" else "came into the book too late"


def by_cause(people: Iterable[Person]) -> list[Group]:
    """Put together those who are left out, who wait, who were reached; of one fate, the most common cause first."""
    found: dict[tuple[Fate, str], list[Person]] = {}
    for one in people:
        said = "" if one.fate in REACHED else grouped(one.fate, one.cause)
        found.setdefault((one.fate, said), []).append(one)
    groups = [Group(fate, said, together) for (fate, said), together in found.items()]
    return sorted(groups, key=lambda group: (_ORDER.index(group.fate), -len(group.people), group.said))


def reach_of(people: Iterable[Person]) -> Reach:
    """Sum up what becomes of a campaign for those of its segment."""
    groups = [Cause(group.fate, group.said, len(group.people)) for group in by_cause(people)]
    fates: Counter[Fate] = Counter()
    for fate, _, customers in groups:
        fates[fate] += customers
    gets = sum(fates[fate] for fate in REACHED)
    causes = tuple(one for one in groups if one.fate not in REACHED)
    return Reach(fates.total(), gets, fates[Fate.WAITS], fates[Fate.LEFT_OUT], causes)


# What it costs, and what must come of it -----------------------------------------------------------------


class BreakEven(NamedTuple):
    """The answers that pay for a campaign."""

    answers: int
    pieces: int
    share: float
    """Answers in a hundred pieces."""


def break_even(piece_cost: int | None, answer_profit: int | None, pieces: int) -> BreakEven | None:
    """Return how many of so many pieces must be answered to pay for all of them.

    None where it is not known what a piece costs and an answer brings, or an answer brings nothing.
    """
    if piece_cost is None or not answer_profit:
        return None
    return BreakEven(-(-pieces * piece_cost // answer_profit), pieces, 100 * piece_cost / answer_profit)


class HowFar(StrEnum):
    """How far a campaign is."""

    PLANNED = "planned"
    GOING_OUT = "going out"
    DONE = "done"


def how_far(campaign: Campaign, unsent: int, today: date) -> HowFar:
    """Tell how far a campaign is: its first day is ahead, letters are still to leave, or none are."""
    if today < campaign.starts_on:
        return HowFar.PLANNED
    return HowFar.GOING_OUT if unsent else HowFar.DONE


# What stays once letters have left ------------------------------------------------------------------------

_ALWAYS_OPEN = ("piece_cost", "answer_profit")


def may_change(campaign: Campaign, *, has_left: bool) -> tuple[str, ...]:
    """Name what of a campaign may be changed: all but its kind; its costs and end, once its first letter left.

    The last day of a promotion is part of the offer that they have in hand.
    """
    if not has_left:
        return tuple(name for name in Campaign._fields if name not in ("id", "kind"))
    own_end = campaign.kind in SEASON_KINDS
    return (*_ALWAYS_OPEN, "title", "ends_on") if own_end else _ALWAYS_OPEN
