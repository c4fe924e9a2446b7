"""print says what to look at before a letter goes; it refuses nothing for it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from commands import carebook

from carebook.book.book import Book
from carebook.letters.desk import follow
from carebook.letters.desk.running import add_campaign
from carebook.letters.entry import CampaignEntry


def test_a_phrase_that_does_harm_is_a_note_beside_the_printed_letters(
    morning: Path, tmp_path: Path, today: date, enter: Callable[..., Any]
) -> None:
    typed = {"product": "mower", "message": "It is company policy.", "starts_on": "today"}
    with Book.open(morning, write=True, followers=[follow]) as book:
        add_campaign(book, enter(CampaignEntry, kind="product_notice", **typed), today)
        number = book.db.execute("SELECT id FROM letter WHERE kind = 'product_notice'").fetchone()[0]
    answer = carebook("print", morning, "--out", tmp_path / "letters", "--json")
    assert answer.code == 0
    assert number in answer.json["letters"]
    note = f"Before #{number} goes: “company policy” hides behind a rule: say the reason in your own words."
    assert answer.err.splitlines().count(note) == 1
