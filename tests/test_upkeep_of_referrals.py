"""What a look through the book finds among those who brought one another (S7, REF-4)."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from carebook.book.book import Book
from carebook.upkeep import look_through, own_rules

INSERT = (
    "INSERT INTO referral (customer_id, referred_id, introduced, introduced_on, contact_on, entered_on)"
    " VALUES (?, ?, 'Zed', '2026-10-01', '2026-10-01', '2026-10-01')"
)
ADVICE = "Open the customer and put right who brought them."


@pytest.fixture
def four(book: Book, today) -> Book:
    """Four customers."""
    with book.act("Added", today) as act:
        act.db.executemany(
            "INSERT INTO customer (name, entered_on) VALUES (?, '2026-10-01')", [(name,) for name in "ABCD"]
        )
    return book


def plant(book: Book, *edges: tuple[int, int]) -> None:
    """Write who brought whom as no verb would."""
    with book.writing():
        book.db.executemany(INSERT, edges)


@pytest.mark.parametrize(
    ("edges", "circles"),
    [
        ([(1, 2), (2, 3), (1, 4)], []),
        ([(1, 2), (2, 1)], ["customer #2 → customer #1"]),
        ([(2, 3), (3, 4), (4, 2), (3, 1)], ["customer #3 → customer #4 → customer #2"]),
        ([(1, 2), (2, 1), (3, 4), (4, 3)], ["customer #2 → customer #1", "customer #4 → customer #3"]),
    ],
)
def test_circles_are_found_with_who_stands_in_them(four: Book, today, edges, circles):
    """REF-4."""
    plant(four, *edges)
    found = look_through(four, today)
    assert [(one.what, one.where, one.advice) for one in found] == [
        ("Customers brought one another in a circle", where, ADVICE) for where in circles
    ]


def test_a_referral_that_counts_no_more_closes_no_circle(four: Book, today):
    plant(four, (1, 2), (2, 1))
    with four.writing():
        four.db.execute("UPDATE referral SET counts = 0 WHERE customer_id = 2")
    assert look_through(four, today) == []


@pytest.mark.parametrize(
    ("edges", "what", "where"),
    [
        ([(1, 1)], "A customer is said to have brought themselves", "customer #1"),
        ([(1, 2), (3, 2)], "Two referrers count for one customer", "customer #2"),
    ],
)
def test_what_the_tables_refuse_is_found_where_another_program_let_it_in(
    four: Book, book_path: Path, edges, what: str, where: str
):
    """REF-1 and REF-4."""
    four.close()
    with closing(sqlite3.connect(book_path, isolation_level=None)) as db:
        db.execute("PRAGMA ignore_check_constraints = ON")
        db.execute("DROP INDEX referral_counts")
        db.executemany(INSERT, edges)
        assert [(one.what, one.where, one.advice) for one in own_rules(db)] == [(what, where, ADVICE)]
