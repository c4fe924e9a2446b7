"""Refunds on the way in: each is tied to its sale in the book or in the file, and gives back no more than it took."""

from __future__ import annotations

import sqlite3
from typing import Final, NamedTuple

from carebook.exchange.store.arriving import next_id

_REFUNDS: Final = "reason IS NULL AND refund_number IS NOT NULL AND (numbered OR sale_id IS NULL)"
_ROW: Final = (
    "SELECT r.line, r.sale_id, r.amount, coalesce(r.customer_id, b.customer_id), coalesce(r.refund_of, b.refund_of),"
    " CASE WHEN b.refund_of = ?1 THEN b.amount ELSE 0 END FROM arriving.row r LEFT JOIN main.sale b ON b.id = r.sale_id"
    " WHERE r.reason IS NULL AND (r.numbered OR r.sale_id IS NULL) AND"
)


class _Row(NamedTuple):
    """A row as it will stand; `counted` is what it gave back of the sale before, none for a new one."""

    line: int
    sale_id: int | None
    amount: int
    customer_id: int
    refund_of: int | None
    counted: int


class _Sale(NamedTuple):
    """The sale that is refunded, as it will stand; `left` is what can still be given back of it."""

    customer_id: int
    refund_of: int | None
    left: int


def tie(db: sqlite3.Connection) -> None:
    """Find the sale of every refund, wherever in the file it stands, and refuse those that do not fit it."""
    base = next_id(db, "sale")
    db.execute(
        "UPDATE arriving.row SET refund_of = coalesce((SELECT id FROM main.sale WHERE external_id = refund_number),"
        " (SELECT ? + s.line FROM arriving.row s WHERE s.key = row.refund_number AND s.numbered AND s.nth = 1"
        f" AND s.reason IS NULL)) WHERE {_REFUNDS}",
        [base],
    )
    db.execute(
        "UPDATE arriving.row SET reason = 'refund_of: there is no sale “' || substr(refund_number, 1, 60) || '”'"
        f" WHERE {_REFUNDS} AND refund_of IS NULL"
    )
    db.execute(
        "UPDATE arriving.row SET refund_of = s.refund_of FROM main.sale s WHERE s.id = row.sale_id AND row.numbered"
        " AND row.refund_number IS NULL AND s.refund_of IS NOT NULL"
    )
    sales = db.execute(
        "SELECT refund_of FROM arriving.row WHERE refund_of IS NOT NULL UNION SELECT b.refund_of FROM arriving.row r"
        " CROSS JOIN main.sale b ON b.refund_of = r.sale_id WHERE r.sale_id IS NOT NULL AND r.numbered"
    )
    for (sale_id,) in sales.fetchall():
        _weigh(db, sale_id, base)


def _weigh(db: sqlite3.Connection, sale_id: int, base: int) -> None:
    """Refuse what does not fit one sale, row by row in the order of the file."""
    sale = _sale(db, sale_id, base)
    left = sale.left if sale else 0
    for row in _rows(db, "r.refund_of = ?1 ORDER BY r.line", sale_id):
        reason = "refund_of: the sale itself is not taken in" if sale is None else _misfit(row, sale)
        if reason is None and left + row.amount - row.counted < 0:
            reason = "refund_of: more would be given back than the sale took"
        if reason:
            _refuse(db, row, reason)
        else:
            left += row.amount - row.counted


def _misfit(row: _Row, sale: _Sale) -> str | None:
    if sale.refund_of is not None:
        return "refund_of: that is itself money given back"
    if row.customer_id != sale.customer_id:
        return "refund_of: that is a sale to another customer"
    if row.amount > 0:
        return "amount: money given back is an amount below zero"
    return None


def _sale(db: sqlite3.Connection, sale_id: int, base: int) -> _Sale | None:
    """Return a sale as it will stand; its own row is refused where it does not fit what was given back before."""
    back, least, most = db.execute(
        "SELECT coalesce(sum(amount), 0), min(customer_id), max(customer_id) FROM main.sale WHERE refund_of = ?",
        [sale_id],
    ).fetchone()
    for row in _rows(db, "(r.sale_id = ?1 OR r.line = ?1 - ?2 AND r.sale_id IS NULL)", sale_id, base):
        fits = least is None or (row.amount + back >= 0 and row.refund_of is None and least == most == row.customer_id)
        if fits:
            return _Sale(row.customer_id, row.refund_of, row.amount + back)
        _refuse(db, row, "what was given back of this sale before does not fit it any more")
    standing = db.execute("SELECT customer_id, refund_of, amount FROM main.sale WHERE id = ?", [sale_id]).fetchone()
    return _Sale(standing[0], standing[1], standing[2] + back) if standing else None


def _rows(db: sqlite3.Connection, where: str, *params: int) -> list[_Row]:
    return [_Row(*row) for row in db.execute(f"{_ROW} {where}", params)]


def _refuse(db: sqlite3.Connection, row: _Row, reason: str) -> None:
    db.execute("UPDATE arriving.row SET reason = ? WHERE line = ?", [reason, row.line])
