"""What referrals come to: the measures of a period, and of each change in reward; money in minor units."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from carebook.complaints.model import Share
from carebook.referrals import rules
from carebook.referrals.model import Terms


class Asking(NamedTuple):
    """The asks of a period and what was said to them, as it stands."""

    asked: int
    agreed: int
    later: int
    declined: int
    none: int
    introductions: int
    """All that came in the period, asked for or not."""
    after_an_ask: int
    """Of them, those whose referrer had been asked in the 180 days before."""

    @property
    def answered(self) -> int:
        """How many asks have an answer; that nothing was said is one."""
        return self.agreed + self.later + self.declined + self.none

    @property
    def per_ask(self) -> Fraction | None:
        """Introductions per ask."""
        return rules.ratio(self.after_an_ask, self.asked)


class Source(NamedTuple):
    """Where new customers of a period came from: of so many, how many have bought, and their profit."""

    name: str
    """Empty where nobody asked them (REF-5)."""
    bought: Share
    profit: int


class Referring(NamedTuple):
    """How many customers recommend us; customers are those who ever bought."""

    customers: int
    referrers: int
    introductions: int

    @property
    def share(self) -> Share:
        """The customers who introduced somebody."""
        return Share(self.referrers, self.customers)

    @property
    def per_customer(self) -> Fraction | None:
        """Average introductions per customer."""
        return rules.ratio(self.introductions, self.customers)

    @property
    def per_referrer(self) -> Fraction | None:
        """Average introductions of those who introduced anybody."""
        return rules.ratio(self.introductions, self.referrers)


class Profit(NamedTuple):
    """What customers who bought brought in all their time with us."""

    customers: int
    profit: int

    @property
    def mean(self) -> Fraction | None:
        """Profit per customer."""
        return rules.ratio(self.profit, self.customers)


@dataclass(frozen=True)
class Measures:
    """What referrals did in a period (REF-7)."""

    asking: Asking
    came: int
    """The introduced who came to us in it."""
    bought: int
    """The introduced whose first purchase was in it."""
    referred_leads: Share
    """Of the new customers who were introduced, those who have bought."""
    other_leads: Share
    sources: list[Source]
    """Where all of them came from, the most profit first."""
    referring: Referring
    referred: Profit
    others: Profit
    rewards: int
    """What was paid in rewards."""
    drives: int
    """What the drives that ended in it cost beside the rewards."""
    profit: int
    """What the introduced who came in it have brought."""

    @property
    def cost(self) -> int:
        """What the referrals of the period cost."""
        return self.rewards + self.drives

    @property
    def pays(self) -> Fraction | None:
        """The return: 648 of profit and 160 of cost make 305 %; None where nothing was spent."""
        return rules.return_on(self.profit, self.cost)


class Best(NamedTuple):
    """A referrer: whom they introduced, and what those brought, which is no part of what they brought themselves."""

    customer_id: int
    name: str
    introduced: int
    bought: int
    brought: int
    """The profit of those whom they introduced themselves."""
    own: int
    is_partner: bool


class Stretch(NamedTuple):
    """Some days, such as those in which the rewards were the same, and what their introductions came to (REF-7)."""

    terms: Terms | None
    """The first terms with these rewards; None before there were any, and for days that are no terms' own."""
    first: date
    last: date
    introduced: int
    bought: int
    cost: int
    """The rewards that were paid for them."""
    profit: int

    @property
    def weeks(self) -> Fraction:
        """Its length."""
        return Fraction((self.last - self.first).days + 1, 7)

    @property
    def per_week(self) -> Fraction:
        """Introductions per week."""
        return self.introduced / self.weeks

    @property
    def conversion(self) -> Share:
        """Of those who were introduced in it, those who have bought."""
        return Share(self.bought, self.introduced)

    @property
    def pays(self) -> Fraction | None:
        """The return; None where nothing was spent."""
        return rules.return_on(self.profit, self.cost)
