"""Whether the referrals' desk asks for anything on Today: a book without referrals loads no more than this."""

from __future__ import annotations

import sqlite3


def any_referral(db: sqlite3.Connection) -> bool:
    """Tell whether the desk has anything that may ask for something: a referral, a good moment, an ask or a drive."""
    sql = (
        "SELECT EXISTS (SELECT 1 FROM referral) OR EXISTS (SELECT 1 FROM moment) OR EXISTS (SELECT 1 FROM drive)"
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
