"""What customers are worth, and who is leaving, by the keyboard (VAL-2, VAL-3, CHN-1, CHN-2)."""

from __future__ import annotations

import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest
from driver import Owner, owner
from shops import TODAY, customer, empty_shop, sale

from carebook.book.book import Book
from carebook.followers import FOLLOWERS
from carebook.letters.desk.planning import plan_day
from carebook.retention.desk.counting import count_day
from carebook.retention.store.counting import count_all

NAMES = ["[/]", "[bold]x", "[@click=app.quit]hi[/]", "[$x]", "\x1b[31mred\x1b[0m \u202egnp", "x" * 10_000]


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def worked_shop(path: Path) -> Path:
    """A shop of two years: Ann brings most, Gus is gone, Fay gave up tools, Les spends less, eight bought once."""
    empty_shop(path)
    with Book.open(path, write=True) as book:
        ann = customer(book, "Ann Park", source="a friend", persona="landscaper")
        gus, fay, les = (customer(book, name) for name in ("Gus Grey", "Fay Fox", "Les Lane"))
        for n in range(24):
            sale(book, ann, "turf", ago(20 + 30 * n), "400")
        for n in range(10):
            sale(book, gus, "seeds", ago(400 + 30 * n), "60")
        for days, product in ((700, "tools"), (500, "tools"), (450, "soil"), (200, "soil"), (60, "soil")):
            sale(book, fay, product, ago(days), "90")
        for days, amount in ((650, "100"), (600, "100"), (550, "100"), (500, "100"), (100, "60"), (10, "60")):
            sale(book, les, "plants", ago(days), amount)
        for n in range(8):
            sale(book, customer(book, f"Once {n}"), "gloves", ago(30 + n), "10")
        with book.writing():
            count_all(book.db, TODAY)
        plan_day(book, TODAY)
    return path


@pytest.fixture(scope="session")
def worked_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return worked_shop(tmp_path_factory.mktemp("worked") / "rosie.db")


@pytest.fixture
def worked_path(worked_book: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(worked_book, tmp_path))


async def turn(it: Owner, view: str) -> None:
    """Go to the place and on to one of its views, by keys."""
    await it.press("6")
    while view != it.app.main.pane.view.PLACE:
        await it.press("right")
    await it.settle()


# Worth ---------------------------------------------------------------------------------------------------


async def test_the_shops_own_concentration_is_stated_and_drawn(worked_path: Path):
    """VAL-3."""
    async with owner(worked_path, (120, 40)) as it:
        await turn(it, "worth")
        assert "Your best 20 % bring 9" in it.text
        assert "3 of 12 customers" in it.text
        assert "▲ best fifth" in it.text
        assert "█" in it.text
        assert "VIP        3" in it.text


async def test_what_is_past_and_what_is_to_come_stand_apart_with_the_own_retention_beside_the_set_one(
    worked_path: Path,
):
    """VAL-2."""
    async with owner(worked_path, (120, 40)) as it:
        await turn(it, "worth")
        assert "so far" in it.text
        assert "to be expected" in it.text
        assert "3 of 4 of the year before" in it.text
        assert "reckoned with 75 %" in it.text


async def test_months_and_cohorts_are_told(worked_path: Path):
    async with owner(worked_path, (120, 40)) as it:
        await turn(it, "worth")
        assert "Taken in each month" in it.text
        assert "in the last 12 months" in it.text
        assert "Who still buys" in it.text
        assert "2026 is not over yet." in it.text


async def test_it_is_counted_once_and_again_only_when_something_was_sold(worked_path: Path):
    async with owner(worked_path) as it:
        await turn(it, "worth")
        view = it.app.main.pane.view
        counted = view._worth.sales
        await it.press("right", "left")
        await it.settle()
        assert view._worth.sales is counted
        await it.press("2", "enter", "b")
        await it.type("shears")
        await it.press("tab")
        await it.type("50")
        await it.press("ctrl+s", "escape")
        await turn(it, "worth")
        assert it.ask("SELECT count(*) FROM sale WHERE product = 'shears'") == 1
        assert view._worth.sales is not counted


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 12)])
async def test_the_page_is_read_to_its_end_by_keys(worked_path: Path, size: tuple[int, int]):
    """T5."""
    async with owner(worked_path, size) as it:
        await turn(it, "worth")
        assert "Your best" in it.text
        await it.press(*["pagedown"] * 20)
        assert "Low" in it.text


async def test_a_shop_without_sales_is_told_what_will_stand_here(new_path: Path):
    async with owner(new_path) as it:
        await turn(it, "worth")
        assert "From the first sale on" in it.text
        await turn(it, "leaving")
        assert "From the first sales on" in it.text


# Leaving -------------------------------------------------------------------------------------------------


async def test_who_leaves_stands_by_the_way_in_which_they_do_with_the_why(worked_path: Path):
    """CHN-1."""
    async with owner(worked_path, (120, 40)) as it:
        await turn(it, "leaving")
        for told in ("Gone · 1", "Gus Grey", "Buying fewer things · 1", "gave up tools, still buys soil"):
            assert told in it.text
        assert "Spending less · 1" in it.text
        assert "spent $120 of $400" in it.text


async def test_what_is_lost_in_a_year_stands_above(worked_path: Path):
    """CHN-1: 280 less at 40 % is 112; Gus brought 240 in a year that was shorter than one."""
    async with owner(worked_path) as it:
        await turn(it, "leaving")
        assert "they brought $240 of profit a year" in it.text
        assert "$112 less profit a year" in it.text


async def test_enter_opens_the_record_and_steps_on_from_there(worked_path: Path):
    async with owner(worked_path) as it:
        await turn(it, "leaving")
        await it.press("enter")
        assert it.screens[-1] == "RecordScreen"
        assert "Gus Grey" in it.text


async def test_why_somebody_left_is_noted_and_counted(worked_path: Path):
    """CHN-2: below ten cases the counts stand, not percent."""
    async with owner(worked_path, (120, 40)) as it:
        await turn(it, "leaving")
        assert "No reason is known yet." in it.text
        await it.press("d", "m", "tab")
        await it.type("to Portland")
        await it.press("ctrl+s")
        assert it.ask("SELECT reason || words FROM departure") == "movedto Portland"
        assert "u to undo" in it.status
        assert "moved · " in it.text
        assert "1 customer whose reason is known" in it.text
        assert "100 %" not in it.text
        await it.press("u")
        assert it.ask("SELECT count(*) FROM departure") == 0


async def test_the_rule_of_thumb_is_labelled_as_commonly_told(worked_path: Path):
    """CHN-2."""
    async with owner(worked_path) as it:
        await turn(it, "leaving")
        await it.press("w")
        assert "commonly told" in it.text
        assert "68 %" in it.text
        assert "nobody measured it" in " ".join(it.text.split())
        await it.press("d")
        assert it.screens == ["MainScreen"]
        assert "Go back to the list first" in it.status
        await it.press("escape", "d")
        assert "Why Gus Grey left" in it.text


async def test_who_told_us_is_gone_from_that_day(worked_path: Path):
    """VAL-1: told us is lost."""
    async with owner(worked_path, (120, 40)) as it:
        await turn(it, "leaving")
        await it.press("end", "d", "tab", "tab", "y", "ctrl+s")
        assert "Gone · 2" in it.text
        assert "told us on 25 Nov" in it.text


async def test_nobody_leaving_is_good_news(shop_path: Path):
    async with owner(shop_path) as it:
        await turn(it, "leaving")
        assert "Nobody is leaving." in it.text
        await it.press("d")
        assert "No customer is under the cursor." in it.status


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 12)])
async def test_hostile_names_and_products_stand_literally(tmp_path: Path, size: tuple[int, int]):
    """T1, T2."""
    path = empty_shop(tmp_path / "rosie.db")
    with Book.open(path, write=True, followers=FOLLOWERS) as book:
        for name in NAMES:
            one = customer(book, name, persona=name[:100], source=name[:100])
            sale(book, one, name, ago(500))
            sale(book, one, "soil", ago(450))
            sale(book, one, "soil", ago(20))
        count_day(book, TODAY)
    async with owner(path, size) as it:
        await turn(it, "leaving")
        assert any(name in it.text for name in ("[/]", "[bold]x"))
        await turn(it, "worth")
        assert "\x1b" not in it.text
        assert "\u202e" not in it.text
