"""The past of the sample: every open day the letters that the rules let go were sent, but those that still wait.

The rules of the letters' desk decide, so that no archive holds what carebook would not have sent.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import groupby
from operator import attrgetter
from random import Random

from carebook.book.book import Book
from carebook.complaints.model import Shadow
from carebook.complaints.rules import selling_waits_until
from carebook.letters.model import KINDS, PlannedKind, State
from carebook.letters.rules import Candidate, Household, Piece, class_of, decide, is_thanked, offer_for, piece_of
from carebook.letters.store import letters as letters_store
from carebook.sample import store
from carebook.sample.almanac import Almanac
from carebook.sample.store import Case, Planned, Sent
from carebook.shop import store as shop_store
from carebook.shop.model import Numbers

_BY_THE_HUNDRED = frozenset({"seasons_greeting", "newsletter", "promotion"})
"""Kinds that fall due for many on one day: Rosie signs some of them each day."""
_BATCH_DAYS = 5
_SLOW, _SLOW_DAYS = 0.03, 3
"""Now and then a letter has to wait for some days."""
_BEGUN = 0.8
"""In a big shop that much of a day's letters have left by the time that one looks."""
_CLEAR_DAYS = 8
"""Nothing else goes out for so long to someone whose letter waits this morning, so that it is not held."""
_TOLD = "told them in the shop"


@dataclass
class Past:
    """What became of the letters: those sent, and those that ended otherwise as state, day, cause and letter."""

    sent: list[Sent] = field(default_factory=list)
    ended: list[tuple[str, str, str, int]] = field(default_factory=list)


def live_through(book: Book, day: Almanac, waits: Mapping[int, str], chance: Random, *, begun_today: bool) -> Past:
    """Decide day by day what was sent until the last open day; with `begun_today` most of today's have left too."""
    past = Past()
    kinds, numbers = letters_store.planned_kinds(book.db), shop_store.numbers(book.db)
    offices = [each.isoformat() for each in day.open_between(day.began, day.today)]
    until_eve = bisect_left(offices, day.today.isoformat())
    stops, permissions, cases = store.stops(book.db), store.permissions(book.db), store.cases(book.db)
    for customer, found in groupby(store.planned(book.db, day.today), key=attrgetter("customer")):
        facts = stops.get(customer, []), permissions.get(customer, []), cases.get(customer, [])
        life = _Life(past, kinds, numbers, *facts)
        letters, waiting = list(found), waits.get(customer)
        if waiting:
            life.clear_from = (day.today - timedelta(days=_CLEAR_DAYS)).isoformat()
            letters = [one for one in letters if one.kind != waiting or _is_over(one, day.eve)]
        ready = sorted(
            (_ready(one, chance, day.eve, prompt=bool(waiting)), place, one) for place, one in enumerate(letters)
        )
        begun = not waiting and (chance.random() < _BEGUN if begun_today else _fell_due_for_all(letters, day.today))
        left = life.live([(since, one) for since, _, one in ready], offices if begun else offices[:until_eve])
        if waiting:
            past.ended += _stood_aside(left, waiting, life.clear_from, day.eve.isoformat())
    return past


def _fell_due_for_all(letters: Sequence[Planned], today: date) -> bool:
    """Tell whether one of those fell due today that Rosie has signed by the hundred before she opened."""
    return any(one.kind in _BY_THE_HUNDRED and one.due == today.isoformat() for one in letters)


def _is_over(one: Planned, day: date) -> bool:
    return one.lapses is not None and one.lapses < day.isoformat()


def _stood_aside(left: Sequence[Planned], waiting: str, since: str, eve: str) -> Iterator[tuple[str, str, str, int]]:
    """Skip what would go before the letter that waits this morning."""
    for one in left:
        kind = KINDS[one.kind]
        if kind.spaced and kind.rank <= KINDS[waiting].rank and (one.lapses is None or one.lapses >= since):
            yield "skipped", min(max(one.due, since), eve), _TOLD, one.letter


def _ready(one: Planned, chance: Random, eve: date, *, prompt: bool) -> str:
    """Return the day on which Rosie gets round to a letter: some days on, but never later than yesterday."""
    slow = chance.randrange(_BATCH_DAYS) if one.kind in _BY_THE_HUNDRED else 0
    if chance.random() < _SLOW:
        slow += _SLOW_DAYS
    if prompt or not slow:
        return one.due
    return max(one.due, min(_days_after(one.due, slow), eve.isoformat()))


@dataclass
class _Life:
    """One household through the days."""

    past: Past
    kinds: Mapping[str, PlannedKind]
    numbers: Numbers
    stops: Sequence[tuple[str, str]]
    permissions: Sequence[tuple[str, str]]
    cases: Sequence[Case]
    pieces: list[Piece] = field(default_factory=list)
    thanked: str = ""
    clear_from: str = ""
    """From this day on nothing that keeps the days between pieces goes out to them; empty: no such day."""

    def live(self, letters: Sequence[tuple[str, Planned]], offices: Sequence[str]) -> list[Planned]:
        """Go from open day to open day as long as there is something to send; return what could not be."""
        coming, at = list(reversed(letters)), 0
        waiting: dict[int, Planned] = {}
        while coming or waiting:
            if not waiting:
                at = max(at, bisect_left(offices, coming[-1][0]))
            if at >= len(offices):
                break
            day = offices[at]
            while coming and coming[-1][0] <= day:
                one = coming.pop()[1]
                waiting[one.letter] = one
            waiting = {n: one for n, one in waiting.items() if one.lapses is None or one.lapses >= day}
            for gone in list(self._go(waiting, day)):
                del waiting[gone]
            at += 1
        return [*waiting.values(), *(one for _, one in coming)]

    def _go(self, waiting: Mapping[int, Planned], day: str) -> Iterator[int]:
        """Send what may leave on a day; yield that and what never may."""
        if self.clear_from and day >= self.clear_from:
            waiting = {number: one for number, one in waiting.items() if not KINDS[one.kind].spaced}
        if not waiting:
            return
        household = self._household(next(iter(waiting.values())), day)
        candidates = [self._candidate(one, household.shadow) for one in waiting.values()]
        by_letter = {candidate.letter: candidate for candidate in candidates}
        for decision in decide(candidates, household, day, self.numbers):
            one = waiting[decision.letter]
            if decision.state in (State.DUE, State.LATE):
                self._send(one, by_letter[decision.letter], decision.channel or "post", day)
                yield decision.letter
            elif decision.suppressed:
                yield decision.letter

    def _send(self, one: Planned, candidate: Candidate, channel: str, day: str) -> None:
        if one.kind == "thank_you":
            if self.thanked and is_thanked(one.due, self.thanked):
                self.past.ended.append(("cancelled", day, "thanked already", one.letter))
                return
            self.thanked = day
        piece = piece_of(one.letter, one.kind, candidate.letter_class, channel, day)
        self.pieces.append(piece)
        printed = channel == "post"
        self.past.sent.append(Sent(one.customer, one.letter, one.kind, day, channel, piece.sells, printed))

    def _household(self, one: Planned, day: str) -> Household:
        return Household(
            causes=[cause for cause, since in self.stops if since <= day],
            permitted=[channel for channel, given in self.permissions if given <= day],
            has_post=one.has_post,
            has_email=one.has_email,
            has_phone=one.has_phone,
            quiet_from=one.quiet_from if one.quiet_from and one.quiet_from <= day else None,
            pieces=self.pieces,
            shadow=self._shadow(day),
        )

    def _shadow(self, day: str) -> Shadow:
        """Return what their complaints kept from them on a day (CMP-6)."""
        shadow = Shadow()
        for case in self.cases:
            if case.received <= day and (case.closed is None or day < case.closed):
                return Shadow(open_number=case.number)
            if case.closed is not None and case.outcome is not None and case.closed <= day:
                until = selling_waits_until(case.outcome, date.fromisoformat(case.closed), self.numbers).isoformat()
                if until > shadow.selling_from:
                    shadow = Shadow(selling_from=until, selling_number=case.number)
        return shadow

    def _candidate(self, one: Planned, shadow: Shadow) -> Candidate:
        planned = self.kinds[one.kind]
        return Candidate(
            letter=one.letter,
            kind=one.kind,
            letter_class=class_of(planned.kind, offer_for(planned, one.due, shadow), to_minor=one.to_minor),
            rank=planned.kind.rank,
            due=one.due,
            late_after=one.late_after,
            channel="handwritten" if planned.kind.handwritten else planned.channel,
            spaced=planned.kind.spaced,
            printed=False,
            snoozed_until=None,
            overridden=(),
        )


def _days_after(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()
