"""The letters that have more than one text: which one a letter is written with, and what calls for each of them."""

from __future__ import annotations

from dataclasses import replace
from operator import attrgetter
from typing import Any, NamedTuple

from carebook.letters.facts import LetterFacts


class Variant(NamedTuple):
    """A text for some letters of a kind: those of which one fact, such as `sale.is_gift`, is as this text needs it."""

    name: str
    kind: str
    title: str
    """What the owner calls it."""
    fact: str
    wanted: object
    otherwise: object
    """What the fact is in the other letters of the kind."""


VARIANTS = (
    Variant("thank_you_gift", "thank_you", "Thank-you for a gift", "sale.is_gift", True, False),
    Variant("thank_you_late", "thank_you", "Thank-you, late", "late", True, False),
    Variant(
        "referral_thanks_partner",
        "referral_thanks",
        "Thanks for an introduction, to a partner",
        "referral.by_partner",
        True,
        False,
    ),
    Variant("birthday_member", "birthday", "Birthday of a member", "occasion.whose", "member", "customer"),
    Variant("birthday_child", "birthday", "Birthday of a child", "occasion.whose", "minor", "customer"),
    Variant("appreciation_before_sale", "appreciation", "Appreciation, before a first sale", "bought", False, True),
)
"""Where two of a kind are called for, the later one is taken."""


def variants_of(kind: str) -> list[Variant]:
    """Return the texts of a kind besides its own."""
    return [variant for variant in VARIANTS if variant.kind == kind]


def variant_of(kind: str, facts: LetterFacts) -> str:
    """Return the name of the text that a letter is written with."""
    called_for = (one.name for one in variants_of(kind) if attrgetter(one.fact)(facts) == one.wanted)
    return [kind, *called_for][-1]


def calling_for(name: str, kind: str, facts: LetterFacts) -> LetterFacts:
    """Return facts with which a letter of a kind is written with this text."""
    for one in variants_of(kind):
        facts = _with(facts, one.fact, one.otherwise)
    for one in variants_of(kind):
        facts = _with(facts, one.fact, one.wanted) if one.name == name else facts
    return facts


def _with(facts: LetterFacts, path: str, value: object) -> LetterFacts:
    group, _, field = path.rpartition(".")
    changed: dict[str, Any] = {field: value}
    if group:
        changed = {group: replace(getattr(facts, group), **changed)}
    return replace(facts, **changed)
