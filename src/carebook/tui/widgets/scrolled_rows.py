"""Rows of any number, drawn line by line under their titles: what a list is before it has keys."""

from collections.abc import Hashable, Sequence
from typing import ClassVar

from rich.style import Style
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from carebook.tui.widgets.columns import Column
from carebook.tui.widgets.lines import Lines
from carebook.tui.widgets.rows import FixedRows, Pages, Source


class ScrolledRows(ScrollView, inherit_bindings=False):
    """Shows the part of a source that is in sight, one row under the cursor, some marked.

    A list of the class "part" stands beside others: it shows its cursor only while it has the focus.
    """

    DEFAULT_CSS = """
    ScrolledRows {
        overflow-x: hidden;
        scrollbar-size-vertical: 1; scrollbar-color: $foreground 30%; scrollbar-background: $background;
        & > .rows--cursor { background: $foreground 10%; }
        & > .rows--heading { text-style: bold; }
        & > .rows--quiet { color: $text-muted; }
        & > .rows--late { color: $text-error; text-style: bold; }
        & > .rows--marked { color: $text-success; text-style: bold; }
        &:ansi > .rows--quiet { text-style: dim; }
        &:focus > .rows--cursor { background: $primary 40%; text-style: bold; }
        &:ansi:focus > .rows--cursor {
            color: ansi_default; background: ansi_default; text-style: bold reverse;
        }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "rows--cursor",
        "rows--heading",
        "rows--quiet",
        "rows--late",
        "rows--marked",
    }

    def __init__(
        self,
        columns: Sequence[Column],
        source: Source | None = None,
        *,
        empty: str = "",
        heads: bool = False,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        """A list of `columns`; `heads` shows their titles, `empty` is said in place of no rows."""
        super().__init__(id=id, classes=classes)
        self._lines = Lines(tuple(columns), self._style)
        self._empty = empty
        self._head_height = 1 if heads else 0
        self._cursor: int | None = None
        self._marked: set[Hashable] = set()
        self._read(source or FixedRows())

    @property
    def count(self) -> int:
        """How many rows there are, headings counted."""
        return self._pages.count

    @property
    def widths(self) -> tuple[int, ...]:
        """The cells that each column has now; 0 for the ones that gave way."""
        return self._lines.widths(self.scrollable_content_region.width)

    def say_when_empty(self, sentence: str) -> None:
        """Say another sentence in place of no rows, from the next reading on."""
        self._empty = sentence

    def on_resize(self) -> None:
        """Keep the cursor in sight whatever the size."""
        self._reveal()

    def render_line(self, y: int) -> Strip:
        """One line of the list as it stands on the screen."""
        width = self.scrollable_content_region.width
        if not self.count:
            return self._lines.empty(self._empty, y, width)
        if y < self._head_height:
            return self._lines.heads(width)
        place = self._place_at(y)
        row = self._pages.row(place)
        if row is None:
            return Strip.blank(width, self.rich_style)
        if row.heading:
            return self._lines.heading(row, width)
        at_cursor = place == self._cursor and (self.has_focus or not self.has_class("part"))
        return self._lines.record(row, width, at_cursor=at_cursor, marked=row.key in self._marked)

    @property
    def _body_height(self) -> int:
        return max(self.scrollable_content_region.height - self._head_height, 1)

    def _place_at(self, y: int) -> int:
        """The place of the row on the screen's line `y`."""
        return self.scroll_offset.y + y - self._head_height

    def _read(self, source: Source) -> None:
        """Take the rows from a source anew."""
        self._pages = Pages(source)
        self.virtual_size = Size(0, self.count + self._head_height)

    def _redraw(self, place: int | None) -> None:
        if place is not None:
            line = place - self.scroll_offset.y + self._head_height
            self.refresh(Region(0, line, self.scrollable_content_region.width, 1))

    def _reveal(self) -> None:
        """Scroll no further than needed to see the row under the cursor to its end, and the headings right above it."""
        if self._cursor is None or not self.size:
            return
        top, height = self.scroll_offset.y, self._body_height
        first = last = self._cursor
        while (row := self._pages.row(last + 1)) and row.goes_on:
            last += 1
        while self._cursor - first < height - 1 and (row := self._pages.row(first - 1)) and row.heading:
            first -= 1
        if first < top:
            self.scroll_to(y=first, animate=False)
        elif last >= top + height:
            self.scroll_to(y=min(last - height + 1, self._cursor), animate=False)

    def _style(self, part: str) -> Style:
        return self.get_component_rich_style(f"rows--{part}") if part else self.rich_style
