"""Customers of the workshop read with all their rows, and written into the book."""

from __future__ import annotations

import sqlite3
from collections.abc import Generator, Iterable, Iterator, Sequence
from datetime import date
from itertools import chain, groupby
from operator import itemgetter
from typing import Any, Final, NamedTuple

from carebook.book import rows as book_rows
from carebook.book.journal import bulk
from carebook.book.rows import Value
from carebook.customers import rules
from carebook.customers import store as customers
from carebook.customers.model import Cause
from carebook.exchange.columns import FIELDS
from carebook.exchange.merging import COLUMNS, Person
from carebook.exchange.rows import Row
from carebook.exchange.store.arriving import Page

_BETWEEN: Final = "\x1f"
_EMPTY_IS_NULL: Final = ("external_id", "opened_on")

_CELLS: Final = FIELDS["customers"]
_FIELDS: Final = "".join(f", r.{cell}" for cell in _CELLS)
_NEWCOMER: Final = {column: column for column in COLUMNS} | {
    "kind": "coalesce(nullif(kind, ''), 'person')",
    "name": "coalesce(nullif(listed, ''), email)",
    "salutation": "coalesce(nullif(salutation, ''), greeting)",
    "opened_on": "nullif(opened_on, '')",
}
"""What a plain row puts into each column."""

_STANDING: Final = (
    "".join(f", coalesce(c.{column}, '')" for column in COLUMNS)
    + ", (SELECT coalesce(year, '-') || '-' || month_day FROM occasion WHERE customer_id = c.id AND member_id IS NULL"
    " AND kind = 'birthday')"
    f", (SELECT group_concat(name, '{_BETWEEN}') FROM tag WHERE customer_id = c.id)"
    f", (SELECT group_concat(cause, '{_BETWEEN}') FROM suppression WHERE customer_id = c.id)"
    ", EXISTS (SELECT 1 FROM permission WHERE customer_id = c.id AND channel = 'e-mail')"
    ", EXISTS (SELECT 1 FROM member WHERE customer_id = c.id)"
)


class Visit(NamedTuple):
    """A customer with all rows of a file about it, each with whether somebody of its e-mail address said stop."""

    person: Person
    rows: Iterator[tuple[Row, bool]]


def visits(db: sqlite3.Connection, page: Page) -> Generator[Visit, None, None]:
    """Yield the customers of a page, those of the book as they stand, with all rows but plain ones in their order."""
    new = db.execute("SELECT 1 FROM main.customer WHERE id = ?", [page[0]]).fetchone() is None
    email = "lower(r.email)" if new else "lower(coalesce(nullif(r.email, ''), c.email))"
    found = db.execute(
        f"SELECT r.customer_id, r.line, {_unwanted(email)}{_FIELDS}{'' if new else _STANDING} FROM arriving.row r"
        f"{'' if new else ' JOIN main.customer c ON c.id = r.customer_id'}"
        " WHERE r.customer_id BETWEEN ? AND ? AND NOT r.plain ORDER BY r.customer_id, r.line",
        page,
    )
    for _, group in groupby(found, itemgetter(0)):
        yield _visit(db, group, new=new)


def _visit(db: sqlite3.Connection, found: Iterator[Sequence[Any]], *, new: bool) -> Visit:
    first = next(found)
    person = Person(first[0]) if new else _standing(db, first)
    return Visit(person, map(_row_of, chain((first,), found)))


def _row_of(found: Sequence[Any]) -> tuple[Row, bool]:
    fields = {cell: value for cell, value in zip(_CELLS, found[3:], strict=False) if value}
    return Row(found[1], fields), bool(found[2])


def _unwanted(email: str) -> str:
    """Return the SQL that tells whether a row gives leave for an address of which somebody said stop."""
    refusing_row = (
        f"SELECT 1 FROM arriving.row o WHERE o.email_ok = 'no' AND o.email <> '' AND lower(o.email) = {email}"
    )
    refusing_customer = (
        "SELECT 1 FROM main.customer o JOIN suppression s ON s.customer_id = o.id"
        f" WHERE lower(o.email) = {email} AND o.email <> '' AND s.cause = '{Cause.NO_EMAIL}'"
    )
    return f"CASE WHEN r.email_ok = 'yes' THEN EXISTS ({refusing_row}) OR EXISTS ({refusing_customer}) END"


def _standing(db: sqlite3.Connection, row: Sequence[Any]) -> Person:
    customer_id, state = row[0], row[3 + len(_CELLS) :]
    birthday, tags, stops, may_email, has_members = state[len(COLUMNS) :]
    return Person(
        customer_id,
        is_new=False,
        columns=dict(zip(COLUMNS, state, strict=False)),
        birthday=birthday or "",
        tags=set(tags.split(_BETWEEN)) if tags else set(),
        stops=set(stops.split(_BETWEEN)) if stops else set(),
        may_email=bool(may_email),
        members=customers.members(db, customer_id) if has_members else (),
    )


def add(db: sqlite3.Connection, people: Sequence[Person], today: date, how: str) -> None:
    """Put new customers into the book, under the ids that they were given on the way in."""
    with bulk(db, "customer"):
        _insert(db, people, today)
    _mark(db, people, today, how)


def add_page(db: sqlite3.Connection, page: Page, people: Sequence[Person], today: date, how: str) -> None:
    """Put the new customers of a page into the book: of plain rows as they are, the others as they came out."""
    with bulk(db, "customer"):
        db.execute(
            f"INSERT INTO customer (id, {', '.join(_NEWCOMER)}, entered_on)"
            f" SELECT customer_id, {', '.join(_NEWCOMER.values())}, ?"
            " FROM arriving.row WHERE customer_id BETWEEN ? AND ? AND plain ORDER BY customer_id",
            [today.isoformat(), *page],
        )
        _insert(db, people, today)
    _mark(db, people, today, how)


def _insert(db: sqlite3.Connection, people: Iterable[Person], today: date) -> None:
    day = today.isoformat()
    columns = ("id", *COLUMNS, "entered_on", "quiet_from")
    marks = ", ".join("nullif(?, '')" if column in _EMPTY_IS_NULL else "?" for column in columns)
    db.executemany(
        f"INSERT INTO customer ({', '.join(columns)}) VALUES ({marks})",
        ((p.id, *map(p.columns.__getitem__, COLUMNS), day, day if p.died_on else None) for p in people),
    )


def _mark(db: sqlite3.Connection, people: Sequence[Person], today: date, how: str) -> None:
    if people:
        with bulk(db, "occasion"):
            _add_birthdays(db, people, today)
        _save_marks(db, people, today, how)


def change(db: sqlite3.Connection, people: Sequence[Person], today: date, how: str) -> None:
    """Write what a file changed about customers of the book; another postal address lifts gone-away (SUP-6)."""
    for person in people:
        values: dict[str, Value] = {**person.columns}
        values |= {column: person.columns[column] or None for column in _EMPTY_IS_NULL}
        if person.died_on:
            values["quiet_from"] = today
        if Cause.GONE_AWAY in person.stops and rules.moved(customers.customer(db, person.id), values):
            person.stops.remove(Cause.GONE_AWAY)
            customers.lift_stop(db, person.id, Cause.GONE_AWAY)
        book_rows.update(db, "customer", person.id, values)
        if Cause.NO_EMAIL in person.stops:
            customers.lift_permission(db, person.id, "e-mail")
        occasion = customers.birthday(db, person.id, None)
        if occasion is not None and person.birthday:
            _move_birthday(db, occasion, person.birthday, today)
    with bulk(db, "occasion"):
        _add_birthdays(db, [p for p in people if customers.birthday(db, p.id, None) is None], today)
    _save_marks(db, people, today, how)


def _add_birthdays(db: sqlite3.Connection, people: Iterable[Person], today: date) -> None:
    db.executemany(
        "INSERT INTO occasion (customer_id, kind, year, month_day, entered_on) VALUES (?, 'birthday', ?, ?, ?)",
        ((p.id, _year(p.birthday), p.birthday[-5:], today.isoformat()) for p in people if p.birthday),
    )


def _move_birthday(db: sqlite3.Connection, occasion_id: int, birthday: str, today: date) -> None:
    """Correct a birthday; another day is a new fact of today, another year is not (LET-5)."""
    db.execute(
        "UPDATE occasion SET year = ?1, month_day = ?2, entered_on = CASE month_day WHEN ?2 THEN entered_on ELSE ?3 END"
        " WHERE id = ?4",
        [_year(birthday), birthday[-5:], today.isoformat(), occasion_id],
    )


def _year(birthday: str) -> int | None:
    return None if birthday.startswith("--") else int(birthday[:4])


def _save_marks(db: sqlite3.Connection, people: Sequence[Person], today: date, how: str) -> None:
    """Keep tags, stops and leave for e-mail; those that stand already stand as they were."""
    day = today.isoformat()
    with bulk(db, "tag"):
        db.executemany(
            "INSERT INTO tag (customer_id, name) VALUES (?, ?) ON CONFLICT DO NOTHING",
            ((p.id, tag) for p in people for tag in sorted(p.tags)),
        )
    with bulk(db, "suppression"):
        db.executemany(
            "INSERT INTO suppression (customer_id, cause, since, how) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
            (
                (p.id, cause, day, f"died {p.died_on}, {how}" if p.died_on and cause == Cause.DECEASED else how)
                for p in people
                for cause in sorted(p.stops)
            ),
        )
    with bulk(db, "permission"):
        db.executemany(
            "INSERT INTO permission (customer_id, channel, given_on, how) VALUES (?, 'e-mail', ?, ?)"
            " ON CONFLICT DO NOTHING",
            ((p.id, day, how) for p in people if p.may_email),
        )


def spread_stops(db: sqlite3.Connection, today: date, how: str) -> None:
    """Let a stop of an e-mail address hold for everyone who has that address, however the file calls them."""
    holders = (
        "SELECT DISTINCT c.id FROM arriving.row r CROSS JOIN main.customer c ON lower(c.email) = lower(r.email)"
        " AND c.email <> ''"
        " WHERE r.email_ok = 'no' AND r.email <> '' AND r.customer_id IS NOT NULL"
    )
    with bulk(db, "suppression"):
        db.execute(
            f"INSERT INTO suppression (customer_id, cause, since, how) SELECT id, ?, ?, ? FROM ({holders}) WHERE true"
            " ON CONFLICT DO NOTHING",
            [Cause.NO_EMAIL, today.isoformat(), how],
        )
    db.execute(f"DELETE FROM permission WHERE channel = 'e-mail' AND customer_id IN ({holders})")
