"""Everyone's buying counted once more, sale by sale in plain Python: what the counting in sets is held against."""

from __future__ import annotations

import math
import sqlite3
from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from statistics import fmean, median
from typing import NamedTuple

from carebook.days import add_months
from carebook.retention import rules
from carebook.retention.model import Yardstick
from carebook.shop.model import Numbers

Row = tuple[object, ...]


class Sale(NamedTuple):
    """A sale or money given back, as the book has it."""

    id: int
    customer_id: int
    sold_on: date
    product: str
    amount: int
    cost: int | None
    refund_of: int | None
    entered_on: str


class Buying(NamedTuple):
    """What one customer bought until a day."""

    days: list[date]
    entered_on: str
    sales: int
    profit: int
    profit_24m: int
    spent: tuple[int, int]
    products: tuple[int, int]
    sales_now: int


def all_sales(db: sqlite3.Connection, on: date) -> list[Sale]:
    """The sales until a day."""
    found = db.execute(
        "SELECT id, customer_id, sold_on, product, amount, cost, refund_of, entered_on FROM sale WHERE sold_on <= ?",
        [on.isoformat()],
    )
    return [Sale(row[0], row[1], date.fromisoformat(row[2]), *row[3:]) for row in found]


def profit_of(sale: Sale, by_id: dict[int, Sale], margin: int) -> int:
    """In hundredths of a minor unit (VAL-2)."""
    of = by_id.get(sale.refund_of or 0)
    if of and of.cost is not None and of.amount:
        return math.trunc(Fraction(sale.amount * 100 * (of.amount - of.cost), of.amount))
    if of or sale.cost is None:
        return sale.amount * margin
    return 100 * (sale.amount + sale.cost if sale.amount < 0 else sale.amount - sale.cost)


def rounded(hundredths: int) -> int:
    """To whole minor units, a half away from nought."""
    return int(math.copysign((abs(hundredths) + 50) // 100, hundredths))


def buying(db: sqlite3.Connection, on: date, numbers: Numbers) -> dict[int, Buying]:
    """What everyone bought until a day; who kept no purchase is not among them (VAL-1a)."""
    sales = all_sales(db, on)
    by_id = {sale.id: sale for sale in sales}
    given_back: dict[int, int] = defaultdict(int)
    of_customer: dict[int, list[Sale]] = defaultdict(list)
    for sale in sales:
        of_customer[sale.customer_id].append(sale)
        if sale.refund_of:
            given_back[sale.refund_of] += sale.amount
    found = {}
    for customer, theirs in of_customer.items():
        kept = [
            sale
            for sale in theirs
            if sale.refund_of is None and sale.amount >= 0 and (not sale.amount or sale.amount > -given_back[sale.id])
        ]
        if kept:
            found[customer] = _sum_up(theirs, kept, by_id, on, numbers)
    return found


def _sum_up(theirs: list[Sale], kept: list[Sale], by_id: dict[int, Sale], on: date, numbers: Numbers) -> Buying:
    year, two = add_months(on, -12), add_months(on, -24)

    def belongs(sale: Sale) -> date:
        return by_id[sale.refund_of].sold_on if sale.refund_of else sale.sold_on

    now = [sale for sale in theirs if belongs(sale) > year]
    before = [sale for sale in theirs if two < belongs(sale) <= year]
    profits = {sale.id: profit_of(sale, by_id, numbers.margin_percent) for sale in theirs}
    return Buying(
        days=sorted({sale.sold_on for sale in kept}),
        entered_on=max(sale.entered_on for sale in kept),
        sales=len(kept),
        profit=rounded(sum(profits.values())),
        profit_24m=rounded(sum(profits[sale.id] for sale in [*now, *before])),
        spent=(sum(sale.amount for sale in now), sum(sale.amount for sale in before)),
        products=(_products(now, kept), _products(before, kept)),
        sales_now=sum(sale in kept for sale in now),
    )


def _products(when: list[Sale], kept: list[Sale]) -> int:
    return len({sale.product for sale in when if sale in kept and sale.product})


def yardstick(db: sqlite3.Connection, on: date, numbers: Numbers) -> Yardstick:
    """The shop as a whole (VAL-1, VAL-1b, VAL-3)."""
    everyone = buying(db, on, numbers)
    own = [[(b - a).days for a, b in pairwise(one.days)] for one in everyone.values()]
    gaps = [gap for of_one in own for gap in of_one]
    profits = sorted((one.profit_24m for one in everyone.values() if one.profit_24m > 0), reverse=True)
    best, core = math.ceil(len(profits) / 5), len(profits) - len(profits) // 5
    spent, sales = sum(one.spent[0] for one in everyone.values()), sum(one.sales_now for one in everyone.values())
    return Yardstick(
        counted_on=on,
        customers=len(everyone),
        mean_gap=fmean(gaps) if gaps else None,
        median_gap=median(fmean(of_one) for of_one in own if of_one) if gaps else None,
        vip_from=profits[best - 1] if profits else None,
        core_from=profits[core - 1] if profits else None,
        top20_share=sum(profits[:best]) / sum(profits) if profits else None,
        big_sale=3 * spent // sales if sales and spent > 0 else None,
    )


def standing(db: sqlite3.Connection, on: date, shop: Yardstick, numbers: Numbers) -> dict[int, Row]:
    """A row of the table `standing` for each customer, by these figures of the shop."""
    gap = shop.mean_gap if shop.mean_gap is not None else numbers.mean_gap_default
    noted: dict[int, list[tuple[date, bool]]] = defaultdict(list)
    for customer, day, told in db.execute("SELECT customer_id, noted_on, told FROM departure ORDER BY noted_on, id"):
        noted[customer].append((date.fromisoformat(day), bool(told)))
    return {
        customer: (customer, *_row(one, on, shop, gap, noted[customer]))
        for customer, one in buying(db, on, numbers).items()
    }


def _row(one: Buying, on: date, shop: Yardstick, gap: float, noted: Sequence[tuple[date, bool]]) -> Row:
    """Return one row; the newest note since they bought says whether they told us that they left, and when."""
    first, last = one.days[0], one.days[-1]
    rhythm = ((last - first).days + 2 * gap) / (len(one.days) + 1)
    slipping, dormant, by_silence = (_beyond(last, rhythm, *limit) for limit in ((2, 30), (3, 60), (5, 90)))
    newest = [note for note in noted if last <= note[0] <= on][-1:]
    lost = min([by_silence, *(day for day, told in newest if told)])
    churn = rules.churn_of(
        is_lost=lost <= on,
        sales=one.sales,
        spent_now=one.spent[0],
        spent_before=one.spent[1],
        products_now=one.products[0],
        products_before=one.products[1],
    )
    return (
        *(len(one.days), first.isoformat(), last.isoformat(), one.entered_on, rhythm),
        *(slipping.isoformat(), dormant.isoformat(), lost.isoformat()),
        rules.return_order(len(one.days), last, shop.median_gap or gap),
        *(one.profit, one.profit_24m, *one.spent, *one.products),
        rules.tier_of(one.profit_24m, shop.vip_from, shop.core_from),
        churn,
    )


def _beyond(last: date, rhythm: float, times: int, least: int) -> date:
    return last + timedelta(days=max(math.floor(times * rhythm) + 1, least))
