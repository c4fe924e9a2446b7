"""The footer: the keys that do something, as many as fit."""

import pytest

from carebook.tui.widgets.key_bar import KeyBar, KeyHint, fitting

HINTS = [
    KeyHint(key, word)
    for key, word in [
        ("enter", "open"), ("space", "mark"), ("p", "print"), ("s", "sent"), ("z", "snooze"),
        ("c", "contact"), ("u", "undo"), ("/", "find"), ("?", "help"),
    ]
]  # fmt: skip


@pytest.mark.parametrize(("width", "words"), [(200, 9), (80, 7), (40, 3), (9, 1), (1, 1)])
def test_at_most_seven_words_at_80_columns_and_help_always(width, words):
    shown = fitting(HINTS, width)
    assert len(shown) == words
    assert shown[-1].word == "help"


def test_no_keys_need_no_room():
    assert fitting([], 80) == []


async def test_the_bar_shows_other_keys_when_told(show):
    bar = KeyBar(HINTS)
    async with show(bar) as (stage, pilot):
        assert stage.lines()[-1].startswith(" enter open  space mark ")
        bar.show([KeyHint("y", "printed"), KeyHint("[/]", "[bold]", enabled=False)])
        await pilot.pause()
        assert stage.lines()[-1].rstrip() == " y printed  [/] [bold]"
        await pilot.resize_terminal(12, 3)
        assert stage.lines()[-1].rstrip() == " [/] [bold]"
