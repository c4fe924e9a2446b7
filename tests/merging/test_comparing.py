"""What the owner is told before two records are merged."""

from __future__ import annotations

import pytest
from doubles import TODAY, add, person

from carebook.book.book import Book
from carebook.merging.comparing import Fact, Stays, compare
from carebook.merging.desk import merge
from carebook.shop.store import shop


def _told(book: Book, keep: int, gone: int) -> str:
    return "\n".join(compare(book.db, keep, gone, shop(book.db), TODAY).warnings)


def _facts(book: Book, keep: int, gone: int) -> list[Fact]:
    return compare(book.db, keep, gone, shop(book.db), TODAY).facts


@pytest.fixture
def two(book: Book) -> tuple[int, int]:
    """Two records of one name."""
    return person(book, "Ann Park"), person(book, "Ann Park")


def test_what_stays_is_said_of_every_field(book: Book) -> None:
    keep = person(book, "Ann Park", phone="1", external_id="C1")
    gone = person(book, "Anna Park", phone="2", email="ann@example.org", opened_on="2020-01-01")
    facts = {fact.label: fact for fact in _facts(book, keep, gone)}
    assert {label: fact.stays for label, fact in facts.items() if label in ("phone", "e-mail", "since", "kind")} == {
        "phone": Stays.OURS,
        "e-mail": Stays.THEIRS,
        "since": Stays.THEIRS,
        "kind": Stays.BOTH,
    }
    assert "mobile" not in facts


def test_leave_that_a_stop_ends_stays_with_neither(book: Book, two: tuple[int, int]) -> None:
    with book.act("Flags", TODAY) as act:
        add(act.db, "permission", customer_id=two[0], channel="e-mail", given_on="2026-01-01")
        add(act.db, "suppression", customer_id=two[1], cause="no-e-mail", since="2026-01-01")
    facts = {fact.label: fact for fact in _facts(book, *two)}
    assert facts["leave: e-mail"].stays is Stays.NEITHER
    assert facts["stops"].theirs == "no-e-mail"


@pytest.mark.parametrize(
    ("ours", "stays", "lines"),
    [
        ({"country": "CA"}, Stays.THEIRS, ("CANADA", "4 Mill Lane, Bath, ME 04530")),
        (
            {"address1": "9 Elm Road", "country": "CA"},
            Stays.OURS,
            ("9 Elm Road, CANADA", "4 Mill Lane, Bath, ME 04530"),
        ),
    ],
)
def test_the_address_that_is_said_to_stay_is_the_one_that_stays(
    book: Book, ours: dict[str, str], stays: Stays, lines: tuple[str, str]
) -> None:
    """An address is never made of two: that the other one is at home is part of it."""
    keep = person(book, "Ann Park", **ours)
    gone = person(book, "Ann Park", address1="4 Mill Lane", city="Bath", region="ME", postcode="04530")
    (said,) = (fact for fact in _facts(book, keep, gone) if fact.label == "address")
    assert said == ("address", *lines, stays)
    merge(book, keep, gone, TODAY)
    (kept,) = (fact for fact in _facts(book, keep, keep) if fact.label == "address")
    assert kept.ours == lines[stays is Stays.THEIRS]


@pytest.mark.parametrize(("amounts", "same"), [((500, 500), " of the same amount"), ((500, 400), "")])
def test_sales_of_one_day_are_named(book: Book, two: tuple[int, int], amounts: tuple[int, int], same: str) -> None:
    with book.act("Sold", TODAY) as act:
        for one, amount in zip(two, amounts, strict=True):
            add(act.db, "sale", customer_id=one, sold_on="2026-11-20", amount=amount, entered_on="2026-11-20")
    assert f"Both have a sale{same} on Fri 20 Nov." in _told(book, *two)


@pytest.mark.parametrize(
    ("ours", "theirs", "said"),
    [
        (("12-04", 1950), ("04-12", 1950), "Their birthdays differ: 4 Dec 1950 and 12 Apr 1950."),
        (("12-04", 1950), ("12-04", 1951), "born in different years: 1950 and 1951"),
        (("12-04", None), ("12-04", 1951), ""),
    ],
)
def test_birthdays_that_differ_are_named(
    book: Book, two: tuple[int, int], ours: tuple[str, int | None], theirs: tuple[str, int | None], said: str
) -> None:
    with book.act("Birthdays", TODAY) as act:
        for one, (month_day, year) in zip(two, (ours, theirs), strict=True):
            add(act.db, "occasion", customer_id=one, month_day=month_day, year=year, entered_on="2026-01-01")
    told = _told(book, *two)
    assert said in told
    assert bool(told) == bool(said)


def test_a_death_a_move_and_other_kinds_are_named(book: Book) -> None:
    keep, gone = person(book, "Ann Park"), person(book, "The Parks", kind="household")
    with book.act("Stops", TODAY) as act:
        add(act.db, "suppression", customer_id=gone, cause="deceased", since="2026-01-01")
        add(act.db, "suppression", customer_id=keep, cause="gone-away", since="2026-01-01")
    told = _told(book, keep, gone)
    assert "The Parks is a household. To keep it as one, press x first." in told
    assert "The Parks has died: nothing is sent any more. That will hold for the merged record." in told
    assert "Ann Park has moved away." in told


def test_a_dead_member_of_a_household_is_told_otherwise(book: Book) -> None:
    """SUP-1."""
    keep, gone = person(book, "The Parks", kind="household"), person(book, "Ann Park")
    with book.act("Stops", TODAY) as act:
        add(act.db, "member", customer_id=keep, name="Ann Park")
        add(act.db, "member", customer_id=keep, name="John Park", role="partner")
        add(act.db, "suppression", customer_id=gone, cause="deceased", since="2026-01-01")
    assert "noted with the member of this name; the others are written to" in _told(book, keep, gone)


def test_two_win_backs_and_a_referral_between_them_are_named(book: Book, two: tuple[int, int]) -> None:
    with book.act("Cases", TODAY) as act:
        for one in two:
            add(act.db, "win_back", customer_id=one, opened_on="2026-11-01")
        days = {"introduced_on": "2026-01-01", "contact_on": "2026-01-01", "entered_on": "2026-01-01"}
        add(act.db, "referral", customer_id=two[0], introduced="Ann", referred_id=two[1], **days)
    told = _told(book, *two)
    assert "The newer of the two win-backs is stopped." in told
    assert "That referral is set aside." in told


def test_two_who_have_nothing_in_common_are_questioned(book: Book) -> None:
    told = _told(book, person(book, "Ann Park"), person(book, "Cy Moss"))
    assert "Look whether they are one customer." in told


DEAD, MINOR = {"died_on": "2026-10-01"}, {"minor": 1, "role": "child"}
DIED = "Ann Park has died, says one of the two. Nothing is addressed to them any more."
YOUNG = "Ann Park is under age, says one of the two. Letters are addressed to the adults alone (SUP-7)."
STAYS = "Ann Park is one of those in The Parks, so that record has to stay. Press x first."


@pytest.mark.parametrize(("known", "said"), [(DEAD, DIED), (MINOR, YOUNG), ({}, "")])
def test_what_a_household_knows_of_a_person_is_named_whichever_is_kept(
    book: Book, known: dict[str, str | int], said: str
) -> None:
    """SUP-1, SUP-7."""
    household, ann = person(book, "The Parks", kind="household"), person(book, "Ann Park")
    with book.act("Members", TODAY) as act:
        add(act.db, "member", customer_id=household, name="Ann Park", **known)
    assert (DIED in _told(book, household, ann), YOUNG in _told(book, household, ann)) == (said == DIED, said == YOUNG)
    assert STAYS in _told(book, ann, household)


def test_who_died_in_one_of_two_households_is_named(book: Book) -> None:
    """SUP-1."""
    one, other = (person(book, "The Parks", kind="household") for _ in range(2))
    with book.act("Members", TODAY) as act:
        add(act.db, "member", customer_id=one, name="Ann Park")
        add(act.db, "member", customer_id=other, name="Ann Park", **DEAD)
    assert DIED in _told(book, one, other)
    assert DIED in _told(book, other, one)


def test_the_death_of_the_only_one_is_told_to_end_the_household(book: Book) -> None:
    """SUP-1."""
    keep, gone = person(book, "The Parks", kind="household"), person(book, "Ann Park")
    with book.act("Stops", TODAY) as act:
        add(act.db, "member", customer_id=keep, name="Ann Park")
        add(act.db, "member", customer_id=keep, name="Tim Park", **MINOR)
        add(act.db, "suppression", customer_id=gone, cause="deceased", since="2026-01-01")
    assert "Ann Park has died: nothing is sent any more." in _told(book, keep, gone)
