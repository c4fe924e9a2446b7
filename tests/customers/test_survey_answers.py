"""Survey sheets that came back: what may stand on one, when it asks for a complaint, and the figures of many."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from carebook.book.book import Book
from carebook.customers import store
from carebook.customers.desk import add_customer
from carebook.customers.entry import CustomerEntry, SurveyAnswerEntry
from carebook.customers.model import Mean, SurveyAnswer
from carebook.customers.rules import grievance
from carebook.typed import Wrong

Enter = Callable[..., Any]


def answer(**said: Any) -> SurveyAnswer:
    nothing = {"satisfaction": None, "recommend": None, "praise": "", "better": "", "may_call": False}
    return SurveyAnswer(
        id=1,
        customer_id=1,
        letter_id=1,
        kind="how_did_we_do",
        answered_on=date(2026, 11, 25),
        may_quote=False,
        **{**nothing, **said},
    )


@pytest.mark.parametrize(
    ("said", "asks"),
    [
        ({"satisfaction": 1}, True),
        ({"satisfaction": 2}, True),
        ({"satisfaction": 3}, False),
        ({"recommend": 0}, False),
        ({"recommend": 0, "better": "be on time"}, True),
        ({"recommend": 6, "better": "be on time"}, True),
        ({"recommend": 7, "better": "be on time"}, False),
        ({"satisfaction": 5, "recommend": 10, "better": "nothing"}, False),
        ({"satisfaction": 5, "may_call": True}, False),
        ({"praise": "all of it"}, False),
    ],
    ids=str,
)
def test_a_sheet_that_complains_asks_for_a_case(said: dict[str, Any], asks: bool) -> None:
    """CMP-8."""
    assert (grievance(answer(**said)) is not None) == asks


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"satisfaction": 5, "recommend": 9}, "5 of 5, would recommend 9"),
        ({"recommend": 0}, "would recommend 0"),
        ({"praise": "all of it"}, ""),
    ],
    ids=str,
)
def test_the_figures_of_a_sheet_in_words(said: dict[str, Any], words: str) -> None:
    assert answer(**said).figures == words


@pytest.mark.parametrize(
    ("field", "typed"),
    [("satisfaction", "0"), ("satisfaction", "6"), ("recommend", "11"), ("recommend", "-1"), ("satisfaction", "good")],
)
def test_a_number_off_its_scale_is_refused_beside_its_field(enter: Enter, field: str, typed: str) -> None:
    with pytest.raises(Wrong) as wrong:
        enter(SurveyAnswerEntry, **{field: typed})
    assert list(wrong.value.errors) == [field]


def test_an_empty_sheet_is_refused(enter: Enter) -> None:
    with pytest.raises(Wrong, match="One answer"):
        enter(SurveyAnswerEntry, may_quote="yes")


def test_the_means_of_a_period_stand_with_their_numbers(book: Book, enter: Enter, today: date) -> None:
    """CMP-9: of those who answered that question, first and last day counted."""
    ann = add_customer(book, enter(CustomerEntry, name="Ann Park"), today).only("customer")
    sheets = [("2026-10-31", 1, 0), ("2026-11-01", 4, None), ("2026-11-20", 5, 9), ("2026-11-30", None, 10)]
    with book.act("Sheets", today) as act:
        for day, satisfaction, recommend in sheets:
            values = (ann, "how_did_we_do", day, satisfaction, recommend)
            act.db.execute(
                "INSERT INTO survey_answer (customer_id, kind, answered_on, satisfaction, recommend)"
                " VALUES (?, ?, ?, ?, ?)",
                values,
            )
    november = store.survey_figures(book.db, date(2026, 11, 1), date(2026, 11, 30))
    assert november == (Mean(4.5, 2), Mean(9.5, 2))
    assert store.survey_figures(book.db, date(2025, 1, 1), date(2025, 1, 1)) == (Mean(None, 0), Mean(None, 0))
