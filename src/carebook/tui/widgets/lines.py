"""The lines of a list: marks, columns and headings, each as wide as the list."""

from collections.abc import Callable, Sequence

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from carebook.tui.text import Align, fitted, wrapped
from carebook.tui.widgets.columns import GAP, Column, column_widths
from carebook.tui.widgets.rows import Row

CURSOR_BAR = "▌"
MARKED = "✓"
LATE = "!"
GUTTER = 3
"""Cells before the first column: the cursor or the owner's mark, the row's own mark, a space."""


class Lines:
    """Draws the lines of one list."""

    def __init__(self, columns: tuple[Column, ...], style: Callable[[str], Style]) -> None:
        """`style` knows how "cursor", "heading", "quiet", "late", "marked" and "" (the rest) look now."""
        self._columns = columns
        self._style = style

    def record(self, row: Row, width: int, *, at_cursor: bool, marked: bool) -> Strip:
        """A record; whether it is marked, late or under the cursor is told by signs as well as by colour."""
        sign = MARKED if marked else CURSOR_BAR if at_cursor else " "
        mark = fitted(row.mark, 1)
        text = " " + self._in_columns(row.cells, width, row.lead)
        if at_cursor:
            style = self._style("cursor")
            return _line([Segment(sign + mark + text, style)], width, style)
        style = self._style("quiet" if row.dim else "")
        segments = [
            Segment(sign, self._style("marked") if marked else style),
            Segment(mark, self._style("late") if mark == LATE else style),
            Segment(text, style),
        ]
        return _line(segments, width, style)

    def heading(self, row: Row, width: int) -> Strip:
        """A heading over the records below it."""
        style = self._style("heading")
        return _line([Segment(" " + fitted(" ".join(row.cells), max(width - 2, 0)), style)], width, style)

    def heads(self, width: int) -> Strip:
        """The titles of the columns."""
        titles = self._in_columns([column.title for column in self._columns], width)
        return _line([Segment(" " * GUTTER + titles, self._style("quiet"))], width, self._style("quiet"))

    def empty(self, text: str, y: int, width: int) -> Strip:
        """The line `y` of the sentence that stands where there are no records."""
        lines = ["", *wrapped(text, width - 2 * GUTTER)]
        said = lines[y] if y < len(lines) else ""
        return _line([Segment(" " * GUTTER + said, self._style("quiet"))], width, self._style("quiet"))

    def widths(self, width: int) -> tuple[int, ...]:
        """The cells that each column gets in a line of `width`."""
        return column_widths(self._columns, max(width - GUTTER - 1, 0))

    def _in_columns(self, cells: Sequence[str], width: int, lead: str = "") -> str:
        """The cells in their columns, a lead in the first; one before an empty cell may be as wide as both."""
        widths = self.widths(width)
        shown: list[tuple[str, int, Align]] = []
        for cell, room, column in zip(cells, widths, self._columns, strict=False):
            if not room:
                continue
            if not cell and shown and shown[-1][2] == "left":
                before, its_room, align = shown.pop()
                shown.append((before, its_room + GAP + room, align))
            else:
                shown.append((cell, room, column.align))
        if lead and shown:
            cell, room, align = shown[0]
            shown[0] = (cell, max(room - len(lead), 0), align)
        return lead + (" " * GAP).join(fitted(*placed) for placed in shown)


def _line(segments: list[Segment], width: int, rest: Style) -> Strip:
    return Strip(segments).adjust_cell_length(width, rest)
