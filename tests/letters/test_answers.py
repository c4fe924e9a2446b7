"""A survey sheet that comes back: its number finds the letter, which is answered with it (LET-1)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from rosie import Rosie, rosies

from carebook.book.change import Change
from carebook.customers.entry import SurveyAnswerEntry
from carebook.customers.model import SurveyAnswer
from carebook.customers.store import survey_answers
from carebook.entry import read
from carebook.letters.desk.answers import NotASheet, answer_survey, sheet_number
from carebook.letters.desk.sending import mark_sent
from carebook.letters.model import Letter
from carebook.letters.survey import sheet as printed_sheet
from carebook.typed import Wrong


@pytest.fixture
def rosie(book_path: Path) -> Iterator[Rosie]:
    """Her shop on 10 November: Ann's sale of the 2nd asks how we did."""
    with rosies(book_path, "11-02") as found:
        found.sale(found.customer(), "2026-11-02")
        yield found.on("11-10")


@pytest.fixture
def survey(rosie: Rosie) -> Letter:
    """Her how-did-we-do, sent that day."""
    letter = rosie.one("how_did_we_do")
    assert mark_sent(rosie.book, [letter.id], rosie.today, rosie.today).done == (letter.id,)
    return rosie.one("how_did_we_do", "sent")


def enter(rosie: Rosie, number: int, **typed: str) -> Change:
    return answer_survey(rosie.book, number, read(SurveyAnswerEntry, typed, rosie.setting), rosie.today)


def answers(rosie: Rosie, customer: int) -> list[SurveyAnswer]:
    return survey_answers(rosie.book.db, customer)


def test_the_number_on_the_sheet_is_the_number_that_finds_its_letter(survey: Letter) -> None:
    heading = printed_sheet(survey.kind, survey.id).plain().splitlines()[0]
    assert sheet_number(heading[heading.index("No.") :].rstrip(")")) == survey.id


def test_an_answer_is_kept_and_its_letter_answered_as_one_action(rosie: Rosie, survey: Letter) -> None:
    """LET-1, S9."""
    before = rosie.facts()
    change = enter(rosie, survey.id, satisfaction="5", recommend="9", praise="All of it", may_quote="yes")
    assert change.label == "Entered the answer of Ann Park"
    (kept,) = answers(rosie, survey.customer_id)
    assert (kept.letter_id, kept.kind, kept.answered_on) == (survey.id, "how_did_we_do", date(2026, 11, 10))
    assert (kept.satisfaction, kept.recommend, kept.praise, kept.may_call, kept.may_quote) == (
        *(5, 9, "All of it"),
        *(False, True),
    )
    assert rosie.one("how_did_we_do", "answered").sent_on == rosie.today
    rosie.undo()
    assert rosie.facts() == before


def test_a_sheet_entered_again_takes_the_place_of_what_stood(rosie: Rosie, survey: Letter) -> None:
    enter(rosie, survey.id, satisfaction="2", better="be on time")
    enter(rosie, survey.id, satisfaction="3")
    assert [(one.satisfaction, one.better) for one in answers(rosie, survey.customer_id)] == [(3, "")]
    assert not enter(rosie, survey.id, satisfaction="3").touched


def test_an_answered_letter_is_planned_no_second_time(rosie: Rosie, survey: Letter) -> None:
    """LET-3."""
    enter(rosie, survey.id, satisfaction="4")
    rosie.on("11-15")
    assert [one.state for one in rosie.letters("how_did_we_do")] == ["answered"]


def test_a_sheet_is_not_answered_before_it_left(rosie: Rosie, survey: Letter) -> None:
    with pytest.raises(Wrong, match="left only on Tue 10 Nov") as refused:
        enter(rosie, survey.id, satisfaction="5", answered_on="2026-11-09")
    assert list(refused.value.errors) == ["answered_on"]
    assert answers(rosie, survey.customer_id) == []


def test_a_number_that_is_no_sheet_is_refused_with_what_to_do(rosie: Rosie) -> None:
    waiting = rosie.one("how_did_we_do").id
    thanks = rosie.letters("thank_you")[0].id
    for number, said in [(waiting, "mark its letter sent first"), (thanks, "not a survey"), (9999, "No letter has")]:
        with pytest.raises(NotASheet, match=said) as refused:
            enter(rosie, number, satisfaction="5")
        assert list(refused.value.errors) == ["number"]


@pytest.mark.parametrize("typed", ["31", " No. 31", "no.31", "#31", "№ 31"])
def test_the_number_may_be_typed_as_it_is_printed(typed: str) -> None:
    assert sheet_number(typed) == 31


@pytest.mark.parametrize("typed", ["", "No.", "3a", "1" * 30, "²"])
def test_what_is_no_number_is_refused(typed: str) -> None:
    with pytest.raises(NotASheet):
        sheet_number(typed)
