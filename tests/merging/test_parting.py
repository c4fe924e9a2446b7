"""What was merged is taken apart again, however much has happened since (S9)."""

from __future__ import annotations

from pathlib import Path

import pytest
from doubles import TODAY, add, open_shop, person, two_full_records

from carebook.book import check
from carebook.book.book import Book
from carebook.book.journal import dump
from carebook.customers import store
from carebook.customers.desk import remove_customer, stop
from carebook.customers.model import Cause
from carebook.customers.store import mergings
from carebook.merging.desk import merge, unmerge
from carebook.merging.refusals import NothingKnownOf, NotMerged
from carebook.upkeep import own_rules

Facts = dict[str, list[tuple[object, ...]]]


def merged(book: Book, keep: int) -> int:
    """Return the newest record that was merged into a customer."""
    return mergings.mergings(book.db, keep)[0].id


def without_planned(facts: Facts) -> Facts:
    """Return facts without the letters that planning makes and takes back by itself."""
    state = 9
    return facts | {"letter": [row for row in facts["letter"] if row[state] not in ("open", "cancelled")]}


def test_taken_apart_at_once_both_are_as_before(book_path: Path) -> None:
    with open_shop(book_path) as book:
        keep, gone = two_full_records(book)
        before = dump(book.db)
        merge(book, keep, gone, TODAY)
        unmerge(book, merged(book, keep), TODAY)
        assert without_planned(dump(book.db)) == without_planned(before)
        assert check.full(book.db, [own_rules]) == []


def test_undo_of_taking_apart_is_exact(book_path: Path) -> None:
    """S9."""
    with open_shop(book_path) as book:
        keep, gone = two_full_records(book)
        merge(book, keep, gone, TODAY)
        before = dump(book.db)
        unmerge(book, merged(book, keep), TODAY)
        after = dump(book.db)
        book.undo(TODAY)
        assert dump(book.db) == before
        book.redo(TODAY)
        assert dump(book.db) == after


def test_what_changed_since_is_kept_and_what_was_added_stays(book: Book) -> None:
    keep, gone = person(book, "Ann"), person(book, "Anna", phone="1", email="anna@example.org")
    with book.act("Tags", TODAY) as act:
        add(act.db, "tag", customer_id=gone, name="theirs")
    merge(book, keep, gone, TODAY)
    with book.act("Later", TODAY) as act:
        act.db.execute("UPDATE customer SET phone = '2' WHERE id = ?", [keep])
        add(act.db, "tag", customer_id=keep, name="new")
    unmerge(book, merged(book, keep), TODAY)
    ann, anna = store.customer(book.db, keep), store.customer(book.db, gone)
    assert (ann.phone, ann.email) == ("2", "")
    assert (anna.name, anna.phone, anna.email) == ("Anna", "1", "anna@example.org")
    assert (store.tags(book.db, keep), store.tags(book.db, gone)) == (["new"], ["theirs"])


def test_what_was_added_to_a_row_of_theirs_goes_with_it(book: Book) -> None:
    """Money given back goes with its sale, a day with its member, a step with its case."""
    keep, gone = person(book, "Ann"), person(book, "Anna")
    with book.act("Sold", TODAY) as act:
        sale = add(act.db, "sale", customer_id=gone, sold_on="2026-11-01", amount=500, entered_on="2026-11-01")
        sam = add(act.db, "member", customer_id=gone, name="Sam")
    merge(book, keep, gone, TODAY)
    with book.act("Later", TODAY) as act:
        of = {"customer_id": keep, "entered_on": "2026-11-20"}
        add(act.db, "sale", **of, sold_on="2026-11-20", amount=-100, refund_of=sale)
        add(act.db, "sale", **of, sold_on="2026-11-20", amount=700)
        add(act.db, "occasion", **of, member_id=sam, month_day="05-05")
        case = add(act.db, "complaint", **of, number="1", received_on="2026-11-20", via="phone", sale_id=sale)
        add(act.db, "case_step", customer_id=keep, complaint_id=case, step="received", on_day="2026-11-20")
        store.recount(act.db, [keep])
    unmerge(book, merged(book, keep), TODAY)
    assert [one.taken for one in (store.customer(book.db, keep), store.customer(book.db, gone))] == [700, 400]
    for table in ("occasion", "complaint", "case_step"):
        assert book.db.execute(f"SELECT customer_id FROM {table}").fetchall() == [(gone,)]
    assert own_rules(book.db) == []


def test_a_letter_of_ones_own_that_was_sent_since_goes_with_its_words(book: Book) -> None:
    keep, gone = person(book, "Ann"), person(book, "Anna")
    words = {"title": "Thanks", "text": "Dear Anna,", "wanted_on": "2026-11-20", "entered_on": "2026-11-20"}
    with book.act("Wrote", TODAY) as act:
        own = add(act.db, "own_letter", customer_id=gone, **words)
    merge(book, keep, gone, TODAY)
    with book.act("Sent", TODAY) as act:
        whole = {"kind": "own_letter", "subject_kind": "customer", "subject_id": keep, "occurrence": str(own)}
        days = {"anchor": "2026-11-20", "due": "2026-11-20", "sent_on": "2026-11-20", "state": "sent"}
        add(act.db, "letter", customer_id=keep, **whole, **days)
    unmerge(book, merged(book, keep), TODAY)
    assert book.db.execute("SELECT customer_id, subject_id FROM letter").fetchall() == [(gone, gone)]


def test_a_stop_that_was_put_since_holds_for_both(book: Book) -> None:
    """SUP-9: nobody knows which of the two said it."""
    keep, gone = person(book, "Ann"), person(book, "Anna")
    with book.act("Leave", TODAY) as act:
        add(act.db, "permission", customer_id=gone, channel="e-mail", given_on="2026-01-01")
    merge(book, keep, gone, TODAY)
    stop(book, keep, Cause.NO_EMAIL, "by phone", TODAY)
    unmerge(book, merged(book, keep), TODAY)
    for one in (keep, gone):
        assert [found.cause for found in store.suppressions(book.db, one)] == ["no-e-mail"]
        assert store.permissions(book.db, one) == []


def test_a_number_goes_back_unless_somebody_has_it_by_now(book: Book) -> None:
    keep, gone, late = person(book, "Ann"), person(book, "Anna", external_id="A2"), person(book, "Bea")
    merge(book, keep, gone, TODAY)
    assert store.customer(book.db, keep).external_id == "A2"
    with book.act("Numbers", TODAY) as act:
        act.db.execute("UPDATE customer SET external_id = NULL WHERE id = ?", [keep])
        act.db.execute("UPDATE customer SET external_id = 'A2' WHERE id = ?", [late])
    unmerge(book, merged(book, keep), TODAY)
    numbers = [store.customer(book.db, one).external_id for one in (keep, gone, late)]
    assert numbers == [None, None, "A2"]


@pytest.mark.parametrize("first", ["inner", "outer"])
def test_a_merge_of_a_merge_is_taken_apart_in_either_order(book: Book, first: str) -> None:
    one, two, three = (person(book, name) for name in ("One", "Two", "Three"))
    with book.act("Tags", TODAY) as act:
        for customer_id, name in ((one, "one"), (two, "two"), (three, "three")):
            add(act.db, "tag", customer_id=customer_id, name=name)
    merge(book, two, one, TODAY)
    merge(book, three, two, TODAY)
    assert store.tags(book.db, three) == ["one", "three", "two"]
    by_name = {found.gone_name: found.id for found in mergings.mergings(book.db, three)}
    for name in ("One", "Two") if first == "inner" else ("Two", "One"):
        unmerge(book, by_name[name], TODAY)
    assert [store.tags(book.db, number) for number in (one, two, three)] == [["one"], ["two"], ["three"]]
    assert check.full(book.db, [own_rules]) == []


def test_nothing_is_taken_apart_twice(book: Book) -> None:
    keep, gone = person(book, "Ann"), person(book, "Anna")
    merge(book, keep, gone, TODAY)
    number = merged(book, keep)
    unmerge(book, number, TODAY)
    with pytest.raises(NotMerged, match="taken apart already"):
        unmerge(book, number, TODAY)


def test_with_the_kept_customer_removed_it_is_refused(book: Book) -> None:
    keep, gone = person(book, "Ann"), person(book, "Anna")
    merge(book, keep, gone, TODAY)
    number = merged(book, keep)
    remove_customer(book, keep, TODAY)
    with pytest.raises(NotMerged, match="was removed"):
        unmerge(book, number, TODAY)


def test_without_its_history_it_is_refused(book: Book) -> None:
    keep, gone = person(book, "Ann"), person(book, "Anna")
    change = merge(book, keep, gone, TODAY)
    with book.writing():
        book.db.execute("DELETE FROM journal WHERE action_id = ?", [change.action])
    with pytest.raises(NothingKnownOf, match="no history any more of what belonged to Anna"):
        unmerge(book, merged(book, keep), TODAY)
