"""Which customers have nobody left to whom a letter may be addressed (SUP-1, SUP-7)."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable

from carebook.book import rows
from carebook.customers.model import Customer, Member
from carebook.customers.whom import nobody_to_address

_SUSPECT = (
    "SELECT DISTINCT m.customer_id FROM json_each(?) w CROSS JOIN member m ON m.customer_id = w.value"
    " WHERE (m.died_on IS NOT NULL OR m.minor) AND m.role <> 'pet'"
)


def without_anybody(db: sqlite3.Connection, customers: Iterable[int]) -> frozenset[int]:
    """Return those of these customers whose letters would be addressed to nobody living, or to a child."""
    suspect = rows.listed(row[0] for row in db.execute(_SUSPECT, [rows.listed(customers)]))
    these = "IN (SELECT value FROM json_each(?))"
    members: dict[int, list[Member]] = defaultdict(list)
    found = db.execute(f"SELECT {rows.columns_of(Member)} FROM member WHERE customer_id {these} ORDER BY id", [suspect])
    for member in rows.as_records(Member, found):
        members[member.customer_id].append(member)
    found = db.execute(f"SELECT {rows.columns_of(Customer)} FROM customer WHERE id {these}", [suspect])
    known = rows.as_records(Customer, found)
    return frozenset(one.id for one in known if nobody_to_address(one, members[one.id]))
