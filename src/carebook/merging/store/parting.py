"""Giving back what an action of merging moved, read from its journal."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import NamedTuple

from carebook.book import rows
from carebook.book.history import Changed, Image, read_image
from carebook.book.owning import NAMING_ONE, OF_CUSTOMER, TIES

_REFERENCES: Mapping[str, frozenset[str]] = {
    **{table: frozenset(("customer_id",)) for table in OF_CUSTOMER},
    **{table: frozenset(("customer_id", column)) for table, column in NAMING_ONE},
}
_LETTER_OF_CUSTOMER = frozenset(("customer_id", "subject_id"))


def changed_by(db: sqlite3.Connection, action: int) -> list[Changed]:
    """Return every row that an action changed, what it changed last first; letters that were planned by it are none."""
    found: dict[tuple[str, int], Changed] = {}
    entries = "SELECT tbl, row_id, before, after FROM journal WHERE action_id = ? AND upto IS NULL ORDER BY id"
    for table, row_id, before, after in db.execute(entries, [action]):
        known = found.pop((table, row_id), None)
        first = known.before if known else read_image(before)
        found[table, row_id] = Changed(table, row_id, first, read_image(after))
    return [one for one in reversed(found.values()) if one.before or one.after]


class Lived(NamedTuple):
    """A member as it was when its record was merged, and as it is by now, or was when it was taken out."""

    then: Image
    now: Image


def lives_since(db: sqlite3.Connection, customer_id: int, action: int) -> list[Lived]:
    """Return everyone who was a member of a customer when an action was done on it, or came to it by that."""
    images: dict[int, list[Image | None]] = {}
    entries = (
        "SELECT row_id, before FROM journal WHERE action_id > ?1 AND tbl = 'member' AND upto IS NULL"
        " AND (customer_id = ?2 OR row_id IN (SELECT id FROM member WHERE customer_id = ?2)) ORDER BY id"
    )
    for row_id, before in db.execute(entries, [action, customer_id]):
        images.setdefault(row_id, []).append(read_image(before))
    present = {row[0] for row in db.execute("SELECT id FROM member WHERE customer_id = ?", [customer_id])}
    found = []
    for row_id in sorted(present | images.keys()):
        now = row_now(db, "member", row_id) or images[row_id][-1]
        then = images.get(row_id, [now])[0]
        if then and now:
            found.append(Lived(then, now))
    return found


def stops_since(db: sqlite3.Connection, customer_id: int, action: int) -> frozenset[str]:
    """Return the causes of a customer's stops that were put after an action, by whatever day they stand.

    One that a later merging took out, and that came back with it, was there before.
    """
    found = db.execute(
        "SELECT cause FROM suppression s WHERE customer_id = ? AND (SELECT before IS NULL FROM journal WHERE"
        " action_id > ? AND tbl = 'suppression' AND s.id BETWEEN row_id AND coalesce(upto, row_id)"
        " ORDER BY id LIMIT 1)",
        [customer_id, action],
    )
    return frozenset(cause for (cause,) in found)


def references(table: str, image: Image) -> frozenset[str]:
    """Return the columns of a row that name a customer."""
    if table == "letter" and image["subject_kind"] == "customer":
        return _LETTER_OF_CUSTOMER
    return _REFERENCES.get(table, frozenset())


def drop_planned(db: sqlite3.Connection, customer_id: int, action: int) -> None:
    """Take out a customer's letters that were planned after an action for its sake, and that nobody touched since."""
    db.execute(
        "DELETE FROM letter WHERE customer_id = ?1 AND state = 'open' AND EXISTS (SELECT 1 FROM journal WHERE"
        " action_id = ?2 AND tbl = 'letter' AND upto IS NOT NULL AND letter.id BETWEEN row_id AND upto)"
        " AND NOT EXISTS (SELECT 1 FROM journal j WHERE j.customer_id = ?1 AND j.tbl = 'letter'"
        " AND j.row_id = letter.id AND j.action_id > ?2)",
        [customer_id, action],
    )


def row_now(db: sqlite3.Connection, table: str, row_id: int) -> Image | None:
    """Return a row as it stands."""
    names = rows.columns(db, table)
    found = db.execute(f"SELECT {', '.join(names)} FROM {table} WHERE id = ?", [row_id]).fetchone()
    return dict(zip(names, found, strict=True)) if found else None


def put_back(db: sqlite3.Connection, table: str, image: Image) -> None:
    """Put a row in as it was, unless another has taken its place, or what it belonged to is not there any more."""
    marks = ", ".join("?" * len(image))
    missing = [
        column
        for column, parent in _parents(db, table)
        if image[column] is not None
        and db.execute(f"SELECT 1 FROM {parent} WHERE id = ?", [image[column]]).fetchone() is None
    ]
    if not missing:
        db.execute(
            f"INSERT INTO {table} ({', '.join(image)}) VALUES ({marks}) ON CONFLICT DO NOTHING", list(image.values())
        )


def _parents(db: sqlite3.Connection, table: str) -> Iterator[tuple[str, str]]:
    for row in db.execute(f"PRAGMA foreign_key_list({table})").fetchall():
        yield row[3], row[2]


def set_columns(db: sqlite3.Connection, table: str, row_id: int, values: Image, mine: frozenset[str]) -> None:
    """Change columns of a row; where that would break what became of it since, only whose it is (`mine`)."""
    if not values:
        return
    try:
        rows.update(db, table, row_id, values)
    except sqlite3.IntegrityError:
        only = {column: value for column, value in values.items() if column in mine}
        if only and only != values:
            with suppress(sqlite3.IntegrityError):
                rows.update(db, table, row_id, only)


def settle_ties(db: sqlite3.Connection, one: int, other: int) -> None:
    """Let every row of two customers go with the row that it belongs to, whoever of the two has that."""
    for table, column, parent, _, where in TIES:
        owner = f"(SELECT p.customer_id FROM {parent} p WHERE p.id = {table}.{column})"
        db.execute(
            f"UPDATE {table} SET customer_id = {owner} WHERE customer_id IN (?1, ?2) AND {where}"
            f" AND {owner} IN (?1, ?2) AND {owner} <> customer_id",
            [one, other],
        )
    db.execute(
        "UPDATE letter SET subject_id = customer_id WHERE customer_id IN (?1, ?2) AND subject_kind = 'customer'"
        " AND subject_id IN (?1, ?2) AND subject_id <> customer_id",
        [one, other],
    )


def number_is_free(db: sqlite3.Connection, number: str) -> bool:
    """Tell whether no customer has an external_id."""
    return db.execute("SELECT 1 FROM customer WHERE external_id = ?", [number]).fetchone() is None
