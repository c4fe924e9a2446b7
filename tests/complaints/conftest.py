"""Who complains at Rosie's: Ann Park, of a mower."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from rosies_desk import Desk

from carebook.book.book import Book
from carebook.customers import desk as customers
from carebook.customers.entry import CustomerEntry, SaleEntry

Enter = Callable[..., Any]


@pytest.fixture
def at_desk(book: Book, today: date) -> Desk:
    """The desk on the day of every test."""
    return Desk(book, today)


@pytest.fixture
def ann(book: Book, today: date, enter: Enter) -> int:
    """Ann Park."""
    return customers.add_customer(book, enter(CustomerEntry, name="Ann Park"), today).only("customer")


@pytest.fixture
def sale(book: Book, ann: int, today: date, enter: Enter) -> int:
    """A mower for $100, bought yesterday."""
    entry = enter(SaleEntry, amount="100", product="mower", sold_on="yesterday")
    return customers.record_sale(book, ann, entry, today).only("sale")


@pytest.fixture
def case(at_desk: Desk, ann: int, sale: int) -> int:
    """Ann's complaint about the mower."""
    return at_desk.log(ann, sale_id=sale, summary="mower late").id
