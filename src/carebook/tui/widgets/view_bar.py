"""One line that names the views of a place; left and right turn to the next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.message import Message
from textual.widget import Widget


class ViewBar(Widget, can_focus=False):
    """The views of a place; the one that is shown stands between arrows."""

    DEFAULT_CSS = """
    ViewBar { height: 2; text-wrap: nowrap; text-overflow: clip; }
    """

    @dataclass
    class Clicked(Message):
        """A view was clicked."""

        view: str

    def __init__(self, views: Sequence[tuple[str, str]]) -> None:
        """A bar of views, each its name and title; the first is shown."""
        super().__init__()
        self._views = tuple(views)
        self._counts: Mapping[str, int] = {}
        self.current = self._views[0][0]

    def count(self, counts: Mapping[str, int]) -> None:
        """Say how much there is in some of the views."""
        self._counts = counts
        self.refresh()

    def turn_to(self, view: str) -> None:
        """Let another view stand out."""
        self.current = view
        self.refresh()

    def beside(self, step: int) -> str:
        """Return the view that many places to the right, round the ends."""
        names = [name for name, _ in self._views]
        return names[(names.index(self.current) + step) % len(names)]

    def render(self) -> Content:
        """The titles in one line, closer together where it is short; what has no room goes from the left."""
        gap = self._gap
        return Content("").join(self._drawn(name, title, gap) for name, title in self._in_sight())

    def _in_sight(self) -> list[tuple[str, str]]:
        """The titles from the first one on that leaves room for the one that is shown."""
        titles, around = self._titles(), 2 * self._gap
        shown = [name for name, _ in titles].index(self.current)
        first, room = shown, self.size.width - cell_len(titles[shown][1]) - around
        while first and (room := room - cell_len(titles[first - 1][1]) - around) >= 0:
            first -= 1
        return titles[first:]

    def _titles(self) -> list[tuple[str, str]]:
        counts = {name: f" {count:,}" for name, count in self._counts.items() if count}
        return [(name, title + counts.get(name, "")) for name, title in self._views]

    @property
    def _gap(self) -> int:
        """Cells on either side of a title, arrows counted."""
        room = self.size.width - sum(cell_len(title) for _, title in self._titles())
        return min(max(room // (2 * len(self._views)), 1), 3)

    def _drawn(self, name: str, title: str, gap: int) -> Content:
        if name != self.current:
            return Content.styled(title.center(cell_len(title) + 2 * gap), "$foreground-muted")
        left, right = "‹ "[:gap].rjust(gap), " ›"[-gap:].ljust(gap)
        return Content.assemble((left, "$foreground-muted"), (title, "bold underline"), (right, "$foreground-muted"))

    def on_click(self, event: events.Click) -> None:
        """Turn to the view under the mouse."""
        left = 0
        for name, title in self._in_sight():
            left += cell_len(title) + 2 * self._gap
            if event.x < left:
                self.post_message(self.Clicked(name))
                return
