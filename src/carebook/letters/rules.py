"""The laws of the letters' desk: windows, who may be written to, and what has to wait.

Days are ISO text here: they order as text, and a whole book's letters pass through.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from carebook.complaints.model import Shadow
from carebook.customers.whom import NOBODY
from carebook.days import OpenDays, days_on
from carebook.letters.model import KINDS, WIN_BACK_KINDS, Anchor, Kind, LetterClass, PlannedKind, Pursuit, State, Window
from carebook.letters.overriding import same_hold
from carebook.shop.model import Numbers

JOIN_DAYS = 14
"""Sales within so many days are thanked for in one letter."""
SURVEY_DAYS = 90
"""At most one how_did_we_do in so many days."""
LIMIT_DAYS = 90
"""The period over which posted pieces are counted (FRQ-2)."""

MARKETING_EXCEPTIONS = frozenset({"condolence", "referral_thanks"})
"""The goodwill that a no-marketing customer still gets (SUP-3)."""
_NO_SHADOW = Shadow()

HELD_BY_COMPLAINT = frozenset({"appreciation", "anniversary", "seasons_greeting"})
"""The goodwill that waits while a complaint is open, beside all that sells or asks (CMP-6)."""


def window_of(window: Window, anchor: date, open_days: OpenDays) -> tuple[date, date | None, date | None]:
    """Return the days of a window: due from, late after, lapses after."""

    def day(n: int | None, *, by_open_days: bool = window.open_days) -> date | None:
        if n is None:
            return None
        return open_days.nth_open_day(anchor, n) if by_open_days else days_on(anchor, n)

    lapses = day(window.lapses, by_open_days=window.lapses_by_open_days)
    return day(window.due) or anchor, day(window.late_after), lapses


# Whom a sale's letters go to -----------------------------------------------------------------------------


@dataclass(frozen=True)
class SaleDay:
    """A sale that could have a letter, with the window that the letter would have."""

    sale: int
    anchor: str
    due: str
    lapses: str


class Standing(StrEnum):
    """What became so far of a letter about a sale."""

    OPEN = "open"
    WENT = "went"
    SKIPPED = "skipped"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class Earlier:
    """A letter of the same kind that this customer has already."""

    letter: int
    sale: int
    standing: Standing
    day: str
    """The day on which it was printed or sent, else that from which it may leave."""
    settled: bool
    """Whether planning leaves it as it is: it was sent, or its window is not among those planned now."""


def _add(day: str, n: int) -> str:
    return days_on(date.fromisoformat(day), n).isoformat()


def is_thanked(anchor: str, went: str) -> bool:
    """Tell whether a thank_you that went on a day spoke for a sale too: then no other is planned for it."""
    return went >= _add(anchor, -JOIN_DAYS)


def sales_to_thank_for(sales: Iterable[SaleDay], earlier: Sequence[Earlier]) -> list[tuple[SaleDay, Earlier | None]]:
    """Return the sales that get a thank_you of their own, each with the open letter that it takes over.

    A sale within 14 days of the one before, while that one's letter has not lapsed, joins it: one letter, naming the
    latest. Within 14 days of one that went none is planned. A letter that went keeps its own sale.
    """
    sales = list(sales)
    own = {letter.sale: letter for letter in earlier}
    went = [letter for letter in _counted(sales, earlier) if letter.standing is Standing.WENT]
    wanted: list[tuple[SaleDay, Earlier | None]] = []
    for *before, head in _together(sales):
        near = {letter.sale for letter in went if is_thanked(head.anchor, letter.day)}
        if near:
            wanted += [(sale, None) for sale in (*before, head) if sale.sale in near]
            continue
        letters = [own[sale.sale] for sale in before if sale.sale in own]
        joined = [letter for letter in letters if letter.standing is Standing.OPEN]
        wanted.append((head, joined[-1] if joined and head.sale not in own else None))
    return wanted


def _together(sales: Iterable[SaleDay]) -> list[list[SaleDay]]:
    """Put the sales together that are thanked for in one letter, the latest last."""
    groups: list[list[SaleDay]] = []
    for sale in sorted(sales, key=lambda s: (s.anchor, s.sale)):
        last = groups[-1][-1] if groups else None
        if last and sale.anchor <= min(last.lapses, _add(last.anchor, JOIN_DAYS)):
            groups[-1].append(sale)
        else:
            groups.append([sale])
    return groups


def _counted(sales: Iterable[SaleDay], earlier: Iterable[Earlier]) -> list[Earlier]:
    """Return the letters that are there to stay: those of the sales in question, and those that are settled."""
    here = {sale.sale for sale in sales}
    alive = (letter for letter in earlier if letter.standing in (Standing.OPEN, Standing.WENT))
    return [letter for letter in alive if letter.settled or letter.sale in here]


def sales_to_ask_about(sales: Iterable[SaleDay], earlier: Sequence[Earlier]) -> list[SaleDay]:
    """Return the sales that get a how_did_we_do: at most one in 90 days, and what is planned comes first.

    A letter that lapsed unsent counts too, so that the answer does not change with the day on which it is asked.
    """
    sales = list(sales)
    skipped = {letter.sale for letter in earlier if letter.standing is Standing.SKIPPED}
    own = {letter.sale: letter for letter in _counted(sales, earlier)}
    here = {sale.sale for sale in sales}
    went = {sale for sale, letter in own.items() if letter.standing is Standing.WENT}
    taken = [letter.day for sale, letter in own.items() if sale in went or sale not in here]
    wanted = [sale for sale in sales if sale.sale in went]
    for sale in sorted(sales, key=lambda s: (s.sale not in own, s.due, s.sale)):
        if sale.sale not in went | skipped and all(_apart(sale.due, day) for day in taken):
            wanted.append(sale)
            taken.append(sale.due)
    return wanted


def _apart(one: str, other: str) -> bool:
    earlier, later = sorted((one, other))
    return later >= _add(earlier, SURVEY_DAYS)


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
    entered_on: str = ""
    """The day on which the customer came into the book."""
    pieces: Sequence[Piece] = ()
    shadow: Shadow = _NO_SHADOW
    """What their complaints keep from them (CMP-6)."""
    pursuit: Pursuit | None = None
    """The win-back that is open, if any (WIN-2)."""
    nobody: bool = False
    """Whether nobody is left to whom a letter could be addressed (SUP-1, SUP-7)."""


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
    overridden: Collection[str]
    """The holds that the owner let it go in spite of, as `same_hold` calls them (SUP-8)."""


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
    pieces = [piece for piece in household.pieces if piece.day <= today]
    for letter in sorted(candidates, key=lambda c: (not c.printed, c.rank, c.due, c.letter)):
        channel, stops = reach(letter, household)
        if stops:
            decisions.append(Decision(letter.letter, State.HELD, None, "; ".join(stops), suppressed=True))
            continue
        holds = _holds(letter, channel or "", household, pieces, today, numbers)
        holds = [hold for hold in holds if same_hold(hold) not in letter.overridden]
        if holds:
            decisions.append(Decision(letter.letter, State.HELD, channel, "; ".join(holds)))
        elif letter.snoozed_until and letter.snoozed_until > today and not letter.printed:
            decisions.append(Decision(letter.letter, State.SNOOZED, channel, f"until {letter.snoozed_until}"))
        else:
            state = State.LATE if _is_late(letter, household, today) else State.DUE
            decisions.append(Decision(letter.letter, state, channel, None))
            if not letter.printed:
                pieces.append(piece_of(letter.letter, letter.kind, letter.letter_class, channel or "", today))
    return decisions


def _is_late(letter: Candidate, household: Household, today: str) -> bool:
    """Tell whether a letter should have left by now, and could have (LET-5).

    One that should have left before its customer came into the book is due. The letters of a sale, and service, count
    from their own day.
    """
    if letter.late_after is None or today <= letter.late_after:
        return False
    owed = letter.letter_class is LetterClass.SERVICE or KINDS[letter.kind].anchor is Anchor.SALE
    return owed or letter.late_after >= household.entered_on


def piece_of(letter: int, kind: str, letter_class: LetterClass, channel: str, day: str) -> Piece:
    """Return a letter as it counts for the household once it has gone on a day."""
    service, sells = letter_class is LetterClass.SERVICE, letter_class is LetterClass.SELLING
    return Piece(letter, day, service, KINDS[kind].spaced and not service, is_posted(channel), sells)


def class_of(kind: Kind, offer: str, *, to_minor: bool) -> LetterClass:
    """Return the class of a letter: one with an offer sells, whatever its kind (SUP-4); a minor's has none (SUP-7)."""
    return LetterClass.SELLING if kind.may_offer and offer and not to_minor else kind.letter_class


def offer_for(planned: PlannedKind, due: str, shadow: Shadow) -> str:
    """Return the offer that goes with a letter: none while selling rests for a complaint (CMP-6)."""
    return planned.offer if planned.offer and not selling_rests(shadow, due) else ""


def selling_rests(shadow: Shadow, day: str) -> str | None:
    """Return the hold of what sells on a day: a complaint is open, or was closed not long ago (CMP-6)."""
    if shadow.open_number:
        return f"complaint {shadow.open_number}"
    if day < shadow.selling_from:
        return f"complaint {shadow.selling_number} until {shadow.selling_from}"
    return None


def is_posted(channel: str) -> bool:
    """Tell whether a channel puts something into the post (FRQ-2)."""
    return channel in ("post", "handwritten")


def reach(letter: Candidate, household: Household) -> tuple[str | None, list[str]]:
    """Return the channel that is left to a letter, or None and what stops it (SUP-1, SUP-3, SUP-5, SUP-6, WIN-2)."""
    pursuit = household.pursuit
    if letter.kind == "win_back_offer" and (no := pursuit.no_offer if pursuit else "win-back ended"):
        return None, [no]
    causes = household.causes
    if household.nobody and "deceased" not in causes:
        return None, [NOBODY]
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
    """Return the plan's channel, else the first of post, e-mail and phone that is allowed and has an address.

    What is on paper already can leave by no other channel (SUP-2).
    """
    others = () if letter.printed else ("post", "e-mail", "phone")
    sells = letter.letter_class is LetterClass.SELLING
    why: list[str] = []
    for channel in dict.fromkeys((letter.channel, *others)):
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
    if complaint := _complaint_hold(letter, household.shadow, today):
        holds.append(complaint)
    if letter.kind in WIN_BACK_KINDS and household.pursuit and household.pursuit.rests:
        holds.append(household.pursuit.rests)
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


def _complaint_hold(letter: Candidate, shadow: Shadow, today: str) -> str | None:
    """Hold what would hurt while a complaint is open, and what sells or asks for a while after it (CMP-6)."""
    if letter.kind == "referral_ask":
        shadow = shadow.of_asks()
    sells = letter.letter_class is LetterClass.SELLING
    hurts = letter.letter_class is LetterClass.SURVEY or letter.kind in HELD_BY_COMPLAINT
    return selling_rests(shadow, today) if sells or (shadow.open_number and hurts) else None


def _over(days: Sequence[str], most: int, what: str) -> list[str]:
    """Hold a piece that would be one too many within 90 days (FRQ-2)."""
    if len(days) < most:
        return []
    if most == 0:
        return [f"no {what} in this shop"]
    return [f"{most} {what} in {LIMIT_DAYS} days until {_add(days[-most], LIMIT_DAYS)}"]
