"""What complaints keep from customers: the shadow of each, for whoever decides on letters and asks (CMP-6)."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import date

from carebook.book import rows
from carebook.complaints.model import Shadow
from carebook.complaints.rules import asking_waits_until, selling_waits_until
from carebook.shop import store as shop_store


def shadows(db: sqlite3.Connection, customers: Iterable[int]) -> dict[int, Shadow]:
    """Return the shadow of each of these customers who ever complained."""
    numbers = shop_store.numbers(db)
    cases = db.execute(
        "SELECT customer_id, number, outcome, closed_on FROM complaint"
        " WHERE customer_id IN (SELECT value FROM json_each(?)) ORDER BY received_on, id",
        [rows.listed(customers)],
    )
    found: dict[int, Shadow] = {}
    for customer, number, outcome, closed_on in cases:
        shadow = found.get(customer, Shadow())
        if closed_on is None:
            found[customer] = shadow._replace(open_number=shadow.open_number or number)
            continue
        closed = date.fromisoformat(closed_on)
        selling, asking = (wait(outcome, closed, numbers) for wait in (selling_waits_until, asking_waits_until))
        if selling.isoformat() > shadow.selling_from:
            shadow = shadow._replace(selling_from=selling.isoformat(), selling_number=number)
        if asking.isoformat() > shadow.asking_from:
            shadow = shadow._replace(asking_from=asking.isoformat(), asking_number=number)
        found[customer] = shadow
    return found
