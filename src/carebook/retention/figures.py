"""What the whole shop's buying says: concentration, tiers and what they share, months, cohorts, and who leaves."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from heapq import nlargest
from typing import NamedTuple

from carebook.complaints.model import Share
from carebook.retention.model import Churn, Reason, Tier

MONTHS = 24
"""So many months of sales are told, the running one last."""
POINTS = 100
"""Into so many equal parts customers are laid for the curve of concentration."""
LEAST_SHARED, LEAST_PART = 3, 0.1
"""What fewer of a tier have, or a smaller part of it, is nothing that they have in common."""
BEYOND_CHANCE, TIMES_AS_MANY = 2.0, 1.2
"""So many standard errors, and so many times, above what all have stands out."""
THINGS = ("persona", "source", "product", "channel")
MOST_TRAITS = 2
"""So many values of one thing are told of a tier."""


class TierSum(NamedTuple):
    """The customers of a tier, and their profit of the last 24 months in minor units (VAL-3)."""

    customers: int
    profit: int


@dataclass(frozen=True)
class KeptFigures:
    """What the kept figures of everyone's buying say; money in minor units."""

    curve: tuple[float, ...]
    """The share of profit that each further hundredth of customers adds up to, the best first (VAL-3)."""
    tiers: Mapping[Tier | None, TierSum]
    """None are the customers who brought no profit in 24 months."""
    past: int
    """The profit of all that was ever sold (VAL-2)."""
    expected: int
    """What everyone together is expected to bring from now on (VAL-2)."""
    stayed: Share
    """Of the customers who bought in the 12 months before the last, those who bought in the last: yearly retention."""


class Trait(NamedTuple):
    """What more customers of a tier have in common than of all who buy (VAL-3)."""

    what: str
    """One of THINGS."""
    value: str
    in_tier: Share
    in_all: Share


class Cohort(NamedTuple):
    """The customers who first bought in one year, and how many of them bought in it and each year after."""

    year: int
    customers: int
    bought: Mapping[int, int]


@dataclass(frozen=True)
class SalesFigures:
    """What only the sales themselves can say; money in minor units."""

    months: Sequence[tuple[date, int]]
    """The first day of each month and what was taken in it, money given back subtracted."""
    cohorts: Sequence[Cohort]
    traits: Mapping[Tier, Sequence[Trait]]


class Loss(NamedTuple):
    """How many are lost in one of the three ways, and what that costs a year in minor units (CHN-1)."""

    customers: int
    recently: int
    """Of them, in the last 12 months."""
    a_year: int


@dataclass(frozen=True)
class Losses:
    """What leaves, what came back, and why (CHN-1, CHN-2)."""

    lost: Mapping[Churn, Loss]
    won_back: Loss
    """The customers won back; what they brought a year before."""
    reasons: Mapping[Reason, int] = field(default_factory=dict)
    """How many customers left for each reason, each customer by the newest that is known."""


def concentration(profits: Sequence[int]) -> tuple[float, ...]:
    """Return the share of all profit that the best 0, 1 … 100 % of customers bring; `profits` are the best first."""
    total = sum(profits)
    if total <= 0:
        return ()
    sums = [0]
    for profit in profits:
        sums.append(sums[-1] + profit)
    points = []
    for place in range(POINTS + 1):
        whole, part = divmod(place * len(profits), POINTS)
        begun = profits[whole] * part / POINTS if part else 0
        points.append((sums[whole] + begun) / total)
    return tuple(points)


def above_chance(in_tier: Share, in_all: Share) -> float:
    """Return by how many standard errors a tier has more of something than everyone has (VAL-3)."""
    expected = in_all.n / in_all.of
    others = max(in_all.of - in_tier.of, 0) / max(in_all.of - 1, 1)
    error = math.sqrt(in_tier.of * expected * (1 - expected) * others)
    return (in_tier.n - in_tier.of * expected) / error if error else 0.0


Counts = Mapping[tuple[Tier | None, str, str], int]
"""How many customers of a tier have a value of something: tier, what, value."""


def in_common(counts: Counts, sizes: Mapping[Tier | None, int]) -> dict[Tier, list[Trait]]:
    """Return what each tier has in common: of each thing the values that stand out most, if any do (VAL-3)."""
    everyone = sum(sizes.values())
    in_all: Counter[tuple[str, str]] = Counter()
    for (_, what, value), count in counts.items():
        in_all[what, value] += count
    found: dict[tuple[Tier, str], list[tuple[float, Trait]]] = {}
    for (tier, what, value), count in counts.items():
        if tier is None:
            continue
        trait = Trait(what, value, Share(count, sizes[tier]), Share(in_all[what, value], everyone))
        if _stands_out(trait):
            found.setdefault((tier, what), []).append((above_chance(trait.in_tier, trait.in_all), trait))
    most = {key: nlargest(MOST_TRAITS, traits) for key, traits in found.items()}
    return {tier: [trait for what in THINGS for _, trait in most.get((tier, what), [])] for tier in Tier}


def _stands_out(trait: Trait) -> bool:
    part, all_of_it = (share.n / share.of for share in (trait.in_tier, trait.in_all))
    enough = trait.in_tier.n >= LEAST_SHARED and part >= max(LEAST_PART, TIMES_AS_MANY * all_of_it)
    return enough and above_chance(trait.in_tier, trait.in_all) >= BEYOND_CHANCE
