"""The one write path: an action is journalled, known by its own id, and safe from its twin (S2, S3)."""

from __future__ import annotations

import sqlite3
import threading
from datetime import date
from pathlib import Path

import pytest

from carebook.book.book import Book
from carebook.book.change import Change
from carebook.book.refusals import BookLocked, DoneBefore

TODAY = date(2026, 11, 25)
_ADD = "INSERT INTO customer (name, entered_on) VALUES (?, '2026-11-25')"


def _names(book: Book) -> list[str]:
    return [row[0] for row in book.db.execute("SELECT name FROM customer ORDER BY id")]


def test_an_action_says_which_rows_it_touched_and_under_which_label(book: Book) -> None:
    with book.act("Added a customer", TODAY) as act:
        book.db.execute(_ADD, ["Ann"])
        act.label = "Added Ann"
    assert act.change == Change(1, "Added Ann", {"customer": frozenset({1})})
    assert act.change.only("customer") == 1
    assert book.last_day() == TODAY


def test_the_change_of_an_action_under_way_cannot_be_asked_for(book: Book) -> None:
    with pytest.raises(RuntimeError), book.act("Added", TODAY) as act:
        _ = act.change


def test_an_action_done_again_adds_nothing(book: Book) -> None:
    """S2"""
    for again in (False, True):
        if again:
            with pytest.raises(DoneBefore, match="“Added Ann” has been saved"), book.act("x", TODAY, token="t1"):
                book.db.execute(_ADD, ["Ann"])
        else:
            with book.act("Added Ann", TODAY, token="t1"):
                book.db.execute(_ADD, ["Ann"])
    assert _names(book) == ["Ann"]


def test_an_action_taken_back_and_done_again_adds_nothing_either(book: Book) -> None:
    """S2"""
    with book.act("Added Ann", TODAY, token="t1"):
        book.db.execute(_ADD, ["Ann"])
    book.undo(TODAY)
    with pytest.raises(DoneBefore, match="Redo brings it back"), book.act("Added Ann", TODAY, token="t1"):
        book.db.execute(_ADD, ["Ann"])
    assert _names(book) == []
    book.redo(TODAY)
    assert _names(book) == ["Ann"]


def test_followers_write_in_the_same_action_and_are_taken_back_with_it(book_path: Path) -> None:
    def tag(db: sqlite3.Connection, change: Change, today: date) -> None:
        touched = "SELECT id, 'new' FROM customer WHERE id IN (SELECT customer_id FROM temp.touched)"
        db.execute(f"INSERT INTO tag (customer_id, name) {touched}")

    with Book.open(book_path, write=True, followers=[tag]) as book:
        with book.act("Added", TODAY) as act:
            book.db.execute(_ADD, ["Ann"])
        assert act.change.touched == {"customer": frozenset({1}), "tag": frozenset({1})}
        book.undo(TODAY)
        assert book.db.execute("SELECT count(*) FROM tag").fetchone() == (0,)


def test_a_twin_writes_under_the_same_lock_and_does_not_give_it_back(book: Book) -> None:
    """S3"""
    failed: list[BaseException] = []

    def work() -> None:
        try:
            with book.twin() as twin, twin.act("Added by the twin", TODAY):
                twin.db.execute(_ADD, ["Bob"])
        except BaseException as error:  # told to the test, whose thread this is not
            failed.append(error)

    worker = threading.Thread(target=work)
    worker.start()
    worker.join()
    assert failed == []
    with pytest.raises(BookLocked):
        Book.open(book.path, write=True)
    with book.act("Added", TODAY):
        book.db.execute(_ADD, ["Ann"])
    assert _names(book) == ["Bob", "Ann"]


def test_a_bulk_import_is_one_entry_of_the_journal(book: Book) -> None:
    from carebook.book import journal

    with book.act("Imported", TODAY) as act, journal.bulk(book.db, "customer"):
        book.db.executemany(_ADD, [[f"Customer {number}"] for number in range(50)])
    assert act.change.touched == {"customer": frozenset()}
    assert book.db.execute("SELECT tbl, row_id, upto FROM journal").fetchall() == [("customer", 1, 50)]
    book.undo(TODAY)
    assert _names(book) == []
    book.redo(TODAY)
    assert len(_names(book)) == 50
    assert book.db.execute("SELECT after FROM journal").fetchall() == [(None,)]
