"""What stands between a customer and us, to have at hand when they are written to or called (LET-11)."""

from __future__ import annotations

import sqlite3
from datetime import date

from carebook.days import in_words
from carebook.text import cut, names_in_words

_LONGEST = 80
_MATTERS = (
    "SELECT number, coalesce(nullif(summary, ''), words) FROM complaint"
    " WHERE customer_id = ? AND closed_on IS NULL ORDER BY received_on, id"
)
_CALLS = (
    "SELECT call_back_on, note FROM contact WHERE customer_id = ? AND call_back_on IS NOT NULL"
    " AND called_back_on IS NULL ORDER BY call_back_on, id LIMIT 1"
)
_SENT_US = "SELECT introduced FROM referral WHERE customer_id = ? ORDER BY introduced_on DESC, id DESC LIMIT 3"
_PRAISE = (
    "SELECT on_day, what FROM moment WHERE customer_id = ? AND kind = 'praise' AND what <> ''"
    " ORDER BY on_day DESC, id DESC LIMIT 1"
)


def between_us(db: sqlite3.Connection, letter: int) -> list[str]:
    """Return the open matters of a letter's customer, whom they sent to us, and their last praise."""
    customer = db.execute("SELECT customer_id FROM letter WHERE id = ?", [letter]).fetchone()
    if customer is None:
        return []
    points = [f"Open complaint {number}: {_line(words)}" for number, words in db.execute(_MATTERS, customer)]
    for day, note in db.execute(_CALLS, customer):
        points.append(f"We promised to call on {_day(day)}" + (f": {_line(note)}" if note else ""))
    if sent := [row[0] for row in db.execute(_SENT_US, customer)]:
        points.append(f"Sent us {names_in_words(sent)}")
    points += [f"Said on {_day(day)}: “{_line(what)}”" for day, what in db.execute(_PRAISE, customer)]
    return points


def _day(text: str) -> str:
    return in_words(date.fromisoformat(text))


def _line(words: str) -> str:
    return cut(" ".join(words.split()), _LONGEST)
