"""Charts in block characters: columns, a curve of concentration, a table whose cells are shaded by their share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.content import Content

from carebook.tui.text import fitted

_EIGHTHS = " ▁▂▃▄▅▆▇█"
_AXIS = "$foreground-muted"


def columns(values: Sequence[float], top: float, height: int, *, width: int = 1, gap: int = 0) -> list[str]:
    """Draw columns side by side, `top` being as high as the chart: its lines from the top down.

    A value below zero has no column; one above zero has a mark at least.
    """
    eighths = [_eighths(value, top, height) for value in values]
    lines = []
    for row in range(height - 1, -1, -1):
        cells = (_EIGHTHS[min(max(filled - 8 * row, 0), 8)] * width for filled in eighths)
        lines.append((" " * gap).join(cells))
    return lines


def _eighths(value: float, top: float, height: int) -> int:
    if value <= 0 or top <= 0:
        return 0
    return min(max(round(value / top * height * 8), 1), height * 8)


def nice_top(most: float) -> float:
    """Return a round number not below `most` for the top of an axis."""
    if most <= 0:
        return 1.0
    power = 1.0
    while power * 10 <= most:
        power *= 10
    while power > most:
        power /= 10
    return next(step * power for step in (1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10) if step * power >= most)


def curve(shares: Sequence[float], width: int, height: int, lit: float) -> Iterator[Content]:
    """Yield the lines of a growing share from nothing to all; its first part up to `lit` stands out, and apart."""
    room = max(width - 7, 8)
    bright = round(room * lit)
    points = [_between(shares, (cell + 1) / room) for cell in range(room)]
    labels = {0: "100 %", height // 2: "50 %"}
    for row, line in enumerate(columns(points, 1.0, height)):
        label = fitted(labels.get(row, ""), 5, "right")
        yield Content.assemble(
            (f"{label} ", _AXIS), (line[:bright], "$primary"), " ", (line[bright:], "$foreground 35%")
        )


def _between(shares: Sequence[float], part: float) -> float:
    """Return the share at a part of the way, on a line between the two points beside it."""
    place = part * (len(shares) - 1)
    before = min(int(place), len(shares) - 2)
    return shares[before] + (shares[before + 1] - shares[before]) * (place - before)


def shaded(cells: Sequence[tuple[str, float | None]], width: int) -> Content:
    """Return cells side by side, the darker the larger their share; one without a share is plain."""
    drawn = []
    for text, share in cells:
        style = "" if share is None else f"on $primary {round(10 + 50 * share)}%"
        drawn.append(Content.assemble((f" {fitted(text, width - 2, 'right')} ", style), " "))
    return Content("").join(drawn)
