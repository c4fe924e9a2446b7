"""A list of several sections, each under its heading and each from a source of its own."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence

from carebook.tui.widgets.rows import Row, Source


class Sections:
    """The source of such a list; a section without rows has no heading either."""

    def __init__(self, gather: Callable[[], Sequence[tuple[str, Source]]], *, counted: bool = True) -> None:
        """`gather` makes each section's heading and source; it is asked anew whenever the list is read anew.

        Headings say how many rows they have, unless they are not `counted`.
        """
        self._gather = gather
        self._counted = counted
        self._sections: list[tuple[str, Source, int]] = []

    def count(self) -> int:
        """How many rows there are, headings counted."""
        counted = [(heading, source, source.count()) for heading, source in self._gather()]
        self._sections = [section for section in counted if section[2]]
        return sum(count + 1 for _, _, count in self._sections)

    def page(self, start: int, size: int) -> Sequence[Row]:
        """The rows from `start` on, at most `size`."""
        rows: list[Row] = []
        for first, heading, source, count in self._placed():
            if first >= start + size or first + count < start:
                continue
            if first >= start:
                rows.append(Row((heading,), (f"{heading} · {count:,}" if self._counted else heading,), heading=True))
            skipped = max(start - first - 1, 0)
            wanted = min(count - skipped, start + size - max(first + 1, start))
            if wanted > 0:
                rows += source.page(skipped, wanted)
        return rows

    def position(self, key: Hashable) -> int | None:
        """Where the row with this key stands now; None when it is gone."""
        for first, _, source, _ in self._placed():
            place = source.position(key)
            if place is not None:
                return first + 1 + place
        return None

    def _placed(self) -> Iterator[tuple[int, str, Source, int]]:
        """Each section with the place of its heading."""
        first = 0
        for heading, source, count in self._sections:
            yield first, heading, source, count
            first += count + 1
