"""Calls to slipping VIPs: a module of its own, because every review asks for them and waits for nothing more."""

from __future__ import annotations

import sqlite3
from datetime import date, timedelta
from typing import NamedTuple

TRY_AGAIN_DAYS = 3
"""Who was not reached is asked for again after so many days."""
_CALL_DAYS = 7
_AT_ONCE = 5
"""So many calls stand on Today; who was called makes room for the next."""


class VipCall(NamedTuple):
    """A VIP who is slipping, and whom nobody has spoken to since it began."""

    customer_id: int
    customer: str
    slipping_on: date
    last_on: date

    @property
    def by(self) -> date:
        """The day by which they should be called."""
        return self.slipping_on + timedelta(days=_CALL_DAYS)


def vips_to_call(db: sqlite3.Connection, today: date) -> list[VipCall]:
    """Return a few slipping VIPs nobody spoke to since it began: those who turn dormant first come first.

    One who was not reached stands here again after some days. One who is being won
    back, was worked from the list or wants no call is not among them.
    """
    sql = (
        "SELECT e.customer_id, c.name, e.slipping_on, e.last_on FROM standing e JOIN customer c ON c.id = e.customer_id"
        " WHERE e.tier = 'VIP' AND e.dormant_on > :today AND e.slipping_on <= :today AND e.lost_on > :today"
        " AND NOT EXISTS (SELECT 1 FROM suppression x WHERE x.customer_id = e.customer_id"
        " AND x.cause IN ('deceased', 'do-not-contact', 'no-marketing', 'no-phone'))"
        " AND NOT EXISTS (SELECT 1 FROM win_back w WHERE w.customer_id = e.customer_id AND w.ended_on IS NULL)"
        " AND NOT EXISTS (SELECT 1 FROM contact k WHERE k.customer_id = e.customer_id AND k.on_day >= e.slipping_on"
        " AND (k.direction = 'in' AND k.response IS NOT 'returned' OR k.channel IN ('phone', 'in person'))"
        " AND (k.response IS NOT 'none' OR k.on_day > :tried))"
        " AND NOT EXISTS (SELECT 1 FROM worked w WHERE w.customer_id = e.customer_id AND w.list = 'slipping'"
        " AND w.on_day >= e.slipping_on AND (w.outcome <> 'none' OR w.on_day > :tried))"
        " ORDER BY e.dormant_on, e.slipping_on, e.customer_id LIMIT :most"
    )
    tried = today - timedelta(days=TRY_AGAIN_DAYS)
    found = db.execute(sql, {"today": today.isoformat(), "tried": tried.isoformat(), "most": _AT_ONCE})
    return [VipCall(number, name, *map(date.fromisoformat, days)) for number, name, *days in found]
