"""Taking a complaint down: who, what about, in their own words."""

from __future__ import annotations

import sqlite3
from datetime import date
from typing import TYPE_CHECKING

from carebook import days
from carebook.book import rows
from carebook.book.book import Book
from carebook.book.change import Change
from carebook.book.rows import Value
from carebook.complaints import rules
from carebook.complaints.desk.labels import label_for
from carebook.complaints.model import Complaint, StepName
from carebook.complaints.refusals import NotOfThisCustomer
from carebook.complaints.store import cases
from carebook.customers import store as customers
from carebook.customers.desk.people import short
from carebook.customers.model import Customer, Response, Sale
from carebook.shop import store as shop_store
from carebook.text import cut
from carebook.typed import Wrong

if TYPE_CHECKING:
    from carebook.complaints.entry import CaseEntry

_SUMMARY_WIDTH = 70


def log(
    book: Book, customer_id: int, entry: CaseEntry, today: date, *, sale_id: int | None = None, token: str | None = None
) -> tuple[Change | None, Complaint]:
    """Take a complaint down and return it; the same words about the same sale on the same day are the same case (S2).

    A second complaint within 12 months asks for the owner's own call, on that very day (CMP-7).
    """
    customer = customers.customer(book.db, customer_id)
    sale = _sale_of(book.db, customer, sale_id)
    if known := cases.same_as(book.db, customer_id, sale_id, entry.words, entry.received_on):
        return None, known
    with book.act(f"Took down a complaint of {short(customer.name)}", today, token=token) as act:
        complaint_id = take_down(act.db, customer, entry, today, sale)
        case = cases.case(act.db, complaint_id)
        act.label = f"Took down complaint {case.number} of {short(customer.name)}"
    return act.change, case


def take_down(db: sqlite3.Connection, customer: Customer, entry: CaseEntry, today: date, sale: Sale | None) -> int:
    """Write a new case with its first diary entry and its contact; the caller holds the action."""
    earlier = cases.latest_received(db, customer.id)
    values: dict[str, Value] = {
        **_columns(db, entry, sale),
        "external_id": entry.external_id or None,
        "number": cases.next_number(db, entry.received_on.year),
        "customer_id": customer.id,
        "sale_id": sale.id if sale else None,
        "remedy_sought": entry.remedy_sought,
        "entered_on": today,
    }
    complaint_id = rows.insert(db, "complaint", values)
    case = cases.case(db, complaint_id)
    cases.write_step(db, case, StepName.RECEIVED, entry.received_on, by_channel=entry.via, what=entry.words)
    call = rules.at_risk([*earlier, entry.received_on], today)
    contact: dict[str, Value] = {
        "customer_id": customer.id,
        "on_day": entry.received_on,
        "channel": entry.via,
        "direction": "in",
        "response": Response.LATER if call else Response.NEGATIVE,
        "call_back_on": max(today, entry.received_on) if call else None,
        "note": _contact_note(case, call=call),
        "complaint_id": complaint_id,
    }
    rows.insert(db, "contact", contact)
    return complaint_id


def _contact_note(case: Complaint, *, call: bool) -> str:
    told = f"Complaint {case.number}: {cut(case.title, _SUMMARY_WIDTH)}"
    return f"The second in 12 months, so call in person. {told}" if call else told


def _sale_of(db: sqlite3.Connection, customer: Customer, sale_id: int | None) -> Sale | None:
    if sale_id is None:
        return None
    sale = customers.sale(db, sale_id)
    if sale.customer_id != customer.id:
        raise NotOfThisCustomer
    return sale


def _columns(db: sqlite3.Connection, entry: CaseEntry, sale: Sale | None) -> dict[str, Value]:
    """Return what was taken down; without a word it is about what was sold, and the owner handles it."""
    return {
        "received_on": entry.received_on,
        "via": entry.via,
        "summary": entry.summary,
        "words": entry.words,
        "product": entry.product or (sale.product if sale else ""),
        "severity": entry.severity,
        "loss": entry.loss or None,
        "category_id": label_for(db, "category", entry.category),
        "handler": entry.handler or shop_store.shop(db).owner,
    }


def edit_case(book: Book, complaint_id: int, entry: CaseEntry, today: date) -> Change:
    """Change what was taken down; what was done since stays, and what would put it right.

    Raises Wrong for a day after the first step, and for a closed case without a category.
    """
    case = cases.case(book.db, complaint_id)
    if wrong := _misfits(book.db, case, entry):
        raise Wrong(wrong)
    sale = customers.sale(book.db, case.sale_id) if case.sale_id else None
    with book.act(f"Changed complaint {case.number}", today) as act:
        cases.save(act.db, complaint_id, _columns(act.db, entry, sale))
    return act.change


def _misfits(db: sqlite3.Connection, case: Complaint, entry: CaseEntry) -> dict[str, str]:
    """Say beside each field what does not go with how far a case has come."""
    found = {}
    done = (step for step in cases.steps(db, case.id) if step.step != StepName.RECEIVED)
    first = min(done, key=lambda step: step.on_day, default=None)
    if first and entry.received_on > first.on_day:
        found["received_on"] = (
            f"The first step of case {case.number}, “{first.step}”, was on {days.in_words(first.on_day)}. "
            "The complaint came in on that day or before."
        )
    if case.closed_on and not entry.category:
        found["category"] = f"Case {case.number} is closed, and a closed case has its category. Choose one."
    return found
