"""From lines to records: the delimiter, strict quoting, and the line on which each record begins (X1)."""

import csv
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from typing import Final, NamedTuple

from carebook.exchange.encoding import TextFile
from carebook.text import clean, cut

_DELIMITERS: Final = (",", ";", "\t", "|")
_RECORDS_FOR_DELIMITER: Final = 200
_LINES_FOR_DELIMITER: Final = 1_000
_FIGURES_FROM: Final = 3
_CELLS_SHOWN, _SHOWN = 3, 60
_UNCLOSED: Final = ": a quote may be opened on this line and not closed"


class Record(NamedTuple):
    """One record as the file has it: the line on which it begins (counted from 1) and its cells."""

    line: int
    cells: list[str]


class Reject(NamedTuple):
    """A record that is left out, the sentence that says why, and whom it is about as far as it says so (X1)."""

    line: int
    reason: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a line is cut into cells."""

    delimiter: str
    quoted: bool = True

    def cut(self, lines: Iterable[str]) -> Iterator[list[str]]:
        """Cells of record after record; raises csv.Error where the quoting is not what it should be."""
        return csv.reader(
            lines,
            delimiter=self.delimiter,
            quoting=csv.QUOTE_MINIMAL if self.quoted else csv.QUOTE_NONE,
            skipinitialspace=True,
            strict=True,
        )


def read_records(lines: Iterable[str], dialect: Dialect) -> Iterator[Record | Reject]:
    """Every record that is not blank.

    A quote that is opened and never closed would swallow all that follows: such a record is rejected at the
    line where it begins, and reading goes on with the line after that one.
    """
    rest, line = iter(lines), 1
    while True:
        taken: list[str] = []
        try:
            for cells in dialect.cut(_remembering(rest, taken)):
                if cells and (cells[0] or any(map(str.strip, cells))):
                    yield Record(line, cells)
                line += len(taken)
                taken.clear()
        except csv.Error as error:
            yield Reject(line, _quoting_fault(taken, str(error)), beginning(taken[:1]))
            rest = chain(taken[1:], rest)
            line += 1
        else:
            return


def _remembering(lines: Iterator[str], taken: list[str]) -> Iterator[str]:
    for line in lines:
        taken.append(line)
        yield line


def _quoting_fault(taken: list[str], fault: str) -> str:
    if "field limit" in fault:
        return f"a cell is longer than {csv.field_size_limit():,} letters{_UNCLOSED if len(taken) > 1 else ''}"
    if "new-line" in fault:
        return "a line break stands in the middle of this line"
    if len(taken) == 1 and "expected after" in fault:
        return "a closing quote is not followed by the next column"
    return "a quote is opened on this line and not closed"


def beginning(cells: Iterable[str]) -> str:
    """The first filled cells of a record, by which the owner knows it again."""
    filled = (shown for cell in cells if (shown := clean(cell[: 2 * _SHOWN])))
    return cut(", ".join(islice(filled, _CELLS_SHOWN)), _SHOWN)


def guess_dialect(text: TextFile) -> Dialect:
    """The cut under which most of the first 200 records have the same number of cells, the more the better.

    A quote that means nothing (5" pots, tab-separated) is told by the strict cut failing where the plain one fits.
    """
    head = list(islice(text.read(), _LINES_FOR_DELIMITER))
    choices = [*map(Dialect, _DELIMITERS), Dialect("\t", quoted=False)]
    best = max(choices, key=lambda dialect: _consistency(head, dialect))
    return Dialect(" ", quoted=False) if not _consistency(head, best) and _stands_in_figures(head) else best


def _stands_in_figures(head: list[str]) -> bool:
    """Tell whether every line has the same cells between spaces, most of them figures: a till's plain list.

    Names of two words part at spaces as well, and stay whole.
    """
    rows = [cells for line in head if (cells := line.split())]
    if not rows or len(rows[0]) < _FIGURES_FROM or any(len(cells) != len(rows[0]) for cells in rows):
        return False
    figures = sum(all(any(map(str.isdigit, cell)) for cell in column) for column in zip(*rows, strict=True))
    return figures > len(rows[0]) // 2


def _consistency(head: list[str], dialect: Dialect) -> float:
    """The share of records of the commonest width, a little more for wider ones; 0 when nothing is cut."""
    records = list(islice(read_records(head, dialect), _RECORDS_FOR_DELIMITER))
    widths = Counter(len(record.cells) for record in records if isinstance(record, Record))
    del widths[1]
    if not widths:
        return 0.0
    width, alike = widths.most_common(1)[0]
    return alike / len(records) * (1 - 0.5 / width)
