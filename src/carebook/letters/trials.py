"""Two texts tried against each other: what can be said of them by now, with its uncertainty."""

from __future__ import annotations

from hashlib import blake2b
from math import sqrt
from typing import Literal, NamedTuple

FEWEST = 10
"""Below so many pieces an arm there is nothing to compare."""
_Z = 1.959964
"""The limits hold 19 times out of 20."""


def arm_of(trial_id: int, customer_id: int) -> Literal["a", "b"]:
    """Return with which text a trial writes to a customer: always the same one, to about half of them each."""
    drawn = blake2b(f"{trial_id}:{customer_id}".encode(), digest_size=1).digest()[0]
    return "b" if drawn % 2 else "a"


class Counts(NamedTuple):
    """What came back on one of the two texts."""

    sent: int
    positive: int
    answered: int


class Interval(NamedTuple):
    """A share, or a difference of two, with its limits."""

    value: float
    low: float
    high: float


def wilson(hits: int, of: int) -> Interval:
    """Return a share with its 95 % limits, by Wilson's score."""
    share, spread = hits / of, _Z * _Z / of
    middle = (share + spread / 2) / (1 + spread)
    half = _Z * sqrt(share * (1 - share) / of + spread / (4 * of)) / (1 + spread)
    return Interval(share, max(0.0, middle - half), min(1.0, middle + half))


def difference(hits_a: int, of_a: int, hits_b: int, of_b: int) -> Interval:
    """Return by how much the share of b is above that of a, with its 95 % limits by Newcombe's hybrid score."""
    a, b = wilson(hits_a, of_a), wilson(hits_b, of_b)
    gap = b.value - a.value
    low = gap - sqrt((b.value - b.low) ** 2 + (a.high - a.value) ** 2)
    high = gap + sqrt((b.high - b.value) ** 2 + (a.value - a.low) ** 2)
    return Interval(gap, low, high)


def verdict(a: Counts, b: Counts) -> str:
    """Say which of two texts does better, and how sure that is.

    Glad answers decide; where no answer is marked as one, as with survey sheets, all answers do.
    """
    if min(a.sent, b.sent) < FEWEST:
        return f"Too few to say: {a.sent} sent with A, {b.sent} with B. With {FEWEST} of each it can be compared."
    glad = bool(a.positive or b.positive)
    hits_a, hits_b = (a.positive, b.positive) if glad else (a.answered, b.answered)
    gap = difference(hits_a, a.sent, hits_b, b.sent)
    what = "Glad answers" if glad else "Answers"
    counted = f"{what}: A {_share(hits_a, a.sent)}, B {_share(hits_b, b.sent)}"
    if gap.low <= 0 <= gap.high:
        span = f"B may be anything from {_points(-gap.low)} worse to {_points(gap.high)} better"
        return f"Too early to say which is better. {counted}: {span}."
    better, low, high = ("B", gap.low, gap.high) if gap.low > 0 else ("A", -gap.high, -gap.low)
    by = _points(abs(gap.value))
    return f"{better} is better by {by}, somewhere from {_figure(low)} to {_points(high)}. {counted}."


def _share(hits: int, of: int) -> str:
    return f"{hits} of {of} ({100 * hits / of:.0f} %)"


def _figure(share: float) -> str:
    return f"{abs(100 * share):.1f}"


def _points(share: float) -> str:
    return f"{_figure(share)} points"
