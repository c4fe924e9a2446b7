"""What was done with one customer, action by action, as the journal has it: who it was before (S9)."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple, TypeAlias

from carebook.book import rows

Image: TypeAlias = Mapping[str, str | int | None]
"""The columns of one row."""


def read_image(text: str | None) -> Image | None:
    """Read a row as the journal keeps it; None where it was not there."""
    image: Image | None = json.loads(text) if text else None
    return image


class Changed(NamedTuple):
    """A row as it was before an action and after it; None where it was not there."""

    table: str
    row_id: int
    before: Image | None
    after: Image | None

    @property
    def columns(self) -> list[str]:
        """The columns of a changed row that are not as before."""
        if self.before is None or self.after is None:
            return []
        return [name for name, value in self.after.items() if self.before.get(name) != value]


class Done(NamedTuple):
    """One action that stands, and what it changed about the customer."""

    action: int
    label: str
    day: date
    changes: Sequence[Changed]


_OF = "FROM journal j JOIN action a ON a.id = j.action_id WHERE j.customer_id IN (SELECT value FROM json_each(?))"
_STANDS = f"{_OF} AND j.customer_id IS NOT NULL AND a.state = 'done'"


def first_day(db: sqlite3.Connection) -> str:
    """Return the day of the book's first action; empty while nothing was done in it."""
    found = db.execute("SELECT made_on FROM action ORDER BY id LIMIT 1").fetchone()
    return found[0] if found else ""


def newest(db: sqlite3.Connection) -> int:
    """Return the number of the book's newest action; 0 while nothing was done in it."""
    return int(db.execute("SELECT coalesce(max(id), 0) FROM action").fetchone()[0])


def touched_since(db: sqlite3.Connection, action: int) -> set[int]:
    """Return the customers whose rows an action after this one changed."""
    found = db.execute(
        "SELECT DISTINCT customer_id FROM journal WHERE action_id > ? AND customer_id IS NOT NULL", [action]
    )
    return {customer for (customer,) in found}


def count(db: sqlite3.Connection, customers: Sequence[int]) -> int:
    """Count the actions that changed anything about a customer, or about those who were merged into it."""
    found = db.execute(f"SELECT count(DISTINCT j.action_id) {_STANDS}", [rows.listed(customers)])
    return int(found.fetchone()[0])


def history(db: sqlite3.Connection, customers: Sequence[int], start: int = 0, size: int = 200) -> list[Done]:
    """Return a page of the actions that changed anything about a customer, newest first; those undone are left out.

    Rows that an import brought in are not listed one by one.
    """
    whose = rows.listed(customers)
    page = db.execute(
        f"SELECT a.id, a.label, a.made_on, min(j.id), max(j.id) {_STANDS}"
        " GROUP BY a.id ORDER BY a.id DESC LIMIT ? OFFSET ?",
        [whose, size, start],
    ).fetchall()
    if not page:
        return []
    changes = _changes(db, whose, min(row[3] for row in page), max(row[4] for row in page))
    return [Done(action, label, date.fromisoformat(day), changes[action]) for action, label, day, *_ in page]


def _changes(db: sqlite3.Connection, whose: str, first: int, last: int) -> dict[int, list[Changed]]:
    """Return what changed, by action; a row that one action changed more than once stands there once."""
    found: dict[int, dict[tuple[str, int], Changed]] = defaultdict(dict)
    entries = db.execute(
        "SELECT action_id, tbl, row_id, before, after FROM journal WHERE customer_id IN"
        " (SELECT value FROM json_each(?)) AND customer_id IS NOT NULL AND id BETWEEN ? AND ? ORDER BY id",
        [whose, first, last],
    )
    for action, table, row_id, before, after in entries:
        known = found[action].get((table, row_id))
        began = known.before if known else read_image(before)
        found[action][table, row_id] = Changed(table, row_id, began, read_image(after))
    return {action: [one for one in changed.values() if one.before != one.after] for action, changed in found.items()}
