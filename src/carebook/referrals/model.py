"""Referrals as they are read; money is in minor units of the shop's currency."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from fractions import Fraction


class Stage(StrEnum):
    """How far a referral has come (REF-1)."""

    INTRODUCED = "introduced"
    IN_CONTACT = "in contact"
    BOUGHT = "bought"
    NOT_NOW = "not now"


class RewardKind(StrEnum):
    """What a reward is (REF-3)."""

    VOUCHER = "voucher"
    MONEY = "money"
    GIFT = "gift"
    DISCOUNT = "discount"
    DONATION = "donation"


class ForWhom(StrEnum):
    """Which of the two a reward is for."""

    REFERRER = "referrer"
    INTRODUCED = "introduced"


class MomentKind(StrEnum):
    """What makes it a good moment to ask (REF-2)."""

    PRAISE = "praise"
    EXTRA_SERVICE = "extra service"


class Answer(StrEnum):
    """What somebody said who was asked for a referral."""

    AGREED = "agreed"
    LATER = "later"
    DECLINED = "declined"
    NONE = "none"


class Referral(NamedTuple):
    """Somebody whom a customer or a partner told of us (REF-1)."""

    id: int
    external_id: str | None
    customer_id: int
    """The referrer."""
    introduced: str
    """What the introduced person is called: all that is kept until they come themselves (REF-1)."""
    referred_id: int | None
    """Their own record, once they are in contact."""
    introduced_on: date
    contact_on: date | None
    not_now_on: date | None
    counts: bool
    """Whether this referrer is the one who counts: the first named, unless that was put right."""
    thanked_on: date | None
    thanked_by: str | None
    note: str
    entered_on: date
    bought_on: date | None
    """Their first purchase since they were introduced."""

    @property
    def stage(self) -> Stage:
        """How far it has come; who buys after a "not now" has bought."""
        if self.bought_on:
            return Stage.BOUGHT
        if self.not_now_on:
            return Stage.NOT_NOW
        return Stage.IN_CONTACT if self.contact_on else Stage.INTRODUCED


class Given(NamedTuple):
    """What one of the two gets for a referral (REF-3)."""

    kind: str
    what: str
    """What it is in the owner's words; may be empty."""
    amount: int
    """What it costs the shop."""


class Reward(NamedTuple):
    """What was promised for a referral, apart from thanks (REF-3)."""

    id: int
    referral_id: int
    customer_id: int
    """The referrer, whoever it is for."""
    for_whom: str
    kind: str
    what: str
    amount: int
    """What it costs the shop."""
    promised_on: date
    paid_on: date | None
    waived_on: date | None
    ending: str
    """How it was handed over, or why there is none."""

    @property
    def given(self) -> Given:
        """What somebody gets."""
        return Given(self.kind, self.what, self.amount)


class Step(NamedTuple):
    """One line of a referral's diary."""

    id: int
    referral_id: int
    customer_id: int
    step: str
    on_day: date
    by_channel: str | None
    what: str


class Ask(NamedTuple):
    """Asking a customer whom else we could help."""

    id: int
    customer_id: int
    wanted_on: date
    by_channel: str
    asked_on: date | None
    """By letter the day on which it left; None: it has not."""
    answer: str | None
    answered_on: date | None
    again_on: date | None
    """For "later": the day on which they wish to be asked again."""
    note: str


class Moment(NamedTuple):
    """Praise that we heard, or an extra service that we gave (REF-2)."""

    id: int
    customer_id: int
    kind: str
    on_day: date
    what: str


class Terms(NamedTuple):
    """Whom we wish for, and what both get for a referral, from a day on; `kind` None: nothing."""

    id: int
    since: date
    who_fits: str
    """Whom we can help best, for the letter and the cards."""
    what_to_say: str
    """What a customer may say of us."""
    referrer_kind: str | None
    referrer_what: str
    referrer_amount: int
    introduced_kind: str | None
    introduced_what: str
    introduced_amount: int

    def given(self, who: ForWhom) -> Given | None:
        """Return what one of the two gets; None: nothing."""
        if who is ForWhom.REFERRER:
            kind, what, amount = self.referrer_kind, self.referrer_what, self.referrer_amount
        else:
            kind, what, amount = self.introduced_kind, self.introduced_what, self.introduced_amount
        return Given(kind, what, amount) if kind else None


class Partner(NamedTuple):
    """A vendor or another business that introduces its customers; its record is a customer's."""

    id: int
    customer_id: int
    trade: str
    agreed: str
    since: date
    ended_on: date | None


class PassedOn(NamedTuple):
    """Somebody whom we sent to a partner: the give of give and take."""

    id: int
    customer_id: int
    name: str
    on_day: date
    note: str


class Drive(NamedTuple):
    """A referral drive: some weeks with a target over the introductions that came without it (REF-6)."""

    id: int
    name: str
    starts_on: date
    weeks: int
    target_percent: int
    baseline: int
    """Introductions in as many weeks before it."""
    cost: int
    """What it cost beside the rewards."""
    plan: str
    half_time_on: date | None
    """The day on which its half-time was looked at, and what was done about it."""
    half_time: str
    closed_on: date | None
    learned: str

    @property
    def ends_on(self) -> date:
        """Its last day."""
        return self.starts_on + timedelta(days=7 * self.weeks - 1)

    @property
    def first_half_ends(self) -> date:
        """The last day of its first half."""
        return self.half_time_day - timedelta(days=1)

    @property
    def half_time_day(self) -> date:
        """The first day of its second half."""
        return self.starts_on + timedelta(days=(7 * self.weeks + 1) // 2)

    @property
    def target(self) -> Fraction:
        """The introductions that it aims for: 20 and 10 % make 22 (REF-6)."""
        from fractions import Fraction

        return Fraction(self.baseline * (100 + self.target_percent), 100)


class Candidate(NamedTuple):
    """What is known of a customer when the question is whether to ask them (REF-2); days as ISO text, "" for none."""

    customer_id: int
    customer: str
    since: str
    """The account day."""
    sales: int
    tier: str | None
    happy_on: str
    """When they were last fully satisfied, would surely recommend us, or praised us."""
    praised_on: str
    served_on: str
    """When they last had an extra service."""
    stops: str
    """Their suppressions, with commas between."""
    quiet_from: str
    open_case: str
    """The number of a complaint that is open."""
    asking_from: str
    """The first day on which their complaints let us ask again (CMP-6)."""
    asked_on: str
    again_on: str
    """The day on which they wished to be asked again, where that was their last answer."""
    under_way: str
    """The day on which a letter that asks them was wanted and has not left."""
