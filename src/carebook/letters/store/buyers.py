"""Who bought a product: whom a notice reaches, and the sale that a letter is about."""

from __future__ import annotations

import sqlite3
from datetime import date

from carebook.customers.store.figures import PURCHASE
from carebook.letters.store.plan import ALIVE

_BOUGHT = (
    "FROM sale s JOIN customer c ON c.id = s.customer_id WHERE s.product = :product AND s.product <> ''"
    " AND s.sold_on BETWEEN coalesce(:since, '') AND coalesce(:until, '9999')"
    f" AND {PURCHASE}"
)
"""The sales of a product in a period, in its exact words, of which not all was given back."""


def products(db: sqlite3.Connection) -> list[str]:
    """Return all that was ever sold, by its exact words; what was sold most often comes first."""
    found = db.execute("SELECT product FROM sale WHERE product <> '' GROUP BY product ORDER BY count(*) DESC, product")
    return [row[0] for row in found]


def count_buyers(db: sqlite3.Connection, product: str, since: date | None, until: date | None) -> int:
    """Return how many customers a notice reaches: who bought a product in a period, or at any time."""
    period = {"product": product, "since": since and since.isoformat(), "until": until and until.isoformat()}
    return int(db.execute(f"SELECT count(DISTINCT c.id) {_BOUGHT} AND {ALIVE}", period).fetchone()[0])


def sale_behind(db: sqlite3.Connection, letter_id: int) -> int | None:
    """Return the sale that a letter is about; for a notice, the customer's latest of that product in its period."""
    row = db.execute(
        "SELECT l.subject_kind, l.subject_id, l.customer_id, p.product, p.bought_from, p.bought_until FROM letter l"
        " LEFT JOIN campaign p ON l.kind = 'product_notice' AND p.id = l.subject_id WHERE l.id = ?",
        [letter_id],
    ).fetchone()
    if row is None or row[0] not in ("sale", "campaign"):
        return None
    if row[0] == "sale":
        return int(row[1])
    _, _, customer, product, since, until = row
    sale = db.execute(
        f"SELECT s.id {_BOUGHT} AND c.id = :customer ORDER BY s.sold_on DESC, s.id DESC LIMIT 1",
        {"product": product, "since": since, "until": until, "customer": customer},
    ).fetchone()
    return int(sale[0]) if sale else None
