"""What an action touched: the one thing that every verb returns."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from sqlite3 import Connection
from typing import TypeAlias


@dataclass(frozen=True)
class Change:
    """One finished action: its number, its name for "undo: ...", and the rows that it touched by table.

    The rows of a bulk import are not listed one by one: their table stands with an empty set.
    """

    action: int
    label: str
    touched: Mapping[str, frozenset[int]] = field(default_factory=dict)

    def touches(self, *kinds: str) -> bool:
        """Tell whether any of these tables was touched."""
        return any(kind in self.touched for kind in kinds)

    def only(self, kind: str) -> int:
        """Return the id of the one row of this table that was touched (a new record's)."""
        (row_id,) = self.touched[kind]
        return row_id


Follower: TypeAlias = Callable[[Connection, Change, date], None]
"""Called before an action commits, in its transaction; finds the customers touched in `temp.touched(customer_id)`."""
