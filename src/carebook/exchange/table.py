"""Where the rows begin and which columns they have: preamble, header line, names, rows that are too short (X1)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from statistics import median
from typing import Final

from carebook.exchange import words
from carebook.exchange.columns import Column, is_known, is_number
from carebook.exchange.formats import looks_like_day, looks_like_phone
from carebook.exchange.reading import Record
from carebook.text import clean, fold, is_blank

_LOOK_FOR_HEADER: Final = 30
_EMAIL: Final = re.compile(r"\S+@\S+$")


@dataclass(frozen=True, slots=True)
class Table:
    """The layout of a file: `header_line` is None without one, `first_line` is where rows begin.

    A row may lack trailing columns down to `least_width`: those are seldom filled. A shorter one has probably
    lost a cell in its middle, and what follows stands under the wrong names.
    """

    header_line: int | None
    first_line: int
    columns: tuple[Column, ...]
    least_width: int


def find_table(head: Sequence[Record]) -> Table:
    """The layout that the first records show."""
    place = _header_place(head)
    if place is None:
        width = max((len(record.cells) for record in head), default=0)
        names = [f"column {number}" for number in range(1, width + 1)]
        header_line, first_line = None, 1
    else:
        names = _unique_names(head[place].cells)
        header_line, first_line = head[place].line, head[place].line + 1
    rows = [record for record in head if record.line >= first_line and not is_total(record.cells)]
    cells = [
        tuple(value for row in rows if index < len(row.cells) and (value := clean(row.cells[index])))
        for index in range(len(names))
    ]
    columns = tuple(Column(name, filled) for name, filled in zip(names, cells, strict=True))
    return Table(header_line, first_line, columns, _least_width(columns, len(rows)))


def _header_place(head: Sequence[Record]) -> int | None:
    """The first record that names columns; without one, the first full one if it holds no values."""
    filled = [[cell for cell in map(clean, record.cells) if not is_blank(cell)] for record in head]
    typical = median(map(len, filled)) if filled else 0
    full = [place for place, cells in enumerate(filled[:_LOOK_FOR_HEADER]) if len(cells) * 2 >= typical]
    if filled and _surely_names(filled[0]):
        return 0
    wordy = bool(full) and not any(map(_is_value, filled[full[0]]))
    for place in full:
        cells = filled[place]
        words = [cell for cell in cells if not _is_value(cell)]
        if sum(map(is_known, words)) * 3 < len(words) or not any(map(is_known, words)):
            continue
        if len(words) == len(cells) or (not wordy and _surely_names(cells)):
            return place
    if wordy:
        return full[0]
    return 0 if filled and _half_names(filled[0]) else None


def _surely_names(cells: Sequence[str]) -> bool:
    """Two different names of columns and nobody's e-mail; a year or a number may be a name beside them."""
    return len({fold(cell) for cell in cells if is_known(cell)}) > 1 and not _holds_email(cells)


def _half_names(cells: Sequence[str]) -> bool:
    """Whether every second cell could be the name of a column: too many to be a customer's row."""
    return bool(cells) and sum(map(is_known, cells)) * 2 >= len(cells) and not _holds_email(cells)


def _holds_email(cells: Sequence[str]) -> bool:
    return any(map(_EMAIL.match, cells))


def _is_value(cell: str) -> bool:
    return bool(_EMAIL.match(cell)) or is_number(cell) or looks_like_day(cell) or looks_like_phone(cell)


def _unique_names(cells: Sequence[str]) -> list[str]:
    """Names of columns: a nameless one is called by its place, a second "Name" becomes "Name (2)"."""
    names: dict[str, int] = {}
    for number, cell in enumerate(cells, 1):
        title = clean(cell)
        name = unique = f"column {number}" if is_blank(title) else title
        while unique in names:
            names[name] += 1
            unique = f"{name} ({names[name]})"
        names[unique] = 1
    return list(names)


def _least_width(columns: Sequence[Column], rows: int) -> int:
    """The width behind which every column is empty in at least half of the rows."""
    return max((place for place, column in enumerate(columns, 1) if len(column.cells) * 2 > rows), default=0)


def is_total(cells: Sequence[str]) -> bool:
    """Whether a row says "Total" and holds nothing else but figures, or holds figures only."""
    filled = [cell for cell in cells if cell.strip()]
    if not filled or not (_may_be_total(filled[0]) or (len(filled) == 1 < len(cells) and is_number(filled[0].strip()))):
        return False
    rest = filled[1:] if _may_be_total(filled[0]) else filled
    return all(is_number(cell.strip()) for cell in rest)


def _may_be_total(cell: str) -> bool:
    return len(cell) < 20 and fold(cell) in _total_words()


@cache
def _total_words() -> frozenset[str]:
    return frozenset(map(fold, words.TOTAL_WORDS.split("|")))
