"""The lines of customers: the whole list in an order, and what was found."""

from __future__ import annotations

import sqlite3
from collections.abc import Hashable, Sequence
from datetime import date

from carebook import money
from carebook.customers import store
from carebook.customers.model import Line
from carebook.customers.store import Order
from carebook.retention.store.standings import in_short
from carebook.shop.model import Shop
from carebook.tui.messages import Step
from carebook.tui.screens.record.card import short_day
from carebook.tui.widgets.columns import Column
from carebook.tui.widgets.record_list import RecordList
from carebook.tui.widgets.rows import Row

COLUMNS = (
    Column("name", share=3, least=16),
    Column("place", share=2, least=10, rank=4),
    Column("last sale", width=11, rank=1),
    Column("taken", width=11, align="right", rank=2),
    Column("standing", width=14, rank=3),
)
STOPPED = "‖"
"""The mark of a customer with a stop."""


class Customers:
    """All customers, in an order."""

    def __init__(self, db: sqlite3.Connection, shop: Shop, today: date, order: Order) -> None:
        """List for a shop's eyes on a day."""
        self._db, self._shop, self._today, self._order = db, shop, today, order

    def count(self) -> int:
        """How many there are."""
        return store.count(self._db)

    def page(self, start: int, size: int) -> Sequence[Row]:
        """Those from `start` on."""
        found = store.lines(self._db, order=self._order, start=start, size=size)
        return customer_rows(self._db, found, self._shop, self._today)

    def position(self, key: Hashable) -> int | None:
        """Where one stands."""
        return store.place_in_list(self._db, key, order=self._order) if isinstance(key, int) else None


class Picked:
    """Some customers, whose ids are at hand in their order."""

    def __init__(self, db: sqlite3.Connection, shop: Shop, today: date, ids: Sequence[int]) -> None:
        """List for a shop's eyes on a day."""
        self._db, self._shop, self._today = db, shop, today
        self.ids = ids

    def count(self) -> int:
        """How many there are."""
        return len(self.ids)

    def page(self, start: int, size: int) -> Sequence[Row]:
        """Those from `start` on who are still in the book."""
        found = store.lines_of(self._db, self.ids[start : start + size])
        return customer_rows(self._db, found, self._shop, self._today)

    def position(self, key: Hashable) -> int | None:
        """Where one stands."""
        return self.ids.index(key) if isinstance(key, int) and key in self.ids else None


class Found:
    """The customers that are found by what is typed."""

    def __init__(self, db: sqlite3.Connection, shop: Shop, today: date, typed: str) -> None:
        """Find for a shop's eyes on a day."""
        self._db, self._shop, self._today, self._typed = db, shop, today, typed

    def count(self) -> int:
        """How many were found."""
        return store.count_found(self._db, self._typed)

    def page(self, start: int, size: int) -> Sequence[Row]:
        """Those from `start` on."""
        return customer_rows(self._db, store.find(self._db, self._typed, start, size), self._shop, self._today)

    def position(self, key: Hashable) -> int | None:
        """Where one stands: every letter typed begins anew at the top."""
        return None


def customer_rows(db: sqlite3.Connection, lines: Sequence[Line], shop: Shop, today: date) -> list[Row]:
    """Return the lines of customers with how they stand (VAL-1, VAL-3)."""
    known = in_short(db, (line.id for line in lines), today)
    return [_row(line, known.get(line.id, (None, "")), shop, today) for line in lines]


def _row(line: Line, stands: tuple[str | None, str], shop: Shop, today: date) -> Row:
    """Return the line of one customer; its key is the customer's id."""
    last = short_day(date.fromisoformat(line.last_sale_on), today) if line.last_sale_on else "no sale yet"
    taken = money.shown(line.taken, shop.currency, shop.country) if line.sales or line.taken else ""
    mark = STOPPED if line.stopped else " "
    cells = (line.name, line.place, last, taken, line.stopped or " ".join(filter(None, stands)))
    return Row(line.id, cells, mark=mark, dim="deceased" in line.stopped)


def stepping(lines: RecordList) -> Step:
    """Return the step through a list of customers for a record that is opened from it."""

    def step(by: int) -> int | None:
        lines.action_step(by)
        return lines.cursor_key if isinstance(lines.cursor_key, int) else None

    return step
