"""What the shop prints on, in and out of the book; where pieces go: the lines of an address, the e-mail address."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Mapping

from carebook.book import rows
from carebook.book.rows import Value
from carebook.customers.whom import NOBODY
from carebook.letters.paper.model import LabelSheet, Letterhead, Printer, Setup
from carebook.letters.store.drafts import addressee_lines
from carebook.letters.store.nobody import without_anybody
from carebook.shop.model import Shop


def printers(db: sqlite3.Connection) -> list[Printer]:
    """Return the printers by name."""
    found = db.execute(f"SELECT {rows.columns_of(Printer)} FROM printer ORDER BY name COLLATE NOCASE, id")
    return rows.as_records(Printer, found)


def printer(db: sqlite3.Connection, printer_id: int) -> Printer | None:
    """Return one printer."""
    return next((one for one in printers(db) if one.id == printer_id), None)


def stop_using_printers(db: sqlite3.Connection) -> None:
    """Let no printer be the one in use."""
    db.execute("UPDATE printer SET in_use = 0 WHERE in_use")


def label_sheets(db: sqlite3.Connection) -> list[LabelSheet]:
    """Return the shop's own sheets of labels by name."""
    found = db.execute(f"SELECT {rows.columns_of(LabelSheet)} FROM label_sheet ORDER BY name COLLATE NOCASE, id")
    return rows.as_records(LabelSheet, found)


def letterhead(db: sqlite3.Connection) -> Letterhead:
    """Return the letterhead; a shop that has set none up has its name."""
    found = db.execute(f"SELECT {rows.columns_of(Letterhead)} FROM letterhead")
    return next(iter(rows.as_records(Letterhead, found)), Letterhead())


def save_letterhead(db: sqlite3.Connection, values: Mapping[str, Value]) -> None:
    """Keep some fields of the letterhead."""
    db.execute("INSERT OR IGNORE INTO letterhead (id) VALUES (1)")
    rows.update(db, "letterhead", 1, values)


def preprinted(db: sqlite3.Connection) -> bool:
    """Return whether the shop's paper has its head printed already."""
    return db.execute("SELECT 1 FROM stationery WHERE preprinted").fetchone() is not None


def save_preprinted(db: sqlite3.Connection, *, preprinted: bool) -> None:
    """Keep whether the shop's paper has its head; apart from the logo, which the journal would keep with it."""
    db.execute("INSERT OR IGNORE INTO stationery (id) VALUES (1)")
    rows.update(db, "stationery", 1, {"preprinted": int(preprinted)})


def setup(db: sqlite3.Connection) -> Setup:
    """Return how paper is printed on: by the printer in use, with the letterhead."""
    right_by, down_by = db.execute("SELECT right_by, down_by FROM printer WHERE in_use").fetchone() or (0, 0)
    return Setup(right_by, down_by, letterhead(db), preprinted(db))


# Where pieces go -------------------------------------------------------------------------------------------

_ASKED = "SELECT value FROM json_each(?)"


def addresses(db: sqlite3.Connection, customers: Iterable[int], shop: Shop) -> dict[int, tuple[str, ...]]:
    """Return the lines on an envelope to each of these customers; nobody without a street is among them."""
    found = db.execute(
        "SELECT id, kind AS what, name, company, addressee, address1, address2, city, region, postcode, country"
        f" FROM customer WHERE id IN ({_ASKED}) AND address1 <> ''",
        [rows.listed(customers)],
    )
    names = [column[0] for column in found.description]
    return {row[0]: addressee_lines(dict(zip(names, row, strict=True)), shop) for row in found}


def customers_of(db: sqlite3.Connection, letters: Iterable[int]) -> dict[int, int]:
    """Return the customer of each of these letters."""
    found = db.execute(f"SELECT id, customer_id FROM letter WHERE id IN ({_ASKED})", [rows.listed(letters)])
    return dict(found.fetchall())


def names_and_emails(db: sqlite3.Connection, letters: Iterable[int]) -> dict[int, tuple[str, str]]:
    """Return to whom each of these letters goes by e-mail: the name and the address."""
    found = db.execute(
        "SELECT l.id, coalesce(nullif(c.addressee, ''), c.name), c.email FROM letter l"
        f" JOIN customer c ON c.id = l.customer_id WHERE l.id IN ({_ASKED})",
        [rows.listed(letters)],
    )
    return {letter: (name, email) for letter, name, email in found}


_NOT_POSTED = {
    "deceased": "deceased",
    "do-not-contact": "do-not-contact",
    "gone-away": "gone away",
    "no-post": "channel opt-out",
}
"""The stops that keep a label back, as a hold says them (SUP-1, SUP-3)."""


def why_not_posted(db: sqlite3.Connection, customers: Collection[int]) -> dict[int, str]:
    """Return whom nothing may be posted to, with the cause."""
    found = db.execute(
        f"SELECT customer_id, cause FROM suppression WHERE customer_id IN ({_ASKED})", [rows.listed(customers)]
    )
    stops = {customer: _NOT_POSTED[cause] for customer, cause in found if cause in _NOT_POSTED}
    return dict.fromkeys(without_anybody(db, customers), NOBODY) | stops
