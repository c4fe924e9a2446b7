"""The owner's words: which texts there are, and what is said about each line of one (LET-8, LET-10, SUP-4, SUP-10)."""

from __future__ import annotations

import dataclasses
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from letter_facts import BAREST, FULL

from carebook.letters.facts import LetterFacts
from carebook.letters.fields import DAYS, FLAGS, OFFERS, example, fields_for, order_in, wanted_in
from carebook.letters.model import KINDS
from carebook.letters.shelf import original
from carebook.letters.templates import MissingField, UnknownField, UnreadableTemplate, fields_in, known_fields
from carebook.letters.variants import variant_of
from carebook.letters.wording import (
    LONGEST,
    STOP,
    TEXTS,
    Remark,
    fitting,
    kind_of,
    look_over,
    preview,
)

NAMES = [text.name for text in TEXTS]
END = "\n\nWith our thanks,"


def said(name: str, source: str) -> list[tuple[int, str, bool]]:
    """Return line, words and weight of every remark."""
    return [(one.line, one.quote, one.is_error) for one in look_over(name, source, None)]


def thanks(line: str) -> str:
    """Return a thank-you that has all it needs and one more line, the third."""
    return f"Thank you for the {{{{ sale.product }}}}.\nDo {{{{ shop.reach }}}}.\n{line}{END}"


# The texts ---------------------------------------------------------------------------------------------------


def test_every_printed_kind_can_be_put_in_own_words() -> None:
    written = {name for name, kind in KINDS.items() if not kind.handwritten and name != "own_letter"}
    assert {text.kind for text in TEXTS} - {""} == written
    assert len(NAMES) == len(set(NAMES))
    assert NAMES[-1] == STOP
    assert NAMES.index("thank_you_gift") == NAMES.index("thank_you") + 1


@pytest.mark.parametrize("name", NAMES)
def test_our_own_words_are_clean(name: str) -> None:
    assert look_over(name, original(name), None) == []


@pytest.mark.parametrize("name", NAMES)
def test_our_own_words_use_only_fields_that_make_sense(name: str) -> None:
    assert {field for field, _ in fields_in(name, original(name))} <= set(fields_for(name))
    assert set(fields_for(name)) <= known_fields()
    assert len(fields_for(name)) == len(set(fields_for(name)))
    wanted = {field for one in wanted_in(name) for field in one.any_of}
    assert wanted | set(order_in(name)) <= set(fields_for(name))


@pytest.mark.parametrize("name", NAMES)
def test_an_example_fills_what_makes_sense_and_nothing_else(name: str) -> None:
    facts = fitting(name, example(name))
    assert preview(name, original(name), facts).paragraphs


ANY_FACTS = [
    FULL,
    BAREST,
    replace(FULL, late=True, bought=False, sale=replace(FULL.sale, is_gift=True)),
    replace(FULL, occasion=replace(FULL.occasion, whose="minor"), referral=replace(FULL.referral, by_partner=True)),
]


@pytest.mark.parametrize("name", [name for name in NAMES if name != STOP])
@pytest.mark.parametrize("facts", ANY_FACTS, ids=["full", "barest", "late gift", "child of a partner"])
def test_every_text_is_chosen_for_some_letter(name: str, facts: LetterFacts) -> None:
    """A text that nobody's letter is ever written with would be changed in vain."""
    assert variant_of(kind_of(name), fitting(name, facts)) == name
    assert fitting("birthday_child", replace(facts, offer="10 % off")).offer == ""


def test_a_thank_you_for_a_gift_that_is_late_owns_the_delay() -> None:
    """LET-6."""
    assert variant_of("thank_you", replace(FULL, late=True, sale=replace(FULL.sale, is_gift=True))) == "thank_you_late"


# Mistakes ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "quote", "reason"),
    [
        ("{{ sale.prodct }}", "sale.prodct", "No letter has “sale.prodct”. Did you mean sale.product?"),
        ("{{ product }}", "product", "No letter has “product”. Did you mean sale.product?"),
        ("{{ shop.fone }}", "shop.fone", "No letter has “shop.fone”. Did you mean shop.phone?"),
        ("{{ weather }}", "weather", "No letter has “weather”."),
        ("{% if sale.prodct %}it{% endif %}", "sale.prodct", "No letter has “sale.prodct”. Did you mean sale.product?"),
        ("the {{ sale.product", "{{ sale.product", "{{ is not closed: put }} behind it."),
        ("the {{ sale.product }", "{{ sale.product }", "{{ is not closed: put }} behind it."),
        ("the {{ sale.product %}", "{{ sale.product %}", "{{ is not closed: put }} behind it."),
        ("the sale.product }}", "}}", "}} closes nothing here. Take it out, or open it before the field."),
        ("the {sale.product}", "{sale.product}", "Write it with two: {{ sale.product }}."),
        ("{% if shop.phone %}call", "{% if shop.phone %}", "This if has no end: put {% endif %} where it stops."),
        ("{% endif %}", "{% endif %}", "There is no if before it. Take it out."),
        ("{% else %}", "{% else %}", "There is no if before it. Take it out."),
        ("{{ sale product }}", "", "This cannot be read: what is between its braces is no field."),
        ("{{ }}", "", "This cannot be read: what is between its braces is no field."),
        ("{% for x in sale %}{% endfor %}", "", "This cannot be read: a letter knows only fields, if, and the words"),
        ("{% unless x %}", "", "This cannot be read: between {% and %} stand if, elif, else, endif."),
        ("{{ sale.day | shout }}", "", "This cannot be read: after | comes one of date, day"),
        ("{{ complaint.number }}", "complaint.number", "“complaint.number” is always empty in this letter"),
        ("Yours for {{ offer }}.", "offer", "An offer has no place in this letter. Leave it out."),
        ("{{ sale.is_gift }}", "sale.is_gift", "This is only yes or no: ask for it, {% if sale.is_gift %}."),
        ("You get 10 % off.", "10 % off", "This makes an offer of it: leave the offer out of this letter."),
        (
            "You get a special\noffer.",
            "special offer",
            "This makes an offer of it: leave the offer out of this letter.",
        ),
        (
            "Tell your friends.",
            "Tell your friends",
            "This asks for an introduction: leave that to a letter of its own.",
        ),
        ("Please rate us.", "rate us", "This asks what a survey asks: leave that to a letter of its own."),
    ],
)
def test_a_mistake_is_named_with_its_line(source: str, quote: str, reason: str) -> None:
    errors = [one for one in look_over("thank_you", thanks(source), None) if one.is_error]
    assert [(one.line, one.quote) for one in errors] == [(3, quote)]
    assert errors[0].said.startswith(reason)


def test_every_mistake_is_told_at_once_in_the_order_of_the_lines() -> None:
    source = "You get 10 % off.\n{{ sale.produkt }} and {{ sale.produkt }}\nRate us. {{ wether }}" + END
    assert [(line, quote) for line, quote, is_error in said("thank_you", source) if is_error] == [
        *((1, "10 % off"), (2, "sale.produkt"), (3, "wether"), (3, "Rate us")),
    ]


@pytest.mark.parametrize(
    ("name", "source", "reason"),
    [
        ("thank_you", "", "There is not a word in it yet."),
        ("thank_you", " \n\u200b\n", "There is not a word in it yet."),
        ("thank_you", "x" * (LONGEST + 1), "This is too long for a letter: it has 6001 characters of at most 6000."),
        ("thank_you", "Thank you for the {{ sale.product }}. Do {{ shop.reach }}.", "A letter ends with a closing"),
        (
            "thank_you",
            thanks("") + "\n\n" + "We are glad that you came, and we hope that you will. " * 2,
            "A letter ends",
        ),
        ("newsletter", f"Hello.{END}", "The message of the campaign would be lost"),
        ("adjustment", f"We are sorry, it is our fault.{END}", "What you do now would be lost"),
        ("refusal", f"{{{{ complaint.alternative }}}}{END}", "Your reason would be lost"),
        ("win_back_offer", f"Come back.{END}", "Your offer would be lost"),
        (STOP, "Thank you.", "It does not say how to reach you"),
        (
            "birthday_child",
            f"{{{{ occasion.name }}}} gets {{{{ offer }}}}.{END}",
            "An offer has no place in this letter",
        ),
        ("birthday", f"All the best, and 10 % off.{END}", "This makes an offer of it"),
    ],
)
def test_what_a_text_cannot_do_without_is_an_error(name: str, source: str, reason: str) -> None:
    assert any(one.is_error and one.said.startswith(reason) for one in look_over(name, source, None))


@pytest.mark.parametrize(
    ("name", "source", "line", "reason"),
    [
        ("thank_you", f"Thank you.\nCall {{{{ shop.phone }}}}.{END}", 4, "It does not name what they came for"),
        ("thank_you", f"Thank you for the {{{{ sale.product }}}}.{END}", 3, "It does not say whom to call"),
        ("thank_you", thanks("We also have seeds."), 3, "This brings up a second thing"),
        (
            "welcome",
            f"I am {{{{ shop.owner }}}}: {{{{ shop.phone }}}}.\n\nOur catalogue comes along.{END}",
            3,
            "This sends",
        ),
        ("how_did_we_do", f"The sheet is enclosed.\nGive us top marks.{END}", 2, "This begs for good marks"),
        (
            "appreciation",
            f"Thank you.\n\n{{{{ campaign.message }}}}\nPlease call us.{END}",
            4,
            "This asks for something",
        ),
        ("birthday", f"Many happy returns.{END}", 3, "An offer of the plan has no place in it"),
        ("promotion", f"{{{{ campaign.message }}}}\n{{{{ campaign.offer }}}}.{END}", 4, "It does not say until when"),
        (
            "win_back_amends",
            f"We miss you, and {{{{ win_back.our_part }}}}.{END}",
            1,
            "No apology takes the responsibility",
        ),
        (STOP, "Do {{ shop.reach }}.", 1, "It does not seem to say that they can stop your letters"),
    ],
)
def test_what_is_unwise_is_said_and_keeps_nothing_from_being_saved(
    name: str, source: str, line: int, reason: str
) -> None:
    (remark,) = look_over(name, source, None)
    assert (remark.line, remark.is_error) == (line, False)
    assert remark.said.startswith(reason)


def test_what_comes_first_in_an_adjustment_stands_first() -> None:
    source = "We are sorry, it is our fault.\n\n{{ complaint.bonus }}\n\n{{ complaint.deed }}" + END
    assert Remark(5, "complaint.deed", "“complaint.deed” comes too late: it stands before complaint.bonus.", False) in (
        look_over("adjustment", source, None)
    )


def test_the_offer_of_the_plan_may_be_dressed_up_where_it_is_said() -> None:
    """SUP-4: words that are read only with the plan's offer may be an offer."""
    source = "Many happy returns.\n\n{% if offer %}A special offer: {{ offer }}.{% else %}A cake.{% endif %}" + END
    assert said("birthday", source) == []
    assert said("birthday", source.replace("A cake", "A discount")) == [(3, "discount", True)]


def test_a_field_that_is_asked_about_first_may_be_empty() -> None:
    assert said("thank_you", thanks("{% if complaint.number %}{{ complaint.number }}{% endif %}")) == []


def test_with_a_real_customer_it_is_said_what_their_letter_would_wait_for() -> None:
    """LET-8."""
    source = thanks("Since {{ sale.day | date }}.")
    assert look_over("thank_you", source, FULL) == []
    (remark,) = look_over("thank_you", source, BAREST)
    assert remark == Remark(3, "sale.day", "The letter to this customer would wait for it: sale day.", False)


def test_words_in_another_language_are_not_measured_with_english_rules() -> None:
    german = "Danke für Ihren Kauf: {{ sale.product }}. Rufen Sie an: {{ shop.phone }}.\n\nMit herzlichem Dank,"
    assert said("thank_you", german) == []
    assert said(STOP, "Keine Post mehr? Bitte anrufen: {{ shop.phone }}.") == []


@given(st.sampled_from(NAMES), st.text(st.sampled_from("{}%# \n|.aif sale.product endif else"), max_size=60))
def test_nothing_that_can_be_typed_breaks_the_look_over(name: str, source: str) -> None:
    told_or_harmless(name, source)


def told_or_harmless(name: str, source: str) -> None:
    """A text without an error can be written with."""
    remarks = look_over(name, source, FULL)
    assert all(1 <= one.line <= source.count("\n") + 1 for one in remarks)
    if not any(one.is_error for one in remarks):
        try:
            preview(name, source, fitting(name, FULL))
        except (UnknownField, UnreadableTemplate):
            raise AssertionError(source) from None
        except MissingField:
            pass


@given(st.sampled_from(NAMES), st.data())
def test_a_character_lost_from_our_words_is_told_or_harmless(name: str, data: st.DataObject) -> None:
    source = original(name)
    place = data.draw(st.integers(0, len(source) - 1))
    told_or_harmless(name, source[:place] + source[place + 1 :])


# The preview -------------------------------------------------------------------------------------------------


def test_a_preview_is_the_letter_as_it_would_print() -> None:
    written = preview("thank_you", thanks("Yours."), FULL)
    assert written.paragraphs == (
        "Thank you for the Brill lawn mower. Do call 01225 555 0142 and ask for Rosie Hart. Yours.",
    )
    assert (written.closing, written.footer) == ("With our thanks,", "")


def test_how_to_stop_is_shown_below_a_letter_that_sells() -> None:
    """SUP-10."""
    written = preview(STOP, "No more letters? Call {{ shop.phone }}.", FULL)
    assert written.footer == "No more letters? Call 01225 555 0142."
    assert written.paragraphs


@pytest.mark.parametrize(
    ("language", "asked", "dated"),
    [("", None, "25 November 2026"), ("German", None, "25. November 2026"), ("German", "", "25 November 2026")],
)
def test_a_preview_has_its_days_in_the_language_of_the_words(language: str, asked: str | None, dated: str) -> None:
    facts = replace(FULL, customer=replace(FULL.customer, language=language))
    assert preview("thank_you", thanks(""), facts, asked).dated == dated


def test_a_preview_says_what_it_lacks() -> None:
    with pytest.raises(MissingField):
        preview("thank_you", thanks("{{ sale.day | date }}"), BAREST)
    with pytest.raises(UnknownField):
        preview("thank_you", thanks("{{ sale.dya }}"), FULL)


def test_a_day_says_how_it_is_written() -> None:
    (remark,) = look_over("thank_you", thanks("Since\n{{ sale.day }}, {{ sale.day | date }}."), None)
    assert remark == Remark(4, "sale.day", "This would read 2026-11-25. Say how: {{ sale.day | date }}.", False)


def test_days_and_flags_are_known_by_their_kind() -> None:
    """A new field of the facts is put where it belongs."""
    kinds = {one.name: str(one.type) for one in dataclasses.fields(FULL)}
    for group in list(kinds):
        inner = getattr(FULL, group)
        if dataclasses.is_dataclass(inner):
            kinds |= {f"{group}.{one.name}": str(one.type) for one in dataclasses.fields(inner)}
    assert set(DAYS) == {name for name, kind in kinds.items() if "date" in kind}
    assert set(FLAGS) == {name for name, kind in kinds.items() if kind == "bool"}


def test_our_english_in_a_letter_in_another_language_is_named() -> None:
    words = "Danke: {{ sale.product }}. {{ shop.reach }}\n\nIhre"
    assert preview("thank_you", words, FULL, "de").remarks == (
        "“shop.reach” is written in English: say it in your own words instead.",
    )
    assert preview("thank_you", words, FULL, "").remarks == ()


def test_an_offer_is_no_field_of_a_text_that_may_not_sell() -> None:
    """LET-10, SUP-7."""
    may = {name for name in NAMES if set(fields_for(name)) & set(OFFERS)}
    assert may == {"birthday", "birthday_member", "pet_birthday", "win_back_offer", "promotion"}
