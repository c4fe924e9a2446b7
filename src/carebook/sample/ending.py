"""The last actions before this morning, through the desks' own verbs: they are what the undo list begins with."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from carebook.book.book import Book
from carebook.customers import store as customers_store
from carebook.customers.desk import hear_news, log_contact, record_sale
from carebook.customers.entry import ContactEntry, NewsEntry, SaleEntry
from carebook.letters.desk.sending import mark_sent, skip, snooze
from carebook.sample import store
from carebook.sample.almanac import Almanac
from carebook.sample.goods import bought

PRINTED = ("Wendell Oakes", "birthday")
"""Whose letter of which kind was printed yesterday and still lies on the table."""
_PUT_OFF = ("Dolores Ibáñez", "how_are_we_doing")
_SKIPPED = ("Florence Ames", "anniversary")


def eve_actions(book: Book, letters: Sequence[int], day: Almanac) -> None:
    """Do what Rosie did on the last open day: she marked the last letters sent, and left one out."""
    mark_sent(book, letters, day.eve, day.eve)
    if letter := _letter(book, _SKIPPED, day):
        skip(book, [letter], "comes in for coffee that week, and I will thank her then", day.eve)


def todays_actions(book: Book, day: Almanac) -> None:
    """Do what has happened this morning already."""
    if letter := _letter(book, _PUT_OFF, day):
        snooze(book, [letter], day.today + timedelta(days=7), day.today)
    call = ContactEntry(
        on_day=day.today,
        channel="phone",
        direction="in",
        response="later",
        call_back_on=day.today + timedelta(days=9),
        note="Asked about a second heated bowl for the hens. Wants to measure first.",
    )
    log_contact(book, customers_store.who(book.db, "Oscar Lund"), call, day.today)
    heard = NewsEntry(heard_on=day.today, what="Zora won the county science prize with her bee house.")
    hear_news(book, customers_store.who(book.db, "Marcus Farrow"), heard, day.today)
    sold = bought(day.ago(0), "wreath of fir and holly")
    sale = SaleEntry(sold_on=sold.day, product=sold.product, amount=sold.amount, cost=sold.cost)
    record_sale(book, customers_store.who(book.db, "Søren Lindqvist"), sale, day.today)


def _letter(book: Book, whose: tuple[str, str], day: Almanac) -> int | None:
    name, kind = whose
    return store.open_letter(book.db, customers_store.who(book.db, name), kind, day.today)
