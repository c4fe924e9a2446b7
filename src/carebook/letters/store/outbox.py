"""What was printed, what is kept waiting and what was sent, in pages as the screen shows them (LET-1, LET-7)."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import date

_WAITING = "a.state IN ('held', 'snoozed')"


@dataclass(frozen=True)
class Sent:
    """A letter of the archive, as one line."""

    id: int
    kind: str
    customer: str
    sent_on: date
    channel: str


def count_printed(db: sqlite3.Connection) -> int:
    """Count what was printed and is not yet sent."""
    return int(db.execute("SELECT count(*) FROM letter WHERE state = 'printed'").fetchone()[0])


def place_in_outbox(db: sqlite3.Connection, letter: int) -> int | None:
    """Return where a printed letter stands in the outbox, or None where it is not in it."""
    return _place(db, "SELECT printed_on, id FROM letter WHERE state = 'printed' AND id = ?", letter, _BEFORE_IN_OUTBOX)


_BEFORE_IN_OUTBOX = "SELECT count(*) FROM letter WHERE state = 'printed' AND (printed_on, id) < (?, ?)"


def place_in_waiting(db: sqlite3.Connection, letter: int) -> int | None:
    """Return where a held or snoozed letter stands among those, or None where it is neither."""
    here = f"SELECT a.late, a.rank, a.due, a.name, a.letter_id FROM agenda a WHERE {_WAITING} AND a.letter_id = ?"
    before = (
        f"SELECT count(*) FROM agenda a WHERE {_WAITING}"
        " AND (a.late > ?1 OR a.late = ?1 AND (a.rank, a.due, a.name, a.letter_id) < (?2, ?3, ?4, ?5))"
    )
    return _place(db, here, letter, before)


def page_of_archive(db: sqlite3.Connection, start: int, size: int) -> list[Sent]:
    """Return a page of what was sent, newest first."""
    found = db.execute(
        "SELECT l.id, l.kind, c.name, l.sent_on, coalesce(l.channel, '') FROM"
        " (SELECT id, kind, customer_id, sent_on, channel FROM letter WHERE sent_on IS NOT NULL"
        " ORDER BY sent_on DESC, id DESC LIMIT ? OFFSET ?) l"
        " JOIN customer c ON c.id = l.customer_id ORDER BY l.sent_on DESC, l.id DESC",
        [size, start],
    )
    return [Sent(letter, kind, name, date.fromisoformat(day), channel) for letter, kind, name, day, channel in found]


def place_in_archive(db: sqlite3.Connection, letter: int) -> int | None:
    """Return where a sent letter stands in the archive, or None where it is not in it."""
    here = "SELECT sent_on, id FROM letter WHERE sent_on IS NOT NULL AND id = ?"
    return _place(db, here, letter, "SELECT count(*) FROM letter WHERE (sent_on, id) > (?, ?)")


def _place(db: sqlite3.Connection, here: str, letter: int, before: str) -> int | None:
    found = db.execute(here, [letter]).fetchone()
    return int(db.execute(before, found).fetchone()[0]) if found else None
