"""The rows of a long list, read in pages only where they are looked at."""

from collections import OrderedDict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Protocol

PAGE = 200
"""Rows read at once."""
KEPT_PAGES = 3
"""The page in sight, and one before and after it."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a list: what it stands for and what it shows."""

    key: Hashable
    cells: tuple[str, ...]
    mark: str = " "
    """One character before the cells: "!" late, "·" due, "✎" written by hand."""
    heading: bool = False
    """A heading over the rows below it; the cursor passes over it."""
    dim: bool = False
    goes_on: bool = False
    """More of the row above it; the cursor passes over it."""
    lead: str = ""
    """What is drawn before the first cell, its spaces kept: the branches of a tree."""


class Source(Protocol):
    """Where a list gets its rows, in their order."""

    def count(self) -> int:
        """How many rows there are."""
        ...

    def page(self, start: int, size: int) -> Sequence[Row]:
        """The rows from `start` on, at most `size`."""
        ...

    def position(self, key: Hashable) -> int | None:
        """Where the row with this key stands now; None when it is gone."""
        ...


class FixedRows:
    """A source of rows that are all at hand."""

    def __init__(self, rows: Sequence[Row] = ()) -> None:
        """Keep the rows in the order given."""
        self._rows = rows

    def count(self) -> int:
        """How many rows there are."""
        return len(self._rows)

    def page(self, start: int, size: int) -> Sequence[Row]:
        """The rows from `start` on, at most `size`."""
        return self._rows[start : start + size]

    def position(self, key: Hashable) -> int | None:
        """Where the row with this key stands."""
        return next((place for place, row in enumerate(self._rows) if row.key == key), None)


class Pages:
    """The pages of a source that were read last."""

    def __init__(self, source: Source) -> None:
        """Count the rows; read none yet."""
        self.source = source
        self.count = source.count()
        self._read: OrderedDict[int, Sequence[Row]] = OrderedDict()

    def row(self, place: int) -> Row | None:
        """The row at a place, or None where there is none (a source may have shrunk since it was counted)."""
        if not 0 <= place < self.count:
            return None
        page = self._page(place // PAGE)
        offset = place % PAGE
        return page[offset] if offset < len(page) else None

    def near(self, place: int, step: int) -> int | None:
        """The first place from `place` on in the direction of `step` where the cursor may stand."""
        while (row := self.row(place)) is not None:
            if not (row.heading or row.goes_on):
                return place
            place += step
        return None

    def position(self, key: Hashable, near: int) -> int | None:
        """Where a key stands: looked for on the page of `near` first, then asked of the source."""
        first = near // PAGE * PAGE
        for offset, row in enumerate(self._page(near // PAGE)):
            if row.key == key:
                return first + offset
        return self.source.position(key)

    def _page(self, number: int) -> Sequence[Row]:
        if number not in self._read:
            self._read[number] = self.source.page(number * PAGE, PAGE)
            if len(self._read) > KEPT_PAGES:
                self._read.popitem(last=False)
        self._read.move_to_end(number)
        return self._read[number]
