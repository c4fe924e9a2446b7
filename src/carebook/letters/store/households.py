"""What a death or a departure does to the letters of a household: what stopped, what is still to come (SUP-1)."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from carebook.book.change import Change
from carebook.book.rows import listed
from carebook.letters.campaigns import Fate, held_as
from carebook.letters.model import Due, LetterClass
from carebook.letters.rules import Decision
from carebook.letters.store.agenda import classes, standing
from carebook.letters.store.letters import LINE, lines, planned_kinds
from carebook.shop import store as shop_store

_OF_CUSTOMER = (
    f"SELECT {LINE}, '' AS letter_class, l.state, l.cause, l.channel, c.name AS customer"
    " FROM letter l JOIN customer c ON c.id = l.customer_id WHERE"
)
_RESTING = (LetterClass.SELLING, LetterClass.SURVEY)
_CELEBRATING = ("birthday", "pet_birthday", "anniversary", "appreciation", "seasons_greeting")
"""The kinds that are out of place in a house where somebody has just died."""


class Aftermath(NamedTuple):
    """The letters of a household after a death was noted."""

    stopped: list[Due]
    """Those that the action cancelled, each with its cause."""
    anew: list[Due]
    """Those that were printed and name who died: they are put back, to be printed anew."""
    resting: list[Due]
    """Those that sell, survey or ask, and wait until the quiet period is over, before they lapse."""
    to_come: list[Due]
    """Those that can still leave as they would have."""
    celebrating: list[int]
    """All that would still celebrate a happy day, also where it is held: leaving out one may free another."""


def aftermath(db: sqlite3.Connection, customer_id: int, change: Change, today: date) -> Aftermath:
    """Return what became of a customer's letters by an action, and what of them can still leave."""
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
    leaving = _that_can_leave(db, [one for one in found if one.state != "cancelled"], today)
    others = [one for one in found if one.id in leaving and one not in stopped and one not in anew]
    resting = [one for one in others if one.id and class_of.get(one.id) in _RESTING]
    to_come = [one for one in others if one not in resting]
    return Aftermath(stopped, anew, resting, to_come, _celebrating(found, today))


def _celebrating(found: Sequence[Due], today: date) -> list[int]:
    under_way = [one for one in found if one.state != "cancelled" and not _has_lapsed(one, today)]
    return [one.id for one in under_way if one.id and one.kind in _CELEBRATING]


def _that_can_leave(db: sqlite3.Connection, found: Sequence[Due], today: date) -> set[int]:
    """Return the letters that have not lapsed, and are held by nothing that lasts until they have."""
    numbers, ids = shop_store.numbers(db), [one.id for one in found if one.id]
    decided = standing(db, planned_kinds(db), numbers, today, ids)
    return {one.id for one in found if one.id and _can_leave(one, decided.get(one.id), today)}


def _has_lapsed(one: Due, today: date) -> bool:
    return one.state == "open" and one.lapses is not None and one.lapses < today.isoformat()


def _can_leave(one: Due, decision: Decision | None, today: date) -> bool:
    if one.state == "printed":
        return True
    if _has_lapsed(one, today):
        return False
    if decision is None or not decision.cause:
        return True
    ending = [part for part in decision.cause.split("; ") if " until " in part]
    return not decision.suppressed and all(held_as(part, one.lapses)[0] is Fate.WAITS for part in ending)


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
