"""What the referrals' desk asks for on Today: thanks, rewards, a few asks, and the pace of a drive.

A module of its own, and light: every review of a shop with referrals loads it.
"""

from __future__ import annotations

import sqlite3
from datetime import date, timedelta
from typing import NamedTuple

from carebook.referrals.store.referrals import BOUGHT_ON

THANK_LAPSES = 30
"""After so many days thanks would come too late to be believed; the letter lapses then too (REF-3)."""
REWARD_DAYS = 7
"""A reward should be handed over within so many days of the purchase."""
ASKS_A_DAY = 3
"""So many asks stand on Today; who was asked today has taken a place."""
_ASK_DAYS = 14
_PACE_DAYS = 7

STANDS = "(r.counts OR NOT EXISTS (SELECT 1 FROM referral_step p WHERE p.referral_id = r.id AND p.step = 'corrected'))"
"""A referral r that was not put right: who was named second counts for no reward, and is thanked all the same."""


TO_DO = {"thank": "Thank", "reward": "Reward", "pace": "Drive", "ask": "Ask"}
"""Each kind for the screen, in the order in which they stand."""


class Owed(NamedTuple):
    """One thing that the desk asks for; days as they are, None where there is no such day."""

    kind: str
    """thank, reward, ask or pace."""
    id: int | None
    """Of the referral, the reward or the drive; None for an ask, which is not in the book yet."""
    subject: str
    customer_id: int | None
    """Whom it is about: the referrer, who gets the reward, who may be asked; None for a drive."""
    customer: str
    about: str
    """Whom they introduced, what they get, why they may be asked, how the drive stands."""
    due: date
    by: date
    lapses: date | None = None


_NOT_STOPPED = (
    "NOT EXISTS (SELECT 1 FROM suppression x WHERE x.customer_id = {} AND x.cause IN ('deceased', 'do-not-contact'))"
)


def thanks(db: sqlite3.Connection, on: date, *, until: date | None = None) -> list[Owed]:
    """Return the introductions to thank for (REF-3), the oldest first.

    One that came into the book when it was too late for thanks is not among them (LET-5).
    """
    from carebook.referrals.rules import thank_by
    from carebook.shop.store import open_days

    sql = (
        "SELECT r.id, r.customer_id, c.name, r.introduced, r.introduced_on FROM referral r"
        " JOIN customer c ON c.id = r.customer_id WHERE r.thanked_on IS NULL AND r.introduced_on BETWEEN ? AND ?"
        f" AND r.entered_on <= date(r.introduced_on, '+{THANK_LAPSES} days')"
        f" AND {STANDS} AND {_NOT_STOPPED.format('r.customer_id')} ORDER BY r.introduced_on, r.id"
    )
    found = db.execute(sql, [_back(on, THANK_LAPSES), (until or on).isoformat()]).fetchall()
    calendar = open_days(db) if found else None
    owed = []
    for number, customer, name, introduced, day in found:
        due = date.fromisoformat(day)
        by = thank_by(due, calendar) if calendar else due
        subject, lapses = f"referral {number}", due + timedelta(days=THANK_LAPSES)
        owed.append(Owed("thank", number, subject, customer, name, f"for sending {introduced}", due, by, lapses))
    return owed


def rewards(db: sqlite3.Connection, *, of: int | None = None) -> list[Owed]:
    """Return the rewards whose introduced person has bought and that nobody handed over, the oldest first (REF-3).

    Those `of` one referral, where it is named.
    """
    sql = (
        "SELECT w.id, r.id, iif(w.for_whom = 'referrer', r.customer_id, r.referred_id) AS whose, c.name,"
        " CASE WHEN w.what <> '' THEN w.what WHEN w.kind = 'money' THEN 'money' ELSE 'a ' || w.kind END,"
        f" {BOUGHT_ON} AS bought_on"
        " FROM reward w JOIN referral r ON r.id = w.referral_id JOIN customer c ON c.id ="
        " iif(w.for_whom = 'referrer', r.customer_id, r.referred_id) WHERE w.paid_on IS NULL AND w.waived_on IS NULL"
        f" AND r.counts AND r.referred_id IS NOT NULL AND bought_on IS NOT NULL AND {_NOT_STOPPED.format('c.id')}"
        f"{'' if of is None else ' AND w.referral_id = ?'} ORDER BY bought_on, w.id"
    )
    return [
        Owed("reward", number, f"referral {referral}", customer, name, what, due, due + timedelta(days=REWARD_DAYS))
        for number, referral, customer, name, what, day in db.execute(sql, [] if of is None else [of])
        for due in [date.fromisoformat(day)]
    ]


def asks(db: sqlite3.Connection, on: date, *, most: int | None = None) -> list[Owed]:
    """Return a few of those who may be asked today, the best moment first (REF-2); `most` takes the place of the few.

    Who was asked today has taken a place.
    """
    if most is None:
        asked = db.execute("SELECT count(*) FROM ask WHERE wanted_on = ?", [on.isoformat()]).fetchone()[0]
        most = ASKS_A_DAY - asked
    if most <= 0:
        return []
    from carebook.referrals.rules import reasons_for
    from carebook.referrals.store.asking import may_be_asked

    owed = []
    for who in may_be_asked(db, on, most):
        moment = max(who.again_on, who.praised_on, who.served_on)
        due = date.fromisoformat(moment)
        why = ", ".join(reasons_for(who, on))
        subject, by = f"customer {who.customer_id}", max(due + timedelta(days=_ASK_DAYS), on)
        owed.append(Owed("ask", None, subject, who.customer_id, who.customer, why, due, by))
    return owed


def paces(db: sqlite3.Connection, on: date) -> list[Owed]:
    """Return the drives to look at: behind at half-time, or over and their result not noted (REF-6)."""
    if not db.execute("SELECT EXISTS (SELECT 1 FROM drive WHERE closed_on IS NULL)").fetchone()[0]:
        return []
    from carebook.referrals.store.drives import to_look_at

    return [
        Owed("pace", drive.id, f"drive {drive.id}", None, "", said, due, due + timedelta(days=_PACE_DAYS))
        for drive, due, said in to_look_at(db, on)
    ]


def debts(db: sqlite3.Connection, on: date, *, until: date | None = None) -> list[Owed]:
    """Return what can be late: thanks and rewards, and drives to look at."""
    return [*thanks(db, on, until=until), *rewards(db), *paces(db, on)]


def owed(db: sqlite3.Connection, on: date, *, until: date | None = None) -> list[Owed]:
    """Return everything that the desk asks for on a day, and what thanks fall due until a later one."""
    return [*debts(db, on, until=until), *asks(db, on)]


def _back(on: date, days: int) -> str:
    return (on - timedelta(days=days)).isoformat()
