"""A letter kind is whole: all that ARCHITECTURE.md asks for, under "To add a letter kind", is there."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest

from carebook import letters
from carebook.letters.model import KINDS, LetterClass
from carebook.tui.panes.plan_words import PURPOSE
from carebook.tui.panes.today_detail import REASONS

ARCHITECTURE = Path(__file__).parent.parent.parent / "ARCHITECTURE.md"
WORDS, SHEET = "letters/words/", "a survey sheet in letters/words/"
REASON, PURPOSES = "tui/panes/today_detail.py", "plan_words.py"


@pytest.mark.parametrize("name", KINDS)
def test_a_kind_has_words_a_reason_and_a_purpose(name: str) -> None:
    kind, words = KINDS[name], files(letters) / "words"
    there = {
        WORDS: name == "own_letter" or (words / f"{name}.txt").is_file(),
        SHEET: kind.letter_class is not LetterClass.SURVEY or (words / f"{name}.sheet").is_file(),
        REASON: bool(REASONS.get(kind.anchor)),
        PURPOSES: bool(PURPOSE.get(name)),
    }
    assert [thing for thing, is_there in there.items() if not is_there] == []


def test_no_words_or_purpose_are_left_of_a_kind_that_is_gone() -> None:
    assert set(PURPOSE) == set(KINDS)
    assert set(REASONS) == {kind.anchor for kind in KINDS.values()}


@pytest.mark.parametrize("thing", ["letters/model.py", WORDS, REASON, PURPOSES])
def test_the_list_of_what_a_new_kind_needs_names_where_it_goes(thing: str) -> None:
    section = ARCHITECTURE.read_text("utf-8").split("### To add a letter kind")[1].split("\n## ")[0]
    assert thing in section
