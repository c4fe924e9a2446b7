"""The list that every place of the screen is made of: as long as it needs to be, drawn line by line."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from carebook.tui.widgets.columns import Column
from carebook.tui.widgets.lines import Lines
from carebook.tui.widgets.rows import FixedRows, Pages, Row, Source


@dataclass
class ListMessage(Message):
    """What a list says."""

    record_list: "RecordList"

    @property
    def control(self) -> "RecordList":
        """The list that speaks."""
        return self.record_list


class RecordList(ScrollView, inherit_bindings=False):
    """A list of records under a cursor, with marks, of any length."""

    DEFAULT_CSS = """
    RecordList {
        overflow-x: hidden;
        scrollbar-size-vertical: 1;
        & > .record-list--cursor { background: $block-cursor-blurred-background; text-style: bold; }
        & > .record-list--heading { color: $text-accent; text-style: bold; }
        & > .record-list--quiet { color: $text-muted; }
        & > .record-list--late { color: $text-error; text-style: bold; }
        & > .record-list--marked { color: $text-success; text-style: bold; }
        &:focus > .record-list--cursor {
            color: $block-cursor-foreground; background: $block-cursor-background; text-style: bold;
        }
        &:ansi:focus > .record-list--cursor {
            color: ansi_default; background: ansi_default; text-style: bold reverse;
        }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "record-list--cursor",
        "record-list--heading",
        "record-list--quiet",
        "record-list--late",
        "record-list--marked",
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "step(-1)", "Up", show=False),
        Binding("down,j", "step(1)", "Down", show=False),
        Binding("pageup", "leap(-1)", "Page up", show=False),
        Binding("pagedown", "leap(1)", "Page down", show=False),
        Binding("home,g", "first", "First", show=False),
        Binding("end,G", "last", "Last", show=False),
        Binding("enter", "choose", "Open", show=False),
        Binding("space", "mark", "Mark", show=False),
    ]

    @dataclass
    class Highlighted(ListMessage):
        """The cursor came to stand on another record, or on none."""

        key: Hashable | None

    @dataclass
    class Chosen(ListMessage):
        """The owner opened the record under the cursor."""

        key: Hashable

    @dataclass
    class Marked(ListMessage):
        """The owner marked or unmarked a record."""

        marked: frozenset[Hashable]

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
        self.empty = empty
        self.heads = heads
        self._pages = Pages(source or FixedRows())
        self._cursor: int | None = None
        self._marked: set[Hashable] = set()

    @property
    def cursor_row(self) -> Row | None:
        """The row under the cursor."""
        return None if self._cursor is None else self._pages.row(self._cursor)

    @property
    def cursor_key(self) -> Hashable | None:
        """What the row under the cursor stands for."""
        row = self.cursor_row
        return None if row is None else row.key

    @property
    def cursor_position(self) -> int | None:
        """The place of the cursor among all rows, headings counted."""
        return self._cursor

    @property
    def count(self) -> int:
        """How many rows there are, headings counted."""
        return self._pages.count

    @property
    def marked(self) -> frozenset[Hashable]:
        """The keys of the marked records."""
        return frozenset(self._marked)

    def clear_marks(self) -> None:
        """Take every mark off."""
        if self._marked:
            self._marked.clear()
            self.refresh()
            self.post_message(self.Marked(self, self.marked))

    def show(self, source: Source) -> None:
        """List another source: the cursor stays on its record if that is listed, else starts at the top."""
        key = self.cursor_key
        self._pages = Pages(source)
        place = None if key is None else self._pages.position(key, 0)
        self.virtual_size = self._whole_size
        if place is None:
            self.scroll_to(y=0, animate=False)
        self._stand_at(place or 0, key)

    def refresh_rows(self) -> None:
        """Read the rows anew; cursor and scroll stay with the record, or in place when it is gone."""
        key, before = self.cursor_key, self._cursor or 0
        self._pages = Pages(self._pages.source)
        found = None if key is None else self._pages.position(key, before)
        place = before if found is None else found
        self.virtual_size = self._whole_size
        self.scroll_to(y=max(self.scroll_offset.y + place - before, 0), animate=False)
        self._stand_at(place, key)

    def move_to(self, key: Hashable) -> bool:
        """Put the cursor on a record; False when it is not listed."""
        place = self._pages.position(key, self._cursor or 0)
        if place is not None:
            self._stand_at(place, self.cursor_key)
        return place is not None

    def step(self, rows: int) -> None:
        """Move the cursor by a number of rows, over headings."""
        self._move(self._from_here(rows), 1 if rows > 0 else -1)

    def action_step(self, direction: int) -> None:
        """One row up or down."""
        self.step(direction)

    def action_leap(self, direction: int) -> None:
        """One screenful up or down."""
        self._move(self._from_here(direction * max(self._body_height - 1, 1)), direction)

    def action_first(self) -> None:
        """To the first row."""
        self._move(0, 1)

    def action_last(self) -> None:
        """To the last row."""
        self._move(self.count - 1, -1)

    def action_choose(self) -> None:
        """Open the record under the cursor."""
        key = self.cursor_key
        if key is not None:
            self.post_message(self.Chosen(self, key))

    def action_mark(self) -> None:
        """Mark the record under the cursor, or take its mark off."""
        key = self.cursor_key
        if key is not None:
            self._marked ^= {key}
            self.refresh()
            self.post_message(self.Marked(self, self.marked))

    def on_mount(self) -> None:
        """Stand on the first record."""
        self.virtual_size = self._whole_size
        self._stand_at(0, None)

    def on_resize(self) -> None:
        """Keep the cursor in sight whatever the size."""
        self._reveal()

    def on_click(self, event: events.Click) -> None:
        """Select the row under the mouse; a second click opens it."""
        offset = event.get_content_offset(self)
        if offset is None or offset.y < self._head_height:
            return
        place = self.scroll_offset.y + offset.y - self._head_height
        row = self._pages.row(place)
        if row is not None and not row.heading:
            self._move(place, 1)
            if event.chain == 2:
                self.action_choose()

    def render_line(self, y: int) -> Strip:
        """One line of the list as it stands on the screen."""
        width = self.scrollable_content_region.width
        if not self.count:
            return self._lines.empty(self.empty, y, width)
        if y < self._head_height:
            return self._lines.heads(width)
        place = self.scroll_offset.y + y - self._head_height
        row = self._pages.row(place)
        if row is None:
            return Strip.blank(width, self.rich_style)
        if row.heading:
            return self._lines.heading(row, width)
        return self._lines.record(row, width, at_cursor=place == self._cursor, marked=row.key in self._marked)

    @property
    def _head_height(self) -> int:
        return 1 if self.heads else 0

    @property
    def _body_height(self) -> int:
        return max(self.scrollable_content_region.height - self._head_height, 1)

    @property
    def _whole_size(self) -> Size:
        return Size(0, self.count + self._head_height)

    def _from_here(self, rows: int) -> int:
        return min(max((self._cursor or 0) + rows, 0), max(self.count - 1, 0))

    def _move(self, place: int, direction: int) -> None:
        """Stand on the first record from `place` on; at the end of the list, on the last before it."""
        before = self.cursor_key
        found = self._pages.near(place, direction)
        self._set_cursor(self._pages.near(place, -direction) if found is None else found, before)

    def _stand_at(self, place: int, before: Hashable | None) -> None:
        """Stand at a place, or at the nearest record when the list became shorter."""
        place = min(place, self.count - 1)
        found = self._pages.near(place, 1)
        self._set_cursor(self._pages.near(place, -1) if found is None else found, before)
        self.refresh()

    def _set_cursor(self, place: int | None, before: Hashable | None) -> None:
        old, self._cursor = self._cursor, place
        self._reveal()
        self._redraw(old)
        self._redraw(place)
        if self.cursor_key != before:
            self.post_message(self.Highlighted(self, self.cursor_key))

    def _redraw(self, place: int | None) -> None:
        if place is not None:
            line = place - self.scroll_offset.y + self._head_height
            self.refresh(Region(0, line, self.scrollable_content_region.width, 1))

    def _reveal(self) -> None:
        """Scroll no further than needed to see the cursor, and the headings right above it."""
        if self._cursor is None or not self.size:
            return
        top, height = self.scroll_offset.y, self._body_height
        first = self._cursor
        while self._cursor - first < height - 1 and (row := self._pages.row(first - 1)) and row.heading:
            first -= 1
        if first < top:
            self.scroll_to(y=first, animate=False)
        elif self._cursor >= top + height:
            self.scroll_to(y=self._cursor - height + 1, animate=False)

    def _style(self, part: str) -> Style:
        return self.get_component_rich_style(f"record-list--{part}") if part else self.rich_style
