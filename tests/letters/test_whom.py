"""To whom nothing is addressed any more: those who died, and children (SUP-1, SUP-7)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from rosie import Rosie, rosies

from carebook.customers import desk as customers
from carebook.customers.desk import household, people
from carebook.customers.entry import AddressedEntry, MemberEntry
from carebook.customers.whom import NOBODY
from carebook.entry import read
from carebook.letters.desk.addressing import of_customers, of_letters
from carebook.letters.desk.drafting import draft_emails
from carebook.letters.desk.printing import print_letters, tonights_cards
from carebook.letters.desk.sending import mark_sent
from carebook.letters.store import letters as store
from carebook.letters.store.drafts import facts_of
from carebook.letters.store.paper import names_and_emails
from carebook.shop import store as shop_store


@pytest.fixture
def rosie(book_path: Path) -> Iterator[Rosie]:
    with rosies(book_path, "11-02") as found:
        yield found


def member(rosie: Rosie, customer: int, name: str, role: str = "partner", **typed: str) -> int:
    entry = read(MemberEntry, {"name": name, "role": role, **typed}, rosie.setting)
    return customers.add_member(rosie.book, customer, entry, rosie.today).only("member")


def died(rosie: Rosie, number: int) -> None:
    people.member_died(rosie.book, number, rosie.today, rosie.today)


def both_parents_died(rosie: Rosie) -> int:
    home = rosie.customer("Yod family", kind="household", email="yod@post.example")
    parents = [member(rosie, home, "Al Yod"), member(rosie, home, "Di Yod")]
    member(rosie, home, "Kid Yod", "child", minor="yes")
    for one in parents:
        died(rosie, one)
    return home


def one_of_a_couple_died(rosie: Rosie) -> int:
    home = rosie.customer("Vi and Ed Una", kind="household", email="una@post.example")
    household.someone_died(rosie.book, home, "Vi Una", rosie.today, rosie.today)
    return home


def a_person_died(rosie: Rosie) -> int:
    person = rosie.customer("Bo Wu", email="wu@post.example")
    died(rosie, member(rosie, person, "Bo Wu", "other"))
    return person


def a_child_alone(rosie: Rosie) -> int:
    home = rosie.customer("Kit Sol", kind="household", email="kit@post.example")
    member(rosie, home, "Kit Sol", "child", minor="yes")
    return home


def written_to_and_then_a_child(rosie: Rosie) -> int:
    home = rosie.customer("Tam family", kind="household", email="tam@post.example")
    one = member(rosie, home, "Jo Tam", "other")
    household.write_to(rosie.book, one, rosie.today)
    child = read(MemberEntry, {"name": "Jo Tam", "role": "child", "minor": "yes"}, rosie.setting)
    people.edit_member(rosie.book, one, child, rosie.today)
    return home


NOBODY_LEFT = [both_parents_died, one_of_a_couple_died, a_person_died, a_child_alone, written_to_and_then_a_child]


@pytest.mark.parametrize("happened", NOBODY_LEFT)
def test_nothing_is_addressed_to_who_died_or_to_a_child(
    rosie: Rosie, happened: Callable[[Rosie], int], tmp_path: Path
) -> None:
    """SUP-1, SUP-7: no letter, label, envelope or e-mail; it stays on Today with its cause (LET-2)."""
    customer = happened(rosie)
    rosie.sale(customer, "2026-11-02")
    letter = rosie.letters("thank_you")[-1].id
    for made in (print_letters, draft_emails):
        batch = made(rosie.book, [letter], rosie.today, tmp_path)
        assert (batch.files, batch.left_out) == ((), ((letter, NOBODY),))
    assert (of_letters(rosie.book.db, [letter], rosie.today)) == ([], {letter: NOBODY})
    assert of_customers(rosie.book.db, [customer]) == ([], {customer: NOBODY})
    assert [cause for kind, _, cause in rosie.review() if kind == "thank_you"] == [NOBODY]


def test_what_was_printed_before_and_cards_by_hand_wait_too(rosie: Rosie, tmp_path: Path) -> None:
    """SUP-1, SUP-2: they name who died; neither leaves, whatever is asked."""
    home = rosie.customer("Vi and Ed Una", kind="household")
    rosie.sale(home, "2026-11-02")
    rosie.news(home, "congratulation", "a prize for their roses")
    thanks, card = rosie.one("thank_you").id, rosie.one("congratulation").id
    assert print_letters(rosie.book, [thanks], rosie.today, tmp_path).letters == (thanks,)
    assert tonights_cards(rosie.book.db, None, rosie.today)[0]
    household.someone_died(rosie.book, home, "Vi Una", rosie.today, rosie.today)
    sent = mark_sent(rosie.book, [thanks, card], rosie.today, rosie.today)
    assert (sent.done, sent.refused) == ((), ((thanks, NOBODY), (card, NOBODY)))
    assert tonights_cards(rosie.book.db, None, rosie.today) == ([], {})
    assert {cause for _, _, cause in rosie.review()} == {NOBODY}


@pytest.mark.parametrize("happened", [both_parents_died, one_of_a_couple_died, a_child_alone])
def test_with_lines_of_the_owners_own_letters_go_again(
    rosie: Rosie, happened: Callable[[Rosie], int], tmp_path: Path
) -> None:
    customer = happened(rosie)
    typed = AddressedEntry(addressee="Miss Ida Grey", salutation="Dear Miss Grey,")
    household.address(rosie.book, customer, typed, rosie.today)
    rosie.sale(customer, "2026-11-02")
    letter = rosie.letters("thank_you")[-1].id
    assert print_letters(rosie.book, [letter], rosie.today, tmp_path).letters == (letter,)
    db = rosie.book.db
    ((_, facts),) = facts_of(db, [letter], shop_store.shop(db), store.planned_kinds(db), rosie.today).values()
    assert facts.customer.name == "Miss Ida Grey", "whatever names the customer in a text, or on a card to pass on"
    assert names_and_emails(db, [letter])[letter][0] == "Miss Ida Grey", "so does the head of an e-mail"


def test_a_line_that_would_be_suggested_for_who_died_is_no_line_of_the_owners(rosie: Rosie) -> None:
    """SUP-1: left empty, it is suggested, and what is suggested has the dead in it."""
    home = one_of_a_couple_died(rosie)
    household.address(rosie.book, home, AddressedEntry(addressee="Ed Una"), rosie.today)
    assert of_customers(rosie.book.db, [home]).left_out == {home: NOBODY}


def test_who_is_left_is_written_to(rosie: Rosie) -> None:
    home = rosie.customer("Ann and John Park", kind="household")
    member(rosie, home, "Ann Park")
    died(rosie, member(rosie, home, "John Park"))
    member(rosie, home, "Kit Park", "child", minor="yes")
    with_a_child = rosie.customer("Lea Moss", kind="household")
    member(rosie, with_a_child, "Lea Moss Kit", "child", minor="yes")
    family = rosie.customer("Reed family", kind="household")
    member(rosie, family, "Tim Reed", "child", minor="yes")
    namesake = rosie.customer("Eva Lund")
    member(rosie, namesake, "Eva Lund", "child", minor="yes")
    pets = rosie.customer("Max Mill")
    died(rosie, member(rosie, pets, "Max Mill", "pet"))
    everybody = [home, with_a_child, family, namesake, pets]
    assert of_customers(rosie.book.db, everybody).left_out == {}
