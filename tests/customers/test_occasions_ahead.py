"""Wedding days and own days: remembered from some days before on, by the shop's calendar (LET-4)."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carebook.book import rows
from carebook.book.book import Book
from carebook.customers import desk
from carebook.customers.desk import household
from carebook.customers.desk.reminding import put_reminder_off
from carebook.customers.entry import CustomerEntry, MarriageEntry, MemberEntry, OccasionEntry
from carebook.customers.model import Cause
from carebook.customers.rules import MOST_LEAD
from carebook.customers.store.occasions_ahead import to_remember
from carebook.customers.store.reminders import to_do
from carebook.days import Leap, yearly
from carebook.letters.desk.planning import HORIZON_DAYS

Enter = Callable[..., Any]
Near = list[tuple[str, str, str]]


@pytest.fixture
def parks(book: Book, today: date, enter: Enter) -> int:
    home = enter(CustomerEntry, kind="household", given_name="Ann", family_name="Park")
    found = desk.add_customer(book, home, today).only("customer")
    desk.add_member(book, found, enter(MemberEntry, name="John Park", role="partner"), today)
    return found


def keep(book: Book, customer: int, today: date, enter: Enter, day: str, kind: str = "wedding", **typed: str) -> int:
    """Keep a yearly day."""
    entry = enter(OccasionEntry, kind=kind, day=day, **typed)
    return desk.set_occasion(book, customer, entry, today).only("occasion")


def near(book: Book, on: date, until: date | None = None) -> Near:
    """Return from when on, until when, and what is remembered."""
    return [(str(one.due), str(one.by), one.what) for one in to_remember(book.db, on, until=until)]


def test_a_wedding_day_is_remembered_for_a_week(book: Book, parks: int, today: date, enter: Enter) -> None:
    keep(book, parks, today, enter, "2 dec 1990")
    wedding = ("2026-11-25", "2026-12-02", "wedding day of Ann and John Park, 36 years")
    assert near(book, date(2026, 11, 24)) == []
    assert near(book, date(2026, 11, 24), until=today) == [wedding]
    for day in range(8):
        assert near(book, today + timedelta(days=day)) == [wedding]
    assert near(book, date(2026, 12, 3)) == []


def test_a_day_has_a_lead_time_of_its_own(book: Book, parks: int, today: date, enter: Enter) -> None:
    keep(book, parks, today, enter, "20 jan", "own", label="first visit", lead="60")
    keep(book, parks, today, enter, "26 nov", "own", label="name day", lead="0")
    assert near(book, today) == [("2026-11-21", "2027-01-20", "first visit of Ann Park")]
    assert near(book, date(2026, 11, 26))[0] == ("2026-11-26", "2026-11-26", "name day of Ann Park")


def test_planning_reaches_as_far_as_the_longest_lead_time() -> None:
    """LET-3."""
    assert MOST_LEAD <= HORIZON_DAYS


def test_a_birthday_has_its_letter(book: Book, parks: int, today: date, enter: Enter) -> None:
    keep(book, parks, today, enter, "26 nov", "birthday")
    assert near(book, today) == []


def test_what_was_remembered_or_put_off_is_not_shown_again_this_year(
    book: Book, parks: int, today: date, enter: Enter
) -> None:
    occasion = keep(book, parks, today, enter, "2 dec")
    for on in (date(2026, 12, 2), date(2026, 11, 30)):
        with book.act("Remembered", today) as act:
            noted: dict[str, rows.Value] = {"occasion_id": occasion, "what": "x", "on_day": on, "entered_on": today}
            rows.insert(act.db, "reminder", {"customer_id": parks, **noted})
        assert near(book, today) == []
        assert len(near(book, date(2027, 11, 28))) == 1
        book.undo(today)
    assert len(near(book, today)) == 1


@pytest.mark.parametrize(("days_before", "shown"), [(60, 0), (61, 1)])
def test_what_was_remembered_within_the_longest_lead_time_was_for_the_day_that_follows(
    book: Book, parks: int, today: date, enter: Enter, days_before: int, shown: int
) -> None:
    """Before that it was for another year's, or for the day as it was before it was moved."""
    occasion = keep(book, parks, today, enter, "2 dec")
    with book.act("Remembered", today) as act:
        noted: dict[str, rows.Value] = {"occasion_id": occasion, "what": "x", "entered_on": today, "done_on": today}
        on_day = date(2026, 12, 2) - timedelta(days=days_before)
        rows.insert(act.db, "reminder", {"customer_id": parks, "on_day": on_day, **noted})
    assert len(near(book, today)) == shown


@pytest.mark.parametrize(
    ("leap", "on_1_march", "by"),
    [("", 0, "2027-02-28"), ("", 1, "2027-03-01"), ("mar", 0, "2027-03-01"), ("feb", 1, "2027-02-28")],
)
def test_29_february(book: Book, parks: int, today: date, enter: Enter, leap: str, on_1_march: int, by: str) -> None:
    """LET-4: by the shop's rule, unless the day has its own."""
    with book.act("Set", today):
        book.db.execute("INSERT INTO number (name, value) VALUES ('leap_on_1_march', ?)", [on_1_march])
    keep(book, parks, today, enter, "29 feb", leap=leap)
    assert [found[1] for found in near(book, date(2027, 2, 25))] == [by]
    assert [found[1] for found in near(book, date(2028, 2, 25))] == ["2028-02-29"]


def test_the_dead_are_not_remembered_by_a_wedding_day(book: Book, parks: int, today: date, enter: Enter) -> None:
    """SUP-1."""
    keep(book, parks, today, enter, "2 dec")
    keep(book, parks, today, enter, "1 dec", "own", label="first visit")
    assert len(near(book, today)) == 2
    desk.member_died(book, 1, today, today)
    assert [found[2] for found in near(book, today)] == ["first visit of Ann Park"]
    book.undo(today)
    alone = desk.add_customer(book, enter(CustomerEntry, name="Bob"), today).only("customer")
    keep(book, alone, today, enter, "3 dec", "own", label="first visit")
    desk.stop(book, alone, Cause.DECEASED, "", today)
    assert len(near(book, today)) == 2


@pytest.mark.parametrize(("role", "remembered"), [("other", 1), ("partner", 0)])
def test_the_wedding_day_of_a_grown_up_child_outlives_a_parent(
    book: Book, parks: int, today: date, enter: Enter, role: str, remembered: int
) -> None:
    """SUP-1: that of one of the two partners does not."""
    sue = desk.add_member(book, parks, enter(MemberEntry, name="Sue Park", role=role), today).only("member")
    desk.set_occasion(book, parks, enter(OccasionEntry, kind="wedding", day="2 dec"), today, member_id=sue)
    desk.member_died(book, 1, today, today)
    assert len(near(book, today)) == remembered


def test_a_reminder_that_was_put_off_is_not_shown_of_a_wedding_that_death_ended(
    book: Book, parks: int, today: date, enter: Enter
) -> None:
    """SUP-1: a second marriage has its own day."""
    keep(book, parks, today, enter, "2 dec 1990")
    (wedding,) = to_remember(book.db, today)
    put_reminder_off(book, wedding, date(2026, 11, 28), today)
    assert len(to_do(book.db, date(2026, 11, 28))) == 1
    desk.member_died(book, 1, date(2026, 11, 1), today)
    assert to_do(book.db, date(2026, 11, 28)) == []
    household.marry(book, parks, enter(MarriageEntry, spouse="Bob Ash", day="24 nov 2026"), today)
    assert near(book, date(2027, 11, 20)) == [
        ("2027-11-17", "2027-11-24", "wedding day of Ann Park and Bob Ash, 1 year")
    ]


@given(
    st.dates(date(2024, 1, 1), date(2029, 12, 31)),
    st.dates(date(2024, 1, 1), date(2024, 12, 31)),
    st.none() | st.integers(0, 60),
    st.sampled_from(["", "feb", "mar"]),
    st.integers(0, 70),
)
def test_a_day_is_in_sight_exactly_from_its_lead_time_to_itself(
    book: Book, parks: int, today: date, on: date, day: date, lead: int | None, leap: str, ahead: int
) -> None:
    """LET-4: each year once, over the turn of the year and on 29 February too."""
    entry = OccasionEntry(kind="wedding", day=(None, day.month, day.day), leap=leap, lead=lead)
    desk.set_occasion(book, parks, entry, today)
    until = on + timedelta(days=ahead)
    days = [yearly(day.month, day.day, year, Leap(leap or "feb")) for year in range(on.year, on.year + 2)]
    first = {one: one - timedelta(days=7 if lead is None else lead) for one in days}
    expected = [one for one in days if one >= on and first[one] <= until]
    assert [found.by for found in to_remember(book.db, on, until=until)] == expected
    assert [found.due for found in to_remember(book.db, on, until=until)] == [first[one] for one in expected]
    book.undo(today)


def test_it_is_an_index_scan(book: Book) -> None:
    """A hundred thousand yearly days are not walked through each morning."""
    from carebook.customers.store import occasions_ahead

    values = {"days": "[]", "leap": "feb", "lead": 7}
    plan = [row[3] for row in book.db.execute(f"EXPLAIN QUERY PLAN {occasions_ahead._AHEAD}", values)]
    assert any("USING INDEX occasion_to_remember (month_day=?)" in step for step in plan)
    assert not [step for step in plan if step.startswith("SCAN") and "VIRTUAL" not in step]
