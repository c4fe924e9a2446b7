"""One customer over all desks: everything that the book holds about them, as an access request asks for it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from carebook import money
from carebook.complaints.model import Complaint, Remedy, Step
from carebook.complaints.store import cases
from carebook.customers import store
from carebook.customers.model import (
    Contact,
    Customer,
    Member,
    News,
    Occasion,
    Permission,
    Sale,
    Suppression,
    SurveyAnswer,
)
from carebook.letters.model import Letter
from carebook.letters.store.letters import letters_of
from carebook.shop.model import Shop
from carebook.shop.store import shop

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

_AMOUNTS = ("amount", "cost", "taken")


@dataclass(frozen=True)
class Case:
    """A complaint with its diary and what was offered, both oldest first, and the labels it is sorted by."""

    complaint: Complaint
    category: str
    root_cause: str
    steps: Sequence[Step]
    remedies: Sequence[Remedy]


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
    complaints: Sequence[Case]
    survey_answers: Sequence[SurveyAnswer]
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
        complaints=[_case(db, complaint) for complaint in cases.cases_of(db, customer_id)],
        survey_answers=store.survey_answers(db, customer_id),
        suppressions=store.suppressions(db, customer_id),
        permissions=store.permissions(db, customer_id),
    )


def _case(db: sqlite3.Connection, complaint: Complaint) -> Case:
    return Case(
        complaint,
        category=cases.label_name(db, complaint.category_id),
        root_cause=cases.label_name(db, complaint.root_cause_id),
        steps=cases.steps(db, complaint.id),
        remedies=cases.remedies(db, complaint.id),
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
        "survey_answers": found.survey_answers,
        "suppressions": found.suppressions,
        "permissions": found.permissions,
    }
    document |= {name: [_plain(one, currency) for one in part] for name, part in parts.items()}
    return document | {"complaints": [_case_document(case, currency) for case in found.complaints]}


def _case_document(case: Case, currency: str) -> dict[str, Any]:
    labels = {"stage": case.complaint.stage, "category": case.category, "root_cause": case.root_cause}
    parts: dict[str, Iterable[DataclassInstance]] = {"steps": case.steps, "remedies": case.remedies}
    listed = {name: [_plain(one, currency) for one in part] for name, part in parts.items()}
    return _plain(case.complaint, currency) | labels | listed


def _plain(one: DataclassInstance, currency: str) -> dict[str, Any]:
    values: dict[str, Any] = asdict(one)
    days = {name: value.isoformat() for name, value in values.items() if isinstance(value, date)}
    amounts = {name: money.plain(values[name], currency) for name in _AMOUNTS if values.get(name) is not None}
    return values | days | amounts
