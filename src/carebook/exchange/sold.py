"""Sales of a file: taken in, matched with sales and customers, counted, and written."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from carebook import money
from carebook.exchange.merging import Person, lay_over
from carebook.exchange.model import Tally, Watch, Writing
from carebook.exchange.reading import Reject
from carebook.exchange.selling import SaleReader, Sold
from carebook.exchange.source import Source
from carebook.exchange.store import buyers, laying, refunds, sales
from carebook.shop import store as shop_store


def take_in(db: sqlite3.Connection, source: Source, tally: Tally, watch: Watch) -> None:
    """Put every sound row into the workshop."""
    shop = shop_store.shop(db)
    reader = SaleReader(shop.currency, source.decimal or money.decimal_mark(shop.country), source.today)
    sales.take_in(db, _sound_rows(source, reader, tally, watch))


def _sound_rows(source: Source, reader: SaleReader, tally: Tally, watch: Watch) -> Iterator[Sold]:
    for row in watch.reading(source):
        sold = row if isinstance(row, Reject) else reader.read(row)
        if isinstance(sold, Reject):
            tally.rejected.append(sold)
        else:
            yield sold


def settle(db: sqlite3.Connection, tally: Tally, watch: Watch, writing: Writing | None) -> None:
    """Match the rows, count what becomes of each, and write it where `writing` says how."""
    sales.match(db)
    buyers.resolve(db)
    refunds.tie(db)
    sales.count(db, tally)
    if writing is None:
        return
    buyers.save_adopted(db)
    for page in buyers.newcomers(db):
        laying.add(db, [_newcomer(*found) for found in page], writing.today, writing.how)
    for line in sales.add(db, writing.today):
        watch.writing(line)
    sales.change(db, writing.today)
    sales.recount(db, writing.action)


def _newcomer(customer_id: int, fields: dict[str, str]) -> Person:
    """Return a customer that the sales make, addressed like any new one."""
    person = Person(customer_id)
    lay_over(person, fields, unwanted=False)
    return person
