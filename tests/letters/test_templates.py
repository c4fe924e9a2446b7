"""The template engine: what it knows, what it refuses, and that it never leaves a hole."""

from __future__ import annotations

from dataclasses import replace

import pytest
from letter_facts import FULL, in_country, named

from carebook.letters.facts import CampaignFacts, SaleFacts
from carebook.letters.templates import MissingField, Template, UnknownField, UnreadableTemplate

TANGLED = [
    "{% if shop.name %}" * 110 + "x" + "{% endif %}" * 110,
    "{% if shop.name %}" * 9 + "x" + "{% endif %}" * 9,
    "{% if shop.name %}x{% else %}" * 110 + "{% endif %}" * 110,
    "{{ " + "(" * 2600 + "shop.name" + ")" * 2600 + " }}",
    "{{ " + "[" * 2700 + "]" * 2700 + " }}",
    "{% if " + "not " * 1200 + "shop.name %}x{% endif %}",
    "{{ shop.name" + "|date" * 1000 + " }}",
    "{{ shop" + ".name" * 1000 + " }}",
    "{{ " + "-" * 3000 + "years }}",
    "{{ " + "shop.name ~" * 500 + "shop.name }}",
]
"""What would be too deep for whatever reads it."""


def test_empty_lines_part_paragraphs_and_lines_are_joined():
    assert Template("t", "Hello\nthere,\n\n\nyou.\n").paragraphs(FULL) == ["Hello there,", "you."]


def test_a_condition_that_is_false_takes_its_paragraph_along():
    """LET-8: a detail that the shop has not filled in leaves its line out."""
    template = Template("t", "One.\n\n{% if shop.phone %}Call {{ shop.phone }}.{% endif %}\n\nTwo.")
    without = replace(FULL, shop=replace(FULL.shop, phone=" "))
    assert template.paragraphs(without) == ["One.", "Two."]


@pytest.mark.parametrize("source", ["{{ sale.product }}", "{{ sale.product | words }}", "{{ sale.product | bare }}"])
def test_an_empty_field_is_named_and_nothing_is_printed(source):
    """LET-8."""
    with pytest.raises(MissingField) as held:
        Template("t", source).paragraphs(replace(FULL, sale=SaleFacts()))
    assert held.value.field == "sale.product"
    assert "what was bought" in str(held.value)


def test_an_unknown_field_is_named_with_its_line():
    with pytest.raises(UnknownField, match=r"Line 3 of the text thank_you asks for sale\.prodct") as unknown:
        Template("thank_you", "Dear you,\n\n{{ sale.prodct }}")
    assert (unknown.value.field, unknown.value.line) == ("sale.prodct", 3)


@pytest.mark.parametrize(
    "source",
    [
        "{% for x in shop %}{% endfor %}",
        "{% set x = 1 %}",
        "{% include 'stop.txt' %}",
        "{{ 6 * 7 }}",
        "{{ 'words' }}",
        "{{ shop.name.upper() }}",
        "{{ shop['name'] }}",
        "{{ shop.name | attr }}",
        "{{ shop.name | date(1) }}",
        "{% if years == 1 %}{% endif %}",
        "{{ shop.name",
        "{% if shop.name %}",
        "{{ not shop.name }}",
        "{{ (not shop.name) | date }}",
        "{% raw %}20 % off{% endraw %}",
        "{%- raw -%}{{ shop.name }}{%- endraw -%}",
        "{% if shop.name %}{{ not years }}{% endif %}",
        *TANGLED,
    ],
)
def test_anything_but_fields_and_conditions_is_refused_with_its_line(source):
    with pytest.raises(UnreadableTemplate) as refused:
        Template("t", f"First line.\n{source}")
    assert refused.value.line == 2


def test_a_few_conditions_may_stand_inside_each_other_and_many_behind_each_other():
    deep = "{% if shop.name %}" * 8 + "x" + "{% endif %}" * 8
    assert Template("t", deep * 20).paragraphs(FULL) == ["x" * 20]
    assert Template("t", "{% if not years %}x{% elif shop.name %}y{% endif %}").paragraphs(FULL) == ["y"]
    many = "{% if not shop.name %}a" + "{% elif not shop.name %}b" * 230 + "{% else %}c{% endif %}"
    assert Template("t", many).paragraphs(FULL) == ["c"]


@pytest.mark.parametrize("field", ["shop.__class__", "shop._facts", "country", "shop.name.title"])
def test_nothing_inside_python_can_be_reached(field):
    with pytest.raises(UnknownField):
        Template("t", f"{{{{ {field} }}}}")


@pytest.mark.parametrize(
    ("country", "source", "written"),
    [
        ("GB", "{{ sale.day | date }}", "2 November 2026"),
        ("US", "{{ sale.day | date }}", "November 2, 2026"),
        ("GB", "{{ sale.day | day }}", "2 November"),
        ("US", "{{ sale.day | day }}", "November 2"),
        ("GB", "{{ occasion.age | words }}", "seven"),
        ("GB", "{{ years | years }}", "two years"),
        ("GB", "{{ shop.name | date }}", "Rosie’s Garden Supplies"),
    ],
)
def test_days_and_numbers_are_written_out(country, source, written):
    assert Template("t", source).paragraphs(replace(FULL, shop=in_country(country))) == [written]


@pytest.mark.parametrize(
    ("product", "written"),
    [
        ("a rose arch", "rose arch"),
        ("An olive tree", "olive tree"),
        ("the Brill lawn mower", "Brill lawn mower"),
        ("THE NORTH FACE jacket", "NORTH FACE jacket"),
        ("a 3 m ladder", "3 m ladder"),
        ("Gloves", "Gloves"),
        ("A4 paper", "A4 paper"),
        ("A-frame trellis", "A-frame trellis"),
        ("A & B seed mix", "A & B seed mix"),
        ("Anemones", "Anemones"),
        ("theatre tickets", "theatre tickets"),
        ("vitamin A", "vitamin A"),
        ("a", "a"),
    ],
)
def test_only_a_leading_article_is_left_out_of_a_product(product, written):
    assert Template("t", "{{ sale.product | bare }}").paragraphs(replace(FULL, sale=SaleFacts(product))) == [written]


@pytest.mark.parametrize(("years", "written"), [(1, "one year"), (20, "twenty years"), (21, "21 years")])
def test_a_number_of_years_reads_as_people_say_it(years, written):
    assert Template("t", "{{ years | years }}").paragraphs(replace(FULL, years=years)) == [written]


def test_a_value_is_one_line_of_bounded_length_and_is_never_read_as_a_template():
    """T1: a name is just a name."""
    written = Template("t", "{{ customer.name }}.").paragraphs(
        named("{{ shop.name }}\n\n\x1b[31m{% if %}" + "x" * 10_000)
    )
    assert len(written) == 1
    assert written[0].startswith("{{ shop.name }} {% if %}xxx")
    assert written[0].endswith("x….")
    assert len(written[0]) < 130


def test_the_owners_message_keeps_its_paragraphs():
    facts = replace(FULL, campaign=CampaignFacts(message="One\nline.\n\nTwo."))
    assert Template("t", "{{ campaign.message }}\n\nEnd,").paragraphs(facts) == ["One line.", "Two.", "End,"]
