"""What we learn: the measures of a year on a page of their own."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.widget import Widget

from carebook.tui.actions import bindings
from carebook.tui.panes.complaints_measured import Learned, laid_out, learned
from carebook.tui.panes.pane import Pane


class LearnedView(Pane):
    """The measures, and what complaints are about; read when it is first seen, for it counts a whole year."""

    PLACE: ClassVar[str] = "learned"
    BINDINGS: ClassVar[list[BindingType]] = bindings("learned")

    def __init__(self) -> None:
        """Nothing measured yet."""
        super().__init__()
        self._page = _Page()
        self._stale = True

    def compose(self) -> ComposeResult:
        """The page."""
        yield self._page

    def first_focus(self) -> Widget:
        """Scroll at once."""
        return self._page

    def reload(self) -> None:
        """Measure anew."""
        keeper = self.keeper
        self._page.sheet.learned = learned(keeper.book.db, keeper.shop, keeper.today)

    def action_scroll(self, lines: int) -> None:
        """Scroll by lines."""
        self._page.scroll_relative(y=lines, animate=False)

    def action_leap(self, pages: int) -> None:
        """Scroll by pages."""
        self._page.scroll_relative(y=pages * max(self._page.size.height - 1, 1), animate=False)


class _Page(VerticalScroll, inherit_bindings=False):
    """The page, which scrolls where it is longer than its room."""

    DEFAULT_CSS = """
    _Page {
        padding: 0 1 0 2; scrollbar-gutter: stable; scrollbar-size-vertical: 1;
        scrollbar-color: $foreground 30%; scrollbar-background: $background;
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self.sheet = _Sheet()

    def compose(self) -> ComposeResult:
        yield self.sheet


class _Sheet(Widget):
    """The lines: they depend on the width."""

    DEFAULT_CSS = """
    _Sheet { height: auto; text-wrap: nowrap; text-overflow: clip; }
    """
    learned: reactive[Learned | None] = reactive(None, layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self._lines(width))

    def render(self) -> Content:
        return Content("\n").join(self._lines(self.size.width))

    def _lines(self, width: int) -> list[Content]:
        return list(laid_out(self.learned, max(width, 1))) if self.learned else []
