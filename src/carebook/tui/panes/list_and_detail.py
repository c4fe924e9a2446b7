"""A list and what is opened from it: side by side where there is room, else the one over the other."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from typing import ClassVar

from textual import on
from textual.containers import Horizontal
from textual.timer import Timer
from textual.widget import Widget

from carebook.tui.panes.pane import Pane
from carebook.tui.panes.today_detail import Detail
from carebook.tui.widgets.letter_preview import Letter
from carebook.tui.widgets.record_list import RecordList

PAUSE = 0.05
"""Seconds that the cursor rests before what it stands on is shown: a key held down waits for none."""


class ListAndMore(Pane):
    """A pane around a list, and something that shows more of what is under its cursor."""

    def __init__(self, lines: RecordList) -> None:
        """A pane around a list."""
        super().__init__()
        self.lines = lines
        self._rest: Timer | None = None

    def first_focus(self) -> Widget:
        """Start in the list."""
        return self.lines

    @on(RecordList.Highlighted)
    @on(RecordList.Marked)
    def follow_cursor(self) -> None:
        """Show what the cursor stands on, and let the footer follow it."""
        self.show_soon()
        self.screen.refresh_bindings()

    def show_soon(self) -> None:
        """Show what the cursor stands on, once it rests."""
        if self._rest is not None:
            self._rest.stop()
        self._rest = self.set_timer(PAUSE, self.show_detail)

    def show_detail(self) -> None:
        """Show the line under the cursor, where there is room for it."""
        raise NotImplementedError

    def on_resize(self) -> None:
        """Show it at once in a window made wide."""
        self.show_soon()


class ListAndSheet(ListAndMore):
    """A list, and a widget that its lines are opened in, which posts Detail.Closed and Detail.Turned."""

    STYLES: ClassVar[str] = "list_and_detail.tcss"

    def __init__(self, lines: RecordList, detail: Widget) -> None:
        """A pane around a list, and the widget beside or over it."""
        super().__init__(lines)
        self.detail = detail

    def work(self) -> Iterator[Widget]:
        """Yield list and detail."""
        with Horizontal(classes="work"):
            yield self.lines
            yield self.detail

    def reload(self) -> None:
        """Read the list anew; what was opened and has left the list leaves its place to the list."""
        before = self.lines.cursor_key
        self.lines.refresh_rows()
        if self.lines.cursor_key != before or not self.lines.count:
            self.close_detail()
        self.show_soon()

    def open_at(self, key: Hashable) -> None:
        """Go to a line and into its detail."""
        if self.lines.move_to(key):
            self.open_detail()

    @on(RecordList.Chosen)
    def open_detail(self) -> None:
        """Go into the detail; where there is little room it takes the list's."""
        self.add_class("-open")
        self.call_after_refresh(self._enter_detail)

    def _enter_detail(self) -> None:
        self.detail.focus(scroll_visible=False)
        self.show_detail()

    @on(Detail.Closed)
    def close_detail(self) -> None:
        """Go back to the list."""
        self.remove_class("-open")
        if self.detail.has_focus:
            self.lines.focus(scroll_visible=False)

    @on(Detail.Turned)
    def turn_line(self, turned: Detail.Turned) -> None:
        """Step through the list from inside the detail."""
        self.lines.action_step(turned.step)
        self.show_detail()


class ListAndDetail(ListAndSheet):
    """A list, and the letter that stands behind each of its lines; a subclass says which one."""

    detail: Detail

    def __init__(self, lines: RecordList) -> None:
        """A pane around a list."""
        super().__init__(lines, Detail())

    def shown_of(self, key: Hashable) -> Letter | None:
        """Return what is to be shown of a line; None where there is nothing more."""
        raise NotImplementedError

    def show_detail(self) -> None:
        """Show the line under the cursor, where there is room for it."""
        if self.detail.display:
            key = self.lines.cursor_key
            self.detail.show(None if key is None else self.shown_of(key))
