"""Whether the complaints' desk has anything on it: a review without a complaint loads no more than this."""

from __future__ import annotations

import sqlite3


def any_open(db: sqlite3.Connection) -> bool:
    """Tell whether any case is open."""
    return bool(db.execute("SELECT EXISTS (SELECT 1 FROM complaint WHERE closed_on IS NULL)").fetchone()[0])
