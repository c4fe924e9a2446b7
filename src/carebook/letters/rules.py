"""The laws of the letters' desk: windows, who may be written to, and what has to wait (care.md sections 2 and 3).

Days are ISO text here: they order as text, and a whole book's letters pass through.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from carebook.days import OpenDays
from carebook.letters.model import LetterClass, State, Window
from carebook.shop.model import Numbers

JOIN_DAYS = 14
"""Sales within so many days are thanked for in one letter."""
SURVEY_DAYS = 90
"""At most one how_did_we_do in so many days."""
LIMIT_DAYS = 90
"""The period over which posted pieces are counted (FRQ-2)."""

MARKETING_EXCEPTIONS = frozenset({"referral_thanks", "condolence"})
"""The goodwill that a no-marketing customer still gets (SUP-3)."""


def window_of(window: Window, anchor: date, open_days: OpenDays) -> tuple[date, date | None, date | None]:
    """Return the days of a window: due from, late after, lapses after."""

    def day(n: int | None) -> date | None:
        if n is None:
            return None
        return open_days.nth_open_day(anchor, n) if window.open_days else anchor + timedelta(days=n)

    return day(window.due) or anchor, day(window.late_after), day(window.lapses)


# Whom a sale's letters go to -----------------------------------------------------------------------------


@dataclass(frozen=True)
class SaleDay:
    """A sale that could have a letter, with the window that the letter would have."""

    sale: int
    anchor: str
    due: str
    lapses: str


@dataclass(frozen=True)
class Earlier:
    """A letter of the same kind that this customer has already: `went` is the day it was printed or sent."""

    letter: int
    sale: int
    is_open: bool
    went: str | None


def _add(day: str, n: int) -> str:
    return (date.fromisoformat(day) + timedelta(days=n)).isoformat()


def sales_to_thank_for(sales: Iterable[SaleDay], earlier: Sequence[Earlier]) -> list[tuple[SaleDay, Earlier | None]]:
    """Return the sales that get a thank_you of their own, each with the open letter that it takes over.

    Sales within 14 days are one letter, naming the latest, as long as that letter has not lapsed; within 14 days
    of one that went none is planned. A letter that went keeps its own sale.
    """
    groups: list[list[SaleDay]] = []
    for sale in sorted(sales, key=lambda s: (s.anchor, s.sale)):
        group = groups[-1] if groups else None
        if group and sale.anchor <= group[-1].lapses and sale.anchor <= _add(group[0].anchor, JOIN_DAYS):
            group.append(sale)
        else:
            groups.append([sale])
    wanted: list[tuple[SaleDay, Earlier | None]] = []
    for group in groups:
        went = [e for e in earlier if e.went and e.went >= _add(group[-1].anchor, -JOIN_DAYS)]
        if went:
            kept = {e.sale for e in went}
            wanted += [(sale, None) for sale in group if sale.sale in kept]
            continue
        head, members = group[-1], {sale.sale for sale in group[:-1]}
        has_own = any(e.sale == head.sale for e in earlier)
        joined = [e for e in earlier if e.is_open and e.sale in members]
        wanted.append((head, joined[0] if joined and not has_own else None))
    return wanted


def sales_to_ask_about(sales: Iterable[SaleDay], earlier: Sequence[Earlier]) -> list[SaleDay]:
    """Return the sales that get a how_did_we_do: at most one in 90 days."""
    wanted: list[SaleDay] = []
    by_sale = {e.sale: e for e in earlier}
    went = [e.went for e in earlier if e.went]
    for sale in sorted(sales, key=lambda s: (s.due, s.sale)):
        own = by_sale.get(sale.sale)
        since = _add(sale.due, -SURVEY_DAYS)
        if (own and own.went) or (
            not any(day > since for day in went) and not any(other.due > since for other in wanted)
        ):
            wanted.append(sale)
    return wanted


# Who may be written to, and what has to wait ---------------------------------------------------------------


@dataclass(frozen=True)
class Piece:
    """A letter that went to a household: the day it was printed, else sent (FRQ-1)."""

    letter: int
    day: str
    service: bool
    spaced: bool
    posted: bool
    sells: bool


@dataclass(frozen=True)
class Household:
    """What is known about one customer when a letter is decided on."""

    causes: Collection[str]
    permitted: Collection[str]
    has_post: bool
    has_email: bool
    has_phone: bool
    quiet_from: str | None
    pieces: Sequence[Piece] = ()


@dataclass(frozen=True)
class Candidate:
    """A letter whose day has come: open and inside its window, or printed and not yet sent."""

    letter: int
    kind: str
    letter_class: LetterClass
    rank: int
    due: str
    late_after: str | None
    channel: str
    spaced: bool
    printed: bool
    snoozed_until: str | None
    overridden: bool


@dataclass(frozen=True)
class Decision:
    """What a letter is today, and by which channel it would leave."""

    letter: int
    state: State
    channel: str | None
    cause: str | None
    suppressed: bool = False
    """Whether the cause is a lasting stop, which nobody can override (SUP-8)."""


def decide(candidates: Iterable[Candidate], household: Household, today: str, numbers: Numbers) -> list[Decision]:
    """Decide on the letters of one household together, in the order of FRQ-3."""
    decisions: list[Decision] = []
    pieces = list(household.pieces)
    for letter in sorted(candidates, key=lambda c: (not c.printed, c.rank, c.due, c.letter)):
        channel, stops = reach(letter, household)
        if stops:
            decisions.append(Decision(letter.letter, State.HELD, None, "; ".join(stops), suppressed=True))
            continue
        holds = [] if letter.overridden else _holds(letter, channel or "", household, pieces, today, numbers)
        if holds:
            decisions.append(Decision(letter.letter, State.HELD, channel, "; ".join(holds)))
        elif letter.snoozed_until and letter.snoozed_until > today and not letter.printed:
            decisions.append(Decision(letter.letter, State.SNOOZED, channel, f"until {letter.snoozed_until}"))
        else:
            late = letter.late_after is not None and today > letter.late_after
            decisions.append(Decision(letter.letter, State.LATE if late else State.DUE, channel, None))
            if not letter.printed:
                pieces.append(_as_piece(letter, channel or "", today))
    return decisions


def _as_piece(letter: Candidate, channel: str, today: str) -> Piece:
    service, sells = letter.letter_class is LetterClass.SERVICE, letter.letter_class is LetterClass.SELLING
    return Piece(letter.letter, today, service, letter.spaced and not service, is_posted(channel), sells)


def is_posted(channel: str) -> bool:
    """Tell whether a channel puts something into the post (FRQ-2)."""
    return channel in ("post", "handwritten")


def reach(letter: Candidate, household: Household) -> tuple[str | None, list[str]]:
    """Return the channel that is left to a letter, or None and what stops it (SUP-1, SUP-3, SUP-5, SUP-6)."""
    causes = household.causes
    if not causes and household.has_post and letter.channel in ("post", "handwritten"):
        return letter.channel, []
    stops = []
    if "deceased" in causes:
        stops.append("deceased")
    if "do-not-contact" in causes and letter.letter_class is not LetterClass.SERVICE:
        stops.append("do-not-contact")
    if "no-marketing" in causes and _is_marketing(letter, household):
        stops.append("no-marketing")
    if stops:
        return None, stops
    return _channel(letter, household)


def _is_marketing(letter: Candidate, household: Household) -> bool:
    if letter.letter_class is LetterClass.GOODWILL:
        return letter.kind not in MARKETING_EXCEPTIONS
    if letter.letter_class is LetterClass.SURVEY:
        return "surveys" not in household.permitted
    return letter.letter_class is LetterClass.SELLING


def _channel(letter: Candidate, household: Household) -> tuple[str | None, list[str]]:
    """Return the plan's channel, else the first of post, e-mail and phone that is allowed and has an address."""
    sells = letter.letter_class is LetterClass.SELLING
    why: list[str] = []
    for channel in dict.fromkeys((letter.channel, "post", "e-mail", "phone")):
        stop = _channel_stop(channel, household, sells=sells)
        if stop is None:
            return channel, []
        if stop and stop not in why:
            why.append(stop)
    return None, why or ["no address"]


def _channel_stop(channel: str, household: Household, *, sells: bool) -> str | None:
    """Return None where a channel is open, "" where it has no address, else what stops it."""
    reachable = {
        "e-mail": household.has_email,
        "phone": household.has_phone,
        "text": household.has_phone,
        "in person": True,
    }.get(channel, household.has_post)
    if not reachable:
        return ""
    if is_posted(channel) and "gone-away" in household.causes:
        return "gone away"
    if f"no-{'post' if is_posted(channel) else channel}" in household.causes:
        return "channel opt-out"
    if sells and channel in ("e-mail", "text") and channel not in household.permitted:
        return f"no permission for {channel}"
    return None


def _holds(
    letter: Candidate, channel: str, household: Household, pieces: Sequence[Piece], today: str, numbers: Numbers
) -> list[str]:
    """Return every temporary stop of a letter, each with the day that lifts it."""
    if letter.letter_class is LetterClass.SERVICE:
        return []
    holds = []
    if household.quiet_from and letter.letter_class in (LetterClass.SELLING, LetterClass.SURVEY):
        until = _add(household.quiet_from, numbers.quiet_days)
        if today < until:
            holds.append(f"quiet period until {until}")
    if letter.printed or not pieces:
        return holds
    if letter.spaced:
        until = max((_add(piece.day, numbers.spacing_days) for piece in pieces if piece.spaced), default="")
        if today < until:
            holds.append(f"spacing until {until}")
    if is_posted(channel):
        since = _add(today, -LIMIT_DAYS)
        posted = sorted(piece.day for piece in pieces if piece.posted and not piece.service and piece.day > since)
        selling = sorted(piece.day for piece in pieces if piece.posted and piece.sells and piece.day > since)
        holds += _over(posted, numbers.posted_most, "posted pieces")
        if letter.letter_class is LetterClass.SELLING:
            holds += _over(selling, numbers.selling_most, "selling pieces")
    return holds


def _over(days: Sequence[str], most: int, what: str) -> list[str]:
    """Hold a piece that would be one too many within 90 days (FRQ-2)."""
    if len(days) < most:
        return []
    if most == 0:
        return [f"no {what} in this shop"]
    return [f"{most} {what} in {LIMIT_DAYS} days until {_add(days[-most], LIMIT_DAYS)}"]
