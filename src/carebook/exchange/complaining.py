"""A row of complaints, read; and what it changes about a case of the book (X1)."""

from __future__ import annotations

from datetime import date
from typing import Final, NamedTuple

from carebook.complaints.model import Complaint
from carebook.exchange.merging import shown_name
from carebook.exchange.reading import Reject
from carebook.exchange.rows import Row

_FIRST_DAY: Final = "1900-01-01"


class Complained(NamedTuple):
    """One complaint as the file has it; None where the file says nothing. `number` is its external_id."""

    line: int
    number: str | None
    customer: str
    received_on: str
    words: str
    via: str | None
    category: str | None
    severity: str | None
    sale: str | None
    """The external_id of the sale that it is about."""
    remedy_sought: str | None


def read_complaint(row: Row, today: date) -> Complained | Reject:
    """Return the complaint that a row is, or why it is none."""
    line, fields = row
    get, received_on = fields.get, fields["received_on"]
    if received_on < _FIRST_DAY:
        reason = f"received_on: {received_on} is before 1900, and a complaint that old is a slip of the pen"
        return Reject(line, reason, shown_name(fields))
    if received_on > today.isoformat():
        return Reject(line, f"received_on: {received_on} is still to come", shown_name(fields))
    number, customer, words = get("external_id"), fields["customer"], fields["text"]
    known = (get("via"), get("category"), get("severity"), get("sale"), get("remedy_sought"))
    return Complained(line, number, customer, received_on, words, *known)


def changes(case: Complaint, category: str, row: Complained, sale_id: int | None) -> dict[str, str | int | date]:
    """Return what a numbered row changes about its case, whose category stands beside it.

    A closed case stays as it was closed; one that was worked on keeps its day; one that was reopened stays urgent, and
    what the customer answered when they were asked (CMP-2) stays their answer.
    """
    if case.closed_on is not None:
        return {}
    new: dict[str, str | int | date | None] = {
        "external_id": row.number,
        "received_on": None if case.acknowledged_on else date.fromisoformat(row.received_on),
        "words": row.words,
        "via": row.via,
        "sale_id": sale_id,
        "severity": None if case.reopened else row.severity,
        "remedy_sought": None if case.asked_on else row.remedy_sought,
    }
    found = {name: value for name, value in new.items() if value is not None and value != getattr(case, name)}
    if row.category and row.category.casefold() != category.casefold():
        found["category"] = row.category
    return found
