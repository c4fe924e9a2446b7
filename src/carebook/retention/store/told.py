"""Whether the retention desk asks for anything on Today: a review with nothing of it loads no more than this."""

from __future__ import annotations

import sqlite3
from datetime import date


def any_open(db: sqlite3.Connection) -> bool:
    """Tell whether any customer is being won back."""
    return bool(db.execute("SELECT EXISTS (SELECT 1 FROM win_back WHERE ended_on IS NULL)").fetchone()[0])


def was_pursued(db: sqlite3.Connection, customer_id: int) -> bool:
    """Tell whether a customer is, or was, being won back."""
    sql = "SELECT EXISTS (SELECT 1 FROM win_back WHERE customer_id = ?)"
    return bool(db.execute(sql, [customer_id]).fetchone()[0])


def any_vip_slipping(db: sqlite3.Connection, today: date) -> bool:
    """Tell whether any VIP is slipping."""
    sql = (
        "SELECT EXISTS (SELECT 1 FROM standing WHERE tier = 'VIP' AND dormant_on > ?1 AND slipping_on <= ?1"
        " AND lost_on > ?1)"
    )
    return bool(db.execute(sql, [today.isoformat()]).fetchone()[0])
