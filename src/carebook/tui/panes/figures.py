"""What pages of figures are made of: words, a figure after its label, shares, columns, two halves side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import TypeVar

from textual.content import Content

from carebook.complaints.model import Share
from carebook.complaints.rules import percent
from carebook.tui.text import fitted, wrapped
from carebook.tui.widgets.columns import GAP, Column

QUIET = "$foreground-muted"
SHARE = "{n:,} of {of:,} · {percent} %"
"""How a share is said where there is room."""
Found = TypeVar("Found")


def prose(words: str, width: int, style: str = QUIET) -> Iterator[Content]:
    """Yield a sentence in as many lines as it needs."""
    yield from (Content.styled(line, style) for line in wrapped(words, width))


def labelled(label: str, words: str, width: int, room: int) -> Iterator[Content]:
    """Yield a figure, or some words, behind a label that has so many cells, and half of the width at most."""
    room = min(room, width // 2)
    for place, line in enumerate(wrapped(words, width - room)):
        yield Content.assemble((fitted(label if place == 0 else "", room), QUIET), line)


def counted(share: Share, form: str = SHARE) -> str:
    """Say a share in this form where there are enough cases for percents; of a few only the counts."""
    if not share.of:
        return "–"
    percents = percent(share)
    return f"{share.n:,} of {share.of:,}" if percents is None else form.format(n=share.n, of=share.of, percent=percents)


def in_columns(columns: Sequence[Column], cells: Sequence[str], widths: Sequence[int]) -> str:
    """Set cells in columns of these widths; 0 leaves one out."""
    shown = zip(cells, widths, columns, strict=True)
    return (" " * GAP).join(fitted(cell, room, column.align) for cell, room, column in shown if room).rstrip()


def stacked(found: Found, width: int, *parts: Callable[[Found, int], Iterator[Content]]) -> Iterator[Content]:
    """Yield the parts of a page one below the other, an empty line after each."""
    for part in parts:
        yield from part(found, width)
        yield Content("")


def side_by_side(left: Iterable[Content], right: Iterable[Content], place: int) -> Iterator[Content]:
    """Yield two halves of a page beside each other, the right one from a place on."""
    for one, other in zip_longest(left, right, fillvalue=Content("")):
        yield Content.assemble(one, " " * (place - one.cell_length), other)
