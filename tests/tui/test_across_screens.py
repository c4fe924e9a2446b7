"""What holds for every screen alike: one answer for the whole program, and no place that reads a replaced book."""

from pathlib import Path

from driver import owner

from carebook.book.drafts import names_of_drafts

PLACES = ("1", "2", "4", "comma")
MOST_VIEWS = 4


async def test_after_a_restore_every_place_and_view_reads_the_book_that_was_put_back(shop_path: Path):
    """B3."""
    async with owner(shop_path) as it:
        await it.press("4", "right", "right", "2", "down", "comma", "right", "right", "right", "b")
        await it.settle()
        await it.press("2", "delete", "comma")
        left = it.ask("SELECT count(*) FROM customer")
        await it.press("end", "R", "y")
        await it.settle()
        assert it.status.startswith("Restored the backup")
        assert it.app.main.pane.view.PLACE == "backups"
        for place in PLACES:
            await it.press(place, *["right"] * MOST_VIEWS, "end", "home")
        await it.press("4")
        for _ in range(MOST_VIEWS):
            await it.press("right", "end", "home", "enter", "escape")
        await it.press("2", "end", "home", "enter")
        assert it.screens == ["MainScreen", "RecordScreen"]
        assert it.ask("SELECT count(*) FROM customer") == left + 1


async def test_an_answer_stays_until_the_owner_goes_elsewhere(shop_path: Path):
    """S1."""
    async with owner(shop_path) as it:
        await it.press("2", "n")
        await it.type("The Parkers")
        await it.press("ctrl+s")
        assert it.status == "Added The Parkers · u to undo"
        await it.press("b")
        await it.type("Spade")
        await it.press("tab")
        await it.type("25")
        await it.press("ctrl+s")
        answer = it.status
        assert "u to undo" in answer
        assert "Added" not in answer
        await it.press("down", "up")
        assert it.status == answer
        await it.press("escape")
        assert (it.screens, it.status) == (["MainScreen"], "")
        await it.press("u")
        assert it.status.startswith("Undid: ")
        await it.press("down")
        assert it.status.startswith("Undid: ")
        await it.press("1")
        assert it.status == ""
        await it.press("2", "enter", "escape")
        assert it.status == ""


async def test_a_verb_that_asked_first_answers_on_the_screen_that_is_seen_again(shop_path: Path):
    async with owner(shop_path) as it:
        await it.press("down", "z", "enter")
        assert it.screens == ["MainScreen"]
        assert "u to undo" in it.status


async def test_a_box_says_only_what_is_its_own(shop_path: Path):
    async with owner(shop_path) as it:
        await it.press("2", "delete")
        assert "u to undo" in it.status
        await it.press("n")
        assert it.status == ""


async def test_a_form_of_the_record_left_untouched_leaves_no_draft(shop_path: Path):
    """T7."""
    async with owner(shop_path) as it:
        await it.press("2", "enter")
        for key in ("e", "b", "c", "m", "d", "w", "t"):
            await it.press(key)
            assert it.screens[-1] == "FormScreen"
            await it.press("tab", "tab", "escape")
            assert it.screens[-1] == "RecordScreen"
            assert names_of_drafts(it.book.db) == [], key
            await it.press(key)
            it.app.keep_drafts()
            assert names_of_drafts(it.book.db) == [], key
            await it.press("escape")
