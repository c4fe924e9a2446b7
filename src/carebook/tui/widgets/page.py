"""A page of lines that is scrolled where it is longer than its room; its lines depend on the width."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeAlias

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.widget import Widget

Layout: TypeAlias = "Callable[[int], Iterable[Content]]"
"""Makes the lines of a page of so many cells."""


class Page(VerticalScroll, inherit_bindings=False):
    """One sheet of lines."""

    DEFAULT_CSS = """
    Page {
        padding: 0 1 0 2; scrollbar-gutter: stable; scrollbar-size-vertical: 1;
        scrollbar-color: $foreground 30%; scrollbar-background: $background;
    }
    """

    def __init__(self, *, classes: str | None = None) -> None:
        """Nothing on it yet."""
        super().__init__(classes=classes)
        self._sheet = _Sheet()

    def compose(self) -> ComposeResult:
        """The sheet."""
        yield self._sheet

    def show(self, layout: Layout) -> None:
        """Show other lines; where the owner had scrolled to stays."""
        self._sheet.laid_out = layout

    def by_lines(self, lines: int) -> None:
        """Scroll by lines."""
        self.scroll_relative(y=lines, animate=False)

    def by_pages(self, pages: int) -> None:
        """Scroll by pages."""
        self.scroll_relative(y=pages * max(self.size.height - 1, 1), animate=False)


class _Sheet(Widget):
    """The lines."""

    DEFAULT_CSS = """
    _Sheet { height: auto; text-wrap: nowrap; text-overflow: clip; }
    """
    laid_out: reactive[Layout | None] = reactive(None, layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self._lines(width))

    def render(self) -> Content:
        return Content("\n").join(self._lines(self.size.width))

    def _lines(self, width: int) -> list[Content]:
        return list(self.laid_out(max(width, 1))) if self.laid_out else []
