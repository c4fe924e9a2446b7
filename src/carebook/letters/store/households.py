"""What a death or a departure does to the letters of a household: what stopped, what is still to come (SUP-1)."""

from __future__ import annotations

import sqlite3
from datetime import date
from typing import NamedTuple

from carebook.book.change import Change
from carebook.book.rows import listed
from carebook.letters.model import Due, LetterClass
from carebook.letters.store.agenda import classes
from carebook.letters.store.letters import LINE, lines, planned_kinds

_OF_CUSTOMER = (
    f"SELECT {LINE}, '' AS letter_class, l.state, l.cause, l.channel, c.name AS customer"
    " FROM letter l JOIN customer c ON c.id = l.customer_id WHERE"
)
_RESTING = (LetterClass.SELLING, LetterClass.SURVEY)


class Aftermath(NamedTuple):
    """The letters of a household after a death was noted."""

    stopped: list[Due]
    """Those that the action cancelled, each with its cause."""
    anew: list[Due]
    """Those that were printed and name who died: they are put back, to be printed anew."""
    resting: list[Due]
    """Those that sell, survey or ask, and wait until the quiet period is over."""
    to_come: list[Due]
    """Those that leave as they would have."""


def aftermath(db: sqlite3.Connection, customer_id: int, change: Change) -> Aftermath:
    """Return what became of a customer's letters by an action, and what is still planned."""
    changed = change.touched.get("letter", frozenset())
    back = _put_back(db, change.action)
    found = lines(
        db.execute(
            f"{_OF_CUSTOMER} l.customer_id = ? AND (l.state IN ('open', 'printed')"
            " OR l.state = 'cancelled' AND l.id IN (SELECT value FROM json_each(?))) ORDER BY l.due, l.id",
            [customer_id, listed(changed)],
        )
    )
    class_of = classes(db, planned_kinds(db), [one.id for one in found if one.id])
    stopped = [one for one in found if one.state == "cancelled"]
    anew = [one for one in found if one.state == "open" and one.id in back]
    others = [one for one in found if one not in stopped and one not in anew]
    resting = [one for one in others if one.id and class_of.get(one.id) in _RESTING]
    return Aftermath(stopped, anew, resting, [one for one in others if one not in resting])


def _put_back(db: sqlite3.Connection, action: int) -> set[int]:
    """Return the letters that an action found printed and put back."""
    found = db.execute(
        "SELECT row_id FROM journal WHERE action_id = ? AND tbl = 'letter'"
        " AND json_extract(before, '$.state') = 'printed' AND json_extract(after, '$.state') = 'open'",
        [action],
    )
    return {letter for (letter,) in found}


def printed_to_who_is_gone(db: sqlite3.Connection, action: int) -> list[int]:
    """Return the letters, printed and not sent, that address somebody whom an action notes as dead or gone.

    They have the addressee or salutation as it stood before the action, and stands no more: an action that is being
    taken back finds none.
    """
    gone = (
        "SELECT 1 FROM journal m WHERE m.action_id = :action AND m.tbl = 'member' AND (m.after IS NULL"
        " OR json_extract(m.after, '$.died_on') IS NOT NULL)"
    )
    was = "json_extract(j.before, '$.{0}')"
    named = " OR ".join(
        f"({was} <> '' AND {was} <> c.{{0}} AND instr(l.text, {was}))".format(line)
        for line in ("addressee", "salutation")
    )
    found = db.execute(
        "SELECT DISTINCT l.id FROM journal j JOIN customer c ON c.id = j.row_id"
        " JOIN letter l ON l.customer_id = c.id AND l.state = 'printed'"
        " WHERE j.action_id = :action AND j.tbl = 'customer' AND j.before IS NOT NULL"
        f" AND EXISTS ({gone}) AND ({named})",
        {"action": action},
    )
    return [letter for (letter,) in found]


def note_sent_before(db: sqlite3.Connection, action: int, today: date) -> None:
    """Skip the coming birthday letter of one who left with a record of their own, where it went out before (LET-3)."""
    db.execute(
        "INSERT INTO letter (customer_id, kind, subject_kind, subject_id, occurrence, anchor, due, late_after, lapses,"
        " state, ended_on, cause) SELECT o.customer_id, l.kind, 'customer', o.customer_id, l.occurrence, l.anchor,"
        " l.due, l.late_after, l.lapses, 'skipped', :today, 'sent before they left' FROM journal j"
        " JOIN occasion o ON o.id = j.row_id AND o.member_id IS NULL AND o.kind = 'birthday'"
        " JOIN letter l ON l.customer_id = json_extract(j.before, '$.customer_id') AND l.kind = 'birthday'"
        " AND l.subject_kind = 'member' AND l.subject_id = json_extract(j.before, '$.member_id')"
        " WHERE j.action_id = :action AND j.tbl = 'occasion' AND l.customer_id <> o.customer_id AND l.anchor >= :today"
        " AND l.state IN ('sent', 'answered') ON CONFLICT DO NOTHING",
        {"action": action, "today": today.isoformat()},
    )
