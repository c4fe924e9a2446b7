"""Complaints and survey answers on a customer's record: the card's marks, and the lines of the timeline."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from driver import Owner, owner
from shops import SETTING

from carebook.complaints.desk import log
from carebook.complaints.entry import CaseEntry
from carebook.entry import read
from carebook.tui.messages import CustomerChosen
from carebook.tui.panes.today_detail import detail_of
from carebook.tui.panes.today_rows import CALL

ANN = 1


@pytest.fixture
async def it(shop_path: Path):
    async with owner(shop_path, size=(99, 34)) as someone:
        yield someone


def complain(it: Owner, words: str, day: str) -> None:
    entry = read(CaseEntry, {"words": words, "received_on": day}, SETTING)
    log(it.book, ANN, entry, date.fromisoformat(day))


async def show(it: Owner) -> None:
    it.app.post_message(CustomerChosen(ANN))
    await it.settle()


async def test_an_open_complaint_stands_on_the_card_and_its_steps_in_the_timeline(it: Owner) -> None:
    complain(it, "The mower came late", "2026-11-20")
    await show(it)
    assert "2026-001 open: The mower came late" in it.text
    assert "2026-001 received by phone: The mower" in it.text
    assert "at risk" not in it.text


async def test_a_second_complaint_within_a_year_marks_the_customer_at_risk(it: Owner) -> None:
    """CMP-7."""
    complain(it, "The mower came late", "2026-02-20")
    complain(it, "The rake broke", "2026-11-20")
    await show(it)
    assert "! at risk   two complaints within a year" in it.text


async def test_an_answer_is_one_line_and_opens_with_their_words(it: Owner) -> None:
    letter = it.ask("SELECT id FROM letter WHERE kind = 'how_did_we_do' AND customer_id = ?", ANN)
    with it.book.act("Answered", it.app.today) as act:
        act.db.execute("UPDATE letter SET state = 'answered', sent_on = '2026-11-20' WHERE id = ?", [letter])
        act.db.execute(
            "INSERT INTO survey_answer (customer_id, letter_id, kind, answered_on, satisfaction, recommend, better)"
            " VALUES (?, ?, 'how_did_we_do', '2026-11-24', 5, 9, 'Open on Sundays')",
            [ANN, letter],
        )
    await show(it)
    assert "Answered" in it.text
    assert "how did we do: 5 of 5, would recommend 9" in it.text
    await it.press("tab", "tab")
    assert it.app.screen.timeline.move_to(("surveyanswer", 1))
    await it.press("enter")
    assert "Open on Sundays" in it.text


async def test_a_complaints_line_opens_its_case(it: Owner) -> None:
    complain(it, "The mower came late\nand nobody called", "2026-11-20")
    await show(it)
    await it.press("tab", "tab")
    assert it.app.screen.timeline.move_to(("step", 1))
    await it.press("enter")
    await it.settle()
    assert it.screens == ["MainScreen"]
    assert it.app.main.pane.view.detail.has_focus
    assert "and nobody called" in it.text


async def test_a_new_complaint_says_which_case_is_open_already(it: Owner) -> None:
    complain(it, "The mower came late", "2026-11-20")
    await show(it)
    await it.press("C")
    assert "2026-001 is open: The mower came late" in it.text


async def test_on_a_sale_the_footer_names_the_complaint(shop_path: Path) -> None:
    async with owner(shop_path) as someone:
        await show(someone)
        await someone.press("tab", "tab")
        assert someone.app.screen.timeline.move_to(("sale", 1))
        await someone.settle()
        assert " C complaint" in someone.keys


async def test_a_call_that_a_second_complaint_asks_for_is_our_own(it: Owner) -> None:
    """CMP-7."""
    complain(it, "The mower came late", "2026-02-20")
    complain(it, "The rake broke", "2026-11-20")
    call = it.ask("SELECT id FROM contact WHERE complaint_id = 2")
    said = dict(detail_of(it.book.db, CALL, call, it.app.today).notes)
    assert said["why"] == "your own call: second complaint in 12 months"
    assert "promised" not in said
