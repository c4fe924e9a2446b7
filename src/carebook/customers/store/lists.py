"""Customers in lists: in an order, found by typing, named on the command line, waiting for a call."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Literal, TypeAlias

from carebook.book import rows, search
from carebook.customers.model import CallBack, Line
from carebook.customers.refusals import NoSuchCustomer, SeveralCustomers
from carebook.text import clean, digits, fold

Order: TypeAlias = Literal["name", "last_sale", "taken"]
"""By name from A to Z, by the latest sale first, by the most money taken first."""

_BY_NAME = "(SELECT customer_id AS id, sorts_as FROM listing)"

SOURCES_OF_ORDERS: dict[Order, tuple[str, str]] = {
    "name": (_BY_NAME, "sorts_as, id"),
    "last_sale": ("customer", "last_sale_on DESC, id DESC"),
    "taken": ("customer", "taken DESC, id DESC"),
}
"""Where the ids of a page are read from, and in which order."""

_COMES_BEFORE: dict[Order, str] = {
    "name": "(sorts_as, id) < (SELECT sorts_as, customer_id FROM listing WHERE customer_id = ?)",
    "last_sale": "(coalesce(last_sale_on, ''), id)"
    " > (SELECT coalesce(last_sale_on, ''), id FROM customer WHERE id = ?)",
    "taken": "(taken, id) > (SELECT taken, id FROM customer WHERE id = ?)",
}

_LINE = (
    "SELECT id, external_id, name, coalesce(nullif(city, ''), region), last_sale_on, sales, taken,"
    " coalesce((SELECT group_concat(cause, ', ') FROM suppression s WHERE s.customer_id = customer.id), '')"
    " FROM customer"
)

_LISTED = "(SELECT value FROM json_each(?))"

_FOUND_AND_SORTED = 1_000
"""So many found customers are sorted by name; longer answers, which nobody reads to the end, stand as entered."""

_LIKELY = 5
_CANDIDATES = 200
_LEAST_PHONE_DIGITS = 6
_LOCAL_PHONE_DIGITS = 8
"""So many digits at the end tell a phone number, whether its country stands before them or not."""


def lines(db: sqlite3.Connection, *, order: Order = "name", start: int = 0, size: int = 200) -> list[Line]:
    """Return a page of all customers.

    The page's ids come out of an index alone, so that a page at the end costs what one at the start does.
    """
    source, by = SOURCES_OF_ORDERS[order]
    page = f"SELECT id FROM {source} ORDER BY {by} LIMIT ? OFFSET ?"
    return lines_of(db, [row[0] for row in db.execute(page, [size, start])])


def lines_of(db: sqlite3.Connection, ids: Sequence[int]) -> list[Line]:
    """Return these customers, in this order; who is not in the book any more is left out."""
    found = {row[0]: Line(*row) for row in db.execute(f"{_LINE} WHERE id IN {_LISTED}", [rows.listed(ids)])}
    return [found[customer] for customer in ids if customer in found]


def count(db: sqlite3.Connection) -> int:
    """Count the customers."""
    return int(db.execute("SELECT count(*) FROM customer").fetchone()[0])


def place_in_list(db: sqlite3.Connection, customer_id: int, *, order: Order = "name") -> int | None:
    """Return where `lines` lists a customer, counted from 0; None where it does not."""
    if db.execute("SELECT 1 FROM customer WHERE id = ?", [customer_id]).fetchone() is None:
        return None
    before = f"SELECT count(*) FROM {SOURCES_OF_ORDERS[order][0]} WHERE {_COMES_BEFORE[order]}"
    return int(db.execute(before, [customer_id]).fetchone()[0])


def find(db: sqlite3.Connection, typed: str, start: int = 0, size: int = 200) -> list[Line]:
    """Return a page of the customers in which every typed word begins a word, or a phone has the digits; -1: all."""
    expression = search.match(typed)
    if expression is None:
        return []
    end = start + size if size >= 0 else None
    most = -1 if end is None else max(end, _FOUND_AND_SORTED + 1)
    matching = "SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid LIMIT ?"
    found = [row[0] for row in db.execute(matching, [expression, most])]
    if len(found) <= _FOUND_AND_SORTED:
        by_name = f"SELECT id FROM {_BY_NAME} WHERE id IN {_LISTED} ORDER BY sorts_as, id"
        found = [row[0] for row in db.execute(by_name, [rows.listed(found)])]
    return lines_of(db, found[start:end])


def count_found(db: sqlite3.Connection, typed: str) -> int:
    """Count the customers that `find` would list."""
    expression = search.match(typed)
    if expression is None:
        return 0
    return int(db.execute("SELECT count(*) FROM search WHERE search MATCH ?", [expression]).fetchone()[0])


def names(db: sqlite3.Connection, customers: Iterable[int]) -> dict[int, str]:
    """Return the names of these customers."""
    return dict(db.execute(f"SELECT id, name FROM customer WHERE id IN {_LISTED}", [rows.listed(customers)]))


def who(db: sqlite3.Connection, text: str) -> int:
    """Return the customer meant by an external_id, also a merged record's, `#7`, or a name that only one has."""
    wanted = clean(text)
    row = db.execute("SELECT id FROM customer WHERE external_id = ?", [wanted]).fetchone()
    row = (
        row
        or db.execute(
            "SELECT customer_id FROM merging WHERE gone_external_id = ? ORDER BY id DESC LIMIT 1", [wanted]
        ).fetchone()
    )
    if row is None and wanted.startswith("#") and wanted[1:].isdecimal() and len(wanted) <= 19:
        row = db.execute("SELECT id FROM customer WHERE id = ?", [int(wanted[1:])]).fetchone()
    if row is not None:
        return int(row[0])
    alike = [Line(*row) for row in db.execute(f"{_LINE} WHERE name = ? COLLATE NOCASE ORDER BY id", [wanted])]
    found = [line for line in alike if line.name == wanted] or alike
    if not found:
        raise NoSuchCustomer(wanted)
    if len(found) > 1:
        raise SeveralCustomers(wanted, found)
    return found[0].id


def meant(db: sqlite3.Connection, typed: str, size: int) -> list[Line]:
    """Return who may be meant: the one with that number or exact name, else the first found by what is typed."""
    try:
        return lines_of(db, [who(db, typed)])
    except (NoSuchCustomer, SeveralCustomers):
        return find(db, typed, size=size)


def likely_same(db: sqlite3.Connection, name: str, email: str = "", phone: str = "") -> list[Line]:
    """Return the few customers who may be the one being typed: by e-mail, by phone, by the words of the name."""
    exactly = (
        "SELECT id FROM customer WHERE lower(email) = lower(?) AND email <> ''"
        " UNION SELECT id FROM customer WHERE name = ? COLLATE NOCASE LIMIT ?"
    )
    ids = [row[0] for row in db.execute(exactly, [clean(email), clean(name), _LIKELY])]
    number = digits(phone)[-_LOCAL_PHONE_DIGITS:]
    if len(number) >= _LEAST_PHONE_DIGITS:
        ids += _matching(db, number)
    words = set(fold(name).split())
    if len(words) > 1:
        ids += [i for i in _matching(db, name) if words <= _words_of(db, i)]
    return lines_of(db, list(dict.fromkeys(ids))[:_LIKELY])


def _matching(db: sqlite3.Connection, typed: str) -> list[int]:
    found = db.execute("SELECT rowid FROM search WHERE search MATCH ? LIMIT ?", [search.match(typed), _CANDIDATES])
    return [row[0] for row in found]


def _words_of(db: sqlite3.Connection, customer_id: int) -> set[str]:
    """Return the folded words of a customer's and its members' names."""
    names = db.execute(
        "SELECT name FROM customer WHERE id = ? UNION ALL SELECT name FROM member WHERE customer_id = ?",
        [customer_id, customer_id],
    )
    return {word for (name,) in names for word in fold(name).split()}


def call_backs(db: sqlite3.Connection, today: date) -> list[CallBack]:
    """Return the promised calls whose day has come, longest waiting first."""
    found = db.execute(
        "SELECT contact.id, customer_id, customer.name, call_back_on, on_day, contact.note"
        " FROM contact JOIN customer ON customer.id = customer_id"
        " WHERE call_back_on <= ? AND called_back_on IS NULL ORDER BY call_back_on, contact.id",
        [today.isoformat()],
    )
    return rows.as_records(CallBack, found)


def any_reminder(db: sqlite3.Connection) -> bool:
    """Tell whether there is anything to be reminded of: an open reminder, or a yearly day that has no letter."""
    sql = (
        "SELECT EXISTS (SELECT 1 FROM reminder WHERE done_on IS NULL)"
        " OR EXISTS (SELECT 1 FROM occasion WHERE kind <> 'birthday')"
    )
    return bool(db.execute(sql).fetchone()[0])
