"""The words of the letters of a case, whatever happened and whatever puts it right: they read well, on one page."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from letter_facts import BAREST, FULL

from carebook.complaints.model import CORE_REMEDIES
from carebook.letters.facts import CampaignFacts, ComplaintFacts, LetterFacts, ShopFacts
from carebook.letters.model import CASE_KINDS
from carebook.letters.paper.press import letters_job, typeset
from carebook.letters.templates import LONGEST_SENTENCES, LONGEST_VALUE, MissingField
from carebook.letters.writing import LetterText, compose

HOLES = re.compile(r"None|True|False|\{\{|\}\}|\{%|%\}|  | [,.;:!?”]|[,.;:]{2}|\?\.|!\.|Dear,|Hello ,|‘’|“”|\(\)")
CASE = ComplaintFacts(number="2026-014", answer_by=date(2026, 12, 2), promised_on=date(2026, 12, 4))
HAPPENED = {
    "late delivery": {"understood": "The mower came nine days late.", "product": "A Brill mower"},
    "broken product": {"understood": "the foot of the arch broke", "product": "rose arch"},
    "rude word": {"understood": "one of us was rude to you"},
    "wrong bill": {"understood": "you were billed twice!", "product": "the hedge cutting"},
}
WORDS = {
    "sought": "I want it as it was promised.",
    "what": "What was promised.",
    "happened": "it was taken down for the wrong week",
    "changed": "We read it back now.",
    "bonus": "A bag of spring bulbs",
    "handler": "Tom Hart",
    "reason": "it came on the day agreed",
    "alternative": "we bring the next one free!",
}
MESSAGE = "The bolt of the handle can come loose.\n\nPlease do not use it before we have changed it."
SHOPS = [FULL.shop, replace(FULL.shop, owner=""), replace(FULL.shop, phone="", email=""), ShopFacts("Rosie’s")]
NEEDED = {"reason", "alternative"}


def reads_well(letter: LetterText) -> None:
    whole = letter.plain()
    assert not HOLES.search(whole), whole
    for paragraph in letter.paragraphs:
        assert paragraph[0].isupper(), paragraph
        assert paragraph[-1] in ".?!", paragraph
    assert (letter.remarks, letter.footer, letter.sheet, letter.heading) == ((), "", None, "")


def left_out() -> Iterator[dict[str, str]]:
    """All that was filled in; each of it missing; and nothing of it."""
    yield {}
    yield from ({name: ""} for name in WORDS if name not in NEEDED)
    yield {name: "" for name in WORDS if name not in NEEDED} | {"product": "", "understood": ""}


@pytest.mark.parametrize("remedy", CORE_REMEDIES)
@pytest.mark.parametrize("name", HAPPENED)
def test_the_letters_of_a_case_read_well_with_any_detail_missing(name: str, remedy: str) -> None:
    """LET-8: never a hole, and nothing but what a letter cannot do without holds it."""
    stands = ({}, {"promised_on": None}, {"promised_on": None, "is_done": True})
    shops = itertools.islice(itertools.cycle(SHOPS), [*CORE_REMEDIES].index(remedy), None)
    for (kind, missing, stand), shop in zip(itertools.product(CASE_KINDS, left_out(), stands), shops, strict=False):
        case = replace(CASE, remedy=remedy, **{**HAPPENED[name], **WORDS, **missing, **stand})
        for facts in (FULL, BAREST):
            reads_well(compose(kind, replace(facts, shop=shop, complaint=case)))


@pytest.mark.parametrize(
    ("kind", "field"),
    [
        ("complaint_acknowledgement", "complaint.answer_by"),
        ("adjustment", "complaint.deed"),
        ("refusal", "complaint.reason"),
        ("product_notice", "campaign.message"),
    ],
)
def test_what_a_letter_of_a_case_cannot_do_without_holds_it(kind: str, field: str) -> None:
    """LET-8."""
    with pytest.raises(MissingField) as held:
        compose(kind, replace(FULL, campaign=CampaignFacts(), complaint=ComplaintFacts(number="2026-014")))
    assert held.value.field == field


@pytest.mark.parametrize("shop", SHOPS, ids=["full", "no owner", "no phone", "a name only"])
@pytest.mark.parametrize("product", ["Brill mower", "The Brill mower", ""])
def test_a_notice_reads_well(product: str, shop: ShopFacts) -> None:
    notice = CampaignFacts(title="Brill mower", product=product, message=MESSAGE)
    letter = compose("product_notice", replace(FULL, shop=shop, campaign=notice))
    reads_well(letter)
    assert ("This letter is about the Brill mower that you bought from us." in letter.plain()) is bool(product)


@pytest.mark.parametrize(
    ("kind", "parts"),
    [
        (
            "complaint_acknowledgement",
            (
                "Thank you for telling us",
                "2026-014",
                "how we understand it",
                "take responsibility",
                "Tom",
                "December 2",
            ),
        ),
        (
            "adjustment",
            ("You are getting your money back", "We are sorry", "wrong week", "read it back", "bulbs", "look forward"),
        ),
        (
            "refusal",
            (
                "Thank you",
                "how we understand it",
                "on the day agreed",
                "answer is no",
                "bring the next one",
                "between us",
            ),
        ),
    ],
)
def test_the_parts_of_a_letter_stand_in_their_order(kind: str, parts: tuple[str, ...]) -> None:
    case = replace(CASE, remedy="refund", **{**HAPPENED["late delivery"], **WORDS})
    text = compose(kind, replace(FULL, shop=replace(FULL.shop, country="US"), complaint=case)).plain()
    assert [text.index(part) for part in parts] == sorted(text.index(part) for part in parts)


def test_the_longest_letters_of_a_case_fit_on_one_page(tmp_path: Path) -> None:
    line, sentences = ("wide words " * 60)[:LONGEST_VALUE], ("wide words " * 60)[:LONGEST_SENTENCES]
    words = dict.fromkeys(WORDS, sentences) | dict.fromkeys(("what", "sought", "bonus", "handler", "understood"), line)
    case = replace(CASE, remedy="replacement", product="a Brill lawn mower with a very long name", **words)
    facts: LetterFacts = replace(
        FULL, complaint=case, campaign=CampaignFacts(product=line, message=f"{sentences}\n\n{sentences}")
    )
    for country in ("US", "GB"):
        set_in = replace(facts, shop=replace(FULL.shop, country=country))
        letters = [(n, compose(kind, set_in)) for n, kind in enumerate((*CASE_KINDS, "product_notice"))]
        made = typeset(letters_job(letters), tmp_path / f"{country}.pdf", FULL.today)
        assert (set(made.pages.values()), made.left_out) == ({1}, {})
