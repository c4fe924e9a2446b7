"""Every word that the desk may write is one that the book takes, and every list can be worked."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from carebook.book import rows
from carebook.book.book import Book
from carebook.retention import rules
from carebook.retention.desk.working import note_worked
from carebook.retention.model import TITLES, Ending, Opportunity, Permission, Reason, Worked
from carebook.retention.store import lists
from carebook.tui.panes.retention_lists_rows import LISTS

TODAY = date(2026, 11, 25)


@pytest.fixture
def ann(book: Book) -> int:
    with book.writing():
        return rows.insert(book.db, "customer", {"name": "Ann Park", "entered_on": TODAY})


@pytest.mark.parametrize("outcome", Worked)
@pytest.mark.parametrize("which", Opportunity)
def test_every_list_can_be_worked_with_every_outcome(book: Book, ann: int, which: Opportunity, outcome: Worked) -> None:
    with book.act("Worked", TODAY):
        note_worked(book.db, ann, which, outcome, TODAY)
    assert lists.worked(book.db, which, TODAY).by_outcome == {outcome: 1}
    assert lists.count(book.db, which, TODAY) == 0
    assert TITLES[which]
    assert [one.opportunity for one in LISTS].count(which) == 1


@pytest.mark.parametrize("reason", Reason)
def test_every_reason_can_be_noted(book: Book, ann: int, reason: Reason) -> None:
    with book.act("Noted", TODAY):
        rows.insert(book.db, "departure", {"customer_id": ann, "noted_on": TODAY, "reason": reason})
        case = {"customer_id": ann, "opened_on": TODAY, "why_on": TODAY, "reason": reason}
        rows.insert(book.db, "win_back", case)


@pytest.mark.parametrize("permission", Permission)
@pytest.mark.parametrize("outcome", Ending)
def test_every_ending_and_permission_can_be_noted(
    book: Book, ann: int, outcome: Ending, permission: Permission
) -> None:
    case = {"customer_id": ann, "opened_on": TODAY, "permission_on": TODAY, "permission": permission}
    with book.act("Ended", TODAY):
        rows.insert(book.db, "win_back", case | {"ended_on": TODAY, "outcome": outcome})


def test_each_state_begins_after_the_one_before_by_both_of_its_limits() -> None:
    """VAL-1"""
    limits = [rules.SLIPPING, rules.DORMANT, rules.LOST]
    for earlier, later in pairwise(limits):
        assert earlier[0] < later[0]
        assert earlier[1] < later[1]
