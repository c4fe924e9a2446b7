"""Campaigns: written for a segment, seen before they are saved, printed, sent, answered, and what came of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from driver import Owner, owner
from shops import SETTING, TODAY, customer, empty_shop, sale

from carebook.book.book import Book
from carebook.customers.desk import mark_deceased, stop
from carebook.customers.model import Cause
from carebook.entry import read
from carebook.followers import FOLLOWERS
from carebook.letters.desk.planning import plan_day
from carebook.letters.desk.running import switch
from carebook.shop.desk import add_gathering
from carebook.shop.entry import GatheringEntry

OPEN = "SELECT count(*) FROM letter WHERE kind = ? AND state = 'open'"
LIVES = "SELECT state || ' ' || count(*) FROM letter WHERE kind = 'newsletter' GROUP BY state"


@pytest.fixture
def crowd(tmp_path: Path) -> Path:
    """Rosie's shop with two in the garden club, one who wants no marketing, one who died, two in Rockland."""
    path = empty_shop(tmp_path / "crowd.db")
    with Book.open(path, write=True, followers=FOLLOWERS) as book:
        ann = customer(book, "Ann Park", tags="garden club")
        customer(book, "Bo Lund", tags="garden club")
        stop(book, customer(book, "Cy Dahl", tags="garden club"), Cause.NO_MARKETING, "said so", TODAY)
        mark_deceased(book, customer(book, "Di Moss"), "", TODAY)
        customer(book, "Ed Voss", city="Rockland")
        customer(book, "Flo Vega", city="Rockland")
        sale(book, ann, "mower", TODAY.replace(month=6))
        switch(book, "seasons_greeting", TODAY, on=False)
        plan_day(book, TODAY)
    return path


async def go_to_campaigns(it: Owner) -> None:
    await it.press("4")
    await it.turn_to("campaigns")
    await it.settle()


async def write_newsletter(it: Owner, *, tag: str = "gar", costs: bool = True) -> None:
    """Fill the form of a newsletter, from the list of campaigns."""
    await it.press("n", "enter")
    await it.type("Club news")
    await it.press("enter")
    await it.type("The stove is lit.")
    await it.press("tab", "tab", "tab", "tab")
    await it.type(tag)
    if costs:
        await it.press(*["tab"] * 8)
        await it.type("1")
        await it.press("tab")
        await it.type("8")
    await it.press("ctrl+s")
    await it.settle()


async def test_an_empty_place_teaches_and_says_what_the_plan_writes_by_itself(new_path: Path) -> None:
    async with owner(new_path, (120, 40)) as it:
        await go_to_campaigns(it)
        assert "n writes one" in it.text
        assert "By itself, to everybody" in it.text
        assert "Season's greeting 2026" in it.text
        assert it.selected == ("own", "seasons_greeting", 2026)
        await it.press("d")
        assert "The plan writes this one by itself. e makes a campaign of it." in it.status


async def test_the_form_counts_whom_it_reaches_as_it_is_filled_in(crowd: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("carebook.tui.forms.campaign._PAUSE", 0.001)
    async with owner(crowd, (100, 40)) as it:
        await go_to_campaigns(it)
        await it.press("n")
        await it.settle()
        assert "→ 6 customers: 4 get it, 2 are left out" in it.text
        await it.press(*["tab"] * 6)
        await it.type("gar")
        await it.settle()
        assert "garden club" in it.text
        assert "→ 3 customers: 2 get it, 1 is left out" in it.text
        await it.press("tab", "tab", "tab")
        await it.type("Rock")
        assert "→ nobody yet" in it.text
        await it.press("escape")
        assert it.ask("SELECT count(*) FROM campaign") == 0


async def test_a_newsletter_to_a_segment_from_its_form_to_its_answers(crowd: Path) -> None:
    """Planned, left out by cause, printed, marked sent, answered; each step is taken back."""
    async with owner(crowd, (120, 40)) as it:
        await go_to_campaigns(it)
        await write_newsletter(it)
        assert it.status == "Added newsletter “Club news” · u to undo"
        assert it.selected == ("campaign", 1)
        assert it.ask("SELECT tag || piece_cost || ' ' || answer_profit FROM campaign") == "garden club100 800"
        assert "customers tagged “garden club”" in it.text
        assert "3 customers: 2 get it, 1 is left out" in it.text
        assert "1  wants no marketing" in it.text
        assert "2 × $1.00 = $2.00" in it.text
        assert "12.5 %: 1 of 2 must answer to pay for all" in it.text

        await it.press("w")
        await it.settle()
        assert it.screens[-1] == "PeopleScreen"
        assert "Left out: wants no marketing · 1" in it.text
        assert "Get it · 2" in it.text
        await it.press("r")
        assert it.screens[-1] == "RecordScreen"
        await it.press("escape", "escape")

        await it.press("p")
        await it.settle()
        await it.press("n")
        assert it.ask("SELECT count(*) FROM letter WHERE state = 'printed'") == 2
        assert "2 printed, not yet sent" in it.text
        await it.press("p")
        assert "What may leave today is printed: s marks it sent" in it.status
        await it.press("s")
        assert it.status == "Marked 2 letters sent · u to undo"
        await it.settle()
        assert "answered   0 of 2" in it.text
        await it.press("s")
        assert "None of its letters is printed" in it.status

        await it.press("plus")
        assert it.screens[-1] == "AnswersScreen"
        await it.type("ann")
        await it.press("plus", "escape", "escape")
        await it.settle()
        assert it.ask("SELECT count(*) FROM letter WHERE state = 'answered'") == 1
        assert "1 of 2 · 50.0 %, 1 gladly" in it.text
        assert "It has paid for itself." in it.text

        await it.press("u", "u", "u", "u")
        assert it.ask("SELECT count(*) FROM campaign") == 0
        assert it.ask(OPEN, "newsletter") == 0


async def test_what_has_left_keeps_its_words_and_its_costs_can_still_be_set(crowd: Path) -> None:
    async with owner(crowd, (120, 40)) as it:
        await go_to_campaigns(it)
        await write_newsletter(it, costs=False)
        assert "not known: e takes what a piece costs" in it.text
        await it.press("e")
        assert "Change “Club news”" in it.text
        await it.press("tab", "end")
        await it.type(" 2")
        await it.press("ctrl+s")
        assert it.ask("SELECT message FROM campaign") == "The stove is lit. 2"
        await it.pilot.press("p", "escape")
        await it.settle()
        assert it.status == "Printing was stopped. Nothing was written."
        assert it.ask(LIVES) == "open 3"
        await it.press("p")
        await it.settle()
        await it.press("y", "e")
        assert "“Club news” has left: what can still change" in it.text
        assert "What it says" not in it.text
        await it.type("0.85")
        await it.press("enter")
        await it.type("45")
        await it.press("enter")
        assert it.status == "Changed “Club news” · u to undo"
        await it.settle()
        assert "2 × $0.85" in it.text
        await it.press("u")
        assert it.ask("SELECT piece_cost FROM campaign") is None


async def test_the_seasons_greeting_is_narrowed_and_comes_back(crowd: Path) -> None:
    async with owner(crowd, (120, 40)) as it:
        switch(it.book, "seasons_greeting", TODAY, on=True)
        await go_to_campaigns(it)
        await it.press("4")
        assert it.selected == ("own", "seasons_greeting", 2026)
        assert it.ask(OPEN, "seasons_greeting") == 5
        await it.press("e")
        assert "‹ season's greeting ›" in it.text
        await it.press(*["tab"] * 9)
        await it.type("rock")
        await it.press("ctrl+s")
        await it.settle()
        assert it.status == "Added season's greeting “Season's greeting 2026” · u to undo"
        assert it.ask(OPEN, "seasons_greeting") == 2
        assert "customers in Rockland" in it.text
        assert it.selected == ("campaign", 1)
        await it.press("n", "right", "right", "ctrl+s")
        assert "gets two" in it.text
        await it.press("escape", "d")
        assert it.ask(OPEN, "seasons_greeting") == 5


async def test_appreciation_waits_for_a_gathering(crowd: Path) -> None:
    async with owner(crowd, (120, 40)) as it:
        await go_to_campaigns(it)
        assert "by itself before a gathering" in it.text
        form = read(GatheringEntry, {"day": "2026-12-20", "label": "Open house"}, SETTING)
        it.app.spread(add_gathering(it.book, form, TODAY))
        await it.settle()
        assert "from Sun 29 Nov 2026 to Sun 20 Dec 2026" in it.text


async def test_a_campaign_from_the_plan_is_shown_among_the_campaigns(crowd: Path) -> None:
    async with owner(crowd, (80, 24)) as it:
        await it.press("4")
        await write_newsletter(it)
        assert it.selected == ("campaign", 1)
        assert "‹ Campaigns ›" in it.text
        await it.press("enter")
        await it.settle()
        assert "customers tagged “garden club”" in it.text
        await it.press("escape")
        assert it.selected == ("campaign", 1)


async def test_a_greeting_of_the_past_has_a_row_and_a_small_screen_reads(crowd: Path) -> None:
    """T5."""
    async with owner(crowd, (40, 12)) as it:
        await go_to_campaigns(it)
        await write_newsletter(it)
        assert "Club news" in it.text
        await it.press("enter")
        await it.settle()
        assert "customers tagged" in it.text
        await it.press("escape", "w")
        await it.settle()
        assert "Cy Dahl" in it.text


HOSTILE = "[/] [bold]x [@click=app.quit]hi[/] [$x]"


async def test_hostile_words_stand_as_they_are(crowd: Path) -> None:
    """T1."""
    async with owner(crowd, (120, 40)) as it:
        with it.book.writing():
            it.book.db.execute("UPDATE customer SET name = ?, city = ?", [HOSTILE, HOSTILE])
        await go_to_campaigns(it)
        await write_newsletter(it)
        with it.book.writing():
            it.book.db.execute("UPDATE campaign SET title = ?, message = ?, place = ?, tag = ''", [HOSTILE] * 3)
        it.app.main.pane.reload_when_seen()
        await it.settle()
        assert "[/] [bold]x [@click=app.quit]hi" in it.text
        await it.press("w")
        await it.settle()
        assert it.text.count("[/] [bold]x") > 5
        await it.press("escape", "e")
        assert "Change “[/] [bold]x" in it.text
