"""Customers as they are read."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import NamedTuple


class Channel(StrEnum):
    """A way to reach a customer."""

    POST = "post"
    HANDWRITTEN = "handwritten"
    EMAIL = "e-mail"
    PHONE = "phone"
    TEXT = "text"
    IN_PERSON = "in person"


class Cause(StrEnum):
    """A lasting stop, as the book keeps it (docs/rules.md, Who may be written to)."""

    DECEASED = "deceased"
    DO_NOT_CONTACT = "do-not-contact"
    NO_MARKETING = "no-marketing"
    NO_POST = "no-post"
    NO_EMAIL = "no-e-mail"
    NO_PHONE = "no-phone"
    NO_TEXT = "no-text"
    GONE_AWAY = "gone-away"


class Response(StrEnum):
    """What came back from a contact."""

    POSITIVE = "positive"
    NEGATIVE = "negative"
    NONE = "none"
    LATER = "later"
    RETURNED = "returned"


class Stage(StrEnum):
    """How far a customer is on the way to buying."""

    AWARENESS = "awareness"
    RESEARCH = "research"
    COMPARISON = "comparison"
    PURCHASE = "purchase"


class Line(NamedTuple):
    """A customer in a list: `taken` is money in minor units, refunds subtracted."""

    id: int
    external_id: str | None
    name: str
    place: str
    last_sale_on: str | None
    sales: int
    taken: int
    stopped: str
    """The suppressions that stand, in words; empty for most."""


class Customer(NamedTuple):
    """One customer record: a person, a household or a business."""

    id: int
    external_id: str | None
    kind: str
    name: str
    given_name: str
    family_name: str
    called: str
    company: str
    addressee: str
    salutation: str
    email: str
    phone: str
    mobile: str
    address1: str
    address2: str
    city: str
    region: str
    postcode: str
    country: str
    language: str
    opened_on: date | None
    source: str
    persona: str
    note: str
    quiet_from: date | None
    entered_on: date
    first_sale_on: date | None
    last_sale_on: date | None
    sales: int
    taken: int
    stage: str | None = None
    """How far they are on the way to buying, as one of `Stage`; None: not known."""


class Member(NamedTuple):
    """A person or pet inside a household or business."""

    id: int
    customer_id: int
    name: str
    called: str
    role: str
    minor: bool
    died_on: date | None
    note: str


class Occasion(NamedTuple):
    """A dated thing that comes back every year; `year` only if it is known."""

    id: int
    customer_id: int
    member_id: int | None
    kind: str
    label: str
    month: int
    day: int
    year: int | None
    leap: str | None
    """Where 29 February falls in common years: "feb" (28th), "mar" (1st), or None for the shop's rule."""
    lead: int | None = None
    """Days before it on which its letter may leave, or the owner is reminded; None: as the plan has it."""


class Sale(NamedTuple):
    """Money taken (or, negative, given back) on a day; amounts in minor units of the shop's currency."""

    id: int
    external_id: str | None
    customer_id: int
    sold_on: date
    product: str
    quantity: str
    amount: int
    cost: int | None
    refund_of: int | None
    gift_reveal_on: date | None
    note: str


class Contact(NamedTuple):
    """One touch with a customer, either way."""

    id: int
    customer_id: int
    on_day: date
    channel: str
    direction: str
    response: str | None
    call_back_on: date | None
    called_back_on: date | None
    note: str
    letter_id: int | None
    complaint_id: int | None
    win_back_id: int | None
    referral_id: int | None
    """The referral that it was the thanks for."""
    ask_id: int | None
    """The ask that it was."""


class News(NamedTuple):
    """Something heard that asks for a card by hand."""

    id: int
    customer_id: int
    member_id: int | None
    kind: str
    heard_on: date
    what: str


class Suppression(NamedTuple):
    """A lasting stop: since when, and how the shop came to know."""

    cause: str
    since: date
    how: str


class Permission(NamedTuple):
    """Leave to sell by e-mail or text (SUP-5), or to send surveys in spite of no-marketing (SUP-3)."""

    channel: str
    given_on: date
    how: str


class CallBack(NamedTuple):
    """A promised call that has not been made: its contact, whom to call, since when, and what was said."""

    id: int
    customer_id: int
    customer: str
    call_back_on: date
    on_day: date
    note: str


class Reminder(NamedTuple):
    """What the owner wants to be reminded of about a customer, on a day; from its day on it stands on Today."""

    id: int
    customer_id: int
    occasion_id: int | None
    """The yearly day that it speaks of; None for a reminder of the owner's own."""
    on_day: date
    what: str
    done_on: date | None


class Persona(NamedTuple):
    """A kind of customer that the shop writes for."""

    id: int
    name: str
    """As it stands with its customers."""
    problems: str
    needs: str
    looks_for: str
    influenced_by: str


class Content(NamedTuple):
    """What serves a persona at a stage: a letter of the plan, or a piece of the shop's own by its title."""

    id: int
    persona_id: int
    stage: str
    letter_kind: str
    title: str


class Segment(NamedTuple):
    """Some of the customers: those of whom all that is named is true; what is empty or None says nothing."""

    tag: str = ""
    persona: str = ""
    stage: str | None = None
    tier: str | None = None
    place: str = ""
    """Their town."""
    product: str = ""
    """What they bought and did not give back, from `bought_from` to `bought_until`."""
    bought_from: date | None = None
    bought_until: date | None = None


class Merging(NamedTuple):
    """A customer that was merged into another, by the number that it had."""

    id: int
    customer_id: int
    gone_id: int
    gone_name: str
    gone_external_id: str | None
    action_id: int
    """The action whose journal has every row as it was."""
    merged_on: date


class SurveyAnswer(NamedTuple):
    """A survey sheet that came back, as far as it was filled in."""

    id: int
    customer_id: int
    letter_id: int | None
    """The letter that the sheet went out with."""
    kind: str
    """how_did_we_do or how_are_we_doing."""
    answered_on: date
    satisfaction: int | None
    """1 to 5."""
    recommend: int | None
    """Whether they would recommend the shop, 0 to 10."""
    praise: str
    """What went well, in their words."""
    better: str
    """What the shop should do better, in their words."""
    may_call: bool
    may_quote: bool

    @property
    def title(self) -> str:
        """What was answered: "how did we do"."""
        return self.kind.replace("_", " ")

    @property
    def figures(self) -> str:
        """The numbers that they circled, in words: "5 of 5, would recommend 9"; empty without any."""
        satisfied = f"{self.satisfaction} of 5" if self.satisfaction is not None else ""
        recommends = f"would recommend {self.recommend}" if self.recommend is not None else ""
        return ", ".join(filter(None, (satisfied, recommends)))


class Mean(NamedTuple):
    """A mean, None without any answer, and of how many answers."""

    value: float | None
    n: int


class SurveyFigures(NamedTuple):
    """What the sheets of a period say: satisfaction 1 to 5, recommend 0 to 10."""

    satisfaction: Mean
    recommend: Mean


RECOMMENDED = "recommended"
"""How customers heard of the shop whom somebody sent (REF-5)."""
SOURCES = (RECOMMENDED, "walked past", "found us online", "a newspaper", "a market or fair")
"""How customers may have heard of the shop, to choose from while it has few of its own."""
