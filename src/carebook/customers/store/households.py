"""What happens in a household, as rows: what goes over to another record or to a member."""

from __future__ import annotations

import sqlite3


def hand_over(db: sqlite3.Connection, member_id: int, customer_id: int) -> None:
    """Give the yearly days and the news of a member to a customer record as its own."""
    for table in ("occasion", "news"):
        db.execute(
            f"UPDATE {table} SET customer_id = ?, member_id = NULL WHERE member_id = ?",
            [customer_id, member_id],
        )


def give_birthday(db: sqlite3.Connection, customer_id: int, member_id: int) -> None:
    """Make the birthday that stands with a household that of one of its members."""
    db.execute(
        "UPDATE occasion SET member_id = ? WHERE customer_id = ? AND member_id IS NULL AND kind = 'birthday'",
        [member_id, customer_id],
    )


def wedding(db: sqlite3.Connection, customer_id: int, member_id: int | None) -> int | None:
    """Return the id of the wedding day that stands with a household or one of its members."""
    row = db.execute(
        "SELECT id FROM occasion WHERE customer_id = ? AND member_id IS ? AND kind = 'wedding' ORDER BY id DESC",
        [customer_id, member_id],
    ).fetchone()
    return row[0] if row else None
