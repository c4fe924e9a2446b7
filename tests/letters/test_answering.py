"""Finding the letter that somebody answers, by the beginning of a name or by its number."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rosie import Rosie, rosies

from carebook.letters.desk.answers import log_answers
from carebook.letters.desk.sending import mark_sent
from carebook.letters.store.answering import Scope, found, responses

THANKS = Scope(kind="thank_you")
NAMES = ("Ann Park", "Bob Reed", "Rob Annan", "Émile Zola-Reed")


@pytest.fixture(scope="module")
def rosie(bare_book: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rosie]:
    """Her shop: four thank-yous went out, one to each."""
    with rosies(Path(shutil.copy(bare_book, tmp_path_factory.mktemp("answering"))), "11-02") as shop:
        for name in NAMES:
            shop.sale(shop.customer(name), "2026-11-02")
        mark_sent(shop.book, [one.id for one in shop.letters("thank_you")], shop.today, shop.today)
        yield shop


def names(rosie: Rosie, typed: str, scope: Scope = THANKS) -> list[str]:
    return [one.customer for one in found(rosie.book.db, scope, typed)]


@pytest.mark.parametrize(
    ("typed", "who"),
    [
        ("ann", ["Rob Annan", "Ann Park"]),
        ("ann p", ["Ann Park"]),
        ("emile", ["Émile Zola-Reed"]),
        ("zola reed", ["Émile Zola-Reed"]),
        ("nobody", []),
        ("", []),
        ("  ", []),
    ],
)
def test_every_typed_word_begins_a_word_of_the_name(rosie: Rosie, typed: str, who: list[str]) -> None:
    assert names(rosie, typed) == who


def test_a_number_finds_its_letter_within_what_is_answered(rosie: Rosie) -> None:
    letter = rosie.letters("thank_you")[0]
    assert [one.id for one in found(rosie.book.db, THANKS, f" #{letter.id} ")] == [letter.id]
    assert found(rosie.book.db, Scope(kind="welcome"), str(letter.id)) == []
    assert found(rosie.book.db, Scope(campaign=1), str(letter.id)) == []
    assert found(rosie.book.db, THANKS, "9" * 30) == []


def test_letters_of_other_kinds_and_campaigns_are_not_found(rosie: Rosie) -> None:
    assert names(rosie, "ann", Scope(kind="welcome")) == []
    assert names(rosie, "ann", Scope(campaign=1)) == []


def test_what_is_answered_comes_last_and_says_what_came_back(rosie: Rosie) -> None:
    rob = found(rosie.book.db, THANKS, "rob")[0]
    log_answers(rosie.book, [rob.id], "negative", rosie.today, rosie.today)
    assert names(rosie, "ann") == ["Ann Park", "Rob Annan"]
    assert found(rosie.book.db, THANKS, "ann")[1].response == "negative"
    assert responses(rosie.book.db, [rob.id, 999]) == {rob.id: "negative"}
    rosie.undo()


@given(typed=st.text(max_size=30))
def test_nothing_that_is_typed_is_too_strange(rosie: Rosie, typed: str) -> None:
    found(rosie.book.db, THANKS, typed)
    found(rosie.book.db, Scope(campaign=1), typed)
