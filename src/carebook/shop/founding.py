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
    if details.get("country") and not details.get("currency"):
        details["currency"] = currency_of(details["country"])
    entry = read(ShopEntry, {name: text for name, text in details.items() if text}, Setting("US", _DOLLARS, today))
    Book.create(path)
    with Book.open(path, write=True) as book:
        open_shop(book, entry)
    return entry


def currency_of(country: str) -> str:
    """Guess what a country, as typed, pays with."""
    from babel.numbers import get_territory_currencies

    try:
        code = a_home_country(country)
    except NotSo as not_so:
        raise Wrong({"country": str(not_so)}) from None
    return next(iter(get_territory_currencies(code)), _DOLLARS)
