"""The words that thank for an introduction and ask for one: they read well with any detail missing (REF-2, REF-3)."""

from __future__ import annotations

import itertools
import re
from dataclasses import fields, replace
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from letter_facts import BAREST, FULL, in_country, named

from carebook.letters.facts import CustomerFacts, LetterFacts, ReferralFacts, ShopFacts
from carebook.letters.model import REFERRAL_KINDS
from carebook.letters.paper.press import letters_job, typeset
from carebook.letters.templates import LONGEST_TERMS, LONGEST_VALUE, MissingField
from carebook.letters.writing import LetterText, compose
from carebook.referrals.model import RewardKind
from carebook.referrals.words import reward_in_words

HOLES = re.compile(r"None|True|False|\{\{|\}\}|\{%|\}%|  | [,.;:!?”]|[,.;:]{2}|\?\.|!\.|Dear,|Hello ,|‘’|“”|\(\)")
OFFERS = re.compile(r"offer|discount|%|voucher|coupon|bargain|special|deal\b|reward|\$|£|€|\d", re.IGNORECASE)
PRESSES = re.compile(r"\b(?:must|should|hurry|only until|last chance|forget|please do|as many as)\b", re.IGNORECASE)
TERMS = ReferralFacts(
    who_fits="People with a garden and little time",
    what_to_say="They come when they say they will",
    for_referrer="a voucher for $10.00",
    for_introduced="a bag of spring bulbs",
)
SHOPS = [FULL.shop, replace(FULL.shop, owner=""), replace(FULL.shop, phone="", email=""), ShopFacts("Rosie’s")]
READERS = [FULL, BAREST, named("Ruth Parker"), named("Bell & Sons Ltd")]


def reads_well(letter: LetterText) -> None:
    whole = letter.plain()
    assert not HOLES.search(whole), whole
    for paragraph in letter.paragraphs:
        assert paragraph[0].isupper(), paragraph
        assert paragraph[-1] in ".?!", paragraph
    assert letter.remarks == ()


def asks(**changes: str) -> LetterText:
    return compose("referral_ask", replace(FULL, referral=replace(TERMS, **changes)))


# Thanks -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("by_partner", [False, True])
@pytest.mark.parametrize(("has_come", "may_come"), [(False, True), (True, False), (False, False)])
def test_thanks_read_well_and_offer_nothing(has_come: bool, may_come: bool, by_partner: bool) -> None:
    """LET-8, LET-10: no offer and no reward, whatever the terms are; nothing is asked."""
    for shop, reader, name in itertools.product(SHOPS, READERS, ("Dora Quinn", "the Millers", "her sister Dora")):
        told = replace(
            TERMS, introduced=name, has_come=has_come, may_come=may_come, by_partner=by_partner
        )  # what is promised stays unsaid
        letter = compose("referral_thanks", replace(reader, shop=shop, referral=told, offer="10 % off", bought=True))
        reads_well(letter)
        body = " ".join(letter.paragraphs)
        assert not OFFERS.search(body), body
        assert "?" not in body
        assert body.startswith(f"Thank you for {'sending' if by_partner else 'telling'} {name}")
        assert ("got to know" in body, "one day" in body) == (has_come, may_come)
        assert (letter.footer, letter.sheet, letter.cards, letter.heading) == ("", None, None, "")


def test_thanks_without_a_name_are_held() -> None:
    """LET-8."""
    with pytest.raises(MissingField) as held:
        compose("referral_thanks", FULL)
    assert held.value.detail == "whom they introduced"


# Asking -----------------------------------------------------------------------------------------------------


def test_what_asks_reads_well_with_any_term_missing() -> None:
    """LET-8, SUP-10: no term, no line; and it says how to stop."""
    names = [field.name for field in fields(ReferralFacts) if getattr(TERMS, field.name)]
    for shop, reader in itertools.product(SHOPS, READERS):
        for count in range(len(names) + 1):
            for left_out in itertools.combinations(names, count):
                terms = replace(TERMS, **dict.fromkeys(left_out, ""))
                letter = compose("referral_ask", replace(reader, shop=shop, referral=terms))
                reads_well(letter)
                assert "We will stop at once" in letter.footer
                assert not PRESSES.search(" ".join(letter.paragraphs))
                for name in names:
                    said = getattr(TERMS, name).casefold()
                    assert (said in " ".join(letter.paragraphs).casefold()) == (name not in left_out)


def test_nothing_promised_leaves_the_paragraph_out() -> None:
    whole = len(asks().paragraphs)
    assert len(asks(for_referrer="").paragraphs) == len(asks(for_introduced="").paragraphs) == whole
    assert len(asks(for_referrer="", for_introduced="").paragraphs) == whole - 1


def test_the_cards_carry_what_the_friend_gets_and_who_sent_them() -> None:
    """The shop's own reward for the reader is nobody else's business."""
    cards = asks().cards
    assert cards
    assert (cards.shop, cards.reach) == (
        "Rosie’s Garden Supplies",
        ("12 High Street · Bath BA1 1AA", "01225 555 0142 · hello@rosies.example · rosies.example"),
    )
    assert cards.lines == (
        *("Somebody who knows us thought of you.", "With your first purchase: a bag of spring bulbs"),
        "Sent by Ann and John Park",
    )
    assert "voucher" not in cards.plain()
    barest = compose("referral_ask", replace(BAREST, customer=CustomerFacts())).cards
    assert barest
    assert (barest.lines, barest.reach) == (("Somebody who knows us thought of you.",), ())


def test_the_kept_text_holds_one_card() -> None:
    """LET-7."""
    letter = asks()
    assert letter.cards
    assert letter.plain().endswith(letter.cards.plain())
    assert letter.plain().count("Sent by") == 1


# On paper ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("country", "card"), [("US", (252, 144)), ("DE", (240.9, 155.9)), ("GB", (240.9, 155.9))])
def test_eight_cards_stand_on_the_second_page_of_what_asks(
    country: str, card: tuple[float, float], tmp_path: Path
) -> None:
    """As large as visiting cards there, in points; the page after it belongs to the next letter."""
    facts = replace(FULL, shop=in_country(country), referral=replace(TERMS, introduced="Dora", may_come=True))
    letters = [(n, compose(kind, facts)) for n, kind in enumerate(("referral_ask", *REFERRAL_KINDS))]
    made = typeset(letters_job(letters), tmp_path / "letters.pdf", FULL.today)
    assert (made.pages, made.left_out) == ({0: 2, 1: 1, 2: 2}, {})
    page = pdfium.PdfDocument(made.path)[1]
    text = page.get_textpage().get_text_bounded()
    assert text.count("Sent by Ann and John Park") == text.count("With your first purchase") == 8
    found = page.get_textpage()
    search = found.search("Sent by")
    places = [found.get_charbox(start)[:2] for start, _ in iter(search.get_next, None)]
    assert sorted({round(left - places[0][0]) for left, _ in places}) == [0, round(card[0])]
    heights = sorted({round(bottom, 1) for _, bottom in places}, reverse=True)
    assert [high - low for high, low in itertools.pairwise(heights)] == pytest.approx([card[1]] * 3, abs=0.3)
    assert min(bottom for _, bottom in places) > 0


def test_the_longest_fit_on_their_pages(tmp_path: Path) -> None:
    line, sentences = ("wide words " * 60)[:LONGEST_VALUE], ("wide words " * 60)[:LONGEST_TERMS]
    terms = ReferralFacts(line, False, True, False, sentences, sentences, line, line)
    facts: LetterFacts = replace(named(line), referral=terms)
    for country in ("US", "GB"):
        set_in = replace(facts, shop=in_country(country))
        letters = [(number, compose(kind, set_in)) for number, kind in enumerate(REFERRAL_KINDS)]
        made = typeset(letters_job(letters), tmp_path / f"{country}.pdf", FULL.today)
        assert (made.pages, made.left_out) == ({0: 1, 1: 2}, {})
        cards = pdfium.PdfDocument(made.path)[2].get_textpage().get_text_bounded()
        assert cards.count("Sent by") == 8


def test_a_card_holds_the_longest_details_of_a_shop(tmp_path: Path) -> None:
    line = ("wide words " * 60)[:LONGEST_VALUE]
    shop = replace(in_country("US"), name=f"{line}A", address=(line, line), email=line, website=f"{line}Z")
    letter = compose("referral_ask", replace(named(line), shop=shop, referral=replace(TERMS, for_introduced=line)))
    made = typeset(letters_job([(1, letter)]), tmp_path / "letters.pdf", FULL.today)
    cards = pdfium.PdfDocument(made.path)[made.pages[1] - 1].get_textpage().get_text_bounded()
    assert (made.pages[1], cards.count("Sent by")) == (2, 8)


# Rewards ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "what", "amount", "words"),
    [
        ("voucher", "", 1000, "a voucher for $10.00"),
        ("voucher", "", 0, "a voucher"),
        ("voucher", "a garden voucher", 1000, "a garden voucher ($10.00)"),
        ("voucher", "a $10 voucher.", 1000, "a $10 voucher"),
        ("money", "", 2500, "$25.00"),
        ("money", "in cash", 2500, "$25.00 in cash"),
        ("money", "", 0, "a little money"),
        ("gift", "a tin of oil", 1200, "a tin of oil"),
        ("gift", "", 1200, "a small gift"),
        ("discount", "10 % off", 500, "10 % off"),
        ("discount", "", 500, "$5.00 off"),
        ("discount", "", 0, "a discount"),
        ("donation", "the animal shelter", 1000, "a donation of $10.00 to the animal shelter"),
        ("donation", "to the animal shelter", 0, "a donation to the animal shelter"),
        ("donation", "a donation to the shelter", 1000, "a donation to the shelter ($10.00)"),
        ("donation", "", 1000, "a donation of $10.00"),
    ],
)
def test_a_reward_is_said_so_that_a_sentence_can_hold_it(kind: str, what: str, amount: int, words: str) -> None:
    """REF-3: a gift's cost is never named."""
    assert reward_in_words(kind, what, amount, "USD", "US") == words


def test_a_reward_is_said_in_the_shops_money() -> None:
    assert reward_in_words("voucher", "", 1000, "EUR", "DE") == "a voucher for 10,00\u00a0€"
    assert all(reward_in_words(kind, "", 0, "USD", "US") for kind in RewardKind)
