"""What referrals bring, in lines: asking, who buys, who sends, what it is worth, what it costs (REF-7)."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from textual.content import Content

from carebook import money
from carebook.complaints.model import Share
from carebook.days import add_months, in_words
from carebook.referrals.figures import Asking, Best, Measures, Profit, Referring, Stretch
from carebook.referrals.store.measures import best_referrers, measures, stretches
from carebook.shop.model import Shop
from carebook.tui.panes.figures import counted, labelled, prose, side_by_side, stacked
from carebook.tui.panes.referrals_measures_tables import alike, best_lines, source_lines, stretch_lines
from carebook.tui.text import plain

SIDE_BY_SIDE = 104
"""Cells from which two halves of the page stand beside each other."""
BEST_SHOWN = 8
_MONTHS = 12
_LABEL = 19
_NONE_YET = (
    "From the first person who is sent to you on, this page shows what referrals bring: how many of those you asked "
    "agreed, how many of those who came bought, beside all others, who sends you most, what it costs and what comes "
    "back. Press t and say whom you wish for and what both get. Whom to ask stands in the view Ask: ← turns to it, "
    "or type “ask list” after ctrl+p."
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
        yield from prose(_NONE_YET, min(width, 76))
        return
    if width < SIDE_BY_SIDE:
        yield from stacked(found, width, _asking, _buying, _returning, _sending, _worth, _changes)
        return
    half = width // 2
    left = stacked(found, half - 4, _asking, _buying, _returning)
    right = stacked(found, width - half, _sending, _worth)
    yield from side_by_side(left, right, half)
    yield from _changes(found, width)


def _is_empty(found: Measures) -> bool:
    return not (found.asking.asked or found.asking.introductions or found.referring.introductions)


def _mean(value: Fraction | None) -> str:
    return "–" if value is None else f"{float(value):.1f}"


def _period(found: Measured, width: int) -> Iterator[Content]:
    yield plain("The last 12 months" if found.is_now else "The 12 months before", "bold")
    other = "y: the 12 months before" if found.is_now else "y: the last 12 months"
    yield from prose(f"{in_words(found.first)} to {in_words(found.last)} · {other}", width)
    yield Content("")


# Asking, and who comes and buys -----------------------------------------------------------------------------


def _asking(found: Measured, width: int) -> Iterator[Content]:
    asking = found.measures.asking
    yield plain("Asking, in these 12 months", "bold")
    yield from labelled("asked", f"{asking.asked:,}", width, _LABEL)
    yield from labelled("agreed", _answers(asking), width, _LABEL)
    each = f"{_mean(asking.per_ask)} introduced in the half year after it" if asking.asked else "–"
    yield from labelled("for each ask", each, width, _LABEL)
    yield from labelled("all introduced", f"{asking.introductions:,}", width, _LABEL)


def _answers(asking: Asking) -> str:
    others = ((asking.later, "later"), (asking.declined, "no"), (asking.none, "no answer"))
    said = ", ".join(f"{count:,} {word}" for count, word in others if count)
    waiting = asking.asked - asking.answered
    agreed = counted(Share(asking.agreed, asking.asked))
    return "; ".join(filter(None, (agreed, said, f"{waiting:,} open" if waiting else "")))


def _buying(found: Measured, width: int) -> Iterator[Content]:
    measure = found.measures
    yield plain("New customers of these 12 months: so many have bought", "bold")
    sent, others = alike([measure.referred_leads, measure.other_leads])
    yield from labelled("sent to us", sent, width, _LABEL)
    yield from labelled("all others", others, width, _LABEL)
    if measure.sources:
        yield Content("")
        yield from source_lines(measure.sources, found.shop, width)


# Who sends --------------------------------------------------------------------------------------------------


def _sending(found: Measured, width: int) -> Iterator[Content]:
    yield plain("Who sends you customers, in all", "bold")
    yield from labelled("customers who did", _customers(found.measures.referring), width, _LABEL)
    yield from labelled("on average", _averages(found.measures.referring), width, _LABEL)
    yield Content("")
    yield plain("Who brought most, in these 12 months", "bold")
    if found.best:
        yield from best_lines(found.best, found.shop, width)
    else:
        yield from prose("Nobody introduced anybody in this time.", width)


def _customers(referring: Referring) -> str:
    return counted(referring.share) if referring.customers else "nobody has bought yet"


def _averages(referring: Referring) -> str:
    if not referring.customers:
        return "–"
    every = f"{_mean(referring.per_customer)} introduced by every customer"
    return f"{every}, {_mean(referring.per_referrer)} by each who did" if referring.referrers else every


def _worth(found: Measured, width: int) -> Iterator[Content]:
    yield plain("What each is worth: profit in all", "bold")
    yield from labelled("sent to us", _each(found, found.measures.referred), width, _LABEL)
    yield from labelled("all others", _each(found, found.measures.others), width, _LABEL)


def _each(found: Measured, profit: Profit) -> str:
    if profit.mean is None:
        return "–"
    return f"{found.money(profit.mean)} ({profit.customers:,} {'customer' if profit.customers == 1 else 'customers'})"


# What it costs and brings back ------------------------------------------------------------------------------


def _returning(found: Measured, width: int) -> Iterator[Content]:
    measure = found.measures
    yield plain("What comes back, in these 12 months", "bold")
    earlier = ", some of them named before" if measure.bought > measure.came else ""
    bought = f"{measure.bought:,} bought for the first time{earlier}"
    yield from labelled("came", f"{measure.came:,}; {bought}", width, _LABEL)
    yield from labelled("profit in all", f"{found.money(measure.profit)} from those who came", width, _LABEL)
    parts = ((measure.rewards, "rewards"), (measure.drives, "drives"))
    of = ", ".join(f"{word} {found.money(amount)}" for amount, word in parts if amount)
    yield from labelled("cost", f"{found.money(measure.cost)} ({of})" if of else "nothing", width, _LABEL)
    yield from labelled("return", _return(found), width, _LABEL)


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
