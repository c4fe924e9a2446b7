"""The lines of who left or buys less: who, why in one line, what it costs a year (CHN-1)."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial

from carebook.retention.model import Churn, Reason
from carebook.retention.store.leaving import (
    Bought,
    Leaver,
    bought_and_given_up,
    page_of_leavers,
    place_of_leaver,
)
from carebook.retention.store.standings import standings
from carebook.retention.words import in_words
from carebook.shop.model import Shop
from carebook.text import names_in_words
from carebook.tui.panes.retention_money import whole
from carebook.tui.panes.stored import StoredRows
from carebook.tui.screens.record.card import short_day
from carebook.tui.widgets.columns import Column
from carebook.tui.widgets.rows import Row, Source

LEAVER = "leaver"
"""What a row stands for; its key is this word and the customer's id."""
COLUMNS = (
    Column("customer", share=3, least=10),
    Column("what happened", share=7, least=16, rank=1),
    Column("a year", width=8, align="right", rank=2),
)
HEADINGS = {
    Churn.ACCOUNT: "Gone",
    Churn.PRODUCTS: "Buying fewer things",
    Churn.SPEND: "Spending less",
}
"""The three ways of leaving, in the order of the list."""
_NAMED = 2
"""Products that are named of what they buy, and of what they do not."""


def sections(db: sqlite3.Connection, shop: Shop, today: date, counts: Mapping[Churn, int]) -> list[tuple[str, Source]]:
    """Return who left, way by way, the largest loss first."""
    return [(heading, _leavers(db, churn, shop, today, counts.get(churn, 0))) for churn, heading in HEADINGS.items()]


def _leavers(db: sqlite3.Connection, churn: Churn, shop: Shop, today: date, count: int) -> StoredRows:
    def page(start: int, size: int) -> Sequence[Row]:
        leavers = page_of_leavers(db, churn, start, size)
        whys = _whys(db, churn, leavers, shop, today)
        return [_row(one, whys[one.customer_id], shop) for one in leavers]

    return StoredRows(LEAVER, lambda: count, page, partial(place_of_leaver, db, churn))


def _row(one: Leaver, why: str, shop: Shop) -> Row:
    happened = f"{one.reason} · {why}" if one.reason not in (None, Reason.UNKNOWN) else why
    cells = (one.name, happened, whole(one.a_year, shop))
    return Row((LEAVER, one.customer_id), cells, dim=one.reason == Reason.DIED)


def _whys(db: sqlite3.Connection, churn: Churn, leavers: Sequence[Leaver], shop: Shop, today: date) -> dict[int, str]:
    """Say of a page of customers, in a line each, by what they are known to be leaving (CHN-1)."""
    listed = [one.customer_id for one in leavers]
    match churn:
        case Churn.ACCOUNT:
            known = standings(db, listed)
            told = {one.customer_id: one.on_day for one in leavers if one.told and one.on_day}
            return {
                customer: f"told us on {short_day(told[customer], today)}" if customer in told else in_words(one, today)
                for customer, one in known.items()
            }
        case Churn.PRODUCTS:
            bought = bought_and_given_up(db, listed, today)
            return {customer: fewer_things(bought.get(customer, Bought([], []))) for customer in listed}
        case Churn.SPEND:
            return {one.customer_id: spent_less(one, shop) for one in leavers}


def fewer_things(bought: Bought) -> str:
    """Say what somebody buys no more, and what they still do: "gave up tools, still buys soil"."""
    gave_up, still = _a_few(bought.no_more), _a_few(bought.still)
    return f"gave up {gave_up}, still buys {still}" if gave_up and still else "fewer things than the year before"


def spent_less(one: Leaver, shop: Shop) -> str:
    """Say what somebody spent in 12 months beside the 12 before: "spent $120 of $400"."""
    return f"spent {whole(one.spent_now, shop)} of {whole(one.spent_before, shop)}"


def _a_few(products: Sequence[str]) -> str:
    """Name the first products, shortly: what stands behind a comma is detail."""
    named = [product.split(",")[0] for product in products[:_NAMED]]
    more = len(products) - len(named)
    return names_in_words([*named, *([f"{more} more"] if more else [])])
