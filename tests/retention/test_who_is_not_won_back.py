"""Who died, or wants no contact, is left in peace; and what was sent stays as it was (SUP-1, SUP-3, WIN-2)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from winning_desk import Desk

from carebook.book import rows
from carebook.book.book import Book
from carebook.retention.desk.leaving import note_departure
from carebook.retention.desk.winning import note_letter
from carebook.retention.desk.working import log_call
from carebook.retention.entry import DepartureEntry, WorkedEntry
from carebook.retention.model import Opportunity, WinBack, WinBackStep
from carebook.retention.refusals import HasDied, NothingOnRecord, NotTheirTurn, WantsNoContact
from carebook.retention.store import lists, owed, win_backs


@pytest.fixture
def desk(book: Book, today: date) -> Desk:
    return Desk(book, today)


@pytest.fixture
def case(desk: Desk) -> WinBack:
    return desk.begin(desk.customer())


def test_who_left_because_they_died_is_marked_so(desk: Desk, enter: Callable[..., DepartureEntry], today: date) -> None:
    """SUP-1: reported deceased is deceased."""
    ann = desk.customer()
    note_departure(desk.book, ann, enter(DepartureEntry, noted_on="today", reason="died", words="In the paper."), today)
    assert win_backs.has_died(desk.book.db, ann)
    desk.book.undo(today)
    assert not win_backs.has_died(desk.book.db, ann)


def test_a_win_back_that_learns_of_a_death_can_only_be_stopped(desk: Desk, case: WinBack) -> None:
    """SUP-1"""
    desk.lead(case.id, WinBackStep.WHY)
    desk.do("learn_why", case.id, reason="died")
    assert win_backs.has_died(desk.book.db, case.customer_id)
    assert owed.next_step(desk.book.db, desk.case(case.id), desk.today) is None
    with pytest.raises(HasDied):
        desk.do("add_offer", case.id)


def test_no_offer_is_made_to_the_dead(desk: Desk, case: WinBack) -> None:
    """SUP-1"""
    desk.lead(case.id, WinBackStep.OUTCOME)
    desk.stop(case.customer_id, "deceased")
    with pytest.raises(HasDied):
        desk.do("offer_by_letter", case.id)


def test_who_wants_no_contact_is_not_won_back(desk: Desk) -> None:
    """SUP-3"""
    ann = desk.customer()
    desk.stop(ann, "do-not-contact")
    with pytest.raises(WantsNoContact):
        desk.begin(ann)


def test_who_says_stop_on_the_way_is_asked_nothing_more(desk: Desk, case: WinBack) -> None:
    """SUP-3"""
    desk.lead(case.id, WinBackStep.OUTCOME)
    desk.stop(case.customer_id, "do-not-contact")
    assert owed.next_step(desk.book.db, desk.case(case.id), desk.today) is None
    with pytest.raises(WantsNoContact):
        desk.do("offer_by_letter", case.id)


def test_a_standing_permission_stands_on_record(desk: Desk, case: WinBack) -> None:
    """SUP-5: silence is never permission."""
    desk.lead(case.id, WinBackStep.PERMISSION)
    with pytest.raises(NothingOnRecord):
        desk.do("note_permission", case.id, permission="standing")


def test_an_offer_that_left_stays_in_the_case_when_they_refuse_later(desk: Desk, case: WinBack) -> None:
    desk.lead(case.id, WinBackStep.OUTCOME)
    desk.do("offer_by_letter", case.id)
    with desk.book.act("Sent", desk.today) as act:
        note_letter(act.db, case.id, "win_back_offer", desk.today, "post")
    desk.do("note_permission", case.id, permission="refused")
    assert desk.case(case.id).offer == "We bring your roses ourselves."


def test_no_second_offer_goes_on_one_day_and_no_second_word_on_our_part(desk: Desk, case: WinBack) -> None:
    desk.lead(case.id, WinBackStep.OUTCOME)
    desk.do("offer_by_letter", case.id)
    with desk.book.act("Sent", desk.today) as act:
        note_letter(act.db, case.id, "win_back_offer", desk.today, "post")
    with pytest.raises(NotTheirTurn, match="today already"):
        desk.do("offer_by_letter", case.id, offer="And a bag of soil.")
    with pytest.raises(NotTheirTurn, match="no second letter"):
        desk.do("take_responsibility", case.id, via="post")


def test_a_call_from_a_list_counts_among_the_contacts_of_a_win_back(
    desk: Desk, case: WinBack, enter: Callable[..., WorkedEntry], today: date
) -> None:
    """WIN-2"""
    entry = enter(WorkedEntry, on_day="today", response="none")
    log_call(desk.book, case.customer_id, Opportunity.LOST, entry, today)
    assert win_backs.contact_days(desk.book.db, case.id) == [today]


def test_strengths_that_differ_by_a_sign_are_two(desk: Desk, case: WinBack) -> None:
    """WIN-4"""
    desk.lead(case.id, WinBackStep.WHY)
    desk.do("learn_why", case.id, chose_for="C++ advice", left_for="C# advice")
    assert desk.case(case.id).chose_for != desk.case(case.id).left_for


def test_who_was_not_reached_is_asked_for_again_after_some_days(
    desk: Desk, enter: Callable[..., WorkedEntry], today: date
) -> None:
    """VAL-4: a telephone that rang in vain is no word with anybody."""
    ann = desk.customer()
    entry = enter(WorkedEntry, on_day="today", response="none")
    log_call(desk.book, ann, Opportunity.ENQUIRIES, entry, today)
    with desk.book.act("Asked", today) as act:
        asked = {"customer_id": ann, "on_day": today + timedelta(days=1), "channel": "phone", "direction": "in"}
        rows.insert(act.db, "contact", asked)
    assert lists.count(desk.book.db, Opportunity.ENQUIRIES, today + timedelta(days=2)) == 0
    assert lists.count(desk.book.db, Opportunity.ENQUIRIES, today + timedelta(days=3)) == 1
