"""Deciding on a connection that made no temporary table yet: its first one aborts whatever it is reading then."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from carebook.book.book import Book
from carebook.book.connection import connect
from carebook.letters.store import agenda
from carebook.letters.store.letters import planned_kinds
from carebook.shop import store as shop_store

TODAY = date(2026, 11, 2)
MANY = 1_100
"""More households than are decided on at once."""


@pytest.fixture
def crowd(book: Book) -> Path:
    """A book in which so many customers have a welcome that is due today."""
    with book.writing():
        book.db.executemany(
            "INSERT INTO customer (id, name, address1, entered_on) VALUES (?, ?, '4 Mill Lane', '2026-11-01')",
            [(number, f"Guest {number}") for number in range(1, MANY + 1)],
        )
        book.db.executemany(
            "INSERT INTO letter (customer_id, kind, subject_kind, subject_id, occurrence, anchor, due, lapses)"
            " VALUES (?1, 'welcome', 'customer', ?1, '', '2026-11-01', '2026-11-02', '2026-11-12')",
            [(number,) for number in range(1, MANY + 1)],
        )
    return book.path


def lay_out(db: sqlite3.Connection) -> int:
    db.execute("BEGIN IMMEDIATE")
    agenda.lay_out(db, planned_kinds(db), shop_store.numbers(db), TODAY)
    return int(db.execute("SELECT count(*) FROM agenda").fetchone()[0])


def standing(db: sqlite3.Connection) -> int:
    return len(agenda.standing(db, planned_kinds(db), shop_store.numbers(db), TODAY, range(1, MANY + 1)))


def reachable(db: sqlite3.Connection) -> int:
    return len(agenda.reachable(db, planned_kinds(db), date(2026, 11, 1), TODAY))


@pytest.mark.parametrize("decide", [lay_out, standing, reachable])
def test_more_than_a_page_of_households_is_decided_on(crowd: Path, decide: Callable[[sqlite3.Connection], int]) -> None:
    with closing(connect(crowd, write=True)) as db:
        assert decide(db) == MANY
