"""The figures of the whole shop: at once from what is kept of everyone, and from the sales in slices of customers.

A slice is read in some 50 ms, so that nobody who saves something meanwhile waits for the whole (S3).
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date

from carebook.complaints.model import Share
from carebook.customers.store.figures import PURCHASE
from carebook.customers.store.personas import persona_names
from carebook.days import add_months
from carebook.retention import rules
from carebook.retention.figures import (
    MONTHS,
    Cohort,
    KeptFigures,
    SalesFigures,
    TierSum,
    concentration,
    in_common,
)
from carebook.retention.model import Tier
from carebook.shop import store as shop_store

AT_ONCE = 2000
"""Customers in a slice."""
_SLICE = "s.customer_id > :after AND s.customer_id <= :last"
_TAKEN = (
    f"SELECT substr(s.sold_on, 1, 7), sum(s.amount) FROM sale s WHERE {_SLICE} AND +s.sold_on >= :since"
    " AND +s.sold_on <= :on GROUP BY 1"
)
_YEARS = (
    "SELECT substr(first_on, 1, 4), year, count(*) FROM (SELECT DISTINCT s.customer_id, substr(s.sold_on, 1, 4) AS year"
    f" FROM sale s WHERE {_SLICE} AND +s.sold_on <= :on AND {PURCHASE}) JOIN standing USING (customer_id) GROUP BY 1, 2"
)
_PRODUCTS = (
    "SELECT tier, 'product', product, count(DISTINCT s.customer_id) FROM sale s JOIN standing USING (customer_id)"
    f" WHERE {_SLICE} AND +s.sold_on > :two_years_ago AND +s.sold_on <= :on AND s.product <> '' AND {PURCHASE}"
    " GROUP BY tier, product"
)
_CHANNELS = (
    "SELECT tier, 'channel', channel, count(DISTINCT s.customer_id) FROM contact s JOIN standing USING (customer_id)"
    f" WHERE {_SLICE} AND s.direction = 'in' AND +s.on_day > :two_years_ago GROUP BY tier, channel"
)
_PERSONAS = (
    "SELECT tier, 'persona', p.value, count(*) FROM json_each(:personas) p CROSS JOIN customer s"
    " ON s.persona = p.value COLLATE NOCASE AND s.persona <> '' JOIN standing ON standing.customer_id = s.id"
    " WHERE s.id > :after AND s.id <= :last GROUP BY tier, p.value"
)
"""A persona that is written in several ways is one, as in the list of personas."""
_SOURCES = (
    "SELECT tier, 'source', source, count(*) FROM customer s JOIN standing ON standing.customer_id = s.id"
    " WHERE s.id > :after AND s.id <= :last AND source <> '' GROUP BY tier, source"
)
_TRAITS = (_PERSONAS, _SOURCES, _PRODUCTS, _CHANNELS)


def kept_figures(db: sqlite3.Connection, today: date) -> KeptFigures:
    """Return what the kept figures of everyone's buying say (VAL-2, VAL-3)."""
    profits = db.execute("SELECT profit_24m FROM standing WHERE profit_24m > 0 ORDER BY profit_24m DESC").fetchall()
    tiers = {
        Tier(tier) if tier else None: TierSum(customers, profit)
        for tier, customers, profit in db.execute("SELECT tier, count(*), sum(profit_24m) FROM standing GROUP BY tier")
    }
    past, stayed, before = db.execute(
        "SELECT coalesce(sum(profit), 0), coalesce(sum(spent_before > 0 AND spent_now > 0), 0),"
        " coalesce(sum(spent_before > 0), 0) FROM standing"
    ).fetchone()
    return KeptFigures(
        curve=concentration([profit for (profit,) in profits]),
        tiers=tiers,
        past=past,
        expected=_expected(db, today),
        stayed=Share(stayed, before),
    )


def _expected(db: sqlite3.Connection, today: date) -> int:
    """Add up what everyone is expected to bring (VAL-2)."""
    numbers = shop_store.numbers(db)
    brings = db.execute(
        "SELECT profit_24m, first_on FROM standing WHERE profit_24m > 0 AND lost_on > ?", [today.isoformat()]
    ).fetchall()
    days = {day: date.fromisoformat(day) for _, day in brings}
    return sum(rules.expected_profit(profit, days[day], today, numbers, is_lost=False) for profit, day in brings)


def sales_figures(
    db: sqlite3.Connection, today: date, stopped: Callable[[], bool] = lambda: False
) -> SalesFigures | None:
    """Return what only the sales can say: months, cohorts, what tiers have in common; None where it was stopped."""
    since = add_months(today.replace(day=1), 1 - MONTHS)
    days = {"on": today.isoformat(), "since": since.isoformat(), "two_years_ago": add_months(today, -24).isoformat()}
    personas = json.dumps(persona_names(db))
    taken: Counter[str] = Counter()
    bought: Counter[tuple[int, int]] = Counter()
    shared: Counter[tuple[Tier | None, str, str]] = Counter()
    for after, last in _slices(db):
        if stopped():
            return None
        which = {**days, "personas": personas, "after": after, "last": last}
        for month, amount in db.execute(_TAKEN, which):
            taken[month] += amount
        for first, year, customers in db.execute(_YEARS, which):
            bought[int(first), int(year)] += customers
        for sql in _TRAITS:
            for tier, what, value, customers in db.execute(sql, which):
                shared[Tier(tier) if tier else None, what, value] += customers
    months = [add_months(since, n) for n in range(MONTHS)]
    return SalesFigures(
        months=[(month, taken[f"{month:%Y-%m}"]) for month in months],
        cohorts=_cohorts(db, bought),
        traits=in_common(shared, _sizes(db)),
    )


def _slices(db: sqlite3.Connection) -> Iterator[tuple[int, int]]:
    """Yield the ids after which each slice of customers begins, and with which it ends."""
    after = 0
    while True:
        (last,) = db.execute(
            "SELECT max(id) FROM (SELECT id FROM customer WHERE id > ? ORDER BY id LIMIT ?)", [after, AT_ONCE]
        ).fetchone()
        if last is None:
            return
        yield after, last
        after = last


def _cohorts(db: sqlite3.Connection, bought: Counter[tuple[int, int]]) -> list[Cohort]:
    sizes = db.execute("SELECT substr(first_on, 1, 4), count(*) FROM standing GROUP BY 1 ORDER BY 1").fetchall()
    return [
        Cohort(int(year), customers, {other: count for (first, other), count in bought.items() if first == int(year)})
        for year, customers in sizes
    ]


def _sizes(db: sqlite3.Connection) -> dict[Tier | None, int]:
    sizes = db.execute("SELECT tier, count(*) FROM standing GROUP BY tier")
    return {Tier(tier) if tier else None: customers for tier, customers in sizes}


def print_of_facts(db: sqlite3.Connection) -> tuple[tuple[str, int], ...]:
    """Return what changes whenever something changes that these figures are counted from."""
    found = db.execute("SELECT tbl, sum FROM seal WHERE tbl IN ('customer', 'number', 'sale') ORDER BY tbl")
    return tuple(found.fetchall())
