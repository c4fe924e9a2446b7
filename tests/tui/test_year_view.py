"""The year ahead by keys: its weeks, one of them in full, and a shop that is closed for weeks."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from driver import Owner, owner
from shops import SETTING, TODAY, customer, empty_shop, small_shop

from carebook.book.book import Book
from carebook.customers.desk import set_occasion
from carebook.customers.desk.reminding import remind
from carebook.customers.entry import OccasionEntry, ReminderEntry
from carebook.entry import read
from carebook.letters.desk import follow
from carebook.shop.desk import add_gathering
from carebook.shop.entry import GatheringEntry


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """Rosie's shop with a birthday letter that lapses before Christmas, and a reminder that falls due then."""
    path = small_shop(tmp_path / "x.db")
    with Book.open(path, write=True, followers=[follow]) as book:
        ilse = customer(book, "Ilse Winter")
        birthday = read(OccasionEntry, {"kind": "birthday", "day": "20 dec"}, SETTING)
        set_occasion(book, ilse, birthday, TODAY)
        remind(book, ilse, ReminderEntry(what="ask about the fence", on_day=date(2026, 12, 17)), TODAY)
        gathering = read(GatheringEntry, {"day": "2027-01-15", "label": "Open evening"}, SETTING)
        add_gathering(book, gathering, TODAY)
    return path


async def to_the_year(it: Owner) -> None:
    await it.press("4")
    it.app.main.pane.do_year()
    await it.settle()
    await it.settle()


async def closed(it: Owner, first: str, last: str) -> None:
    await it.press("o", "ctrl+u")
    await it.type(first)
    await it.press("enter")
    await it.type(last)
    await it.press("enter")
    await it.settle()
    await it.settle()


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_weeks_stand_with_their_letters_and_what_is_marked(shop: Path, size: tuple[int, int]) -> None:
    async with owner(shop, size) as it:
        await to_the_year(it)
        assert "until Sun 21 Nov 2027" in it.text
        assert "25 – 29 Nov" in it.text
        assert it.selected == TODAY
        await it.press("end")
        assert it.selected == date(2027, 11, 15)
        await it.press("home", *(["down"] * 7))
        assert "Open evening" in it.text


async def test_a_week_is_opened_and_turned(shop: Path) -> None:
    async with owner(shop) as it:
        await to_the_year(it)
        await it.press("enter")
        assert "The week of Wed 25 Nov 2026" in it.text
        assert "Thanks and kindness" in it.text
        await it.press("down")
        assert "The week of Mon 30 Nov 2026" in it.text
        await it.press("escape")
        assert "30 Nov – 6 Dec" in it.text


async def test_it_follows_what_changes(shop: Path) -> None:
    async with owner(shop, (120, 40)) as it:
        await to_the_year(it)
        before = it.text.split(" letters until")[0].split()[-1]
        await it.press("u")
        await it.settle()
        await it.settle()
        assert "Open evening" not in it.text.replace("Added Open evening", "")
        assert before != it.text.split(" letters until")[0].split()[-1]


async def test_an_empty_book_says_what_will_stand_here(tmp_path: Path) -> None:
    async with owner(empty_shop(tmp_path / "x.db")) as it:
        await to_the_year(it)
        assert "week by week" in it.text
        await it.press("o")
        assert "nobody to write to" in it.status


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_away_says_what_lapses_and_what_falls_due_and_closes_the_days(shop: Path, size: tuple[int, int]) -> None:
    async with owner(shop, size) as it:
        await to_the_year(it)
        await closed(it, "10 dec", "20 dec")
        assert it.screens[-1] == "AwayScreen"
        assert "Closed from Thu 10 Dec 2026 until Sun 20 Dec 2026" in it.text
        assert "Lapse while you are away · 1" in it.text
        assert "Ilse Winter" in it.text
        await it.press("pagedown")
        assert "ask about the fence" in it.text
        await it.press("n")
        await it.settle()
        assert it.ask("SELECT count(*) FROM closed_day WHERE label = 'away'") == 7
        await it.press("n")
        assert "closed days already" in it.status
        await it.press("u")
        await it.settle()
        assert it.ask("SELECT count(*) FROM closed_day WHERE label = 'away'") == 0
        await it.press("escape")
        assert it.screens[-1] == "MainScreen"


IMPOSSIBLE = (
    ("", "20 dec", "A day is needed here."),
    ("10 dec", "", "A day is needed here."),
    ("20 dec", "10 dec 2026", "This is before the first day."),
    ("1 nov 2026", "10 nov 2026", "That is over."),
    ("10 dec", "10 dec 2028", "more than a year"),
    ("soonish", "20 dec", "✗"),
)


async def test_days_that_cannot_be_are_said_beside_their_field(shop: Path) -> None:
    async with owner(shop) as it:
        await to_the_year(it)
        for first, last, said in IMPOSSIBLE:
            await closed(it, first, last)
            assert it.screens[-1] == "AskAway"
            assert said in it.text, said
            await it.press("escape")


async def test_a_gathering_in_the_closed_days_is_said(shop: Path) -> None:
    with Book.open(shop, write=True) as book:
        typed = {"day": "2026-12-12", "label": "Winter open evening"}
        add_gathering(book, read(GatheringEntry, typed, SETTING), TODAY)
    async with owner(shop, (80, 24)) as it:
        await to_the_year(it)
        await closed(it, "10 dec", "20 dec")
        assert "“Winter open evening” falls into these days." in it.text
