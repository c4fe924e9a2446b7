"""Counting everyone's buying: once a day for the whole book, and for its own customers by each sale (VAL-1a).

The figures stand in `standing` and `yardstick`. A reader of another day makes temporary tables of those names, which
its connection finds before the book's own.
"""

from __future__ import annotations

import sqlite3
from datetime import date

from carebook.customers.store.figures import KEPT_BUT, SOLD
from carebook.days import add_months
from carebook.retention import rules
from carebook.retention.model import Yardstick
from carebook.retention.store.standings import yardstick
from carebook.shop import store as shop_store
from carebook.shop.model import Numbers

_GIVEN_BACK = (
    "CREATE TEMP TABLE given_back AS SELECT refund_of, sum(amount) AS amount FROM {source}"
    " WHERE s.refund_of IS NOT NULL AND s.sold_on <= :on GROUP BY refund_of"
)
_KEPT = f"({SOLD} AND {KEPT_BUT.format('g.amount')})"
"""A purchase of which not all was given back by that day: its day is a purchase day (VAL-1a)."""
_PROFIT = (
    "CASE WHEN o.cost IS NOT NULL AND o.amount <> 0 THEN s.amount * 100 * (o.amount - o.cost) / o.amount"
    " WHEN o.id IS NOT NULL OR s.cost IS NULL THEN s.amount * :margin"
    " WHEN s.amount < 0 THEN (s.amount + s.cost) * 100 ELSE (s.amount - s.cost) * 100 END"
)
"""The profit of a sale in hundredths of a minor unit (VAL-2).

Money given back takes its share of its sale's profit, whatever cost stands beside it; where no sale is named, its
cost is that of the goods that came back.
"""
_OF = "coalesce(o.sold_on, s.sold_on)"
"""The day to which money belongs: what is given back is taken off where its sale was counted (VAL-2)."""
_NOW, _BEFORE = f"{_OF} > :year_ago", f"{_OF} > :two_years_ago AND {_OF} <= :year_ago"
_PRODUCTS = f"count(DISTINCT CASE WHEN {{}} AND {_KEPT} AND s.product <> '' THEN s.product END)"
_BOUGHT = (
    f"CREATE TEMP TABLE bought AS SELECT s.customer_id, count(DISTINCT CASE WHEN {_KEPT} THEN s.sold_on END)"
    f" AS purchase_days, min(s.sold_on) FILTER (WHERE {_KEPT}) AS first_on,"
    f" max(s.sold_on) FILTER (WHERE {_KEPT}) AS last_on, max(s.entered_on) FILTER (WHERE {_KEPT}) AS entered_on,"
    f" sum({_KEPT}) AS sales, sum({_KEPT} AND {_NOW}) AS sales_now,"
    f" CAST(round(sum({_PROFIT}) / 100.0) AS INTEGER) AS profit,"
    f" CAST(round(coalesce(sum({_PROFIT}) FILTER (WHERE {_OF} > :two_years_ago), 0) / 100.0) AS INTEGER)"
    f" AS profit_24m, coalesce(sum(s.amount) FILTER (WHERE {_NOW}), 0) AS spent_now,"
    f" coalesce(sum(s.amount) FILTER (WHERE {_BEFORE}), 0) AS spent_before,"
    f" {_PRODUCTS.format(_NOW)} AS products_now, {_PRODUCTS.format(_BEFORE)} AS products_before"
    " FROM {source} LEFT JOIN temp.given_back g ON g.refund_of = s.id LEFT JOIN sale o ON o.id = s.refund_of"
    " WHERE s.sold_on <= :on GROUP BY s.customer_id HAVING purchase_days > 0"
)
_TOLD = (
    "(SELECT CASE WHEN d.told THEN d.noted_on END FROM departure d WHERE d.customer_id = b.customer_id"
    " AND d.noted_on >= b.last_on AND d.noted_on <= :on ORDER BY d.noted_on DESC, d.id DESC LIMIT 1)"
)
"""The day on which a customer told us that they left, unless they bought since; the newest note says whether."""
_DIED = (
    "(SELECT x.since FROM suppression x WHERE x.customer_id = b.customer_id AND x.cause = 'deceased'"
    " AND x.since <= :on)"
)
_STANDING = (
    "WITH paced AS MATERIALIZED (SELECT *, rhythm(purchase_days, first_on, last_on, :mean_gap) AS rhythm"
    " FROM temp.bought), known AS MATERIALIZED (SELECT *, min(first_day_beyond(last_on, rhythm, 'lost'),"
    f" coalesce({_TOLD}, '9999'), coalesce({_DIED}, '9999')) AS lost_on FROM paced b)"
    " INSERT INTO standing SELECT customer_id, purchase_days, first_on, last_on, entered_on, rhythm,"
    " first_day_beyond(last_on, rhythm, 'slipping'), first_day_beyond(last_on, rhythm, 'dormant'), lost_on,"
    " return_order(purchase_days, last_on, :median), profit, profit_24m, spent_now, spent_before, products_now,"
    " products_before, tier_of(profit_24m, :vip_from, :core_from),"
    " churn_of(lost_on <= :on, sales, spent_now, spent_before, products_now, products_before) FROM known"
)
_LIMITS = {"slipping": rules.SLIPPING, "dormant": rules.DORMANT, "lost": rules.LOST}


def count_all(db: sqlite3.Connection, on: date) -> None:
    """Count everyone, and the shop, as of a day; the caller holds a write transaction or temporary tables."""
    numbers = shop_store.numbers(db)
    _lay(db, on, numbers, "sale s")
    found = _yardstick(db, on)
    db.execute("DELETE FROM yardstick")
    db.execute("INSERT INTO yardstick VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?)", [on.isoformat(), *found[1:]])
    db.execute("DELETE FROM standing")
    _write(db, on, found, numbers)


def count_touched(db: sqlite3.Connection, on: date) -> None:
    """Count the customers in `temp.touched` by the shop's figures of the day (VAL-1a)."""
    numbers = shop_store.numbers(db)
    _lay(db, on, numbers, "temp.touched t CROSS JOIN sale s ON s.customer_id = t.customer_id")
    db.execute("DELETE FROM standing WHERE customer_id IN (SELECT customer_id FROM temp.touched)")
    _write(db, on, yardstick(db), numbers)


def how_many_touched(db: sqlite3.Connection) -> int:
    """Return how many customers the action under way has touched."""
    return int(db.execute("SELECT count(*) FROM temp.touched").fetchone()[0])


def lay_aside(db: sqlite3.Connection) -> None:
    """Make temporary tables of another day, which stand before the book's own."""
    for table in ("standing", "yardstick"):
        db.execute(f"DROP TABLE IF EXISTS temp.{table}")
        db.execute(f"CREATE TEMP TABLE {table} AS SELECT * FROM main.{table} WHERE false")


def _lay(db: sqlite3.Connection, on: date, numbers: Numbers, source: str) -> None:
    """Sum up what customers bought up to a day in `temp.bought`."""
    for table in ("bought", "given_back"):
        db.execute(f"DROP TABLE IF EXISTS temp.{table}")
    year, two = add_months(on, -12).isoformat(), add_months(on, -24).isoformat()
    days = {"on": on.isoformat(), "year_ago": year, "two_years_ago": two, "margin": numbers.margin_percent}
    db.execute(_GIVEN_BACK.format(source=source), days)
    db.execute("CREATE UNIQUE INDEX temp.given_back_by_sale ON given_back(refund_of)")
    db.execute(_BOUGHT.format(source=source), days)


def _write(db: sqlite3.Connection, on: date, shop: Yardstick | None, numbers: Numbers) -> None:
    _teach(db)
    gap = rules.mean_gap(shop, numbers)
    limits = {
        "on": on.isoformat(),
        "mean_gap": gap,
        "median": rules.median_gap(shop, numbers),
        "vip_from": shop.vip_from if shop else None,
        "core_from": shop.core_from if shop else None,
    }
    db.execute(_STANDING, limits)
    db.execute("DROP TABLE temp.bought")


def _teach(db: sqlite3.Connection) -> None:
    """Let SQL use the laws: a book of 100,000 customers is weighed in sets, by the same words as one of them."""

    def beyond(last_on: str, days: float, limit: str) -> str:
        return rules.first_day_beyond(date.fromisoformat(last_on), days, _LIMITS[limit]).isoformat()

    def rhythm(purchase_days: int, first_on: str, last_on: str, gap: float) -> float:
        return rules.rhythm(purchase_days, date.fromisoformat(first_on), date.fromisoformat(last_on), gap)

    def order(purchase_days: int, last_on: str, median: float) -> float:
        return rules.return_order(purchase_days, date.fromisoformat(last_on), median)

    def churn(lost: int, sales: int, *sums: int) -> str | None:
        now, before, products_now, products_before = sums
        return rules.churn_of(
            is_lost=bool(lost),
            sales=sales,
            spent_now=now,
            spent_before=before,
            products_now=products_now,
            products_before=products_before,
        )

    db.create_function("first_day_beyond", 3, beyond, deterministic=True)
    db.create_function("rhythm", 4, rhythm, deterministic=True)
    db.create_function("return_order", 3, order, deterministic=True)
    db.create_function("churn_of", 6, churn, deterministic=True)
    db.create_function("tier_of", 3, rules.tier_of, deterministic=True)


def _yardstick(db: sqlite3.Connection, on: date) -> Yardstick:
    """Measure the shop by `temp.bought` (VAL-1, VAL-1b, VAL-3)."""
    customers, days, gaps, spent, sales = db.execute(
        "SELECT count(*), sum(julianday(last_on) - julianday(first_on)), sum(purchase_days - 1), sum(spent_now),"
        " sum(sales_now) FROM temp.bought"
    ).fetchone()
    brings = db.execute("SELECT count(*) FROM temp.bought WHERE profit_24m > 0").fetchone()[0]
    vips, core = rules.places_of_tiers(brings)
    ordered = "SELECT profit_24m FROM temp.bought WHERE profit_24m > 0 ORDER BY profit_24m DESC LIMIT {} OFFSET {}"

    def limit(place: int) -> int | None:
        row = db.execute(ordered.format(1, place - 1)).fetchone() if place > 0 else None
        return row[0] if row else None

    best = db.execute(f"SELECT sum(profit_24m) FROM ({ordered.format(vips, 0)})").fetchone()[0]
    everything = db.execute("SELECT sum(profit_24m) FROM temp.bought WHERE profit_24m > 0").fetchone()[0]
    return Yardstick(
        counted_on=on,
        customers=customers,
        mean_gap=days / gaps if gaps else None,
        median_gap=_median_gap(db),
        vip_from=limit(vips),
        core_from=limit(core),
        top20_share=best / everything if everything else None,
        big_sale=rules.BIG_TIMES * spent // sales if sales and spent > 0 else None,
    )


def _median_gap(db: sqlite3.Connection) -> float | None:
    """Return the median of the mean gaps of everyone who has any (VAL-1b)."""
    own = (
        "SELECT (julianday(last_on) - julianday(first_on)) / (purchase_days - 1) AS gap"
        " FROM temp.bought WHERE purchase_days > 1"
    )
    count = db.execute("SELECT count(*) FROM temp.bought WHERE purchase_days > 1").fetchone()[0]
    middle = f"SELECT avg(gap) FROM ({own} ORDER BY gap LIMIT ? OFFSET ?)"
    median: float | None = db.execute(middle, [2 - count % 2, max(count - 1, 0) // 2]).fetchone()[0]
    return median
