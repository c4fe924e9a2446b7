"""Half-written forms, kept in the book so that they outlive a kill (T7); they are not in the undo list.

Each form has one draft, under its name. The token goes with it into the action that saves it, so that a form that was
saved just before a kill is not saved twice (S2).
"""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass

from carebook.book.book import Book


@dataclass(frozen=True)
class Draft:
    """What had been typed into a form."""

    form: str
    token: str
    fields: dict[str, str]


def draft_of(db: sqlite3.Connection, form: str) -> Draft | None:
    """Return the draft of a form, if one is kept."""
    row = db.execute("SELECT form, token, fields FROM draft WHERE form = ?", [form]).fetchone()
    return Draft(row[0], row[1], json.loads(row[2])) if row else None


def names_of_drafts(db: sqlite3.Connection) -> list[str]:
    """Name every form of which a draft is kept."""
    return [row[0] for row in db.execute("SELECT form FROM draft ORDER BY form")]


def keep_draft(book: Book, draft: Draft) -> None:
    """Keep what has been typed so far, in place of what was kept before."""
    with book.writing():
        book.db.execute(
            "INSERT OR REPLACE INTO draft (form, token, fields) VALUES (?, ?, ?)",
            [draft.form, draft.token, json.dumps(draft.fields)],
        )


def drop_draft(book: Book, form: str) -> None:
    """Forget the draft of a form that was saved or is begun afresh."""
    if draft_of(book.db, form):
        with book.writing():
            book.db.execute("DELETE FROM draft WHERE form = ?", [form])
