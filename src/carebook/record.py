"""One customer over all desks: everything that the book holds about them, as an access request asks for it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from carebook import money
from carebook.customers import store
from carebook.customers.model import Contact, Customer, Member, News, Occasion, Permission, Sale, Suppression
from carebook.letters.model import Letter
from carebook.letters.store.letters import letters_of
from carebook.shop.model import Shop
from carebook.shop.store import shop

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

_AMOUNTS = ("amount", "cost", "taken")


@dataclass(frozen=True)
class Record:
    """Everything about one customer; what has a day is newest first."""

    shop: Shop
    customer: Customer
    tags: Sequence[str]
    members: Sequence[Member]
    occasions: Sequence[Occasion]
    sales: Sequence[Sale]
    contacts: Sequence[Contact]
    news: Sequence[News]
    letters: Sequence[Letter]
    suppressions: Sequence[Suppression]
    permissions: Sequence[Permission]


def record(db: sqlite3.Connection, customer_id: int) -> Record:
    """Gather everything about a customer; raise NoSuchCustomer."""
    return Record(
        shop=shop(db),
        customer=store.customer(db, customer_id),
        tags=store.tags(db, customer_id),
        members=store.members(db, customer_id),
        occasions=store.occasions(db, customer_id),
        sales=store.sales(db, customer_id, size=-1),
        contacts=store.contacts(db, customer_id, size=-1),
        news=store.news(db, customer_id),
        letters=letters_of(db, customer_id),
        suppressions=store.suppressions(db, customer_id),
        permissions=store.permissions(db, customer_id),
    )


def as_document(found: Record) -> dict[str, Any]:
    """Return a record for JSON: days as YYYY-MM-DD, money as decimal text in the currency that stands beside it."""
    currency = found.shop.currency
    document: dict[str, Any] = {"customer": _plain(found.customer, currency), "currency": currency}
    document["tags"] = list(found.tags)
    parts: dict[str, Iterable[DataclassInstance]] = {
        "members": found.members,
        "occasions": found.occasions,
        "sales": found.sales,
        "contacts": found.contacts,
        "news": found.news,
        "letters": found.letters,
        "suppressions": found.suppressions,
        "permissions": found.permissions,
    }
    return document | {name: [_plain(one, currency) for one in part] for name, part in parts.items()}


def _plain(one: DataclassInstance, currency: str) -> dict[str, Any]:
    values: dict[str, Any] = asdict(one)
    days = {name: value.isoformat() for name, value in values.items() if isinstance(value, date)}
    amounts = {name: money.plain(values[name], currency) for name in _AMOUNTS if values.get(name) is not None}
    return values | days | amounts
