"""Which fields make sense in each text, which it cannot do without, and in which order they stand."""

from __future__ import annotations

import datetime
from dataclasses import fields, replace
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from carebook.letters.facts import CustomerFacts, LetterFacts, ShopFacts

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Facts = TypeVar("Facts", bound="DataclassInstance")
_SOMETHING = {"bool": True, "int": 1, "int | None": 1, "str": "x"}
"""A value for each sort of field; the others are days."""
_REACH = ("shop.reach", "shop.phone", "shop.email", "shop.website")
_OF_ALL = ("shop.name", "shop.owner", *_REACH, "customer.name", "today")
_SALE = ("sale.product", "sale.day", "sale.is_gift")
_OCCASION = ("occasion.name", "occasion.day", "occasion.age")
_CASE = ("complaint.number", "complaint.product", "complaint.understood")
_DONE = ("complaint.what", "complaint.promised_on", "complaint.is_done", "complaint.happened", "complaint.changed")
_ISSUE = ("campaign.title", "campaign.message")
_SEASON = ("occasion.name", "occasion.day", *_ISSUE)
_INTRODUCED = ("referral.introduced", "referral.has_come", "referral.may_come")

_FIELDS: dict[str, tuple[str, ...]] = {
    "complaint_acknowledgement": (*_CASE, "complaint.handler", "complaint.answer_by"),
    "adjustment": (*_CASE, "complaint.deed", *_DONE, "complaint.bonus"),
    "refusal": (*_CASE, "complaint.sought", "complaint.reason", "complaint.alternative"),
    "recovery_follow_up": (*_CASE, *_DONE),
    "product_notice": ("campaign.product", *_ISSUE),
    "thank_you": _SALE,
    "own_letter": (*_SALE, "years"),
    "thank_you_gift": _SALE,
    "thank_you_late": _SALE,
    "referral_thanks": _INTRODUCED,
    "referral_thanks_partner": _INTRODUCED,
    "how_did_we_do": _SALE,
    "birthday": (*_OCCASION, "offer"),
    "birthday_member": (*_OCCASION, "offer"),
    "birthday_child": _OCCASION,
    "pet_birthday": (*_OCCASION, "offer"),
    "anniversary": ("years",),
    "appreciation": _SEASON,
    "appreciation_before_sale": _SEASON,
    "seasons_greeting": _SEASON,
    "how_are_we_doing": ("years",),
    "win_back_enquiry": ("win_back.months", *_SALE),
    "win_back_amends": ("win_back.our_part", "win_back.changed", "win_back.months", *_SALE),
    "win_back_offer": ("win_back.opening", "win_back.offer", "win_back.months", *_SALE),
    "reactivation": ("win_back.months", *_SALE),
    "newsletter": _ISSUE,
    "referral_ask": tuple(f"referral.{name}" for name in ("who_fits", "what_to_say", "for_referrer", "for_introduced")),
    "promotion": (*_ISSUE, "campaign.offer", "campaign.ends_on"),
}

OFFERS = ("offer", "campaign.offer", "win_back.offer")
"""The fields that are an offer: words with one sell (SUP-4)."""


DAYS = ("today", "sale.day", "occasion.day", "campaign.ends_on", "complaint.answer_by", "complaint.promised_on")
FLAGS = (
    *("bought", "late", "sale.is_gift", "complaint.is_done", "own.sells"),
    *("referral.has_come", "referral.may_come", "referral.by_partner"),
)
"""The fields that are only asked about: they are yes or no."""


class Wanted(NamedTuple):
    """A detail that a text is expected to have: one of these fields, or words like these, or else what is said."""

    any_of: tuple[str, ...]
    said: str
    is_needed: bool = False
    """Whether words without it are not taken: what somebody wrote would be lost."""
    or_said: str = ""


_NUMBER_OR_ADDRESS = r"\d{3}|\S@\S"
_WHOM_TO_CALL = Wanted(_REACH, "It does not say whom to call: {{ shop.reach }}.", False, _NUMBER_OR_ADDRESS)
_MESSAGE = Wanted(("campaign.message",), "The message of the campaign would be lost: {{ campaign.message }}.", True)
_WHAT = Wanted(("sale.product",), "It does not name what they came for: {{ sale.product }}.")
_OFFER = Wanted(("offer",), "An offer of the plan has no place in it: {% if offer %} … {{ offer }} … {% endif %}.")
_LOST = "The message of a campaign would be lost: {% if campaign.message %}{{ campaign.message }}{% endif %}."
_SEASONAL = (Wanted(("campaign.message",), _LOST),)
_NAME = Wanted(("occasion.name",), "It does not say whose day it is: {{ occasion.name }}.")
_WHO = Wanted(("referral.introduced",), "It does not say for whom you thank them: {{ referral.introduced }}.")
_HOW_TO_STOP = "It does not say how to reach you, and nobody could ask you to stop: {{ shop.reach }}."
_STOPS = (
    r"(?i)\b(?:stop|unsubscribe|opt out|no longer|no more|rather not|not hear|not want|not wish|take you off|leave you"
    r"|abbestell|abmeld|keine|nicht|arr[êe]t|plus|d[ée]sabonn|dejar|baja|no desea|non|niet|geen|afmeld|n[ãa]o|inte)"
)
_WANTED: dict[str, tuple[Wanted, ...]] = {
    "thank_you": (_WHAT, _WHOM_TO_CALL),
    "thank_you_gift": (_WHAT, _WHOM_TO_CALL),
    "thank_you_late": (_WHAT, _WHOM_TO_CALL),
    "welcome": (Wanted(("shop.owner",), "It does not say who writes: {{ shop.owner }}."), _WHOM_TO_CALL),
    "complaint_acknowledgement": (
        Wanted(("complaint.number",), "It does not give the number of the case: {{ complaint.number }}."),
        Wanted(("complaint.understood",), "It does not say what you understood: {{ complaint.understood }}."),
        Wanted(("complaint.answer_by",), "It names no day for your answer: {{ complaint.answer_by | day }}."),
    ),
    "adjustment": (Wanted(("complaint.deed",), "What you do now would be lost: {{ complaint.deed }}.", True),),
    "refusal": (
        Wanted(("complaint.reason",), "Your reason would be lost: {{ complaint.reason | sentence }}.", True),
        Wanted(("complaint.alternative",), "What you can do instead would be lost: {{ complaint.alternative }}.", True),
    ),
    "product_notice": (_MESSAGE, _WHOM_TO_CALL),
    "newsletter": (_MESSAGE,),
    "promotion": (
        _MESSAGE,
        Wanted(("campaign.offer",), "It does not say what you offer: {{ campaign.offer }}."),
        Wanted(("campaign.ends_on",), "It does not say until when: {{ campaign.ends_on | date }}."),
    ),
    "birthday": (_OFFER,),
    "birthday_member": (_NAME, _OFFER),
    "birthday_child": (_NAME,),
    "pet_birthday": (_NAME, _OFFER),
    "anniversary": (Wanted(("years",), "It does not say how many years: {{ years | years }}."),),
    "appreciation": _SEASONAL,
    "appreciation_before_sale": _SEASONAL,
    "seasons_greeting": _SEASONAL,
    "referral_thanks": (_WHO,),
    "referral_thanks_partner": (_WHO,),
    "win_back_amends": (Wanted(("win_back.our_part",), "What was your part would be lost: {{ win_back.our_part }}."),),
    "win_back_offer": (Wanted(("win_back.offer",), "Your offer would be lost: {{ win_back.offer }}.", True),),
    "stop": (
        Wanted(_REACH, _HOW_TO_STOP, True, _NUMBER_OR_ADDRESS),
        Wanted((), "It does not seem to say that they can stop your letters.", False, _STOPS),
    ),
}

_ORDER: dict[str, tuple[str, ...]] = {
    "adjustment": ("complaint.deed", "complaint.happened", "complaint.changed", "complaint.bonus"),
    "refusal": ("complaint.understood", "complaint.reason", "complaint.alternative"),
}


def fields_for(name: str) -> tuple[str, ...]:
    """Return the fields that make sense in a text, those of its own first."""
    return (*_FIELDS.get(name, ()), *_OF_ALL)


def wanted_in(name: str) -> tuple[Wanted, ...]:
    """Return what a text is expected to have."""
    return _WANTED.get(name, ())


def order_in(name: str) -> tuple[str, ...]:
    """Return the fields whose order is a rule of the text."""
    return _ORDER.get(name, ())


@cache
def example(name: str) -> LetterFacts:
    """Return facts in which every field that makes sense in a text has something, and no other has."""
    facts = LetterFacts(ShopFacts(""), CustomerFacts(), datetime.date.min)
    for path in fields_for(name):
        group, _, inner = path.partition(".")
        if inner and path != "shop.reach":
            facts = replace(facts, **{group: _with(getattr(facts, group), inner)})
        elif not inner:
            facts = _with(facts, group)
    return facts


def _with(facts: Facts, field: str) -> Facts:
    """Put something into a field."""
    kind = next(str(one.type) for one in fields(facts) if one.name == field)
    something: dict[str, Any] = {field: _SOMETHING.get(kind, datetime.date(2026, 11, 25))}
    return replace(facts, **something)
