"""The lines of the tree of who brought whom: its branches, what is folded, and what stands beside each name."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import TYPE_CHECKING

from carebook.referrals.store import tree
from carebook.referrals.store.tree import Leaf
from carebook.tui.panes.retention_money import whole
from carebook.tui.screens.record.card import short_day
from carebook.tui.widgets.columns import Column
from carebook.tui.widgets.rows import Row

if TYPE_CHECKING:
    from carebook.tui.app import CarebookApp

COLUMNS = (
    Column("who", share=1, least=27),
    Column("came", width=11, rank=3),
    Column("bought", width=7, rank=2),
    Column("brought in all", width=14, align="right", rank=1),
    Column("profit", width=9, align="right", rank=1),
)
DEEPEST_DRAWN = 5
"""Generations that are drawn with a branch each; below them the generation is told by its number."""


class TreeRows:
    """The source of the list: the whole tree is grown at once, and read line by line where it is looked at."""

    def __init__(self, keeper: CarebookApp) -> None:
        """Let it grow; nothing is folded."""
        self._keeper = keeper
        self._folded: set[int] = set()
        self.grow()

    def grow(self) -> None:
        """Read anew who brought whom."""
        self._tree = tree.grow(self._keeper.book.db)
        self._goes_on = goes_on(self._tree.rows)
        self._open_lines: list[int] = []
        self._place_of_line: dict[int, int] = {}

    # What a list asks ----------------------------------------------------------------------------------------

    def count(self) -> int:
        """How many lines there are, those in folds left out."""
        self._open_lines = list(self._unfolded())
        self._place_of_line = {line: place for place, line in enumerate(self._open_lines)}
        return len(self._open_lines)

    def page(self, start: int, size: int) -> Sequence[Row]:
        """The rows from `start` on, at most `size`."""
        lines = self._open_lines[start : start + size]
        leaves = tree.leaves(self._keeper.book.db, self._tree, lines)
        return [self._row(leaf) for leaf in leaves]

    def position(self, key: Hashable) -> int | None:
        """Where somebody's row stands now; None when they are not in the tree, or in a fold."""
        line = self._tree.place(key) if isinstance(key, int) else None
        return None if line is None else self._place_of_line.get(line)

    # Folds ---------------------------------------------------------------------------------------------------

    def can_fold(self, customer_id: int) -> bool:
        """Tell whether somebody brought others, and these are shown."""
        line = self._tree.place(customer_id)
        return line is not None and self._tree.below[line] > 0 and customer_id not in self._folded

    def is_folded(self, customer_id: int) -> bool:
        """Tell whether somebody's branch is folded."""
        return customer_id in self._folded

    def fold(self, customer_id: int) -> None:
        """Hide whom somebody brought."""
        self._folded.add(customer_id)

    def unfold(self, customer_id: int) -> None:
        """Show them again."""
        self._folded.discard(customer_id)

    def show(self, customer_id: int) -> bool:
        """Unfold every branch above somebody; False where they are not in the tree."""
        if self._tree.place(customer_id) is None:
            return False
        above = self.bringer(customer_id)
        while above is not None:
            self._folded.discard(above)
            above = self.bringer(above)
        return True

    def bringer(self, customer_id: int) -> int | None:
        """Return who brought somebody; None for the first of a branch."""
        line = self._tree.place(customer_id)
        if line is None:
            return None
        rows = self._tree.rows
        above = rows[line][1] - 1
        return next((rows[place][0] for place in range(line - 1, -1, -1) if rows[place][1] == above), None)

    def _unfolded(self) -> Sequence[int]:
        below, rows, shown, line = self._tree.below, self._tree.rows, [], 0
        while line < len(rows):
            shown.append(line)
            line += 1 + (below[line] if rows[line][0] in self._folded else 0)
        return shown

    # A row ---------------------------------------------------------------------------------------------------

    def _row(self, leaf: Leaf) -> Row:
        keeper = self._keeper
        line = self._tree.place(leaf.customer_id)
        is_folded = leaf.customer_id in self._folded and leaf.below > 0
        return Row(
            leaf.customer_id,
            (
                f"{leaf.name} · partner" if leaf.is_partner else leaf.name,
                short_day(leaf.contact_on, keeper.today) if leaf.contact_on else "–",
                "yes" if leaf.bought else "–" if leaf.is_partner else "not yet",
                f"{leaf.below:,}" if leaf.below else "–",
                whole(leaf.value, keeper.shop) if leaf.value else "–",
            ),
            lead=lead(leaf.depth, self._goes_on[line or 0], is_folded=is_folded),
        )


def goes_on(rows: Sequence[tuple[int, int]]) -> list[int]:
    """Return for each line, as the bits of a number, the depths on which its branches go on below it."""
    found, open_depths = [0] * len(rows), 0
    for place in range(len(rows) - 1, -1, -1):
        depth = rows[place][1]
        found[place] = open_depths
        open_depths = open_depths & ((1 << depth) - 1) | 1 << depth
    return found


def lead(depth: int, open_depths: int, *, is_folded: bool) -> str:
    """Draw the branches before a name: "│  └─ "; very deep ones are told by their generation: "⋯12 "."""
    fold = "▸ " if is_folded else ""
    if depth == 0:
        return fold
    trunks = "".join("│  " if open_depths >> level & 1 else "   " for level in range(1, min(depth, DEEPEST_DRAWN)))
    if depth > DEEPEST_DRAWN:
        return f"{trunks}⋯{depth:<2} {fold}"
    branch = "├─" if open_depths >> depth & 1 else "└─"
    return f"{trunks}{branch}{fold or ' '}"
