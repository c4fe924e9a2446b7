"""The book looks at itself and says what is wrong, where, and what to do (S7)."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date, timedelta
from pathlib import Path

import pytest

from carebook.book import check, journal
from carebook.book.book import Book
from carebook.book.check import Finding

TODAY = date(2026, 11, 25)


@pytest.fixture
def path(book_path: Path) -> Path:
    """A closed book with a customer, a sale, and a member in it."""
    with Book.open(book_path, write=True) as book, book.act("Added", TODAY):
        book.db.execute("INSERT INTO customer (name, entered_on) VALUES ('Ann Park', '2026-11-25')")
        book.db.execute("INSERT INTO member (customer_id, name) VALUES (1, 'Bruno')")
        book.db.execute(
            "INSERT INTO sale (customer_id, sold_on, amount, entered_on) VALUES (1, '2026-11-01', 1250, '2026-11-25')"
        )
    return book_path


@contextmanager
def _other_program(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        yield db


def _findings(path: Path) -> list[Finding]:
    with Book.open(path, write=False) as book:
        return check.full(book.db)


def test_a_whole_book_has_no_findings(path: Path) -> None:
    with Book.open(path, write=True) as book:
        assert check.quick(book.db) == []
        assert check.full(book.db) == []
        book.undo(TODAY)
        assert check.full(book.db) == []


def test_a_quick_look_leaves_the_book_guarded(book: Book) -> None:
    assert check.quick(book.db) == []
    with pytest.raises(sqlite3.IntegrityError, match="CHECK"):
        book.db.execute("UPDATE shop SET country = 'nowhere'")


_CHANGES: dict[str, tuple[str, str]] = {
    "an amount": ("UPDATE sale SET amount = 1251", "sale"),
    "a letter's case": ("UPDATE customer SET name = 'Ann park'", "customer"),
    "a row more": ("INSERT INTO tag (customer_id, name) VALUES (1, 'x')", "tag"),
    "a row less": ("DELETE FROM sale", "sale"),
    "the history": ("UPDATE journal SET before = '{}'", "journal"),
    "an orphan": ("UPDATE sale SET customer_id = 99", "sale 1 → customer"),
    "an index less": ("DROP INDEX sale_by_customer", "index sale_by_customer"),
    "a table more": ("CREATE TABLE mine (x)", "table mine"),
    "words of find": ("UPDATE search SET words = 'nobody' WHERE rowid = 1", "customer 1"),
    "a word more": ("INSERT INTO search (rowid, words, phones) VALUES (7, 'ghost', '')", "customer 7"),
    "a broken index of find": ("DELETE FROM search_data WHERE id > 10", ""),
    "a seal less": ("DELETE FROM seal WHERE tbl = 'shop'", "shop"),
}


@pytest.mark.parametrize(("sql", "where"), _CHANGES.values(), ids=_CHANGES)
def test_what_another_program_changed_is_found(path: Path, sql: str, where: str) -> None:
    with _other_program(path) as db:
        db.execute(sql)
    found = _findings(path)
    assert found
    assert where in [finding.where for finding in found] or where == ""
    assert all(finding.what and finding.advice for finding in found)


def test_a_damaged_row_is_found_still_after_it_was_written_again(path: Path) -> None:
    with _other_program(path) as db:
        db.execute("UPDATE sale SET amount = 1")
    with Book.open(path, write=True) as book, book.act("Noted", TODAY):
        book.db.execute("UPDATE sale SET note = 'a gift'")
    assert [finding.where for finding in _findings(path)] == ["sale"]


def test_the_sums_of_a_desk_are_looked_at_too_when_the_rows_are_whole(path: Path) -> None:
    wrong = Finding("Sums differ.", "customer 1", "Tell us.")
    with Book.open(path, write=False) as book:
        assert check.full(book.db, [lambda db: [wrong]]) == [wrong]


def test_the_check_of_a_book_that_another_program_writes_writes_nothing(path: Path) -> None:
    with Book.open(path, write=True) as writer, writer.writing(), Book.open(path, write=False) as reader:
        writer.db.execute("INSERT INTO keeping VALUES ('x', 'y')")
        assert check.full(reader.db) == []


_WHEN: list[tuple[int | None, bool, bool]] = [
    (None, False, True),
    (0, False, False),
    (6, False, False),
    (7, False, True),
    (400, False, True),
    (-1, False, True),  # the clock was set back: nobody knows how long ago
    (0, True, True),
]


@pytest.mark.parametrize(("days_ago", "ended_badly", "due"), _WHEN)
def test_all_of_the_book_is_checked_every_week_and_after_a_bad_end(
    book: Book, days_ago: int | None, ended_badly: bool, due: bool
) -> None:
    if days_ago is not None:
        book.note_checked(TODAY - timedelta(days_ago))
    assert check.due_for_check(book.db, TODAY, ended_badly) is due


def test_a_bad_end_is_remembered_until_the_book_was_checked(book_path: Path) -> None:
    lock = book_path.with_name("book.db.lock")
    lock.write_text("process 1, since 08:00\n")
    for _ in range(2):
        with Book.open(book_path, write=True) as book:
            assert book.ended_badly
    with Book.open(book_path, write=True) as book:
        book.note_checked(TODAY)
    with Book.open(book_path, write=True) as book:
        assert not book.ended_badly
    assert lock.read_text() == ""


_ROUNDABOUT: dict[str, str] = {
    "replaced": "INSERT OR REPLACE INTO tag (customer_id, name) VALUES (1, 'x')",
    "upserted": "INSERT INTO tag (id, customer_id, name) VALUES (1, 1, 'y') ON CONFLICT DO UPDATE SET name = 'z'",
    "cascaded": "DELETE FROM customer",
}


@pytest.mark.parametrize("sql", _ROUNDABOUT.values(), ids=_ROUNDABOUT)
def test_rows_that_change_without_being_named_are_sealed_and_journalled_too(book: Book, sql: str) -> None:
    with book.act("Added", TODAY):
        book.db.execute("INSERT INTO customer (name, entered_on) VALUES ('Ann', '2026-11-25')")
        book.db.execute("INSERT INTO tag (customer_id, name) VALUES (1, 'x')")
    before = journal.dump(book.db)
    with book.act("Something", TODAY):
        book.db.execute(sql)
    assert check.full(book.db) == []
    book.undo(TODAY)
    assert journal.dump(book.db) == before
    assert check.full(book.db) == []
