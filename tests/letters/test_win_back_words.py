"""The words to who stays away: they read well for every reason, with any detail missing, on one page."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from pathlib import Path

import pytest
from letter_facts import BAREST, FULL, named

from carebook.letters.facts import LetterFacts, SaleFacts, ShopFacts, WinBackFacts
from carebook.letters.model import KINDS, WIN_BACK_KINDS, LetterClass
from carebook.letters.paper.press import letters_job, typeset
from carebook.letters.templates import LONGEST_SENTENCES, LONGEST_VALUE, MissingField
from carebook.letters.writing import LetterText, compose
from carebook.retention.model import Reason

TO_THE_SILENT = ("reactivation", *WIN_BACK_KINDS)
HOLES = re.compile(r"None|True|False|\{\{|\}\}|\{%|%\}|  | [,.;:!?”]|[,.;:]{2}|\?\.|!\.|Dear,|Hello ,|‘’|“”|\(\)")
OFFERS = re.compile(r"offer|discount|%|voucher|coupon|bargain|special|deal\b", re.IGNORECASE)
STRINGS = re.compile(r"if you (?:come|return|buy|order|give|stay)|when you (?:come|return|buy|order)", re.IGNORECASE)
WIN_BACK = WinBackFacts(
    months=11,
    our_part="we promised to call and did not",
    changed="One of us now calls every evening.",
    offer="we bring your next order free of charge",
)
OPTIONAL = {"months": 0, "our_part": "", "changed": "", "reason": ""}
SHOPS = [FULL.shop, replace(FULL.shop, owner=""), replace(FULL.shop, phone="", email=""), ShopFacts("Rosie’s")]
READERS = [
    FULL,
    replace(BAREST, sale=SaleFacts()),
    named("Ruth Parker"),
    named("The Parker family"),
    named("Bell & Sons Ltd", sale=SaleFacts("the hedge cutting")),
]


def reads_well(letter: LetterText, kind: str) -> None:
    whole = letter.plain()
    assert not HOLES.search(whole), whole
    for paragraph in letter.paragraphs:
        assert paragraph[0].isupper(), paragraph
        assert paragraph[-1] in ".?!", paragraph
    assert letter.remarks == ()
    assert ("We will stop at once" in letter.footer) is (KINDS[kind].letter_class is LetterClass.SELLING)


def missing() -> list[dict[str, object]]:
    """Nothing missing, each optional detail, and all of them."""
    return [{}, *({name: value} for name, value in OPTIONAL.items()), dict(OPTIONAL)]


@pytest.mark.parametrize("reason", Reason)
@pytest.mark.parametrize("kind", TO_THE_SILENT)
def test_the_letters_read_well_for_every_reason_with_any_detail_missing(kind: str, reason: Reason) -> None:
    """LET-8, SUP-10."""
    for left_out, shop, reader in itertools.product(missing(), SHOPS, READERS):
        win_back = replace(WIN_BACK, **{"reason": str(reason), **left_out})
        reads_well(compose(kind, replace(reader, shop=shop, win_back=win_back)), kind)


def test_an_offer_begins_by_why_they_left() -> None:
    """WIN-2: it fits the reason; who died, or gave none, has the opening of an unknown one."""
    begins = {
        reason: compose("win_back_offer", replace(FULL, win_back=replace(WIN_BACK, reason=str(reason)))).paragraphs[0]
        for reason in Reason
    }
    assert begins.pop(Reason.DIED) == begins[Reason.UNKNOWN]
    assert len(set(begins.values())) == len(begins)


def test_an_offer_that_nobody_wrote_down_holds_its_letter() -> None:
    """LET-8."""
    with pytest.raises(MissingField) as held:
        compose("win_back_offer", replace(FULL, win_back=replace(WIN_BACK, offer="")))
    assert held.value.detail == "what you offer them"


@pytest.mark.parametrize("kind", ["reactivation", "win_back_enquiry", "win_back_amends"])
def test_only_the_offer_offers(kind: str) -> None:
    """LET-10."""
    for reader in READERS:
        body = " ".join(compose(kind, replace(reader, win_back=WIN_BACK)).paragraphs)
        assert not OFFERS.search(body), body


def test_amends_take_responsibility_without_any_condition_and_ask_leave() -> None:
    """WIN-1."""
    for left_out in missing():
        win_back = replace(WIN_BACK, **left_out)
        body = " ".join(compose("win_back_amends", replace(FULL, win_back=win_back)).paragraphs)
        assert "The responsibility for that is ours alone, and we are sorry." in body
        assert "may we write to you now and then?" in body
        assert not STRINGS.search(body), body


@pytest.mark.parametrize(
    ("kind", "asks"), [("reactivation", "is there a reason?"), ("win_back_enquiry", "why did you go?")]
)
def test_the_first_two_ask(kind: str, asks: str) -> None:
    assert asks in compose(kind, FULL).plain()


def test_a_reactivation_reminds_and_invites() -> None:
    text = compose("reactivation", replace(FULL, win_back=WIN_BACK)).plain()
    assert "It is eleven months since we last saw you" in text
    assert "your Brill lawn mower" in text
    assert "whenever you are near, do look in" in text


def test_what_the_owner_wrote_into_amends_is_looked_at() -> None:
    facts = replace(FULL, win_back=replace(WIN_BACK, our_part="Our driver was late, and if you come back all is well."))
    assert [said.split("”")[0] for said in compose("win_back_amends", facts).remarks] == [
        "“Our driver was",
        "“if you come back",
    ]


def test_the_longest_fit_on_one_page(tmp_path: Path) -> None:
    line, sentences = ("wide words " * 60)[:LONGEST_VALUE], ("wide words " * 60)[:LONGEST_SENTENCES]
    win_back = WinBackFacts(11, "dissatisfied", "", sentences, sentences, sentences)
    facts: LetterFacts = replace(FULL, sale=SaleFacts(line), win_back=win_back)
    for country in ("US", "GB"):
        set_in = replace(facts, shop=replace(FULL.shop, country=country))
        letters = [(number, compose(kind, set_in)) for number, kind in enumerate(TO_THE_SILENT)]
        made = typeset(letters_job(letters), tmp_path / f"{country}.pdf", FULL.today)
        assert (set(made.pages.values()), made.left_out) == ({1}, {})
