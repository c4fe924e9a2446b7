"""Who brought whom once a file is in: the first named referrer counts, and nobody closes a circle (REF-1, REF-4)."""

from __future__ import annotations

import sqlite3
from typing import Final

from carebook.referrals.store import referrals as desk_store

_TABLES: Final = (
    "CREATE TABLE arriving.edge (referred INTEGER PRIMARY KEY, referrer INTEGER NOT NULL, on_day TEXT NOT NULL,"
    " referral_id INTEGER, line INTEGER)",
    "CREATE INDEX arriving.edge_by_referrer ON edge(referrer)",
    "INSERT INTO arriving.edge SELECT referred_id, customer_id, introduced_on, id, NULL FROM main.referral"
    " WHERE referred_id IS NOT NULL AND counts",
)
"""One row for everybody who was brought: by the referral of the book, or by the line of the file, that counts."""
_NEW: Final = (
    "SELECT line, referrer_id, row.referred_id, on_day, coalesce(r.counts, 1) FROM arriving.row"
    " LEFT JOIN main.referral r ON r.id = row.referral_id WHERE reason IS NULL AND row.referred_id IS NOT NULL"
    " AND r.referred_id IS NULL ORDER BY on_day, line"
)
"""The rows that tell who somebody is of whom the book does not know it, the earliest introduction first."""
_CLOSES: Final = (
    "WITH RECURSIVE above(id) AS (VALUES (?1) UNION SELECT e.referrer FROM above JOIN arriving.edge e"
    " ON e.referred = above.id) SELECT ?2 IN above"
)
_BROUGHT_SOMEBODY: Final = "SELECT 1 FROM arriving.edge WHERE referrer = ?"
_COUNTS: Final = (
    "INSERT INTO arriving.edge VALUES (?1, ?2, ?3, NULL, ?4) ON CONFLICT (referred) DO UPDATE SET"
    " referrer = excluded.referrer, on_day = excluded.on_day, referral_id = NULL, line = excluded.line"
    " WHERE excluded.on_day < edge.on_day"
)


def weigh(db: sqlite3.Connection) -> None:
    """Refuse the rows that would close a circle, and find out which of several referrers counts.

    An earlier introduction takes the place of a later one, which may open a circle again: the refused rows are
    looked at until no more of them can be taken, so that the same file again is refused the same rows.
    """
    for statement in _TABLES:
        db.execute(statement)
    waiting = [row for row in db.execute(_NEW) if not _take(db, *row)]
    while len(refused := [row for row in waiting if not _take(db, *row)]) < len(waiting):
        waiting = refused
    reason = (
        "UPDATE arriving.row SET reason = 'customer: “' || substr(b.name, 1, 60) || '” stands above “' ||"
        " substr(a.name, 1, 60) || '” among those who brought one another; this would close a circle'"
        " FROM main.customer a, main.customer b WHERE a.id = row.referrer_id AND b.id = row.referred_id AND line = ?"
    )
    db.executemany(reason, [(row[0],) for row in waiting])
    db.execute("UPDATE arriving.row SET counts = 0 WHERE referred_id IS NOT NULL")
    db.execute("UPDATE arriving.row SET counts = 1 FROM arriving.edge e WHERE e.line = row.line")


def _take(db: sqlite3.Connection, line: int, referrer: int, referred: int, on_day: str, counts: int) -> bool:
    """Let a row say who brought somebody, unless that was put right since; return whether it can."""
    if db.execute(_BROUGHT_SOMEBODY, [referred]).fetchone() and db.execute(_CLOSES, [referrer, referred]).fetchone()[0]:
        return False
    if counts:
        db.execute(_COUNTS, [referred, referrer, on_day, line])
    return True


def weigh_again(db: sqlite3.Connection, referred_id: int) -> None:
    """Let the first named referrer count now that a day has moved, unless the owner put that right (REF-1)."""
    told = sorted(desk_store.referrals_of(db, referred_id), key=lambda one: (one.introduced_on, one.id))
    if any(step.step == "corrected" for one in told for step in desk_store.steps(db, one.id)):
        return
    may = (one for one in told if one.counts or referred_id not in desk_store.ancestors(db, one.customer_id))
    if (first := next(may, None)) and not first.counts:
        db.execute("UPDATE main.referral SET counts = 0 WHERE referred_id = ? AND counts", [referred_id])
        desk_store.save(db, first.id, {"counts": 1})


def give_way(db: sqlite3.Connection) -> None:
    """Let the referrals of the book count no more whose introduced person somebody of the file brought earlier."""
    db.execute(
        "UPDATE main.referral SET counts = 0 WHERE counts AND referred_id IN"
        " (SELECT referred FROM arriving.edge WHERE line IS NOT NULL)"
    )
