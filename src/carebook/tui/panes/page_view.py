"""A view that is one page of lines, read when it is first seen."""

from __future__ import annotations

from textual.app import ComposeResult

from carebook.tui.panes.pane import Pane
from carebook.tui.widgets.page import Page


class PageView(Pane):
    """A page that scrolls by keys; a subclass says in `reload` what stands on it."""

    def __init__(self) -> None:
        """Nothing on it yet: it may take a whole year's counting."""
        super().__init__()
        self.page = Page()
        self._stale = True

    def compose(self) -> ComposeResult:
        """The page."""
        yield self.page

    def first_focus(self) -> Page:
        """Scroll at once."""
        return self.page

    def action_scroll(self, lines: int) -> None:
        """Scroll by lines."""
        self.page.by_lines(lines)

    def action_leap(self, pages: int) -> None:
        """Scroll by pages."""
        self.page.by_pages(pages)
