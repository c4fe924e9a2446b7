"""What happens in a household, as rows: what goes over to another record, and who has grown up."""

from __future__ import annotations

import sqlite3
from datetime import date
from typing import NamedTuple

from carebook.customers.rules import ADULT_AGE


class GrownUp(NamedTuple):
    """A member who is still marked as under age, and is so no more."""

    member_id: int
    name: str
    customer_id: int
    customer: str
    born: int


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


def grown_up(db: sqlite3.Connection, today: date) -> list[GrownUp]:
    """Return the members whom nobody has marked as grown up though they are, by their year of birth (SUP-7)."""
    rows = db.execute(
        "SELECT m.id, m.name, c.id, c.name, o.year FROM member m"
        " JOIN occasion o ON o.customer_id = m.customer_id AND o.member_id = m.id AND o.kind = 'birthday'"
        " JOIN customer c ON c.id = m.customer_id"
        " WHERE m.minor = 1 AND m.role <> 'pet' AND m.died_on IS NULL"
        " AND o.year + :age - (o.month_day <= :month_day) < :year ORDER BY c.name COLLATE NOCASE, m.id",
        {"age": ADULT_AGE, "month_day": today.isoformat()[5:], "year": today.year},
    )
    return [GrownUp(*row) for row in rows]
