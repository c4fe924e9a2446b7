"""One case: the complaint with its diary, its remedies and the labels it is sorted by."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from datetime import date

from carebook.book import rows
from carebook.book.rows import Value
from carebook.complaints.model import Complaint, Label, Remedy, Step
from carebook.complaints.refusals import NoSuchCase, NoSuchLabel
from carebook.complaints.rules import case_number
from carebook.text import fold


def case(db: sqlite3.Connection, complaint_id: int) -> Complaint:
    """Return one case; raise NoSuchCase."""
    found = db.execute(f"SELECT {rows.columns_of(Complaint)} FROM complaint WHERE id = ?", [complaint_id])
    for one in rows.as_records(Complaint, found):
        return one
    raise NoSuchCase


def cases_of(db: sqlite3.Connection, customer_id: int) -> list[Complaint]:
    """Return a customer's cases, newest first."""
    found = db.execute(
        f"SELECT {rows.columns_of(Complaint)} FROM complaint WHERE customer_id = ? ORDER BY received_on DESC, id DESC",
        [customer_id],
    )
    return rows.as_records(Complaint, found)


def latest_received(db: sqlite3.Connection, customer_id: int) -> list[date]:
    """Return the days of a customer's two latest complaints, by which they are at risk or not (CMP-7)."""
    latest = "SELECT received_on FROM complaint WHERE customer_id = ? ORDER BY received_on DESC LIMIT 2"
    return [date.fromisoformat(day) for (day,) in db.execute(latest, [customer_id])]


def deaths(db: sqlite3.Connection) -> dict[int, date]:
    """Return the customers who died and have an open case, with the day on which we heard of it (SUP-1)."""
    found = db.execute(
        "SELECT customer_id, since FROM suppression WHERE cause = 'deceased'"
        " AND customer_id IN (SELECT customer_id FROM complaint WHERE closed_on IS NULL)"
    )
    return {customer_id: date.fromisoformat(since) for customer_id, since in found}


def same_as(db: sqlite3.Connection, customer_id: int, sale_id: int | None, words: str, day: date) -> Complaint | None:
    """Return the case that says the same on the same day: it is not logged twice (S2)."""
    found = db.execute(
        f"SELECT {rows.columns_of(Complaint)} FROM complaint"
        " WHERE customer_id = ? AND sale_id IS ? AND words = ? AND received_on = ?",
        [customer_id, sale_id, words, day.isoformat()],
    )
    return next(iter(rows.as_records(Complaint, found)), None)


def next_number(db: sqlite3.Connection, year: int) -> str:
    """Return the number that the next case of a year gets."""
    newest = "SELECT max(CAST(substr(number, 6) AS INTEGER)) FROM complaint WHERE number BETWEEN ? AND ?"
    bounds = [f"{year:04}-", f"{year:04}-:"]
    return case_number(year, (db.execute(newest, bounds).fetchone()[0] or 0) + 1)


def save(db: sqlite3.Connection, complaint_id: int, values: Mapping[str, Value]) -> None:
    """Change a case."""
    rows.update(db, "complaint", complaint_id, values)


def write_step(
    db: sqlite3.Connection,
    case: Complaint,
    step: str,
    on_day: date,
    *,
    by_channel: str | None = None,
    who: str = "",
    what: str = "",
) -> None:
    """Write into the diary of a case."""
    values: dict[str, Value] = {
        "complaint_id": case.id,
        "customer_id": case.customer_id,
        "step": step,
        "on_day": on_day,
        "by_channel": by_channel,
        "who": who,
        "what": what,
    }
    rows.insert(db, "case_step", values)


def steps(db: sqlite3.Connection, complaint_id: int) -> list[Step]:
    """Return the diary of a case, oldest entry first."""
    found = db.execute(
        f"SELECT {rows.columns_of(Step)} FROM case_step WHERE complaint_id = ? ORDER BY id", [complaint_id]
    )
    return rows.as_records(Step, found)


def steps_of(db: sqlite3.Connection, customer_id: int) -> list[Step]:
    """Return all entries in the diaries of a customer's cases, newest first."""
    found = db.execute(
        f"SELECT {rows.columns_of(Step)} FROM case_step WHERE customer_id = ? ORDER BY on_day DESC, id DESC",
        [customer_id],
    )
    return rows.as_records(Step, found)


def remedies(db: sqlite3.Connection, complaint_id: int) -> list[Remedy]:
    """Return what was offered in a case, in the order in which it was."""
    found = db.execute(
        f"SELECT {rows.columns_of(Remedy)} FROM remedy WHERE complaint_id = ? ORDER BY id", [complaint_id]
    )
    return rows.as_records(Remedy, found)


def labels(db: sqlite3.Connection, which: str, *, retired: bool = False) -> list[Label]:
    """Return the categories or the root causes that are in use, or with the retired ones too."""
    found = db.execute(
        f"SELECT {rows.columns_of(Label)} FROM case_label WHERE list = ? AND (? OR NOT retired) ORDER BY id",
        [which, retired],
    )
    return rows.as_records(Label, found)


def label_named(db: sqlite3.Connection, which: str, name: str) -> Label | None:
    """Return a category or root cause by its name, however its letters are written."""
    alike = [label for label in labels(db, which, retired=True) if _key(label.name) == _key(name)]
    return min(alike, key=lambda label: label.name != name, default=None)


def _key(name: str) -> str:
    return fold(name) or name


def label(db: sqlite3.Connection, label_id: int) -> Label:
    """Return a category or root cause; raise NoSuchLabel."""
    found = db.execute(f"SELECT {rows.columns_of(Label)} FROM case_label WHERE id = ?", [label_id])
    for one in rows.as_records(Label, found):
        return one
    raise NoSuchLabel


def label_name(db: sqlite3.Connection, label_id: int | None) -> str:
    """Return the name of a category or root cause; empty where there is none."""
    row = db.execute("SELECT name FROM case_label WHERE id = ?", [label_id]).fetchone()
    return row[0] if row else ""


def price(db: sqlite3.Connection, case: Complaint) -> int | None:
    """Return what the customer paid for what went wrong, in minor units; None where no sale is named."""
    row = db.execute("SELECT amount FROM sale WHERE id = ?", [case.sale_id]).fetchone()
    return row[0] if row else None
