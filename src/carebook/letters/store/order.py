"""The order in which letters stand in the review: late ones first, then by FRQ-3, by the day, by name.

The index `agenda_in_order` holds the agenda, which the statements here call `a`, in the same order.
"""

from __future__ import annotations

import sqlite3

from carebook.letters.model import KINDS, State

OF_TODAY = "a.state IN ('due', 'late')"
"""The lines of the agenda that are to do today."""
WAITING = "a.state IN ('held', 'snoozed')"
"""Those that a rule or the owner holds back."""

_AMONG_THEM = "a.rank, a.due, a.name, a.letter_id"
IN_ORDER = f"ORDER BY a.late DESC, {_AMONG_THEM}"


def order_of(state: str, kind: str, due: str, name: str, letter: int | None) -> tuple[bool, int, str, str, int]:
    """Return the same order as a key to sort by, for letters that are on no agenda too."""
    return state != State.LATE, KINDS[kind].rank, due, name, letter or 0


def place_on_agenda(db: sqlite3.Connection, where: str, letter: int) -> int | None:
    """Return where a letter stands among those lines of the agenda, or None where it is none of them."""
    lines = f"FROM agenda a WHERE {where}"
    here = db.execute(f"SELECT a.late, {_AMONG_THEM} {lines} AND a.letter_id = ?", [letter]).fetchone()
    if here is None:
        return None
    before = f"a.late > ?1 OR a.late = ?1 AND ({_AMONG_THEM}) < (?2, ?3, ?4, ?5)"
    return int(db.execute(f"SELECT count(*) {lines} AND ({before})", here).fetchone()[0])
