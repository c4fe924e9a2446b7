"""The calendar of what is due (RFC 5545): one entry a day for letters, one for each duty."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from icalendar import Calendar

from carebook.book.book import Book
from carebook.feed import Entry, calendar, entries
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


def due(book: Book) -> bytes:
    return calendar(book.db, TODAY, entries(book.db, TODAY))


def test_two_shops_stand_side_by_side_in_one_calendar(morning: Path) -> None:
    """Their entries of one day have names of their own, and each keeps its names."""
    with Book.open(morning, write=True) as found:
        look_ahead(found.db, TODAY, 60)
        here = uids(due(found))
        assert uids(due(found)) == here
        with found.writing():
            found.db.execute("UPDATE shop SET name = 'The other shop'")
        there = uids(due(found))
        with found.writing():
            found.db.execute("UPDATE action SET made_on = '2020-01-02' WHERE id = (SELECT min(id) FROM action)")
        older = uids(due(found))
    assert len(here) == len(there) == len(older) > 0
    assert not here & there
    assert not there & older


HOSTILE = 'R;o,s\\ie: "[/]" BEGIN:VEVENT \U0001f469\u200d\U0001f33e יעל ' + "é" * 90


def test_no_name_reads_as_anything_else_in_a_calendar(morning: Path) -> None:
    """T1, RFC 5545: lines of 75 octets that cut no letter in two, every mark escaped, one entry for each thing."""
    with Book.open(morning, write=True) as book:
        with book.writing():
            book.db.execute("UPDATE shop SET name = ?", [HOSTILE])
        made = calendar(book.db, TODAY, [Entry("a", TODAY, HOSTILE, f"{HOSTILE}\nEND:VEVENT")])
    assert made.endswith(b"\r\n")
    lines = made.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert all(line.decode() for line in lines[:-1])
    assert not any(mark in line for line in lines for mark in (b"\r", b"\n"))
    escaped = HOSTILE.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    unfolded = made.decode().replace("\r\n ", "").split("\r\n")
    assert f"X-WR-CALNAME:{escaped}: what is due" in unfolded
    assert f"DESCRIPTION:{escaped}\\nEND:VEVENT" in unfolded
    assert unfolded.count(f"SUMMARY:{escaped}") == unfolded.count("BEGIN:VEVENT") == unfolded.count("END:VEVENT") == 1


def test_a_calendar_of_nothing_says_so_and_rings_for_nobody(book: Book) -> None:
    """RFC 5545 3.6: it has at least one entry."""
    (event,) = Calendar.from_ical(calendar(book.db, TODAY, [])).walk("VEVENT")
    assert (str(event["SUMMARY"]), event["DTSTART"].dt, event.walk("VALARM")) == ("Nothing is due", TODAY, [])


def test_a_long_title_is_cut(book: Book) -> None:
    (event,) = Calendar.from_ical(calendar(book.db, TODAY, [Entry("x", TODAY, "Ask " * 5000)])).walk("VEVENT")
    assert len(event["SUMMARY"]) <= 250
    assert event["SUMMARY"].endswith("…")


def test_the_same_day_gives_the_same_calendar_byte_for_byte(book: Book) -> None:
    """A program that reads it every hour sees changes where there are some."""
    first = due(book)
    assert due(book) == first
    read = Calendar.from_ical(first)
    assert str(read["X-WR-CALNAME"]) == f"{shop(book.db).name}: what is due"
    assert {event.walk("VALARM")[0]["TRIGGER"].dt.total_seconds() for event in read.walk("VEVENT")} == {9 * 3600.0}
