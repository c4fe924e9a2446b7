"""Letters of the owner's own: what is kept of them, and which letter of the plan each of them is."""

from __future__ import annotations

import sqlite3

from carebook.book import rows
from carebook.letters.model import KINDS, Letter, OwnLetter
from carebook.letters.own import KIND
from carebook.letters.store import letters as store


def own_letter(db: sqlite3.Connection, number: int) -> OwnLetter | None:
    """Return one letter of one's own, or None where it was taken out."""
    found = db.execute(f"SELECT {rows.columns_of(OwnLetter)} FROM own_letter WHERE id = ?", [number])
    return next(iter(rows.as_records(OwnLetter, found)), None)


def own_letters_of(db: sqlite3.Connection, customer_id: int) -> list[OwnLetter]:
    """Return every letter of one's own to a customer, the latest first."""
    columns = rows.columns_of(OwnLetter)
    found = db.execute(
        f"SELECT {columns} FROM own_letter WHERE customer_id = ? ORDER BY wanted_on DESC, id DESC", [customer_id]
    )
    return rows.as_records(OwnLetter, found)


def own_of(db: sqlite3.Connection, letter: Letter | None) -> OwnLetter | None:
    """Return the letter of one's own that a letter of the plan is, if it is one."""
    return own_letter(db, int(letter.occurrence)) if letter and letter.kind == KIND else None


def letter_of(db: sqlite3.Connection, number: int) -> Letter | None:
    """Return the letter of the plan that a letter of one's own is; None until its day comes near."""
    row = db.execute(
        "SELECT l.id FROM own_letter w JOIN letter l ON l.customer_id = w.customer_id AND l.kind = ?"
        " AND l.occurrence = w.id WHERE w.id = ?",
        [KIND, number],
    ).fetchone()
    return store.letter(db, row[0]) if row else None


def title_of(db: sqlite3.Connection, letter: Letter) -> str:
    """Return what a letter is called: one of the owner's own by its title."""
    own = own_of(db, letter)
    return own.title if own else KINDS[letter.kind].title


def titles_of(db: sqlite3.Connection, customer_id: int) -> dict[str, str]:
    """Return the titles of the letters of one's own to a customer, by the occurrence of their letters."""
    found = db.execute("SELECT id, title FROM own_letter WHERE customer_id = ?", [customer_id])
    return {str(number): title for number, title in found}


def unplanned(db: sqlite3.Connection, customer_id: int) -> list[OwnLetter]:
    """Return those to a customer whose day is so far ahead that no letter is planned yet (LET-3)."""
    found = db.execute(
        f"SELECT {rows.columns_of(OwnLetter)} FROM own_letter w WHERE customer_id = ? AND NOT EXISTS (SELECT 1"
        " FROM letter l WHERE l.customer_id = w.customer_id AND l.kind = ? AND l.occurrence = w.id)"
        " ORDER BY wanted_on, id",
        [customer_id, KIND],
    )
    return rows.as_records(OwnLetter, found)
