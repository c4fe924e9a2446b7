"""What referrals brought and cost, of a whole book at once (REF-7).

Who has bought, and what they brought, stands in `standing`, which retention keeps: one row for each who ever bought
and did not give all of it back.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from datetime import date, timedelta

from carebook.complaints.model import Share
from carebook.referrals import rules
from carebook.referrals.figures import Asking, Best, Measures, Profit, Referring, Source, Stretch
from carebook.referrals.model import Answer, ForWhom, Terms
from carebook.referrals.store.drives import introduced_between
from carebook.referrals.store.referrals import BOUGHT_ON, all_terms

_ANSWERS = "SELECT answer, count(*) FROM ask WHERE asked_on BETWEEN :first AND :last GROUP BY answer"
_AFTER_AN_ASK = (
    "SELECT count(*) FROM referral r WHERE r.counts AND r.introduced_on BETWEEN :first AND :last AND EXISTS"
    " (SELECT 1 FROM ask q WHERE q.customer_id = r.customer_id"
    f" AND q.asked_on BETWEEN date(r.introduced_on, '-{rules.ASK_WORKS_DAYS} days') AND r.introduced_on)"
)
_CAME = (
    "SELECT count(*), coalesce(sum(y.profit), 0) FROM referral r LEFT JOIN standing y ON y.customer_id = r.referred_id"
    " WHERE r.counts AND r.contact_on BETWEEN :first AND :last"
)
_BOUGHT = (
    f"SELECT count(*) FROM (SELECT {BOUGHT_ON} AS bought_on FROM referral r JOIN standing y"
    " ON y.customer_id = r.referred_id WHERE r.counts AND r.introduced_on <= :last AND y.last_on >= :first)"
    " WHERE bought_on BETWEEN :first AND :last"
)
_LEADS = (
    "SELECT c.source, EXISTS (SELECT 1 FROM referral r WHERE r.referred_id = c.id AND r.counts) AS referred,"
    " count(*), sum(y.first_on IS NOT NULL), coalesce(sum(y.profit), 0) FROM customer c"
    " LEFT JOIN standing y ON y.customer_id = c.id AND y.first_on <= :last"
    " WHERE coalesce(c.opened_on, c.first_sale_on, c.entered_on) BETWEEN :first AND :last"
    " AND (y.first_on IS NOT NULL OR NOT EXISTS (SELECT 1 FROM partner p WHERE p.customer_id = c.id))"
    " GROUP BY c.source, referred"
)
"""New customers; a partner who never bought is none."""
_BUYERS = "SELECT count(*), coalesce(sum(profit), 0) FROM standing WHERE first_on <= :last"
_REFERRED_BUYERS = (
    "SELECT count(*), coalesce(sum(y.profit), 0) FROM referral r JOIN standing y ON y.customer_id = r.referred_id"
    " WHERE r.counts AND y.first_on <= :last"
)
_REFERRERS = (
    "SELECT count(*), coalesce(sum(n), 0) FROM"
    " (SELECT count(*) AS n FROM referral r JOIN standing y ON y.customer_id = r.customer_id AND y.first_on <= :last"
    " WHERE r.counts AND r.introduced_on <= :last GROUP BY r.customer_id)"
)
_REWARDS = "SELECT coalesce(sum(amount), 0) FROM reward WHERE paid_on BETWEEN :first AND :last"
_DRIVES = (
    "SELECT coalesce(sum(cost), 0) FROM drive"
    " WHERE date(starts_on, '+' || (7 * weeks - 1) || ' days') BETWEEN :first AND :last"
)
_BEST = (
    "SELECT r.customer_id, c.name, count(*), "
    f" count({BOUGHT_ON}) AS bought, coalesce(sum(y.profit), 0) AS brought,"
    " coalesce((SELECT o.profit FROM standing o WHERE o.customer_id = r.customer_id), 0),"
    " EXISTS (SELECT 1 FROM partner p WHERE p.customer_id = r.customer_id AND p.ended_on IS NULL)"
    " FROM referral r JOIN customer c ON c.id = r.customer_id LEFT JOIN standing y ON y.customer_id = r.referred_id"
    " WHERE r.counts AND r.introduced_on BETWEEN ? AND ? GROUP BY r.customer_id"
    " ORDER BY brought DESC, bought DESC, count(*) DESC, c.name, c.id LIMIT ? OFFSET ?"
)
_STRETCH = (
    f"SELECT count(*), count({BOUGHT_ON}), (SELECT coalesce(sum(w.amount), 0) FROM reward w JOIN referral f"
    " ON f.id = w.referral_id WHERE f.introduced_on BETWEEN :first AND :last AND w.paid_on IS NOT NULL),"
    " coalesce(sum(y.profit), 0) FROM referral r LEFT JOIN standing y ON y.customer_id = r.referred_id"
    " WHERE r.counts AND r.introduced_on BETWEEN :first AND :last"
)


def measures(db: sqlite3.Connection, first: date, last: date) -> Measures:
    """Measure what referrals did in a period, both days included, as it stands today (REF-7)."""
    period = {"first": first.isoformat(), "last": last.isoformat()}

    def number(sql: str) -> int:
        return int(db.execute(sql, period).fetchone()[0])

    answers = dict(db.execute(_ANSWERS, period))
    came, profit = db.execute(_CAME, period).fetchone()
    buyers, referred = (Profit(*db.execute(sql, period).fetchone()) for sql in (_BUYERS, _REFERRED_BUYERS))
    leads, sources = _leads(db, period)
    return Measures(
        asking=Asking(
            asked=sum(answers.values()),
            agreed=answers.get(Answer.AGREED, 0),
            later=answers.get(Answer.LATER, 0),
            declined=answers.get(Answer.DECLINED, 0),
            none=answers.get(Answer.NONE, 0),
            introductions=introduced_between(db, first, last),
            after_an_ask=number(_AFTER_AN_ASK),
        ),
        came=came,
        bought=number(_BOUGHT),
        referred_leads=leads[True],
        other_leads=leads[False],
        sources=sources,
        referring=Referring(buyers.customers, *db.execute(_REFERRERS, period).fetchone()),
        referred=referred,
        others=Profit(buyers.customers - referred.customers, buyers.profit - referred.profit),
        rewards=number(_REWARDS),
        drives=number(_DRIVES),
        profit=profit,
    )


def _leads(db: sqlite3.Connection, period: dict[str, str]) -> tuple[dict[bool, Share], list[Source]]:
    """Return how many new customers have bought: the referred and the others, and by where they came from."""
    came: Counter[bool | str] = Counter()
    bought: Counter[bool | str] = Counter()
    profit: Counter[str] = Counter()
    for source, referred, customers, buyers, brought in db.execute(_LEADS, period):
        for key in (bool(referred), source):
            came[key] += customers
            bought[key] += buyers
        profit[source] += brought
    sources = [Source(name, Share(bought[name], came[name]), profit[name]) for name in profit]
    leads = {referred: Share(bought[referred], came[referred]) for referred in (True, False)}
    return leads, sorted(sources, key=lambda one: (-one.profit, -one.bought.n, one.name))


def best_referrers(db: sqlite3.Connection, first: date, last: date, start: int, size: int) -> list[Best]:
    """Return a page of those who introduced somebody in a period, whose introductions brought most first (REF-7)."""
    found = db.execute(_BEST, [first.isoformat(), last.isoformat(), size, start])
    return [
        Best(customer, name, introduced, bought, brought, own, bool(is_partner))
        for customer, name, introduced, bought, brought, own, is_partner in found
    ]


def stretches(db: sqlite3.Connection, today: date) -> list[Stretch]:
    """Return what each change in reward did, the newest first (REF-7).

    The time before the first terms is one too; terms that change words and no reward go on.
    """
    known = [terms for terms in all_terms(db) if terms.since <= today]
    (earliest,) = db.execute("SELECT min(introduced_on) FROM referral WHERE counts").fetchone()
    begun: list[tuple[date, Terms | None]] = []
    if earliest and date.fromisoformat(earliest) < min((terms.since for terms in known), default=date.max):
        begun.append((date.fromisoformat(earliest), None))
    for terms in known:
        if not begun or _given(terms) != _given(begun[-1][1]):
            begun.append((terms.since, terms))
    found, last = [], today
    for since, held in reversed(begun):
        found.append(stretch(db, since, last, held))
        last = since - timedelta(days=1)
    return found


def _given(terms: Terms | None) -> list[tuple[object, ...]]:
    """Return what both get; nothing before the first terms, and where neither gets anything."""
    if terms is None:
        return []
    both = [tuple(getattr(terms, f"{who}_{what}") for what in ("kind", "what", "amount")) for who in ForWhom]
    return both if any(kind for kind, *_ in both) else []


def stretch(db: sqlite3.Connection, first: date, last: date, terms: Terms | None = None) -> Stretch:
    """Return what the introductions of some days, such as those of a drive, came to."""
    days = {"first": first.isoformat(), "last": last.isoformat()}
    return Stretch(terms, first, last, *db.execute(_STRETCH, days).fetchone())
