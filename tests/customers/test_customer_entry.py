"""What may be typed about customers, and the sentence for each mistake."""

from collections.abc import Callable
from datetime import date

import pytest

from carebook.customers import entry
from carebook.customers.entry import (
    ContactEntry,
    CustomerEntry,
    MemberEntry,
    NewsEntry,
    OccasionEntry,
    RefundEntry,
    SaleEntry,
)
from carebook.entry import Entry, read
from carebook.typed import Setting, Wrong

TODAY = date(2026, 11, 25)
GB = Setting("GB", "GBP", TODAY)


@pytest.mark.parametrize(
    ("model", "values", "field", "kept"),
    [
        (CustomerEntry, {"given_name": "Ann", "family_name": "Park"}, "name", "Ann Park"),
        (CustomerEntry, {"called": "Annie"}, "name", "Annie"),
        (CustomerEntry, {"kind": "Business", "company": "Acme", "given_name": "Ann"}, "name", "Acme"),
        (CustomerEntry, {"name": "  [/]\x1b[31m \u202eAnn "}, "name", "[/] Ann"),
        (CustomerEntry, {"name": "A" * 10_000}, "name", "A" * 10_000),
        (CustomerEntry, {"name": "A", "tags": "vip; garden, vip,"}, "tags", ("vip", "garden")),
        (CustomerEntry, {"name": "A", "country": "Deutschland"}, "country", "DE"),
        (CustomerEntry, {"name": "A", "opened_on": "1/5/2024"}, "opened_on", date(2024, 5, 1)),
        (CustomerEntry, {"name": "A", "note": "one\ntwo  "}, "note", "one\ntwo"),
        (CustomerEntry, {"name": "A", "external_id": "00012"}, "external_id", "00012"),
        (MemberEntry, {"name": "Tim", "role": "child", "minor": "yes"}, "minor", True),
        (MemberEntry, {"name": "Tim", "minor": ""}, "minor", False),
        (OccasionEntry, {"day": "29 feb 1992"}, "day", (1992, 2, 29)),
        (OccasionEntry, {"day": "3 may"}, "day", (None, 5, 3)),
        (SaleEntry, {"amount": "12.50"}, "amount", 1250),
        (SaleEntry, {"amount": "0"}, "amount", 0),
        (SaleEntry, {"amount": "£1,234"}, "amount", 123400),
        (SaleEntry, {"amount": "1"}, "sold_on", TODAY),
        (SaleEntry, {"amount": "1", "sold_on": "yesterday"}, "sold_on", date(2026, 11, 24)),
        (SaleEntry, {"amount": "1", "sold_on": "26 nov"}, "sold_on", date(2025, 11, 26)),
        (SaleEntry, {"amount": "1", "gift_reveal_on": "24 dec"}, "gift_reveal_on", date(2026, 12, 24)),
        (SaleEntry, {"amount": "1", "quantity": "0,5"}, "quantity", "0.5"),
        (SaleEntry, {"amount": "1"}, "cost", None),
        (RefundEntry, {}, "amount", None),
        (RefundEntry, {"amount": "3"}, "amount", 300),
        (ContactEntry, {"response": "later", "call_back_on": "+2w"}, "call_back_on", date(2026, 12, 9)),
        (ContactEntry, {"channel": "In Person"}, "channel", "in person"),
        (NewsEntry, {"what": "a new shop"}, "kind", "congratulation"),
    ],
)
def test_a_field_is_read(model: type[Entry], values: dict[str, str], field: str, kept: object) -> None:
    assert getattr(read(model, values, GB), field) == kept


@pytest.mark.parametrize(
    ("model", "values", "errors"),
    [
        (CustomerEntry, {}, {"name": "A name is needed here, or one of the other name fields."}),
        (CustomerEntry, {"name": "\u200b"}, {"name": "A name is needed here, or one of the other name fields."}),
        (CustomerEntry, {"called": "\u3164"}, {"name": "A name is needed here, or one of the other name fields."}),
        (
            CustomerEntry,
            {"name": "\u202e \x00", "kind": "person"},
            {"name": "A name is needed here, or one of the other name fields."},
        ),
        (
            CustomerEntry,
            {"name": "A", "kind": "fish", "email": "a@b", "country": "Narnia"},
            {
                "kind": "“fish” is none of the words that fit here: person, household, business.",
                "email": "“a@b” is not an e-mail address. It looks like name@example.com.",
                "country": "“Narnia” is not a country that carebook knows."
                " Type its name in English, or its two letters.",
            },
        ),
        (MemberEntry, {}, {"name": "A name is needed here."}),
        (
            MemberEntry,
            {"name": "A", "minor": "perhaps"},
            {"minor": "“perhaps” is neither yes nor no. Type one of the two."},
        ),
        (OccasionEntry, {}, {"day": "A day is needed here. Its year may be left out, like 3 may."}),
        (OccasionEntry, {"day": "3 may", "kind": "own"}, {"label": "Give this day a name, like “first visit”."}),
        (SaleEntry, {}, {"amount": "An amount is needed here; type 0 if nothing was charged."}),
        (
            SaleEntry,
            {"amount": "-5"},
            {"amount": "A sale takes money. For money given back, open the sale and refund it."},
        ),
        (
            SaleEntry,
            {"amount": "5", "cost": "-1"},
            {"cost": "A cost is not below zero. Leave it empty if it is not known."},
        ),
        (
            SaleEntry,
            {"amount": "5", "quantity": "some"},
            {"quantity": "“some” is not a quantity. Type a number like 2 or 0.5."},
        ),
        (
            SaleEntry,
            {"amount": "5", "gift_reveal_on": "1/11/2026"},
            {"gift_reveal_on": "A gift is given on the day it is bought or later."},
        ),
        (
            RefundEntry,
            {"amount": "0"},
            {"amount": "Type what was given back as an amount above zero, or leave it empty for all of it."},
        ),
        (
            ContactEntry,
            {"response": "later"},
            {"call_back_on": "When shall we call back? “later” needs a day, like +2w."},
        ),
        (
            ContactEntry,
            {"call_back_on": "tomorrow"},
            {"response": "A day to call back goes with the response “later”."},
        ),
        (
            ContactEntry,
            {"response": "later", "call_back_on": "yesterday"},
            {"call_back_on": "Tue 24 Nov 2026 is over. Type today or a day to come."},
        ),
        (
            ContactEntry,
            {"response": "returned"},
            {"response": "Only what went by post or by hand can come back as “returned”."},
        ),
        (NewsEntry, {}, {"what": "What was heard is needed here."}),
    ],
)
def test_a_mistake_has_its_sentence(model: type[Entry], values: dict[str, str], errors: dict[str, str]) -> None:
    with pytest.raises(Wrong) as wrong:
        read(model, values, GB)
    assert wrong.value.errors == errors


@pytest.mark.parametrize(
    ("model", "field", "typed", "part"),
    [
        (CustomerEntry, "opened_on", "31/02/2026", "February 2026 has 28 days"),
        (CustomerEntry, "opened_on", "1/12/2026", "is still to come"),
        (OccasionEntry, "day", "1/1/2030", "is still to come"),
        (SaleEntry, "amount", "twelve", "is not an amount"),
        (SaleEntry, "amount", "12 €", "is not an amount in GBP"),
        (SaleEntry, "sold_on", "tomorrow", "is still to come"),
    ],
)
def test_days_and_amounts_bring_their_own_sentence(model: type[Entry], field: str, typed: str, part: str) -> None:
    with pytest.raises(Wrong) as wrong:
        read(model, {field: typed}, GB)
    assert part in wrong.value.errors[field]


@pytest.mark.parametrize("typed", ["a@b.example", "o'neil+x@sub.b.example", "юлия@почта.рф", ""])
def test_an_email_address_of_any_script_is_taken(typed: str) -> None:
    assert read(CustomerEntry, {"name": "A", "email": typed}, GB).email == typed


@pytest.mark.parametrize("typed", ["@b.example", "a@", "a b@c.example", "a@b..", "a,b@c.example", "<a@b.example>"])
def test_what_is_no_email_address_is_refused(typed: str) -> None:
    with pytest.raises(Wrong):
        read(CustomerEntry, {"name": "A", "email": typed}, GB)


@pytest.mark.parametrize(("typed", "kept"), [("", "1"), ("2", "2"), ("-1", "-1"), ("1.25", "1.25")])
def test_a_quantity_is_a_plain_number(typed: str, kept: str) -> None:
    assert entry.a_quantity(typed) == kept


def test_a_field_that_no_record_has_is_not_swallowed(enter: Callable[..., CustomerEntry]) -> None:
    with pytest.raises(Wrong) as wrong:
        enter(CustomerEntry, name="A", colour="red")
    assert list(wrong.value.errors) == ["colour"]
