"""Whom to ask and whom not, with all that is known of each: weighed by the rules, page by page (REF-2)."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from carebook.book import rows
from carebook.book.rows import Value
from carebook.complaints.model import Shadow
from carebook.complaints.store.shadows import shadows
from carebook.customers.store.figures import PURCHASE
from carebook.referrals import rules
from carebook.referrals.model import Ask, Candidate, Moment
from carebook.referrals.refusals import NotThere
from carebook.referrals.store.owed import NOT_ASKED_ANEW
from carebook.shop.store import numbers

_HAPPY = f"(satisfaction = {rules.DELIGHTED} OR recommend >= {rules.RECOMMENDS} OR praise <> '')"
"""A survey sheet that may show somebody is happy; as the index says it."""
_PRAISES = (
    f"(a.praise <> '' AND coalesce(a.satisfaction >= {rules.CONTENT}, true)"
    f" AND coalesce(a.recommend >= {rules.MIGHT_RECOMMEND}, true))"
)
"""What went well, written by one who was not unhappy on the same sheet."""
_PRAISED = (
    "max(coalesce((SELECT max(m.on_day) FROM moment m WHERE m.customer_id = c.id AND m.kind = 'praise'"
    " AND m.on_day <= :today), ''), coalesce((SELECT max(a.answered_on) FROM survey_answer a"
    f" WHERE a.customer_id = c.id AND a.answered_on <= :today AND {_PRAISES}), ''))"
)
_DELIGHTED = (
    "coalesce((SELECT max(a.answered_on) FROM survey_answer a WHERE a.customer_id = c.id AND a.answered_on <= :today"
    f" AND (a.satisfaction = {rules.DELIGHTED} OR a.recommend >= {rules.RECOMMENDS})), '')"
)
_FOLLOWED_UP = (
    "coalesce((SELECT max(k.followed_up_on) FROM complaint k WHERE k.customer_id = c.id"
    f" AND k.satisfaction = {rules.DELIGHTED} AND k.followed_up_on <= :today), '')"
)
_SERVED = (
    "coalesce((SELECT max(m.on_day) FROM moment m WHERE m.customer_id = c.id AND m.kind = 'extra service'"
    " AND m.on_day <= :today), '')"
)
_LAST_ASK = "FROM ask q WHERE q.customer_id = c.id AND q.asked_on <= :today ORDER BY q.asked_on DESC, q.id DESC LIMIT 1"
_CANDIDATES = (
    "SELECT c.id AS customer_id, c.name AS customer, coalesce(c.opened_on, c.first_sale_on, '') AS since,"
    " (SELECT count(*) FROM sale s WHERE s.customer_id = c.id AND s.sold_on <= :today"
    f" AND {PURCHASE}) AS sales, (SELECT y.tier FROM standing y WHERE y.customer_id = c.id) AS tier,"
    f" max({_PRAISED}, {_DELIGHTED}, {_FOLLOWED_UP}) AS happy_on, {_PRAISED} AS praised_on, {_SERVED} AS served_on,"
    " coalesce((SELECT group_concat(x.cause) FROM suppression x WHERE x.customer_id = c.id), '') AS stops,"
    f" coalesce(c.quiet_from, '') AS quiet_from, coalesce((SELECT q.asked_on {_LAST_ASK}), '') AS asked_on,"
    f" coalesce((SELECT q.again_on {_LAST_ASK}), '') AS again_on, coalesce((SELECT max(q.wanted_on) FROM ask q"
    f" WHERE q.customer_id = c.id AND q.asked_on IS NULL AND {NOT_ASKED_ANEW}), '') AS under_way"
    " FROM customer c WHERE c.id IN (SELECT value FROM json_each(:customers))"
)
_LATELY = (
    "SELECT l.customer_id FROM (SELECT customer_id, on_day, kind = 'praise' OR on_day >= :extra AS is_moment,"
    " 0 AS wished FROM moment WHERE on_day BETWEEN :happy AND :today"
    f" UNION ALL SELECT a.customer_id, a.answered_on, 1, 0 FROM survey_answer a WHERE {_HAPPY} AND {_PRAISES}"
    " AND a.answered_on BETWEEN :happy AND :today"
    " UNION ALL SELECT q.customer_id, q.again_on, 1, 1 FROM ask q WHERE q.again_on <= :today AND NOT EXISTS"
    " (SELECT 1 FROM ask n WHERE n.customer_id = q.customer_id AND (n.asked_on, n.id) > (q.asked_on, q.id)"
    " AND n.asked_on <= :today)) l"
    " LEFT JOIN standing y ON y.customer_id = l.customer_id GROUP BY l.customer_id HAVING max(l.is_moment)"
    " ORDER BY max(l.wished) DESC, y.tier IS 'VIP' DESC, max(l.on_day) DESC, l.customer_id"
)
"""An older extra service is no moment, and yet a later day than older praise."""
_AT_ONCE = 50


def candidates(db: sqlite3.Connection, customers: Iterable[int], today: date) -> list[Candidate]:
    """Return what is known of these customers on a day, in the order given."""
    wanted = list(customers)
    shadow_of = shadows(db, wanted)
    cursor = db.execute(_CANDIDATES, {"today": today.isoformat(), "customers": rows.listed(wanted)})
    names = [column[0] for column in cursor.description]
    found: dict[int, Candidate] = {}
    for row in cursor:
        known = dict(zip(names, row, strict=True))
        customer, shadow = known["customer_id"], shadow_of.get(known["customer_id"], Shadow())
        found[customer] = Candidate(**known, open_case=shadow.open_number or "", asking_from=shadow.asking_from)
    return [found[customer] for customer in wanted if customer in found]


def candidate(db: sqlite3.Connection, customer_id: int, today: date) -> Candidate | None:
    """Return what is known of one customer on a day."""
    return next(iter(candidates(db, [customer_id], today)), None)


def with_a_moment(db: sqlite3.Connection, today: date) -> list[int]:
    """Return everyone for whom there was a moment to ask lately: all others have a reason against it.

    Who wished it stands first, then VIPs, then the latest moment.
    """
    happy, extra = (today - timedelta(days=days) for days in (rules.HAPPY_DAYS, rules.EXTRA_DAYS))
    values = {"today": today.isoformat(), "happy": happy.isoformat(), "extra": extra.isoformat()}
    return [row[0] for row in db.execute(_LATELY, values)]


def may_be_asked(db: sqlite3.Connection, today: date, most: int | None = None) -> list[Candidate]:
    """Return those who may be asked, the best moment first: everyone, or so many and not many more are looked at."""
    law, lately = numbers(db), with_a_moment(db, today)
    found: list[Candidate] = []
    size = len(lately) if most is None else _AT_ONCE
    for start in range(0, len(lately), max(size, 1)):
        known = candidates(db, lately[start : start + size], today)
        found += (one for one in known if not rules.reasons_against(one, today, law))
        if most is not None and len(found) >= most:
            break
    return found[:most]


def moments(db: sqlite3.Connection, customer_id: int) -> list[Moment]:
    """Return a customer's praise and extra services, the newest first."""
    sql = f"SELECT {rows.columns_of(Moment)} FROM moment WHERE customer_id = ? ORDER BY on_day DESC, id DESC"
    return rows.as_records(Moment, db.execute(sql, [customer_id]))


def moment(db: sqlite3.Connection, moment_id: int) -> Moment:
    """Return one moment; raise NotThere."""
    sql = f"SELECT {rows.columns_of(Moment)} FROM moment WHERE id = ?"
    if found := rows.as_records(Moment, db.execute(sql, [moment_id])):
        return found[0]
    raise NotThere("note")


def _asks(db: sqlite3.Connection, where: str, values: Sequence[Value]) -> list[Ask]:
    return rows.as_records(Ask, db.execute(f"SELECT {rows.columns_of(Ask)} FROM ask {where}", values))


def ask(db: sqlite3.Connection, ask_id: int) -> Ask:
    """Return one ask; raise NotThere."""
    if found := _asks(db, "WHERE id = ?", [ask_id]):
        return found[0]
    raise NotThere("ask")


def asks_of(db: sqlite3.Connection, customer_id: int) -> list[Ask]:
    """Return when a customer was asked, the newest first."""
    return _asks(db, "WHERE customer_id = ? ORDER BY wanted_on DESC, id DESC", [customer_id])


def open_asks(db: sqlite3.Connection) -> list[Ask]:
    """Return the asks that have no answer yet, the longest ago first."""
    return _asks(db, "WHERE asked_on IS NOT NULL AND answer IS NULL ORDER BY asked_on, id", [])
