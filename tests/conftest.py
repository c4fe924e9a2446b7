"""What every test may ask for: a fresh book of a small shop, on a day that never changes, and forms filled in."""

from __future__ import annotations

import gc
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from carebook.book.book import Book
from carebook.entry import AnyEntry, read
from carebook.typed import Setting

TODAY = date(2026, 11, 25)
"""A Wednesday, the day before Thanksgiving."""

Enter = Callable[..., AnyEntry]

PICTURES_OF = (3, 11)
"""The Python that the pictures of the screens are made with."""

settings.register_profile(
    "ci",
    max_examples=8,
    deadline=None,
    derandomize=os.environ.get("CI") == "true",
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.register_profile("thorough", settings.get_profile("ci"), max_examples=500, derandomize=False)


def pytest_configure(config: pytest.Config) -> None:
    """Choose 8 examples of each property, or `--hypothesis-profile=thorough`; keep the pictures to one Python."""
    gc.set_threshold(100_000, 50, 50)  # thousands of tests leave much that is not worth looking through so often
    settings.load_profile(config.getoption("--hypothesis-profile") or "ci")
    if config.getoption("--snapshot-update", default=False) and sys.version_info[:2] != PICTURES_OF:
        raise pytest.UsageError("The pictures are renewed with Python {}.{} only.".format(*PICTURES_OF))


@pytest.fixture(scope="session")
def today() -> date:
    """The day of every test."""
    return TODAY


@pytest.fixture(scope="session")
def bare_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The book that every `book_path` is a copy of."""
    path = tmp_path_factory.mktemp("bare") / "book.db"
    Book.create(path)
    with Book.open(path, write=True) as book, book.writing():
        book.db.execute(
            "INSERT INTO shop (id, name, owner, country, currency, language)"
            " VALUES (1, 'Rosie''s Garden Supplies', 'Rosie Bell', 'US', 'USD', 'en')"
        )
    return path


@pytest.fixture
def book_path(bare_book: Path, tmp_path: Path) -> Path:
    """A saved book of Rosie's Garden Supplies in the US, with nothing in it but the shop."""
    return Path(shutil.copy(bare_book, tmp_path))


@pytest.fixture
def book(book_path: Path) -> Iterator[Book]:
    """That book, open for writing, with no followers; closed when the test is done."""
    with Book.open(book_path, write=True) as book:
        yield book


@pytest.fixture(scope="session")
def enter() -> Enter:
    """Fill in a form as in the US today: `enter(SaleEntry, amount="12.50")`."""

    def fill(model: type[AnyEntry], **values: str) -> AnyEntry:
        return read(model, values, Setting("US", "USD", TODAY))

    return fill
