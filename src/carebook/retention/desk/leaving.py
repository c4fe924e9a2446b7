"""Noting why customers leave, and what the shop is good at (CHN-2, WIN-4)."""

from __future__ import annotations

import sqlite3
from datetime import date
from typing import TYPE_CHECKING

from carebook.book import rows
from carebook.book.book import Book
from carebook.book.change import Change
from carebook.customers import store as customers
from carebook.customers.desk.consent import write_death
from carebook.customers.desk.people import short
from carebook.retention.model import Reason
from carebook.retention.refusals import StrengthTaken
from carebook.retention.store import win_backs

if TYPE_CHECKING:
    from carebook.retention.entry import DepartureEntry, StrengthEntry


def note_departure(
    book: Book, customer_id: int, entry: DepartureEntry, today: date, *, token: str | None = None
) -> Change:
    """Note why a customer left; one who told us is lost from that day on, until they buy again (CHN-2, VAL-1).

    Of one who died it notes the death too, and nothing is sent any more (SUP-1).
    """
    customer = customers.customer(book.db, customer_id)
    with book.act(f"Noted why {short(customer.name)} left", today, token=token) as act:
        rows.insert(act.db, "departure", {"customer_id": customer_id, **entry.model_dump()})
        if entry.reason == Reason.DIED:
            write_death(act.db, customer, entry.words, today)
            act.label = f"Noted that {short(customer.name)} died"
    return act.change


def _refuse_twice(db: sqlite3.Connection, name: str, *, but: int | None = None) -> None:
    """Raise StrengthTaken for a name that another strength has, by whatever capitals."""
    taken = (one for one in win_backs.strengths(db) if one.id != but)
    if any(one.name.casefold() == name.casefold() for one in taken):
        raise StrengthTaken(name)


def add_strength(book: Book, entry: StrengthEntry, today: date) -> Change:
    """Put a strength on the shop's list."""
    _refuse_twice(book.db, entry.name)
    with book.act(f"Added the strength “{entry.name}”", today) as act:
        rows.insert(act.db, "strength", {"name": entry.name})
    return act.change


def rename_strength(book: Book, strength_id: int, entry: StrengthEntry, today: date) -> Change:
    """Call a strength otherwise, in the win-backs that name it too."""
    known = win_backs.strength(book.db, strength_id)
    if any(
        one.name.casefold() == entry.name.casefold() and one.id != strength_id for one in win_backs.strengths(book.db)
    ):
        raise StrengthTaken(entry.name)
    with book.act(f"Renamed “{known.name}” to “{entry.name}”", today) as act:
        rows.update(act.db, "strength", strength_id, {"name": entry.name})
    return act.change


def retire_strength(book: Book, strength_id: int, today: date, *, retired: bool = True) -> Change:
    """Offer a strength no more, or again; the win-backs that name it keep it."""
    known = win_backs.strength(book.db, strength_id)
    verb = "Retired" if retired else "Brought back"
    with book.act(f"{verb} the strength “{known.name}”", today) as act:
        rows.update(act.db, "strength", strength_id, {"retired": int(retired)})
    return act.change
