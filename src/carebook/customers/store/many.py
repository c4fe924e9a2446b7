"""Many customers at once: what bulk work reads and writes, in sets, so that two thousand take no longer than a few."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Literal

from carebook.book import rows
from carebook.book.rows import Value

_THESE = "customer.id IN (SELECT value FROM json_each(?))"


def there(db: sqlite3.Connection, customers: Iterable[int]) -> set[int]:
    """Return those of these customers who are in the book."""
    return {row[0] for row in db.execute(f"SELECT id FROM customer WHERE {_THESE}", [rows.listed(customers)])}


def tag_all(db: sqlite3.Connection, customers: Iterable[int], tags: Sequence[str]) -> None:
    """Give these customers tags, where they have them not."""
    listed = rows.listed(customers)
    for tag in tags:
        db.execute(
            f"INSERT INTO tag (customer_id, name) SELECT id, ? FROM customer WHERE {_THESE}"
            " ON CONFLICT (customer_id, name) DO NOTHING",
            [tag, listed],
        )


def untag_all(db: sqlite3.Connection, customers: Iterable[int], tag: str) -> None:
    """Take a tag off these customers."""
    db.execute(
        "DELETE FROM tag WHERE name = ? AND customer_id IN (SELECT value FROM json_each(?))",
        [tag, rows.listed(customers)],
    )


def tags_of(db: sqlite3.Connection, customers: Iterable[int]) -> list[str]:
    """Return the tags that any of these customers has, the most frequent first."""
    found = db.execute(
        "SELECT name FROM tag WHERE customer_id IN (SELECT value FROM json_each(?))"
        " GROUP BY name ORDER BY count(*) DESC, name",
        [rows.listed(customers)],
    )
    return [name for (name,) in found]


def all_tags(db: sqlite3.Connection) -> list[str]:
    """Return every tag of the book, the most frequent first."""
    return [name for (name,) in db.execute("SELECT name FROM tag GROUP BY name ORDER BY count(*) DESC, name")]


def set_all(
    db: sqlite3.Connection, customers: Iterable[int], column: Literal["persona", "stage"], value: str | None
) -> None:
    """Give these customers a persona or a stage; rows that have it already stay as they are."""
    db.execute(
        f"UPDATE customer SET {column} = ? WHERE {_THESE} AND {column} IS NOT ?", [value, rows.listed(customers), value]
    )


def stopped_by(db: sqlite3.Connection, customers: Iterable[int], causes: Collection[str]) -> dict[int, list[str]]:
    """Return which of these lasting stops stand, for those of these customers who have any."""
    found: dict[int, list[str]] = {}
    standing = db.execute(
        f"SELECT customer_id, cause FROM suppression WHERE cause IN ({', '.join('?' * len(causes))})"
        " AND customer_id IN (SELECT value FROM json_each(?)) ORDER BY customer_id, cause",
        [*causes, rows.listed(customers)],
    )
    for customer, cause in standing:
        found.setdefault(customer, []).append(cause)
    return found


def permit_all(db: sqlite3.Connection, customers: Iterable[int], channel: str, given_on: date, how: str) -> None:
    """Keep what these customers gave leave to, the newest word counting."""
    db.execute(
        f"INSERT INTO permission (customer_id, channel, given_on, how) SELECT id, ?, ?, ? FROM customer WHERE {_THESE}"
        " ON CONFLICT (customer_id, channel) DO UPDATE SET given_on = excluded.given_on, how = excluded.how",
        [channel, given_on.isoformat(), how, rows.listed(customers)],
    )


def lift_permission_of_all(db: sqlite3.Connection, customers: Iterable[int], channel: str) -> None:
    """Take a permission of these customers away."""
    db.execute(
        "DELETE FROM permission WHERE channel = ? AND customer_id IN (SELECT value FROM json_each(?))",
        [channel, rows.listed(customers)],
    )


def stop_all(db: sqlite3.Connection, customers: Iterable[int], cause: str, since: date, how: str) -> None:
    """Keep a lasting stop for these customers; one that stands already stands as it was."""
    db.execute(
        f"INSERT INTO suppression (customer_id, cause, since, how) SELECT id, ?, ?, ? FROM customer WHERE {_THESE}"
        " ON CONFLICT (customer_id, cause) DO NOTHING",
        [cause, since.isoformat(), how, rows.listed(customers)],
    )


def contact_all(db: sqlite3.Connection, customers: Iterable[int], values: Mapping[str, Value]) -> None:
    """Log the same contact with each of these customers."""
    typed = [value.isoformat() if isinstance(value, date) else value for value in values.values()]
    db.execute(
        f"INSERT INTO contact (customer_id, {', '.join(values)})"
        f" SELECT id, {', '.join('?' * len(values))} FROM customer WHERE {_THESE}",
        [*typed, rows.listed(customers)],
    )
