"""What every test may ask for: a fresh book of a small shop, on a day that never changes, and forms filled in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from carebook.book.book import Book
from carebook.entry import AnyEntry, read
from carebook.typed import Setting

TODAY = date(2026, 11, 25)
"""A Wednesday, the day before Thanksgiving."""

Enter = Callable[..., AnyEntry]


@pytest.fixture
def today() -> date:
    """The day of every test."""
    return TODAY


@pytest.fixture
def book_path(tmp_path: Path) -> Path:
    """A saved book of Rosie's Garden Supplies in the US, with nothing in it but the shop."""
    path = tmp_path / "book.db"
    Book.create(path)
    with Book.open(path, write=True) as book, book.writing():
        book.db.execute(
            "INSERT INTO shop (id, name, owner, country, currency, language)"
            " VALUES (1, 'Rosie''s Garden Supplies', 'Rosie Bell', 'US', 'USD', 'en')"
        )
    return path


@pytest.fixture
def book(book_path: Path) -> Iterator[Book]:
    """That book, open for writing, with no followers; closed when the test is done."""
    with Book.open(book_path, write=True) as book:
        yield book


@pytest.fixture
def enter() -> Enter:
    """Fill in a form as in the US today: `enter(SaleEntry, amount="12.50")`."""

    def fill(model: type[AnyEntry], **values: str) -> AnyEntry:
        return read(model, values, Setting("US", "USD", TODAY))

    return fill
