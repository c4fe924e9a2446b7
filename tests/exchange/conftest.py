"""A shop with an empty book, for the tests of the import's desk."""

from pathlib import Path

import pytest
from importing import Shop

from carebook.book.book import Book


@pytest.fixture
def shop(book: Book, tmp_path: Path) -> Shop:
    return Shop(book, tmp_path)
