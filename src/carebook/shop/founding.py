"""Founding: a new book with its shop in it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from carebook.book.book import Book
from carebook.entry import read
from carebook.shop.desk import open_shop
from carebook.shop.entry import ShopEntry, a_home_country
from carebook.typed import NotSo, Setting, Wrong

_DOLLARS = "USD"


def make_book(path: Path, typed: Mapping[str, str], today: date) -> ShopEntry:
    """Make a book of a shop, as typed; what cannot be so is said before anything is written.

    A currency that was not given is that of the country.
    """
    details = dict(typed)
    if not details.get("currency"):
        details["currency"] = country_and_currency(details["country"])[1]
    entry = read(ShopEntry, {name: text for name, text in details.items() if text}, Setting("US", _DOLLARS, today))
    Book.create(path)
    with Book.open(path, write=True) as book:
        open_shop(book, entry)
        book.note_checked(today)
    return entry


def country_and_currency(typed: str) -> tuple[str, str]:
    """Read the shop's country as typed, and guess what it pays with."""
    from babel.numbers import get_territory_currencies

    try:
        code = a_home_country(typed)
    except NotSo as not_so:
        raise Wrong({"country": str(not_so)}) from None
    return code, next(iter(get_territory_currencies(code)), _DOLLARS)
