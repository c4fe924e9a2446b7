"""Who bought: the customer of the book that a row of sales names, or a new one that it makes (X1).

`customer` is an external_id, also one of a merged record, else an e-mail, else the exact name of only one customer.
Without a hit, or without it, the e-mail says who it is (of several with that address the one of the same name, else the
first), then the name, if only one has it. What is found nowhere makes a customer, if there is an e-mail or a name to
make one of.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Final, NamedTuple

from carebook.exchange.store.arriving import next_id

_TABLES: Final = (
    "CREATE TABLE arriving.buyer (id INTEGER PRIMARY KEY, turn INTEGER NOT NULL, makes INTEGER NOT NULL,"
    " customer TEXT NOT NULL, email TEXT NOT NULL, name TEXT NOT NULL, customer_id INTEGER, reason TEXT,"
    " UNIQUE (customer, email, name))",
    "CREATE INDEX arriving.buyer_by_turn ON buyer(turn, id)",
    "CREATE TABLE arriving.newcomer (id INTEGER PRIMARY KEY, external_id TEXT UNIQUE, email TEXT,"
    " name TEXT COLLATE NOCASE)",
    "CREATE INDEX arriving.newcomer_by_email ON newcomer(email)",
    "CREATE INDEX arriving.newcomer_by_name ON newcomer(name)",
    "CREATE TABLE arriving.adopted (external_id TEXT PRIMARY KEY, customer_id INTEGER UNIQUE)",
)
_TURN: Final = (
    "CASE WHEN customer <> '' AND email || name <> '' THEN 0 WHEN email <> '' THEN 1 WHEN name <> '' THEN 2 ELSE 3 END"
)
"""Those who say most about themselves come first, so that the others find the customers that they make."""

_PAGE: Final = 1000
_BY_NUMBER: Final = (
    "SELECT id FROM main.customer WHERE external_id = ?1"
    " UNION ALL SELECT customer_id FROM (SELECT customer_id FROM main.merging WHERE gone_external_id = ?1"
    " ORDER BY id DESC)"
    " UNION ALL SELECT id FROM arriving.newcomer WHERE external_id = ?1"
    " UNION ALL SELECT customer_id FROM arriving.adopted WHERE external_id = ?1"
)
_BY_EMAIL: Final = (
    "SELECT id, external_id, name = ?2 COLLATE NOCASE AS same FROM main.customer"
    " WHERE lower(email) = ?1 AND email <> ''"
    " UNION ALL SELECT id, external_id, name = ?2 FROM arriving.newcomer WHERE email = ?1 ORDER BY same DESC, id"
)
_BY_NAME: Final = (
    "SELECT id FROM main.customer WHERE name = ?1 COLLATE NOCASE UNION ALL"
    " SELECT id FROM arriving.newcomer WHERE name = ?1 LIMIT 2"
)


class Buyer(NamedTuple):
    """One way in which rows name their customer; `makes`: one of the rows is a new sale, which may make a customer."""

    id: int
    makes: bool
    customer: str
    email: str
    name: str


class _NotOne(Exception):
    """The customer cannot be told; the message is the reason."""


def resolve(db: sqlite3.Connection) -> None:
    """Give every row its customer, or the reason why it has none."""
    for statement in _TABLES:
        db.execute(statement)
    db.execute("INSERT INTO arriving.newcomer (id) VALUES (?)", [next_id(db, "customer") - 1])
    for makes, rows in ((1, "sale_id IS NULL"), (0, "sale_id IS NOT NULL AND numbered")):
        db.execute(
            f"INSERT OR IGNORE INTO arriving.buyer (turn, makes, customer, email, name) SELECT {_TURN}, {makes},"
            f" customer, email, name FROM arriving.row WHERE reason IS NULL AND {rows} ORDER BY line"
        )
    for page in _pages(db):
        found = [_found(db, buyer) for buyer in page]
        db.executemany("UPDATE arriving.buyer SET customer_id = ?, reason = ? WHERE id = ?", found)
    db.execute(
        "UPDATE arriving.row SET customer_id = b.customer_id, reason = CASE WHEN sale_id IS NULL THEN b.reason END"
        " FROM arriving.buyer b WHERE (b.customer, b.email, b.name) = (row.customer, row.email, row.name)"
        " AND row.reason IS NULL AND (row.numbered OR row.sale_id IS NULL)"
    )


def _pages(db: sqlite3.Connection) -> Iterator[list[Buyer]]:
    turn, last = 0, 0
    following = (
        "SELECT turn, id, makes, customer, email, name FROM arriving.buyer WHERE (turn, id) > (?, ?)"
        " ORDER BY turn, id LIMIT ?"
    )
    while found := db.execute(following, [turn, last, _PAGE]).fetchall():
        yield [Buyer(*row[1:]) for row in found]
        turn, last = found[-1][:2]


def _found(db: sqlite3.Connection, buyer: Buyer) -> tuple[int | None, str | None, int]:
    try:
        return _customer_of(db, buyer), None, buyer.id
    except _NotOne as reason:
        return None, str(reason), buyer.id


def _customer_of(db: sqlite3.Connection, buyer: Buyer) -> int:
    number, email, name = buyer.customer, buyer.email, buyer.name
    found = (_named(db, buyer) if number else None) or (_by_email(db, buyer) if email else None)
    if found is None and not email and not number:
        found = _by_name(db, name)
    if found is not None:
        return found
    if not buyer.makes or not (email or name):
        raise _NotOne(f"nobody in the book has the number, the e-mail or the name “{(number or email or name)[:60]}”")
    made = db.execute(
        "INSERT INTO arriving.newcomer (external_id, email, name) VALUES (?, ?, ?)",
        [number or None, email, name or email],
    )
    return made.lastrowid or 0


def _named(db: sqlite3.Connection, buyer: Buyer) -> int | None:
    """Return whom the word in `customer` means: a number, an e-mail, or a name."""
    word = buyer.customer
    known = db.execute(_BY_NUMBER, [word]).fetchone()
    if known is None and "@" in word:
        known = db.execute(_BY_EMAIL, [word.lower(), buyer.name]).fetchone()
    if known is not None:
        return int(known[0])
    return _by_name(db, word, last_way=not (buyer.email or buyer.name))


def _by_email(db: sqlite3.Connection, buyer: Buyer) -> int | None:
    """Return who has the e-mail; a number that is new goes to one of the same name who has none yet."""
    for customer_id, external_id, same_name in db.execute(_BY_EMAIL, [buyer.email, buyer.name]).fetchall():
        if not buyer.customer:
            return int(customer_id)
        if external_id is None and (same_name or not buyer.name) and _adopt(db, buyer.customer, customer_id):
            return int(customer_id)
    return None


def _by_name(db: sqlite3.Connection, name: str, *, last_way: bool = True) -> int | None:
    """Return the only one of that name; several are refused where there is no other way to tell."""
    found = db.execute(_BY_NAME, [name]).fetchall()
    if len(found) > 1 and last_way:
        raise _NotOne(f"several customers are called “{name[:60]}”; say which by number or e-mail")
    return int(found[0][0]) if len(found) == 1 else None


def _adopt(db: sqlite3.Connection, number: str, customer_id: int) -> bool:
    given = db.execute("INSERT OR IGNORE INTO arriving.adopted VALUES (?, ?)", [number, customer_id])
    return given.rowcount == 1


def newcomers(db: sqlite3.Connection) -> Iterator[list[tuple[int, dict[str, str]]]]:
    """Yield the id and the fields of every customer that the sales make, some at a time."""
    last = 0
    made = "SELECT id, external_id, email, name FROM arriving.newcomer WHERE name IS NOT NULL"
    while found := db.execute(f"{made} AND id > ? ORDER BY id LIMIT ?", [last, _PAGE]).fetchall():
        yield [(row[0], _filled(*row[1:])) for row in found]
        last = found[-1][0]


def _filled(external_id: str | None, email: str, name: str) -> dict[str, str]:
    fields = {"external_id": external_id or "", "email": email, "name": name}
    return {field: cell for field, cell in fields.items() if cell}


def save_adopted(db: sqlite3.Connection) -> None:
    """Write the numbers that went to customers of the book."""
    db.execute(
        "UPDATE main.customer SET external_id = a.external_id FROM arriving.adopted a WHERE a.customer_id = customer.id"
    )
