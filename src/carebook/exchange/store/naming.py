"""Whom the rows of a file name: by number, by e-mail, or by a name that only one has (X1)."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from carebook.customers.refusals import NoSuchCustomer, SeveralCustomers
from carebook.customers.store import who

_PAGE = 1000


def find_everyone(db: sqlite3.Connection, column: str, id_column: str, *, before: str = "") -> None:
    """Write beside each word of a column whose it is, or why that cannot be told, with `before` before the reason."""
    settle = f"UPDATE arriving.row SET {id_column} = ?, reason = coalesce(reason, ?) WHERE {column} = ?"
    for name in _names(db, column):
        customer_id, reason = _meant(db, name)
        db.execute(settle, [customer_id, reason and f"{before}{reason}", name])


def _names(db: sqlite3.Connection, column: str) -> Iterator[str]:
    """Yield every word by which the file calls a customer in a column."""
    following = f"SELECT DISTINCT {column} FROM arriving.row WHERE {column} > ? ORDER BY {column} LIMIT ?"
    last = ""
    while found := [name for (name,) in db.execute(following, [last, _PAGE])]:
        yield from found
        last = found[-1]


def _meant(db: sqlite3.Connection, name: str) -> tuple[int | None, str | None]:
    """Return whom a number, an e-mail or a name means, or why it cannot be told."""
    by_email = "SELECT id FROM main.customer WHERE lower(email) = ? AND email <> '' ORDER BY id LIMIT 1"
    try:
        return who(db, name), None
    except SeveralCustomers:
        return None, f"several customers are called “{name[:60]}”; say which by number or e-mail"
    except NoSuchCustomer:
        if "@" in name and (found := db.execute(by_email, [name.lower()]).fetchone()):
            return int(found[0]), None
        return None, f"nobody in the book has the number, the e-mail or the name “{name[:60]}”"
