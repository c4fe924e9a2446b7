"""Referral drives by the keyboard: plan, watch the pace, look at the half-time, close, compare (REF-6)."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from driver import Owner, owner
from referrals_shop import ago, drives_shop, plan_drive
from shops import TODAY, customer, empty_shop

from carebook.book.book import Book
from carebook.referrals.store import drives

SIZES = [(120, 40), (80, 24), (40, 12)]
HOSTILE = "[bold red]Drive[/] 😀 \u202eeht"


@pytest.fixture(scope="session")
def drives_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return drives_shop(tmp_path_factory.mktemp("drives") / "rosie.db")


@pytest.fixture
def drives_path(drives_book: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(drives_book, tmp_path))


async def turn(it: Owner, view: str = "drives") -> None:
    """Go to the place and on to one of its views, by keys."""
    await it.press("5")
    while view != it.app.main.pane.view.PLACE:
        await it.press("right")
    await it.settle()


def seen(it: Owner) -> str:
    """The whole sheet that is shown, in one line, whatever the size."""
    return " ".join(" ".join(sheet_lines(it)).split())


def sheet_lines(it: Owner) -> list[str]:
    return [line.plain for line in it.app.main.pane.view.detail._sheet._lines(74)]


# Seeing ------------------------------------------------------------------------------------------------------


async def test_the_newest_stands_first_with_how_it_stands(drives_path: Path):
    async with owner(drives_path) as it:
        await turn(it)
        assert it.selected == ("drive", 2)
        assert it.text.index("Autumn drive") < it.text.index("Spring drive")
        assert "10 of 22" in it.text
        assert "week 7 of 10" in it.text
        assert "reached" in it.text


async def test_going_up_and_down_asks_the_book_nothing(drives_path: Path):
    """What came in the drives is read when they are listed, and kept until something changes."""
    async with owner(drives_path) as it:
        await turn(it)
        await it.press("enter")
        asked: list[str] = []
        it.book.db.set_trace_callback(asked.append)
        await it.press("down")
        await it.settle()
        it.book.db.set_trace_callback(None)
        assert "Spring drive" in seen(it)
        assert not [question for question in asked if "drive" in question or "referral" in question]


async def test_the_line_of_pace_is_told_in_plain_numbers(drives_path: Path):
    """REF-6: two a week before, ten weeks and ten per cent more are 22; week five asks for 11."""
    async with owner(drives_path) as it:
        await turn(it)
        await it.press("enter")
        assert "22 wanted in 10 weeks; 11 by week 5." in it.text
        assert "20 named in as many weeks before" in it.text
        assert "Week 7 of 10: 10 named, 14 wanted by today." in it.text


async def test_behind_at_half_time_is_said_in_words(drives_path: Path):
    """REF-6: 8 of 11 are below 80 %."""
    async with owner(drives_path) as it:
        await turn(it)
        await it.press("enter")
        assert "! At half-time 8 named, 11 were wanted." in it.text


async def test_the_chart_reads_in_a_small_window_with_who_was_named_below_it(drives_path: Path):
    async with owner(drives_path) as it:
        await turn(it)
        await it.press("enter")
        lines = it.text.splitlines()
        assert any("█ named" in line and "wanted by then" in line and "target" in line for line in lines)
        weeks = next(line.split() for line in lines if line.split()[:1] == ["week"])
        named = next(line.split() for line in lines if line.split()[:1] == ["named"])
        assert weeks[1:] == [str(week) for week in range(1, 11)]
        assert named[1:] == ["1", "3", "4", "7", "8", "10", "10"]
        assert any("▲ half-time" in line for line in lines)


async def test_drives_stand_side_by_side(drives_path: Path):
    async with owner(drives_path, (120, 40)) as it:
        await turn(it)
        lines = [line.split() for line in sheet_lines(it)]
        assert ["Spring", "drive", "6", "5", "6", "6", "1.0", "0", "-100", "%"] in lines
        assert any(line[:3] == ["▸", "Autumn", "drive"] for line in lines)


async def test_a_drive_to_come_says_when_it_begins(tmp_path: Path):
    path = empty_shop(tmp_path / "rosie.db")
    with Book.open(path, write=True) as book:
        customer(book, "Ann Park")
        plan_drive(book, TODAY.replace(day=30), weeks="5", baseline="7")
    async with owner(path) as it:
        await turn(it)
        assert "planned" in it.text
        await it.press("a")
        assert "There is time until then." in it.status
        await it.press("enter")
        assert "It begins on Mon 30 Nov 2026." in it.text
        assert "8 wanted in 5 weeks" in it.text


# Doing -------------------------------------------------------------------------------------------------------


async def test_an_empty_place_teaches(shop_path: Path):
    async with owner(shop_path) as it:
        await turn(it)
        assert "No drive is planned." in it.text
        assert "Press n" in it.text
        await it.press("a")
        assert it.status == "No drive is under the cursor. n plans one."


async def test_without_customers_it_says_where_to_begin(new_path: Path):
    async with owner(new_path) as it:
        await turn(it)
        assert "press 2 and then n" in " ".join(it.text.split())
        await it.press("n")
        assert it.screens == ["MainScreen"]


async def test_n_plans_a_drive_with_the_baseline_that_the_book_counts(drives_path: Path):
    """REF-6."""
    async with owner(drives_path) as it:
        await turn(it)
        await it.press("n")
        await it.type("Winter drive")
        starts = (TODAY + timedelta(days=60)).isoformat()
        await it.press("tab", *["backspace"] * 5)
        await it.type(starts)
        await it.press("tab", "backspace", "backspace", "8", "ctrl+s")
        found = drives.drive(it.book.db, 3)
        assert (found.name, found.starts_on.isoformat(), found.weeks) == ("Winter drive", starts, 8)
        assert (found.target_percent, found.baseline) == (10, drives.baseline(it.book.db, TODAY, 8, TODAY))
        assert found.baseline
        assert "u to undo" in it.status
        assert it.app.main.pane.view.drive.id == 3
        await it.press("u")
        assert len(drives.drives(it.book.db)) == 2


async def test_where_nobody_was_introduced_before_the_form_asks_for_a_number_to_start_from(shop_path: Path):
    """REF-6."""
    async with owner(shop_path) as it:
        await turn(it)
        await it.press("n")
        await it.type("Winter drive")
        await it.press("ctrl+s")
        assert drives.drives(it.book.db) == []
        assert "Type a number to start from" in it.text
        await it.press("5", "ctrl+s")
        assert drives.drive(it.book.db, 1).baseline == 5


async def test_the_form_says_what_the_book_counts_and_the_target_as_it_is_typed(drives_path: Path):
    async with owner(drives_path) as it:
        await turn(it)
        await it.press("n")
        baseline = it.app.screen.form.fields[4]
        assert baseline.word == "the book counts 18 named in the 10 weeks before: the target is 20"
        await it.press("tab", "tab", "backspace", "backspace", "1")
        assert baseline.word == "the book counts 2 named in the week before: the target is 3"
        await it.press("backspace")
        assert baseline.word == ""
        await it.press("4", "tab", "tab", "3", "0")
        assert baseline.word.endswith("the target is 33")


async def test_two_drives_at_one_time_are_refused_beside_the_day(drives_path: Path):
    """REF-6."""
    async with owner(drives_path) as it:
        await turn(it)
        await it.press("n")
        await it.type("Another")
        await it.press("ctrl+s")
        assert "runs until Tue 22 Dec 2026" in it.app.screen.form.fields[1].word
        assert it.ask("SELECT count(*) FROM drive") == 2


async def test_a_notes_the_half_time_and_the_alert_is_gone(drives_path: Path):
    async with owner(drives_path) as it:
        await turn(it)
        await it.press("a")
        assert "Half-time of Autumn drive" in it.text
        await it.type("Ask at the till")
        await it.press("ctrl+s")
        assert it.ask("SELECT half_time FROM drive WHERE id = 2") == "Ask at the till"
        assert it.ask("SELECT half_time_on FROM drive WHERE id = 2") == TODAY.isoformat()
        await it.press("enter")
        assert "!" not in "".join(line.strip()[:1] for line in it.text.splitlines())
        assert "At half-time 8 named, 11 were wanted. Ask at the till" in seen(it)


async def test_a_closes_a_drive_that_is_over_with_what_it_taught(drives_path: Path):
    async with owner(drives_path) as it:
        await turn(it)
        await it.press("down", "a")
        assert "What Spring drive taught" in it.text
        await it.type("Ask sooner")
        await it.press("ctrl+s")
        assert it.ask("SELECT learned || cost FROM drive WHERE id = 1") == "Ask sooner6000"
        assert it.ask("SELECT closed_on FROM drive WHERE id = 1") == TODAY.isoformat()
        await it.press("enter")
        assert "✓ Reached: 6 named, 6 were wanted." in it.text
        assert "Ask sooner" in seen(it)


async def test_a_drive_is_changed(drives_path: Path):
    async with owner(drives_path) as it:
        await turn(it)
        await it.press("e", "tab", "tab", "tab", "backspace", "backspace", "5", "ctrl+s")
        assert it.ask("SELECT target_percent FROM drive WHERE id = 2") == 5
        assert it.ask("SELECT baseline FROM drive WHERE id = 2") == 20
        assert it.ask("SELECT plan FROM drive WHERE id = 2") == "Two cards with each sale."


async def test_a_drive_is_removed_and_everybody_introduced_stays(drives_path: Path):
    async with owner(drives_path) as it:
        await turn(it)
        before = it.ask("SELECT count(*) FROM referral")
        await it.press("D")
        assert it.ask("SELECT count(*) FROM drive") == 1
        assert it.ask("SELECT count(*) FROM referral") == before
        assert it.selected == ("drive", 1)
        await it.press("u")
        assert it.selected == ("drive", 1)
        assert it.ask("SELECT count(*) FROM drive") == 2


async def test_inside_a_drive_down_goes_on_to_the_next_and_esc_back(drives_path: Path):
    async with owner(drives_path) as it:
        await turn(it)
        await it.press("enter", "down")
        assert "Spring drive" in it.text
        assert "Autumn" not in it.text.split("Beside the other")[0]
        await it.press("escape")
        assert "stands" in it.text


@pytest.mark.parametrize("size", SIZES)
async def test_every_size_shows_the_whole_sheet_and_hostile_names_literally(drives_path: Path, size: tuple[int, int]):
    """T1, T5."""
    with Book.open(drives_path, write=True) as book:
        plan_drive(book, ago(200), name=HOSTILE, weeks="9", baseline="5", plan=HOSTILE)
    async with owner(drives_path, size) as it:
        await turn(it)
        await it.press("end", "up", "enter")
        assert "[bold red]Drive[/]" in it.text
        assert "\u202e" not in it.text
        await it.press(*["pagedown"] * 8)
        assert "Autumn drive" in it.text


async def test_a_year_long_drive_fits_a_narrow_window(tmp_path: Path):
    path = empty_shop(tmp_path / "rosie.db")
    with Book.open(path, write=True) as book:
        customer(book, "Ann Park")
        plan_drive(book, ago(300), weeks="53", baseline="40")
    async with owner(path, (40, 12)) as it:
        await turn(it)
        await it.press("enter")
        for line in it.app.main.pane.view.detail._sheet._lines(36):
            assert line.cell_length <= 36
