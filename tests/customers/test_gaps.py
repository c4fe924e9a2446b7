"""Honest gaps: who lacks what, counted in sets as one by one, and filled in one field at a time (LET-8)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from carebook.book import journal, rows
from carebook.book.book import Book
from carebook.customers import desk, store
from carebook.customers.desk.gaps import fill_in, name_days, say_whose_birthday
from carebook.customers.entry import CustomerEntry, MemberEntry, MissingEntry, OccasionEntry
from carebook.customers.gaps import TITLES, WHY, Gap
from carebook.customers.model import Cause
from carebook.customers.refusals import NothingTyped, NotOneOfThem, OneBirthday
from carebook.customers.rules import honest_gaps
from carebook.customers.store.gaps import count_gaps, in_gap, is_in_gap, nameless_days, nameless_members
from carebook.shop.gaps import DETAILS, missing_details
from carebook.shop.store import shop
from carebook.typed import Wrong

Enter = Callable[..., Any]

WHOLE = {
    "name": "Ann Park",
    "address1": "4 Mill Lane",
    "city": "Bath",
    "source": "walked past",
    "opened_on": "3 may 2024",
}


def entered(book: Book, today: date, enter: Enter, **typed: str) -> int:
    return desk.add_customer(book, enter(CustomerEntry, **{**WHOLE, **typed}), today).only("customer")


def lacks(book: Book, customer: int) -> set[Gap]:
    return {gap for gap in Gap if is_in_gap(book.db, gap, customer)}


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ({}, set()),
        ({"source": ""}, {Gap.SOURCE}),
        ({"opened_on": ""}, {Gap.SINCE}),
        ({"address1": ""}, {Gap.UNREACHABLE, Gap.ADDRESS}),
        ({"city": ""}, {Gap.UNREACHABLE, Gap.ADDRESS}),
        ({"city": "", "postcode": "04530"}, set()),
        ({"city": "", "phone": "555 0100"}, {Gap.ADDRESS}),
        ({"email": "ann@example.com"}, {Gap.EMAIL_LEAVE}),
        ({"mobile": "555 0100"}, {Gap.TEXT_LEAVE}),
    ],
)
def test_what_is_missing_of_a_customer(
    book: Book, today: date, enter: Enter, typed: dict[str, str], found: set[Gap]
) -> None:
    number = entered(book, today, enter, **typed)
    assert lacks(book, number) == found
    assert {gap for gap, count in count_gaps(book.db).items() if count} == found
    assert all(in_gap(book.db, gap) == ([number] if gap in found else []) for gap in Gap)


def test_the_gaps_are_counted_in_the_order_in_which_they_matter(book: Book) -> None:
    assert list(count_gaps(book.db)) == list(Gap)


def test_every_gap_has_its_words() -> None:
    assert set(TITLES) == set(WHY) == set(Gap)


def test_the_dead_lack_nothing(book: Book, today: date, enter: Enter) -> None:
    """SUP-1."""
    number = entered(book, today, enter, address1="", source="", email="ann@example.com")
    desk.mark_deceased(book, number, "", today)
    assert not lacks(book, number)
    assert not any(count_gaps(book.db).values())


@pytest.mark.parametrize("cause", [Cause.NO_EMAIL, Cause.NO_MARKETING, Cause.DO_NOT_CONTACT])
def test_who_wants_no_offers_is_not_asked_for_leave(book: Book, today: date, enter: Enter, cause: Cause) -> None:
    """SUP-3."""
    number = entered(book, today, enter, email="ann@example.com")
    desk.stop(book, number, cause, "", today)
    assert lacks(book, number) == set()


def test_who_wants_no_post_needs_no_address(book: Book, today: date, enter: Enter) -> None:
    number = entered(book, today, enter, address1="", phone="555 0100")
    desk.stop(book, number, Cause.NO_POST, "", today)
    assert lacks(book, number) == set()


def test_the_record_and_the_list_agree(book: Book, today: date, enter: Enter) -> None:
    """What a record asks about is what the lists count."""
    number = entered(book, today, enter, address1="", email="ann@example.com", mobile="555", source="", opened_on="")
    desk.stop(book, number, Cause.GONE_AWAY, "", today)
    one = store.customer(book.db, number)
    said = honest_gaps(one, [], store.permissions(book.db, number), store.suppressions(book.db, number))
    assert len(said) == len(lacks(book, number)) == 6


def test_who_bought_last_comes_first(book: Book, today: date, enter: Enter) -> None:
    from carebook.customers.entry import SaleEntry

    numbers = [entered(book, today, enter, name=name, source="") for name in ("Ann", "Bea", "Cy")]
    desk.record_sale(book, numbers[1], enter(SaleEntry, amount="5", sold_on="-3d"), today)
    desk.record_sale(book, numbers[2], enter(SaleEntry, amount="5", sold_on="-1d"), today)
    assert in_gap(book.db, Gap.SOURCE) == [numbers[2], numbers[1], numbers[0]]


def test_only_what_is_typed_changes(book: Book, today: date, enter: Enter) -> None:
    number = entered(book, today, enter, source="", note="a dog")
    was, before = store.customer(book.db, number), journal.dump(book.db)
    change = fill_in(book, number, enter(MissingEntry, source="a market or fair"), today)
    assert change.label == "Filled in Ann Park"
    assert store.customer(book.db, number) == was._replace(source="a market or fair")
    book.undo(today)
    assert journal.dump(book.db) == before


def test_a_new_address_lets_post_go_again(book: Book, today: date, enter: Enter) -> None:
    """SUP-6."""
    number = entered(book, today, enter)
    desk.stop(book, number, Cause.GONE_AWAY, "post came back", today)
    assert lacks(book, number) == {Gap.MOVED}
    fill_in(book, number, enter(MissingEntry, address1="9 New Street", city="York"), today)
    assert lacks(book, number) == set()
    assert store.suppressions(book.db, number) == []


def test_a_street_alone_is_no_full_address(enter: Enter) -> None:
    with pytest.raises(Wrong) as wrong:
        enter(MissingEntry, address1="9 New Street")
    assert set(wrong.value.errors) == {"city"}
    assert enter(MissingEntry, address1="9 New Street", postcode="YO1 7HH")


def test_a_salutation_that_is_left_to_us_is_the_suggested_one(book: Book, today: date, enter: Enter) -> None:
    number = entered(book, today, enter)
    with book.writing():
        rows.update(book.db, "customer", number, {"salutation": ""})
    assert lacks(book, number) == {Gap.SALUTATION}
    fill_in(book, number, enter(MissingEntry, salutation=""), today)
    assert store.customer(book.db, number).salutation == "Dear Ann Park,"


def test_nothing_typed_is_said_and_changes_nothing(book: Book, today: date, enter: Enter) -> None:
    number = entered(book, today, enter, source="")
    with pytest.raises(NothingTyped, match="ctrl\\+n"):
        fill_in(book, number, enter(MissingEntry, source=" "), today)
    with pytest.raises(NothingTyped):
        name_days(book, number, {1: ""}, today)


@pytest.mark.parametrize("label", ["", "?", "???", "-", "12"])
def test_a_day_of_ones_own_without_a_name(book: Book, today: date, enter: Enter, label: str) -> None:
    number = entered(book, today, enter)
    entry = enter(OccasionEntry, kind="own", label="x", day="3 may")
    day = desk.set_occasion(book, number, entry, today).only("occasion")
    with book.writing():
        rows.update(book.db, "occasion", day, {"label": label})
    assert (lacks(book, number), nameless_days(book.db, number)) == ({Gap.NAMELESS_DAY}, [day])
    name_days(book, number, {day: "first visit"}, today)
    assert lacks(book, number) == set()
    with pytest.raises(NotOneOfThem):
        name_days(book, entered(book, today, enter, name="Bea"), {day: "hers"}, today)


@pytest.mark.parametrize(("name", "is_one"), [("?", True), ("--", True), ("Fifi", False), ("李", False), ("É.", False)])
def test_a_member_without_a_real_name(book: Book, today: date, enter: Enter, name: str, is_one: bool) -> None:
    number = entered(book, today, enter)
    member = desk.add_member(book, number, enter(MemberEntry, name=name, role="pet"), today).only("member")
    assert nameless_members(book.db, number) == ([member] if is_one else [])
    assert (Gap.NAMELESS_MEMBER in lacks(book, number)) == is_one


def test_a_households_birthday_is_given_to_whose_it_is(book: Book, today: date, enter: Enter) -> None:
    number = entered(book, today, enter, name="The Parks", kind="household")
    desk.set_occasion(book, number, enter(OccasionEntry, day="3 may"), today)
    member = desk.add_member(book, number, enter(MemberEntry, name="John"), today).only("member")
    assert lacks(book, number) == {Gap.WHOSE_BIRTHDAY}
    before = journal.dump(book.db)
    with pytest.raises(NothingTyped):
        say_whose_birthday(book, number, None, "", today)
    say_whose_birthday(book, number, member, "", today)
    assert store.birthday(book.db, number, member)
    assert lacks(book, number) == set()
    book.undo(today)
    assert journal.dump(book.db) == before
    say_whose_birthday(book, number, None, "Zoë", today)
    assert [one.name for one in store.members(book.db, number)] == ["John", "Zoë"]


def test_who_has_a_birthday_already_has_no_second_one(book: Book, today: date, enter: Enter) -> None:
    number = entered(book, today, enter, name="The Parks", kind="household")
    desk.set_occasion(book, number, enter(OccasionEntry, day="3 may"), today)
    birthday = enter(OccasionEntry, day="9 june")
    member = desk.add_member(book, number, enter(MemberEntry, name="John"), today, birthday=birthday).touched["member"]
    with pytest.raises(OneBirthday):
        say_whose_birthday(book, number, next(iter(member)), "", today)


def test_what_the_shop_has_not_said_of_itself(book: Book) -> None:
    """LET-8: a detail that is not filled in stands among the honest gaps."""
    here = shop(book.db)
    assert missing_details(here) == ["sign_off", "phone", "email", "address1"]
    assert missing_details(here._replace(**dict.fromkeys(DETAILS, "x"))) == []


@pytest.mark.parametrize("cause", [Cause.NO_MARKETING, Cause.DO_NOT_CONTACT])
def test_the_record_does_not_ask_for_leave_to_send_what_they_do_not_want(
    book: Book, today: date, enter: Enter, cause: Cause
) -> None:
    """SUP-3."""
    number = entered(book, today, enter, email="ann@example.com", mobile="555")
    desk.stop(book, number, cause, "", today)
    assert honest_gaps(store.customer(book.db, number), suppressions=store.suppressions(book.db, number)) == []
