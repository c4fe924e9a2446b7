"""What a list's lines are opened in where each has a sheet of lines of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import ClassVar, Generic, TypeVar

from textual.binding import BindingType
from textual.content import Content

from carebook.tui.actions import bindings
from carebook.tui.panes.today_detail import Detail
from carebook.tui.widgets.page import Page

AnySheet = TypeVar("AnySheet")


class SheetPage(Page, Generic[AnySheet]):
    """Shows one sheet beside a list, or over it; up and down step through the list."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("detail")

    def __init__(self, layout: Callable[[AnySheet, int], Iterable[Content]]) -> None:
        """Nothing opened yet; `layout` makes the lines of a sheet, so many cells wide."""
        super().__init__(classes="detail")
        self._layout_of = layout
        self.sheet: AnySheet | None = None

    def show_sheet(self, sheet: AnySheet | None) -> None:
        """Show another sheet from its beginning; None shows none. The same one stays as it is scrolled."""
        if sheet != self.sheet:
            self.sheet = sheet
            self.show(partial(self._layout_of, sheet) if sheet else lambda _: ())
            self.scroll_home(animate=False)

    def action_close(self) -> None:
        """Go back to the list."""
        self.post_message(Detail.Closed())

    def action_turn(self, step: int) -> None:
        """Step through the list."""
        self.post_message(Detail.Turned(step))
