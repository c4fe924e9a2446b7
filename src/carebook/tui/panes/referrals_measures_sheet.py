"""What referrals bring, in lines: asking, who buys, who sends, what it is worth, what it costs (REF-7)."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from itertools import zip_longest
from typing import TypeAlias

from textual.content import Content

from carebook import money
from carebook.complaints.model import Share
from carebook.complaints.rules import percent
from carebook.days import add_months, in_words
from carebook.referrals.figures import Asking, Best, Measures, Profit, Referring, Stretch
from carebook.referrals.store.measures import best_referrers, measures, stretches
from carebook.shop.model import Shop
from carebook.tui.panes.referrals_measures_tables import best_lines, source_lines, stretch_lines
from carebook.tui.text import fitted, plain, wrapped

SIDE_BY_SIDE = 104
"""Cells from which two halves of the page stand beside each other."""
BEST_SHOWN = 8
_MONTHS = 12
_LABEL = 19
_QUIET = "$foreground-muted"
_NONE_YET = (
    "From the first person who is sent to you on, this page shows what referrals bring: how many of those you asked "
    "agreed, how many of those who came bought, beside all others, who sends you most, what it costs and what comes "
    "back. Press t and say whom you wish for and what both get; then ← to Ask, where those stand whom to ask."
)


@dataclass(frozen=True)
class Measured:
    """What referrals did in 12 months."""

    shop: Shop
    first: date
    last: date
    is_now: bool
    """Whether the 12 months run up to today."""
    measures: Measures
    best: list[Best]
    stretches: list[Stretch]

    def money(self, minor: int | Fraction) -> str:
        """Write an amount, of a mean its nearest."""
        return money.shown(round(minor), self.shop.currency, self.shop.country)


Part: TypeAlias = Callable[[Measured, int], Iterator[Content]]


def measured(db: sqlite3.Connection, shop: Shop, today: date, years_back: int) -> Measured:
    """Measure the 12 months up to today, or as many years before."""
    last = add_months(today, -_MONTHS * years_back)
    first = add_months(last, -_MONTHS) + timedelta(days=1)
    best = best_referrers(db, first, last, 0, BEST_SHOWN)
    return Measured(shop, first, last, not years_back, measures(db, first, last), best, stretches(db, today))


def laid_out(found: Measured, width: int) -> Iterator[Content]:
    """Yield the lines of the page."""
    yield from _period(found, width)
    if found.is_now and _is_empty(found.measures):
        yield from _said(_NONE_YET, min(width, 76))
        return
    if width < SIDE_BY_SIDE:
        for part in (_asking, _buying, _returning, _sending, _worth, _changes):
            yield from part(found, width)
            yield Content("")
        return
    half = width // 2
    left, right = (
        _stacked(found, half - 4, _asking, _buying, _returning),
        _stacked(found, width - half, _sending, _worth),
    )
    for one, other in zip_longest(left, right, fillvalue=Content("")):
        yield Content.assemble(one, " " * (half - one.cell_length), other)
    yield from _changes(found, width)


def _stacked(found: Measured, width: int, *parts: Part) -> Iterator[Content]:
    for part in parts:
        yield from part(found, width)
        yield Content("")


def _is_empty(found: Measures) -> bool:
    return not (found.asking.asked or found.asking.introductions or found.referring.introductions)


def _said(words: str, width: int, style: str = _QUIET) -> Iterator[Content]:
    yield from (Content.styled(line, style) for line in wrapped(words, width))


def _labelled(label: str, said: str, width: int) -> Iterator[Content]:
    label_width = min(_LABEL, width // 2)
    for place, line in enumerate(wrapped(said, width - label_width)):
        yield Content.assemble((fitted(label if place == 0 else "", label_width), _QUIET), line)


def _of(share: Share) -> str:
    """Say a share as counts, and in percent where there are enough of them."""
    if not share.of:
        return "–"
    counts, percents = f"{share.n:,} of {share.of:,}", percent(share)
    return counts if percents is None else f"{counts} · {percents} %"


def _mean(value: Fraction | None) -> str:
    return "–" if value is None else f"{float(value):.1f}"


def _period(found: Measured, width: int) -> Iterator[Content]:
    yield plain("The last 12 months" if found.is_now else "The 12 months before", "bold")
    other = "y: the 12 months before" if found.is_now else "y: the last 12 months"
    yield from _said(f"{in_words(found.first)} to {in_words(found.last)} · {other}", width)
    yield Content("")


# Asking, and who comes and buys -----------------------------------------------------------------------------


def _asking(found: Measured, width: int) -> Iterator[Content]:
    asking = found.measures.asking
    yield plain("Asking", "bold")
    yield from _labelled("asked", f"{asking.asked:,}", width)
    yield from _labelled("agreed", _answers(asking), width)
    each = f"{_mean(asking.per_ask)} introduced in the half year after it" if asking.asked else "–"
    yield from _labelled("for each ask", each, width)
    yield from _labelled("introduced in all", f"{asking.introductions:,}", width)


def _answers(asking: Asking) -> str:
    others = ((asking.later, "later"), (asking.declined, "no"), (asking.none, "no answer"))
    said = ", ".join(f"{count:,} {word}" for count, word in others if count)
    waiting = asking.asked - asking.answered
    return "; ".join(filter(None, (_of(Share(asking.agreed, asking.asked)), said, f"{waiting:,} open" * bool(waiting))))


def _buying(found: Measured, width: int) -> Iterator[Content]:
    measure = found.measures
    yield plain("Of new customers, so many have bought", "bold")
    yield from _labelled("sent to us", _of(measure.referred_leads), width)
    yield from _labelled("all others", _of(measure.other_leads), width)
    if measure.sources:
        yield Content("")
        yield from source_lines(measure.sources, found.shop, width)


# Who sends --------------------------------------------------------------------------------------------------


def _sending(found: Measured, width: int) -> Iterator[Content]:
    yield plain("Who sends you customers", "bold")
    yield from _labelled("customers who did", _customers(found.measures.referring), width)
    yield from _labelled("on average", _averages(found.measures.referring), width)
    yield Content("")
    yield plain("Who brought most", "bold")
    if found.best:
        yield from best_lines(found.best, found.shop, width)
    else:
        yield from _said("Nobody introduced anybody in this time.", width)


def _customers(referring: Referring) -> str:
    return _of(referring.share) if referring.customers else "nobody has bought yet"


def _averages(referring: Referring) -> str:
    if not referring.customers:
        return "–"
    every = f"{_mean(referring.per_customer)} introduced by every customer"
    return f"{every}, {_mean(referring.per_referrer)} by each who did" if referring.referrers else every


def _worth(found: Measured, width: int) -> Iterator[Content]:
    yield plain("What they are worth: profit of each so far", "bold")
    yield from _labelled("sent to us", _each(found, found.measures.referred), width)
    yield from _labelled("all others", _each(found, found.measures.others), width)


def _each(found: Measured, profit: Profit) -> str:
    if profit.mean is None:
        return "–"
    return f"{found.money(profit.mean)} ({profit.customers:,} {'customer' if profit.customers == 1 else 'customers'})"


# What it costs and brings back ------------------------------------------------------------------------------


def _returning(found: Measured, width: int) -> Iterator[Content]:
    measure = found.measures
    yield plain("What comes back", "bold")
    yield from _labelled("came", f"{measure.came:,} in this time; {measure.bought:,} bought for the first time", width)
    yield from _labelled("profit from them", found.money(measure.profit), width)
    parts = ((measure.rewards, "rewards"), (measure.drives, "drives"))
    of = ", ".join(f"{word} {found.money(amount)}" for amount, word in parts if amount)
    yield from _labelled("cost", f"{found.money(measure.cost)} ({of})" if of else "nothing", width)
    yield from _labelled("return", _return(found), width)


def _return(found: Measured) -> str:
    """Say the return in percent, and what each unit spent brought."""
    pays = found.measures.pays
    if pays is None:
        return "–"
    unit = 10 ** money.decimals(found.shop.currency)
    each = f"each {found.money(unit)} spent brought {found.money((pays + 1) * unit)} of profit"
    return f"{round(pays * 100):,} %: {each}"


def _changes(found: Measured, width: int) -> Iterator[Content]:
    if len(found.stretches) > 1:
        yield plain("What a change in the reward did", "bold")
        yield from stretch_lines(found.stretches, found.shop, width)
