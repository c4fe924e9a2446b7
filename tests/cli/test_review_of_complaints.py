"""`carebook review` with complaints: what the desk owes, first in the order of Today."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from commands import carebook

from carebook.book.book import Book
from carebook.complaints.desk import acknowledge, ask, log, propose, put_right
from carebook.complaints.entry import AcknowledgementEntry, AskEntry, CaseEntry, DoneEntry, ProposalEntry
from carebook.entry import read
from carebook.letters.desk import follow
from carebook.typed import Setting


@pytest.fixture
def troubled(morning: Path) -> Path:
    """Ann's mower came late on Monday; the rake of 00012 is put right since yesterday; A-4 complains today."""
    with Book.open(morning, write=True, followers=[follow]) as book:

        def enter(model, day: str, **typed: str):
            return read(model, typed, Setting("US", "USD", date.fromisoformat(day)))

        def complain(customer: int, day: str, words: str) -> int:
            return log(book, customer, enter(CaseEntry, day, words=words), date.fromisoformat(day))[1].id

        complain(1, "2026-11-23", "the mower came nine days late")
        rake = complain(2, "2026-11-20", "the rake broke")
        day = date(2026, 11, 24)
        acknowledge(book, rake, enter(AcknowledgementEntry, "2026-11-24", handler="Rosie Bell"), day)
        ask(book, rake, enter(AskEntry, "2026-11-24", remedy_sought="a new one"), day)
        offer = {"kind": "replacement", "promised_on": "today", "agreed": "yes"}
        propose(book, rake, enter(ProposalEntry, "2026-11-24", **offer), day)
        put_right(book, rake, enter(DoneEntry, "2026-11-24"), day)
        complain(4, "2026-11-25", "nobody answers")
    return morning


def complaints(path: Path, *words: str) -> list[dict[str, object]]:
    return [row for row in carebook("review", path, *words, "--json").json if row["desk"] == "complaints"]


def test_what_the_desk_owes_comes_first_late_before_due(troubled: Path) -> None:
    rows = carebook("review", troubled, "--json").json
    assert [row["desk"] for row in rows[:3]] == ["complaints", "complaints", "callbacks"]
    late, due = rows[:2]
    assert late == {
        "desk": "complaints",
        "id": 1,
        "kind": "acknowledge",
        "class": None,
        "customer_id": 1,
        "customer": "Ann Park",
        "subject": "complaint 1",
        "due": "2026-11-23",
        "by": "2026-11-24",
        "lapses": None,
        "state": "late",
        "cause": None,
        "channel": None,
    }
    assert (due["id"], due["kind"], due["due"], due["by"], due["state"]) == (
        *(3, "acknowledge"),
        *("2026-11-25", "2026-11-26", "due"),
    )


def test_what_falls_due_later_is_shown_when_it_is_asked_for(troubled: Path) -> None:
    """The rake is followed up 7 days after it was put right (CMP-5)."""
    ahead = complaints(troubled, "--ahead", "7")
    assert [(row["id"], row["kind"], row["due"], row["state"]) for row in ahead[2:]] == [
        (2, "follow_up", "2026-12-01", "upcoming")
    ]
    assert complaints(troubled, "--all") == ahead
    assert len(complaints(troubled, "--ahead", "5")) == 2
    (follow_up,) = (row for row in complaints(troubled, "--on", "2026-12-01") if row["id"] == 2)
    assert follow_up["state"] == "due"


def test_the_review_in_words_says_it_in_sentences(troubled: Path) -> None:
    out = carebook("review", troubled, "--all").out
    assert "Acknowledge: the mower came nine days late · Ann Park · by Tue 24 Nov" in out
    assert out.index("\nComplaints\n") < out.index("\nCall back\n") < out.index("\nLetters\n")
    assert "\nComplaints, coming up\n" in out
    assert "Is it right now? the rake broke" in out
