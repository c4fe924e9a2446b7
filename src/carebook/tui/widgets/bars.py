"""How far a long work has come, in block characters."""

from rich.cells import cell_len
from textual.content import Content
from textual.widget import Widget

from carebook.tui.text import shortened

EIGHTHS = " ▏▎▍▌▋▊▉"
BAR_WIDTH = 24
"""Cells of the longest bar."""


def bar(done: int, total: int, width: int) -> str:
    """A bar of `width` cells, filled by `done` of `total` to an eighth of a cell."""
    share = min(max(done / total, 0.0), 1.0) if total > 0 else 0.0
    full, eighths = divmod(int(share * width * 8), 8)
    return ("█" * full + (EIGHTHS[eighths] if full < width else "")).ljust(width)


class ProgressLine(Widget, can_focus=False):
    """One line: what is being done, how many of how many, a bar."""

    DEFAULT_CSS = """
    ProgressLine { height: 1; padding: 0 1; text-wrap: nowrap; }
    """

    def __init__(self, label: str = "", total: int = 0, *, id: str | None = None) -> None:
        """Nothing done yet of `total`."""
        super().__init__(id=id)
        self._label, self._done, self._total = label, 0, total

    def show(self, label: str, done: int, total: int) -> None:
        """Say how far the work has come."""
        self._label, self._done, self._total = label, done, total
        self.refresh()

    def render(self) -> Content:
        """The figures always; the bar where there is room for it."""
        width = self.size.width
        figures = f"{self._done:,} of {self._total:,}"
        room = width - cell_len(figures) - cell_len(self._label) - 4
        cells = min(max(room, 0), BAR_WIDTH)
        label = shortened(self._label, max(width - cell_len(figures) - 2, 0))
        drawn = (bar(self._done, self._total, cells), "$primary on $foreground 10%") if cells >= 8 else ""
        return Content.assemble(label, "  ", (figures, "$foreground-muted"), "  ", drawn)
