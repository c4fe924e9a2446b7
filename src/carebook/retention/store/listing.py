"""The list of customers, narrowed down: who is in a segment, and who has a stop, in the order of the list."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import NamedTuple

from carebook.customers.model import Segment
from carebook.customers.store import Order
from carebook.customers.store.figures import PURCHASE
from carebook.customers.store.lists import SOURCES_OF_ORDERS
from carebook.customers.store.many import all_tags
from carebook.retention.store.segments import values_of


class Narrowed(NamedTuple):
    """Whom the owner wants to see: those of a segment, and of them those with or without any stop."""

    segment: Segment = Segment()
    stopped: bool | None = None

    @property
    def is_everybody(self) -> bool:
        """Whether nobody is left out."""
        return self == Narrowed()


_WHERE = {
    "tag": "SELECT customer_id FROM tag WHERE name = :tag",
    "persona": "SELECT id FROM customer WHERE persona = :persona COLLATE NOCASE AND persona <> ''",
    "stage": "SELECT id FROM customer WHERE stage = :stage",
    "tier": "SELECT customer_id FROM standing WHERE tier = :tier",
    "place": "SELECT id FROM customer WHERE city = :place COLLATE NOCASE AND city <> ''",
    "product": "SELECT s.customer_id FROM sale s WHERE s.product = :product AND s.product <> ''"
    f" AND s.sold_on BETWEEN coalesce(:bought_from, '') AND coalesce(:bought_until, '9999') AND {PURCHASE}",
}
"""Who has what a part of a segment names; each is one look into an index."""


def narrowed(db: sqlite3.Connection, which: Narrowed, order: Order = "name") -> list[int]:
    """Return the ids of those who are wanted, in the order of the list.

    All of them at once: a long answer is read in a fifth of a second, and pages of it then cost nothing.
    """
    source, by = SOURCES_OF_ORDERS[order]
    conditions = list(_conditions(which))
    where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
    found = db.execute(f"SELECT id FROM {source} {where} ORDER BY {by}", values_of(which.segment))
    return [customer for (customer,) in found]


def _conditions(which: Narrowed) -> Iterator[str]:
    for part, who in _WHERE.items():
        if getattr(which.segment, part):
            yield f"id IN ({who})"
    if which.stopped is not None:
        yield f"id {'IN' if which.stopped else 'NOT IN'} (SELECT customer_id FROM suppression)"


class Known(NamedTuple):
    """What there is in the book to narrow the list down by, the most frequent first; products from A to Z."""

    tags: list[str]
    personas: list[str]
    places: list[str]
    products: list[str]


MOST_KNOWN = 2_000
"""So many of each are offered; what is rarer is typed out."""

_WORDS = "SELECT min({0}) FROM customer WHERE {0} <> '' GROUP BY {0} COLLATE NOCASE ORDER BY count(*) DESC, 1"
"""The words that customers have in a column, each once, whatever its capitals."""
_PRODUCTS = (
    "WITH RECURSIVE one(name) AS (SELECT min(product) FROM sale WHERE product <> ''"
    " UNION ALL SELECT (SELECT min(product) FROM sale WHERE product > one.name AND product <> '')"
    " FROM one WHERE name IS NOT NULL)"
    " SELECT name FROM one WHERE name IS NOT NULL"
)
"""One look into the index for each product, however many sales there are."""


def known(db: sqlite3.Connection) -> Known:
    """Return what the list may be narrowed down by."""
    return Known(
        all_tags(db)[:MOST_KNOWN],
        _names(db, _WORDS.format("persona")),
        _names(db, _WORDS.format("city")),
        _names(db, _PRODUCTS),
    )


def _names(db: sqlite3.Connection, sql: str) -> list[str]:
    return [name for (name,) in db.execute(f"{sql} LIMIT ?", [MOST_KNOWN])]
