"""The shop's own categories and root causes: added, renamed, retired, never deleted."""

from __future__ import annotations

import sqlite3
from datetime import date

from carebook.book import rows
from carebook.book.book import Book
from carebook.book.change import Change
from carebook.complaints.refusals import LabelTaken, NamelessLabel
from carebook.complaints.store import cases
from carebook.text import clean, is_blank


def label_for(db: sqlite3.Connection, which: str, name: str) -> int | None:
    """Return the id of a category or root cause, put on its list if it is new; None for no name."""
    if is_blank(name):
        return None
    known = cases.label_named(db, which, name)
    return known.id if known else rows.insert(db, "case_label", {"list": which, "name": name})


def add_label(book: Book, which: str, name: str, today: date) -> Change:
    """Put a category or root cause on its list; one that was retired comes back."""
    name = _named(name)
    known = cases.label_named(book.db, which, name)
    if known and not known.retired:
        raise LabelTaken(known.name)
    with book.act(f"Added “{name}” to the list", today) as act:
        if known:
            rows.update(act.db, "case_label", known.id, {"retired": 0})
        else:
            label_for(act.db, which, name)
    return act.change


def rename_label(book: Book, label_id: int, which: str, name: str, today: date) -> Change:
    """Give a category or root cause another name, in all its cases."""
    name = _named(name)
    known = cases.label_named(book.db, which, name)
    if known and known.id != label_id:
        raise LabelTaken(known.name)
    cases.label(book.db, label_id)
    with book.act(f"Renamed to “{name}”", today) as act:
        rows.update(act.db, "case_label", label_id, {"name": name})
    return act.change


def _named(typed: str) -> str:
    name = clean(typed)
    if is_blank(name):
        raise NamelessLabel
    return name


def retire_label(book: Book, label_id: int, today: date) -> Change:
    """Offer a category or root cause no longer; the cases that have it keep it."""
    with book.act(f"Retired “{cases.label(book.db, label_id).name}”", today) as act:
        rows.update(act.db, "case_label", label_id, {"retired": 1})
    return act.change


def bring_back_label(book: Book, label_id: int, today: date) -> Change:
    """Offer a retired category or root cause again."""
    with book.act(f"Brought “{cases.label(book.db, label_id).name}” back", today) as act:
        rows.update(act.db, "case_label", label_id, {"retired": 0})
    return act.change
