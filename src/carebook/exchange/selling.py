"""A row of sales, read: its money and quantity, and the key by which the same row is known again."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from hashlib import blake2b
from typing import Final, NamedTuple

from carebook import money
from carebook.exchange.merging import shown_name
from carebook.exchange.reading import Reject
from carebook.exchange.rows import Row
from carebook.text import clean

_QUANTITY: Final = re.compile(r"-?(?:\d{1,12}(?:\.\d{1,6})?|\.\d{1,6})", re.ASCII)
_IN_THOUSANDS: Final = re.compile(r"-?\d{1,3}(?:,\d{3})+(?:\.\d+)?", re.ASCII)
_FIRST_DAY: Final = "1900-01-01"
_REMEMBERED: Final = 10_000


class Sold(NamedTuple):
    """One sale or refund as the file has it; amounts in minor units, None where the file says nothing.

    `key` is the external_id of a numbered row, else a digest of the whole row.
    """

    line: int
    key: str
    numbered: bool
    customer: str
    email: str
    name: str
    sold_on: str
    product: str | None
    quantity: str | None
    amount: int
    cost: int | None
    refund_number: str | None
    gift_reveal_on: str | None
    note: str | None


class SaleReader:
    """Reads rows of sales in the shop's currency; amounts that repeat are read once."""

    def __init__(self, currency: str, decimal: money.Mark, today: date) -> None:
        """Take what amounts are in, the mark before their decimals, and the last day a sale may be of."""
        self._today, self._decimal = today.isoformat(), decimal
        self._amount: Callable[[str], int] = lru_cache(_REMEMBERED)(
            lambda typed: money.parse(typed, currency, decimal=decimal)
        )

    def read(self, row: Row) -> Sold | Reject:
        """Return the sale that a row is, or why it is none."""
        try:
            sold = self._sold(row)
        except money.NotAnAmount as refusal:
            return Reject(row.line, str(refusal), shown_name(row.fields))
        reason = self._fault(sold)
        return Reject(row.line, reason, shown_name(row.fields)) if reason else sold

    def _sold(self, row: Row) -> Sold:
        line, fields = row
        get = fields.get
        cost = get("cost")
        values = (
            get("customer", ""),
            get("customer_email", ""),
            get("customer_name", ""),
            fields["date"],
            get("product"),
            self._quantity(get("quantity")),
            self._amount(fields["amount"]),
            self._amount(cost) if cost else None,
            get("refund_of"),
            get("gift_reveal_on"),
            clean(get("note", "")) or None,
        )
        number = get("external_id")
        return Sold(line, number or _digest(values), number is not None, *values)

    def _quantity(self, cell: str | None) -> str | None:
        """Return a quantity with a point before its decimals, or as it is where it is none."""
        if cell is None or (cell.isascii() and cell.isdecimal()):
            return cell
        if self._decimal == "." and _IN_THOUSANDS.fullmatch(cell):
            return cell.replace(",", "")
        return cell.replace(",", ".")

    def _fault(self, sold: Sold) -> str | None:
        if sold.sold_on < _FIRST_DAY:
            return f"date: {sold.sold_on} is before 1900, and a sale that old is a slip of the pen"
        if sold.sold_on > self._today:
            return f"date: {sold.sold_on} is still to come"
        if sold.quantity is not None and not _QUANTITY.fullmatch(sold.quantity):
            return f"quantity: “{sold.quantity[:40]}” is not a quantity"
        if sold.cost is not None and sold.cost < 0:
            return "cost: a cost is not below zero"
        if sold.gift_reveal_on is not None and sold.gift_reveal_on < sold.sold_on:
            return "gift_reveal_on: a gift is given on the day it is bought or later"
        if sold.refund_number is not None and sold.amount > 0:
            return "refund_of: money given back is an amount below zero"
        return None


def _digest(values: tuple[str | int | None, ...]) -> str:
    """Return the key of a row without a number: the same contents, the same key."""
    return blake2b(json.dumps(values).encode(), digest_size=12).hexdigest()
