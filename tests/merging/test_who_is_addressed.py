"""Whoever of two merged records has died, or is under age, is not addressed, nor once they are apart (SUP-1, SUP-7)."""

from __future__ import annotations

import pytest
from doubles import TODAY, add, causes, person, take_apart

from carebook.book.book import Book
from carebook.customers import store
from carebook.customers.desk import remove_member
from carebook.customers.desk.people import member_died
from carebook.customers.model import Cause
from carebook.merging.desk import merge
from carebook.merging.refusals import StandsInTheOther, UnderAge

DEAD, MINOR = {"died_on": "2026-10-01"}, {"minor": 1, "role": "child"}
BOTH = {"addressee": "Ann and John Park", "salutation": "Dear Ann and John,"}
Value = str | int


def household(book: Book, *names: str, name: str = "The Parks", **values: Value) -> int:
    """Enter a household whose members are partners."""
    number = person(book, name, kind="household", **values)
    with book.act("Members", TODAY) as act:
        for member in names:
            add(act.db, "member", customer_id=number, name=member, role="partner")
    return number


def change(book: Book, customer_id: int, whom: str, /, **values: Value) -> None:
    """Say something of a member of this name."""
    with book.act("Changed", TODAY) as act:
        sets = ", ".join(f"{column} = ?" for column in values)
        act.db.execute(
            f"UPDATE member SET {sets} WHERE customer_id = ? AND name = ?", [*values.values(), customer_id, whom]
        )


def member(book: Book, customer_id: int, name: str) -> int:
    """Return the member of this name."""
    return next(one.id for one in store.members(book.db, customer_id) if one.name == name)


def lines(book: Book, customer_id: int) -> tuple[str, str]:
    """Return both lines by which a customer is addressed."""
    found = store.customer(book.db, customer_id)
    return found.addressee, found.salutation


# Merging ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("known", [DEAD, MINOR, {}])
@pytest.mark.parametrize("kind", ["person", "business"])
def test_a_person_does_not_take_in_the_household_where_they_are_a_member(
    book: Book, known: dict[str, Value], kind: str
) -> None:
    ann, parks = person(book, "Ann Park", kind=kind), household(book, "Ann Park", "John Park")
    if known:
        change(book, parks, "Ann Park", **known)
    with pytest.raises(StandsInTheOther, match="Keep The Parks instead"):
        merge(book, ann, parks, TODAY)


@pytest.mark.parametrize("known", [DEAD, MINOR])
def test_a_household_takes_in_a_person_and_addresses_the_others(book: Book, known: dict[str, Value]) -> None:
    ann = person(book, "Ann Park", given_name="Ann", family_name="Park")
    parks = household(book, "Ann Park", "John Park", addressee="", salutation="")
    change(book, parks, "Ann Park", **known)
    merge(book, parks, ann, TODAY)
    assert not [line for line in lines(book, parks) if "Ann" in line]
    assert (store.customer(book.db, parks).given_name, causes(book, parks)) == ("", [])


@pytest.mark.parametrize("known", [DEAD, MINOR])
def test_a_line_of_the_owners_own_leaves_out_who_may_not_be_addressed_in_the_other_record(
    book: Book, known: dict[str, Value]
) -> None:
    keep = household(
        book, "Ann Park", "John Park", addressee="Mrs Ann and Mr John Park", salutation="Hello Ann & John,"
    )
    gone = household(book, "Ann Park")
    change(book, gone, "Ann Park", **known)
    merge(book, keep, gone, TODAY)
    assert lines(book, keep) == ("John Park", "Dear John,")


def test_a_line_of_the_owners_own_for_who_was_known_to_be_dead_stands(book: Book) -> None:
    keep = household(book, "Ann Park", "John Park", addressee="The family of Ann Park", salutation="Dear all,")
    change(book, keep, "Ann Park", **DEAD)
    merge(book, keep, household(book, "Bea Park"), TODAY)
    assert lines(book, keep) == ("The family of Ann Park", "Dear all,")


def test_a_child_with_the_name_of_a_parent_takes_no_line_from_them(book: Book) -> None:
    keep, gone = household(book, "Bob Roe", "Sue Roe", **BOTH), household(book, "Bobby Roe", "Bob Roe Jr")
    with book.act("Lines", TODAY) as act:
        act.db.execute("UPDATE customer SET addressee = 'Bob and Sue Roe' WHERE id = ?", [keep])
    change(book, gone, "Bob Roe Jr", **MINOR)
    merge(book, keep, gone, TODAY)
    assert "Bob" in lines(book, keep)[0]


def test_a_household_that_goes_by_the_name_of_one_who_died_in_the_other_record_ends(book: Book) -> None:
    keep, gone = household(book, "Ann Park", name="Ann Park"), household(book, "Ann Park")
    change(book, gone, "Ann Park", **DEAD)
    merge(book, keep, gone, TODAY)
    assert causes(book, keep) == ["deceased"]


@pytest.mark.parametrize("left", [MINOR, {"role": "pet"}, DEAD])
def test_a_household_ends_with_the_person_who_was_its_last_adult(book: Book, left: dict[str, Value]) -> None:
    keep, gone = household(book, "Ann Park", "Tim Park"), person(book, "Ann Park")
    change(book, keep, "Tim Park", **left)
    with book.act("Death", TODAY) as act:
        add(act.db, "suppression", customer_id=gone, cause="deceased", since="2026-11-01")
    merge(book, keep, gone, TODAY)
    assert causes(book, keep) == ["deceased"]


# Taking apart -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("removed", [False, True])
def test_who_died_since_as_a_member_is_dead_in_the_record_that_is_given_back(book: Book, removed: bool) -> None:
    parks, ann = household(book, "Ann Park", "John Park", **BOTH), person(book, "Ann Park")
    merge(book, parks, ann, TODAY)
    number = member(book, parks, "Ann Park")
    member_died(book, number, TODAY, TODAY)
    if removed:
        remove_member(book, number, TODAY)
    take_apart(book, parks)
    assert (causes(book, ann), causes(book, parks)) == (["deceased"], [])
    assert "Ann" not in lines(book, parks)[0]


def test_who_was_renamed_before_they_died_is_dead_by_both_names(book: Book) -> None:
    parks, ann = household(book, "Ann Park", "John Park"), person(book, "Ann Park")
    merge(book, parks, ann, TODAY)
    change(book, parks, "Ann Park", name="Ann Hill")
    member_died(book, member(book, parks, "Ann Hill"), TODAY, TODAY)
    take_apart(book, parks)
    assert causes(book, ann) == ["deceased"]


def test_who_was_dead_before_is_given_back_as_it_was(book: Book) -> None:
    parks, ann = household(book, "Ann Park", "John Park"), person(book, "Ann Park")
    change(book, parks, "Ann Park", **DEAD)
    merge(book, parks, ann, TODAY)
    take_apart(book, parks)
    assert (causes(book, ann), lines(book, ann)) == ([], ("Ann Park", "Dear Ann Park,"))


@pytest.mark.parametrize("met", [True, False])
def test_a_household_that_is_given_back_addresses_nobody_who_died_since(book: Book, met: bool) -> None:
    """Whether the one who died was a member of both, or of the other record alone."""
    keep = household(book, "Ann Park" if met else "Bea Park", "Cy Park")
    gone = household(book, "Ann Park", "John Park", **BOTH)
    merge(book, keep, gone, TODAY)
    member_died(book, member(book, keep, "Ann Park"), TODAY, TODAY)
    take_apart(book, keep)
    assert store.member(book.db, member(book, gone, "Ann Park")).died_on == TODAY
    assert lines(book, gone) == ("John Park", "Dear John,")
    assert store.customer(book.db, gone).quiet_from == TODAY


def test_a_household_that_goes_by_the_name_of_one_who_died_since_ends_when_the_others_leave_it(book: Book) -> None:
    keep, gone = household(book, "Ann Park", name="Ann Park"), household(book, "John Park")
    merge(book, keep, gone, TODAY)
    member_died(book, member(book, keep, "Ann Park"), TODAY, TODAY)
    assert causes(book, keep) == []
    take_apart(book, keep)
    assert (causes(book, keep), causes(book, gone)) == (["deceased"], [])


def test_a_death_is_carried_over_two_merges(book: Book) -> None:
    parks, ann, other = household(book, "Ann Park", "John Park"), person(book, "Ann Park"), household(book, "Di Park")
    merge(book, parks, ann, TODAY)
    merge(book, other, parks, TODAY)
    member_died(book, member(book, other, "Ann Park"), TODAY, TODAY)
    take_apart(book, other)
    take_apart(book, parks)
    assert (causes(book, ann), causes(book, parks), causes(book, other)) == (["deceased"], [], [])


def test_who_is_under_age_since_gets_no_record_back(book: Book) -> None:
    lees, tim = household(book, "Tim Lee", "Bo Lee", name="The Lees"), person(book, "Tim Lee")
    merge(book, lees, tim, TODAY)
    change(book, lees, "Tim Lee", **MINOR)
    with pytest.raises(UnderAge, match="Tim Lee is under age, as you noted in The Lees since"):
        take_apart(book, lees)


def test_a_member_who_is_under_age_since_is_so_in_both_households(book: Book) -> None:
    keep = household(book, "Tim Lee", "Bo Lee")
    gone = household(book, "Tim Lee", "Di Lee", addressee="Tim and Di Lee", salutation="Dear Tim and Di,")
    merge(book, keep, gone, TODAY)
    change(book, keep, "Tim Lee", **MINOR)
    take_apart(book, keep)
    assert store.member(book.db, member(book, gone, "Tim Lee")).minor
    assert lines(book, gone) == ("Di Lee", "Dear Di Lee,")


def test_a_pet_that_died_since_ends_no_record_of_its_name(book: Book) -> None:
    parks, rex = household(book, "Rex", "Ann Park"), person(book, "Rex")
    change(book, parks, "Rex", role="pet")
    merge(book, parks, rex, TODAY)
    member_died(book, member(book, parks, "Rex"), TODAY, TODAY)
    take_apart(book, parks)
    assert Cause.DECEASED not in causes(book, rex)
