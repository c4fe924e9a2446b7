"""Survey sheets on the screen: sheet after sheet by the number on it, and what one that complains asks (CMP-8)."""

from __future__ import annotations

from pathlib import Path

import pytest
from driver import Owner, owner


@pytest.fixture
async def it(shop_path: Path):
    async with owner(shop_path, size=(80, 30)) as someone:
        yield someone


async def send_surveys(it: Owner) -> list[int]:
    """Let two sheets have left."""
    with it.book.act("Sent", it.app.today) as act:
        act.db.execute("UPDATE letter SET state = 'sent', sent_on = '2026-11-20' WHERE kind = 'how_did_we_do'")
    return [number for (number,) in it.book.db.execute("SELECT id FROM letter WHERE kind = 'how_did_we_do'")]


async def test_a_sheet_takes_its_number_and_two_figures_and_the_next_is_ready(it: Owner) -> None:
    first, second, *_ = await send_surveys(it)
    await it.press("4", "a")
    await it.type(str(first))
    assert "sent Fri 20 Nov" in it.text
    await it.press("enter", "enter", "5", "enter", "9", "enter", "enter", "enter")
    assert it.screens[-1] == "FormScreen"
    assert "Entered the answer" in it.status
    assert it.app.focused.value == ""
    await it.type(str(second))
    await it.press("enter")
    await it.type("All of it")
    await it.press("ctrl+s", "escape")
    assert it.screens == ["MainScreen"]
    kept = it.book.db.execute("SELECT letter_id, satisfaction, recommend, praise FROM survey_answer ORDER BY id")
    assert kept.fetchall() == [(first, 5, 9, ""), (second, None, None, "All of it")]


async def test_sheets_are_entered_from_anywhere_by_the_palette(it: Owner) -> None:
    await it.press("2", "ctrl+p")
    await it.type("survey")
    await it.settle()
    await it.press("enter")
    await it.settle()
    assert "No. on the sheet" in it.text


async def test_a_number_that_is_no_sheet_is_said_beside_it(it: Owner) -> None:
    await it.press("4", "a", "9", "9", "9")
    assert "No letter has the number 999" in it.text
    await it.press("ctrl+s")
    assert it.screens[-1] == "FormScreen"
    assert it.ask("SELECT count(*) FROM survey_answer") == 0


async def test_a_sheet_that_complains_opens_the_complaint_with_its_words_and_its_sale(it: Owner) -> None:
    """CMP-8."""
    first, second, *_ = await send_surveys(it)
    await it.press("4", "a")
    await it.type(str(first))
    await it.press("enter", "enter", "2", "enter", "enter")
    await it.type("Nobody answers the telephone")
    await it.press("ctrl+s")
    assert it.screens[-1] == "AskYesNo"
    assert "not satisfied: 2 of 5" in it.text
    await it.press("y")
    assert "Complaint of" in it.text
    assert "Nobody answers the telephone" in it.text
    await it.press("ctrl+s")
    sale = it.ask("SELECT subject_id FROM letter WHERE id = ?", first)
    taken_down = it.book.db.execute("SELECT words, via FROM complaint WHERE sale_id = ?", [sale]).fetchall()
    assert taken_down == [("Nobody answers the telephone", "post")]
    await it.type(str(second))
    assert it.app.focused.value == str(second)


async def test_a_complaint_that_is_not_wanted_leads_to_the_next_sheet(it: Owner) -> None:
    first, *_ = await send_surveys(it)
    await it.press("4", "a")
    await it.type(str(first))
    await it.press("enter", "enter", "1", "ctrl+s", "n")
    assert it.screens[-1] == "FormScreen"
    assert "Entered the answer" in it.status
    assert it.ask("SELECT count(*) FROM complaint") == 0


async def test_answers_that_show_nothing_are_none(it: Owner) -> None:
    first, *_ = await send_surveys(it)
    await it.press("4", "a")
    await it.type(str(first))
    await it.press("enter")
    await it.type("\u200b")
    await it.press("ctrl+s")
    assert "Nothing of the sheet is typed yet" in it.text
    assert it.ask("SELECT count(*) FROM survey_answer") == 0


async def test_a_sheet_answered_before_it_left_is_said_beside_its_day(it: Owner) -> None:
    first, *_ = await send_surveys(it)
    await it.press("4", "a")
    await it.type(str(first))
    await it.press("enter", "enter", "5", "tab", "tab", "tab", "tab", "tab")
    await it.press("ctrl+u")
    await it.type("19 nov")
    await it.press("ctrl+s")
    assert "left only on Fri 20 Nov" in it.text
    assert it.ask("SELECT count(*) FROM survey_answer") == 0


async def test_a_happy_sheet_that_asks_for_a_call_puts_it_on_today_once(it: Owner) -> None:
    """CMP-8."""
    first, *_ = await send_surveys(it)
    await it.press("4", "a")
    for _ in range(2):
        await it.type(str(first))
        await it.press("enter", "enter", "5", "enter", "9", "enter", "enter", "y", "enter")
        assert it.screens[-1] == "FormScreen"
    asked = it.book.db.execute("SELECT note, call_back_on FROM contact WHERE note LIKE 'Asked%'").fetchall()
    assert asked == [(f"Asked to be called: survey sheet {first}", it.app.today.isoformat())]
    assert it.ask("SELECT count(*) FROM complaint") == 0
