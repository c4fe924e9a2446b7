"""Sources of rows that are read anew whenever a list is."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence

from carebook.tui.widgets.rows import FixedRows, Row


class StoredRows:
    """Rows whose keys are a word for what they stand for, and an id."""

    def __init__(
        self,
        what: str,
        count: Callable[[], int],
        page: Callable[[int, int], Sequence[Row]],
        place: Callable[[int], int | None],
    ) -> None:
        """`page` takes a start and a size, `place` an id."""
        self.count = count
        self.page = page
        self._what = what
        self._place = place

    def position(self, key: Hashable) -> int | None:
        """Where the row with this key stands now."""
        return self._place(key[1]) if isinstance(key, tuple) and key[0] == self._what else None


class FreshRows(FixedRows):
    """A few rows, made anew whenever they are counted."""

    def __init__(self, make: Callable[[], Sequence[Row]]) -> None:
        """`make` gives them in their order."""
        super().__init__()
        self._make = make

    def count(self) -> int:
        """How many there are now."""
        self._rows = self._make()
        return super().count()
