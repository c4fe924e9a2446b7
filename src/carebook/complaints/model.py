"""Complaints as they are read: a case, its steps, what was done about it, and what the desk owes the customer."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import NamedTuple

from carebook.customers.model import Channel


class Stage(StrEnum):
    """How far a case has come; follows from its days and is never stored."""

    RECEIVED = "received"
    ACKNOWLEDGED = "acknowledged"
    ASKED = "remedy asked"
    PROPOSED = "proposed"
    AGREED = "agreed"
    PUT_RIGHT = "put right"
    FOLLOWED_UP = "followed up"
    REFUSED = "refused"
    CLOSED = "closed"


class Outcome(StrEnum):
    """How a case ended."""

    RECOVERED = "recovered"
    UNRECOVERED = "unrecovered"
    NO_ANSWER = "no answer"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class Severity(StrEnum):
    """How much it weighs; a reopened case is urgent."""

    SMALL = "small"
    SERIOUS = "serious"
    URGENT = "urgent"


class Loss(StrEnum):
    """What the customer lost, which the remedy should match (CMP-3)."""

    MONEY = "money"
    GOODS = "goods"
    SERVICE = "service"
    ATTENTION = "attention"


class StepName(StrEnum):
    """What was done in a case, in its diary."""

    RECEIVED = "received"
    ACKNOWLEDGED = "acknowledged"
    ASKED = "asked"
    PROPOSED = "proposed"
    AGREED = "agreed"
    PUT_RIGHT = "put right"
    FOLLOWED_UP = "followed up"
    CLOSED = "closed"
    REFUSED = "refused"
    REOPENED = "reopened"
    PROGRESS = "progress"


class Part(StrEnum):
    """What restores the loss, and what is given beyond it (CMP-3, CMP-4)."""

    CORE = "core"
    BONUS = "bonus"


CORE_REMEDIES: dict[str, tuple[Loss, ...]] = {
    "refund": (Loss.MONEY,),
    "discount": (Loss.MONEY,),
    "replacement": (Loss.GOODS,),
    "repair": (Loss.GOODS,),
    "redo": (Loss.SERVICE,),
    "apology in person": (Loss.ATTENTION,),
}
"""The core remedies, each with the losses that it matches (CMP-3)."""

BONUSES: dict[str, tuple[Loss, ...]] = {
    "a small gift": (Loss.GOODS, Loss.ATTENTION),
    "a voucher": (Loss.MONEY,),
    "free delivery": (Loss.GOODS, Loss.SERVICE),
    "an hour of our time": (Loss.SERVICE, Loss.ATTENTION),
    "a handwritten note": (Loss.ATTENTION,),
}
"""What is given on top, as our own wish (CMP-4)."""

AT_ONCE = (Channel.PHONE, Channel.EMAIL, Channel.TEXT, Channel.IN_PERSON)
"""The ways to acknowledge a case without its letter (CMP-1)."""

LEFT_TO_US = "leaves it to us"
"""The answer of a customer who names no remedy (CMP-2)."""


class Complaint(NamedTuple):
    """One case. Its days are those of the case as it stands: a reopened one begins anew, its diary has the rest."""

    id: int
    external_id: str | None
    number: str
    """The case number that the customer is told: the year and how-manieth of it, such as 2026-014."""
    customer_id: int
    received_on: date
    via: str
    sale_id: int | None
    product: str
    summary: str
    """What went wrong in a few words of ours, as it stands in letters and lists."""
    words: str
    """What the customer said, in their own words."""
    severity: str
    loss: str | None
    category_id: int | None
    handler: str
    """Who handles it (CMP-1)."""
    acknowledged_on: date | None
    acknowledged_by: str | None
    """The channel of the acknowledgement."""
    answer_by: date | None
    """The day by which we said that a proposal comes."""
    asked_on: date | None
    remedy_sought: str
    """The answer to "what would put this right for you?" (CMP-2)."""
    proposed_on: date | None
    agreed_on: date | None
    promised_on: date | None
    """The day by which we promised to have it put right."""
    what_happened: str
    """The short explanation, for the adjustment letter."""
    put_right_on: date | None
    asked_again_on: date | None
    """The day on which we asked "is it right now?" and had no answer yet."""
    followed_up_on: date | None
    followed_up_by: str | None
    is_right: bool
    satisfaction: int | None
    """1 to 5, from the follow-up (CMP-5)."""
    refused_on: date | None
    refusal_reason: str
    refusal_alternative: str
    approved_by: str
    closed_on: date | None
    outcome: str | None
    root_cause_id: int | None
    what_changed: str
    reopened: int
    """How often it was reopened."""
    reopened_on: date | None
    entered_on: date

    @property
    def stage(self) -> Stage:
        """How far the case has come."""
        reached = (
            (self.closed_on, Stage.CLOSED),
            (self.refused_on, Stage.REFUSED),
            (self.followed_up_on, Stage.FOLLOWED_UP),
            (self.put_right_on, Stage.PUT_RIGHT),
            (self.agreed_on, Stage.AGREED),
            (self.proposed_on, Stage.PROPOSED),
            (self.asked_on, Stage.ASKED),
            (self.acknowledged_on, Stage.ACKNOWLEDGED),
        )
        return next((stage for day, stage in reached if day is not None), Stage.RECEIVED)

    @property
    def title(self) -> str:
        """What it is about in a few words: ours, else the beginning of the customer's."""
        return self.summary or self.words.split("\n", 1)[0]

    @property
    def begun_on(self) -> date:
        """The day from which its clocks run: received, or reopened."""
        return self.reopened_on or self.received_on


class Step(NamedTuple):
    """One entry in the diary of a case."""

    id: int
    complaint_id: int
    customer_id: int
    step: str
    on_day: date
    by_channel: str | None
    who: str
    what: str


class Remedy(NamedTuple):
    """What was offered: `cost` in minor units."""

    id: int
    complaint_id: int
    customer_id: int
    part: str
    kind: str
    what: str
    cost: int
    offered_on: date


class Label(NamedTuple):
    """A category or a root cause, as the shop calls it; a retired one is kept for the cases that have it."""

    id: int
    list: str
    name: str
    retired: bool


class Shadow(NamedTuple):
    """What a customer's complaints keep from them (CMP-6); days as ISO text, empty where nothing waits."""

    open_number: str | None = None
    """The number of the oldest case that is open."""
    selling_from: str = ""
    """The first day on which a letter may sell again."""
    selling_number: str | None = None
    """The case for which it waits."""
    asking_from: str = ""
    """The first day on which a referral may be asked for again."""
    asking_number: str | None = None
    """The case for which that waits."""

    def of_asks(self) -> Shadow:
        """Return the shadow on what sells and asks for a referral too, which mostly waits longer."""
        if self.asking_from <= self.selling_from:
            return self
        return self._replace(selling_from=self.asking_from, selling_number=self.asking_number)


class Duty(NamedTuple):
    """One thing that the desk owes a customer."""

    case: Complaint
    kind: str
    """acknowledge, ask, propose, put_right, follow_up or progress."""
    to_do: str
    """The same for the screen, such as "Is it right now?"."""
    due: date
    by: date


class Share(NamedTuple):
    """So many of so many; few of them are shown as counts, not as percent (CMP-9)."""

    n: int
    of: int


class Figure(NamedTuple):
    """A mean or a median, and how many cases or answers it comes from; None where there are none."""

    value: float | None
    n: int


class Measured(NamedTuple):
    """The days of one case that its period is measured by."""

    customer_id: int
    received_on: date
    acknowledged_on: date | None
    first_proposed_on: date | None
    """From the diary: a case that began anew keeps its first proposal there."""
    put_right_on: date | None
    satisfaction: int | None
    closed_on: date | None
    outcome: str | None
    bought_on: date | None
    """The customer's first purchase after the case was closed."""


class Measures(NamedTuple):
    """How the cases of a period went (CMP-9); money in minor units."""

    cases: int
    acknowledged: Share
    """On time, of those whose time has come."""
    days_to_propose: Figure
    """The median of days from the complaint to its first proposal."""
    days_to_put_right: Figure
    """The median of days from the complaint to its being put right, for the last time where it was more than once."""
    at_first_contact: Share
    """Put right on the day of the complaint, of all cases."""
    satisfaction: Figure
    """The mean of 1 to 5 after it was put right."""
    recovered: Share
    """Closed as recovered, of all that are closed."""
    bought_after_recovery: Share
    """Bought again within 12 months of a recovered case's end, or so far, of those cases."""
    bought_after_other_close: Share
    """The same of cases that ended otherwise, to set beside it."""
    remedies: int
    """The cost of core remedies that were agreed."""
    bonuses: int
    """The cost of what was given on top of them."""
    sales: int
    """Sales in the period, refunds left out."""

    @property
    def per_100_sales(self) -> float | None:
        """Complaints per 100 sales; None without a sale."""
        return self.cases * 100 / self.sales if self.sales else None


class Bar(NamedTuple):
    """What so many complaints were about."""

    name: str
    cases: int


class Concerned(NamedTuple):
    """A case that shares its root cause with others, and whose it is."""

    root_cause: str
    complaint_id: int
    number: str
    customer_id: int
    customer: str
    received_on: date


class Alert(NamedTuple):
    """A root cause that keeps coming back (CMP-7), with its cases, oldest first."""

    root_cause: str
    cases: list[Concerned]
