"""Closing honest gaps: what was missing about a customer, filled in one field at a time (LET-8)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from carebook.book import rows
from carebook.book.book import Book
from carebook.book.change import Change
from carebook.book.rows import Value
from carebook.customers import rules, store
from carebook.customers.desk.people import short
from carebook.customers.model import Cause
from carebook.customers.refusals import Gone, NothingTyped, NotOneOfThem, OneBirthday
from carebook.text import clean

if TYPE_CHECKING:
    from carebook.customers.entry import MissingEntry


def fill_in(book: Book, customer_id: int, entry: MissingEntry, today: date, *, token: str | None = None) -> Change:
    """Fill in what is typed and leave all else as it is; another address lifts gone-away (SUP-6).

    A salutation that is left to us is the suggested one.
    """
    before = store.customer(book.db, customer_id)
    typed: dict[str, Value] = entry.model_dump(include=entry.model_fields_set)
    if typed.get("salutation") == "":
        typed["salutation"] = rules.suggest_salutation(before, store.members(book.db, customer_id))
    if not any(typed.values()):
        raise NothingTyped
    with book.act(f"Filled in {short(before.name)}", today, token=token) as act:
        rows.update(act.db, "customer", customer_id, typed)
        if rules.moved(before, {**before._asdict(), **typed}):
            store.lift_stop(act.db, customer_id, Cause.GONE_AWAY)
    return act.change


def name_days(book: Book, customer_id: int, labels: Mapping[int, str], today: date) -> Change:
    """Give yearly days of a customer their names, each by its id."""
    customer = store.customer(book.db, customer_id)
    named = {occasion: clean(label) for occasion, label in labels.items() if clean(label)}
    if not named:
        raise NothingTyped
    if any(store.occasion(book.db, occasion).customer_id != customer_id for occasion in named):
        raise NotOneOfThem(customer.name)
    with book.act(f"Filled in {short(customer.name)}", today) as act:
        for occasion, label in named.items():
            rows.update(act.db, "occasion", occasion, {"label": label})
    return act.change


def say_whose_birthday(book: Book, customer_id: int, member_id: int | None, name: str, today: date) -> Change:
    """Give a household's own birthday to one of its members, or to somebody new in it by name."""
    customer = store.customer(book.db, customer_id)
    birthday = store.birthday(book.db, customer_id, None)
    if birthday is None:
        raise Gone("birthday")
    if member_id is None and not clean(name):
        raise NothingTyped
    if member_id is not None and store.member(book.db, member_id).customer_id != customer_id:
        raise NotOneOfThem(customer.name)
    if member_id is not None and store.birthday(book.db, customer_id, member_id) is not None:
        raise OneBirthday
    with book.act(f"Filled in {short(customer.name)}", today) as act:
        if member_id is None:
            member: dict[str, Value] = {"customer_id": customer_id, "name": clean(name), "role": "other"}
            member_id = rows.insert(act.db, "member", member)
        rows.update(act.db, "occasion", birthday, {"member_id": member_id})
    return act.change
