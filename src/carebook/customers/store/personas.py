"""The kinds of customers that the shop writes for, and what serves each of them at each stage of buying."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from carebook.book import rows
from carebook.customers.model import Content, Persona
from carebook.customers.refusals import Gone


class PersonaLine(NamedTuple):
    """A persona in the list."""

    name: str
    id: int | None
    """None for one that customers have, but that is not described yet."""
    customers: int
    cells: int
    """For how many stages something serves them."""


def personas(db: sqlite3.Connection) -> list[Persona]:
    """Return the personas that are described, by name."""
    found = db.execute(f"SELECT {rows.columns_of(Persona)} FROM persona ORDER BY name COLLATE NOCASE, id")
    return rows.as_records(Persona, found)


def persona(db: sqlite3.Connection, persona_id: int) -> Persona:
    """Return one persona; raise Gone."""
    found = db.execute(f"SELECT {rows.columns_of(Persona)} FROM persona WHERE id = ?", [persona_id])
    for record in rows.as_records(Persona, found):
        return record
    raise Gone("persona")


def persona_named(db: sqlite3.Connection, name: str) -> Persona | None:
    """Return the persona of this name, whatever its capitals."""
    found = db.execute(f"SELECT {rows.columns_of(Persona)} FROM persona WHERE name = ?", [name])
    return next(iter(rows.as_records(Persona, found)), None)


def persona_lines(db: sqlite3.Connection) -> list[PersonaLine]:
    """Return every persona that is described or that a customer has, by name, with how many have it.

    One that is written in several ways is one line; the way in which it is described stands.
    """
    found = db.execute(
        "WITH used AS (SELECT min(persona) AS name, count(*) AS many FROM customer WHERE persona <> ''"
        " GROUP BY persona COLLATE NOCASE)"
        " SELECT p.name, p.id, coalesce(used.many, 0),"
        " (SELECT count(DISTINCT stage) FROM content WHERE persona_id = p.id)"
        " FROM persona p LEFT JOIN used ON used.name = p.name COLLATE NOCASE"
        " UNION ALL SELECT name, NULL, many, 0 FROM used WHERE name COLLATE NOCASE NOT IN (SELECT name FROM persona)"
        " ORDER BY 1 COLLATE NOCASE, 2"
    )
    return [PersonaLine(*row) for row in found]


def persona_names(db: sqlite3.Connection) -> list[str]:
    """Return the names of all personas, described or not, those that most customers have first."""
    lines = sorted(persona_lines(db), key=lambda line: -line.customers)
    return [line.name for line in lines]


def rename_persona(db: sqlite3.Connection, old: str, new: str) -> None:
    """Let what names a persona follow its new name: its customers, and the campaigns whose segment it is in."""
    db.execute("UPDATE customer SET persona = ? WHERE persona = ? COLLATE NOCASE AND persona <> ''", [new, old])
    db.execute("UPDATE campaign SET persona = ? WHERE persona = ? COLLATE NOCASE", [new, old])


def contents(db: sqlite3.Connection) -> list[Content]:
    """Return all that serves a persona at a stage, as it was entered."""
    return rows.as_records(Content, db.execute(f"SELECT {rows.columns_of(Content)} FROM content ORDER BY id"))


def content(db: sqlite3.Connection, content_id: int) -> Content:
    """Return one piece of the content map; raise Gone."""
    found = db.execute(f"SELECT {rows.columns_of(Content)} FROM content WHERE id = ?", [content_id])
    for record in rows.as_records(Content, found):
        return record
    raise Gone("piece of the content map")
