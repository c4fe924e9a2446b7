"""`carebook complaint`, and what `show` tells of complaints and survey answers."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from commands import ON, carebook

from carebook.book.book import Book
from carebook.complaints.desk import acknowledge, ask
from carebook.complaints.entry import AcknowledgementEntry, AskEntry
from carebook.customers.entry import SurveyAnswerEntry
from carebook.entry import read
from carebook.letters.desk import follow
from carebook.letters.desk.answers import answer_survey
from carebook.typed import Setting

TEXT = "The mower came nine days late"
TODAY = date.fromisoformat(ON)
SETTING = Setting("US", "USD", TODAY)


@pytest.fixture
def numbered(morning: Path) -> Path:
    """The morning's book, whose sale of the mower to Ann Park has the number S-1, and that of the rake S-2."""
    with Book.open(morning, write=True) as book, book.act("Numbered", TODAY) as act:
        act.db.execute("UPDATE sale SET external_id = 'S-' || id")
    return morning


def cases(path: Path) -> list[tuple[object, ...]]:
    with Book.open(path, write=False) as book:
        return book.db.execute("SELECT number, customer_id, received_on, via, sale_id, words FROM complaint").fetchall()


def test_a_complaint_is_logged_and_answers_with_its_id_and_number(numbered: Path) -> None:
    words = ["A-1", "--text", TEXT, "--sale", "S-1", "--via", "e-mail", "--category", "Late", "--json"]
    answer = carebook("complaint", numbered, *words)
    assert (answer.code, answer.json) == (0, {"id": 1, "number": "2026-001"})
    assert cases(numbered) == [("2026-001", 1, ON, "e-mail", 1, TEXT)]
    assert carebook("undo", numbered, "--json").json == {"undone": "Took down complaint 2026-001 of Ann Park"}


def test_the_same_complaint_again_answers_with_the_known_one(numbered: Path) -> None:
    """S2: the same customer, sale, text and day."""
    known = {"id": 1, "number": "2026-001"}
    for _ in range(2):
        assert carebook("complaint", numbered, "#1", "--text", TEXT, "--sale", "S-1", "--json").json == known
    assert "2026-001, taken down already" in carebook("complaint", numbered, "#1", "--text", TEXT, "--sale", "S-1").out
    for other in (["#2", "--text", TEXT], ["#1", "--text", "Late", "--sale", "S-1"]):
        assert carebook("complaint", numbered, *other, "--json").json != known
    assert len(cases(numbered)) == 3


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["Nobody", "--text", TEXT], 1, "no customer"),
        (["#1", "--text", " "], 1, "in their own words, is needed"),
        (["#1", "--text", TEXT, "--sale", "S-99"], 1, "no sale “S-99”"),
        (["#1", "--text", TEXT, "--sale", "S-2"], 1, "not this customer's"),
        (["#1", "--text", TEXT, "--via", "pigeon"], 2, "pigeon"),
        (["#1"], 2, "--text"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_cannot_be_logged_is_refused(numbered: Path, words: list[str], code: int, said: str) -> None:
    answer = carebook("complaint", numbered, *words)
    assert (answer.code, answer.out) == (code, "")
    assert said in answer.err
    assert cases(numbered) == []


@pytest.fixture
def told(numbered: Path) -> Path:
    """Ann complained, was heard and asked; her survey sheet came back."""
    carebook("complaint", numbered, "#1", "--text", TEXT, "--sale", "S-1", "--category", "Late")
    with Book.open(numbered, write=True, followers=[follow]) as book:
        heard = read(AcknowledgementEntry, {"handler": "Rosie Bell"}, SETTING)
        acknowledge(book, 1, heard, TODAY)
        ask(book, 1, read(AskEntry, {"remedy_sought": "half the price back"}, SETTING), TODAY)
        with book.act("Sent", TODAY) as act:
            act.db.execute(
                "UPDATE letter SET state = 'sent', sent_on = ?, kind = 'how_did_we_do' WHERE id ="
                " (SELECT id FROM letter WHERE customer_id = 1 AND kind = 'how_did_we_do')",
                [ON],
            )
        sheet = book.db.execute("SELECT id FROM letter WHERE customer_id = 1 AND kind = 'how_did_we_do'").fetchone()[0]
        typed = {"satisfaction": "5", "recommend": "9", "praise": "Good advice", "may_quote": "yes"}
        answer_survey(book, sheet, read(SurveyAnswerEntry, typed, SETTING), TODAY)
    return numbered


def test_show_has_the_complaints_with_steps_and_the_survey_answers(told: Path) -> None:
    document = carebook("show", told, "#1", "--json").json
    (case,) = document["complaints"]
    assert (case["number"], case["stage"], case["category"], case["words"]) == (
        *("2026-001", "remedy asked", "Late"),
        TEXT,
    )
    assert [(step["step"], step["on_day"]) for step in case["steps"]] == [
        ("received", ON),
        ("acknowledged", ON),
        ("asked", ON),
    ]
    assert case["remedies"] == []
    (answer,) = document["survey_answers"]
    assert (answer["satisfaction"], answer["recommend"], answer["may_quote"], answer["answered_on"]) == (5, 9, True, ON)


def test_show_tells_the_complaint_and_the_answer_in_words(told: Path) -> None:
    out = carebook("show", told, "#1").out
    assert f"2026-001 open, remedy asked: {TEXT}" in out
    assert "Wed 25 Nov 2026  asked by phone: half the price back" in out
    assert "how did we do: 5 of 5, would recommend 9, may be quoted" in out
    assert "what went well: Good advice" in out
