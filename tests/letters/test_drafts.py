"""What a letter is written from: who has the birthday, as the reader knows them, and whether there ever was a sale."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from rosie import Rosie, rosies

from carebook.letters.facts import LetterFacts
from carebook.letters.store import letters as store
from carebook.letters.store.drafts import facts_of
from carebook.shop import store as shop_store


@pytest.fixture
def rosie(book_path: Path) -> Iterator[Rosie]:
    """Her shop on Monday 2 November 2026."""
    with rosies(book_path, "11-02") as found:
        yield found


def facts(rosie: Rosie, letter: int) -> LetterFacts:
    db = rosie.book.db
    return facts_of(db, [letter], shop_store.shop(db), store.planned_kinds(db), rosie.today)[letter][1]


@pytest.mark.parametrize(
    ("addressee", "member", "role", "minor", "whose", "called"),
    [
        ("Ruth Parker", "Ruth Parker", "partner", "", "customer", ""),
        ("Ruth Parker", "Ruth", "partner", "", "customer", ""),
        ("Ruth and Tom Parker", "Ruth Parker", "partner", "", "customer", "Ruth"),
        ("Ruth & Tom Parker", "Tom Parker", "partner", "", "customer", "Tom"),
        ("Ruth und Tom Parker", "Tom Parker", "partner", "", "customer", "Tom"),
        ("Orlando Parker", "Orlando Parker", "partner", "", "customer", ""),
        ("Ruth Parker", "Tom Parker", "partner", "", "member", "Tom"),
        ("Ruth Parker", "Tom Reed", "partner", "", "member", "Tom Reed"),
        ("The Parkers", "Ruth Parker", "partner", "", "member", "Ruth"),
        ("Ruth Parker", "Ellie Parker", "child", "yes", "minor", "Ellie"),
        ("Ruth and Ellie Parker", "Ellie Parker", "child", "yes", "minor", "Ellie"),
        ("Ruth Parker", "Fifi", "pet", "", "pet", "Fifi"),
    ],
)
def test_a_birthday_is_the_readers_own_or_somebody_elses(
    rosie: Rosie, addressee: str, member: str, role: str, minor: str, whose: str, called: str
) -> None:
    """SUP-7: a minor is never the reader."""
    customer = rosie.customer("Ruth Parker", kind="household", addressee=addressee, family_name="Parker")
    rosie.birthday(customer, "10 nov", rosie.member(customer, member, role, minor))
    occasion = facts(rosie, rosie.one("pet_birthday" if role == "pet" else "birthday").id).occasion
    assert (occasion.whose, occasion.name) == (whose, called)


@pytest.mark.parametrize(
    ("kind", "name", "typed", "called"),
    [
        ("household", "Ruth Parker", {"given_name": "Ruth", "family_name": "Parker"}, "Ruth"),
        ("household", "Ruth Parker", {}, "Ruth"),
        ("household", "Ruth Parker", {"called": "Ruthie"}, "Ruthie"),
        ("household", "Ruth and Tom Parker", {}, ""),
        ("household", "The Parkers", {}, ""),
        ("household", "Rose Cottage", {}, ""),
        ("person", "Ruth Parker", {}, ""),
    ],
)
def test_a_households_own_birthday_names_whose_it_is(
    rosie: Rosie, kind: str, name: str, typed: dict[str, str], called: str
) -> None:
    """Dear Ruth and Tom: one of them has the birthday, where the record tells which."""
    customer = rosie.customer(name, kind=kind, addressee="Ruth and Tom Parker", **typed)
    rosie.birthday(customer, "10 nov")
    occasion = facts(rosie, rosie.one("birthday").id).occasion
    assert (occasion.whose, occasion.name) == ("customer", called)


@pytest.mark.parametrize(
    ("typed", "lines"),
    [
        ({}, ("Kim Ash", "Northside Café")),
        ({"company": "Northside Café Ltd"}, ("Kim Ash", "Northside Café Ltd")),
        ({"addressee": "Northside Café, the kitchen"}, ("Northside Café, the kitchen", "4 Mill Lane")),
    ],
)
def test_the_firm_stands_below_the_contact_on_the_envelope(
    rosie: Rosie, typed: dict[str, str], lines: tuple[str, str]
) -> None:
    customer = rosie.customer("Northside Café", kind="business", **typed)
    rosie.member(customer, "Kim Ash", "contact")
    rosie.birthday(customer, "10 nov")
    assert facts(rosie, rosie.one("birthday").id).customer.addressee[:2] == lines


@pytest.mark.parametrize("bought", [False, True])
def test_a_letter_knows_whether_there_ever_was_a_sale(rosie: Rosie, bought: bool) -> None:
    customer = rosie.customer("Ruth Parker")
    if bought:
        rosie.sale(customer, "2026-10-01")
    rosie.birthday(customer, "10 nov")
    assert facts(rosie, rosie.one("birthday").id).bought is bought
