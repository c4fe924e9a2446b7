"""What the referrals' desk asks for on Today: thanks, rewards, a few asks, and the pace of a drive.

A module of its own, and light: every review of a shop with referrals loads it.
"""

from __future__ import annotations

import sqlite3
from datetime import date, timedelta
from typing import NamedTuple

from carebook.referrals import rules
from carebook.referrals.model import ForWhom, Given
from carebook.referrals.store.referrals import BOUGHT_ON

STANDS = "(r.counts OR NOT EXISTS (SELECT 1 FROM referral_step p WHERE p.referral_id = r.id AND p.step = 'corrected'))"
"""A referral r that was not put right: who was named second counts for no reward, and is thanked all the same."""
NOT_ASKED_ANEW = "NOT EXISTS (SELECT 1 FROM ask n WHERE n.customer_id = q.customer_id AND n.id > q.id)"
"""An ask q whose place no later one of the same customer took (REF-2)."""
WHOSE = "iif(w.for_whom = 'referrer', r.customer_id, r.referred_id)"
"""Who gets a reward w for a referral r."""

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
    """What thanks or a reward are for, why they may be asked, how the drive stands."""
    due: date
    by: date
    lapses: date | None = None
    given: Given | None = None
    """What a reward is."""


_NOT_STOPPED = (
    "NOT EXISTS (SELECT 1 FROM suppression x WHERE x.customer_id = {} AND x.cause IN ('deceased', 'do-not-contact'))"
)


def thanks(db: sqlite3.Connection, on: date, *, until: date | None = None) -> list[Owed]:
    """Return the introductions to thank for (REF-3), the oldest first.

    One that came into the book when it was too late for thanks is not among them (LET-5).
    """
    from carebook.shop.store import open_days

    sql = (
        "SELECT r.id, r.customer_id, c.name, r.introduced, r.introduced_on FROM referral r"
        " JOIN customer c ON c.id = r.customer_id WHERE r.thanked_on IS NULL AND r.introduced_on BETWEEN ? AND ?"
        f" AND r.entered_on <= date(r.introduced_on, '+{rules.THANK_LAPSES} days')"
        f" AND {STANDS} AND {_NOT_STOPPED.format('r.customer_id')} ORDER BY r.introduced_on, r.id"
    )
    found = db.execute(sql, [_back(on, rules.THANK_LAPSES), (until or on).isoformat()]).fetchall()
    calendar = open_days(db) if found else None
    owed = []
    for number, customer, name, introduced, day in found:
        due = date.fromisoformat(day)
        by = rules.thank_by(due, calendar) if calendar else due
        subject, lapses = f"referral {number}", due + timedelta(days=rules.THANK_LAPSES)
        about = for_what(ForWhom.REFERRER, introduced)
        owed.append(Owed("thank", number, subject, customer, name, about, due, by, lapses))
    return owed


def rewards(db: sqlite3.Connection, *, of: int | None = None) -> list[Owed]:
    """Return the rewards whose introduced person has bought and that nobody handed over, the oldest first (REF-3).

    Those `of` one referral, where it is named.
    """
    sql = (
        f"SELECT w.id, r.id, c.id, c.name, w.for_whom, r.introduced, w.kind, w.what, w.amount, {BOUGHT_ON} AS bought_on"
        f" FROM reward w JOIN referral r ON r.id = w.referral_id JOIN customer c ON c.id = {WHOSE}"
        " WHERE w.paid_on IS NULL AND w.waived_on IS NULL"
        f" AND r.counts AND r.referred_id IS NOT NULL AND bought_on IS NOT NULL AND {_NOT_STOPPED.format('c.id')}"
        f"{'' if of is None else ' AND w.referral_id = ?'} ORDER BY bought_on, w.id"
    )
    found = db.execute(sql, [] if of is None else [of])
    owed = []
    for number, referral, customer, name, for_whom, introduced, *given, day in found:
        subject, about, due = f"referral {referral}", for_what(for_whom, introduced), date.fromisoformat(day)
        by = due + timedelta(days=rules.REWARD_DAYS)
        owed.append(Owed("reward", number, subject, customer, name, about, due, by, given=Given(*given)))
    return owed


def for_what(for_whom: str, introduced: str) -> str:
    """Say what thanks and rewards are for."""
    return f"for sending {introduced}" if for_whom == ForWhom.REFERRER else "for coming to us"


def asks(db: sqlite3.Connection, on: date, *, most: int | None = None) -> list[Owed]:
    """Return a few of those who may be asked today, the best moment first (REF-2); `most` takes the place of the few.

    Who was asked today has taken a place.
    """
    if most is None:
        asked = db.execute("SELECT count(*) FROM ask WHERE wanted_on = ?", [on.isoformat()]).fetchone()[0]
        most = rules.ASKS_A_DAY - asked
    if most <= 0:
        return []
    from carebook.referrals.store.asking import may_be_asked

    owed = []
    for who in may_be_asked(db, on, most):
        moment = max(who.again_on, who.praised_on, who.served_on)
        due = date.fromisoformat(moment)
        why = ", ".join(rules.reasons_for(who, on))
        subject, by = f"customer {who.customer_id}", max(due + timedelta(days=rules.ASK_DAYS), on)
        owed.append(Owed("ask", None, subject, who.customer_id, who.customer, why, due, by))
    return owed


def paces(db: sqlite3.Connection, on: date) -> list[Owed]:
    """Return the drives to look at: behind at half-time, or over and their result not noted (REF-6)."""
    if not db.execute("SELECT EXISTS (SELECT 1 FROM drive WHERE closed_on IS NULL)").fetchone()[0]:
        return []
    from carebook.referrals.store.drives import to_look_at

    return [
        Owed("pace", drive.id, f"drive {drive.id}", None, "", said, due, due + timedelta(days=rules.PACE_DAYS))
        for drive, due, said in to_look_at(db, on)
    ]


def debts(db: sqlite3.Connection, on: date, *, until: date | None = None) -> list[Owed]:
    """Return what can be late: thanks and rewards, and drives to look at; as known by a day, or until a later one."""
    bought = (one for one in rewards(db) if one.due <= (until or on))
    return [*thanks(db, on, until=until), *bought, *paces(db, on)]


def owed(db: sqlite3.Connection, on: date, *, until: date | None = None) -> list[Owed]:
    """Return everything that the desk asks for on a day, and what thanks fall due until a later one."""
    return [*debts(db, on, until=until), *asks(db, on)]


def _back(on: date, days: int) -> str:
    return (on - timedelta(days=days)).isoformat()
