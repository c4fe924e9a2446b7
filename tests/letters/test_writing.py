"""The words of every kind: they read well with all facts and with the barest, and keep their rules."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from letter_facts import BAREST, CUSTOMER, FULL, PRINTED_KINDS, SHOP, TODAY

from carebook.letters.facts import CampaignFacts, CustomerFacts, LetterFacts, OccasionFacts, SaleFacts, ShopFacts
from carebook.letters.shelf import Words
from carebook.letters.templates import MissingField, Template
from carebook.letters.writing import SaysNothing, WrittenByHand, compose, thoughts, write

HOLES = re.compile(r"None|\{\{|\}\}|\{%|%\}|  | [,.;:!?]|,,|\.\.|Dear,|Hello ,|‘’|“”|\(\)")
SELLING_WORDS = re.compile(
    r"offer|discount|% off|voucher|coupon|bargain|special|sale\b|save|deal|visit us|recommend|refer", re.I
)
VARIANTS = [
    *((kind, {}) for kind in PRINTED_KINDS),
    ("thank_you", {"late": True}),
    ("thank_you", {"sale": replace(FULL.sale, is_gift=True)}),
    ("thank_you", {"sale": SaleFacts("Brill lawn mower", None, True), "late": True}),
    ("appreciation", {"bought": False}),
    ("how_did_we_do", {"sale": replace(FULL.sale, is_gift=True)}),
    ("how_did_we_do", {"sale": SaleFacts()}),
    ("birthday", {"offer": "10 % off"}),
    ("birthday", {"offer": "10 % off", "occasion": replace(FULL.occasion, whose="member")}),
    ("birthday", {"offer": "10 % off", "occasion": replace(FULL.occasion, whose="minor")}),
    ("pet_birthday", {"offer": "10 % off", "occasion": replace(FULL.occasion, whose="pet")}),
]


def reads_well(letter):
    whole = letter.plain()
    assert not HOLES.search(whole), whole
    for paragraph in letter.paragraphs:
        assert paragraph[0].isupper() or paragraph[0].isdigit(), paragraph
        assert paragraph[-1] in ".?!", paragraph
    assert letter.salutation[-1] == ","
    assert letter.closing[-1] == ","
    assert letter.signature


@pytest.mark.parametrize("facts", [FULL, BAREST], ids=["full", "barest"])
@pytest.mark.parametrize(("kind", "changes"), VARIANTS)
def test_every_letter_reads_well(kind, changes, facts):
    """LET-8: never a hole."""
    reads_well(compose(kind, replace(facts, **changes)))


def maybe(value, empty):
    return st.sampled_from([value, empty])


any_facts = st.builds(
    LetterFacts,
    shop=st.builds(
        ShopFacts,
        name=st.just(SHOP.name),
        owner=maybe("Rosie Hart", ""),
        sign_off=st.sampled_from(["", "All the best", "Yours,"]),
        phone=maybe("01225 555 0142", " "),
        email=maybe("hello@rosies.example", ""),
        website=maybe("rosies.example", ""),
        address=maybe(SHOP.address, ()),
        country=st.sampled_from(["US", "GB", "DE", ""]),
    ),
    customer=st.builds(
        CustomerFacts, maybe("Ann Park", ""), maybe(CUSTOMER.addressee, ()), st.sampled_from(["", " ", "Dear Ann"])
    ),
    today=st.just(TODAY),
    sale=st.builds(SaleFacts, maybe("Brill lawn mower", ""), maybe(date(2026, 11, 2), None), st.booleans()),
    occasion=st.builds(
        OccasionFacts,
        maybe("Fifi", ""),
        maybe(date(2026, 12, 4), None),
        st.sampled_from([None, 0, 1, 7, 70]),
        st.sampled_from(["customer", "member", "minor", "pet"]),
    ),
    campaign=st.builds(
        CampaignFacts,
        maybe("Winter news", ""),
        maybe("It is warm.\n\nCome in.", ""),
        maybe("10 % off", ""),
        maybe(date(2026, 12, 20), None),
    ),
    bought=st.booleans(),
    years=st.sampled_from([0, 1, 2, 40]),
    offer=maybe("10 % off", ""),
    late=st.booleans(),
    number=st.sampled_from([0, 123]),
)


@given(st.sampled_from(PRINTED_KINDS), any_facts)
def test_a_letter_with_any_details_missing_reads_well_or_is_held_for_a_named_one(kind, facts):
    """LET-8."""
    try:
        letter = compose(kind, facts)
    except MissingField as refusal:
        held_for = refusal.field
    else:
        held_for = None
        reads_well(letter)
    assert held_for is None or held_for.startswith(("sale.product", "occasion.", "campaign.", "years"))


@pytest.mark.parametrize(
    ("kind", "changes", "field"),
    [
        ("thank_you", {"sale": SaleFacts()}, "sale.product"),
        ("pet_birthday", {"occasion": OccasionFacts(day=date(2026, 12, 4))}, "occasion.name"),
        ("birthday", {"occasion": OccasionFacts("Leo", whose="minor")}, "occasion.day"),
        ("anniversary", {"years": 0}, "years"),
        ("promotion", {"campaign": CampaignFacts(message="Come in.", offer="10 % off")}, "campaign.ends_on"),
        ("newsletter", {"campaign": CampaignFacts()}, "campaign.message"),
    ],
)
def test_what_a_letter_cannot_do_without_is_named(kind, changes, field):
    """LET-8."""
    with pytest.raises(MissingField) as held:
        compose(kind, replace(FULL, **changes))
    assert held.value.field == field


@pytest.mark.parametrize("kind", ["thank_you", "welcome", "anniversary", "appreciation", "seasons_greeting"])
@pytest.mark.parametrize("late", [False, True])
@pytest.mark.parametrize("bought", [False, True])
def test_thanks_sell_nothing_and_ask_nothing(kind, late, bought):
    """LET-10: no offer, no survey and no referral ask in thanks, whatever the facts hold."""
    letter = compose(kind, replace(FULL, offer="10 % off", late=late, bought=bought))
    assert not SELLING_WORDS.search(" ".join([*letter.paragraphs, letter.closing]))
    assert not any("?" in paragraph for paragraph in letter.paragraphs)
    assert (letter.footer, letter.sheet, letter.heading) == ("", None, "")


def test_the_late_thank_you_owns_the_delay():
    """LET-6."""
    text = compose("thank_you", replace(FULL, late=True)).plain()
    assert "The delay is ours alone, and we are sorry for it." in text
    assert "On 2 November you came to us for your Brill lawn mower." in text


def test_the_welcome_comes_from_the_owner_with_the_direct_line():
    text = compose("welcome", FULL).plain()
    assert "My name is Rosie Hart" in text
    assert "My direct line is 01225 555 0142." in text
    assert "it stops with me" in text


@pytest.mark.parametrize(("years", "words"), [(1, "It is now one year since"), (2, "It is now two years since")])
def test_the_anniversary_counts_the_years(years, words):
    assert words in compose("anniversary", replace(FULL, years=years)).plain()


def test_a_minors_birthday_goes_to_the_adult_by_name_without_an_offer():
    """SUP-7."""
    occasion = OccasionFacts("Leo", date(2026, 12, 4), 7, whose="minor")
    letter = compose("birthday", replace(FULL, offer="10 % off", occasion=occasion))
    assert letter.salutation == "Dear Ann and John,"
    assert "Leo has a birthday on 4 December and will be seven." in letter.plain()
    assert not SELLING_WORDS.search(letter.plain())
    assert letter.footer == ""


@pytest.mark.parametrize(
    ("name", "opening"),
    [("", "Your birthday stands in our calendar,"), ("Ruth", "Ruth, your birthday stands in our calendar,")],
)
def test_a_readers_own_birthday_is_wished_to_the_reader(name, opening):
    letter = compose("birthday", replace(FULL, occasion=OccasionFacts(name, date(2026, 12, 4))))
    assert letter.paragraphs[0].startswith(opening)
    assert "pass" not in " ".join(letter.paragraphs)


@pytest.mark.parametrize("bought", [False, True])
def test_who_never_bought_is_not_thanked_for_having_bought(bought):
    text = compose("appreciation", replace(FULL, bought=bought)).plain()
    assert bool(re.search("you bought|your trust|your patience|look after", text)) == bought


@pytest.mark.parametrize("article", ["a ", "A ", "the ", ""])
@pytest.mark.parametrize("changes", [{}, {"late": True}, {"sale": SaleFacts("", None, is_gift=True)}])
@pytest.mark.parametrize("kind", ["thank_you", "how_did_we_do"])
def test_a_product_typed_with_its_article_reads_as_one_without(kind, changes, article):
    facts = replace(FULL, **changes)
    texts = [
        compose(kind, replace(facts, sale=replace(facts.sale, product=typed))).plain()
        for typed in (f"{article}rose arch", "rose arch")
    ]
    assert texts[0] == texts[1]


def test_no_grown_ups_age_is_ever_mentioned():
    for whose in ("customer", "member"):
        occasion = OccasionFacts("Ann", date(2026, 12, 4), 70, whose=whose)
        assert not re.search("70|seventy", " ".join(compose("birthday", replace(FULL, occasion=occasion)).paragraphs))


@pytest.mark.parametrize("offer", ["", "10 % off"])
@pytest.mark.parametrize("kind", PRINTED_KINDS)
def test_every_selling_piece_and_no_other_says_how_to_stop(kind, offer):
    """SUP-4, SUP-10."""
    sells = kind in ("newsletter", "promotion") or (offer and kind in ("birthday", "pet_birthday"))
    footer = compose(kind, replace(FULL, offer=offer)).footer
    assert ("We will stop at once" in footer) == bool(sells)
    if sells:
        assert "call 01225 555 0142 and ask for Rosie Hart" in footer


@pytest.mark.parametrize(("kind", "most"), [("how_did_we_do", 5), ("how_are_we_doing", 10)])
def test_a_survey_starts_with_praise_and_asks_no_more_than_it_may(kind, most):
    sheet = compose(kind, FULL).sheet
    asks = [question.ask for question in sheet.questions]
    assert len(asks) <= most
    assert asks[0] == "open"
    assert "well" in sheet.questions[0].text
    assert sorted({"scale 1-5", "scale 0-10", "call"} - set(asks)) == []
    assert any("better" in question.text for question in sheet.questions)
    assert asks[-1] == "call"
    assert not re.search("top mark|five star|full mark|highest", compose(kind, FULL).plain(), re.I)
    assert "envelope enclosed" in sheet.end
    assert "(No. 123)" in sheet.plain()


def test_the_cover_letters_count_their_questions_rightly():
    for kind, count in (("how_did_we_do", "five"), ("how_are_we_doing", "ten")):
        letter = compose(kind, FULL)
        assert f"has {count}" in letter.plain()
        assert len(letter.sheet.questions) == {"five": 5, "ten": 10}[count]


@pytest.mark.parametrize("kind", ["congratulation", "condolence"])
def test_cards_are_never_written_as_letters_but_get_a_few_thoughts(kind):
    """LET-11."""
    with pytest.raises(WrittenByHand):
        compose(kind, FULL)
    assert 2 <= len(thoughts(kind, FULL)) <= 3
    assert all(len(thought) < 100 for thought in thoughts(kind, BAREST))
    assert thoughts("thank_you", FULL) == ()


@pytest.mark.parametrize(
    ("name", "salutation", "opening"),
    [
        ("Ann Park", "Dear Ann", "Dear Ann,"),
        ("Ann Park", "Dear Ann!", "Dear Ann!"),
        ("Ann Park", "", "Hello Ann Park,"),
        ("", "", "Hello,"),
    ],
)
def test_the_opening_has_a_fallback(name, salutation, opening):
    """LET-8: never "Dear ,"."""
    assert compose("welcome", replace(FULL, customer=CustomerFacts(name, (), salutation))).salutation == opening


def test_the_shops_own_sign_off_stands_above_the_signature():
    letter = compose("thank_you", replace(FULL, shop=replace(SHOP, sign_off="All the best")))
    assert (letter.closing, letter.signature) == ("All the best,", ("Rosie Hart", "Rosie’s Garden Supplies"))


def test_without_an_owner_the_shop_signs():
    assert compose("thank_you", BAREST).signature == ("Rosie’s",)


def test_the_stored_text_holds_everything_that_prints():
    """LET-7."""
    letter = compose("how_did_we_do", FULL)
    lines = [*letter.sender, *letter.addressee, letter.dated, letter.salutation, *letter.paragraphs, letter.closing]
    questions = [question.text for question in letter.sheet.questions]
    position = 0
    for line in itertools.chain(lines, letter.signature, questions):
        position = letter.plain().index(line, position)


@pytest.mark.parametrize(
    ("kind", "text", "stop", "cause"),
    [
        ("thank_you", "{% if late %}Late.{% endif %}\n\nBye,", "Stop: call us.", "no words"),
        ("newsletter", "News.\n\nBye,", "{% if late %}Stop: call us.{% endif %}", "how to stop"),
    ],
)
def test_a_letter_that_would_say_nothing_or_not_how_to_stop_is_held(kind, text, stop, cause):
    """LET-8, SUP-10: whatever its owner made it depend on."""
    words, on_stopping = (Words(Template(name, source), "en") for name, source in ((kind, text), ("stop", stop)))
    assert write(kind, replace(FULL, late=True), words, on_stopping).paragraphs
    with pytest.raises(SaysNothing, match=cause):
        write(kind, replace(FULL, late=False), words, on_stopping)
