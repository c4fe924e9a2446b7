"""The eleven lists of opportunity and the longest unspoken to: counted, and read by pages (VAL-4, VAL-5).

An entry that was worked leaves its list for a season; who died or wants no contact stands on none.
"""

from __future__ import annotations

import sqlite3
from datetime import date, timedelta
from typing import NamedTuple

from carebook.days import add_months
from carebook.retention import rules
from carebook.retention.model import WIN_BACK_FITS, Opportunity
from carebook.retention.store.standings import yardstick
from carebook.retention.store.vips import TRY_AGAIN_DAYS


class Entry(NamedTuple):
    """A customer on a list: why they stand on it, in figures that the list knows of (days as ISO text, money in
    minor units)."""

    customer_id: int
    customer: str
    place: str
    about: str
    """A product, a complaint's number; empty where the customer is all there is to it."""
    other: str
    """For cross-sell and up-sell: what goes with `about`."""
    day: str | None
    """The day that it is about: of the enquiry, the sale, the last purchase."""
    amount: int | None
    """What is at stake: the big sale, what is spent less, what they brought in 24 months."""
    both: int | None
    """For cross-sell and up-sell: how many bought both."""


_STATE = {
    Opportunity.SLIPPING: "s.slipping_on <= :today AND s.dormant_on > :today AND s.lost_on > :today",
    Opportunity.DORMANT: "s.dormant_on <= :today AND s.lost_on > :today",
    Opportunity.LOST: "s.lost_on <= :today AND s.profit > 0",
    Opportunity.SECOND_SALE: "s.purchase_days = 1 AND s.first_on <= :second AND s.dormant_on > :today"
    " AND s.lost_on > :today",
    Opportunity.DECREASED: "s.churn IN ('spend', 'products') AND s.spent_now < s.spent_before"
    " AND s.dormant_on > :today",
}
_BY_STANDING = "SELECT s.customer_id, '' AS about, '' AS other, s.last_on AS day, {amount} AS amount, NULL AS both,"
_SUGGESTED = (
    "SELECT g.customer_id, g.product AS about, g.other, NULL AS day, NULL AS amount, g.both, g.lift AS weight"
    " FROM suggestion g WHERE g.list = '{}'"
)


def _of_standing(which: Opportunity, amount: str, weight: str) -> str:
    return f"{_BY_STANDING.format(amount=amount)} {weight} AS weight FROM standing s WHERE {_STATE[which]}"


_SOURCES: dict[Opportunity, str] = {
    Opportunity.ENQUIRIES: (
        "SELECT customer_id, '' AS about, '' AS other, max(asked_on) AS day, NULL AS amount, NULL AS both,"
        " -julianday(max(asked_on)) AS weight FROM (SELECT c.id AS customer_id, coalesce(k.on_day, c.opened_on,"
        " c.entered_on) AS asked_on FROM customer c LEFT JOIN contact k ON k.customer_id = c.id AND k.direction = 'in'"
        " AND k.response IS NOT 'returned' AND k.on_day > :enquiry WHERE c.last_sale_on IS NULL AND c.sales = 0"
        " AND (k.id IS NOT NULL OR coalesce(c.opened_on, c.entered_on) > :new) AND NOT EXISTS (SELECT 1 FROM contact o"
        " WHERE o.customer_id = c.id AND o.direction = 'out' AND o.on_day >= coalesce(k.on_day, '')))"
        " GROUP BY customer_id"
    ),
    Opportunity.SECOND_SALE: _of_standing(Opportunity.SECOND_SALE, "s.profit_24m", "s.return_order"),
    Opportunity.BIG_SALE: (
        "SELECT x.customer_id, x.product AS about, '' AS other, max(x.sold_on) AS day, x.amount, NULL AS both,"
        " x.amount AS weight FROM sale x WHERE x.sold_on > :big_since AND x.sold_on <= :today AND x.amount >= :big"
        " AND x.refund_of IS NULL AND NOT EXISTS (SELECT 1 FROM sale r WHERE r.refund_of = x.id) GROUP BY x.customer_id"
    ),
    Opportunity.CROSS_SELL: _SUGGESTED.format(Opportunity.CROSS_SELL),
    Opportunity.UP_SELL: _SUGGESTED.format(Opportunity.UP_SELL),
    Opportunity.PRAISE: (
        "SELECT a.customer_id, '' AS about, '' AS other, max(a.answered_on) AS day, s.profit_24m AS amount,"
        " NULL AS both, s.profit_24m AS weight FROM survey_answer a JOIN standing s ON s.customer_id = a.customer_id"
        " WHERE a.answered_on > :praised AND a.answered_on <= :today AND "
        f"(a.satisfaction = {rules.DELIGHTED} OR a.recommend >= {rules.RECOMMENDS})"
        " AND s.purchase_days >= 2 AND s.first_on <= :half_year AND NOT EXISTS (SELECT 1 FROM complaint k"
        " WHERE k.customer_id = a.customer_id AND k.closed_on IS NULL) GROUP BY a.customer_id"
    ),
    Opportunity.COMPLAINTS: (
        "SELECT k.customer_id, k.number AS about, '' AS other, max(k.received_on) AS day, NULL AS amount, NULL AS both,"
        " julianday(max(k.received_on)) AS weight FROM complaint k LEFT JOIN standing s"
        " ON s.customer_id = k.customer_id WHERE (k.closed_on IS NULL OR (k.outcome <> 'recovered'"
        " AND k.closed_on > :year AND coalesce(s.last_on, '') < k.closed_on)) GROUP BY k.customer_id"
    ),
    Opportunity.SLIPPING: _of_standing(Opportunity.SLIPPING, "s.profit_24m", "s.return_order"),
    Opportunity.DECREASED: _of_standing(
        Opportunity.DECREASED, "s.spent_before - s.spent_now", "s.spent_before - s.spent_now"
    ),
    Opportunity.DORMANT: _of_standing(Opportunity.DORMANT, "s.profit_24m", "s.return_order"),
    Opportunity.LOST: _of_standing(Opportunity.LOST, "s.profit", "s.return_order"),
}
"""For each list who stands on it, and by what weight: the heaviest first. Call lists go by who is likeliest to return
(VAL-1b)."""
_SPEAKABLE = "e.customer_id NOT IN (SELECT customer_id FROM suppression WHERE cause IN ('deceased', 'do-not-contact'))"
_SELLING = frozenset((Opportunity.SECOND_SALE, Opportunity.CROSS_SELL, Opportunity.UP_SELL))
_MAY_BE_SOLD_TO = (
    "e.customer_id NOT IN (SELECT customer_id FROM complaint WHERE closed_on IS NULL)"
    " AND e.customer_id NOT IN (SELECT customer_id FROM suppression WHERE cause = 'no-marketing')"
    " AND e.customer_id NOT IN (SELECT customer_id FROM standing WHERE lost_on <= :today)"
)
"""Nothing is sold while a complaint is open (CMP-6), to who wants no marketing (SUP-3), or to who has left."""
_IS_LEFT_TO_ITS_STEPS = "e.customer_id NOT IN (SELECT customer_id FROM win_back WHERE ended_on IS NULL)"
"""Who is being won back, step by step, stands on no list that sells or asks them back."""
_FRESH = (
    "NOT EXISTS (SELECT 1 FROM worked w WHERE w.customer_id = e.customer_id AND w.list = :list AND w.about = e.about"
    " AND w.on_day > :worked AND (w.outcome <> 'none' OR w.on_day > :tried))"
)
_ORDER = "e.weight DESC, e.customer_id"


def _listed(which: Opportunity) -> str:
    """Return the rows of a list, from which those are left out who may not stand on it, or had their turn."""
    conditions = [_SPEAKABLE, _FRESH]
    if which in _SELLING:
        conditions.append(_MAY_BE_SOLD_TO)
    if which in _SELLING | WIN_BACK_FITS:
        conditions.append(_IS_LEFT_TO_ITS_STEPS)
    return f"({_SOURCES[which]}) e WHERE {' AND '.join(conditions)}"


def _values(db: sqlite3.Connection, which: Opportunity, today: date) -> dict[str, str | int | None]:
    shop = yardstick(db)

    def back(days: int) -> str:
        return (today - timedelta(days=days)).isoformat()

    return {
        "list": which,
        "today": today.isoformat(),
        "worked": back(rules.WORKED_DAYS),
        "tried": back(TRY_AGAIN_DAYS),
        "second": back(rules.SECOND_SALE_DAYS),
        "enquiry": back(rules.ENQUIRY_DAYS),
        "new": back(rules.NEW_DAYS),
        "big_since": back(rules.BIG_SALE_DAYS),
        "big": shop.big_sale if shop else None,
        "praised": back(rules.PRAISE_DAYS),
        "half_year": add_months(today, -6).isoformat(),
        "year": add_months(today, -12).isoformat(),
    }


def count(db: sqlite3.Connection, which: Opportunity, today: date) -> int:
    """Return how many customers stand on a list."""
    sql = f"SELECT count(*) FROM {_listed(which)}"
    return int(db.execute(sql, _values(db, which, today)).fetchone()[0])


def page(db: sqlite3.Connection, which: Opportunity, today: date, start: int, size: int) -> list[Entry]:
    """Return a page of a list, the weightiest first."""
    chosen = f"SELECT e.* FROM {_listed(which)} ORDER BY {_ORDER} LIMIT :size OFFSET :start"
    sql = (
        "SELECT e.customer_id, c.name, c.city, e.about, e.other, e.day, e.amount, e.both"
        f" FROM ({chosen}) e JOIN customer c ON c.id = e.customer_id ORDER BY {_ORDER}"
    )
    values = _values(db, which, today) | {"start": start, "size": size}
    return [Entry(*row) for row in db.execute(sql, values)]


def place(db: sqlite3.Connection, which: Opportunity, today: date, customer_id: int) -> int | None:
    """Return where a customer stands on a list; None where they do not."""
    values = _values(db, which, today) | {"customer": customer_id}
    own = f"SELECT e.weight FROM {_listed(which)} AND e.customer_id = :customer"
    if (row := db.execute(own, values).fetchone()) is None:
        return None
    before = f"SELECT count(*) FROM {_listed(which)} AND (-e.weight, e.customer_id) < (-:weight, :customer)"
    return int(db.execute(before, values | {"weight": row[0]}).fetchone()[0])


class Outcomes(NamedTuple):
    """What came of working a list in the last season, by outcome, and how many of them bought since."""

    by_outcome: dict[str, int]
    bought_since: int


def worked(db: sqlite3.Connection, which: Opportunity, today: date) -> Outcomes:
    """Return what came of the entries of a list that were worked in the last 90 days."""
    since = [which, (today - timedelta(days=rules.WORKED_DAYS)).isoformat()]
    of_list = "FROM worked w {} WHERE w.list = ? AND w.on_day > ?"
    by_outcome = dict(db.execute(f"SELECT outcome, count(*) {of_list.format('')} GROUP BY 1 ORDER BY 1", since))
    joined = of_list.format("JOIN standing s ON s.customer_id = w.customer_id AND s.last_on >= w.on_day")
    bought = db.execute(f"SELECT count(DISTINCT w.customer_id) {joined} AND w.outcome <> 'left alone'", since)
    return Outcomes(by_outcome, bought.fetchone()[0])


# Nobody is left alone (VAL-5) -------------------------------------------------------------------------------


class Unspoken(NamedTuple):
    """A customer and the day of the last contact of any kind, a sale among them; else the day they came to us."""

    customer_id: int
    customer: str
    place: str
    last_on: str


_LAST_TOUCH = (
    "coalesce(nullif(max(coalesce((SELECT max(k.on_day) FROM contact k WHERE k.customer_id = e.customer_id"
    " AND k.on_day <= :today), ''), coalesce(e.last_sale_on, '')), ''), e.opened_on, e.entered_on)"
)


def longest_unspoken_to(db: sqlite3.Connection, today: date, start: int, size: int) -> list[Unspoken]:
    """Return a page of all customers by the last contact of any kind, longest ago first (VAL-5)."""
    sql = (
        f"SELECT e.customer_id, e.name, e.city, {_LAST_TOUCH} AS last_on FROM (SELECT id AS customer_id, name, city,"
        f" last_sale_on, opened_on, entered_on FROM customer) e WHERE {_SPEAKABLE}"
        " ORDER BY last_on, e.customer_id LIMIT :size OFFSET :start"
    )
    return [Unspoken(*row) for row in db.execute(sql, {"today": today.isoformat(), "size": size, "start": start})]


def count_speakable(db: sqlite3.Connection) -> int:
    """Return how many customers can be spoken to at all."""
    return int(
        db.execute(f"SELECT count(*) FROM (SELECT id AS customer_id FROM customer) e WHERE {_SPEAKABLE}").fetchone()[0]
    )
