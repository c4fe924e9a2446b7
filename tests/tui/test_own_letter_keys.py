"""A letter of one's own by keys: a text to start from, the words, the rest; then it stands on Today like all others."""

from __future__ import annotations

from collections.abc import AsyncIterator, Hashable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from driver import Owner, owner
from shops import TODAY

from carebook.tui.screens.editor import EditorScreen

WIDE = (120, 40)
FAIR = "Good to see you at the fair."


@pytest.fixture(autouse=True)
def looks_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The letter beside the words follows every key."""
    monkeypatch.setattr("carebook.tui.screens.editor.LOOK_AFTER", 0.001)


@asynccontextmanager
async def blank_sheet(path: Path, typed: str, size: tuple[int, int] = WIDE) -> AsyncIterator[Owner]:
    """Open a blank sheet for the first customer, and type."""
    async with owner(path, size) as it:
        await it.press("2", "home", "L", "enter")
        await it.type(typed)
        yield it


async def keep_for_today(it: Owner, title: str) -> int:
    """Give the letter a title, let it leave today, and return its id."""
    await it.press("ctrl+s")
    await it.type(title)
    await it.press("enter", "right", "enter", "enter")
    return int(it.ask("SELECT id FROM letter WHERE kind = 'own_letter'"))


async def go_to(it: Owner, key: Hashable) -> None:
    """Go down to a line."""
    await it.press("home")
    for _ in range(40):
        if it.selected == key:
            return
        await it.press("down")
    raise AssertionError(f"{key} is not listed")


@pytest.mark.parametrize("size", [(80, 24), WIDE])
async def test_from_a_blank_sheet_to_today(shop_path: Path, size: tuple[int, int]) -> None:
    words = "The hedge shears are ready when you are."
    async with blank_sheet(shop_path, words, size) as it:
        assert it.app.screen.why_not("reader") is not None
        if size == WIDE:
            assert "Warmly" in it.text
        await keep_for_today(it, "Hedge shears")
        assert it.status.startswith("Wrote “Hedge shears” to Ann and John Park")
        kept = it.book.db.execute("SELECT title, text, letter_class, wanted_on FROM own_letter").fetchone()
        assert tuple(kept) == ("Hedge shears", words, "service", TODAY.isoformat())
        await it.press("1")
        assert "Your own letter" in it.text
        await it.press("2", "u")
        assert it.ask("SELECT count(*) FROM own_letter") == 0


async def test_from_one_of_the_texts_with_its_title_and_class(shop_path: Path) -> None:
    async with owner(shop_path, WIDE) as it:
        await it.press("2", "home", "L")
        await go_to(it, "reactivation")
        await it.press("enter", "ctrl+s")
        assert "it offers something" in it.text
        assert "We miss you" in it.text


async def test_an_offer_turns_the_class_and_a_mistake_keeps_the_owner_there(shop_path: Path) -> None:
    async with blank_sheet(shop_path, "Here is {{ sale.colour }} 10 % off.") as it:
        await it.press("ctrl+s")
        screen = it.app.screen
        assert isinstance(screen, EditorScreen)
        assert "sale.colour" in it.status
        screen.box.show_text("Here is 10 % off your next visit.")
        await it.press("ctrl+s")
        assert "it offers something" in it.text


async def test_left_half_written_it_is_kept(shop_path: Path) -> None:
    """T7."""
    async with blank_sheet(shop_path, "Half a thought") as it:
        await it.press("escape", "L", "enter")
        assert "Half a thought" in it.text


async def test_changed_and_taken_out_where_it_stands(shop_path: Path) -> None:
    async with blank_sheet(shop_path, FAIR) as it:
        letter = await keep_for_today(it, "The fair")
        await it.press("1")
        await go_to(it, ("letter", letter))
        assert "The fair" in it.text
        await it.press("e", "end")
        await it.type(" Come again.")
        await it.press("ctrl+s", "ctrl+s")
        assert it.ask("SELECT text FROM own_letter") == f"{FAIR} Come again."
        await it.press("r", "tab", "tab")
        await go_to(it, ("letter", letter))
        assert "The fair · " in it.text
        await it.press("delete")
        assert it.ask("SELECT count(*) FROM own_letter") == 0
        assert it.ask("SELECT cause FROM letter WHERE id = ?", letter) == "no longer applies"
        await it.press("u")
        assert it.ask("SELECT state FROM letter WHERE id = ?", letter) == "open"


async def test_sent_the_archive_and_the_timeline_call_it_by_its_title(shop_path: Path) -> None:
    async with blank_sheet(shop_path, FAIR) as it:
        letter = await keep_for_today(it, "The fair")
        await it.press("1")
        await go_to(it, ("letter", letter))
        await it.press("s")
        assert it.ask("SELECT note FROM contact WHERE letter_id = ?", letter) == "The fair"
        await it.press("4")
        await it.turn_to("archive")
        assert "The fair" in it.text
