"""What goes together in the shop's own sales, and whom to tell: cross-sell and up-sell (VAL-4).

Pairs are counted by lift: how much oftener two products are bought by one customer than chance would have it. One
whose other product costs half as much again, or more, is an up-sell.
"""

from __future__ import annotations

import sqlite3
from datetime import date, timedelta

from carebook.customers.store.figures import SOLD
from carebook.days import add_months
from carebook.retention.model import Opportunity

_ASKED = 5_000
"""So many customers, those who bought last, tell what goes together: enough of them for any shop."""
_LEAST_BOTH, _LEAST_LIFT, _DEARER = 3, 1.2, 1.5
_BEST = 3
"""So many other products are kept for each."""
_RECENT_DAYS = 30
"""Whoever bought within so many days is told what goes with it."""

_BASKETS = (
    "CREATE TEMP TABLE basket AS SELECT s.customer_id, s.product, avg(s.amount) AS price FROM"
    f" (SELECT customer_id FROM standing ORDER BY last_on DESC LIMIT {_ASKED}) r"
    f" CROSS JOIN sale s ON s.customer_id = r.customer_id WHERE s.product <> '' AND {SOLD}"
    " AND s.sold_on > ? AND s.sold_on <= ? GROUP BY s.customer_id, s.product"
)
_PAIRS = (
    "WITH n AS MATERIALIZED (SELECT product, count(*) AS n, avg(price) AS price FROM temp.basket GROUP BY product),"
    " everyone AS (SELECT count(DISTINCT customer_id) AS n FROM temp.basket), met AS MATERIALIZED (SELECT a.product,"
    " b.product AS other, count(*) AS both FROM temp.basket a JOIN temp.basket b ON b.customer_id = a.customer_id"
    f" AND b.product <> a.product GROUP BY 1, 2 HAVING count(*) >= {_LEAST_BOTH}), weighed AS (SELECT met.product,"
    " other, both, both * 1.0 * everyone.n / (mine.n * its.n) AS lift,"
    f" its.price >= {_DEARER} * mine.price AND mine.price > 0 AS dearer FROM met JOIN n mine ON mine.product ="
    " met.product JOIN n its ON its.product = other, everyone), ranked AS (SELECT *, row_number() OVER"
    " (PARTITION BY product, dearer ORDER BY lift DESC, both DESC, other) AS place FROM weighed"
    f" WHERE lift >= {_LEAST_LIFT}) INSERT INTO goes_with SELECT product, other, both, lift, dearer FROM ranked"
    f" WHERE place <= {_BEST}"
)
_SUGGEST = (
    "INSERT INTO suggestion SELECT customer_id, CASE dearer WHEN 1 THEN ? ELSE ? END, product, other, both, max(lift)"
    " FROM (SELECT DISTINCT s.customer_id, g.* FROM {source} CROSS JOIN goes_with g ON g.product = s.product"
    f" WHERE s.sold_on > ? AND s.sold_on <= ? AND {SOLD}"
    " AND NOT EXISTS (SELECT 1 FROM sale b WHERE b.refund_of = s.id)) found WHERE NOT EXISTS"
    " (SELECT 1 FROM sale h WHERE h.customer_id = found.customer_id AND h.product = found.other)"
    " GROUP BY customer_id, dearer"
)


def count_pairs(db: sqlite3.Connection, on: date) -> None:
    """Count what goes together in the last 24 months, and suggest it to who bought lately."""
    db.execute("DROP TABLE IF EXISTS temp.basket")
    db.execute(_BASKETS, [add_months(on, -24).isoformat(), on.isoformat()])
    db.execute("CREATE INDEX temp.basket_by_customer ON basket(customer_id)")
    db.execute("DELETE FROM goes_with")
    db.execute(_PAIRS)
    db.execute("DROP TABLE temp.basket")
    db.execute("DELETE FROM suggestion")
    _suggest(db, on, "sale s")


def suggest_to_touched(db: sqlite3.Connection, on: date) -> None:
    """Suggest anew to the customers in `temp.touched`."""
    db.execute("DELETE FROM suggestion WHERE customer_id IN (SELECT customer_id FROM temp.touched)")
    _suggest(db, on, "temp.touched t CROSS JOIN sale s ON s.customer_id = t.customer_id")


def _suggest(db: sqlite3.Connection, on: date, source: str) -> None:
    since = on - timedelta(days=_RECENT_DAYS)
    lists = [Opportunity.UP_SELL, Opportunity.CROSS_SELL]
    db.execute(_SUGGEST.format(source=source), [*lists, since.isoformat(), on.isoformat()])
