"""One registry of keys: what is in it can be done, and help, palette, footer and docs/keys.md say the same."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from driver import owner
from textual.app import App

from carebook.book.book import Book
from carebook.book.drafts import draft_of
from carebook.tui.actions import ACTIONS, DETAIL, FORM, LIST, PLACE_NAMES, actions_of
from carebook.tui.keys_page import keys_page

ROOT = Path(__file__).parents[2]


def test_docs_keys_is_the_registry() -> None:
    assert (ROOT / "docs" / "keys.md").read_text("utf-8") == keys_page(), "renew it: python tests/tui/renew_keys.py"


def test_every_action_has_a_place_one_word_and_a_sentence() -> None:
    for one in ACTIONS:
        assert one.place in PLACE_NAMES
        assert one.tooltip.endswith(".")
        assert len(one.word.split()) <= 2
    assert max(Counter(one.id for one in ACTIONS).values()) == 1


@pytest.mark.parametrize("place", PLACE_NAMES)
def test_no_key_of_a_place_means_two_things(place: str) -> None:
    keys = Counter(key for one in actions_of(place) if one.keys for key in one.keys.split(","))
    assert not [key for key, count in keys.items() if count > 1]


@pytest.mark.parametrize("place", [place for place in PLACE_NAMES if place not in (LIST, DETAIL, FORM)])
def test_every_action_is_done_by_its_place(place: str) -> None:
    doers = _doer_classes()
    assert place in doers, f"no class has PLACE = {place!r}"
    for one in actions_of(place):
        method = "action_" + re.match(r"[\w.]+", one.calls)[0].split(".")[-1] if one.calls else "do_" + one.name
        assert any(hasattr(cls, method) for cls in (App, *doers[place])), f"{one.id} needs {method}"


def test_one_word_does_what_it_does_everywhere_by_one_key() -> None:
    """Verbs have the same letter in every place."""
    for word in ("print", "sent", "snooze", "skip", "contact", "edit"):
        assert len({one.keys for one in ACTIONS if one.word == word}) <= 1, word


def _doer_classes() -> dict[str, list[type]]:
    """Find every class with a PLACE, importing every module of the screen."""
    import importlib
    import pkgutil

    import carebook.tui
    from carebook.tui.doer import Doer

    for module in pkgutil.walk_packages(carebook.tui.__path__, "carebook.tui."):
        importlib.import_module(module.name)
    found: dict[str, list[type]] = {}
    todo: list[type] = [Doer]
    while todo:
        for cls in todo.pop().__subclasses__():
            todo.append(cls)
            if "PLACE" in vars(cls):
                found.setdefault(cls.PLACE, []).append(cls)
    return found


async def test_help_filters_as_you_type_and_runs_what_is_chosen(shop_path: Path) -> None:
    async with owner(shop_path) as it:
        await it.press("question_mark")
        assert it.screens[-1] == "HelpScreen"
        await it.type("coming")
        assert "print" not in it.text
        await it.press("enter")
        assert it.screens == ["MainScreen"]
        assert "Coming up in 14 days" in it.text


async def test_help_says_why_a_key_is_off(shop_path: Path) -> None:
    async with owner(shop_path, size=(120, 40)) as it:
        await it.press("question_mark")
        await it.type("override")
        assert "Off now: Only what is held" in it.text


@pytest.mark.parametrize("typed", ["lost", "restore", "undo"])
async def test_the_palette_finds_the_way_back(shop_path: Path, typed: str) -> None:
    """B3: undo and restore are found under the words of an owner in distress."""
    async with owner(shop_path, size=(120, 40)) as it:
        await it.press("down", "s")
        await it.press("ctrl+p")
        await it.type(typed)
        await it.settle()
        assert "Everywhere: undo" in it.text


async def test_the_palette_runs_what_belongs_to_another_place(shop_path: Path) -> None:
    async with owner(shop_path) as it:
        await it.press("2", "ctrl+p")
        await it.type("coming up in the next")
        await it.settle()
        await it.press("enter")
        await it.settle()
        assert "Coming up in 14 days" in it.text


async def test_at_80_columns_the_footer_has_seven_words_for_what_is_under_the_cursor(shop_path: Path) -> None:
    async with owner(shop_path) as it:
        on_a_call = it.keys.split()
        await it.press("down", "down")
        on_a_letter = it.keys.split()
    common = ["enter", "open", "space", "mark", "p", "print", "s", "sent"]
    assert on_a_call == [*common, "/", "find", "A", "all", "?", "help"]
    assert on_a_letter == [*common, "z", "snooze", "/", "find", "?", "help"]


async def test_places_are_reached_by_number_and_remember_their_cursor(shop_path: Path) -> None:
    async with owner(shop_path) as it:
        await it.press("down", "down")
        before = it.selected
        await it.press("2")
        assert it.app.main.pane.PLACE == "customers"
        await it.press("1")
        assert it.selected == before


async def test_the_palette_says_where_a_verb_of_the_record_is_and_finds_nothing_by_scattered_letters(shop_path: Path):
    """“un-merge” is no letter of “Today: paper”."""
    async with owner(shop_path, size=(120, 40)) as it:
        await it.press("2", "ctrl+p")
        await it.type("un-merge")
        await it.settle()
        assert "A customer's record: un-merge" in it.text
        assert "Off now: Open the customer's record first" in it.text
        assert "Today: paper" not in it.text
        await it.press("enter")
        await it.settle()
        assert "Open the customer's record first" in it.status


async def test_ctrl_q_closes_carebook_from_a_form_and_keeps_what_is_typed(shop_path: Path):
    """T7."""
    async with owner(shop_path) as it:
        await it.press("2", "n")
        await it.type("Zoe")
        await it.press("ctrl+q")
    with Book.open(shop_path, write=False) as book:
        assert draft_of(book.db, "New customer").fields["name"] == "Zoe"


async def test_ctrl_q_closes_carebook_from_find(shop_path: Path):
    async with owner(shop_path) as it:
        await it.press("slash")
        await it.press("ctrl+q")
        assert it.app.return_code == 0
