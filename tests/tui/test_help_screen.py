"""Help: whole sentences, filtered by what is typed, and run by enter."""

from pathlib import Path

import pytest
from driver import Owner, owner

from carebook.tui.doer import actions_here


def in_the_box(it: Owner) -> str:
    """What stands in the box, and nothing of the screen behind it."""
    box = it.app.screen.query_one(".box").region
    return "\n".join(line[box.x : box.right] for line in it.text.splitlines()[box.y : box.bottom])


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
@pytest.mark.parametrize("place", ["1", "2", "4", "comma"])
async def test_no_sentence_of_the_help_is_cut(shop_path: Path, size: tuple[int, int], place: str) -> None:
    async with owner(shop_path, size=size) as it:
        await it.press(place)
        here = actions_here(it.app.screen, it.app)
        await it.press("question_mark")
        seen = in_the_box(it)
        for _ in here:
            await it.press("down")
            seen += in_the_box(it)
        assert "home g" in seen
        assert "…" not in seen


async def test_a_long_sentence_goes_on_in_the_line_below_it_which_the_cursor_passes_over(shop_path: Path) -> None:
    async with owner(shop_path) as it:
        await it.press("question_mark")
        await it.type("14 days")
        lines = it.text.splitlines()
        place = next(place for place, line in enumerate(lines) if "▌  A " in line)
        assert "Show or hide what is held" in lines[place]
        assert "in the next 14 days." in lines[place + 1]
        await it.press("down", "enter")
        assert it.screens == ["MainScreen"]
        assert it.app.main.pane._everything


async def test_the_sentences_follow_the_width_of_the_window(shop_path: Path) -> None:
    async with owner(shop_path, size=(120, 40)) as it:
        await it.press("question_mark")
        await it.pilot.resize_terminal(60, 16)
        await it.type("14 days")
        assert "14 days." in in_the_box(it)
        assert "…" not in in_the_box(it)


async def test_keys_and_words_alone_are_left_where_there_is_no_room_for_sentences(shop_path: Path) -> None:
    """T5."""
    async with owner(shop_path, size=(40, 12)) as it:
        await it.press("question_mark")
        shown = [line.strip(" │▌").split() for line in in_the_box(it).splitlines()]
        assert shown.index(["space", "mark"]) == shown.index(["enter", "open"]) + 1
