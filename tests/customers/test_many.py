"""Bulk work: what is done for many is what would be done for each, as one action that undo takes back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carebook.book import journal
from carebook.book.book import Book
from carebook.customers import desk, store
from carebook.customers.desk import many
from carebook.customers.entry import ContactEntry, CustomerEntry, OccasionEntry, SaleEntry
from carebook.customers.model import Cause, Stage
from carebook.customers.refusals import NeverOverridden
from carebook.customers.store.many import all_tags, tags_of, there
from carebook.followers import FOLLOWERS
from carebook.letters.desk.planning import plan_day
from carebook.typed import NotSo

Enter = Callable[..., Any]
FEW = [1, 2, 3]


@pytest.fixture
def people(book: Book, today: date, enter: Enter) -> Book:
    """Five customers with ids 1 to 5: the second died, the third wants no e-mail, the first has a tag and a leave."""
    for name in ("Ann", "Bea", "Cy", "Di", "Ed"):
        desk.add_customer(book, enter(CustomerEntry, name=name, tags="roses" if name == "Ann" else ""), today)
    desk.permit(book, 1, "e-mail", "long ago", today)
    desk.mark_deceased(book, 2, "a neighbour", today)
    desk.stop(book, 3, Cause.NO_EMAIL, "said so", today)
    return book


def contact(enter: Enter, **typed: str) -> ContactEntry:
    return enter(ContactEntry, **{"channel": "in person", "note": "Spring fair", **typed})


def causes(book: Book, customer: int) -> set[str]:
    return {one.cause for one in store.suppressions(book.db, customer)}


def test_each_is_named_by_its_count_and_undone_exactly(people: Book, today: date, enter: Enter) -> None:
    """S9: one action, whatever the number."""
    everybody = [1, 2, 3, 4, 5]
    verbs: list[tuple[str, Callable[[], Any]]] = [
        ("Tagged 5 customers “trade, vip”", lambda: many.tag_all(people, everybody, ["trade", "vip"], today)),
        ("Took the tag “roses” off 3 customers", lambda: many.untag_all(people, FEW, "roses", today)),
        ("Made 1 customer “gardeners”", lambda: many.persona_all(people, [4], "gardeners", today)),
        ("Took the persona off 5 customers", lambda: many.persona_all(people, everybody, "", today)),
        ("Put 5 customers at research", lambda: many.stage_all(people, everybody, Stage.RESEARCH, today)),
        ("Took the buying stage off 2 customers", lambda: many.stage_all(people, [1, 5], None, today)),
        (
            "Recorded leave for e-mail from 3 customers",
            lambda: many.permit_all(people, everybody, "e-mail", "fair", today),
        ),
        ("Stopped marketing to 5 customers", lambda: many.stop_all(people, everybody, Cause.NO_MARKETING, "", today)),
        ("Logged a contact with 4 customers", lambda: many.contact_all(people, everybody, contact(enter), today)),
    ]
    for label, verb in verbs:
        before = journal.dump(people.db)
        done = verb()
        change = done.change if isinstance(done, many.Many) else done
        after = journal.dump(people.db)
        assert (change.label, people.undo(today).label) == (label, label)
        assert journal.dump(people.db) == before
        people.redo(today)
        assert journal.dump(people.db) == after


def test_a_tag_goes_to_those_who_have_it_not_and_comes_off_those_who_have_it(people: Book, today: date) -> None:
    many.tag_all(people, FEW, ["roses"], today)
    assert [store.tags(people.db, number) for number in (1, 2, 3, 4)] == [["roses"], ["roses"], ["roses"], []]
    many.untag_all(people, [1, 4], "roses", today)
    assert [store.tags(people.db, number) for number in (1, 2, 3, 4)] == [[], ["roses"], ["roses"], []]
    assert (all_tags(people.db), tags_of(people.db, [1, 4])) == (["roses"], [])


def test_what_is_so_already_changes_nothing_and_leaves_no_action(people: Book, today: date) -> None:
    newest = people.next_undo()
    assert not many.tag_all(people, [1], ["roses"], today).touched
    assert not many.persona_all(people, FEW, "", today).touched
    assert not many.stage_all(people, FEW, None, today).touched
    assert people.next_undo() == newest


def test_leave_is_recorded_for_those_who_may_give_it_and_the_others_keep_their_stop(people: Book, today: date) -> None:
    """SUP-5, SUP-8: who died or opted out stays as before; the others go on."""
    change, refused = many.permit_all(people, [1, 2, 3, 4], "e-mail", "sign-up sheet", today)
    assert change is not None
    assert dict(refused) == {2: "deceased", 3: "asked for no e-mail"}
    assert [bool(store.permissions(people.db, number)) for number in (1, 2, 3, 4)] == [True, False, False, True]
    assert store.permissions(people.db, 1)[0].how == "sign-up sheet"
    assert causes(people, 3) == {"no-e-mail"}


def test_an_opt_out_of_another_way_is_no_reason_against(people: Book, today: date) -> None:
    assert dict(many.permit_all(people, [2, 3], "text", "asked", today).refused) == {2: "deceased"}


def test_where_nobody_may_there_is_no_action(people: Book, today: date) -> None:
    assert many.permit_all(people, [2, 3], "e-mail", "asked", today).change is None
    assert many.contact_all(people, [2], ContactEntry(on_day=today), today).change is None


def test_silence_is_no_permission(people: Book, today: date) -> None:
    """SUP-5."""
    with pytest.raises(NotSo, match="Silence is never permission"):
        many.permit_all(people, FEW, "e-mail", "  ", today)


def test_a_stop_takes_the_permission_of_its_channel_and_one_that_stands_stays(people: Book, today: date) -> None:
    """SUP-3."""
    many.stop_all(people, [1, 3, 4], Cause.NO_EMAIL, "asked at the fair", today)
    assert [causes(people, number) for number in (1, 3, 4)] == [{"no-e-mail"}] * 3
    assert store.permissions(people.db, 1) == []
    assert store.suppressions(people.db, 3)[0].how == "said so"


def test_a_death_is_never_noted_for_many(people: Book, today: date) -> None:
    """SUP-1."""
    with pytest.raises(NeverOverridden, match="one at a time"):
        many.stop_all(people, FEW, Cause.DECEASED, "", today)


def test_a_contact_with_many_is_one_of_each(people: Book, today: date, enter: Enter) -> None:
    done = many.contact_all(people, [1, 2, 4], contact(enter, response="later", call_back_on="+2w"), today)
    assert dict(done.refused) == {2: "deceased"}
    assert [len(store.contacts(people.db, number)) for number in (1, 2, 3, 4)] == [1, 0, 0, 1]
    one = store.contacts(people.db, 4)[0]
    assert (one.note, one.response, one.channel) == ("Spring fair", "later", "in person")
    assert one.call_back_on == date(2026, 12, 9)


def test_post_that_came_back_stops_the_post_of_each(people: Book, today: date, enter: Enter) -> None:
    """SUP-6."""
    many.contact_all(people, [1, 4], contact(enter, channel="post", response="returned"), today)
    assert (causes(people, 1), causes(people, 4), causes(people, 5)) == ({"gone-away"}, {"gone-away"}, set())


def test_who_is_not_in_the_book_any_more_is_not_counted(people: Book, today: date) -> None:
    desk.remove_customer(people, 4, today)
    assert many.tag_all(people, [1, 4, 99], ["trade"], today).label == "Tagged 1 customer “trade”"
    assert there(people.db, [1, 4, 99]) == {1}


@pytest.mark.parametrize("tag", ["[/]", "x'); DROP TABLE tag; --", "–"])
def test_a_tag_is_just_a_word(people: Book, today: date, tag: str) -> None:
    """T1."""
    many.tag_all(people, FEW, [tag], today)
    assert store.tags(people.db, 3) == [tag]


def test_no_tag_is_none(people: Book, today: date) -> None:
    with pytest.raises(NotSo):
        many.tag_all(people, FEW, [], today)
    with pytest.raises(NotSo):
        many.untag_all(people, FEW, " ", today)


@given(who=st.sets(st.integers(1, 5)), channel=st.sampled_from(["e-mail", "text", "surveys"]))
def test_leave_for_many_is_the_leave_that_each_would_give(
    people: Book, today: date, who: set[int], channel: str
) -> None:
    def one_by_one() -> None:
        for number in sorted(who):
            try:
                desk.permit(people, number, channel, "asked", today)
            except NeverOverridden:
                continue

    def given_leave() -> list[Any]:
        return people.db.execute("SELECT customer_id, channel, given_on, how FROM permission ORDER BY 1, 2").fetchall()

    before = people.db.execute("SELECT max(id) FROM action").fetchone()
    one_by_one()
    each = given_leave()
    while people.db.execute("SELECT max(id) FROM action WHERE state = 'done'").fetchone() > before:
        people.undo(today)
    if who:
        done = many.permit_all(people, who, channel, "asked", today)
        assert given_leave() == each
        if done.change and done.change.touched:
            people.undo(today)


@pytest.mark.parametrize("cause", [Cause.DO_NOT_CONTACT, Cause.NO_POST, Cause.NO_MARKETING, Cause.GONE_AWAY])
def test_letters_follow_a_stop_of_many_as_they_follow_each(
    book_path: Path, today: date, enter: Enter, cause: Cause
) -> None:
    """SUP-1, LET-3: what is planned, and what stands on Today, is the same."""
    with Book.open(book_path, write=True, followers=FOLLOWERS) as book:
        for name in ("Ann", "Bea", "Cy"):
            entry = enter(CustomerEntry, name=name, address1="4 Mill Lane", city="Bath", postcode="04530")
            number = desk.add_customer(book, entry, today).only("customer")
            desk.record_sale(book, number, enter(SaleEntry, amount="20", product="soil", sold_on="today"), today)
            desk.set_occasion(book, number, enter(OccasionEntry, day="4 dec"), today)
        plan_day(book, today)

        def letters() -> list[Any]:
            planned = book.db.execute("SELECT customer_id, kind, state, cause, due FROM letter ORDER BY 1, 2, 5")
            shown = book.db.execute("SELECT customer_id, state, channel, cause, due FROM agenda ORDER BY 1, 5, 2")
            return [planned.fetchall(), shown.fetchall()]

        before = letters()
        many.stop_all(book, [1, 2], cause, "", today)
        of_many = letters()
        assert of_many != before
        book.undo(today)
        assert letters() == before
        desk.stop(book, 1, cause, "", today)
        desk.stop(book, 2, cause, "", today)
        assert letters() == of_many
