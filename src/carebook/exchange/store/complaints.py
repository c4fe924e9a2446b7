"""Complaints on the way in: whose each row is, about which sale, and which case of the book it is already (X1).

A numbered row is the case with its external_id, the first of the file only. Any other is the case that says the same
of the same sale on the same day (S2), as is a numbered row whose case has no number yet.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from carebook.exchange.complaining import Complained
from carebook.exchange.reading import Reject
from carebook.exchange.store.naming import find_everyone

_TABLES: Final = (
    "CREATE TABLE arriving.row (line INTEGER PRIMARY KEY, number TEXT, customer TEXT NOT NULL,"
    " received_on TEXT NOT NULL, words TEXT NOT NULL, via TEXT, category TEXT, severity TEXT, sale TEXT,"
    " remedy_sought TEXT, customer_id INTEGER, sale_id INTEGER, complaint_id INTEGER,"
    " repeats INTEGER NOT NULL DEFAULT 0, reason TEXT)",
    "CREATE INDEX arriving.row_by_number ON row(number) WHERE number IS NOT NULL",
    "CREATE INDEX arriving.row_by_customer ON row(customer)",
    "CREATE INDEX arriving.row_by_day ON row(customer_id, received_on)",
    "CREATE INDEX arriving.row_by_complaint ON row(complaint_id) WHERE complaint_id IS NOT NULL",
)
"""`complaint_id` is the case of the book that a row is; `repeats`: an earlier row says the same."""
_SAME: Final = (
    "{0}.customer_id = row.customer_id AND {0}.received_on = row.received_on AND {0}.words = row.words"
    " AND {0}.sale_id IS row.sale_id"
)
_STEPS: Final = (
    "UPDATE arriving.row SET reason = 'line ' || f.line || ' has the same external_id' FROM"
    " (SELECT number, min(line) AS line FROM arriving.row WHERE number IS NOT NULL GROUP BY number) f"
    " WHERE f.number = row.number AND f.line < row.line",
    "UPDATE arriving.row SET sale_id = s.id FROM main.sale s WHERE s.external_id = row.sale",
    "UPDATE arriving.row SET reason = 'sale: there is no sale “' || substr(sale, 1, 60) || '”'"
    " WHERE sale IS NOT NULL AND sale_id IS NULL AND reason IS NULL",
    "UPDATE arriving.row SET reason = 'sale: that is a sale to another customer' FROM main.sale s"
    " WHERE s.id = row.sale_id AND s.customer_id <> row.customer_id AND reason IS NULL",
    "UPDATE arriving.row SET complaint_id = c.id FROM main.complaint c WHERE c.external_id = row.number",
    "UPDATE arriving.row SET reason = 'external_id: that is a complaint of another customer' FROM main.complaint c"
    " WHERE c.id = row.complaint_id AND c.customer_id <> row.customer_id AND reason IS NULL",
    f"UPDATE arriving.row SET complaint_id = c.id FROM main.complaint c WHERE {_SAME.format('c')}"
    " AND row.complaint_id IS NULL AND (row.number IS NULL OR c.external_id IS NULL)",
    "UPDATE arriving.row SET complaint_id = NULL WHERE number IS NOT NULL AND EXISTS (SELECT 1 FROM arriving.row e"
    " WHERE e.complaint_id = row.complaint_id AND e.line < row.line AND e.number IS NOT NULL)",
    "UPDATE arriving.row SET repeats = 1 WHERE number IS NULL AND complaint_id IS NULL AND EXISTS"
    f" (SELECT 1 FROM arriving.row e WHERE {_SAME.format('e')} AND e.line < row.line AND e.reason IS NULL)",
)
"""What is found out about the rows once their customers are known, in this order."""
_PAGE: Final = 1000


class Sound(NamedTuple):
    """A row whose customer is known, with the case that it is, if it is one; `sale_id` as it names one."""

    row: Complained
    customer_id: int
    sale_id: int | None
    complaint_id: int | None
    repeats: bool


def take_in(db: sqlite3.Connection, rows: Iterable[Complained]) -> None:
    """Put the rows of a file into the workshop."""
    for statement in _TABLES:
        db.execute(statement)
    marks = ", ".join("?" * len(Complained._fields))
    db.executemany(f"INSERT INTO arriving.row ({', '.join(Complained._fields)}) VALUES ({marks})", rows)


def match(db: sqlite3.Connection) -> list[Reject]:
    """Find every row's customer, sale and case; return the rows that cannot be taken, with the reasons."""
    find_everyone(db, "customer", "customer_id")
    for statement in _STEPS:
        db.execute(statement)
    refused = db.execute("SELECT line, reason, customer FROM arriving.row WHERE reason IS NOT NULL")
    return [Reject(*row) for row in refused]


def sound_rows(db: sqlite3.Connection) -> Iterator[Sound]:
    """Yield the rows that can be taken, in the order of the file."""
    fields = len(Complained._fields)
    following = (
        f"SELECT {', '.join(Complained._fields)}, customer_id, sale_id, complaint_id, repeats FROM arriving.row"
        " WHERE reason IS NULL AND line > ? ORDER BY line LIMIT ?"
    )
    last = 0
    while found := db.execute(following, [last, _PAGE]).fetchall():
        for row in found:
            customer_id, sale_id, complaint_id, repeats = row[fields:]
            yield Sound(Complained(*row[:fields]), customer_id, sale_id, complaint_id, bool(repeats))
        last = found[-1][0]
