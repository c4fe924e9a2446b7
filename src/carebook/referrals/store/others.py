"""Everyone of the book but some, by name, page by page: those who are not to be asked now (REF-2)."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from typing import NamedTuple

from carebook.book import rows

_KEPT = "customer_id NOT IN (SELECT value FROM json_each(:but))"
_AMONG = " AND customer_id IN (SELECT value FROM json_each(:among))"
_BEFORE = "(sorts_as, customer_id) < (SELECT sorts_as, customer_id FROM listing WHERE customer_id = :customer)"


class Others(NamedTuple):
    """Whom a list leaves out, and to whom it keeps; None: to nobody in particular."""

    but: Collection[int]
    among: Collection[int] | None = None


def _where(others: Others) -> tuple[str, dict[str, str | int]]:
    values: dict[str, str | int] = {"but": rows.listed(others.but)}
    if others.among is None:
        return _KEPT, values
    return _KEPT + _AMONG, values | {"among": rows.listed(others.among)}


def count(db: sqlite3.Connection, others: Others) -> int:
    """Count them."""
    where, values = _where(others)
    return int(db.execute(f"SELECT count(*) FROM listing WHERE {where}", values).fetchone()[0])


def page(db: sqlite3.Connection, others: Others, start: int, size: int) -> list[int]:
    """Return a page of them by name; it comes out of an index alone."""
    where, values = _where(others)
    sql = f"SELECT customer_id FROM listing WHERE {where} ORDER BY sorts_as, customer_id LIMIT :size OFFSET :start"
    return [row[0] for row in db.execute(sql, values | {"size": size, "start": start})]


def place(db: sqlite3.Connection, others: Others, customer_id: int) -> int | None:
    """Return where one of them stands; None for everybody else."""
    if customer_id in others.but or (others.among is not None and customer_id not in others.among):
        return None
    where, values = _where(others)
    values["customer"] = customer_id
    if db.execute("SELECT 1 FROM listing WHERE customer_id = :customer", values).fetchone() is None:
        return None
    return int(db.execute(f"SELECT count(*) FROM listing WHERE {where} AND {_BEFORE}", values).fetchone()[0])
