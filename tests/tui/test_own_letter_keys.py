"""A letter of one's own by keys: a text to start from, the words, the rest; then it stands on Today like all others."""

from __future__ import annotations

from pathlib import Path

import pytest
from driver import Owner, owner
from shops import TODAY, small_shop

from carebook.tui.screens.editor import EditorScreen

ANN = "Ann and John Park"


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    return small_shop(tmp_path / "x.db")


async def write_from(it: Owner, downs: int) -> EditorScreen:
    """Open the first customer's letter from the text so many lines below the blank sheet."""
    await it.press("2", "home", "L", *(["down"] * downs), "enter")
    await it.pilot.pause(0.3)
    screen = it.app.screen
    assert isinstance(screen, EditorScreen)
    return screen


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_from_a_blank_sheet_to_today(shop: Path, size: tuple[int, int]) -> None:
    async with owner(shop, size) as it:
        await it.press("2", "home")
        name = it.ask("SELECT name FROM customer WHERE id = ?", it.selected)
        await write_from(it, 0)
        await it.type("The hedge shears are ready when you are.")
        await it.pilot.pause(0.4)
        await it.press("ctrl+s")
        await it.type("Hedge shears")
        await it.press("enter", "right", "enter", "enter")
        assert it.status.startswith(f"Wrote “Hedge shears” to {name}")
        kept = it.book.db.execute("SELECT title, text, letter_class, wanted_on FROM own_letter").fetchone()
        assert tuple(kept) == (
            "Hedge shears",
            "The hedge shears are ready when you are.",
            "service",
            TODAY.isoformat(),
        )
        await it.press("1")
        assert "Your own letter" in it.text
        await it.press("2", "u")
        assert it.ask("SELECT count(*) FROM own_letter") == 0


async def test_the_letter_stands_beside_the_words(shop: Path) -> None:
    async with owner(shop, (120, 40)) as it:
        screen = await write_from(it, 0)
        await it.type("Good to see you at the fair.")
        await it.pilot.pause(0.5)
        assert "With kind regards" in it.text or "Warmly" in it.text
        assert screen.why_not("reader") is not None


async def test_from_one_of_the_texts_with_its_title_and_class(shop: Path) -> None:
    async with owner(shop, (120, 40)) as it:
        await it.press("2", "home", "L")
        await it.pilot.pause(0.2)
        for _ in range(40):
            if it.selected == "reactivation":
                break
            await it.press("down")
        await it.press("enter")
        await it.pilot.pause(0.4)
        await it.press("ctrl+s")
        await it.pilot.pause(0.2)
        assert "it offers something" in it.text
        assert "We miss you" in it.text


async def test_an_offer_turns_the_class_and_a_mistake_keeps_the_owner_there(shop: Path) -> None:
    async with owner(shop, (120, 40)) as it:
        screen = await write_from(it, 0)
        await it.type("Here is {{ sale.colour }} 10 % off.")
        await it.press("ctrl+s")
        assert isinstance(it.app.screen, EditorScreen)
        assert "sale.colour" in it.status
        screen.box.show_text("Here is 10 % off your next visit.")
        await it.press("ctrl+s")
        assert "it offers something" in it.text


async def test_left_half_written_it_is_kept(shop: Path) -> None:
    """T7."""
    async with owner(shop, (120, 40)) as it:
        await write_from(it, 0)
        await it.type("Half a thought")
        await it.press("escape")
        await write_from(it, 0)
        assert "Half a thought" in it.text


async def test_changed_and_taken_out_where_it_stands(shop: Path) -> None:
    async with owner(shop, (120, 40)) as it:
        await write_from(it, 0)
        await it.type("Good to see you at the fair.")
        await it.press("ctrl+s")
        await it.type("The fair")
        await it.press("enter", "enter", "enter")
        letter = it.ask("SELECT id FROM letter WHERE kind = 'own_letter'")
        await it.press("1", "home")
        for _ in range(40):
            if it.selected == ("letter", letter):
                break
            await it.press("down")
        assert "The fair" in it.text
        await it.press("e")
        await it.pilot.pause(0.3)
        await it.press("end")
        await it.type(" Come again.")
        await it.press("ctrl+s", "ctrl+s")
        assert it.ask("SELECT text FROM own_letter") == "Good to see you at the fair. Come again."
        await it.press("r", "tab", "tab", "home")
        for _ in range(40):
            if it.selected == ("letter", letter):
                break
            await it.press("down")
        assert "The fair · " in it.text
        await it.press("delete")
        assert it.ask("SELECT count(*) FROM own_letter") == 0
        assert it.ask("SELECT cause FROM letter WHERE id = ?", letter) == "no longer applies"
        await it.press("u")
        assert it.ask("SELECT state FROM letter WHERE id = ?", letter) == "open"


async def test_sent_the_archive_and_the_timeline_call_it_by_its_title(shop: Path) -> None:
    async with owner(shop, (120, 40)) as it:
        await write_from(it, 0)
        await it.type("Good to see you at the fair.")
        await it.press("ctrl+s")
        await it.type("The fair")
        await it.press("enter", "right", "enter", "enter")
        letter = it.ask("SELECT id FROM letter WHERE kind = 'own_letter'")
        await it.press("1", "home")
        for _ in range(40):
            if it.selected == ("letter", letter):
                break
            await it.press("down")
        await it.press("s")
        assert it.ask("SELECT note FROM contact WHERE letter_id = ?", letter) == "The fair"
        await it.press("4")
        it.app.main.pane.do_archive()
        await it.pilot.pause(0.3)
        assert "The fair" in it.text
