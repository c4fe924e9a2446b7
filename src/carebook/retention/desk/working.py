"""Working the lists of opportunity: what was done leaves its list with its outcome (VAL-4)."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from carebook.book import rows
from carebook.book.book import Book
from carebook.book.change import Change
from carebook.customers import store as customers
from carebook.customers.desk.people import short
from carebook.retention.model import TITLES, Opportunity, Worked
from carebook.retention.store.win_backs import open_win_back

if TYPE_CHECKING:
    from carebook.retention.entry import WorkedEntry


def note_worked(
    db: sqlite3.Connection, customer_id: int, opportunity: Opportunity, outcome: str, on: date, *, about: str = ""
) -> None:
    """Write that an entry of a list was worked; the caller holds the action."""
    rows.insert(
        db,
        "worked",
        {"customer_id": customer_id, "list": opportunity, "about": about, "on_day": on, "outcome": outcome},
    )


def log_call(
    book: Book,
    customer_id: int,
    opportunity: Opportunity,
    entry: WorkedEntry,
    today: date,
    *,
    about: str = "",
    token: str | None = None,
) -> Change:
    """Log what came of a call from a list; a "later" asks for the call back on its day.

    While the customer is being won back it is one of that win-back's contacts (WIN-2).
    """
    customer = customers.customer(book.db, customer_id)
    pursued = open_win_back(book.db, customer_id)
    with book.act(f"Logged a call to {short(customer.name)}: {entry.response}", today, token=token) as act:
        rows.insert(
            act.db,
            "contact",
            {
                "customer_id": customer_id,
                "on_day": entry.on_day,
                "channel": entry.channel,
                "direction": "out",
                "response": entry.response,
                "call_back_on": entry.call_back_on,
                "note": entry.note or TITLES[opportunity],
                "win_back_id": pursued.id if pursued else None,
            },
        )
        note_worked(act.db, customer_id, opportunity, entry.response, entry.on_day, about=about)
    return act.change


def leave_alone(
    book: Book,
    customer_ids: Sequence[int],
    opportunity: Opportunity,
    today: date,
    *,
    about: Mapping[int, str] | None = None,
) -> Change:
    """Take entries off a list without a word to anyone; `about` says what each customer stands there for."""
    first = customers.customer(book.db, customer_ids[0])
    who = short(first.name) if len(customer_ids) == 1 else f"{len(customer_ids)} customers"
    with book.act(f"Left {who} alone", today) as act:
        for customer_id in customer_ids:
            note_worked(
                act.db, customer_id, opportunity, Worked.LEFT_ALONE, today, about=(about or {}).get(customer_id, "")
            )
    return act.change
