"""Charts in block characters: columns, what they were to reach, a curve of concentration, a table of shaded cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.content import Content

from carebook.tui.text import fitted

_EIGHTHS = " ▁▂▃▄▅▆▇█"
_STROKES = "⣀⠤⠒⠉"
"""Strokes at four heights of a cell, dotted: none of them can be taken for the top of a column."""
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


def with_line(
    values: Sequence[float], line: Sequence[float], level: float, top: float, height: int, *, width: int, gap: int
) -> Iterator[Content]:
    """Yield the lines of a chart from the top down: columns, the mark that each was to reach, and a dashed level.

    There may be fewer columns than marks: the others are to come. A mark that is reached is cut out of its column,
    so that it reads without colour.
    """
    known = [*values, *[0.0] * (len(line) - len(values))]
    marks = [_mark(*pair, top, height) for pair in zip(known, line, strict=True)]
    level_row = row_of(level, top, height)
    for row, blocks in enumerate(columns(known, top, height)):
        empty = "┄" if row == level_row else " "
        parts: list[tuple[str, str]] = []
        for block, (place, stroke, style) in zip(blocks, marks, strict=True):
            if place == height - 1 - row:
                parts.append((stroke * width, style))
            else:
                parts.append((empty * width, _AXIS) if block == " " else (block * width, "$primary"))
            parts.append((empty * gap, _AXIS))
        yield Content.assemble(*parts[:-1])


def row_of(value: float, top: float, height: int) -> int:
    """Return on which line from the top down a stroke at a value stands."""
    return height - 1 - _quarters(value, top, height) // 4


def _mark(value: float, mark: float, top: float, height: int) -> tuple[int, str, str]:
    """Return the line of cells, from the bottom, that the stroke of a mark stands in, the stroke and its style.

    Where the top of the column needs the cell, the stroke stands at the edge of the next one.
    """
    place, quarter = divmod(_quarters(mark, top, height), 4)
    end, partly = divmod(_eighths(value, top, height), 8)
    is_reached = value >= mark
    if partly and end == place:
        if is_reached and place:
            place, quarter = place - 1, 3
        elif not is_reached and place + 1 < height:
            place, quarter = place + 1, 0
    return place, _STROKES[quarter], "bold reverse $primary" if is_reached else "bold"


def _quarters(value: float, top: float, height: int) -> int:
    """Return at which quarter of a cell, from the bottom, a stroke at a value stands."""
    return min(max(round(value / top * height * 4), 1), height * 4) - 1 if top > 0 else 0
