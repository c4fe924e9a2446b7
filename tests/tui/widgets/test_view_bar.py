"""The names of a place's views."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult

from carebook.tui.widgets.view_bar import ViewBar

VIEWS = [("a", "Opportunities"), ("b", "Win-backs"), ("c", "Lessons"), ("d", "Worth"), ("e", "Leaving")]


class Bar(App[None]):
    """A bar alone."""

    def compose(self) -> ComposeResult:
        """The bar."""
        yield ViewBar(VIEWS)


@pytest.mark.parametrize("width", [20, 40, 60, 120])
@pytest.mark.parametrize(("view", "title"), VIEWS)
async def test_the_view_that_is_shown_stands_whole_in_the_bar_whatever_its_width(width: int, view: str, title: str):
    """T5."""
    async with Bar().run_test(size=(width, 4)) as pilot:
        bar = pilot.app.query_one(ViewBar)
        bar.turn_to(view)
        assert title in bar.render().plain[:width]


async def test_a_click_turns_to_what_stands_under_the_mouse_in_a_narrow_window():
    clicked: list[str] = []

    class Listening(Bar):
        def on_view_bar_clicked(self, message: ViewBar.Clicked) -> None:
            clicked.append(message.view)

    async with Listening().run_test(size=(40, 4)) as pilot:
        bar = pilot.app.query_one(ViewBar)
        bar.turn_to("e")
        await pilot.pause()
        await pilot.click(ViewBar, offset=(bar.render().plain.index("Worth") + 1, 0))
        await pilot.pause()
        assert clicked == ["d"]
