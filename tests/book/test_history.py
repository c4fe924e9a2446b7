"""The history of a record: what each action changed about one customer, newest first."""

from __future__ import annotations

from datetime import date, timedelta
from time import process_time

from carebook.book.book import Book
from carebook.book.history import count, history

TODAY = date(2026, 11, 25)


def _add(book: Book, name: str) -> int:
    with book.act(f"Added {name}", TODAY) as act:
        added = act.db.execute("INSERT INTO customer (name, entered_on) VALUES (?, '2026-11-25')", [name])
    return added.lastrowid or 0


def _change(book: Book, label: str, sql: str, *values: object, today: date = TODAY) -> None:
    with book.act(label, today) as act:
        act.db.execute(sql, values)


def test_each_action_says_what_was_before_and_what_is_after(book: Book):
    ann, bea = _add(book, "Ann"), _add(book, "Bea")
    _change(book, "Changed Ann", "UPDATE customer SET phone = '1', city = 'Bath' WHERE id = ?", ann)
    _change(book, "Changed Bea", "UPDATE customer SET phone = '9' WHERE id = ?", bea)
    _change(book, "Tagged Ann", "INSERT INTO tag (customer_id, name) VALUES (?, 'garden')", ann)
    tagged, changed, added = history(book.db, [ann])
    assert [one.label for one in (tagged, changed, added)] == ["Tagged Ann", "Changed Ann", "Added Ann"]
    (phone,) = changed.changes
    assert (phone.table, phone.columns) == ("customer", ["phone", "city"])
    assert phone.before is not None
    assert phone.after is not None
    assert (phone.before["phone"], phone.after["phone"]) == ("", "1")
    assert [(one.table, one.before) for one in tagged.changes] == [("tag", None)]
    assert count(book.db, [ann]) == 3


def test_what_was_taken_back_is_left_out(book: Book):
    ann = _add(book, "Ann")
    _change(book, "Changed Ann", "UPDATE customer SET phone = '1' WHERE id = ?", ann)
    book.undo(TODAY)
    assert [one.label for one in history(book.db, [ann])] == ["Added Ann"]
    book.redo(TODAY)
    assert count(book.db, [ann]) == 2


def test_a_row_that_one_action_changed_twice_stands_there_once(book: Book):
    ann = _add(book, "Ann")
    with book.act("Changed Ann", TODAY) as act:
        for phone in ("1", "2"):
            act.db.execute("UPDATE customer SET phone = ? WHERE id = ?", [phone, ann])
        act.db.execute("INSERT INTO tag (customer_id, name) VALUES (?, 'x')", [ann])
        act.db.execute("DELETE FROM tag")
    (change,) = history(book.db, [ann], size=1)[0].changes
    assert change.before is not None
    assert change.after is not None
    assert (change.before["phone"], change.after["phone"]) == ("", "2")


def test_who_was_merged_brings_their_history_along(book: Book):
    ann, bea = _add(book, "Ann"), _add(book, "Bea")
    assert [one.label for one in history(book.db, [ann, bea])] == ["Added Bea", "Added Ann"]


def test_ten_thousand_entries_are_paged_quickly(book: Book):
    ann = _add(book, "Ann")
    with book.writing():
        action = "INSERT INTO action (id, label, made_on) VALUES (?, ?, ?)"
        entry = (
            "INSERT INTO journal (action_id, tbl, row_id, customer_id, before, after)"
            """ VALUES (?, 'customer', ?, ?, '{"phone": "1"}', '{"phone": "2"}')"""
        )
        for number in range(100, 10_100):
            day = (TODAY + timedelta(days=number % 300)).isoformat()
            book.db.execute(action, [number, f"Change {number}", day])
            book.db.execute(entry, [number, ann, ann])
    began = process_time()
    assert count(book.db, [ann]) == 10_001
    page = history(book.db, [ann], start=5000, size=200)
    assert process_time() - began < 0.5
    assert (len(page), page[0].label, len(page[0].changes)) == (200, "Change 5099", 1)


def test_the_index_is_used(book: Book):
    plan = book.db.execute(
        "EXPLAIN QUERY PLAN SELECT action_id FROM journal WHERE customer_id IN (SELECT value FROM json_each('[1]'))"
        " AND customer_id IS NOT NULL AND id BETWEEN 1 AND 2"
    ).fetchall()
    assert any("journal_by_customer" in row[3] for row in plan)
