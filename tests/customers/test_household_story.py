"""The Parks: Ann, John, their son Tim and the dog Fifi, over a hard year."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from carebook.book.book import Book
from carebook.customers import desk, refusals, rules, store
from carebook.customers.entry import CustomerEntry, MemberEntry, OccasionEntry
from carebook.customers.model import Cause

Enter = Callable[..., Any]
Parks = dict[str, int]


@pytest.fixture
def parks(book: Book, today: date, enter: Enter) -> Parks:
    """Their customer id and those of the members."""
    home = enter(CustomerEntry, kind="household", given_name="Ann", family_name="Park")
    ids = {"home": desk.add_customer(book, home, today).only("customer")}
    for name, role, minor in (("John Park", "partner", ""), ("Tim Park", "child", "yes"), ("Fifi", "pet", "")):
        entry = enter(MemberEntry, name=name, role=role, minor=minor)
        ids[name] = desk.add_member(book, ids["home"], entry, today).only("member")
    desk.set_occasion(book, ids["home"], enter(OccasionEntry, day="4 dec"), today, member_id=ids["Fifi"])
    return ids


def addressed(book: Book, parks: Parks) -> tuple[str, str]:
    customer = store.customer(book.db, parks["home"])
    return customer.addressee, customer.salutation


def test_the_adults_are_addressed_together_and_the_child_and_the_dog_are_not(book: Book, parks: Parks) -> None:
    """SUP-7."""
    assert addressed(book, parks) == ("Ann and John Park", "Dear Ann and John,")


def test_the_dog_dies_and_nobody_has_to_be_left_in_peace(book: Book, parks: Parks, today: date) -> None:
    desk.member_died(book, parks["Fifi"], date(2026, 11, 20), today)
    assert store.member(book.db, parks["Fifi"]).died_on == date(2026, 11, 20)
    assert store.customer(book.db, parks["home"]).quiet_from is None
    assert addressed(book, parks) == ("Ann and John Park", "Dear Ann and John,")


def test_john_dies_and_letters_go_to_ann_after_a_quiet_time(book: Book, parks: Parks, today: date) -> None:
    """SUP-1."""
    desk.member_died(book, parks["John Park"], date(2026, 11, 20), today)
    assert addressed(book, parks) == ("Ann Park", "Dear Ann,")
    assert store.customer(book.db, parks["home"]).quiet_from == today
    assert store.suppressions(book.db, parks["home"]) == []
    book.undo(today)
    assert addressed(book, parks) == ("Ann and John Park", "Dear Ann and John,")


def test_a_salutation_of_the_owners_own_does_not_go_on_naming_the_dead(
    book: Book, parks: Parks, today: date, enter: Enter
) -> None:
    """SUP-1."""
    home = enter(
        CustomerEntry,
        kind="household",
        given_name="Ann",
        family_name="Park",
        addressee="The Parks",
        salutation="Hi Ann & John!",
    )
    desk.edit_customer(book, parks["home"], home, today)
    desk.member_died(book, parks["John Park"], today, today)
    assert addressed(book, parks) == ("The Parks", "Dear Ann,")


def test_ann_dies_and_is_put_among_the_members_first(book: Book, parks: Parks, today: date, enter: Enter) -> None:
    """SUP-1: the household is not dead with one of its people."""
    with pytest.raises(refusals.OthersLiveThere, match="Ann Park is a household"):
        desk.mark_deceased(book, parks["home"], "", today)
    ann = desk.add_member(book, parks["home"], enter(MemberEntry, name="Ann Park", role="partner"), today).only(
        "member"
    )
    assert addressed(book, parks) == ("John and Ann Park", "Dear John and Ann,")
    desk.member_died(book, ann, today, today)
    assert addressed(book, parks) == ("John Park", "Dear John,")
    members = store.members(book.db, parks["home"])
    gaps = rules.honest_gaps(store.customer(book.db, parks["home"]), members)
    assert "the record still goes by the name of Ann Park, who died" in gaps


def test_when_nobody_is_left_to_write_to_nothing_is_written(
    book: Book, parks: Parks, today: date, enter: Enter
) -> None:
    """SUP-1."""
    ann = desk.add_member(book, parks["home"], enter(MemberEntry, name="Ann Park", role="partner"), today).only(
        "member"
    )
    desk.member_died(book, parks["John Park"], today, today)
    desk.member_died(book, ann, today, today)
    assert [s.cause for s in store.suppressions(book.db, parks["home"])] == [Cause.DECEASED]
    assert addressed(book, parks) == ("", "")


def test_john_moves_out_and_his_birthday_goes_with_him(book: Book, parks: Parks, today: date, enter: Enter) -> None:
    desk.set_occasion(book, parks["home"], enter(OccasionEntry, day="1 feb"), today, member_id=parks["John Park"])
    desk.remove_member(book, parks["John Park"], today)
    assert addressed(book, parks) == ("Ann Park", "Dear Ann,")
    assert [occasion.member_id for occasion in store.occasions(book.db, parks["home"])] == [parks["Fifi"]]
    book.undo(today)
    assert len(store.occasions(book.db, parks["home"])) == 2
