"""Letters in and out of the book: the lines of the review, one letter, what is set on it, and the plan."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from carebook.book import rows
from carebook.book.rows import Value
from carebook.letters import overriding
from carebook.letters.model import KINDS, WIN_BACK_KINDS, Campaign, Due, Letter, PlannedKind, State
from carebook.letters.store.agenda import Reach, classes
from carebook.letters.store.order import IN_ORDER, OF_TODAY, WAITING

_ABOUT = (
    "CASE l.subject_kind WHEN 'sale' THEN (SELECT s.product FROM sale s WHERE s.id = l.subject_id)"
    " WHEN 'member' THEN (SELECT m.name FROM member m WHERE m.id = l.subject_id)"
    " WHEN 'campaign' THEN (SELECT p.title FROM campaign p WHERE p.id = l.subject_id)"
    " WHEN 'gathering' THEN (SELECT g.label FROM gathering g WHERE g.id = l.subject_id)"
    " WHEN 'complaint' THEN (SELECT coalesce(nullif(k.summary, ''), replace(k.words, char(10), ' ')) FROM complaint k"
    " WHERE k.id = l.subject_id)"
    " WHEN 'win-back' THEN (SELECT iif(l.kind = 'win_back_offer', replace(b.offer, char(10), ' '), b.reason)"
    " FROM win_back b WHERE b.id = l.subject_id)"
    " WHEN 'referral' THEN iif(l.kind = 'referral_thanks', (SELECT r.introduced FROM referral r"
    " WHERE r.id = l.subject_id), '')"
    " WHEN 'customer' THEN iif(l.kind = 'own_letter', (SELECT w.title FROM own_letter w"
    " WHERE w.id = CAST(l.occurrence AS INTEGER)), '')"
    " WHEN 'news' THEN (SELECT n.what FROM news n WHERE n.id = l.subject_id) END"
)
LINE = (
    "l.id, l.kind, l.customer_id, l.subject_kind, l.subject_id, l.anchor, l.due, l.late_after, l.lapses,"
    f" l.printed_on, coalesce({_ABOUT}, '') AS about"
)
"""What every line of the review has of its letter; what the columns of a line are called is what `Due` calls them."""
_ON_AGENDA = f"SELECT {LINE}, a.name AS customer, a.letter_class, a.state, a.cause, a.channel"
_AND_CUSTOMER = "c.name AS customer FROM letter l JOIN customer c ON c.id = l.customer_id"


def lines(found: sqlite3.Cursor) -> list[Due]:
    """Read the rows of a statement whose columns bear the names of the fields of `Due`."""
    names = [column[0] for column in found.description]
    return [Due(**dict(zip(names, row, strict=True))) for row in found]


def agenda(db: sqlite3.Connection, *, held: bool = False, start: int = 0, size: int = -1) -> list[Due]:
    """Return a page of the day's agenda in the order of Today: due and late, or held and snoozed."""
    where = WAITING if held else OF_TODAY
    return lines(
        db.execute(
            f"{_ON_AGENDA} FROM agenda a JOIN letter l ON l.id = a.letter_id WHERE {where} {IN_ORDER} LIMIT ? OFFSET ?",
            [size, start],
        )
    )


def on_agenda(db: sqlite3.Connection, letter: int) -> Due | None:
    """Return one letter as the agenda has it."""
    found = all_on_agenda(db, [letter])
    return found[0] if found else None


def all_on_agenda(db: sqlite3.Connection, letters: Sequence[int]) -> list[Due]:
    """Return letters as the agenda has them, in the order asked for."""
    asked = ", ".join(f"({place}, {int(letter)})" for place, letter in enumerate(letters))
    if not asked:
        return []
    return lines(
        db.execute(
            f"WITH asked (place, id) AS (VALUES {asked}) {_ON_AGENDA} FROM asked"
            " CROSS JOIN agenda a ON a.letter_id = asked.id JOIN letter l ON l.id = a.letter_id ORDER BY asked.place"
        )
    )


def count_agenda(db: sqlite3.Connection) -> dict[str, int]:
    """Return how many letters of the day are due, late, held and snoozed."""
    active = db.execute(f"SELECT count(*), coalesce(sum(a.late), 0) FROM agenda a WHERE {OF_TODAY}").fetchone()
    others = dict(db.execute(f"SELECT state, count(*) FROM agenda a WHERE {WAITING} GROUP BY state").fetchall())
    return {"due": active[0] - active[1], "late": active[1], "held": 0, "snoozed": 0, **others}


def due_ids(db: sqlite3.Connection, *, handwritten: bool = False) -> list[int]:
    """Return every due and late letter of the day in order: those that are typeset, or those written by hand."""
    by_hand = ", ".join(f"'{name}'" for name, kind in KINDS.items() if kind.handwritten)
    word = "IN" if handwritten else "NOT IN"
    rows = db.execute(
        f"SELECT a.letter_id FROM agenda a JOIN letter l ON l.id = a.letter_id WHERE {OF_TODAY}"
        f" AND l.kind {word} ({by_hand}) {IN_ORDER}"
    )
    return [row[0] for row in rows]


def held_ids(db: sqlite3.Connection) -> list[int]:
    """Return every held letter of the day in order."""
    rows = db.execute(f"SELECT a.letter_id FROM agenda a WHERE a.state = 'held' {IN_ORDER}")
    return [row[0] for row in rows]


def upcoming(db: sqlite3.Connection, after: date, until: date, reachable: Mapping[int, Reach]) -> list[Due]:
    """Return the open letters that fall due in (after, until] and how they could leave."""
    found = lines(
        db.execute(
            f"SELECT {LINE}, '' AS letter_class, '{State.UPCOMING}' AS state, NULL AS cause, NULL AS channel,"
            f" {_AND_CUSTOMER} WHERE l.state = 'open' AND l.due > ? AND l.due <= ?",
            [after.isoformat(), until.isoformat()],
        )
    )
    return [
        due._replace(letter_class=str(way.letter_class), channel=way.channel, cause="; ".join(way.stops) or None)
        for due in found
        if due.id and (way := reachable.get(due.id))
    ]


def lapsed_between(db: sqlite3.Connection, first: date, before: date, size: int = -1) -> list[Due]:
    """Return the letters that lapsed unsent from `first` on and before a day (LET-2)."""
    found = lines(
        db.execute(
            f"SELECT {LINE}, '' AS letter_class, 'lapsed' AS state, NULL AS cause, NULL AS channel, {_AND_CUSTOMER}"
            " WHERE l.state = 'open' AND l.lapses >= ? AND l.lapses < ? ORDER BY l.lapses DESC, c.name, l.id LIMIT ?",
            [first.isoformat(), before.isoformat(), size],
        )
    )
    known = classes(db, planned_kinds(db), [due.id for due in found if due.id])
    return [due._replace(letter_class=str(known[due.id])) for due in found if due.id in known]


# One letter ----------------------------------------------------------------------------------------------

_FIELDS = tuple(name for name in Letter._fields if name != "in_spite_of")
_LETTER = ", ".join(_FIELDS)
_DAYS = ("anchor", "due", "late_after", "lapses", "snoozed_until", "printed_on", "sent_on", "ended_on", "late_on")


def _letter(row: Sequence[Any]) -> Letter:
    values = dict(zip(_FIELDS, row, strict=True))
    days = {name: date.fromisoformat(values[name]) if values[name] else None for name in _DAYS}
    in_spite_of, reason = overriding.read(values["override"])
    own = {"sells": bool(values["sells"]), "override": reason, "in_spite_of": in_spite_of}
    return Letter(**{**values, **days, **own})


def letter(db: sqlite3.Connection, letter_id: int) -> Letter | None:
    """Return one letter."""
    row = db.execute(f"SELECT {_LETTER} FROM letter WHERE id = ?", [letter_id]).fetchone()
    return _letter(row) if row else None


def newest_id(db: sqlite3.Connection) -> int:
    """Return the highest id of the book's own letters, whatever a reader plans beside them."""
    return int(db.execute("SELECT coalesce(max(id), 0) FROM main.letter").fetchone()[0])


def letters(db: sqlite3.Connection, ids: Iterable[int]) -> list[Letter]:
    """Return letters by their ids, in that order; unknown ones are left out."""
    found = (letter(db, one) for one in ids)
    return [one for one in found if one]


def letters_of(db: sqlite3.Connection, customer_id: int) -> list[Letter]:
    """Return every letter of a customer, newest anchor first."""
    rows = db.execute(f"SELECT {_LETTER} FROM letter WHERE customer_id = ? ORDER BY due DESC, id DESC", [customer_id])
    return [_letter(row) for row in rows]


NOT_PRINTED: Mapping[str, object] = {
    "state": "open",
    "printed_on": None,
    "channel": None,
    "text": "",
    "sells": 0,
    "template_id": None,
    "trial_id": None,
    "arm": None,
}
"""The fields of a letter that was put back."""


def thanks_letters(db: sqlite3.Connection, referral_id: int) -> list[int]:
    """Return the letters, one at most, that thank for an introduction and have not left."""
    sql = (
        "SELECT l.id FROM referral r JOIN letter l ON l.customer_id = r.customer_id AND l.kind = 'referral_thanks'"
        " AND l.subject_id = r.id WHERE r.id = ? AND l.state IN ('open', 'printed')"
    )
    return [row[0] for row in db.execute(sql, [referral_id])]


_IF_THERE = {
    "template_id": "(SELECT id FROM template WHERE id = :template_id)",
    "trial_id": "(SELECT id FROM trial WHERE id = :trial_id)",
    "arm": "(SELECT :arm FROM trial WHERE id = :trial_id)",
}
"""Whose words a letter has is kept as long as they are in the book: saving them may have been undone meanwhile."""


def set_on(db: sqlite3.Connection, ids: Iterable[int], **fields: object) -> None:
    """Set fields on letters: state, days, cause, text and whose words it has, channel."""
    settings = ", ".join(f"{name} = {_IF_THERE.get(name, f':{name}')}" for name in fields)
    db.executemany(
        f"UPDATE letter SET {settings} WHERE id = :id",
        ({"id": one, **{k: v.isoformat() if isinstance(v, date) else v for k, v in fields.items()}} for one in ids),
    )


def write_contact(db: sqlite3.Connection, sent: Letter, channel: str, day: date, note: str) -> None:
    """Write the contact that a sent letter is (CMP-8a); those of a win-back count for it (WIN-2)."""
    win_back = sent.subject_id if sent.kind in WIN_BACK_KINDS else None
    db.execute(
        "INSERT INTO contact (customer_id, on_day, channel, direction, note, letter_id, win_back_id)"
        " VALUES (?, ?, ?, 'out', ?, ?, ?)",
        [sent.customer_id, day.isoformat(), channel, note, sent.id, win_back],
    )


def reply_to(db: sqlite3.Connection, letter_id: int) -> int | None:
    """Return the contact in which a sent letter was answered."""
    sql = "SELECT id FROM contact WHERE letter_id = ? AND direction = 'in' ORDER BY id DESC LIMIT 1"
    row = db.execute(sql, [letter_id]).fetchone()
    return row[0] if row else None


def save_reply(db: sqlite3.Connection, sent: Letter, values: Mapping[str, Value]) -> None:
    """Keep the one answer to a letter; logged again, it takes the place of what stood there."""
    if known := reply_to(db, sent.id):
        rows.update(db, "contact", known, values)
    else:
        of: dict[str, Value] = {"customer_id": sent.customer_id, "direction": "in", "letter_id": sent.id}
        rows.insert(db, "contact", {**of, **values})


# The plan ------------------------------------------------------------------------------------------------


def planned_kinds(db: sqlite3.Connection) -> dict[str, PlannedKind]:
    """Return every kind as this shop runs it, in the order of FRQ-3."""
    own = {
        row[0]: row[1:] for row in db.execute("SELECT kind, is_on, channel, offer, due, late_after, lapses FROM plan")
    }
    found = {}
    for name, kind in KINDS.items():
        is_on, channel, offer, due, late_after, lapses = own.get(name, (1, "post", "", None, None, None))
        given = kind.window
        window = given if due is None else given._replace(due=due, late_after=late_after, lapses=lapses)
        found[name] = PlannedKind(kind, bool(is_on), channel, offer, window)
    return found


def set_plan(db: sqlite3.Connection, planned: PlannedKind) -> None:
    """Keep how the shop runs a kind."""
    window = planned.window
    own = (None, None, None) if window == planned.kind.window else (window.due, window.late_after, window.lapses)
    db.execute(
        "INSERT INTO plan (kind, is_on, channel, offer, due, late_after, lapses) VALUES (?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (kind) DO UPDATE SET is_on = excluded.is_on, channel = excluded.channel, offer = excluded.offer,"
        " due = excluded.due, late_after = excluded.late_after, lapses = excluded.lapses",
        [planned.kind.name, int(planned.is_on), planned.channel, planned.offer, *own],
    )


def kinds_of(db: sqlite3.Connection, table: str, ids: Collection[int]) -> set[str]:
    """Return the kinds of some lines of the plan, or of campaigns; none where one of them is not there any more."""
    found = db.execute(f"SELECT kind FROM {table} WHERE id IN (SELECT value FROM json_each(?))", [rows.listed(ids)])
    kinds = [kind for (kind,) in found]
    return set(kinds) if len(kinds) == len(ids) else set()


def campaigns(db: sqlite3.Connection) -> list[Campaign]:
    """Return every campaign, newest first."""
    found = db.execute(f"SELECT {rows.columns_of(Campaign)} FROM campaign ORDER BY starts_on DESC, id DESC")
    return rows.as_records(Campaign, found)


def save_campaign(db: sqlite3.Connection, fields: Mapping[str, object], today: date) -> None:
    """Add a campaign."""
    values = {k: v.isoformat() if isinstance(v, date) else v for k, v in fields.items()} | {
        "entered_on": today.isoformat()
    }
    names = ", ".join(values)
    db.execute(f"INSERT INTO campaign ({names}) VALUES (:{names.replace(', ', ', :')})", values)


def forget_campaign(db: sqlite3.Connection, campaign: int) -> None:
    """Take a campaign out."""
    db.execute("DELETE FROM campaign WHERE id = ?", [campaign])


def next_days(db: sqlite3.Connection, kind: str, today: date, size: int) -> list[tuple[date, int]]:
    """Return the next days after today from which planned letters of a kind may leave, with how many there are."""
    found = db.execute(
        "SELECT due, count(*) FROM letter WHERE state = 'open' AND kind = ? AND due > ?"
        " GROUP BY due ORDER BY due LIMIT ?",
        [kind, today.isoformat(), size],
    )
    return [(date.fromisoformat(day), count) for day, count in found]


class KindCounts(NamedTuple):
    """How many letters of a kind were sent, how many wait and have not lapsed, and when the first of them is due."""

    sent: int
    waiting: int
    next_due: str | None


def counts_by_kind(db: sqlite3.Connection, today: date) -> dict[str, KindCounts]:
    """Return the counts of every kind that was ever planned and not cancelled."""
    sent = dict(db.execute("SELECT kind, count(*) FROM letter WHERE sent_on IS NOT NULL GROUP BY kind").fetchall())
    waiting = db.execute(
        "SELECT kind, count(*), min(due) FROM letter WHERE state = 'open' AND (lapses IS NULL OR lapses >= ?)"
        " GROUP BY kind",
        [today.isoformat()],
    )
    counts = {kind: KindCounts(number, 0, None) for kind, number in sent.items()}
    return counts | {kind: KindCounts(sent.get(kind, 0), number, next_due) for kind, number, next_due in waiting}
