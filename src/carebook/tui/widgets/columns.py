"""How the cells of a list share its width, and which columns give way when it is narrow (T5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from carebook.tui.text import Align

GAP = 2
"""Cells between two columns."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a list: a fixed number of cells, or with `width` 0 a share of what is left."""

    title: str = ""
    width: int = 0
    share: int = 1
    least: int = 12
    """Cells below which a sharing column makes others give way."""
    align: Align = "left"
    rank: int = 0
    """The column with the highest rank gives way first; the one with the lowest never does."""


@lru_cache(64)
def column_widths(columns: tuple[Column, ...], width: int) -> tuple[int, ...]:
    """The cells that each column gets in a line of `width`; 0 for the ones that gave way."""
    shown = list(range(len(columns)))
    while len(shown) > 1 and _needed(columns, shown) > width:
        shown.remove(max(shown, key=lambda place: (columns[place].rank, place)))
    return _shared(columns, shown, width)


def _needed(columns: Sequence[Column], shown: list[int]) -> int:
    cells = sum(columns[place].width or columns[place].least for place in shown)
    return cells + GAP * (len(shown) - 1)


def _shared(columns: Sequence[Column], shown: list[int], width: int) -> tuple[int, ...]:
    widths = [0] * len(columns)
    sharing = [place for place in shown if not columns[place].width]
    for place in shown:
        widths[place] = min(columns[place].width, width)
    left = max(width - sum(widths) - GAP * (len(shown) - 1), 0)
    shares = sum(columns[place].share for place in sharing)
    for place in sharing:
        share = columns[place].share
        widths[place] = left * share // shares
        left -= widths[place]
        shares -= share
    return tuple(widths)
