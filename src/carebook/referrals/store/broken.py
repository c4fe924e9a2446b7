"""What a check of the book finds wrong among those who brought one another (S7, REF-4)."""

from __future__ import annotations

import sqlite3

from carebook.referrals.rules import loops
from carebook.referrals.store.referrals import edges

_CORRECT = "Open the customer and put right who brought them."
_RULES = (
    (
        "A customer is said to have brought themselves",
        "SELECT customer_id FROM referral WHERE referred_id = customer_id",
    ),
    (
        "Two referrers count for one customer",
        "SELECT referred_id FROM referral WHERE counts AND referred_id IS NOT NULL GROUP BY referred_id"
        " HAVING count(*) > 1",
    ),
)


def broken(db: sqlite3.Connection) -> list[tuple[str, str, str]]:
    """Find what breaks the referrals' own rules (S7): what it is, where, and what to do."""
    found = [
        (what, f"customer #{customer_id}", _CORRECT)
        for what, query in _RULES
        for (customer_id,) in db.execute(f"SELECT DISTINCT * FROM ({query}) ORDER BY 1")
    ]
    brought_by = {referred: referrer for referrer, referred in edges(db) if referrer != referred}
    circles = (" → ".join(f"customer #{one}" for one in reversed(circle)) for circle in loops(brought_by))
    return [*found, *(("Customers brought one another in a circle", circle, _CORRECT) for circle in circles)]
