"""The settings: the shop, its days, its numbers, its backups, the check."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from driver import Owner, owner

from carebook.book.backup import listed

THANKSGIVING = date(2026, 11, 26)
LAPSES = "SELECT max(lapses) FROM letter WHERE kind = 'thank_you' AND state = 'open'"


async def settings(it: Owner, view: int) -> None:
    """Open the settings at a view."""
    await it.press("comma", *["right"] * view)
    await it.settle()


async def put_cursor_on(it: Owner, key: object) -> None:
    """Step down to a row."""
    for _ in range(80):
        if it.selected == key:
            return
        await it.press("down")
    raise AssertionError(f"{key} is not listed: {it.text}")


async def test_the_shops_details_change_in_a_form_and_back(shop_path: Path):
    async with owner(shop_path) as it:
        await settings(it, 0)
        assert "Rosie Bell" in it.text
        await it.press("enter", "tab", "end")
        await it.type(" Jones")
        await it.press("ctrl+s")
        assert it.status == "Changed the shop's details · u to undo"
        assert it.ask("SELECT owner || greeting_day || closed_weekdays FROM shop") == "Rosie Bell Jones12-0156"
        assert "Rosie Bell Jones" in it.text
        await it.press("u")
        assert it.ask("SELECT owner FROM shop") == "Rosie Bell"


async def test_a_wrong_country_is_said_beside_its_field(shop_path: Path):
    async with owner(shop_path, (80, 40)) as it:
        await settings(it, 0)
        await it.press("e", *["tab"] * 11, *["backspace"] * 2)
        await it.type("Narnia")
        await it.press("ctrl+s")
        assert "✗ “Narnia” is not a country" in it.text
        assert it.ask("SELECT country FROM shop") == "US"


async def test_a_public_holiday_that_is_ticked_moves_the_window_of_a_thank_you(shop_path: Path):
    """The thank-you counts the shop's own business days."""
    async with owner(shop_path) as it:
        assert it.ask(LAPSES) == "2026-11-27"
        await settings(it, 1)
        await put_cursor_on(it, ("holiday", THANKSGIVING))
        await it.press("enter")
        assert it.status == "Closed on Thu 26 Nov 2026 · u to undo"
        assert it.ask("SELECT label FROM closed_day") == "Thanksgiving Day"
        assert it.ask(LAPSES) == "2026-11-30"
        await it.press("enter")
        assert it.ask("SELECT count(*) FROM closed_day") == 0
        assert it.ask(LAPSES) == "2026-11-27"


async def test_several_holidays_are_closed_in_one_action(shop_path: Path):
    async with owner(shop_path) as it:
        await settings(it, 1)
        await put_cursor_on(it, ("holiday", THANKSGIVING))
        await it.press("space", "down", "space", "t")
        assert it.status == "Closed on 2 days · u to undo"
        await it.press("u")
        assert it.ask("SELECT count(*) FROM closed_day") == 0


async def test_a_weekday_is_opened_and_the_last_one_stays_open(shop_path: Path):
    async with owner(shop_path) as it:
        await settings(it, 1)
        await put_cursor_on(it, ("weekday", 5))
        await it.press("enter")
        assert it.ask("SELECT closed_weekdays FROM shop") == "6"


async def test_a_closed_day_of_the_shops_own_comes_and_goes(shop_path: Path):
    async with owner(shop_path) as it:
        await settings(it, 1)
        await it.press("n")
        await it.type("24 dec")
        await it.press("enter")
        await it.type("stocktaking")
        await it.press("enter")
        assert it.ask("SELECT day || ' ' || label FROM closed_day") == "2026-12-24 stocktaking"
        await put_cursor_on(it, ("own", date(2026, 12, 24)))
        await it.press("d")
        assert it.ask("SELECT count(*) FROM closed_day") == 0


async def test_a_gathering_comes_and_goes(shop_path: Path):
    async with owner(shop_path) as it:
        await settings(it, 1)
        await it.press("N")
        await it.type("Spring party")
        await it.press("enter")
        await it.type("12 jun")
        await it.press("enter")
        assert it.status == "Added Spring party on Sat 12 Jun 2027 · u to undo"
        await it.press("end", "d")
        assert it.status == "Removed Spring party from the calendar · u to undo"
        assert it.ask("SELECT count(*) FROM gathering") == 0


async def test_a_number_is_set_and_one_out_of_range_is_said(shop_path: Path):
    async with owner(shop_path) as it:
        await settings(it, 2)
        await it.press("enter", "backspace")
        await it.type("999")
        await it.press("enter")
        assert it.app.screen.form.fields[0].word == "✗ 999 is out of range. Type a whole number from 0 to 90."
        await it.press(*["backspace"] * 3)
        await it.type("10")
        await it.press("enter")
        assert it.status == "Set spacing days to 10 · u to undo"
        assert it.ask("SELECT value FROM number WHERE name = 'spacing_days'") == 10
        assert "10 days" in it.text


async def test_a_choice_among_two_is_a_number_in_words(shop_path: Path):
    async with owner(shop_path) as it:
        await settings(it, 2)
        await it.press("end", "enter", "right", "enter")
        assert it.ask("SELECT value FROM number WHERE name = 'leap_on_1_march'") == 1
        assert "on 1 March" in it.text


async def test_a_book_without_a_second_folder_says_that_all_is_on_one_disk(shop_path: Path):
    async with owner(shop_path) as it:
        await settings(it, 3)
        assert "none: if this disk breaks, all goes with it" in it.text


async def test_every_backup_is_copied_to_the_second_folder(shop_path: Path, tmp_path: Path):
    stick = tmp_path / "stick"
    stick.mkdir()
    async with owner(shop_path) as it:
        await settings(it, 3)
        await it.press("enter")
        await it.type(str(stick))
        await it.press("enter")
        await it.settle()
        assert it.ask("SELECT second_backup_folder FROM shop") == str(stick)
        await it.press("b")
        await it.settle()
        assert it.status.startswith("Backed up to ")
        assert listed(shop_path)[0].path.name == listed(shop_path, stick / "rosie-backups")[0].path.name


async def test_a_second_folder_that_is_not_there_is_said_at_once(shop_path: Path, tmp_path: Path):
    async with owner(shop_path) as it:
        await settings(it, 3)
        await it.press("e")
        await it.type(str(tmp_path / "not-there"))
        await it.press("enter")
        await it.settle()
        assert "the folder is not there" in it.status


async def test_a_backup_is_restored_only_by_a_second_key_and_what_it_replaces_is_kept(shop_path: Path):
    """B3."""
    async with owner(shop_path) as it:
        await settings(it, 3)
        await it.press("b")
        await it.settle()
        await it.press("left", "end", "enter", "right", "enter")
        assert it.ask("SELECT count(*) FROM number") == 1
        await it.press("right", "end", "R", "enter")
        await it.settle()
        assert it.ask("SELECT count(*) FROM number") == 1
        taken = {one.at for one in listed(shop_path)}
        await it.press("R", "R", "y")
        await it.settle()
        assert it.ask("SELECT count(*) FROM number") == 0
        assert it.status in [
            f"Restored the backup of Wed 25 Nov 2026 {at:%H:%M}. "
            "What it replaced is kept as rosie-replaced-2026-11-25.db."
            for at in taken
        ]
        assert (shop_path.parent / "rosie-replaced-2026-11-25.db").exists()


async def test_the_last_row_of_a_view_is_in_sight(shop_path: Path):
    """T5."""
    async with owner(shop_path) as it:
        await settings(it, 1)
        await it.press("end")
        assert "Fri 31 Dec 2027" in it.text


async def test_backups_of_one_day_are_told_apart_by_the_time_and_say_why_in_words(shop_path: Path):
    folder = shop_path.with_name("rosie-backups")
    folder.mkdir()
    named = ("000003-2026-11-25-1640-before-import", "000002-2026-11-25-0912-daily", "000001-2026-11-25-by-hand")
    for name in named:
        (folder / f"rosie-{name}.db").write_bytes(b"x")
        (folder / f"rosie-{name}.db.sha256").write_text("x")
    async with owner(shop_path) as it:
        await settings(it, 3)
        for row in (
            "Wed 25 Nov 2026 16:40  before an import",
            "Wed 25 Nov 2026 09:12  first opening of the day",
            "Wed 25 Nov 2026        made by you",
        ):
            assert row in it.text


async def test_what_a_killed_restore_left_is_taken_away_when_the_book_is_opened(shop_path: Path):
    left = shop_path.with_name(".rosie.db.999999999.part")
    left.write_text("half a book")
    async with owner(shop_path):
        assert not left.exists()


async def test_the_second_folder_chosen_today_outlives_a_restore(shop_path: Path, tmp_path: Path):
    """B3: it tells of this machine, not of the past."""
    (tmp_path / "stick").mkdir()
    async with owner(shop_path) as it:
        await settings(it, 3)
        await it.press("b")
        await it.settle()
        await it.press("home", "enter")
        await it.type(str(tmp_path / "stick"))
        await it.press("enter")
        await it.settle()
        await it.press("end", "R", "y")
        await it.settle()
        assert it.status.startswith("Restored the backup")
        assert it.app.shop.second_backup_folder == str(tmp_path / "stick")
        await it.press("u")
        assert it.app.shop.second_backup_folder == ""


@pytest.mark.parametrize("typed", ["lost", "undo", "restore"])
async def test_restore_is_found_by_the_words_an_owner_thinks_of(shop_path: Path, typed: str):
    """B3."""
    async with owner(shop_path) as it:
        await it.press("ctrl+p")
        await it.type(typed)
        await it.settle()
        assert "Settings: restore" in it.text


async def test_a_whole_book_is_called_whole(shop_path: Path):
    """S7."""
    async with owner(shop_path) as it:
        await settings(it, 0)
        await it.press("C")
        await it.settle()
        assert it.status.startswith("The book is whole")


async def test_what_a_check_finds_is_shown_with_what_to_do(shop_path: Path):
    """S7."""
    async with owner(shop_path) as it:
        with it.book.writing():
            it.book.db.execute("DELETE FROM search")
        await settings(it, 0)
        await it.press("C")
        await it.settle()
        assert it.screens[-1] == "FindingsScreen"
        assert "Find does not know this customer" in it.text
        await it.press("escape")
        assert it.screens == ["MainScreen"]
