"""Whether the referrals' desk asks for anything on Today: a book without referrals loads no more than this."""

from __future__ import annotations

import sqlite3
from datetime import date
from typing import NamedTuple

BY_LETTER = "by letter"
"""What the diary says of thanks by the planned letter."""


class Recommended(NamedTuple):
    """Something of the referrals' desk that happened with a customer, in words."""

    kind: str
    """referral, ask or moment."""
    id: int
    """Of the step in the referral's diary, the ask or the moment."""
    day: date
    said: str
    """In a line: "introduced Dora", "sent by Ann Park", "asked in person: agreed"."""
    what: str
    """In full what was noted about it."""
    by_channel: str | None = None


def any_referral(db: sqlite3.Connection) -> bool:
    """Tell whether the desk has anything that may ask for something: a referral, a good moment, an ask or a drive."""
    sql = (
        "SELECT EXISTS (SELECT 1 FROM referral) OR EXISTS (SELECT 1 FROM moment) OR EXISTS (SELECT 1 FROM ask)"
        " OR EXISTS (SELECT 1 FROM drive)"
        " OR EXISTS (SELECT 1 FROM survey_answer WHERE satisfaction = 5 OR recommend >= 9 OR praise <> '')"
    )
    return bool(db.execute(sql).fetchone()[0])


def has_referrals(db: sqlite3.Connection, customer_id: int) -> bool:
    """Tell whether a customer has anything at this desk: as referrer or referred, asked, or with a moment noted."""
    sql = (
        "SELECT EXISTS (SELECT 1 FROM referral WHERE customer_id = ?1 OR referred_id = ?1)"
        " OR EXISTS (SELECT 1 FROM ask WHERE customer_id = ?1) OR EXISTS (SELECT 1 FROM moment WHERE customer_id = ?1)"
        " OR EXISTS (SELECT 1 FROM partner WHERE customer_id = ?1)"
    )
    return bool(db.execute(sql, [customer_id]).fetchone()[0])
