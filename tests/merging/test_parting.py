"""What was merged is taken apart again, however much has happened since (S9)."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from doubles import TODAY, add, causes, open_shop, person, take_apart, two_full_records, without_planned

from carebook.book import check
from carebook.book.book import Book
from carebook.book.journal import dump
from carebook.customers import store
from carebook.customers.desk import allow_again, remove_customer, stop
from carebook.customers.model import Cause
from carebook.customers.store import mergings
from carebook.merging.desk import merge, unmerge
from carebook.merging.refusals import NothingKnownOf, NotMerged, TakeOutFirst
from carebook.upkeep import own_rules


@pytest.fixture
def keep(book: Book) -> int:
    """Ann, who is kept."""
    return person(book, "Ann")


@pytest.fixture
def gone(book: Book) -> int:
    """Anna, who is merged into her."""
    return person(book, "Anna")


def give_leave(book: Book, channel: str, *customers: int) -> None:
    """Note that customers gave leave to be written to."""
    with book.act("Leave", TODAY) as act:
        for one in customers:
            add(act.db, "permission", customer_id=one, channel=channel, given_on="2026-01-01")


def test_taken_apart_at_once_both_are_as_before(book_path: Path) -> None:
    with open_shop(book_path) as book:
        keep, gone = two_full_records(book)
        before = dump(book.db)
        merge(book, keep, gone, TODAY)
        take_apart(book, keep)
        assert without_planned(dump(book.db)) == without_planned(before)
        assert check.full(book.db, [own_rules]) == []


def test_undo_of_taking_apart_is_exact(book_path: Path) -> None:
    """S9."""
    with open_shop(book_path) as book:
        keep, gone = two_full_records(book)
        merge(book, keep, gone, TODAY)
        before = dump(book.db)
        take_apart(book, keep)
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
    take_apart(book, keep)
    ann, anna = store.customer(book.db, keep), store.customer(book.db, gone)
    assert (ann.phone, ann.email) == ("2", "")
    assert (anna.name, anna.phone, anna.email) == ("Anna", "1", "anna@example.org")
    assert (store.tags(book.db, keep), store.tags(book.db, gone)) == (["new"], ["theirs"])


def test_what_was_added_to_a_row_of_theirs_goes_with_it(book: Book, keep: int, gone: int) -> None:
    """Money given back goes with its sale, a day with its member, a step with its case."""
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
    take_apart(book, keep)
    assert [one.taken for one in (store.customer(book.db, keep), store.customer(book.db, gone))] == [700, 400]
    for table in ("occasion", "complaint", "case_step"):
        assert book.db.execute(f"SELECT customer_id FROM {table}").fetchall() == [(gone,)]
    assert own_rules(book.db) == []


def test_a_letter_of_ones_own_that_was_sent_since_goes_with_its_words(book: Book, keep: int, gone: int) -> None:
    words = {"title": "Thanks", "text": "Dear Anna,", "wanted_on": "2026-11-20", "entered_on": "2026-11-20"}
    with book.act("Wrote", TODAY) as act:
        own = add(act.db, "own_letter", customer_id=gone, **words)
    merge(book, keep, gone, TODAY)
    with book.act("Sent", TODAY) as act:
        whole = {"kind": "own_letter", "subject_kind": "customer", "subject_id": keep, "occurrence": str(own)}
        days = {"anchor": "2026-11-20", "due": "2026-11-20", "sent_on": "2026-11-20", "state": "sent"}
        add(act.db, "letter", customer_id=keep, **whole, **days)
    take_apart(book, keep)
    assert book.db.execute("SELECT customer_id, subject_id FROM letter").fetchall() == [(gone, gone)]


def test_a_stop_that_was_put_since_holds_for_both(book: Book, keep: int, gone: int) -> None:
    """SUP-9: nobody knows which of the two said it."""
    give_leave(book, "e-mail", gone)
    merge(book, keep, gone, TODAY)
    stop(book, keep, Cause.NO_EMAIL, "by phone", TODAY)
    take_apart(book, keep)
    for one in (keep, gone):
        assert causes(book, one) == ["no-e-mail"]
        assert store.permissions(book.db, one) == []


def test_a_stop_that_was_put_since_holds_for_both_by_whatever_day_it_stands(book: Book, keep: int, gone: int) -> None:
    """SUP-9: also one that a letter said before, or that was lifted in between."""
    stop(book, gone, Cause.NO_POST, "by phone", TODAY)
    merge(book, keep, gone, TODAY)
    allow_again(book, keep, Cause.NO_POST, TODAY)
    for cause in (Cause.NO_POST, Cause.NO_MARKETING):
        stop(book, keep, cause, "by letter", TODAY - timedelta(days=9))
    take_apart(book, keep)
    for one in (keep, gone):
        assert set(causes(book, one)) == {"no-post", "no-marketing"}


def test_a_stop_that_one_of_them_had_before_stays_theirs(book: Book, keep: int, gone: int) -> None:
    stop(book, keep, Cause.NO_POST, "by phone", TODAY)
    stop(book, gone, Cause.NO_TEXT, "by phone", TODAY)
    merge(book, keep, gone, TODAY)
    take_apart(book, keep)
    assert (causes(book, keep), causes(book, gone)) == (["no-post"], ["no-text"])


def test_a_letter_that_was_planned_for_both_together_is_not_left_behind(book_path: Path) -> None:
    with open_shop(book_path) as book:
        keep, gone = person(book, "Ann"), person(book, "Anna")
        with book.act("Sold", TODAY) as act:
            for month, one in enumerate((keep, gone, keep, gone), 7):
                day = f"2026-{month:02}-01"
                add(act.db, "sale", customer_id=one, sold_on=day, product="spade", amount=500, entered_on=day)
            store.recount(act.db, [keep, gone])
        before = dump(book.db)["letter"]
        merge(book, keep, gone, TODAY)
        assert book.db.execute("SELECT state FROM letter WHERE kind = 'reactivation'").fetchall() == [("open",)]
        take_apart(book, keep)
        assert [row[1:] for row in dump(book.db)["letter"]] == [row[1:] for row in before]


@pytest.mark.parametrize(
    ("channel", "cause", "left"),
    [
        ("e-mail", Cause.NO_EMAIL, []),
        ("text", Cause.NO_TEXT, []),
        ("text", Cause.NO_EMAIL, ["text"]),
        ("surveys", Cause.NO_MARKETING, ["surveys"]),
        ("surveys", Cause.DECEASED, []),
    ],
)
def test_leave_that_both_had_given_is_lifted_by_a_stop_that_was_put_since(
    book: Book, keep: int, gone: int, channel: str, cause: Cause, left: list[str]
) -> None:
    """SUP-3, SUP-5, SUP-9: the leave that comes back with the other record too."""
    give_leave(book, channel, keep, gone)
    merge(book, keep, gone, TODAY)
    stop(book, keep, cause, "by phone", TODAY)
    take_apart(book, keep)
    for one in (keep, gone):
        assert [leave.channel for leave in store.permissions(book.db, one)] == left


@pytest.mark.parametrize(("then", "left"), [("", 0), ("They told us why.", 1)])
def test_what_merging_added_goes_again_unless_it_was_changed_since(
    book: Book, keep: int, gone: int, then: str, left: int
) -> None:
    with book.act("Win-backs", TODAY) as act:
        for one in (keep, gone):
            add(act.db, "win_back", customer_id=one, opened_on="2026-11-01")
    merge(book, keep, gone, TODAY)
    if then:
        with book.act("Later", TODAY) as act:
            act.db.execute("UPDATE win_back_step SET what = ? WHERE step = 'ended'", [then])
    take_apart(book, keep)
    assert book.db.execute("SELECT what FROM win_back_step").fetchall() == [(then,)] * left


def test_a_number_goes_back_unless_somebody_has_it_by_now(book: Book) -> None:
    keep, gone, late = person(book, "Ann"), person(book, "Anna", external_id="A2"), person(book, "Bea")
    merge(book, keep, gone, TODAY)
    assert store.customer(book.db, keep).external_id == "A2"
    with book.act("Numbers", TODAY) as act:
        act.db.execute("UPDATE customer SET external_id = NULL WHERE id = ?", [keep])
        act.db.execute("UPDATE customer SET external_id = 'A2' WHERE id = ?", [late])
    take_apart(book, keep)
    numbers = [store.customer(book.db, one).external_id for one in (keep, gone, late)]
    assert numbers == [None, None, "A2"]


def test_a_merge_of_a_merge_is_taken_apart_newest_first(book: Book) -> None:
    one, two = (person(book, name, email=f"{name}@example.org") for name in ("One", "Two"))
    three = person(book, "Three")
    with book.act("Tags", TODAY) as act:
        for customer_id, name in ((one, "one"), (two, "two"), (three, "three")):
            add(act.db, "tag", customer_id=customer_id, name=name)
    before = dump(book.db)
    merge(book, two, one, TODAY)
    merge(book, three, two, TODAY)
    assert store.tags(book.db, three) == ["one", "three", "two"]
    newest, oldest = mergings.mergings(book.db, three)
    with pytest.raises(TakeOutFirst, match="Two was merged later than One"):
        unmerge(book, oldest.id, TODAY)
    unmerge(book, newest.id, TODAY)
    unmerge(book, oldest.id, TODAY)
    assert dump(book.db) == before


def test_of_two_records_merged_into_one_the_newest_is_taken_out_first(book: Book) -> None:
    """Also where the clock was set back between the two."""
    keep, one, two = (person(book, name) for name in ("Keep", "One", "Two"))
    merge(book, keep, one, TODAY)
    merge(book, keep, two, TODAY - timedelta(days=1))
    newest, oldest = mergings.mergings(book.db, keep)
    with pytest.raises(TakeOutFirst, match="Take Two out first"):
        unmerge(book, oldest.id, TODAY)
    unmerge(book, newest.id, TODAY)
    unmerge(book, oldest.id, TODAY)


def test_nothing_is_taken_apart_twice(book: Book, keep: int, gone: int) -> None:
    merge(book, keep, gone, TODAY)
    number = mergings.mergings(book.db, keep)[0].id
    unmerge(book, number, TODAY)
    with pytest.raises(NotMerged, match="taken apart already"):
        unmerge(book, number, TODAY)


def test_with_the_kept_customer_removed_it_is_refused(book: Book, keep: int, gone: int) -> None:
    merge(book, keep, gone, TODAY)
    number = mergings.mergings(book.db, keep)[0].id
    remove_customer(book, keep, TODAY)
    with pytest.raises(NotMerged, match="was removed"):
        unmerge(book, number, TODAY)


def test_without_its_history_it_is_refused(book: Book, keep: int, gone: int) -> None:
    change = merge(book, keep, gone, TODAY)
    with book.writing():
        book.db.execute("DELETE FROM journal WHERE action_id = ?", [change.action])
    with pytest.raises(NothingKnownOf, match="no history any more of what belonged to Anna"):
        take_apart(book, keep)
