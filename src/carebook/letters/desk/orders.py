"""One order to the printer's desk: what to make of which letters, looked at before and then filled."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from carebook.book.book import Book
from carebook.letters.desk import addressing, counting_pages, drafting, printing, printing_again
from carebook.letters.desk.addressing import Addressed, Envelope
from carebook.letters.desk.counting_pages import PageCount
from carebook.letters.desk.printing import Batch
from carebook.letters.paper.model import LabelSheet
from carebook.letters.paper.press import Progress

Stopped = Callable[[], bool]


class Order(NamedTuple):
    """What is to be made: letters, email, labels, envelopes, cards, sheets, or again; None is all that are due."""

    form: str
    letters: Sequence[int] | None = None
    customers: Sequence[int] | None = None
    """Whom labels and envelopes are for, where they are for no letters."""
    sheet: LabelSheet | None = None
    first: int = 1
    """The first label that is still there."""
    envelope: Envelope | None = None


def fill(
    book: Book, order: Order, on: date, folder: Path, progress: Progress | None = None, cancelled: Stopped | None = None
) -> Batch:
    """Make what is ordered."""
    if order.form == "cards":
        return printing.print_cards(book, order.letters, on, folder)
    if order.form == "again":
        return printing_again.print_again(book, order.letters or (), on, folder, progress=progress, cancelled=cancelled)
    if order.form in ("labels", "envelopes"):
        return _address(book, order, on, folder, progress, cancelled)
    make = {"letters": printing.print_letters, "email": drafting.draft_emails, "sheets": printing_again.print_sheets}
    return make[order.form](book, order.letters, on, folder, progress=progress, cancelled=cancelled)


def _address(
    book: Book, order: Order, on: date, folder: Path, progress: Progress | None, cancelled: Stopped | None
) -> Batch:
    found = _addressed(book.db, order, on)
    if order.form == "labels":
        return addressing.print_labels(
            book, found, on, folder, order.sheet, order.first, progress=progress, cancelled=cancelled
        )
    return addressing.print_envelopes(book, found, on, folder, order.envelope, progress=progress, cancelled=cancelled)


def _addressed(db: sqlite3.Connection, order: Order, on: date) -> Addressed:
    if order.customers is not None:
        return addressing.of_customers(db, order.customers)
    return addressing.of_letters(db, order.letters, on)


def look(
    db: sqlite3.Connection,
    order: Order,
    on: date,
    progress: Progress | None = None,
    cancelled: Stopped | None = None,
) -> PageCount:
    """Count what an order would make, before anything is written."""
    match order.form:
        case "letters":
            return counting_pages.count_pages(db, order.letters, on, progress, cancelled)
        case "cards":
            return counting_pages.count_cards(db, order.letters, on)
        case "email":
            going, left_out = drafting.to_draft(db, order.letters, on)
            return PageCount(len(going), 0, left_out)
        case "labels" | "envelopes":
            lines, left_out = _addressed(db, order, on)
            sheet = order.sheet or addressing.label_sheets(db)[0]
            sheets = addressing.sheets_needed(len(lines), sheet, order.first)
            return PageCount(len(lines), sheets if order.form == "labels" else len(lines), left_out)
        case "sheets":
            found, left_out = printing_again.with_sheets(db, order.letters)
            return PageCount(len(found), len(found), left_out)
        case _:
            return counting_pages.count_again(db, order.letters or (), on, cancelled)
