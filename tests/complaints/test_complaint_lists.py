"""Pages of cases: the open ones by stage, urgent first and by their clock; the closed ones, newest first."""

from __future__ import annotations

from datetime import timedelta

import pytest
from rosies_desk import Desk

from carebook.book.book import Book
from carebook.complaints.model import Stage
from carebook.complaints.store import cases, lists

OPEN_STAGES = tuple(stage for stage in Stage if stage is not Stage.CLOSED)
LABELS = (("category", "Late"), ("root cause", "Supplier late"))


@pytest.mark.parametrize("stage", OPEN_STAGES)
def test_an_open_case_is_listed_under_the_stage_that_it_has(at_desk: Desk, ann: int, stage: Stage) -> None:
    case = at_desk.log(ann)
    assert at_desk.lead(case.id, stage).stage is stage
    db = at_desk.book.db
    assert lists.count_open(db) == {stage: 1}
    assert [line.case.id for line in lists.page_of_open(db, stage, 0, 9)] == [case.id]
    assert [(line.customer, line.case.stage) for line in lists.page_of_open(db, stage, 0, 9)] == [("Ann Park", stage)]
    places = {one: lists.place_in_open(db, one, case.id) for one in OPEN_STAGES}
    assert places == {one: 0 if one is stage else None for one in OPEN_STAGES}
    assert lists.count_closed(db) == 0


def test_urgent_ones_come_first_and_then_the_oldest(at_desk: Desk, ann: int) -> None:
    today = at_desk.today
    for words, ago, severity in (("a", 0, "small"), ("b", 3, "serious"), ("c", 1, "urgent"), ("d", 2, "urgent")):
        at_desk.log(ann, words, severity=severity, received_on=(today - timedelta(days=ago)).isoformat())
    found = lists.page_of_open(at_desk.book.db, Stage.RECEIVED, 0, 9)
    assert [line.case.words for line in found] == ["d", "c", "b", "a"]


def test_agreed_ones_stand_by_the_day_that_was_promised(at_desk: Desk, ann: int) -> None:
    for words, promised in (("late", "+9d"), ("soon", "+1d")):
        case = at_desk.lead(at_desk.log(ann, words).id, Stage.ASKED)
        at_desk.do("propose", case.id, promised_on=promised, agreed="yes")
    found = lists.page_of_open(at_desk.book.db, Stage.AGREED, 0, 9)
    assert [line.case.words for line in found] == ["soon", "late"]


def test_every_place_is_the_one_on_the_pages(at_desk: Desk, ann: int) -> None:
    for number in range(7):
        at_desk.log(ann, f"case {number}", severity=("small", "urgent")[number % 2])
    db = at_desk.book.db
    pages = [line.case.id for start in (0, 3, 6) for line in lists.page_of_open(db, Stage.RECEIVED, start, 3)]
    assert [lists.place_in_open(db, Stage.RECEIVED, one) for one in pages] == list(range(7))


def test_closed_cases_stand_newest_first_each_in_its_place(at_desk: Desk, ann: int) -> None:
    for number in range(5):
        case = at_desk.log(ann, f"case {number}")
        at_desk.lead(case.id, Stage.CLOSED)
        if number % 2:
            at_desk.today += timedelta(days=1)
    db = at_desk.book.db
    pages = [line.case.id for start in (0, 2, 4) for line in lists.page_of_closed(db, start, 2)]
    assert pages == [5, 4, 3, 2, 1]
    assert [lists.place_in_closed(db, one) for one in pages] == list(range(5))
    assert lists.count_closed(db) == 5
    assert lists.count_open(db) == {}


def test_a_case_that_is_not_listed_has_no_place(book: Book) -> None:
    assert lists.place_in_open(book.db, Stage.RECEIVED, 7) is None
    assert lists.place_in_closed(book.db, 7) is None


def test_a_reopened_case_is_among_the_open_ones_again(at_desk: Desk, ann: int) -> None:
    case = at_desk.lead(at_desk.log(ann).id, Stage.CLOSED)
    at_desk.do("reopen", case.id)
    db = at_desk.book.db
    assert (lists.count_open(db), lists.count_closed(db)) == ({Stage.ACKNOWLEDGED: 1}, 0)
    assert lists.page_of_open(db, Stage.ACKNOWLEDGED, 0, 1)[0].case.severity == "urgent"


def test_labels_are_counted_as_categories_and_as_root_causes(at_desk: Desk, ann: int) -> None:
    for words in ("one", "two"):
        at_desk.lead(at_desk.log(ann, words).id, Stage.CLOSED)
    at_desk.log(ann, "three", category="Late")
    db = at_desk.book.db
    counts = lists.count_labelled(db)
    named = {name: counts[cases.label_named(db, which, name).id] for which, name in LABELS}
    assert named == {"Late": 3, "Supplier late": 2}
    assert sum(counts.values()) == 5
