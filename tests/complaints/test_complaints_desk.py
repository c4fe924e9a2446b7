"""Every verb of the complaints' desk through the book: what it changes, writes down and contacts, and its way back."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from rosies_desk import VERBS, Desk

from carebook.book import journal
from carebook.book.change import Change
from carebook.book.refusals import DoneBefore
from carebook.complaints import desk, refusals, rules
from carebook.complaints.entry import CaseEntry
from carebook.complaints.model import Complaint, Stage
from carebook.complaints.store import cases
from carebook.customers import desk as customers
from carebook.customers import store as customers_store
from carebook.customers.entry import CustomerEntry, SaleEntry

Enter = Callable[..., Any]


# The whole story -------------------------------------------------------------------------------------------


def test_every_verb_is_named_and_undone_exactly(at_desk: Desk, ann: int, sale: int) -> None:
    """S9: undo gives back the same dump, redo the other."""
    book, today, do = at_desk.book, at_desk.today, at_desk.do
    entry = at_desk.form(CaseEntry, words="It came late.", received_on="today", category="Late")
    verbs: list[tuple[str, Callable[[], Change | None]]] = [
        (
            "Took down complaint 2026-001 of Ann Park",
            lambda: desk.log(book, ann, entry, today, sale_id=sale)[0],
        ),
        (
            "Changed complaint 2026-001",
            lambda: desk.edit_case(book, 1, entry.model_copy(update={"severity": "urgent"}), today),
        ),
        ("Acknowledged complaint 2026-001", lambda: do("acknowledge", 1, answer_by="+2d")),
        ("Told how 2026-001 stands", lambda: do("tell_progress", 1)),
        ("Asked what puts 2026-001 right", lambda: do("ask", 1)),
        ("Proposed a remedy for 2026-001", lambda: do("propose", 1, bonus_kind="a voucher", bonus_cost="10")),
        ("Agreed on a remedy for 2026-001", lambda: do("propose", 1, kind="redo", agreed="yes")),
        ("Added something on top for 2026-001", lambda: do("add_bonus", 1)),
        ("Put 2026-001 right", lambda: do("put_right", 1)),
        ("Asked whether 2026-001 is right now", lambda: do("follow_up", 1, is_right="no answer")),
        ("2026-001 is not right yet, and begins anew", lambda: do("follow_up", 1, is_right="no")),
        ("Asked what puts 2026-001 right", lambda: do("ask", 1)),
        ("Proposed a remedy for 2026-001", lambda: do("propose", 1)),
        ("Agreed on a remedy for 2026-001", lambda: do("agree", 1)),
        ("Put 2026-001 right", lambda: do("put_right", 1)),
        ("Followed up 2026-001", lambda: do("follow_up", 1)),
        ("Closed 2026-001: recovered", lambda: do("close", 1, root_cause="A new cause", category="A new kind")),
        ("Reopened 2026-001", lambda: do("reopen", 1)),
        ("Refused 2026-001", lambda: do("refuse", 1)),
        ("Closed 2026-001: refused", lambda: do("close", 1, outcome="refused")),
        ("Added “Weather” to the list", lambda: desk.add_label(book, "root cause", " Weather ", today)),
        ("Renamed to “Bad weather”", lambda: desk.rename_label(book, 22, "root cause", "Bad weather", today)),
        ("Retired “Bad weather”", lambda: desk.retire_label(book, 22, today)),
        ("Brought “Bad weather” back", lambda: desk.bring_back_label(book, 22, today)),
    ]
    dumps = [journal.dump(book.db)]
    for label, verb in verbs:
        change = verb()
        assert change is not None
        assert change.label == label
        dumps.append(journal.dump(book.db))
        assert dumps[-1] != dumps[-2], label
        book.undo(today)
        assert journal.dump(book.db) == dumps[-2], label
        book.redo(today)
        assert journal.dump(book.db) == dumps[-1], label
    for dump in reversed(dumps[:-1]):
        book.undo(today)
        assert journal.dump(book.db) == dump
    for dump in dumps[1:]:
        book.redo(today)
        assert journal.dump(book.db) == dump


def test_the_diary_tells_the_whole_story(at_desk: Desk, case: int) -> None:
    at_desk.lead(case, Stage.PUT_RIGHT)
    at_desk.do("follow_up", case, is_right="no", satisfaction="1", words="It rattles.")
    at_desk.do("ask", case, remedy_sought="leaves it to us", via="in person")
    at_desk.do("propose", case, kind="replacement", what="a new mower", agreed="yes")
    at_desk.do("put_right", case, what="Brought it round.")
    at_desk.do("follow_up", case, words="Thank you!")
    at_desk.do("close", case)
    assert [(step.step, step.by_channel, step.who, step.what) for step in at_desk.diary(case)] == [
        ("received", "phone", "", "The mower came late."),
        ("acknowledged", "phone", "Rosie Bell", ""),
        ("asked", "phone", "Rosie Bell", "My money back."),
        ("proposed", None, "Rosie Bell", "refund"),
        ("agreed", None, "Rosie Bell", ""),
        ("put right", None, "Rosie Bell", ""),
        ("followed up", "phone", "Rosie Bell", "It is not right yet. Satisfaction 1 of 5. It rattles."),
        ("asked", "in person", "Rosie Bell", "leaves it to us"),
        ("proposed", None, "Rosie Bell", "replacement: a new mower"),
        ("agreed", None, "Rosie Bell", ""),
        ("put right", None, "Rosie Bell", "Brought it round."),
        ("followed up", "phone", "Rosie Bell", "It is right now. Satisfaction 4 of 5. Thank you!"),
        ("closed", None, "Rosie Bell", "recovered. We ask the supplier on Mondays."),
    ]
    assert {step.on_day for step in at_desk.diary(case)} == {at_desk.today}
    assert cases.steps_of(at_desk.book.db, 1)[::-1] == at_desk.diary(case)


def test_the_contacts_are_on_the_customers_record(at_desk: Desk, case: int) -> None:
    at_desk.lead(case, Stage.PUT_RIGHT)
    at_desk.do("follow_up", case, is_right="no answer")
    at_desk.do("follow_up", case, via="e-mail")
    today = at_desk.today.isoformat()
    assert at_desk.contacts(case) == [
        (today, "phone", "in", "negative", None, "Complaint 2026-001: mower late"),
        (today, "phone", "out", None, None, "Complaint 2026-001: we heard, and look after it"),
        (today, "phone", "out", None, None, "Complaint 2026-001: asked what would put it right"),
        (today, "phone", "out", "none", None, "Complaint 2026-001: asked whether it is right now"),
        (today, "e-mail", "out", "positive", None, "Complaint 2026-001: it is right now"),
    ]


def test_by_post_the_contact_is_the_letters(at_desk: Desk, case: int) -> None:
    """CMP-8a: a letter writes its own contact when it is marked sent."""
    at_desk.do("acknowledge", case)
    at_desk.do("ask", case, via="handwritten")
    at_desk.do("tell_progress", case, via="post")
    assert len(at_desk.contacts(case)) == 2


# Taking it down --------------------------------------------------------------------------------------------


def test_a_case_is_numbered_by_its_year_and_owned_by_the_owner(at_desk: Desk, ann: int, sale: int) -> None:
    first = at_desk.log(ann, sale_id=sale, loss="goods", category="broken or faulty")
    assert (first.number, first.handler, first.product, first.sale_id) == ("2026-001", "Rosie Bell", "mower", sale)
    assert (first.severity, first.loss, first.via, first.stage) == ("serious", "goods", "phone", Stage.RECEIVED)
    assert cases.label_name(at_desk.book.db, first.category_id) == "Broken or faulty"
    assert (first.title, first.entered_on) == ("The mower came late.", at_desk.today)
    assert at_desk.log(ann, "Another", product="hose", handler="Tom").number == "2026-002"
    assert at_desk.log(ann, "Old", received_on="12/30/2025").number == "2025-001"
    assert at_desk.log(ann, "Third").number == "2026-003"
    assert [case.number for case in cases.cases_of(at_desk.book.db, ann)] == [
        "2026-003",
        "2026-002",
        "2026-001",
        "2025-001",
    ]


def test_the_same_complaint_twice_is_one_case(at_desk: Desk, ann: int, sale: int) -> None:
    """S2: an impatient key, or the customer's second call of the day in the same words."""
    entry = at_desk.form(CaseEntry, words="Late!", received_on="today")
    change, first = desk.log(at_desk.book, ann, entry, at_desk.today, sale_id=sale)
    assert change is not None
    before = journal.dump(at_desk.book.db)
    assert desk.log(at_desk.book, ann, entry, at_desk.today, sale_id=sale) == (None, first)
    assert journal.dump(at_desk.book.db) == before
    assert desk.log(at_desk.book, ann, entry, at_desk.today)[1] != first
    other = entry.model_copy(update={"received_on": at_desk.today - timedelta(days=1)})
    assert desk.log(at_desk.book, ann, other, at_desk.today, sale_id=sale)[1] != first


def test_the_same_form_twice_does_nothing_more(at_desk: Desk, case: int) -> None:
    """S2."""
    at_desk.do("acknowledge", case, token="form-1")
    before = journal.dump(at_desk.book.db)
    with pytest.raises(DoneBefore):
        at_desk.do("ask", case, token="form-1")
    assert journal.dump(at_desk.book.db) == before


def test_a_second_complaint_within_12_months_asks_for_the_owners_call(at_desk: Desk, ann: int) -> None:
    """CMP-7."""
    at_desk.log(ann, "Long ago", received_on="11/24/2025")
    at_desk.log(ann, "Again")
    second = at_desk.log(ann, "And again", received_on="yesterday", summary="hose leaks")
    (contact,) = at_desk.contacts(second.id)
    today = at_desk.today
    assert contact == (
        (today - timedelta(days=1)).isoformat(),
        "phone",
        "in",
        "later",
        today.isoformat(),
        "The second in 12 months, so call in person. Complaint 2026-002: hose leaks",
    )
    calls = customers_store.call_backs(at_desk.book.db, today)
    assert [(call.customer_id, call.note) for call in calls] == [(ann, contact[-1])]


def test_the_first_complaint_asks_for_no_call(at_desk: Desk, ann: int) -> None:
    at_desk.log(ann, "Long ago", received_on="11/24/2025")
    assert at_desk.contacts(at_desk.log(ann, "Again").id)[0][3:5] == ("negative", None)


def test_somebody_elses_sale_is_refused(at_desk: Desk, sale: int, enter: Enter) -> None:
    bo = customers.add_customer(at_desk.book, enter(CustomerEntry, name="Bo"), at_desk.today).only("customer")
    with pytest.raises(refusals.NotOfThisCustomer):
        at_desk.log(bo, sale_id=sale)
    assert cases.cases_of(at_desk.book.db, bo) == []


def test_editing_changes_what_was_taken_down_and_nothing_else(at_desk: Desk, case: int) -> None:
    before = at_desk.lead(case, Stage.ASKED)
    typed = {"words": "It came 3 weeks late.", "received_on": "today", "severity": "small", "remedy_sought": "cake"}
    desk.edit_case(at_desk.book, case, at_desk.form(CaseEntry, **typed), at_desk.today)
    after = at_desk.case(case)
    assert (after.words, after.severity, after.summary) == ("It came 3 weeks late.", "small", "")
    assert (after.product, after.handler) == ("mower", "Rosie Bell")
    assert (after.stage, after.remedy_sought, after.number) == (Stage.ASKED, before.remedy_sought, before.number)
    assert len(at_desk.diary(case)) == 3


def test_editing_keeps_what_they_said_would_put_it_right(at_desk: Desk, ann: int) -> None:
    case = at_desk.log(ann, remedy_sought="A new one").id
    entry = at_desk.form(CaseEntry, words="Late", received_on="today")
    desk.edit_case(at_desk.book, case, entry, at_desk.today)
    assert at_desk.case(case).remedy_sought == "A new one"


# Own it, ask -----------------------------------------------------------------------------------------------


def test_acknowledging_says_who_and_by_when(at_desk: Desk, case: int) -> None:
    """CMP-1, CMP-2: a proposal by 5 business days."""
    at_desk.do("acknowledge", case, handler="Tom", via="e-mail")
    owned = at_desk.case(case)
    assert (owned.stage, owned.handler, owned.acknowledged_by) == (Stage.ACKNOWLEDGED, "Tom", "e-mail")
    assert owned.answer_by == date(2026, 12, 2)


def test_a_late_acknowledgement_names_a_day_to_come(at_desk: Desk, ann: int) -> None:
    late = at_desk.log(ann, received_on="11/2/2026")
    at_desk.do("acknowledge", late.id)
    assert at_desk.case(late.id).answer_by == date(2026, 11, 26)
    assert rules.missed_promise(at_desk.case(late.id), at_desk.today) is None


def test_a_word_of_progress_names_the_new_day(at_desk: Desk, case: int) -> None:
    at_desk.do("acknowledge", case)
    at_desk.do("tell_progress", case, new_day="12/24/2026", words="The part is on its way.")
    assert at_desk.case(case).answer_by == date(2026, 12, 24)
    at_desk.do("ask", case)
    at_desk.do("propose", case, agreed="yes")
    at_desk.do("tell_progress", case, new_day="12/31/2026", words="Two days more.")
    told = at_desk.case(case)
    assert (told.answer_by, told.promised_on) == (date(2026, 12, 24), date(2026, 12, 31))
    assert [step.what for step in at_desk.diary(case) if step.step == "progress"] == [
        "The part is on its way.",
        "Two days more.",
    ]


# What is refused -------------------------------------------------------------------------------------------

TURNS = {
    Stage.RECEIVED: "acknowledge",
    Stage.ACKNOWLEDGED: "ask refuse tell_progress",
    Stage.ASKED: "propose refuse tell_progress",
    Stage.PROPOSED: "propose agree add_bonus refuse tell_progress",
    Stage.AGREED: "add_bonus put_right tell_progress",
    Stage.PUT_RIGHT: "add_bonus follow_up",
    Stage.FOLLOWED_UP: "add_bonus close",
    Stage.REFUSED: "refuse",
    Stage.CLOSED: "reopen",
}


@pytest.mark.parametrize("stage", Stage)
def test_a_verb_out_of_turn_changes_nothing(at_desk: Desk, case: int, stage: Stage) -> None:
    at_desk.lead(case, stage)
    before = journal.dump(at_desk.book.db)
    for verb in VERBS:
        if verb in TURNS[stage].split():
            assert at_desk.do(verb, case).touched
            at_desk.book.undo(at_desk.today)
        else:
            with pytest.raises(refusals.OutOfTurn, match=r"\.$"):
                at_desk.do(verb, case)
        assert journal.dump(at_desk.book.db) == before, verb


def test_a_case_that_is_gone_is_said_so(at_desk: Desk) -> None:
    for verb in VERBS:
        with pytest.raises(refusals.NoSuchCase):
            at_desk.do(verb, 99)


def test_a_step_is_never_dated_before_its_case(at_desk: Desk, case: int) -> None:
    with pytest.raises(refusals.TooEarly, match=r"2026-001 came in on Wed 25 Nov 2026, after Tue 24 Nov 2026\. Choose"):
        at_desk.do("acknowledge", case, on_day="yesterday")
    at_desk.lead(case, Stage.CLOSED)
    at_desk.today += timedelta(days=30)
    at_desk.do("reopen", case)
    with pytest.raises(refusals.TooEarly, match="opened again on Fri 25 Dec 2026"):
        at_desk.do("ask", case, on_day="yesterday")


def test_the_book_itself_refuses_a_case_closed_without_what_was_learned(at_desk: Desk, case: int) -> None:
    """CMP-2, CMP-7: below every verb."""
    for column in ("closed_on", "proposed_on", "refused_on", "agreed_on", "put_right_on"):
        with pytest.raises(sqlite3.IntegrityError), at_desk.book.writing():
            cases.save(at_desk.book.db, case, {column: at_desk.today})


# Letters that are steps ------------------------------------------------------------------------------------


def note(at_desk: Desk, case: int, kind: str) -> Complaint:
    with at_desk.book.act("sent", at_desk.today) as act:
        desk.note_letter(act.db, case, kind, at_desk.today, "post")
    return at_desk.case(case)


def test_a_sent_acknowledgement_acknowledges_once(at_desk: Desk, case: int) -> None:
    """CMP-8a."""
    owned = note(at_desk, case, "complaint_acknowledgement")
    assert (owned.stage, owned.acknowledged_by, owned.answer_by) == (
        Stage.ACKNOWLEDGED,
        "post",
        date(2026, 12, 2),
    )
    assert at_desk.diary(case)[-1].who == "Rosie Bell"
    assert note(at_desk, case, "complaint_acknowledgement") == owned
    assert len(at_desk.diary(case)) == 2


def test_a_sent_follow_up_asks_whether_it_is_right_now(at_desk: Desk, case: int) -> None:
    at_desk.lead(case, Stage.PUT_RIGHT)
    asked = note(at_desk, case, "recovery_follow_up")
    assert (asked.stage, asked.asked_again_on) == (Stage.PUT_RIGHT, at_desk.today)
    first, at_desk.today = at_desk.today, at_desk.today + timedelta(days=1)
    assert note(at_desk, case, "recovery_follow_up").asked_again_on == first + timedelta(days=1)
    at_desk.today = first
    assert note(at_desk, case, "recovery_follow_up").asked_again_on == first + timedelta(days=1)


@pytest.mark.parametrize("kind", ["adjustment", "refusal", "product_notice", "recovery_follow_up"])
def test_other_letters_are_no_steps(at_desk: Desk, case: int, kind: str) -> None:
    before = at_desk.case(case)
    assert note(at_desk, case, kind) == before


def test_a_customer_takes_their_cases_along(at_desk: Desk, ann: int, case: int) -> None:
    """SUP-9: nothing of a complaint stays behind."""
    at_desk.lead(case, Stage.CLOSED)
    customers.remove_customer(at_desk.book, ann, at_desk.today)
    for table in ("complaint", "case_step", "remedy", "contact"):
        assert at_desk.book.db.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)


def test_a_case_keeps_its_product_when_its_sale_is_removed(at_desk: Desk, case: int, sale: int) -> None:
    assert cases.price(at_desk.book.db, at_desk.case(case)) == 10_000
    customers.remove_sale(at_desk.book, sale, at_desk.today)
    left = at_desk.case(case)
    assert (left.sale_id, left.product, cases.price(at_desk.book.db, left)) == (None, "mower", None)


def test_the_price_is_that_of_the_sale_complained_of(at_desk: Desk, ann: int, sale: int, enter: Enter) -> None:
    customers.record_sale(at_desk.book, ann, enter(SaleEntry, amount="5"), at_desk.today)
    assert cases.price(at_desk.book.db, at_desk.log(ann, sale_id=sale)) == 10_000
    assert cases.price(at_desk.book.db, at_desk.log(ann)) is None
