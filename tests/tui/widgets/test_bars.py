"""How far a long work has come."""

import pytest

from carebook.tui.widgets.bars import ProgressLine, bar


@pytest.mark.parametrize(
    ("done", "total", "drawn"),
    [
        (0, 4, "    "),
        (1, 4, "█   "),
        (3, 8, "█▌  "),
        (4, 4, "████"),
        (9, 4, "████"),
        (0, 0, "    "),
        (-1, 4, "    "),
    ],
)
def test_a_bar_is_filled_by_the_share_that_is_done(done, total, drawn):
    assert bar(done, total, 4) == drawn


@pytest.mark.parametrize("done", range(0, 101, 7))
def test_a_bar_is_always_as_wide_as_asked(done):
    assert len(bar(done, 100, 13)) == 13


@pytest.mark.parametrize("width", [80, 40, 24, 10, 1])
async def test_the_figures_stay_when_there_is_no_room_for_a_bar(show, width):
    """T5"""
    line = ProgressLine("Printing [/]", 1500)
    async with show(line, size=(width, 5)) as (stage, pilot):
        line.show("Printing [/]", 750, 1500)
        await pilot.pause()
        said = stage.lines()[0]
        assert ("█" in said) == (width >= 40)
        if width >= 24:
            assert "750 of 1,500" in said
