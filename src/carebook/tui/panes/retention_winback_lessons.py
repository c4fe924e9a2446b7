"""What win-backs teach, on a page of its own (WIN-3 to WIN-5)."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from carebook.tui.actions import bindings
from carebook.tui.panes.pane import Pane
from carebook.tui.panes.retention_winback_learned import laid_out, learned
from carebook.tui.widgets.page import Page


class LessonsView(Pane):
    """The chances, what was liked, and the shop's strengths in wins and losses."""

    PLACE: ClassVar[str] = "win_lessons"
    BINDINGS: ClassVar[list[BindingType]] = bindings("win_lessons")

    def __init__(self) -> None:
        """Nothing counted yet: it is when it is first seen."""
        super().__init__()
        self.page = Page()
        self._stale = True

    def compose(self) -> ComposeResult:
        """The page."""
        yield self.page

    def first_focus(self) -> Page:
        """Scroll at once."""
        return self.page

    def reload(self) -> None:
        """Count anew."""
        keeper = self.keeper
        self.page.show(partial(laid_out, learned(keeper.book.db, keeper.shop)))

    def do_strengths(self) -> None:
        """Show the shop's strengths, to add to and to rename."""
        from carebook.tui.screens.strengths import StrengthsScreen

        self.app.push_screen(StrengthsScreen())

    def action_scroll(self, lines: int) -> None:
        """Scroll by lines."""
        self.page.by_lines(lines)

    def action_leap(self, pages: int) -> None:
        """Scroll by pages."""
        self.page.by_pages(pages)
