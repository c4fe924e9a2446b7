"""The shop's own categories and root causes: added, renamed, retired, never deleted (CMP-7)."""

from __future__ import annotations

import pytest
from rosies_desk import Desk

from carebook.complaints import desk, refusals
from carebook.complaints.model import Stage
from carebook.complaints.store import cases

BIDI = "\u202e"


def test_a_label_is_retired_and_kept_by_its_cases(at_desk: Desk, case: int) -> None:
    book, today = at_desk.book, at_desk.today
    closed = at_desk.lead(case, Stage.CLOSED)
    assert closed.root_cause_id is not None
    desk.retire_label(book, closed.root_cause_id, today)
    assert "Supplier late" not in [label.name for label in cases.labels(book.db, "root cause")]
    assert "Supplier late" in [label.name for label in cases.labels(book.db, "root cause", retired=True)]
    assert cases.label_name(book.db, closed.root_cause_id) == "Supplier late"
    desk.add_label(book, "root cause", "SUPPLIER LATE", today)
    assert "Supplier late" in [label.name for label in cases.labels(book.db, "root cause")]


def test_a_label_stands_once_on_its_list(at_desk: Desk) -> None:
    book, today = at_desk.book, at_desk.today
    late = cases.label_named(book.db, "category", "late")
    assert late is not None
    for which in ("late", " LATE "):
        with pytest.raises(refusals.LabelTaken, match="“Late” is on the list already"):
            desk.add_label(book, "category", which, today)
    with pytest.raises(refusals.LabelTaken):
        desk.rename_label(book, late.id, "category", "other", today)
    desk.rename_label(book, late.id, "category", "LATE", today)
    desk.add_label(book, "root cause", "Late", today)


@pytest.mark.parametrize("name", ["", "  ", BIDI])
def test_a_label_needs_a_name(at_desk: Desk, name: str) -> None:
    with pytest.raises(refusals.NamelessLabel):
        desk.add_label(at_desk.book, "category", name, at_desk.today)
    with pytest.raises(refusals.NamelessLabel):
        desk.rename_label(at_desk.book, 1, "category", name, at_desk.today)
