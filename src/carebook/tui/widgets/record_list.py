"""The list that every place of the screen is made of: a cursor, marks, and keys for both."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message

from carebook.tui.widgets.rows import Row, Source
from carebook.tui.widgets.scrolled_rows import ScrolledRows


@dataclass
class ListMessage(Message):
    """What a list says."""

    record_list: "RecordList"

    @property
    def control(self) -> "RecordList":
        """The list that speaks."""
        return self.record_list


class RecordList(ScrolledRows, inherit_bindings=False):
    """A list of records under a cursor, with marks, of any length."""

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
    def marked(self) -> frozenset[Hashable]:
        """The keys of the marked records."""
        return frozenset(self._marked)

    def clear_marks(self) -> None:
        """Take every mark off."""
        if self._marked:
            self._marked.clear()
            self.refresh()
            self.post_message(self.Marked(self, self.marked))

    def unmark(self, key: Hashable) -> None:
        """Take one mark off."""
        if key in self._marked:
            self._marked.remove(key)
            self.refresh()
            self.post_message(self.Marked(self, self.marked))

    def mark(self, keys: Iterable[Hashable]) -> None:
        """Mark these records and no others, whether they are listed or not."""
        self._marked = set(keys)
        self.refresh()
        self.post_message(self.Marked(self, self.marked))

    def show(self, source: Source) -> None:
        """List another source: the cursor stays on its record if that is listed, else starts at the top."""
        key = self.cursor_key
        self._read(source)
        place = None if key is None else self._pages.position(key, 0)
        if place is None:
            self.scroll_to(y=0, animate=False)
        self._stand_at(place or 0, key)

    def refresh_rows(self) -> None:
        """Read the rows anew; cursor and scroll stay with the record, or in place when it is gone."""
        self.replace(self._pages.source)

    def replace(self, source: Source) -> None:
        """List what stands in the place of the source so far; cursor and scroll stay as when it is read anew."""
        key, before = self.cursor_key, self._cursor or 0
        self._read(source)
        found = None if key is None else self._pages.position(key, before)
        place = before if found is None else found
        self.scroll_to(y=max(self.scroll_offset.y + place - before, 0), animate=False)
        self._stand_at(place, key)

    def move_to(self, key: Hashable) -> bool:
        """Put the cursor on a record; False when it is not listed."""
        place = self._pages.position(key, self._cursor or 0)
        if place is not None:
            self._stand_at(place, self.cursor_key)
        return place is not None

    def action_step(self, direction: int) -> None:
        """One row up or down, over headings."""
        self._move(self._from_here(direction), direction)

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
        """Mark the record under the cursor, or take its mark off; a list of choices has no marks."""
        key = self.cursor_key
        if key is not None and not self.has_class("choices"):
            self._marked ^= {key}
            self.refresh()
            self.post_message(self.Marked(self, self.marked))

    def on_mount(self) -> None:
        """Stand on the first record, unless it was moved elsewhere already."""
        if self._cursor is None:
            self._stand_at(0, None)

    def on_click(self, event: events.Click) -> None:
        """Select the row under the mouse; a second click opens it."""
        offset = event.get_content_offset(self)
        place = -1 if offset is None or offset.y < self._head_height else self._place_at(offset.y)
        row = self._pages.row(place)
        if row is not None and not row.heading:
            self._move(place, -1)
            if event.chain == 2:
                self.action_choose()

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
