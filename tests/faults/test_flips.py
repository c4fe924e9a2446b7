"""A bit that turned over in a row or an index is found: nine of ten anywhere, every one that changes money (S7)."""

from __future__ import annotations

import random
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from flips import flip, furnish, held_bytes

from carebook.book import check
from carebook.book.connection import UNREADABLE, open_book
from carebook.book.refusals import NotABook

_FLIPS = 80


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed book with customers typed and imported, sales, letters and a history."""
    path = tmp_path_factory.mktemp("flips") / "book.db"
    furnish(path)
    return path


def _is_found(path: Path) -> bool:
    try:
        with closing(open_book(path, write=False)) as db:
            return check.full(db) != []
    except NotABook:
        return True


def _sales(path: Path) -> object:
    try:
        with closing(sqlite3.connect(path)) as db:
            return db.execute("SELECT * FROM sale ORDER BY id").fetchall()
    except UNREADABLE:
        return None


def test_a_whole_book_has_nothing_to_find(furnished: Path) -> None:
    assert not _is_found(furnished)


def test_nine_of_ten_flips_are_found(furnished: Path, tmp_path: Path) -> None:
    places, chance, found = held_bytes(furnished), random.Random(20261125), 0
    for _ in range(_FLIPS):
        copy = Path(shutil.copy(furnished, tmp_path))
        flip(copy, chance.choice(places), chance.randrange(8))
        found += _is_found(copy)
    assert found >= 0.9 * _FLIPS


def test_every_flip_that_changes_a_sale_is_found(furnished: Path, tmp_path: Path) -> None:
    places, chance, right = held_bytes(furnished, "sale"), random.Random(1), _sales(furnished)
    for _ in range(_FLIPS):
        copy = Path(shutil.copy(furnished, tmp_path))
        place, bit = chance.choice(places), chance.randrange(8)
        flip(copy, place, bit)
        assert _is_found(copy) or _sales(copy) == right, f"bit {bit} of byte {place}"
