"""Making it right, and then some; the answer to "is it right now?", and how a case ends (CMP-3 to CMP-5)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from rosies_desk import Desk

from carebook.book import journal
from carebook.book.book import Book
from carebook.complaints import refusals
from carebook.complaints.model import Stage
from carebook.complaints.store import cases
from carebook.shop import store as shop_store


def set_number(book: Book, name: str, value: int) -> None:
    with book.writing():
        shop_store.save_number(book.db, name, value)


# Make it right, and then some ------------------------------------------------------------------------------


def offered(at_desk: Desk, case: int) -> list[tuple[str, str, int]]:
    return [(remedy.part, remedy.kind, remedy.cost) for remedy in at_desk.remedies(case)]


def test_a_new_proposal_takes_the_place_of_the_old(at_desk: Desk, case: int) -> None:
    at_desk.lead(case, Stage.ASKED)
    at_desk.do("propose", case, bonus_kind="a voucher", bonus_cost="10", what_happened="The van broke.")
    at_desk.do("add_bonus", case)
    assert offered(at_desk, case) == [
        ("core", "refund", 8000),
        ("bonus", "a voucher", 1000),
        ("bonus", "a small gift", 500),
    ]
    at_desk.do("propose", case, kind="replacement", cost="100", promised_on="")
    assert offered(at_desk, case) == [("core", "replacement", 10000)]
    again = at_desk.case(case)
    assert (again.promised_on, again.what_happened) == (None, "The van broke.")


def test_what_was_given_stays_when_a_case_begins_anew_on_the_same_day(at_desk: Desk, case: int) -> None:
    at_desk.lead(case, Stage.PUT_RIGHT)
    at_desk.do("follow_up", case, is_right="no")
    at_desk.do("ask", case)
    for kind in ("redo", "replacement"):
        at_desk.do("propose", case, kind=kind, cost="30")
        assert offered(at_desk, case) == [("core", "refund", 8000), ("core", kind, 3000)]


def test_what_was_not_agreed_is_off_the_table_when_a_case_is_reopened(at_desk: Desk, case: int) -> None:
    at_desk.lead(case, Stage.PROPOSED)
    at_desk.do("close", case, outcome="unrecovered")
    assert offered(at_desk, case) == [("core", "refund", 8000)]
    at_desk.do("reopen", case)
    assert offered(at_desk, case) == []


def test_the_shops_limit_counts_remedy_and_bonus_of_the_whole_case(at_desk: Desk, case: int) -> None:
    """CMP-4: above it the owner confirms."""
    set_number(at_desk.book, "remedy_limit", 100)
    at_desk.lead(case, Stage.ASKED)
    before = journal.dump(at_desk.book.db)
    with pytest.raises(refusals.AboveLimit, match=r"\$100\.01, above your own limit of \$100\.00"):
        at_desk.do("propose", case, bonus_kind="a voucher", bonus_cost="20.01")
    assert journal.dump(at_desk.book.db) == before
    at_desk.do("propose", case, bonus_kind="a voucher", bonus_cost="20", agreed="yes")
    with pytest.raises(refusals.AboveLimit, match=r"\$105\.00"):
        at_desk.do("add_bonus", case)
    at_desk.do("add_bonus", case, above_limit="yes")
    at_desk.do("put_right", case)
    at_desk.do("follow_up", case, is_right="no")
    at_desk.do("ask", case)
    with pytest.raises(refusals.AboveLimit, match=r"\$106\.00"):
        at_desk.do("propose", case, cost="1")
    at_desk.do("propose", case, cost="1", above_limit="yes")


def test_the_customers_yes_keeps_the_promised_day_unless_another_is_named(at_desk: Desk, case: int) -> None:
    at_desk.lead(case, Stage.PROPOSED)
    at_desk.do("agree", case)
    assert at_desk.case(case).promised_on == date(2026, 12, 2)
    at_desk.book.undo(at_desk.today)
    at_desk.do("agree", case, promised_on="+3d")
    assert at_desk.case(case).promised_on == date(2026, 11, 28)


def test_nothing_is_agreed_without_a_promised_day(at_desk: Desk, case: int) -> None:
    at_desk.lead(case, Stage.ASKED)
    at_desk.do("propose", case, promised_on="")
    with pytest.raises(refusals.OutOfTurn, match="Name the day that you promise"):
        at_desk.do("agree", case)
    with pytest.raises(refusals.OutOfTurn, match="first promise what puts it right"):
        at_desk.do("add_bonus", case)


# Follow up, end, begin anew --------------------------------------------------------------------------------


def test_a_yes_makes_it_recovered(at_desk: Desk, case: int) -> None:
    followed = at_desk.lead(case, Stage.FOLLOWED_UP)
    assert (followed.is_right, followed.satisfaction, followed.followed_up_by) == (True, 4, "phone")
    at_desk.do("close", case)
    closed = at_desk.case(case)
    assert (closed.stage, closed.outcome, closed.closed_on) == (Stage.CLOSED, "recovered", at_desk.today)
    names = [cases.label_name(at_desk.book.db, which) for which in (closed.category_id, closed.root_cause_id)]
    assert names == ["Late", "Supplier late"]


def test_21_days_of_silence_close_it_without_an_answer(at_desk: Desk, case: int) -> None:
    """CMP-5."""
    at_desk.lead(case, Stage.PUT_RIGHT)
    at_desk.do("follow_up", case, is_right="no answer")
    asked_on = at_desk.today
    at_desk.today = asked_on + timedelta(days=20)
    with pytest.raises(refusals.OutOfTurn, match="wait 21 days"):
        at_desk.do("close", case, outcome="no answer")
    at_desk.today = asked_on + timedelta(days=21)
    at_desk.do("close", case, outcome="no answer")
    assert at_desk.case(case).outcome == "no answer"


def test_a_no_begins_the_case_anew_and_urgent(at_desk: Desk, case: int) -> None:
    at_desk.lead(case, Stage.PUT_RIGHT)
    at_desk.do("follow_up", case, is_right="no")
    anew = at_desk.case(case)
    assert (anew.stage, anew.severity, anew.reopened, anew.reopened_on) == (
        Stage.ACKNOWLEDGED,
        "urgent",
        1,
        at_desk.today,
    )
    with pytest.raises(refusals.OutOfTurn, match="First ask what would put it right"):
        at_desk.do("propose", case)


def test_a_case_withdrawn_at_once_needs_only_what_was_learned(at_desk: Desk, case: int) -> None:
    at_desk.do("close", case, outcome="withdrawn", what_changed="nothing, because it was the neighbour's mower")
    assert at_desk.case(case).outcome == "withdrawn"
    at_desk.do("reopen", case)
    anew = at_desk.case(case)
    assert (anew.stage, anew.acknowledged_on) == (Stage.RECEIVED, None), "nobody has answered yet"


def test_a_refused_case_keeps_its_reason_alternative_and_approval(at_desk: Desk, case: int) -> None:
    refused = at_desk.lead(case, Stage.REFUSED)
    assert (refused.refusal_reason, refused.refusal_alternative) == ("Rust from salt.", "A repair.")
    assert (refused.approved_by, refused.refused_on) == ("Rosie Bell", at_desk.today)
    assert at_desk.diary(case)[-1].what == "Rust from salt."


def test_only_a_closed_case_is_reopened(at_desk: Desk, case: int) -> None:
    with pytest.raises(refusals.OutOfTurn, match="Case 2026-001 is open"):
        at_desk.do("reopen", case)
    at_desk.lead(case, Stage.CLOSED)
    with pytest.raises(refusals.OutOfTurn, match="closed already, as recovered"):
        at_desk.do("close", case)
    at_desk.do("reopen", case)
    assert at_desk.diary(case)[-1].what == "It broke again."
