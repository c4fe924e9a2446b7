"""What a letter may be written from: plain facts that a desk gathers, and that know nothing of the book.

Text that is empty and days that are None are details nobody has filled in. A template prints none of them by
mistake: it leaves the line out, has a fallback, or the letter is held with the field's name (LET-8).
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Literal

Whose = Literal["customer", "member", "minor", "pet"]
"""Whose occasion it is, the customer being who reads the letter.

A minor's letter goes to the adult by name and carries no offer (SUP-7).
"""


@dataclass(frozen=True, slots=True)
class ShopFacts:
    """The shop that writes; only its name is certain."""

    name: str
    owner: str = ""
    sign_off: str = ""
    phone: str = ""
    email: str = ""
    website: str = ""
    address: tuple[str, ...] = ()
    country: str = "US"
    language: str = "en"

    @property
    def reach(self) -> str:
        """How a customer gets hold of the shop, fit for the middle of a sentence: "call 555 0142 and ask for Ann"."""
        if self.phone and self.owner:
            return f"call {self.phone} and ask for {self.owner}"
        if self.phone:
            return f"call {self.phone}"
        if self.email:
            return f"write to {self.email}"
        return "come in and tell us"


@dataclass(frozen=True, slots=True)
class CustomerFacts:
    """Who is written to."""

    name: str = ""
    """To whom it goes; of a business its own name, whoever reads it there."""
    addressee: tuple[str, ...] = ()
    """The lines on the envelope, names first."""
    salutation: str = ""
    """The whole opening, such as "Dear Ann and John"; where it is empty the name does ("Hello Ann Park")."""
    language: str = ""
    """Their language as it stands with them, such as "German"; empty: the shop's own."""
    number: int = 0
    """Their number in the book; it chooses between two texts that are tried against each other."""


@dataclass(frozen=True, slots=True)
class SaleFacts:
    """The sale that a letter is about, or the last one; `product` may also be the help that was given."""

    product: str = ""
    day: datetime.date | None = None
    is_gift: bool = False


@dataclass(frozen=True, slots=True)
class OccasionFacts:
    """The day that is kept: a birthday, or the gathering behind a greeting ("Thanksgiving")."""

    name: str = ""
    """What the member or the pet is called; empty for one who is written to alone. Of the holiday, in a greeting."""
    day: datetime.date | None = None
    age: int | None = None
    """Full years on that day; None without a year of birth (LET-4)."""
    whose: Whose = "customer"


@dataclass(frozen=True, slots=True)
class CampaignFacts:
    """One issue of a newsletter, or one promotion."""

    title: str = ""
    message: str = ""
    """The owner's own words; an empty line starts a new paragraph."""
    offer: str = ""
    ends_on: datetime.date | None = None
    product: str = ""
    """What a product notice is about."""


@dataclass(frozen=True, slots=True)
class ComplaintFacts:
    """One case, for the letters that go with it."""

    number: str = ""
    product: str = ""
    understood: str = ""
    """What went wrong, in a few words of ours without a full stop: "the mower came nine days late"."""
    handler: str = ""
    """Who looks after it, where it is not the owner, who signs."""
    answer_by: datetime.date | None = None
    """The day by which they hear from us again."""
    sought: str = ""
    """What the customer says would put it right."""
    remedy: str = ""
    """The kind of core remedy that was agreed."""
    what: str = ""
    """The same in words: "a new mower"."""
    promised_on: datetime.date | None = None
    """The day by which it will be done, where that is still to come."""
    is_done: bool = False
    """Whether it is put right already."""
    deed: str = ""
    """What we do now, as a sentence: written from the remedy by its own words."""
    happened: str = ""
    """The short explanation, in whole sentences."""
    changed: str = ""
    """What the shop changed since, in whole sentences."""
    bonus: str = ""
    """What is given on top, a thing that one can "have": "a bag of bulbs"."""
    reason: str = ""
    """Why we say no, in whole sentences."""
    alternative: str = ""
    """What we can do instead, in whole sentences."""


@dataclass(frozen=True, slots=True)
class WinBackFacts:
    """Someone who stays away: the win-back as it stands, and how long it is since they bought."""

    months: int = 0
    """Months since the last purchase, where that is a number to name: from 2 to 20."""
    reason: str = ""
    """Why they left, as one of `retention.model.Reason`; empty: not known."""
    opening: str = ""
    """How an offer begins, as sentences: written from the reason by its own words."""
    our_part: str = ""
    """What was our part in it, in whole sentences."""
    changed: str = ""
    """What the shop changed since, in whole sentences."""
    offer: str = ""
    """What we offer them."""


@dataclass(frozen=True, slots=True)
class ReferralFacts:
    """An introduction to thank for; or whom we wish for, and what both get, where one is asked for."""

    introduced: str = ""
    """What the introduced person is called."""
    has_come: bool = False
    """Whether they have been in touch with us themselves."""
    may_come: bool = False
    """Whether they still may: they have not, and did not say "not now"."""
    by_partner: bool = False
    """Whether the reader is a business that introduces its customers."""
    who_fits: str = ""
    """Whom we can help best."""
    what_to_say: str = ""
    """What a customer may say of us, word for word."""
    for_referrer: str = ""
    """What the reader gets once the introduced person has bought: "a voucher for $10.00"; empty: nothing."""
    for_introduced: str = ""
    """The same for the introduced person."""


@dataclass(frozen=True, slots=True)
class OwnFacts:
    """A letter of the owner's own to one customer; no other words may name it."""

    title: str = ""
    text: str = ""
    """Its words, with fields as every text has them."""
    sells: bool = False


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """Everything that a letter of any kind can draw on."""

    shop: ShopFacts
    customer: CustomerFacts
    today: datetime.date
    sale: SaleFacts = SaleFacts()
    occasion: OccasionFacts = OccasionFacts()
    campaign: CampaignFacts = CampaignFacts()
    complaint: ComplaintFacts = ComplaintFacts()
    win_back: WinBackFacts = WinBackFacts()
    referral: ReferralFacts = ReferralFacts()
    own: OwnFacts = OwnFacts()
    bought: bool = False
    """Whether there ever was a sale."""
    years: int = 0
    """Full years as a customer, in an anniversary letter."""
    news: str = ""
    """What was heard about the customer, word for word, for a card."""
    offer: str = ""
    """The invitation in a birthday letter, a thing that can be "yours": "10 % off"; empty: none."""
    offer_rests: str = ""
    """Why the invitation is left out, as a hold says it (CMP-6); empty: it is not."""
    late: bool = False
    """The thank-you had lapsed and the owner sends it all the same (LET-6)."""
    number: int = 0
    """The letter's own number, printed on its survey sheet."""
