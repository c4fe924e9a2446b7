"""A desk over an empty book, whose figures follow its sales."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from referral_desk import Desk

from carebook.book.book import Book
from carebook.retention.desk.counting import follow


@pytest.fixture
def desk(book_path: Path, today: date) -> Iterator[Desk]:
    """The desk on the day of every test."""
    with Book.open(book_path, write=True, followers=[follow]) as book:
        yield Desk(book, today)
