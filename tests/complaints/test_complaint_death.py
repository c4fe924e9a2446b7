"""A customer who died with a case open is told nothing more; the case is closed (SUP-1)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from rosies_desk import Desk

from carebook.complaints import refusals
from carebook.complaints.model import Outcome, Stage
from carebook.complaints.store import lists
from carebook.customers import desk as customers

STEPS = {
    Stage.RECEIVED: ["acknowledge"],
    Stage.ACKNOWLEDGED: ["ask", "refuse", "tell_progress"],
    Stage.ASKED: ["propose", "refuse", "tell_progress"],
    Stage.PROPOSED: ["propose", "agree", "add_bonus", "refuse", "tell_progress"],
    Stage.AGREED: ["add_bonus", "tell_progress"],
    Stage.PUT_RIGHT: ["add_bonus", "follow_up"],
}


def owed(at_desk: Desk) -> list[tuple[object, ...]]:
    return [duty[1:] for duty in lists.owed(at_desk.book.db, at_desk.today)]


@pytest.mark.parametrize("stage", STEPS)
def test_nothing_more_is_said_to_a_customer_who_died(at_desk: Desk, ann: int, case: int, stage: Stage) -> None:
    at_desk.lead(case, stage)
    customers.mark_deceased(at_desk.book, ann, "her son", at_desk.today)
    for verb in STEPS[stage]:
        with pytest.raises(refusals.HasDied, match=r"Ann Park has died, .* Close case 2026-001"):
            at_desk.do(verb, case)
    outcome = Outcome.WITHDRAWN if stage is Stage.RECEIVED else Outcome.UNRECOVERED
    at_desk.do("close", case, outcome=outcome)
    assert owed(at_desk) == []


@pytest.mark.parametrize("stage", [stage for stage in Stage if stage is not Stage.CLOSED])
def test_what_is_owed_is_to_close_the_case(at_desk: Desk, ann: int, case: int, stage: Stage) -> None:
    at_desk.lead(case, stage)
    at_desk.today += timedelta(days=60)
    customers.mark_deceased(at_desk.book, ann, "her son", at_desk.today)
    today = at_desk.today
    assert owed(at_desk) == [("follow_up", "Close: has died", today, today + timedelta(days=7))]


def test_a_complaint_for_one_who_died_before_is_to_be_closed_too(at_desk: Desk, ann: int) -> None:
    customers.mark_deceased(at_desk.book, ann, "her son", at_desk.today)
    at_desk.today += timedelta(days=30)
    at_desk.log(ann)
    assert [(to_do, due) for _, to_do, due, _ in owed(at_desk)] == [("Close: has died", at_desk.today)]


def test_what_was_agreed_may_still_be_given_to_the_heirs(at_desk: Desk, ann: int, case: int) -> None:
    at_desk.lead(case, Stage.AGREED)
    customers.mark_deceased(at_desk.book, ann, "her son", at_desk.today)
    at_desk.do("put_right", case)
    assert at_desk.case(case).stage is Stage.PUT_RIGHT


def test_a_death_noted_by_mistake_brings_everything_back(at_desk: Desk, ann: int, case: int) -> None:
    before = owed(at_desk)
    customers.mark_deceased(at_desk.book, ann, "her son", at_desk.today)
    customers.not_deceased(at_desk.book, ann, at_desk.today)
    assert owed(at_desk) == before
    at_desk.do("acknowledge", case)
