"""The day's agenda as Today pages through it, letters and cards apart; and the day of the last review."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import date

from carebook.book.keeping import keep, kept_day
from carebook.letters.model import KINDS, Due, State
from carebook.letters.store.agenda import standing
from carebook.letters.store.letters import all_on_agenda, lapsed_between, planned_kinds
from carebook.letters.store.order import IN_ORDER, OF_TODAY, place_on_agenda
from carebook.shop import store as shop_store

_HAND_RANKS = ", ".join(sorted({str(kind.rank) for kind in KINDS.values() if kind.handwritten}))
"""The places in FRQ-3 that only kinds written by hand have: by them the agenda's index alone tells cards."""
_LAPSED_SHOWN = 50


def _of_today(handwritten: bool) -> str:
    """Choose the day's letters or its cards; `late IN (0, 1)` lets the index seek the few cards among many letters."""
    which = f"a.late IN (0, 1) AND a.rank IN ({_HAND_RANKS})" if handwritten else f"a.rank NOT IN ({_HAND_RANKS})"
    return f"{OF_TODAY} AND {which}"


def count_late(db: sqlite3.Connection) -> int:
    """Count the letters and cards that are late."""
    return int(db.execute(f"SELECT count(*) FROM agenda a WHERE {OF_TODAY} AND a.late = 1").fetchone()[0])


def count_today(db: sqlite3.Connection, *, handwritten: bool) -> int:
    """Count the letters, or the cards, that are due or late."""
    return int(db.execute(f"SELECT count(*) FROM agenda a WHERE {_of_today(handwritten)}").fetchone()[0])


def page_of_today(db: sqlite3.Connection, start: int, size: int, *, handwritten: bool) -> list[Due]:
    """Return a page of the letters, or the cards, in the order of Today."""
    ids = db.execute(
        f"SELECT a.letter_id FROM agenda a WHERE {_of_today(handwritten)} {IN_ORDER} LIMIT ? OFFSET ?", [size, start]
    )
    return all_on_agenda(db, [letter for (letter,) in ids])


def place_in_today(db: sqlite3.Connection, letter: int, *, handwritten: bool) -> int | None:
    """Return where a letter stands in that order, or None where it is not in it."""
    return place_on_agenda(db, _of_today(handwritten), letter)


def lapse_tonight(db: sqlite3.Connection, today: date) -> int:
    """Count the held letters whose last day this is: they leave only if the owner lets them go today (FRQ-1)."""
    held = "FROM agenda a CROSS JOIN letter l ON l.id = a.letter_id WHERE a.state = 'held' AND l.state = 'open'"
    return int(db.execute(f"SELECT count(*) {held} AND l.lapses = ?", [today.isoformat()]).fetchone()[0])


def note_review(db: sqlite3.Connection, today: date) -> None:
    """Remember that the owner saw this day, and which day was seen before it; the caller holds a write transaction."""
    seen = _last_seen(db, today)
    if seen != today:
        keep(db, "reviewed_on", today)
        if seen:
            keep(db, "reviewed_before", seen)


def is_reviewed(db: sqlite3.Connection, today: date) -> bool:
    """Tell whether this day was seen already."""
    return _last_seen(db, today) == today


def _last_seen(db: sqlite3.Connection, today: date) -> date | None:
    """Return the last day that was seen; one still to come is a slip of a clock that ran ahead (D3)."""
    days = (kept_day(db, "reviewed_on"), kept_day(db, "reviewed_before"))
    return next((day for day in days if day and day <= today), None)


def lapsed_since_review(db: sqlite3.Connection, today: date) -> list[Due]:
    """Return what lapsed unsent since the review before this day's, newest first (LET-2); the first one has none.

    What ended while it was held has the hold as its cause (FRQ-1).
    """
    seen = _last_seen(db, today)
    before = kept_day(db, "reviewed_before") if seen == today else seen
    lapsed = lapsed_between(db, before, today, _LAPSED_SHOWN) if before and before < today else []
    causes = _held_to_the_end(db, lapsed)
    return [due._replace(cause=causes.get(due.id)) for due in lapsed]


def _held_to_the_end(db: sqlite3.Connection, lapsed: Sequence[Due]) -> dict[int | None, str | None]:
    """Return what held letters on the last day of their windows."""
    kinds, numbers = planned_kinds(db), shop_store.numbers(db)
    found: dict[int | None, str | None] = {}
    for day in {due.lapses for due in lapsed if due.lapses}:
        letters = [due.id for due in lapsed if due.lapses == day and due.id]
        decisions = standing(db, kinds, numbers, date.fromisoformat(day), letters)
        found |= {letter: one.cause for letter, one in decisions.items() if one.state is State.HELD}
    return found
