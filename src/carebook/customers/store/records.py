"""One customer's records, read; and the few changes that are more than a row."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from datetime import date

from carebook.book import rows
from carebook.book.rows import Record
from carebook.customers.model import (
    Contact,
    Customer,
    Member,
    News,
    Occasion,
    Permission,
    Sale,
    Suppression,
)
from carebook.customers.refusals import Gone, NoSuchCustomer

_OCCASIONS = (
    "SELECT id, customer_id, member_id, kind, label, CAST(substr(month_day, 1, 2) AS INTEGER),"
    " CAST(substr(month_day, 4) AS INTEGER), year, leap, lead FROM occasion"
)


def customer(db: sqlite3.Connection, customer_id: int) -> Customer:
    """Return one customer; raise NoSuchCustomer."""
    found = db.execute(f"SELECT {rows.columns_of(Customer)} FROM customer WHERE id = ?", [customer_id])
    for record in rows.as_records(Customer, found):
        return record
    raise NoSuchCustomer(f"#{customer_id}")


def member(db: sqlite3.Connection, member_id: int) -> Member:
    """Return one member; raise Gone."""
    return _one(db, Member, "member", member_id)


def sale(db: sqlite3.Connection, sale_id: int) -> Sale:
    """Return one sale or refund; raise Gone."""
    return _one(db, Sale, "sale", sale_id)


def contact(db: sqlite3.Connection, contact_id: int) -> Contact:
    """Return one contact; raise Gone."""
    return _one(db, Contact, "contact", contact_id)


def one_news(db: sqlite3.Connection, news_id: int) -> News:
    """Return one thing that was heard; raise Gone."""
    return _one(db, News, "news", news_id)


def names_of_gone(db: sqlite3.Connection, customer_id: int) -> dict[int, str]:
    """Return by their ids who once was a member of a customer, as the journal has them."""
    found = db.execute(
        "SELECT row_id, json_extract(before, '$.name') FROM journal WHERE customer_id = ? AND tbl = 'member'"
        " AND customer_id IS NOT NULL AND after IS NULL ORDER BY id",
        [customer_id],
    )
    return dict(found.fetchall())


def occasion(db: sqlite3.Connection, occasion_id: int) -> Occasion:
    """Return one occasion; raise Gone."""
    for row in db.execute(f"{_OCCASIONS} WHERE id = ?", [occasion_id]):
        return Occasion(*row)
    raise Gone("occasion")


def _one(db: sqlite3.Connection, cls: type[Record], table: str, row_id: int) -> Record:
    found = db.execute(f"SELECT {rows.columns_of(cls)} FROM {table} WHERE id = ?", [row_id])
    for record in rows.as_records(cls, found):
        return record
    raise Gone(table)


def members(db: sqlite3.Connection, customer_id: int) -> list[Member]:
    """Return the members of a household or business as they were entered, dead ones included."""
    return _of(db, Member, "member", customer_id, "id")


def occasions(db: sqlite3.Connection, customer_id: int) -> list[Occasion]:
    """Return the yearly days of a customer and its members, in the order of the year."""
    found = db.execute(f"{_OCCASIONS} WHERE customer_id = ? ORDER BY month_day, id", [customer_id])
    return [Occasion(*row) for row in found]


def birthday(db: sqlite3.Connection, customer_id: int, member_id: int | None) -> int | None:
    """Return the id of the one birthday that a customer or member may have."""
    row = db.execute(
        "SELECT id FROM occasion WHERE customer_id = ? AND member_id IS ? AND kind = 'birthday'",
        [customer_id, member_id],
    ).fetchone()
    return row[0] if row else None


def sales(db: sqlite3.Connection, customer_id: int, start: int = 0, size: int = 200) -> list[Sale]:
    """Return a page of a customer's sales and refunds, newest first."""
    return _of(db, Sale, "sale", customer_id, "sold_on DESC, id DESC", start, size)


def contacts(db: sqlite3.Connection, customer_id: int, start: int = 0, size: int = 200) -> list[Contact]:
    """Return a page of the touches with a customer, newest first."""
    return _of(db, Contact, "contact", customer_id, "on_day DESC, id DESC", start, size)


def news(db: sqlite3.Connection, customer_id: int) -> list[News]:
    """Return what was heard of a customer, newest first."""
    return _of(db, News, "news", customer_id, "heard_on DESC, id DESC")


def suppressions(db: sqlite3.Connection, customer_id: int) -> list[Suppression]:
    """Return the lasting stops of a customer, oldest first (SUP-1 to SUP-6)."""
    return _of(db, Suppression, "suppression", customer_id, "since, id")


def permissions(db: sqlite3.Connection, customer_id: int) -> list[Permission]:
    """Return what a customer gave leave to (SUP-5)."""
    return _of(db, Permission, "permission", customer_id, "given_on, id")


def tags(db: sqlite3.Connection, customer_id: int) -> list[str]:
    """Return the tags of a customer from A to Z."""
    found = db.execute("SELECT name FROM tag WHERE customer_id = ? ORDER BY name COLLATE NOCASE", [customer_id])
    return [name for (name,) in found]


def _of(
    db: sqlite3.Connection, cls: type[Record], table: str, customer_id: int, order: str, start: int = 0, size: int = -1
) -> list[Record]:
    found = db.execute(
        f"SELECT {rows.columns_of(cls)} FROM {table} WHERE customer_id = ? ORDER BY {order} LIMIT ? OFFSET ?",
        [customer_id, size, start],
    )
    return rows.as_records(cls, found)


def given_back(db: sqlite3.Connection, sale_id: int) -> int:
    """Return how much of a sale was given back, in minor units, above zero."""
    row = db.execute("SELECT coalesce(-sum(amount), 0) FROM sale WHERE refund_of = ?", [sale_id]).fetchone()
    return int(row[0])


def owner_of_number(db: sqlite3.Connection, external_id: str) -> tuple[int, str] | None:
    """Return the id and name of the customer with that external_id."""
    row = db.execute("SELECT id, name FROM customer WHERE external_id = ?", [external_id]).fetchone()
    return (row[0], row[1]) if row else None


def sale_of_number(db: sqlite3.Connection, external_id: str) -> int | None:
    """Return the id of the sale or refund with that external_id."""
    row = db.execute("SELECT id FROM sale WHERE external_id = ?", [external_id]).fetchone()
    return row[0] if row else None


def sources(db: sqlite3.Connection) -> list[str]:
    """Return how customers heard of the shop, the most frequent first (REF-5)."""
    sql = "SELECT source FROM customer WHERE source <> '' GROUP BY source ORDER BY count(*) DESC, source"
    return [row[0] for row in db.execute(sql)]


def save_tags(db: sqlite3.Connection, customer_id: int, names: Collection[str]) -> None:
    """Give a customer these tags and no others."""
    standing = set(tags(db, customer_id))
    gone = [(customer_id, name) for name in standing.difference(names)]
    db.executemany("DELETE FROM tag WHERE customer_id = ? AND name = ?", gone)
    new = [(customer_id, name) for name in names if name not in standing]
    db.executemany("INSERT INTO tag (customer_id, name) VALUES (?, ?)", new)


def save_stop(db: sqlite3.Connection, customer_id: int, cause: str, since: date, how: str) -> None:
    """Keep a lasting stop; one that stands already stands as it was."""
    db.execute(
        "INSERT INTO suppression (customer_id, cause, since, how) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (customer_id, cause) DO NOTHING",
        [customer_id, cause, since.isoformat(), how],
    )


def lift_stop(db: sqlite3.Connection, customer_id: int, cause: str) -> None:
    """Take a lasting stop away."""
    db.execute("DELETE FROM suppression WHERE customer_id = ? AND cause = ?", [customer_id, cause])


def save_permission(db: sqlite3.Connection, customer_id: int, channel: str, given_on: date, how: str) -> None:
    """Keep what a customer gave leave to, the newest word counting."""
    db.execute(
        "INSERT INTO permission (customer_id, channel, given_on, how) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (customer_id, channel) DO UPDATE SET given_on = excluded.given_on, how = excluded.how",
        [customer_id, channel, given_on.isoformat(), how],
    )


def lift_permission(db: sqlite3.Connection, customer_id: int, channel: str) -> None:
    """Take a permission away."""
    db.execute("DELETE FROM permission WHERE customer_id = ? AND channel = ?", [customer_id, channel])
