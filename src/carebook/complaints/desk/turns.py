"""What every step of a case shares: whether its turn has come, and the contact that it was."""

from __future__ import annotations

import sqlite3
from datetime import date

from carebook.book import rows
from carebook.book.book import Book
from carebook.book.rows import Value
from carebook.complaints import rules
from carebook.complaints.model import Complaint
from carebook.complaints.refusals import ClockBehind, HasDied, OutOfTurn, TooEarly
from carebook.complaints.store import cases
from carebook.customers import store as customers
from carebook.customers.desk.people import short
from carebook.customers.model import Channel

_SAYS_NOTHING = "put right"
"""The step that can be taken without a word to the customer: what was promised is given to the heirs."""


def in_turn(book: Book, complaint_id: int, step: str, on: date) -> Complaint:
    """Return a case whose turn for a step it is; raise OutOfTurn with what is missing, TooEarly for its day."""
    case = cases.case(book.db, complaint_id)
    if why := rules.out_of_turn(case, step):
        raise OutOfTurn(why)
    if step != _SAYS_NOTHING:
        refuse_after_death(book.db, case)
    last, said = rules.last_step(case)
    if on < last:
        raise TooEarly(case, last, said, on)
    return case


def refuse_after_death(db: sqlite3.Connection, case: Complaint) -> None:
    """Raise HasDied where the customer died (SUP-1)."""
    if case.customer_id in cases.deaths(db):
        raise HasDied(short(customers.customer(db, case.customer_id).name), case)


def refuse_clock_behind(case: Complaint, today: date) -> None:
    """Raise ClockBehind where today is before what was done in a case."""
    last, said = rules.last_step(case)
    if today < last:
        raise ClockBehind(case, last, said, today)


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
