"""The lists of opportunity, worked by the keyboard (VAL-4, VAL-5)."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from driver import Owner, owner
from retention_shop import HOSTILE, silent_shop
from shops import TODAY

from carebook.retention.model import TITLES, Opportunity
from carebook.text import clean
from carebook.tui.panes.retention_lists_rows import LISTS, EntryKey


@pytest.fixture(scope="session")
def silent_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The book that every `silent_path` is a copy of."""
    return silent_shop(tmp_path_factory.mktemp("silent") / "rosie.db")


@pytest.fixture
def silent_path(silent_book: Path, tmp_path: Path) -> Path:
    """A shop with twelve dormant customers."""
    return Path(shutil.copy(silent_book, tmp_path))


async def open_list(it: Owner, which: Opportunity | None) -> None:
    """Go to the place, and open a list there."""
    await it.press("6")
    await it.settle()
    lines = it.app.main.pane.view.lines
    assert lines.move_to(next(one for one in LISTS if one.opportunity == which))
    await it.press("enter")
    await it.settle()


def standing_there(it: Owner) -> int:
    """Return how many stand on the list that is open."""
    return int(it.app.main.pane.view.working.lines.count)


def worked(it: Owner, outcome: str) -> int:
    """Return how many entries were worked with an outcome."""
    return int(it.ask("SELECT count(*) FROM worked WHERE outcome = ?", outcome))


# The lists ---------------------------------------------------------------------------------------------------


async def test_the_lists_stand_with_their_counts_and_the_cursor_where_somebody_is(silent_path: Path):
    """VAL-4: all eleven, and the longest unspoken to (VAL-5)."""
    async with owner(silent_path) as it:
        await it.press("6")
        await it.settle()
        for title in (*TITLES.values(), "Longest unspoken to"):
            assert title in it.text
        assert "12  Wake the dormant" in it.text
        assert "1  Save the slipping" in it.text
        assert "18  Longest unspoken to" in it.text
        assert it.selected.opportunity == Opportunity.SECOND_SALE


async def test_a_wide_window_names_who_comes_first_beside_the_lists(silent_path: Path):
    """What a list is about is seen without opening it."""
    async with owner(silent_path, size=(120, 40)) as it:
        await open_list(it, Opportunity.DORMANT)
        await it.press("escape")
        await it.settle()
        assert "Ada Moss · $96.00" in it.text
        assert "usually every 4 weeks, silent for 13" in it.text


async def test_each_entry_says_why_it_stands_there_and_what_is_at_stake(silent_path: Path):
    """Rhythm and silence in words, money in 24 months; below it the number to call."""
    async with owner(silent_path) as it:
        await open_list(it, Opportunity.DORMANT)
        line = next(line for line in it.text.splitlines() if "Ada Moss" in line)
        assert "usually every 4 weeks, silent for 13" in line
        assert "$96.00" in line
        assert "phone" in it.text


async def test_the_cursor_is_where_it_was_when_a_list_is_opened_again(silent_path: Path):
    """Esc goes back to the lists, and every list remembers its cursor."""
    async with owner(silent_path) as it:
        await open_list(it, Opportunity.DORMANT)
        await it.press("down", "down", "escape")
        assert it.selected.opportunity == Opportunity.DORMANT
        await it.press("up", "up", "enter", "escape", "down", "down", "enter")
        assert it.selected == EntryKey(3, "", Opportunity.DORMANT)


async def test_a_list_opened_for_the_first_time_begins_at_its_top(silent_path: Path):
    """The cursor does not follow a customer from one list to another."""
    async with owner(silent_path) as it:
        await open_list(it, Opportunity.SECOND_SALE)
        await it.press("end", "escape")
        await open_list(it, None)
        assert it.selected.customer_id == 14


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (40, 12)])
async def test_a_hostile_name_stands_as_it_is_written(silent_path: Path, size: tuple[int, int]):
    """T1: stored text is never markup."""
    async with owner(silent_path, size=size) as it:
        await open_list(it, Opportunity.DORMANT)
        await it.press("end")
        await it.settle()
        assert it.selected == EntryKey(12, "", Opportunity.DORMANT)
        assert clean(HOSTILE)[:10] in it.text


async def test_enter_opens_the_record_from_which_the_list_goes_on(silent_path: Path):
    """The record steps through the working list."""
    async with owner(silent_path) as it:
        await open_list(it, Opportunity.DORMANT)
        await it.press("enter")
        await it.settle()
        assert it.app.screen.customer_id == 1
        await it.press("down")
        assert it.app.screen.customer_id == 2
        await it.press("escape")
        assert it.selected == EntryKey(2, "", Opportunity.DORMANT)


# Working one -------------------------------------------------------------------------------------------------


async def test_waking_the_dormant_ten_letters_calls_a_win_back_and_all_of_it_undone(silent_path: Path):
    """The issue's own walk: write to ten, log answers, begin a win-back; every verb is one undoable line."""
    async with owner(silent_path) as it:
        await open_list(it, Opportunity.DORMANT)
        for _ in range(10):
            await it.press("space", "down")
        await it.press("w")
        assert it.status == "Planned 10 letters · u to undo"
        assert (standing_there(it), worked(it, "letter")) == (2, 10)
        assert it.ask("SELECT count(*) FROM letter WHERE kind = 'reactivation' AND due = ?", TODAY.isoformat()) >= 10
        assert "In the last 90 days: 10 written to" in it.text
        await it.press("c", "p", "enter", "enter")
        await it.type("glad we called")
        await it.press("enter")
        await it.settle()
        assert it.status == "Logged a call to Kit Marsh: positive · u to undo"
        assert "1 called, 1 yes · 10 written to · 0 bought since" in it.text
        await it.press("b")
        await it.settle()
        assert it.app.main.pane.view.PLACE == "win_backs"
        assert (it.ask("SELECT count(*) FROM win_back"), worked(it, "win-back")) == (1, 1)
        await it.press("u", "u", "u")
        assert it.status == "Undid: Planned 10 letters · U to do it again"
        assert (it.ask("SELECT count(*) FROM win_back"), it.ask("SELECT count(*) FROM worked")) == (0, 0)
        await it.press("escape", "left")
        await it.settle()
        assert standing_there(it) == 12


async def test_a_list_worked_down_to_nothing_says_so_kindly(silent_path: Path):
    """The only one who slips is called; nobody was reached."""
    async with owner(silent_path) as it:
        await open_list(it, Opportunity.SLIPPING)
        await it.press("c", "n", "n", "enter", "enter", "enter")
        await it.settle()
        assert it.status == "Logged a call to Lena Slipping: none · u to undo"
        assert "Everybody here has had their turn. Well done." in it.text
        assert "1 called, 0 yes · 0 bought since" in it.text
        await it.press("c")
        assert it.status == "Nobody stands here. esc goes back to the other lists."
        await it.press("escape")
        assert it.selected.opportunity == Opportunity.SLIPPING


async def test_a_list_that_nobody_stands_on_claims_no_work(silent_path: Path):
    """Praise is not won by an empty list."""
    async with owner(silent_path) as it:
        await open_list(it, Opportunity.PRAISE)
        assert "Nobody stands here today." in it.text
        assert "Well done" not in it.text


async def test_later_asks_for_the_day_and_today_asks_for_the_call(silent_path: Path):
    """A call that is to be repeated stands on Today on its day."""
    async with owner(silent_path) as it:
        await open_list(it, Opportunity.DORMANT)
        await it.press("c", "l", "ctrl+s")
        assert "On which day will you call again?" in it.text
        await it.type("+2w")
        await it.press("ctrl+s")
        await it.settle()
        assert it.status == "Logged a call to Ada Moss: later · u to undo"
        due = it.ask("SELECT call_back_on FROM contact WHERE customer_id = 1 AND response = 'later'")
        assert due == (TODAY + timedelta(weeks=2)).isoformat()
        assert it.ask("SELECT note FROM contact WHERE response = 'later'") == "Wake the dormant"


async def test_a_call_without_an_answer_asks_for_one(silent_path: Path):
    """Nothing is preset to yes."""
    async with owner(silent_path) as it:
        await open_list(it, Opportunity.DORMANT)
        await it.press("c", "ctrl+s")
        assert "Say what came of it" in it.text
        assert it.ask("SELECT count(*) FROM worked") == 0


async def test_who_is_called_is_not_written_to_with_the_marked_ones(silent_path: Path):
    """A mark goes with its entry."""
    async with owner(silent_path) as it:
        await open_list(it, Opportunity.DORMANT)
        await it.press("space", "c", "p", "ctrl+s")
        await it.settle()
        await it.press("space", "w")
        assert it.status == "Planned 1 letter (We miss you) · u to undo"
        assert it.ask("SELECT group_concat(customer_id || outcome) FROM worked") == "1positive,2letter"


async def test_leaving_alone_takes_the_marked_ones_off_whatever_they_stand_for(silent_path: Path):
    """Who stands on a list for a product leaves it, too."""
    async with owner(silent_path) as it:
        await open_list(it, Opportunity.CROSS_SELL)
        assert "gloves · 3 took it with spade" in it.text
        await it.press("space", "x")
        assert it.status == "Left Sam Spade alone · u to undo"
        assert (standing_there(it), it.ask("SELECT about FROM worked")) == (0, "spade")
        await it.press("u")
        assert standing_there(it) == 1
        await it.press("escape", "escape")
        await open_list(it, Opportunity.DORMANT)
        await it.press("space", "down", "space", "x")
        assert it.status == "Left 2 customers alone · u to undo"
        assert standing_there(it) == 10


async def test_esc_takes_the_marks_off_before_it_goes_back(silent_path: Path):
    """Marks are not lost by one key too many, nor taken along to another list."""
    async with owner(silent_path) as it:
        await open_list(it, Opportunity.DORMANT)
        await it.press("space", "escape")
        assert isinstance(it.selected, EntryKey)
        await it.press("escape")
        assert it.selected.opportunity == Opportunity.DORMANT


@pytest.mark.parametrize(
    ("which", "key", "sentence"),
    [
        (Opportunity.CROSS_SELL, "w", "No letter fits here: a call does. c logs it."),
        (Opportunity.LOST, "w", "No letter fits here: a call does. c logs it."),
        (
            Opportunity.SECOND_SALE,
            "b",
            "They have not left, so there is nobody to win back here. c logs a call.",
        ),
        (
            None,
            "x",
            "Nobody is left alone here: c logs a word with them, and they make room for the next.",
        ),
    ],
)
async def test_a_verb_that_does_not_fit_a_list_says_why(
    silent_path: Path, which: Opportunity | None, key: str, sentence: str
):
    """Nothing happens without a word."""
    async with owner(silent_path) as it:
        await open_list(it, which)
        await it.press(key)
        assert it.status == sentence
        assert it.ask("SELECT count(*) FROM worked") == 0


async def test_a_word_with_the_longest_unspoken_to_makes_room_for_the_next(silent_path: Path):
    """VAL-5: nobody is left alone."""
    async with owner(silent_path) as it:
        await open_list(it, None)
        assert it.selected.customer_id == 14
        assert "no word for 300 days, since 29 Jan" in it.text
        await it.press("c")
        await it.settle()
        assert it.screens[-1] == "FormScreen"
        await it.press("tab", "tab")
        await it.type("moved shop")
        await it.press("ctrl+s")
        await it.settle()
        assert it.selected.customer_id == 12
        assert standing_there(it) == 18


async def test_another_day_is_another_list(silent_path: Path, monkeypatch: pytest.MonkeyPatch):
    """D3: a working list that is open past midnight goes by the new day."""
    async with owner(silent_path) as it:
        await open_list(it, Opportunity.SLIPPING)
        assert "silent for 10" in it.text
        monkeypatch.setenv("CAREBOOK_TODAY", (TODAY + timedelta(days=7)).isoformat())
        it.app.look_at_clock()
        await it.settle()
        assert "silent for 11" in it.text
