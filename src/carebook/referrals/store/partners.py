"""Partners, with whom they sent to us and whom we sent to them."""

from __future__ import annotations

import sqlite3
from datetime import date
from typing import NamedTuple

from carebook.book import rows
from carebook.referrals.model import Partner, PassedOn
from carebook.referrals.refusals import NotThere
from carebook.referrals.store.referrals import BOUGHT_ON


def _partners(db: sqlite3.Connection, where: str, value: int) -> list[Partner]:
    return rows.as_records(Partner, db.execute(f"SELECT {rows.columns_of(Partner)} FROM partner {where}", [value]))


def partner(db: sqlite3.Connection, partner_id: int) -> Partner:
    """Return one partner; raise NotThere."""
    if found := _partners(db, "WHERE id = ?", partner_id):
        return found[0]
    raise NotThere("partner")


def partner_of(db: sqlite3.Connection, customer_id: int) -> Partner | None:
    """Return what a customer is as a partner; None for who never was one."""
    return next(iter(_partners(db, "WHERE customer_id = ?", customer_id)), None)


def passed_on_to(db: sqlite3.Connection, customer_id: int) -> list[PassedOn]:
    """Return whom we sent to a partner, the newest first."""
    sql = f"SELECT {rows.columns_of(PassedOn)} FROM passed_on WHERE customer_id = ? ORDER BY on_day DESC, id DESC"
    return rows.as_records(PassedOn, db.execute(sql, [customer_id]))


class GiveAndTake(NamedTuple):
    """A partner and what went to and fro: whom they sent, who of them bought, whom we sent."""

    partner: Partner
    name: str
    sent_us: int
    bought: int
    sent_them: int
    last_on: date | None
    """The last day on which anybody was sent, either way."""


def partners(db: sqlite3.Connection) -> list[GiveAndTake]:
    """Return every partner, those who are one no more last, else who sent most first."""
    sql = (
        f"SELECT {', '.join(f'p.{name}' for name in rows.columns_of(Partner).split(', '))}, c.name,"
        " (SELECT count(*) FROM referral r WHERE r.customer_id = p.customer_id AND r.counts) AS sent_us,"
        f" (SELECT count({BOUGHT_ON}) FROM referral r WHERE r.customer_id = p.customer_id AND r.counts),"
        " (SELECT count(*) FROM passed_on o WHERE o.customer_id = p.customer_id),"
        " nullif(max(coalesce((SELECT max(r.introduced_on) FROM referral r WHERE r.customer_id = p.customer_id), ''),"
        " coalesce((SELECT max(o.on_day) FROM passed_on o WHERE o.customer_id = p.customer_id), '')), '')"
        " FROM partner p JOIN customer c ON c.id = p.customer_id ORDER BY p.ended_on IS NOT NULL, sent_us DESC, c.name"
    )
    found = []
    for *own, name, sent_us, bought, sent_them, last_on in db.execute(sql):
        known = rows.as_records(Partner, [own])[0]
        last = date.fromisoformat(last_on) if last_on else None
        found.append(GiveAndTake(known, name, sent_us, bought, sent_them, last))
    return found
