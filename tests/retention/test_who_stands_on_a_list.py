"""Who left, or is being won back, is sold nothing from a list (VAL-4, CHN-2, WIN-1)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from carebook.book.book import Book
from carebook.customers.desk import mark_deceased, not_deceased, record_sale
from carebook.customers.entry import SaleEntry
from carebook.followers import FOLLOWERS
from carebook.retention.desk.leaving import note_departure
from carebook.retention.desk.winning import open_win_back
from carebook.retention.entry import DepartureEntry
from carebook.retention.model import Opportunity, State
from carebook.retention.store import lists
from carebook.retention.store.standings import standing

TODAY = date(2026, 11, 25)


@pytest.fixture
def book(book_path: Path, enter: Callable[..., SaleEntry]) -> Iterator[Book]:
    """Ann bought once, twenty days ago."""
    with Book.open(book_path, write=True, followers=FOLLOWERS) as book:
        with book.act("Added", TODAY):
            book.db.execute("INSERT INTO customer (name, entered_on) VALUES ('Ann Park', '2026-11-05')")
        sold_on = (TODAY - timedelta(days=20)).isoformat()
        record_sale(book, 1, enter(SaleEntry, sold_on=sold_on, product="soil", amount="20"), TODAY)
        yield book


def _state(book: Book) -> State:
    found = standing(book.db, 1)
    assert found
    return found.state(TODAY)


def test_who_told_us_that_they_left_is_not_sold_a_second_time(book: Book, enter: Callable[..., DepartureEntry]) -> None:
    assert lists.count(book.db, Opportunity.SECOND_SALE, TODAY) == 1
    note_departure(book, 1, enter(DepartureEntry, noted_on="today", reason="moved", told="yes"), TODAY)
    assert _state(book) is State.LOST
    assert lists.count(book.db, Opportunity.SECOND_SALE, TODAY) == 0
    assert lists.count(book.db, Opportunity.LOST, TODAY) == 1


def test_a_later_note_takes_back_that_they_told_us(book: Book, enter: Callable[..., DepartureEntry]) -> None:
    note_departure(book, 1, enter(DepartureEntry, noted_on="today", reason="moved", told="yes"), TODAY)
    note_departure(book, 1, enter(DepartureEntry, noted_on="today", reason="unknown"), TODAY)
    assert _state(book) is State.ACTIVE


def test_who_is_being_won_back_stands_on_no_list_that_sells(book: Book) -> None:
    open_win_back(book, 1, TODAY)
    assert lists.count(book.db, Opportunity.SECOND_SALE, TODAY) == 0


def test_nothing_more_is_expected_of_who_died(book: Book) -> None:
    """VAL-2, SUP-1"""
    mark_deceased(book, 1, "in the paper", TODAY)
    assert _state(book) is State.LOST
    not_deceased(book, 1, TODAY)
    assert _state(book) is State.ACTIVE
