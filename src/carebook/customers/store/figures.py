"""The figures that a customer keeps of its sales, and what a check of the book finds wrong."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from carebook.book import rows

SOLD = "s.refund_of IS NULL AND s.amount >= 0"
"""A sale s that is no refund: money given back is none, whether tied to its sale or not; a zero amount is one."""
KEPT_BUT = "(s.amount = 0 OR s.amount + coalesce({}, 0) > 0)"
"""A sale s of which not all was given back; the sum that was, below zero, is to be put in."""
KEPT = KEPT_BUT.format("(SELECT sum(r.amount) FROM sale r WHERE r.refund_of = s.id)")
"""A sale s of which not all was given back (LET-9)."""
PURCHASE = f"({SOLD} AND {KEPT})"
"""A sale s that is a purchase: no refund, and not all of it was given back."""

_COUNTED = (
    f"SELECT customer.id AS customer_id, min(sold_on) FILTER (WHERE {SOLD}) AS first_on,"
    f" max(sold_on) FILTER (WHERE {SOLD}) AS last_on, count(s.id) FILTER (WHERE {SOLD}) AS sold,"
    " coalesce(sum(amount), 0) AS sum FROM customer LEFT JOIN sale s ON s.customer_id = customer.id"
)

_DIFFERS = "(first_sale_on, last_sale_on, sales, taken) IS NOT (first_on, last_on, sold, sum)"


def recount(db: sqlite3.Connection, customers: Iterable[int] | None = None) -> None:
    """Count the figures of these customers anew, or those of everyone in `temp.touched`.

    First and last day and number of purchases, and what was taken, refunds subtracted. Rows that are right stay.
    """
    ids, params = "SELECT customer_id FROM temp.touched", []
    if customers is not None:
        ids, params = "SELECT value FROM json_each(?)", [rows.listed(customers)]
    db.execute(
        f"WITH figure AS MATERIALIZED ({_COUNTED} WHERE customer.id IN ({ids}) GROUP BY customer.id)"
        " UPDATE customer SET (first_sale_on, last_sale_on, sales, taken) = (first_on, last_on, sold, sum)"
        f" FROM figure WHERE figure.customer_id = customer.id AND {_DIFFERS}",
        params,
    )


_RULES = (
    (
        "The figures of a customer do not match the sales.",
        f"SELECT id FROM customer JOIN ({_COUNTED} GROUP BY customer.id) ON customer_id = id WHERE {_DIFFERS}",
        "Open the customer and save one of the sales again: the figures are counted anew.",
    ),
    (
        "More was given back than a sale took.",
        "SELECT sale.customer_id FROM sale JOIN sale AS back ON back.refund_of = sale.id"
        " GROUP BY sale.id HAVING -sum(back.amount) > sale.amount",
        "Open the customer and remove the refund that is too much.",
    ),
    (
        "A refund stands with another customer than its sale.",
        "SELECT back.customer_id FROM sale AS back JOIN sale ON sale.id = back.refund_of"
        " WHERE back.customer_id <> sale.customer_id",
        "Open the customer, remove the refund and enter it with its sale.",
    ),
    (
        "An occasion belongs to a member of another customer.",
        "SELECT occasion.customer_id FROM occasion JOIN member ON member.id = member_id"
        " WHERE member.customer_id <> occasion.customer_id",
        "Open the customer, remove the occasion and enter it with the member.",
    ),
    (
        "A record that was merged into another is still in the book.",
        "SELECT gone_id FROM merging JOIN customer ON customer.id = gone_id",
        "Open the customer into whom it was merged, and look which of the two is right.",
    ),
)


def broken(db: sqlite3.Connection) -> list[tuple[str, str, str]]:
    """Find what breaks the customers' own rules (S7): what it is, where, and what to do."""
    return [
        (what, f"customer #{customer_id}", advice)
        for what, query, advice in _RULES
        for (customer_id,) in db.execute(f"SELECT DISTINCT * FROM ({query}) ORDER BY 1")
    ]
