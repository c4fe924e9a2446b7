"""Many customers at once, by keys: marked, asked how, done as one action that u takes back."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from driver import Owner, owner
from shops import TODAY

from carebook.book.book import Book
from carebook.book.drafts import names_of_drafts
from carebook.customers.desk import mark_deceased, stop
from carebook.customers.desk.many import tag_all
from carebook.customers.model import Cause

TAG, UNTAG, PERSONA, STAGE, PERMIT, STOP, CONTACT = range(7)
HOSTILE = "[bold]x[/]"


@asynccontextmanager
async def all_marked(path: Path) -> AsyncIterator[Owner]:
    """Mark all six customers."""
    async with owner(path) as it:
        await it.press("2", "A")
        yield it


async def begin(it: Owner, what: int) -> None:
    """Ask for one of the things that can be done with the marked ones."""
    await it.press("m", *["down"] * what, "enter")


async def test_space_marks_and_a_tag_goes_to_the_marked_ones_as_it_is(shop_path: Path) -> None:
    """T1: markup in a tag is just a tag."""
    async with owner(shop_path) as it:
        await it.press("2", "space", "down", "space")
        assert "6 customers · 2 marked · all" in it.text
        assert "m marked" in it.keys
        await begin(it, TAG)
        await it.type(f"roses, {HOSTILE}")
        await it.press("ctrl+s")
        assert it.status == f"Tagged 2 customers “roses, {HOSTILE}” · u to undo"
        assert it.ask("SELECT count(*) FROM tag") == 4
        assert "marked" not in it.text.splitlines()[2]
        await it.press("f")
        assert HOSTILE in it.text
        await it.press("escape", "u")
        assert it.ask("SELECT count(*) FROM tag") == 0


async def test_capital_a_marks_all_and_takes_the_marks_off_again(shop_path: Path) -> None:
    async with all_marked(shop_path) as it:
        assert "6 marked" in it.text
        await it.press("A")
        assert "marked" not in it.text
        await it.press("A", "space", "escape")
        assert "marked" not in it.text
        await it.press("m")
        assert it.status == "Nobody is marked. Space marks one, A marks all that are listed."
        await it.press("A", "delete")
        assert "5 customers · 5 marked" in it.text


async def test_all_that_are_listed_is_not_all(shop_path: Path) -> None:
    with Book.open(shop_path, write=True) as book:
        tag_all(book, [2, 4], ["roses"], TODAY)
    async with owner(shop_path) as it:
        await it.press("2", "f")
        await it.type("ro")
        await it.press("ctrl+s")
        await it.settle()
        await it.press("A", "F")
        assert "6 customers · 2 marked · all" in it.text


async def test_only_a_tag_that_one_of_them_has_comes_off(shop_path: Path) -> None:
    with Book.open(shop_path, write=True) as book:
        tag_all(book, [1, 2], ["roses"], TODAY)
    async with all_marked(shop_path) as it:
        await begin(it, UNTAG)
        await it.press("ctrl+s")
        assert "Say which tag is to come off." in it.text
        await it.type("ro")
        await it.press("ctrl+s")
        assert it.status == "Took the tag “roses” off 6 customers · u to undo"
        assert it.ask("SELECT count(*) FROM tag") == 0


async def test_persona_stage_contact_and_a_stop_are_set_for_all_and_taken_back(shop_path: Path) -> None:
    async with all_marked(shop_path) as it:
        before = it.ask("SELECT count(*) FROM contact")
        await begin(it, PERSONA)
        await it.type("gardeners")
        await it.press("ctrl+s", "A")
        await begin(it, STAGE)
        await it.press("r", "ctrl+s")
        assert it.status == "Put 6 customers at research · u to undo"
        assert it.ask("SELECT count(*) FROM customer WHERE persona = 'gardeners' AND stage = 'research'") == 6
        await it.press("A")
        await begin(it, CONTACT)
        await it.press("down", "down")
        await it.type("spring fair")
        await it.press("ctrl+s")
        assert it.status == "Logged a contact with 6 customers · u to undo"
        assert it.ask("SELECT count(*) FROM contact") == before + 6
        await it.press("A")
        await begin(it, STOP)
        await it.press("ctrl+s")
        assert "Choose what to note" in it.text
        await it.press("n", "n", "ctrl+s")
        assert it.ask("SELECT count(DISTINCT customer_id) FROM suppression") == 6
        assert it.ask("SELECT count(*) FROM suppression WHERE cause = 'deceased'") == 0
        await it.press("u", "u", "u", "u")
        assert it.ask("SELECT count(*) FROM customer WHERE persona = '' AND stage IS NULL") == 6
        assert it.ask("SELECT count(*) FROM contact") == before


async def test_who_may_give_no_leave_is_named_and_the_others_give_it(shop_path: Path) -> None:
    """SUP-5."""
    with Book.open(shop_path, write=True) as book:
        mark_deceased(book, 4, "", TODAY)
        stop(book, 2, Cause.NO_EMAIL, "said so", TODAY)
    async with all_marked(shop_path) as it:
        await begin(it, PERMIT)
        await it.press("ctrl+s")
        assert "Silence is never permission." in it.text
        await it.press("down")
        await it.type("at the fair")
        await it.press("ctrl+s")
        assert it.screens[-1] == "LeftAsBefore"
        assert "2 stay as they were" in it.text
        assert all(word in it.text for word in ("Luísa Costa", "asked for no e-mail", "has died"))
        await it.press("escape")
        assert it.ask("SELECT count(*) FROM permission WHERE how = 'at the fair'") == 4
        assert it.ask("SELECT count(*) FROM suppression") == 2


async def test_the_box_and_the_form_are_left_without_a_change_and_what_was_typed_is_there_again(
    shop_path: Path,
) -> None:
    """T7: until it is done."""
    async with all_marked(shop_path) as it:
        newest = it.book.next_undo()
        await it.press("m", "escape")
        await begin(it, TAG)
        await it.type("roses")
        await it.press("escape")
        assert it.screens == ["MainScreen"]
        assert "6 marked" in it.text
        assert it.book.next_undo() == newest
        await begin(it, TAG)
        assert it.status == "Here is what you had typed. ctrl+r begins afresh."
        await it.press("ctrl+s")
        assert it.status == "Tagged 6 customers “roses” · u to undo"
        assert names_of_drafts(it.book.db) == []


async def test_more_than_a_few_are_done_beside_the_screen(shop_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("carebook.tui.panes.customers_many.AT_ONCE", 3)
    async with all_marked(shop_path) as it:
        await begin(it, TAG)
        await it.type("roses")
        await it.press("ctrl+s")
        await it.settle()
        assert it.status == "Tagged 6 customers “roses” · u to undo"
        assert "marked" not in it.text.splitlines()[2]
        await it.press("u")
        assert it.ask("SELECT count(*) FROM tag") == 0
