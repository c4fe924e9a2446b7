"""What every step of a case shares: whether its turn has come, and the contact that it was."""

from __future__ import annotations

import sqlite3
from datetime import date

from carebook.book import rows
from carebook.book.book import Book
from carebook.book.rows import Value
from carebook.complaints import rules
from carebook.complaints.model import Complaint
from carebook.complaints.refusals import BeforeItBegan, OutOfTurn
from carebook.complaints.store import cases
from carebook.customers.model import Channel


def in_turn(book: Book, complaint_id: int, step: str, on: date) -> Complaint:
    """Return a case whose turn for a step it is; raise OutOfTurn with what is missing, BeforeItBegan for its day."""
    case = cases.case(book.db, complaint_id)
    if why := rules.out_of_turn(case, step):
        raise OutOfTurn(why)
    if on < case.begun_on:
        raise BeforeItBegan(case, on)
    return case


def write_contact(
    db: sqlite3.Connection, case: Complaint, channel: str, on: date, what: str, response: str | None = None
) -> None:
    """Write the touch that a step was; post and handwriting are written when their letter is sent."""
    if channel in (Channel.POST, Channel.HANDWRITTEN):
        return
    values: dict[str, Value] = {
        "customer_id": case.customer_id,
        "on_day": on,
        "channel": channel,
        "direction": "out",
        "response": response,
        "note": f"Complaint {case.number}: {what}",
        "complaint_id": case.id,
    }
    rows.insert(db, "contact", values)
