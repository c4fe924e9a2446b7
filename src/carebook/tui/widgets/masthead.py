"""The two lines at the head of the screen: whose book it is and what day, and the places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from carebook.tui.text import plain, shortened

LEAST_TITLE = 4
"""Cells below which a title that is cut says nothing: the key stands alone."""
_AROUND_TITLE = cell_len(" 1  ")
"""Cells that a place takes besides its title."""


class Masthead(Widget, can_focus=False):
    """Shop and day above, places below; the one that is shown stands out."""

    DEFAULT_CSS = """
    Masthead { dock: top; height: 2; text-wrap: nowrap; text-overflow: clip; }
    """

    @dataclass
    class Clicked(Message):
        """A place was clicked."""

        place: str

    def __init__(self, places: Sequence[tuple[str, str, str]]) -> None:
        """A head for places, each its name, key and title."""
        super().__init__()
        self._places = tuple(places)
        self._current = ""
        self._shop = self._day = self._late = ""

    def show(self, *, shop: str, day: str, late: str) -> None:
        """Say whose book it is, the day, and what is late."""
        self._shop, self._day, self._late = shop, day, late
        self.refresh()

    def turn_to(self, place: str) -> None:
        """Let another place stand out."""
        self._current = place
        self.refresh()

    def render(self) -> Content:
        """Both lines; the shop's name gives way where they are narrow."""
        width = self.size.width
        right = f"{self._day} · {self._late}" if self._late else self._day
        shop = shortened(self._shop, max(width - cell_len(right) - 4, 0))
        gap = " " * max(width - cell_len(shop) - cell_len(right) - 2, 0)
        day = (self._day, "$foreground-muted")
        late = (f" · {self._late}", "bold $text-error") if self._late else ""
        top = Content.assemble(" ", plain(shop, "bold"), gap, day, late)
        return Content("\n").join([top, Content("").join(self._tabs())])

    def _tabs(self) -> list[Content]:
        return [
            Content.assemble((f" {key} {title} ", "bold reverse"))
            if name == self._current
            else Content.assemble((f" {key}", "bold"), (f" {title} ", "$foreground-muted"))
            for name, key, title in self._shown()
        ]

    def _shown(self) -> list[tuple[str, str, str]]:
        """The places; in a narrow window the last title gives way first, then all others are cut, or left out too."""
        wide = {name: cell_len(f" {key} {title} ") for name, key, title in self._places}
        if sum(wide.values()) <= self.size.width:
            return list(self._places)
        *before, (last, key, title) = self._places
        room = self.size.width - sum(wide.values()) + cell_len(title)
        if room >= -1:
            is_named = last == self._current and room >= LEAST_TITLE
            return [*before, (last, key, shortened(title, room) if is_named else "")]
        others = max(len(self._places) - 1, 1)
        room = (self.size.width - wide.get(self._current, 0)) // others - _AROUND_TITLE
        cells = room if room >= LEAST_TITLE else 0
        return [
            (name, key, title if name == self._current else shortened(title, cells))
            for name, key, title in self._places
        ]

    def on_click(self, event: events.Click) -> None:
        """Go to the place under the mouse."""
        left = 0
        for name, key, title in self._shown():
            left += cell_len(f" {key} {title} ")
            if event.y == 1 and event.x < left:
                self.post_message(self.Clicked(name))
                return
