"""Forms and questions over the screen: errors beside fields, drafts that outlive a kill, no paste that confirms."""

from __future__ import annotations

from pathlib import Path

import pytest
from driver import owner
from textual import events

from carebook.tui.screens.confirm import Confirm
from carebook.tui.widgets.form import Form

CONTACTS = "SELECT count(*) FROM contact WHERE response IS NULL OR response <> 'later'"


async def test_a_contact_takes_one_key_and_enter(shop_path: Path) -> None:
    async with owner(shop_path) as it:
        await it.press("c")
        assert it.screens[-1] == "FormScreen"
        await it.press("down", "down")
        await it.type("asked about roses")
        await it.press("ctrl+s")
        assert it.screens == ["MainScreen"]
        assert it.ask("SELECT note FROM contact ORDER BY id DESC") == "asked about roses"
        await it.press("u")
        assert it.ask(CONTACTS) == 0


async def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_lost(shop_path: Path) -> None:
    async with owner(shop_path) as it:
        await it.press("c", "down", "down")
        await it.type("x")
        await it.press("down", "l", "down", "ctrl+s")
        assert "When shall we call back?" in it.text
        assert it.app.screen.query_one(Form).values()["note"] == "x"
        assert it.ask(CONTACTS) == 0


async def test_a_half_written_form_is_offered_again_at_the_next_start(shop_path: Path, quick_drafts: None) -> None:
    """T7."""
    async with owner(shop_path) as it:
        await it.press("c", "down", "down")
        await it.type("half a sent")
        await it.pilot.pause()
        assert it.ask("SELECT count(*) FROM draft") == 1
    async with owner(shop_path) as it:
        assert "half written" in it.status
        await it.press("c")
        assert it.app.screen.query_one(Form).values()["note"] == "half a sent"
        assert "what you had typed" in it.status
        await it.press("ctrl+r")
        assert it.app.screen.query_one(Form).values()["note"] == ""
        assert it.app.screen.query_one(Form).fields[0].control.has_focus
        await it.press("ctrl+s")
        assert it.ask("SELECT count(*) FROM draft") == 0


async def test_a_draft_is_offered_by_the_name_that_the_customer_has_now(shop_path: Path) -> None:
    async with owner(shop_path) as it:
        await it.press("c", "down", "down")
        await it.type("later")
        await it.press("escape")
        kept = it.ask("SELECT form FROM draft")
        customer_id = int(kept.removeprefix("Contact with #"))
        with it.book.act("Changed the name", it.app.today):
            it.book.db.execute("UPDATE customer SET name = 'Rosa Lee' WHERE id = ?", [customer_id])
    async with owner(shop_path) as it:
        assert "“Contact with Rosa Lee” is half written" in it.status


async def test_a_form_begun_afresh_and_left_is_not_half_written(shop_path: Path) -> None:
    """T7."""
    async with owner(shop_path) as it:
        await it.press("c", "down", "down")
        await it.type("later")
        await it.press("escape", "c", "ctrl+r", "escape")
        assert it.ask("SELECT count(*) FROM draft") == 0


SIZES = [(120, 40), (80, 24), (60, 16), (40, 12)]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("keys", ["c down down", "2 n"])
async def test_why_nothing_was_saved_is_within_sight(shop_path: Path, size: tuple[int, int], keys: str) -> None:
    """S4, T5: the book was moved."""
    async with owner(shop_path, size=size) as it:
        await it.press(*keys.split())
        await it.type("x")
        shop_path.rename(shop_path.with_name("moved.db"))
        await it.press("ctrl+s")
        assert "Nothing was saved" in it.text


@pytest.mark.parametrize("size", SIZES)
async def test_that_the_disk_is_full_is_within_sight(shop_path: Path, size: tuple[int, int]) -> None:
    """S4, T5."""
    async with owner(shop_path, size=size) as it:
        await it.press("c", "down", "down")
        await it.type("a long note " * 800)
        it.ask(f"PRAGMA max_page_count = {it.ask('PRAGMA page_count')}")
        await it.press("ctrl+s")
        assert it.screens[-1] == "FormScreen"
        assert it.status in " ".join(it.text.replace("│", " ").split())


async def test_leaving_a_form_keeps_its_draft(shop_path: Path) -> None:
    """T7."""
    async with owner(shop_path) as it:
        await it.press("c", "down", "down")
        await it.type("later")
        await it.press("escape", "c")
        assert it.app.screen.query_one(Form).values()["note"] == "later"


async def test_a_form_saved_just_before_a_kill_is_not_saved_twice(shop_path: Path) -> None:
    """S2: the token of the filling-in is kept with its draft."""
    async with owner(shop_path) as it:
        await it.press("c", "down", "down")
        await it.type("once")
        await it.press("escape")
        draft = it.book.db.execute("SELECT * FROM draft").fetchone()
        await it.press("c", "ctrl+s")
        assert it.ask(CONTACTS) == 1
        with it.book.writing():
            it.book.db.execute("INSERT INTO draft VALUES (?, ?, ?)", draft)
        await it.press("c", "ctrl+s")
        assert it.ask(CONTACTS) == 1
        assert "has been saved already" in it.status


async def test_letters_never_fire_while_a_field_has_the_focus(shop_path: Path) -> None:
    async with owner(shop_path) as it:
        await it.press("c", "down", "down")
        await it.type("q1p4su")
        assert it.screens[-1] == "FormScreen"
        assert it.app.screen.query_one(Form).values()["note"] == "q1p4su"


async def test_only_its_own_key_confirms_and_enter_is_safe(shop_path: Path) -> None:
    """T6: a paste cannot confirm."""
    async with owner(shop_path) as it:
        answers: list[bool | None] = []
        for keys in (["enter"], ["escape"], ["y", "enter"], ["E"]):
            it.app.push_screen(
                Confirm("Erase Ann Park?", "She is gone for good.", key="E", word="erase"), answers.append
            )
            await it.pilot.pause()
            it.app.screen.post_message(events.Paste("E\nE\n"))
            await it.pilot.pause()
            assert it.screens[-1] == "Confirm"
            await it.press(*keys)
        assert answers == [False, False, False, True]


async def test_a_day_to_call_back_means_that_the_answer_was_later(shop_path: Path) -> None:
    async with owner(shop_path) as it:
        await it.press("c", "down", "down", "down", "down")
        await it.type("+2w")
        assert it.app.screen.query_one(Form).values()["response"] == "later"
        await it.press("ctrl+s")
        assert it.screens == ["MainScreen"]
        assert it.ask("SELECT response || call_back_on FROM contact ORDER BY id DESC") == "later2026-12-09"


async def test_a_day_to_call_back_that_is_taken_out_again_takes_its_answer_with_it(shop_path: Path) -> None:
    async with owner(shop_path) as it:
        await it.press("c", "down", "down", "down", "down")
        await it.type("fri")
        await it.press(*["backspace"] * 3, "ctrl+s")
        assert it.screens == ["MainScreen"]
        assert it.ask(CONTACTS) == 1


async def test_an_answer_that_was_chosen_is_not_changed_by_a_day_to_call_back(shop_path: Path) -> None:
    async with owner(shop_path) as it:
        await it.press("c", "down", "down", "down", "p", "down")
        await it.type("fri")
        assert it.app.screen.query_one(Form).values()["response"] == "positive"
        await it.press("ctrl+s")
        assert "A day to call back goes with the response" in it.text


async def test_a_draft_with_the_answer_later_and_no_day_yet_comes_back_as_it_was(shop_path: Path) -> None:
    """T7."""
    async with owner(shop_path) as it:
        await it.press("c", "down", "down", "down", "l", "escape", "c")
        assert it.app.screen.query_one(Form).values()["response"] == "later"
