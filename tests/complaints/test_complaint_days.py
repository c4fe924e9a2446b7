"""The days of a case: no step stands before the one that it follows, whichever door it comes in by."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from rosies_desk import Desk

from carebook.book import journal
from carebook.complaints import desk, refusals
from carebook.complaints.entry import CaseEntry
from carebook.complaints.model import Complaint, Stage
from carebook.typed import Wrong


@pytest.fixture
def old_case(at_desk: Desk, ann: int) -> int:
    """A complaint of ten days ago."""
    return at_desk.log(ann, received_on="-10d").id


def edit(at_desk: Desk, case: int, **typed: str) -> Complaint:
    entry = at_desk.form(CaseEntry, **{"words": "Late", "received_on": "-10d"} | typed)
    desk.edit_case(at_desk.book, case, entry, at_desk.today)
    return at_desk.case(case)


WAY = ("acknowledge", "ask", "propose", "agree", "put_right", "follow_up")


@pytest.mark.parametrize(
    ("place", "said"),
    [
        (1, "was acknowledged on Thu 19 Nov 2026, after Wed 18 Nov 2026"),
        (2, "had its question answered on Thu 19 Nov 2026"),
        (3, "had its proposal on Thu 19 Nov 2026"),
        (4, "had its agreement on Thu 19 Nov 2026"),
        (5, "was put right on Thu 19 Nov 2026"),
    ],
)
def test_a_step_is_never_dated_before_the_one_that_it_follows(
    at_desk: Desk, old_case: int, place: int, said: str
) -> None:
    for verb in WAY[:place]:
        at_desk.do(verb, old_case, on_day="-6d")
    before = journal.dump(at_desk.book.db)
    with pytest.raises(refusals.TooEarly, match=said):
        at_desk.do(WAY[place], old_case, on_day="-7d")
    assert journal.dump(at_desk.book.db) == before
    at_desk.do(WAY[place], old_case, on_day="-6d")


def test_a_bonus_follows_the_proposal(at_desk: Desk, old_case: int) -> None:
    """It may have been given before the rest was done."""
    for verb, ago in (("acknowledge", 9), ("ask", 8), ("propose", 6), ("agree", 5), ("put_right", 2)):
        at_desk.do(verb, old_case, on_day=f"-{ago}d")
    with pytest.raises(refusals.TooEarly, match="had its proposal on Thu 19 Nov 2026"):
        at_desk.do("add_bonus", old_case, on_day="-7d")
    at_desk.do("add_bonus", old_case, on_day="-4d")


@pytest.mark.parametrize("outcome", ["recovered", "unrecovered", "withdrawn"])
def test_a_clock_set_back_closes_no_case_and_opens_none(at_desk: Desk, case: int, outcome: str) -> None:
    at_desk.lead(case, Stage.FOLLOWED_UP)
    at_desk.today -= timedelta(days=3)
    with pytest.raises(refusals.ClockBehind, match="by this computer's clock today is Sun 22 Nov 2026"):
        at_desk.do("close", case, outcome=outcome)
    at_desk.today += timedelta(days=3)
    at_desk.do("close", case, outcome=outcome)
    at_desk.today -= timedelta(days=1)
    with pytest.raises(refusals.ClockBehind, match=r"2026-001 .* on Wed 25 Nov 2026, but"):
        at_desk.do("reopen", case)


def test_a_letter_said_to_have_left_too_early_counts_from_the_step_before_it(at_desk: Desk, case: int) -> None:
    """CMP-8a."""
    early = at_desk.today - timedelta(days=9)
    with at_desk.book.act("sent", at_desk.today) as act:
        desk.note_letter(act.db, case, "complaint_acknowledgement", early, "post")
    owned = at_desk.case(case)
    assert (owned.acknowledged_on, at_desk.diary(case)[-1].on_day) == (at_desk.today, at_desk.today)
    for verb in WAY[1:5]:
        at_desk.do(verb, case)
    with at_desk.book.act("sent", at_desk.today) as act:
        desk.note_letter(act.db, case, "recovery_follow_up", early, "post")
    assert at_desk.case(case).asked_again_on == at_desk.today


# Changing what was taken down ------------------------------------------------------------------------------


def test_a_complaint_never_comes_in_after_its_first_step(at_desk: Desk, old_case: int) -> None:
    at_desk.do("acknowledge", old_case, on_day="-6d")
    at_desk.do("ask", old_case, on_day="-5d")
    with pytest.raises(Wrong) as wrong:
        edit(at_desk, old_case, received_on="-5d")
    assert wrong.value.errors == {
        "received_on": "The first step of case 2026-001, “acknowledged”, was on Thu 19 Nov 2026. "
        "The complaint came in on that day or before."
    }
    assert edit(at_desk, old_case, received_on="-6d").received_on == date(2026, 11, 19)
    assert edit(at_desk, old_case, received_on="-20d").received_on == date(2026, 11, 5)


def test_a_case_without_a_step_may_have_come_in_on_any_day(at_desk: Desk, old_case: int) -> None:
    assert edit(at_desk, old_case, received_on="today").received_on == at_desk.today


def test_a_closed_case_keeps_its_category_and_its_root_cause(at_desk: Desk, case: int) -> None:
    """CMP-7."""
    closed = at_desk.lead(case, Stage.CLOSED)
    with pytest.raises(Wrong) as wrong:
        edit(at_desk, case, category=" ")
    assert wrong.value.errors == {
        "category": "Case 2026-001 is closed, and a closed case has its category. Choose one."
    }
    changed = edit(at_desk, case, category="Other", handler="Tom")
    assert (changed.root_cause_id, changed.handler) == (closed.root_cause_id, "Tom")
    assert changed.category_id not in (None, closed.category_id)


# Years long past -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["0001-01-01", "1899-12-31"])
def test_a_year_before_1900_is_a_slip_of_the_pen(at_desk: Desk, ann: int, typed: str) -> None:
    with pytest.raises(Wrong) as wrong:
        at_desk.log(ann, received_on=typed)
    assert "is before 1900, which must be a slip of the pen" in wrong.value.errors["received_on"]
    assert at_desk.log(ann, received_on="1900-01-01").number == "1900-001"


def test_even_such_a_year_has_its_numbers(at_desk: Desk, ann: int) -> None:
    entry = at_desk.form(CaseEntry, words="Late", received_on="today")
    for place, words in enumerate(("first", "second", "third")):
        old = entry.model_copy(update={"received_on": date(1, 1, 1), "words": words})
        case = desk.log(at_desk.book, ann, old, at_desk.today)[1]
        assert case.number == f"0001-{place + 1:03}"


def test_numbers_go_on_above_999(at_desk: Desk, ann: int) -> None:
    first = at_desk.log(ann, "first")
    with at_desk.book.writing():
        at_desk.book.db.execute("UPDATE complaint SET number = '2026-1041' WHERE id = ?", [first.id])
    assert at_desk.log(ann, "second").number == "2026-1042"


def test_a_case_reads_no_more_of_the_earlier_ones_than_it_needs(at_desk: Desk, ann: int) -> None:
    """Thousands of one customer are taken down as fast as one."""
    for words in ("first", "second", "third"):
        at_desk.log(ann, words)
    statements: list[str] = []
    at_desk.book.db.set_trace_callback(statements.append)
    at_desk.log(ann, "fourth")
    at_desk.book.db.set_trace_callback(None)
    assert not [
        one for one in statements if "FROM complaint WHERE customer_id = 1 ORDER BY received_on DESC, id" in one
    ]
