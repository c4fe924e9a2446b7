"""Sales on the way in: which of the book each row is, and how they are written (X1).

A numbered row is the sale with its external_id, the first of the file only; any other is known again by its contents
and by how many of the same contents came before it in the file.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from carebook.book import journal
from carebook.customers import store as customers
from carebook.exchange.model import SHOWN, Tally
from carebook.exchange.reading import Reject
from carebook.exchange.selling import Sold
from carebook.exchange.store.arriving import next_id

_TABLES: Final = (
    "CREATE TABLE arriving.row (line INTEGER PRIMARY KEY, key TEXT NOT NULL, numbered INTEGER NOT NULL,"
    " customer TEXT NOT NULL, email TEXT NOT NULL, name TEXT NOT NULL, sold_on TEXT NOT NULL,"
    " product TEXT, quantity TEXT, amount INTEGER NOT NULL, cost INTEGER, refund_number TEXT, gift_reveal_on TEXT,"
    " note TEXT, nth INTEGER NOT NULL, sale_id INTEGER, customer_id INTEGER, refund_of INTEGER, reason TEXT)",
    "CREATE INDEX arriving.row_by_key ON row(key, numbered, nth)",
    "CREATE INDEX arriving.row_by_refund ON row(refund_of) WHERE refund_of IS NOT NULL",
    "CREATE INDEX arriving.row_with_reason ON row(line) WHERE reason IS NOT NULL",
    "CREATE INDEX arriving.row_by_sale ON row(sale_id) WHERE sale_id IS NOT NULL",
)
"""`nth` counts the rows of one key; `sale_id` is the sale of the book that a row is."""

_CHUNK: Final = 20_000
_FILLED: Final = (
    "sold_on",
    "product",
    "quantity",
    "amount",
    "cost",
    "gift_reveal_on",
    "note",
    "customer_id",
    "refund_of",
)
_DIFFERS: Final = " OR ".join(f"row.{column} IS NOT NULL AND row.{column} IS NOT s.{column}" for column in _FILLED)
_CHANGED: Final = f"s.id = row.sale_id AND row.numbered AND row.reason IS NULL AND ({_DIFFERS})"


def take_in(db: sqlite3.Connection, rows: Iterable[Sold]) -> None:
    """Put the rows of a file into the workshop."""
    for statement in _TABLES:
        db.execute(statement)
    names = ", ".join(Sold._fields)
    values = ", ".join("lower(?5)" if name == "email" else f"?{n}" for n, name in enumerate(Sold._fields, 1))
    db.executemany(
        f"INSERT INTO arriving.row ({names}, nth) VALUES ({values},"
        " 1 + coalesce((SELECT max(nth) FROM arriving.row WHERE key = ?2 AND numbered = ?3), 0))",
        rows,
    )


def match(db: sqlite3.Connection) -> None:
    """Find the sales that are in the book already, and refuse a number's second row."""
    db.execute(
        "UPDATE arriving.row SET reason = 'line ' || (SELECT f.line FROM arriving.row f WHERE f.key = row.key"
        " AND f.numbered AND f.nth = 1) || ' has the same external_id' WHERE numbered AND nth > 1"
    )
    db.execute(
        "UPDATE arriving.row SET sale_id = s.id FROM main.sale s WHERE row.numbered AND row.reason IS NULL"
        " AND s.external_id = row.key"
    )
    db.execute(
        "UPDATE arriving.row SET sale_id = s.id FROM main.sale s WHERE NOT row.numbered"
        " AND s.row_key = row.key || '-' || row.nth"
    )


def count(db: sqlite3.Connection, tally: Tally) -> None:
    """Count the rows by what becomes of them, and name the first new buyers."""
    one = "SELECT count(*) FROM arriving.row"
    sound = int(db.execute(f"{one} WHERE reason IS NULL").fetchone()[0])
    tally.added = int(db.execute(f"{one} WHERE reason IS NULL AND sale_id IS NULL").fetchone()[0])
    tally.updated = int(db.execute(f"{one} JOIN main.sale s ON {_CHANGED}").fetchone()[0])
    tally.unchanged = sound - tally.added - tally.updated
    buyer = "coalesce(nullif(name, ''), nullif(customer, ''), email)"
    new = f"SELECT {buyer} FROM arriving.row WHERE reason IS NULL AND sale_id IS NULL ORDER BY line LIMIT {SHOWN}"
    tally.names = [name for (name,) in db.execute(new)]
    refused = db.execute(f"SELECT line, reason, {buyer} FROM arriving.row WHERE reason IS NOT NULL")
    tally.rejected += map(Reject._make, refused)


def add(db: sqlite3.Connection, today: date) -> Iterator[int]:
    """Put the new sales into the book, some thousand lines at a time; yield the line that was reached.

    Their ids go by their lines, so that a refund may stand before its sale.
    """
    db.execute("PRAGMA defer_foreign_keys = ON")
    base, lines = next_id(db, "sale"), db.execute("SELECT max(line) FROM arriving.row").fetchone()[0] or 0
    for line in range(1, lines + 1, _CHUNK):
        with journal.bulk(db, "sale"):
            db.execute(
                "INSERT INTO sale (id, external_id, row_key, customer_id, sold_on, product, quantity, amount, cost,"
                " refund_of, gift_reveal_on, note, entered_on) SELECT ? + line, CASE WHEN numbered THEN key END,"
                " CASE WHEN NOT numbered THEN key || '-' || nth END, customer_id, sold_on, coalesce(product, ''),"
                " coalesce(quantity, '1'), amount, cost, refund_of, gift_reveal_on, coalesce(note, ''), ?"
                " FROM arriving.row WHERE sale_id IS NULL AND reason IS NULL AND line BETWEEN ? AND ? ORDER BY line",
                [base, today.isoformat(), line, line + _CHUNK - 1],
            )
        yield line + _CHUNK


def change(db: sqlite3.Connection, today: date) -> None:
    """Write what a file changed about sales of the book; one whose day moved is a new fact of today (LET-5)."""
    settings = ", ".join(f"{column} = coalesce(row.{column}, s.{column})" for column in _FILLED)
    moved = "row.sold_on <> s.sold_on OR row.gift_reveal_on IS NOT NULL AND row.gift_reveal_on IS NOT s.gift_reveal_on"
    db.execute(
        f"UPDATE main.sale AS s SET {settings}, entered_on = CASE WHEN {moved} THEN ? ELSE s.entered_on END"
        f" FROM arriving.row WHERE {_CHANGED}",
        [today.isoformat()],
    )


def recount(db: sqlite3.Connection, action: int) -> None:
    """Count the figures of all customers anew whose sales an action touched."""
    db.execute("DELETE FROM temp.touched")
    journal.gather_touched(db, action)
    customers.recount(db)
