"""Undo is exact (S9): whatever was done, taken back and done again, the book holds the same facts as before."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carebook.book import journal, seal, search
from carebook.book.book import Book
from carebook.book.refusals import NothingToUndo

TODAY = date(2026, 11, 25)
Facts = dict[str, list[tuple[object, ...]]]

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12) | st.sampled_from(
    ["", "nul\x00in it", 'it\'s "quoted"', "\\u0000", "'); DROP TABLE customer; --", "née 🌷 \u200d"]
)
integers = st.integers(-(2**63), 2**63 - 1) | st.sampled_from([2**53 + 1, -(2**63), 2**63 - 1])
picks = st.integers(0, 1000)


def _one(db: sqlite3.Connection, table: str, pick: int) -> int:
    ids = [row[0] for row in db.execute(f"SELECT id FROM {table} ORDER BY id")]
    return ids[pick % len(ids)] if ids else 0


def _add_customer(db: sqlite3.Connection, pick: int, text: str, number: int) -> int:
    sql = "INSERT INTO customer (name, opened_on, taken, entered_on) VALUES (?, ?, ?, '2026-11-25')"
    return db.execute(sql, [f"Ann {pick}", [None, "2024-02-29"][pick % 2], number]).lastrowid or 0


def _keep_number(db: sqlite3.Connection, pick: int, text: str, number: int) -> None:
    sql = "INSERT INTO number (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value"
    db.execute(sql, [text, number])


def _replace_number(db: sqlite3.Connection, pick: int, text: str, number: int) -> None:
    db.execute("INSERT OR REPLACE INTO number (name, value) VALUES (?, ?)", [text, number])


def _sell(db: sqlite3.Connection, pick: int, text: str, number: int) -> None:
    customer = _one(db, "customer", pick) or _add_customer(db, pick, text, 0)
    values = [customer, number, [None, number][pick % 2], "2026-11-01", "2026-11-25"]
    db.execute("INSERT INTO sale (customer_id, amount, cost, sold_on, entered_on) VALUES (?, ?, ?, ?, ?)", values)
    db.execute("UPDATE customer SET sales = sales + 1 WHERE id = ?", [customer])


def _add_pet(db: sqlite3.Connection, pick: int, text: str, number: int) -> None:
    customer = _one(db, "customer", pick) or _add_customer(db, pick, text, 0)
    member = db.execute("INSERT INTO member (customer_id, name) VALUES (?, 'Bruno')", [customer]).lastrowid
    sql = "INSERT INTO occasion (customer_id, member_id, month_day, entered_on) VALUES (?, ?, '02-29', '2026-11-25')"
    db.execute(sql, [customer, member])


def _move_pet(db: sqlite3.Connection, pick: int, text: str, number: int) -> None:
    owner, member = _one(db, "customer", pick), _one(db, "member", number)
    db.execute("UPDATE member SET customer_id = ? WHERE id = ?", [owner, member])


def _rename(db: sqlite3.Connection, pick: int, text: str, number: int) -> None:
    db.execute("UPDATE customer SET name = ? WHERE id = ?", [f"Bea {pick}", _one(db, "customer", pick)])


def _delete_customer(db: sqlite3.Connection, pick: int, text: str, number: int) -> None:
    db.execute("DELETE FROM customer WHERE id = ?", [_one(db, "customer", pick)])


def _swap_names(db: sqlite3.Connection, pick: int, text: str, number: int) -> None:
    for old, new in (("a", "swapping"), ("b", "a"), ("swapping", "b")):
        db.execute("UPDATE OR IGNORE number SET name = ? WHERE name = ?", [new, old])
    db.executemany("INSERT OR IGNORE INTO number (name, value) VALUES (?, ?)", [("a", number), ("b", 1)])


def _import(db: sqlite3.Connection, pick: int, text: str, number: int) -> None:
    with journal.bulk(db, "customer"):
        ids = [_add_customer(db, pick, text, number) for _ in range(pick % 4)]
        for customer in ids:
            db.execute("UPDATE customer SET note = 'twice in the file' WHERE id = ?", [customer])
    with journal.bulk(db, "sale"):
        for customer in ids:
            _sell(db, customer, text, number)
    if ids and pick % 3 == 0:
        _delete_customer(db, ids[0], text, number)


_VERBS: list[Callable[[sqlite3.Connection, int, str, int], object]] = [
    *(_add_customer, _keep_number, _replace_number, _sell, _add_pet),
    *(_move_pet, _rename, _delete_customer, _swap_names, _import),
]
deeds = st.lists(st.tuples(st.sampled_from(_VERBS), picks, texts, integers), min_size=1, max_size=3)
steps = st.lists(deeds | st.sampled_from(["undo", "undo", "redo", "reopen"]), max_size=16)


class Told:
    """What the book should hold now, before each action done, and after each action undone."""

    def __init__(self, now: Facts) -> None:
        self.now = now
        self.past: list[Facts] = []
        self.future: list[Facts] = []

    def undo(self) -> bool:
        if self.past:
            self.future.append(self.now)
            self.now = self.past.pop()
            return True
        return False

    def redo(self) -> bool:
        if self.future:
            self.past.append(self.now)
            self.now = self.future.pop()
            return True
        return False


def _do(book: Book, told: Told, step: object) -> None:
    if step == "undo" or step == "redo":
        if getattr(told, step)():
            getattr(book, step)(TODAY)
        else:
            with pytest.raises(NothingToUndo):
                getattr(book, step)(TODAY)
        return
    assert isinstance(step, list)
    with book.act("Something", TODAY) as act:
        for verb, pick, text, number in step:
            verb(book.db, pick, text, number)
    if act.change.touched:
        told.past.append(told.now)
        told.now, told.future = journal.dump(book.db), []


@given(steps)
def test_any_chain_of_actions_is_taken_back_and_done_again_exactly_also_after_a_restart(chain: list[object]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "book.db"
        Book.create(path)
        book = Book.open(path, write=True)
        told = Told(journal.dump(book.db))
        for step in chain:
            if step == "reopen":
                book.close()
                book = Book.open(path, write=True)
            else:
                _do(book, told, step)
            assert journal.dump(book.db) == told.now
        while told.undo():
            book.undo(TODAY)
            assert journal.dump(book.db) == told.now
        while told.redo():
            book.redo(TODAY)
            assert journal.dump(book.db) == told.now
        assert search.differences(book.db) == []
        assert seal.broken(book.db) == []
        book.close()


def test_undo_takes_back_the_newest_action_first_and_names_it(book: Book) -> None:
    for label in ("Added Ann", "Added Bob"):
        with book.act(label, TODAY):
            _add_customer(book.db, 1, "", 0)
    assert book.next_undo() == "Added Bob"
    assert book.undo(TODAY).label == "Added Bob"
    assert book.undo(TODAY).label == "Added Ann"
    assert book.next_undo() is None
    assert book.redo(TODAY).label == "Added Ann"


def test_a_new_action_ends_redo(book: Book) -> None:
    with book.act("Added Ann", TODAY):
        _add_customer(book.db, 1, "", 0)
    book.undo(TODAY)
    with book.act("Added Bob", TODAY):
        _add_customer(book.db, 2, "", 0)
    with pytest.raises(NothingToUndo, match="nothing to redo"):
        book.redo(TODAY)


def test_an_action_that_changes_nothing_leaves_no_trace_and_does_not_end_redo(book: Book) -> None:
    with book.act("Added Ann", TODAY):
        _add_customer(book.db, 1, "", 0)
    book.undo(TODAY)
    with book.act("Nothing", TODAY) as act:
        pass
    assert not act.change.touched
    assert book.redo(TODAY).label == "Added Ann"


def test_a_failed_action_changes_nothing(book: Book) -> None:
    before = journal.dump(book.db)
    with pytest.raises(sqlite3.IntegrityError), book.act("Bad", TODAY):
        _add_customer(book.db, 1, "", 0)
        book.db.execute("UPDATE customer SET opened_on = '2026-02-30'")
    assert journal.dump(book.db) == before
    assert book.next_undo() is None


def test_a_member_that_moved_is_found_with_its_new_customer_only(book: Book) -> None:
    with book.act("Added", TODAY):
        ann, bob = (_add_customer(book.db, pick, "", 0) for pick in (1, 2))
        book.db.execute("INSERT INTO member (customer_id, name) VALUES (?, 'Bruno')", [ann])
    with book.act("Moved", TODAY):
        book.db.execute("UPDATE member SET customer_id = ?", [bob])
    assert search.differences(book.db) == []
    found = book.db.execute("SELECT rowid FROM search WHERE search MATCH ?", [search.match("bruno")]).fetchall()
    assert found == [(bob,)]
