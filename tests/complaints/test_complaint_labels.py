"""The shop's own categories and root causes: added, renamed, retired, never deleted (CMP-7)."""

from __future__ import annotations

import pytest
from rosies_desk import Desk

from carebook.book import journal, rows
from carebook.complaints import desk, refusals
from carebook.complaints.desk.labels import label_for
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


def test_a_label_is_the_same_however_its_letters_are_written(at_desk: Desk) -> None:
    book, today = at_desk.book, at_desk.today
    desk.add_label(book, "category", "Été", today)
    for name in ("été", "ÉTÉ", "E\u0301te\u0301"):
        with pytest.raises(refusals.LabelTaken, match="“Été” is on the list already"):
            desk.add_label(book, "category", name, today)
    for sign in ("★", "☆"):
        desk.add_label(book, "category", sign, today)


def test_of_labels_that_are_alike_the_one_with_that_very_name_is_meant(at_desk: Desk) -> None:
    book = at_desk.book
    with book.writing():
        both = [rows.insert(book.db, "case_label", {"list": "category", "name": name}) for name in ("Été", "été")]
    found = [cases.label_named(book.db, "category", name) for name in ("Été", "été")]
    assert [label.id for label in found if label] == both


def test_a_label_that_is_gone_is_said_so(at_desk: Desk) -> None:
    book, today = at_desk.book, at_desk.today
    before = journal.dump(book.db)
    for verb in (desk.retire_label, desk.bring_back_label):
        with pytest.raises(refusals.NoSuchLabel, match="not on its list any more"):
            verb(book, 999, today)
    with pytest.raises(refusals.NoSuchLabel):
        desk.rename_label(book, 999, "category", "New", today)
    assert journal.dump(book.db) == before


def test_no_label_has_a_name_that_cannot_be_seen(at_desk: Desk) -> None:
    for name in ("", "\u200b", "\u2800\u200b"):
        assert label_for(at_desk.book.db, "category", name) is None
