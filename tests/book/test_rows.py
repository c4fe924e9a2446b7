"""Records from rows: a kind of field that no column is read as is refused, and not passed on as it is."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple, TypeAlias

import pytest

from carebook.book import rows

Day: TypeAlias = date


class Sale(NamedTuple):
    """A field of every sort."""

    id: int
    note: str | None
    share: float
    on: date
    until: date | None
    done: bool


class Otherwise(NamedTuple):
    """A day by another word."""

    id: int
    on: Day


def test_days_and_flags_are_read_and_all_else_is_as_it_is():
    """D1."""
    (found,) = rows.as_records(Sale, [(1, None, 0.5, "2026-11-25", None, 1)])
    assert found == Sale(1, None, 0.5, date(2026, 11, 25), until=None, done=True)
    assert found.done is True


def test_a_kind_that_is_not_known_is_refused_with_its_field():
    with pytest.raises(TypeError, match=r"Otherwise\.on is a Day"):
        rows.as_records(Otherwise, [])
