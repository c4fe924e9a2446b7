"""Segments: which customers all that was named is true of, as one clause for planning and for counting.

The list of customers asks the same of an index for each part (`listing`); a test holds the two against each other.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from datetime import date

from carebook.customers.model import Segment
from carebook.customers.store.figures import PURCHASE

IN_TIER = "(p.tier IS NULL OR EXISTS (SELECT 1 FROM standing y WHERE y.customer_id = c.id AND y.tier = p.tier))"
IN_ALL_BUT_TIER = (
    "(p.tag = '' OR EXISTS (SELECT 1 FROM tag g WHERE g.customer_id = c.id AND g.name = p.tag))"
    " AND (p.persona = '' OR c.persona = p.persona COLLATE NOCASE) AND (p.stage IS NULL OR c.stage = p.stage)"
    " AND (p.place = '' OR c.city = p.place COLLATE NOCASE)"
    " AND (p.product = '' OR EXISTS (SELECT 1 FROM sale s WHERE s.customer_id = c.id AND s.product = p.product"
    f" AND s.sold_on BETWEEN coalesce(p.bought_from, '') AND coalesce(p.bought_until, '9999') AND {PURCHASE}))"
)
IN_SEGMENT = f"{IN_ALL_BUT_TIER} AND {IN_TIER}"
"""Whether customer `c` is in segment `p`: a campaign's row, or `AS_ROW`."""
AS_ROW = f"(SELECT {', '.join(f':{name} AS {name}' for name in Segment._fields)})"
"""A segment as a row, whose values are bound by name; see `values_of`."""


def values_of(segment: Segment) -> Mapping[str, str | None]:
    """Return what `AS_ROW` is bound to."""
    fields = segment._asdict()
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in fields.items()}


def count_in(db: sqlite3.Connection, segment: Segment) -> int:
    """Count the customers of a segment."""
    found = db.execute(f"SELECT count(*) FROM {AS_ROW} p JOIN customer c ON {IN_SEGMENT}", values_of(segment))
    return int(found.fetchone()[0])
