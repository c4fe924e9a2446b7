"""Referrals with their rewards and their diary, and the terms on which they are rewarded."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from datetime import date

from carebook.book import rows
from carebook.book.rows import Value
from carebook.customers.store.figures import PURCHASE
from carebook.referrals import rules
from carebook.referrals.model import Referral, Reward, Step, Terms
from carebook.referrals.refusals import NotThere

BOUGHT_ON = (
    "(SELECT s.sold_on FROM sale s WHERE s.customer_id = r.referred_id AND s.sold_on >= r.introduced_on"
    f" AND {PURCHASE} ORDER BY s.sold_on LIMIT 1)"
)
"""The first purchase of somebody since referral r introduced them; one that was all given back is none (REF-1)."""
COLUMNS = ", ".join(BOUGHT_ON if name == "bought_on" else f"r.{name}" for name in Referral._fields)


def _referrals(db: sqlite3.Connection, where: str, values: Sequence[Value]) -> list[Referral]:
    return rows.as_records(Referral, db.execute(f"SELECT {COLUMNS} FROM referral r {where}", values))


def referral(db: sqlite3.Connection, referral_id: int) -> Referral:
    """Return one referral; raise NotThere."""
    if found := _referrals(db, "WHERE r.id = ?", [referral_id]):
        return found[0]
    raise NotThere("referral")


def referrals_by(db: sqlite3.Connection, customer_id: int) -> list[Referral]:
    """Return whom a customer told of us, the newest first."""
    return _referrals(db, "WHERE r.customer_id = ? ORDER BY r.introduced_on DESC, r.id DESC", [customer_id])


def referrals_of(db: sqlite3.Connection, customer_id: int) -> list[Referral]:
    """Return who told a customer of us, the one who counts first."""
    return _referrals(db, "WHERE r.referred_id = ? ORDER BY r.counts DESC, r.introduced_on, r.id", [customer_id])


def bringer(db: sqlite3.Connection, customer_id: int) -> tuple[int, str] | None:
    """Return the id and name of who brought a customer, as it counts."""
    sql = (
        "SELECT c.id, c.name FROM referral r JOIN customer c ON c.id = r.customer_id"
        " WHERE r.referred_id = ? AND r.counts"
    )
    found: tuple[int, str] | None = db.execute(sql, [customer_id]).fetchone()
    return found


def ancestors(db: sqlite3.Connection, customer_id: int) -> set[int]:
    """Return everyone above a customer among those who brought one another (REF-4)."""
    sql = (
        "WITH above(id) AS (SELECT r.customer_id FROM referral r WHERE r.referred_id = ?1 AND r.counts UNION"
        " SELECT r.customer_id FROM above JOIN referral r ON r.referred_id = above.id AND r.counts)"
        " SELECT id FROM above"
    )
    return {row[0] for row in db.execute(sql, [customer_id])}


def edges(db: sqlite3.Connection) -> list[tuple[int, int]]:
    """Return who brought whom, as it counts: referrer and referred, in the order in which they came."""
    sql = (
        "SELECT customer_id, referred_id FROM referral WHERE referred_id IS NOT NULL AND counts ORDER BY contact_on, id"
    )
    return db.execute(sql).fetchall()


def steps(db: sqlite3.Connection, referral_id: int) -> list[Step]:
    """Return a referral's diary, oldest first."""
    sql = f"SELECT {rows.columns_of(Step)} FROM referral_step WHERE referral_id = ? ORDER BY id"
    return rows.as_records(Step, db.execute(sql, [referral_id]))


def referral_of_step(db: sqlite3.Connection, step_id: int) -> int | None:
    """Return the referral whose diary has a line."""
    row = db.execute("SELECT referral_id FROM referral_step WHERE id = ?", [step_id]).fetchone()
    return row[0] if row else None


def save(db: sqlite3.Connection, referral_id: int, values: dict[str, Value]) -> None:
    """Change the named columns of a referral."""
    rows.update(db, "referral", referral_id, values)


def write_step(
    db: sqlite3.Connection, found: Referral, step: str, on: date, *, by_channel: str | None = None, what: str = ""
) -> None:
    """Write a line into a referral's diary."""
    values: dict[str, Value] = {"referral_id": found.id, "customer_id": found.customer_id, "step": step}
    rows.insert(db, "referral_step", values | {"on_day": on, "by_channel": by_channel, "what": what})


# Households and strangers (REF-4) ---------------------------------------------------------------------------


def same_household(db: sqlite3.Connection, found: Referral) -> bool:
    """Tell whether referrer and introduced share a household: one of its members by name, or the same address."""
    names = db.execute("SELECT name FROM member WHERE customer_id = ?", [found.customer_id])
    both = "SELECT address1, city, postcode FROM customer WHERE id IN (?, ?)"
    homes = db.execute(both, [found.customer_id, found.referred_id]).fetchall()
    return rules.share_household(found.introduced, (name for (name,) in names), homes)


def bought_before(db: sqlite3.Connection, found: Referral) -> date | None:
    """Return the last purchase of the referred before they were introduced."""
    sql = f"SELECT max(s.sold_on) FROM sale s WHERE s.customer_id = ? AND s.sold_on < ? AND {PURCHASE}"
    row = db.execute(sql, [found.referred_id, found.introduced_on.isoformat()]).fetchone()
    return date.fromisoformat(row[0]) if row[0] else None


# Rewards and terms (REF-3) ----------------------------------------------------------------------------------


def _rewards(db: sqlite3.Connection, where: str, value: int) -> list[Reward]:
    return rows.as_records(Reward, db.execute(f"SELECT {rows.columns_of(Reward)} FROM reward {where}", [value]))


def reward(db: sqlite3.Connection, reward_id: int) -> Reward:
    """Return one reward; raise NotThere."""
    if found := _rewards(db, "WHERE id = ?", reward_id):
        return found[0]
    raise NotThere("reward")


def rewards(db: sqlite3.Connection, referral_id: int) -> list[Reward]:
    """Return what was promised for a referral, the referrer's first."""
    return _rewards(db, "WHERE referral_id = ? ORDER BY for_whom DESC", referral_id)


def promised(db: sqlite3.Connection, found: Referral) -> set[str]:
    """Return for whom of the two a reward was promised; one paid to the introduced counts whoever brought them."""
    sql = (
        "SELECT w.for_whom FROM reward w JOIN referral r ON r.id = w.referral_id WHERE r.id = ?1"
        " OR (w.for_whom = 'introduced' AND w.paid_on IS NOT NULL AND r.referred_id = ?2)"
    )
    return {row[0] for row in db.execute(sql, [found.id, found.referred_id])}


def _terms(db: sqlite3.Connection, where: str, values: Iterable[Value] = ()) -> list[Terms]:
    found = db.execute(f"SELECT {rows.columns_of(Terms)} FROM referral_terms {where}", list(values))
    return rows.as_records(Terms, found)


def terms_on(db: sqlite3.Connection, on: date) -> Terms | None:
    """Return the terms that hold on a day; None before the first ones."""
    return next(iter(_terms(db, "WHERE since <= ? ORDER BY since DESC LIMIT 1", [on.isoformat()])), None)


def all_terms(db: sqlite3.Connection) -> list[Terms]:
    """Return all terms that ever held, the oldest first."""
    return _terms(db, "ORDER BY since")
