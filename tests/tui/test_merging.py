"""Merging two records by keys, taking them apart again, and the history of a record."""

from __future__ import annotations

from pathlib import Path

import pytest
from driver import owner
from shops import SETTING, TODAY, customer, empty_shop, sale

from carebook.book.book import Book
from carebook.book.owning import OF_CUSTOMER
from carebook.book.schema import JOURNALLED
from carebook.customers.desk import edit_customer, remove_customer, stop
from carebook.customers.entry import CustomerEntry
from carebook.customers.model import Cause
from carebook.entry import read
from carebook.followers import FOLLOWERS
from carebook.letters.desk.planning import plan_day
from carebook.merging.desk import merge
from carebook.tui.screens.history.words import _COLUMNS as TOLD
from carebook.tui.screens.history.words import _NOUNS as COUNTED


@pytest.fixture
def doubles(tmp_path: Path) -> Path:
    """A shop in which Ann Park stands twice, and Bea beside her."""
    path = empty_shop(tmp_path / "rosie.db")
    with Book.open(path, write=True, followers=FOLLOWERS) as book:
        ann = customer(book, "Ann Park", phone="207 555 0101", external_id="C1", note="Likes roses")
        anna = customer(book, "Anna Park", phone="207 555 0101", email="ann@example.org", external_id="C2")
        customer(book, "Bea Okafor", phone="207 555 0303")
        sale(book, ann, "mower", TODAY)
        sale(book, anna, "mower", TODAY)
        stop(book, anna, Cause.NO_PHONE, "by letter", TODAY)
        plan_day(book, TODAY)
    return path


NAMES = "SELECT group_concat(name, ', ') FROM customer"


async def test_two_records_are_merged_by_two_keys_and_undone_by_one(doubles: Path):
    async with owner(doubles) as it:
        await it.press("2", "M")
        assert it.screens[-1] == "ChooseDouble"
        assert "1 may be the same" in it.text
        assert "Anna Park" in it.text
        assert "Bea" not in it.text
        await it.press("enter")
        await it.settle()
        assert it.screens[-1] == "MergingScreen"
        await it.press("enter")
        await it.settle()
        assert it.status == "Merged Anna Park into Ann Park · u to undo; later h on the record does it"
        assert it.screens[-1] == "MainScreen"
        assert it.ask(NAMES) == "Ann Park, Bea Okafor"
        assert it.ask("SELECT count(*) FROM sale WHERE customer_id = 1") == 2
        await it.press("u")
        assert it.ask(NAMES) == "Ann Park, Anna Park, Bea Okafor"


async def test_a_merge_is_taken_apart_in_the_history_by_the_key_that_made_it(doubles: Path):
    async with owner(doubles) as it:
        await it.press("2", "M", "enter")
        await it.settle()
        await it.press("enter")
        await it.settle()
        await it.press("enter", "h")
        assert it.screens[-1] == "HistoryScreen"
        await it.press("end", "M")
        assert "No record was merged on this line" in it.status
        await it.press("home", "M")
        await it.settle()
        assert it.ask(NAMES) == "Ann Park, Anna Park, Bea Okafor"
        await it.press("u")
        assert it.ask(NAMES) == "Ann Park, Bea Okafor"


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_both_are_shown_before_with_what_stays_and_what_to_look_at(doubles: Path, size: tuple[int, int]):
    async with owner(doubles, size=size) as it:
        await it.press("2", "M", "enter")
        await it.settle()
        assert "Merge Anna Park into Ann Park" in it.text
        assert "Both have a sale of the same amount on Wed 25 Nov" in it.text
        assert "✓ ann@example.org" in it.text or size == (80, 24)
        await it.press("pagedown", "pagedown")
        assert "✓ no-phone" in it.text


async def test_x_keeps_the_other_one_and_the_record_goes_on_with_it(doubles: Path):
    async with owner(doubles) as it:
        await it.press("2", "enter", "M", "enter")
        await it.settle()
        await it.press("x")
        assert "Merge Ann Park into Anna Park" in it.text
        await it.press("enter")
        await it.settle()
        assert it.screens[-1] == "RecordScreen"
        assert "Anna Park" in it.text
        assert it.ask(NAMES) == "Anna Park, Bea Okafor"


async def test_two_marked_ones_are_merged_with_each_other(doubles: Path):
    async with owner(doubles) as it:
        await it.press("2", "space", "down", "down", "space", "M")
        await it.settle()
        assert it.screens[-1] == "MergingScreen"
        assert "Neither name, phone, e-mail nor address is the same" not in it.text
        await it.press("escape")
        assert it.ask(NAMES) == "Ann Park, Anna Park, Bea Okafor"


async def test_nobody_is_merged_with_themselves(doubles: Path):
    async with owner(doubles) as it:
        await it.press("2", "M")
        await it.type("likes roses")
        await it.press("enter")
        assert it.status == "That is the record itself. Choose the other one."


async def test_a_merged_record_is_taken_out_again(doubles: Path):
    async with owner(doubles) as it:
        await it.press("2", "M", "enter")
        await it.settle()
        await it.press("enter")
        await it.settle()
        await it.press("enter")
        it.app.screen.action_do("unmerge")
        await it.settle()
        assert it.screens[-1] == "MergedOnes"
        assert "Anna Park (C2)" in it.text
        await it.press("enter")
        await it.settle()
        assert it.status == "Took Anna Park out of Ann Park again · u to undo"
        assert it.ask(NAMES) == "Ann Park, Anna Park, Bea Okafor"
        it.app.screen.action_do("unmerge")
        await it.settle()
        assert it.status == "No other record was merged into this one."


async def test_of_several_merged_records_the_newest_is_taken_out_first(doubles: Path):
    with Book.open(doubles, write=True, followers=FOLLOWERS) as book:
        merge(book, 1, 2, TODAY)
        merge(book, 1, 3, TODAY)
    async with owner(doubles) as it:
        await it.press("2", "enter")
        it.app.screen.action_do("unmerge")
        await it.settle()
        assert "after Bea Okafor" in it.text
        await it.press("down", "enter")
        await it.settle()
        assert "Bea Okafor was merged later than Anna Park." in it.status
        assert it.ask(NAMES) == "Ann Park"


async def test_the_record_shows_the_merge_and_opens_it(doubles: Path):
    with Book.open(doubles, write=True, followers=FOLLOWERS) as book:
        merge(book, 3, 2, TODAY)
    async with owner(doubles) as it:
        await it.press("2", "end", "enter", "tab", "tab")
        it.app.screen.timeline.move_to(("merging", 1))
        assert "Anna Park (C2)" in it.text
        await it.press("enter")
        assert "The record of Anna Park (C2) was merged into this one." in it.text


async def test_three_marked_ones_are_too_many(doubles: Path):
    async with owner(doubles) as it:
        await it.press("2", "A", "M")
        assert it.status == "Two records are merged at once: mark the two, or nobody."


async def test_a_hostile_name_shows_as_it_is(tmp_path: Path):
    """T1."""
    path = empty_shop(tmp_path / "rosie.db")
    with Book.open(path, write=True, followers=FOLLOWERS) as book:
        customer(book, "[bold]x[/]", phone="207 555 0101")
        customer(book, "[@click=app.quit]x[/]", phone="207 555 0101", note="[/]")
    async with owner(path) as it:
        await it.press("2", "M", "enter")
        await it.settle()
        assert "[bold]x[/]" in it.text
        assert "[@click=app.quit]x[/]" in it.text
        await it.press("enter")
        await it.settle()
        await it.press("enter", "h")
        assert "[bold]x[/]" in it.text


# The history ---------------------------------------------------------------------------------------------------


async def test_the_history_says_who_they_were_before(doubles: Path):
    with Book.open(doubles, write=True) as book:
        typed = {"name": "Ann Parker", "phone": "207 555 0909", "city": "Bath", "tags": "garden"}
        edit_customer(book, 1, read(CustomerEntry, typed, SETTING), TODAY)
    async with owner(doubles) as it:
        await it.press("2", "enter", "h")
        assert it.screens[-1] == "HistoryScreen"
        assert "Changed Ann Parker" in it.text
        assert "Ann Park → Ann Parker" in it.text
        await it.press("down", "down", "up")
        assert "Recorded a sale" in it.text
        await it.press("escape")
        assert it.screens[-1] == "RecordScreen"


async def test_the_history_goes_on_over_a_merge(doubles: Path):
    async with owner(doubles, size=(120, 40)) as it:
        await it.press("2", "M", "enter")
        await it.settle()
        await it.press("enter")
        await it.settle()
        await it.press("enter", "h")
        assert "Added Anna Park" in it.text
        assert "stop: no calls: a" in it.text


@pytest.mark.parametrize("opened", ["HistoryScreen", "MergingScreen"])
async def test_a_screen_that_lies_under_another_when_its_customer_goes_is_left_when_it_is_seen(
    doubles: Path, opened: str
):
    async with owner(doubles) as it:
        await it.press("2", "enter", *(("h",) if opened == "HistoryScreen" else ("M", "enter")))
        await it.settle()
        assert it.screens[-1] == opened
        await it.press("question_mark")
        it.app.run_verb(lambda book, today: remove_customer(book, 1, today))
        await it.settle()
        assert opened in it.screens
        await it.press("escape")
        await it.settle()
        assert it.screens[-1] == "MainScreen"


def test_every_table_has_its_word_in_the_history():
    assert {*TOLD, *COUNTED} == {"customer", *OF_CUSTOMER}
    assert {*TOLD, *COUNTED} <= set(JOURNALLED)
