"""A source of rows that the store counts, reads and finds."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence

from carebook.tui.widgets.rows import Row


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
