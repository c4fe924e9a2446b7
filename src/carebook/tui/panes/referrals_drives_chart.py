"""A drive as a chart: the weeks from left to right, who was named week upon week, what was wanted by then (REF-6)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate

from textual.content import Content

from carebook.referrals.model import Drive
from carebook.tui.panes.referrals_drives_rows import people
from carebook.tui.text import fitted
from carebook.tui.widgets.charts import row_of, with_line

HEIGHT = 8
_AXIS = 6
"""Cells on the left for the numbers of the axis."""
_WIDEST_COLUMN = 6
_QUIET = "$foreground-muted"


def chart(found: Drive, weeks: Sequence[int], width: int) -> Iterator[Content]:
    """Yield the chart of a drive whose weeks so far brought these introductions; narrow, a column is some weeks."""
    room = max(width - _AXIS, 4)
    step = -(-found.weeks // room)
    ends = [min(end, found.weeks) for end in range(step, found.weeks + step, step)]
    pitch = min(room // len(ends), _WIDEST_COLUMN + 1)
    column, gap = (pitch - 1, 1) if pitch > 1 else (1, 0)
    so_far = list(accumulate(weeks))
    named = [so_far[min(end, len(weeks)) - 1] for end in ends if end - step < len(weeks)]
    wanted = [float(found.target * end / found.weeks) for end in ends]
    target = float(found.target)
    top = max(target, 1.0, *named)
    yield _legend(width)
    labels = {0: f"{round(top):,}", row_of(target, top, HEIGHT): f"{people(found.target):,}"}
    for row, line in enumerate(with_line(named, wanted, target, top, HEIGHT, width=column, gap=gap)):
        yield Content.assemble((fitted(labels.get(row, ""), _AXIS - 1, "right") + " ", _QUIET), line)
    yield from _below(ends, named, pitch)
    yield _half_time(found, step, pitch, width)


def _legend(width: int) -> Content:
    if width < 56:
        return Content.assemble(("█", "$primary"), (" named  ", _QUIET), "⠤", (" wanted  ┄ target", _QUIET))
    return Content.assemble(
        ("█", "$primary"), (" named, week upon week   ", _QUIET), "⠤⠤", (" wanted by then   ┄┄ target", _QUIET)
    )


def _below(ends: Sequence[int], named: Sequence[int], pitch: int) -> Iterator[Content]:
    """Yield the weeks below their columns, and where there is room what had come by then."""
    every = 1 if pitch >= 3 else 5
    cells = [str(end) if end % every == 0 else "" for end in ends]
    yield _labelled("week", cells, pitch)
    if pitch >= 4 and max(named, default=0) < 1000:
        yield _labelled("named", [str(one) for one in named], pitch, "bold")


def _labelled(label: str, cells: Sequence[str], pitch: int, style: str = _QUIET) -> Content:
    if pitch >= 3:
        said = "".join(cell.center(pitch - 1) + " " for cell in cells)
    else:
        said = ""
        for place, cell in enumerate(cells):
            said = said.ljust(place * pitch) + cell if cell and len(said) <= place * pitch else said
    return Content.assemble((fitted(label, _AXIS - 1, "right") + " ", _QUIET), (said.rstrip(), style))


def _half_time(found: Drive, step: int, pitch: int, width: int) -> Content:
    """Mark where half of the weeks are over."""
    place = _AXIS + round(found.weeks / 2 / step * pitch) - 1
    return Content.styled((" " * place + "▲ half-time")[:width], _QUIET)
