"""Reminders by keys: noted in a record or the list, and what becomes of them on Today."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from driver import Owner, owner
from shops import SETTING, TODAY, small_shop

from carebook.book.book import Book
from carebook.customers.desk import set_occasion
from carebook.customers.desk.reminding import remind
from carebook.customers.entry import OccasionEntry, ReminderEntry
from carebook.entry import read
from carebook.letters.desk import follow
from carebook.tui.widgets.letter_preview import LetterPreview

ANN = 1


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """Rosie's shop with a reminder for today, one that is late, and a wedding day near."""
    path = small_shop(tmp_path / "x.db")
    with Book.open(path, write=True, followers=[follow]) as book:
        monday = TODAY - timedelta(days=2)
        entry = ReminderEntry(what="bring the catalogue", on_day=monday)
        remind(book, 3, entry, monday)
        remind(book, ANN, ReminderEntry(what="ask about the fence", on_day=TODAY), TODAY)
        wedding = read(OccasionEntry, {"kind": "wedding", "day": "28 nov"}, SETTING)
        set_occasion(book, 2, wedding, TODAY)
    return path


async def go_to(it: Owner, what: str, number: int) -> None:
    await it.press("home")
    for _ in range(30):
        if it.selected == (what, number):
            return
        await it.press("down")
    raise AssertionError(f"no line {what} {number} in\n{it.text}")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_they_stand_after_the_calls_late_ones_marked(shop: Path, size: tuple[int, int]) -> None:
    async with owner(shop, size) as it:
        lines = [line[: line.find("│")] if "│" in line else line for line in it.text.splitlines()]
        text = "\n".join(lines)
        assert text.index("Call back · 1") < text.index("Remember · 3") < text.index("Letters · ")
        assert "! 23 Nov" in text
        assert "· Today" in text
        assert "2 late" in it.text.splitlines()[0]


async def test_enter_shows_what_is_known_of_the_customer(shop: Path) -> None:
    async with owner(shop, (120, 40)) as it:
        await go_to(it, "remind", 2)
        await it.press("enter")
        shown = it.app.screen.query_one(LetterPreview)
        assert shown.has_focus
        assert "ask about the fence" in it.text
        assert "207 555 0101" in it.text


@pytest.mark.parametrize("key", ["s", "a"])
async def test_done_it_leaves_today_and_undo_brings_it_back(shop: Path, key: str) -> None:
    async with owner(shop) as it:
        await go_to(it, "remind", 2)
        await it.press(key)
        assert it.status == "Remembered Ann and John Park: ask about the fence · u to undo"
        assert it.ask("SELECT done_on FROM reminder WHERE id = 2") == TODAY.isoformat()
        assert "ask about the fence" not in it.text.split("Remembered")[0]
        await it.press("u")
        assert it.ask("SELECT done_on FROM reminder WHERE id = 2") is None


async def test_put_off_changed_and_taken_out_by_keys(shop: Path) -> None:
    async with owner(shop) as it:
        await go_to(it, "remind", 2)
        await it.press("z", *"+2w", "enter")
        assert it.ask("SELECT on_day FROM reminder WHERE id = 2") == "2026-12-09"
        await go_to(it, "remind", 1)
        await it.press("e")
        await it.type(" by hand")
        await it.press("ctrl+s")
        assert it.ask("SELECT what FROM reminder WHERE id = 1") == "bring the catalogue by hand"
        await go_to(it, "remind", 1)
        await it.press("x")
        assert it.ask("SELECT count(*) FROM reminder") == 1
        await it.press("u")
        assert it.ask("SELECT count(*) FROM reminder") == 2


async def test_a_yearly_day_is_done_or_put_off_but_stays_in_the_record(shop: Path) -> None:
    async with owner(shop) as it:
        number = it.ask("SELECT id FROM occasion WHERE kind = 'wedding'")
        await go_to(it, "yearly day", number)
        await it.press("x")
        assert "comes back by itself" in it.status
        await it.press("e")
        assert "comes back by itself" in it.status
        await it.press("z", *"fri", "enter")
        assert it.ask("SELECT on_day FROM reminder WHERE occasion_id = ?", number) == "2026-11-27"
        await it.press("u")
        await go_to(it, "yearly day", number)
        await it.press("s")
        assert it.ask("SELECT done_on FROM reminder WHERE occasion_id = ?", number) == TODAY.isoformat()


async def test_r_opens_the_record_and_c_logs_a_contact(shop: Path) -> None:
    async with owner(shop) as it:
        await go_to(it, "remind", 2)
        await it.press("c")
        assert it.screens[-1] == "FormScreen"
        await it.press("escape", "r")
        assert it.screens[-1] == "RecordScreen"


async def test_all_shows_those_ahead(shop: Path) -> None:
    with Book.open(shop, write=True) as book:
        remind(book, 4, ReminderEntry(what="send the seed list", on_day=TODAY + timedelta(days=9)), TODAY)
    async with owner(shop, (120, 90)) as it:
        assert "send the seed" not in it.text
        await it.press("A")
        assert "To remember in 14 days · 1" in it.text
        assert "send the seed" in it.text


async def test_noted_in_the_list_of_customers(shop: Path) -> None:
    async with owner(shop) as it:
        await it.press("2")
        name = it.ask("SELECT name FROM customer WHERE id = ?", it.selected)
        await it.press("r")
        await it.type("ring about the pond")
        await it.press("enter", *"+1w", "enter")
        assert it.status.startswith(f"Noted a reminder of {name}")
        found = it.book.db.execute("SELECT what, on_day FROM reminder ORDER BY id DESC").fetchone()
        assert tuple(found) == ("ring about the pond", "2026-12-02")


async def test_what_is_wrong_is_said_beside_its_field(shop: Path) -> None:
    async with owner(shop) as it:
        await it.press("2", "r", "enter", *"23 nov 2026", "enter")
        assert "What to remember is needed here" in it.text
        assert "is over" in it.text
        assert it.ask("SELECT count(*) FROM reminder") == 2


async def test_a_record_tells_what_was_remembered_and_changes_what_is_open(shop: Path) -> None:
    async with owner(shop, (120, 40)) as it:
        await go_to(it, "remind", 2)
        await it.press("r", "tab", "tab")
        await go_to(it, "reminder", 2)
        assert "ask about the fence · to do" in it.text
        await it.press("e", *" now", "ctrl+s")
        assert it.ask("SELECT what FROM reminder WHERE id = 2") == "ask about the fence now"
        await it.press("delete")
        assert it.ask("SELECT count(*) FROM reminder WHERE id = 2") == 0
        await it.press("u", "escape")
        await go_to(it, "remind", 2)
        await it.press("s")
        assert it.ask("SELECT done_on FROM reminder WHERE id = 2") == TODAY.isoformat()
        await it.press("2", "slash", *"Ann", "enter")
        assert "done" in it.text
