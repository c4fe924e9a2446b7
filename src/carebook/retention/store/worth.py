"""What every customer is worth on a day, and how likely they are to return: one row each, read in one pass."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from carebook.book import rows
from carebook.retention import rules
from carebook.retention.model import Standing, State
from carebook.retention.store.standings import yardstick
from carebook.shop import store as shop_store

_AT_ONCE = 1000
_EVERYONE = (
    "SELECT customer.id, external_id, name, {} FROM customer LEFT JOIN standing ON standing.customer_id = customer.id"
    " ORDER BY customer.id"
)


class Worth(NamedTuple):
    """One customer on one day, money in minor units; None where it does not apply to a prospect."""

    customer_id: int
    external_id: str | None
    name: str
    purchase_days: int
    last_sale: date | None
    silent_days: int | None
    rhythm_days: float | None
    state: str
    return_score: float | None
    profit_24m: int | None
    past_profit: int | None
    expected_profit: int | None
    tier: str | None


def values(db: sqlite3.Connection, on: date) -> Iterator[Worth]:
    """Yield what each customer is worth, prospects too, by the figures that were counted for this day (VAL-1, VAL-2).

    The score by which they return orders them; it is no chance in percent (VAL-1b).
    """
    shop, numbers = yardstick(db), shop_store.numbers(db)
    median = rules.median_gap(shop, numbers)
    columns = ", ".join(f"standing.{column}" for column in rows.columns_of(Standing).split(", "))
    found = db.execute(_EVERYONE.format(columns))
    while page := found.fetchmany(_AT_ONCE):
        bought = rows.as_records(Standing, (row[3:] for row in page if row[3] is not None))
        by_customer = {one.customer_id: one for one in bought}
        for customer_id, external_id, name, *_ in page:
            one = by_customer.get(customer_id)
            if one is None:
                yield Worth(customer_id, external_id, name, 0, None, None, None, State.PROSPECT, *(None,) * 5)
                continue
            state, silent = one.state(on), one.silent_days(on)
            yield Worth(
                customer_id,
                external_id,
                name,
                one.purchase_days,
                one.last_on,
                silent,
                one.rhythm,
                state,
                rules.return_score(one.purchase_days, silent, median),
                one.profit_24m,
                one.profit,
                rules.expected_profit(one.profit_24m, one.first_on, on, numbers, is_lost=state is State.LOST),
                one.tier,
            )
