"""Sales and refunds; each verb counts the customer's figures anew in the same action."""

from __future__ import annotations

import sqlite3
from datetime import date
from typing import TYPE_CHECKING

from carebook import money
from carebook.book import rows
from carebook.book.book import Book
from carebook.book.change import Change
from carebook.book.rows import Value
from carebook.customers import store
from carebook.customers.desk.people import short
from carebook.customers.refusals import (
    AllGivenBack,
    LessThanGivenBack,
    NotASale,
    RefundedTooEarly,
    TooMuchBack,
)
from carebook.days import in_words
from carebook.shop import store as shop_store

if TYPE_CHECKING:
    from carebook.customers.entry import RefundEntry, SaleEntry


def record_sale(book: Book, customer_id: int, entry: SaleEntry, today: date, *, token: str | None = None) -> Change:
    """Enter a sale."""
    customer = store.customer(book.db, customer_id)
    with book.act(f"Recorded a sale to {short(customer.name)}", today, token=token) as act:
        values: dict[str, Value] = {"customer_id": customer_id, "entered_on": today, **entry.model_dump()}
        rows.insert(book.db, "sale", values)
        store.recount(book.db, [customer_id])
    return act.change


def edit_sale(book: Book, sale_id: int, entry: SaleEntry, today: date) -> Change:
    """Change a sale; one whose day was moved is a new fact of today (LET-5)."""
    sale = store.sale(book.db, sale_id)
    if sale.refund_of is not None:
        raise NotASale
    back = store.given_back(book.db, sale_id)
    if entry.amount < back:
        raise LessThanGivenBack(_in_figures(book.db, back))
    customer = store.customer(book.db, sale.customer_id)
    with book.act(f"Changed a sale to {short(customer.name)}", today) as act:
        values: dict[str, Value] = entry.model_dump()
        if (entry.sold_on, entry.gift_reveal_on) != (sale.sold_on, sale.gift_reveal_on):
            values["entered_on"] = today
        rows.update(book.db, "sale", sale_id, values)
        store.recount(book.db, [customer.id])
    return act.change


def remove_sale(book: Book, sale_id: int, today: date) -> Change:
    """Take a sale out with its refunds, or one refund alone."""
    sale = store.sale(book.db, sale_id)
    customer = store.customer(book.db, sale.customer_id)
    what = "sale" if sale.refund_of is None else "refund"
    with book.act(f"Removed a {what} to {short(customer.name)}", today) as act:
        rows.delete(book.db, "sale", sale_id)
        store.recount(book.db, [customer.id])
    return act.change


def refund_sale(book: Book, sale_id: int, entry: RefundEntry, today: date, *, token: str | None = None) -> Change:
    """Give back some of a sale, or all that is left of it: a negative sale tied to it."""
    sale = store.sale(book.db, sale_id)
    if sale.refund_of is not None:
        raise NotASale
    customer = store.customer(book.db, sale.customer_id)
    with book.act(f"Refunded {short(customer.name)}", today, token=token) as act:
        left = sale.amount - store.given_back(book.db, sale_id)
        amount = left if entry.amount is None else entry.amount
        if left <= 0:
            raise AllGivenBack
        if amount > left:
            raise TooMuchBack(_in_figures(book.db, left))
        if entry.sold_on < sale.sold_on:
            raise RefundedTooEarly(in_words(sale.sold_on))
        values: dict[str, Value] = {
            "customer_id": customer.id,
            "sold_on": entry.sold_on,
            "product": sale.product,
            "amount": -amount,
            "refund_of": sale_id,
            "note": entry.note,
            "entered_on": today,
        }
        rows.insert(book.db, "sale", values)
        store.recount(book.db, [customer.id])
        act.label = f"Refunded {_in_figures(book.db, amount)} to {short(customer.name)}"
    return act.change


def _in_figures(db: sqlite3.Connection, amount: int) -> str:
    shop = shop_store.shop(db)
    return money.shown(amount, shop.currency, shop.country)
