"""The calendar of what is due (RFC 5545): one entry a day for letters, one for each duty."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from icalendar import Calendar

from carebook.book.book import Book
from carebook.feed import calendar, entries
from carebook.letters.desk.planning import look_ahead
from carebook.shop.store import shop

TODAY = date(2026, 11, 25)


@pytest.fixture
def book(morning: Path) -> Iterator[Book]:
    """The morning's book, looked at sixty days ahead."""
    with Book.open(morning, write=False) as found:
        look_ahead(found.db, TODAY, 60)
        yield found


def test_letters_are_one_entry_a_day_and_duties_one_each(book: Book) -> None:
    found = entries(book.db, TODAY)
    assert [one.day for one in found] == sorted(one.day for one in found)
    days = [one.day for one in found if one.key.startswith("letters-")]
    assert len(set(days)) == len(days)
    today = next(one for one in found if one.key == f"letters-{TODAY}")
    assert today.title.startswith("Letters: ")
    assert "Thank-you: Ann Park" in today.said
    assert [one.title for one in found if one.key.startswith("call-")] == ["Call Ann Park"]
    assert max(days) <= date(2027, 1, 24)


def test_what_is_late_stands_on_today(book: Book) -> None:
    assert min(one.day for one in entries(book.db, TODAY)) == TODAY


def uids(content: bytes) -> set[str]:
    return {str(event["UID"]) for event in Calendar.from_ical(content).walk("VEVENT")}


def test_two_shops_stand_side_by_side_in_one_calendar(morning: Path) -> None:
    """Their entries of one day have names of their own, and each keeps its names."""
    with Book.open(morning, write=True) as found:
        look_ahead(found.db, TODAY, 60)
        here = uids(calendar(found.db, TODAY))
        assert uids(calendar(found.db, TODAY)) == here
        with found.writing():
            found.db.execute("UPDATE shop SET name = 'The other shop'")
        there = uids(calendar(found.db, TODAY))
        with found.writing():
            found.db.execute("UPDATE action SET made_on = '2020-01-02' WHERE id = (SELECT min(id) FROM action)")
        older = uids(calendar(found.db, TODAY))
    assert len(here) == len(there) == len(older) > 0
    assert not here & there
    assert not there & older


def test_the_same_day_gives_the_same_calendar_byte_for_byte(book: Book) -> None:
    """A program that reads it every hour sees changes where there are some."""
    first = calendar(book.db, TODAY)
    assert calendar(book.db, TODAY) == first
    read = Calendar.from_ical(first)
    assert str(read["X-WR-CALNAME"]) == f"{shop(book.db).name}: what is due"
    assert {event.walk("VALARM")[0]["TRIGGER"].dt.total_seconds() for event in read.walk("VEVENT")} == {9 * 3600.0}
