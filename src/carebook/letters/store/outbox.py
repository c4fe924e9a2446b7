"""What was printed, what is kept waiting and what was sent, in pages as the screen shows them (LET-1, LET-7)."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import date

from carebook.letters.model import KINDS, Due
from carebook.letters.store.agenda import OWN_CLASS
from carebook.letters.store.letters import LINE, lines
from carebook.letters.store.order import WAITING, place_on_agenda

_OWN_TITLE = (
    "CASE WHEN l.kind = 'own_letter' THEN coalesce((SELECT w.title FROM own_letter w"
    " WHERE w.id = CAST(l.occurrence AS INTEGER)), '') ELSE '' END"
)
_PRINTED = "FROM letter l WHERE l.state = 'printed'"


@dataclass(frozen=True)
class Sent:
    """A letter of the archive, as one line."""

    id: int
    kind: str
    title: str
    """Of a letter of the owner's own; empty for all others."""
    customer: str
    sent_on: date
    channel: str


def count_printed(db: sqlite3.Connection) -> int:
    """Count what was printed and is not yet sent."""
    return int(db.execute(f"SELECT count(*) {_PRINTED}").fetchone()[0])


def page_of_outbox(db: sqlite3.Connection, start: int = 0, size: int = -1) -> list[Due]:
    """Return a page of what was printed and is not yet sent, oldest first; one printed with an offer sells (SUP-4)."""
    found = lines(
        db.execute(
            f"SELECT {LINE}, c.name AS customer, coalesce({OWN_CLASS}, iif(l.sells, 'selling', '')) AS letter_class,"
            " 'printed' AS state, NULL AS cause, l.channel FROM letter l JOIN customer c ON c.id = l.customer_id"
            " WHERE l.state = 'printed' ORDER BY l.printed_on, l.id LIMIT ? OFFSET ?",
            [size, start],
        )
    )
    return [due._replace(letter_class=due.letter_class or str(KINDS[due.kind].letter_class)) for due in found]


def place_in_outbox(db: sqlite3.Connection, letter: int) -> int | None:
    """Return where a printed letter stands in the outbox, or None where it is not in it."""
    here = f"SELECT printed_on, id {_PRINTED} AND id = ?"
    return _place(db, here, letter, f"SELECT count(*) {_PRINTED} AND (printed_on, id) < (?, ?)")


def place_in_waiting(db: sqlite3.Connection, letter: int) -> int | None:
    """Return where a held or snoozed letter stands among those, or None where it is neither."""
    return place_on_agenda(db, WAITING, letter)


def count_archive(db: sqlite3.Connection) -> int:
    """Return how many letters were ever sent."""
    return int(db.execute("SELECT count(*) FROM letter WHERE sent_on IS NOT NULL").fetchone()[0])


def page_of_archive(db: sqlite3.Connection, start: int, size: int) -> list[Sent]:
    """Return a page of what was sent, newest first."""
    found = db.execute(
        f"SELECT l.id, l.kind, {_OWN_TITLE}, c.name, l.sent_on, coalesce(l.channel, '') FROM"
        " (SELECT id, kind, occurrence, customer_id, sent_on, channel FROM letter WHERE sent_on IS NOT NULL"
        " ORDER BY sent_on DESC, id DESC LIMIT ? OFFSET ?) l"
        " JOIN customer c ON c.id = l.customer_id ORDER BY l.sent_on DESC, l.id DESC",
        [size, start],
    )
    return [
        Sent(letter, kind, title, name, date.fromisoformat(day), channel)
        for letter, kind, title, name, day, channel in found
    ]


def place_in_archive(db: sqlite3.Connection, letter: int) -> int | None:
    """Return where a sent letter stands in the archive, or None where it is not in it."""
    here = "SELECT sent_on, id FROM letter WHERE sent_on IS NOT NULL AND id = ?"
    return _place(db, here, letter, "SELECT count(*) FROM letter WHERE (sent_on, id) > (?, ?)")


def _place(db: sqlite3.Connection, here: str, letter: int, before: str) -> int | None:
    found = db.execute(here, [letter]).fetchone()
    return int(db.execute(before, found).fetchone()[0]) if found else None
