"""Letters in and out of the book: the review's rows, the outbox, the archive, and what is set on a letter."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from carebook.letters.model import KINDS, Campaign, Due, Letter, LetterClass, PlannedKind, Window

_ABOUT = (
    "CASE l.subject_kind WHEN 'sale' THEN (SELECT s.product FROM sale s WHERE s.id = l.subject_id)"
    " WHEN 'member' THEN (SELECT m.name FROM member m WHERE m.id = l.subject_id)"
    " WHEN 'campaign' THEN (SELECT p.title FROM campaign p WHERE p.id = l.subject_id)"
    " WHEN 'gathering' THEN (SELECT g.label FROM gathering g WHERE g.id = l.subject_id)"
    " WHEN 'news' THEN (SELECT n.what FROM news n WHERE n.id = l.subject_id) END"
)
_DUE = (
    f"l.id, l.kind, l.customer_id, {{name}}, l.subject_kind, l.subject_id, {_ABOUT},"
    " l.due, l.late_after, l.lapses, l.anchor"
)
_IN_ORDER = "ORDER BY a.late DESC, a.rank, a.due, a.name, a.letter_id"
_ACTIVE = "a.state IN ('due', 'late')"


def _due(
    row: Sequence[Any],
    state: str,
    cause: str | None,
    channel: str | None,
    printed_on: str | None,
    letter_class: str | None = None,
) -> Due:
    letter, kind, customer, name, subject_kind, subject_id, about, due, late_after, lapses, anchor = row
    return Due(
        id=letter,
        kind=kind,
        letter_class=letter_class or str(KINDS[kind].letter_class),
        customer_id=customer,
        customer=name,
        subject_kind=subject_kind,
        subject_id=subject_id,
        about=about or "",
        anchor=anchor,
        due=due,
        late_after=late_after,
        lapses=lapses,
        state=state,
        cause=cause,
        channel=channel,
        printed_on=printed_on,
    )


def agenda(db: sqlite3.Connection, *, held: bool = False, start: int = 0, size: int = -1) -> list[Due]:
    """Return a page of the day's agenda in the order of Today: due and late, or held and snoozed."""
    where = "a.state IN ('held', 'snoozed')" if held else _ACTIVE
    rows = db.execute(
        f"SELECT {_DUE.format(name='a.name')}, a.state, a.cause, a.channel, l.printed_on, a.letter_class"
        f" FROM agenda a JOIN letter l ON l.id = a.letter_id WHERE {where} {_IN_ORDER} LIMIT ? OFFSET ?",
        [size, start],
    )
    return [_due(row[:11], *row[11:]) for row in rows]


def on_agenda(db: sqlite3.Connection, letter: int) -> Due | None:
    """Return one letter as the agenda has it."""
    found = all_on_agenda(db, [letter])
    return found[0] if found else None


def all_on_agenda(db: sqlite3.Connection, letters: Sequence[int]) -> list[Due]:
    """Return letters as the agenda has them, in the order asked for."""
    asked = ", ".join(f"({place}, {int(letter)})" for place, letter in enumerate(letters))
    if not asked:
        return []
    rows = db.execute(
        f"WITH asked (place, id) AS (VALUES {asked}) SELECT {_DUE.format(name='a.name')}, a.state, a.cause, a.channel,"
        " l.printed_on, a.letter_class FROM asked CROSS JOIN agenda a ON a.letter_id = asked.id"
        " JOIN letter l ON l.id = a.letter_id"
        " ORDER BY asked.place"
    )
    return [_due(row[:11], *row[11:]) for row in rows]


def count_agenda(db: sqlite3.Connection) -> dict[str, int]:
    """Return how many letters of the day are due, late, held and snoozed."""
    active = db.execute(f"SELECT count(*), coalesce(sum(a.late), 0) FROM agenda a WHERE {_ACTIVE}").fetchone()
    others = dict(
        db.execute("SELECT state, count(*) FROM agenda WHERE state IN ('held', 'snoozed') GROUP BY state").fetchall()
    )
    return {"due": active[0] - active[1], "late": active[1], "held": 0, "snoozed": 0, **others}


def due_ids(db: sqlite3.Connection, *, handwritten: bool = False) -> list[int]:
    """Return every due and late letter of the day in order: those that are typeset, or those written by hand."""
    by_hand = ", ".join(f"'{name}'" for name, kind in KINDS.items() if kind.handwritten)
    word = "IN" if handwritten else "NOT IN"
    rows = db.execute(
        f"SELECT a.letter_id FROM agenda a JOIN letter l ON l.id = a.letter_id WHERE {_ACTIVE}"
        f" AND l.kind {word} ({by_hand}) {_IN_ORDER}"
    )
    return [row[0] for row in rows]


def held_ids(db: sqlite3.Connection) -> list[int]:
    """Return every held letter of the day in order."""
    rows = db.execute(f"SELECT a.letter_id FROM agenda a WHERE a.state = 'held' {_IN_ORDER}")
    return [row[0] for row in rows]


def upcoming(
    db: sqlite3.Connection, after: date, until: date, reachable: Mapping[int, tuple[LetterClass, str | None, list[str]]]
) -> list[Due]:
    """Return the open letters that fall due in (after, until], soonest first."""
    rows = db.execute(
        f"SELECT {_DUE.format(name='c.name')} FROM letter l JOIN customer c ON c.id = l.customer_id"
        " WHERE l.state = 'open' AND l.due > ? AND l.due <= ?",
        [after.isoformat(), until.isoformat()],
    )
    found = [
        _due(row, "upcoming", "; ".join(stops) or None, channel, None, str(letter_class))
        for row in rows
        if row[0] in reachable
        for letter_class, channel, stops in (reachable[row[0]],)
    ]
    return sorted(found, key=lambda due: (KINDS[due.kind].rank, due.due, due.customer, due.id or 0))


def lapsed_between(db: sqlite3.Connection, first: date, before: date, size: int = -1) -> list[Due]:
    """Return the letters that lapsed unsent from `first` on and before a day (LET-2)."""
    rows = db.execute(
        f"SELECT {_DUE.format(name='c.name')} FROM letter l JOIN customer c ON c.id = l.customer_id"
        " WHERE l.state = 'open' AND l.lapses >= ? AND l.lapses < ? ORDER BY l.lapses DESC, c.name, l.id LIMIT ?",
        [first.isoformat(), before.isoformat(), size],
    )
    return [_due(row, "lapsed", None, None, None) for row in rows]


def outbox(db: sqlite3.Connection, *, start: int = 0, size: int = -1) -> list[Due]:
    """Return what was printed and is not yet sent, oldest first."""
    rows = db.execute(
        f"SELECT {_DUE.format(name='c.name')}, 'printed', NULL, l.channel, l.printed_on FROM letter l"
        " JOIN customer c ON c.id = l.customer_id WHERE l.state = 'printed'"
        " ORDER BY l.printed_on, l.id LIMIT ? OFFSET ?",
        [size, start],
    )
    return [_due(row[:11], *row[11:]) for row in rows]


def count_archive(db: sqlite3.Connection) -> int:
    """Return how many letters were ever sent."""
    return int(db.execute("SELECT count(*) FROM letter WHERE sent_on IS NOT NULL").fetchone()[0])


# One letter ----------------------------------------------------------------------------------------------

_LETTER = (
    "id, customer_id, kind, subject_kind, subject_id, occurrence, anchor, due, late_after, lapses, state, channel,"
    " snoozed_until, printed_on, sent_on, ended_on, cause, override, sells, late_on, text"
)
_DAYS = (6, 7, 8, 9, 12, 13, 14, 15, 19)


def _letter(row: Sequence[Any]) -> Letter:
    values = list(row)
    for place in _DAYS:
        values[place] = date.fromisoformat(values[place]) if values[place] else None
    values[18] = bool(values[18])
    return Letter(*values)


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


def set_on(db: sqlite3.Connection, ids: Iterable[int], **fields: object) -> None:
    """Set fields on letters: state, days, cause, text, channel."""
    settings = ", ".join(f"{name} = :{name}" for name in fields)
    db.executemany(
        f"UPDATE letter SET {settings} WHERE id = :id",
        ({"id": one, **{k: v.isoformat() if isinstance(v, date) else v for k, v in fields.items()}} for one in ids),
    )


def write_contact(db: sqlite3.Connection, sent: Letter, channel: str, day: date, note: str) -> None:
    """Write the contact that a sent letter is (CMP-8a)."""
    db.execute(
        "INSERT INTO contact (customer_id, on_day, channel, direction, note, letter_id) VALUES (?, ?, ?, 'out', ?, ?)",
        [sent.customer_id, day.isoformat(), channel, note, sent.id],
    )


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
        window = given if due is None else Window(due, late_after, lapses, given.open_days)
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


def campaigns(db: sqlite3.Connection) -> list[Campaign]:
    """Return every newsletter issue and promotion, newest first."""
    rows = db.execute(
        "SELECT id, kind, title, message, offer, tag, starts_on, ends_on FROM campaign ORDER BY starts_on DESC, id DESC"
    )
    return [
        Campaign(
            number,
            kind,
            title,
            message,
            offer,
            tag,
            date.fromisoformat(start),
            date.fromisoformat(end) if end else None,
        )
        for number, kind, title, message, offer, tag, start, end in rows
    ]


def save_campaign(db: sqlite3.Connection, fields: Mapping[str, object], today: date) -> None:
    """Add a newsletter's issue or a promotion."""
    values = {k: v.isoformat() if isinstance(v, date) else v for k, v in fields.items()} | {
        "entered_on": today.isoformat()
    }
    names = ", ".join(values)
    db.execute(f"INSERT INTO campaign ({names}) VALUES (:{names.replace(', ', ', :')})", values)


def forget_campaign(db: sqlite3.Connection, campaign: int) -> None:
    """Take a campaign out."""
    db.execute("DELETE FROM campaign WHERE id = ?", [campaign])


def counts_by_kind(db: sqlite3.Connection, today: date) -> dict[str, tuple[int, int, str | None]]:
    """Return for each kind how many were sent, how many wait and have not lapsed, and when the first of them is due."""
    sent = dict(db.execute("SELECT kind, count(*) FROM letter WHERE sent_on IS NOT NULL GROUP BY kind").fetchall())
    waiting = db.execute(
        "SELECT kind, count(*), min(due) FROM letter WHERE state = 'open' AND (lapses IS NULL OR lapses >= ?)"
        " GROUP BY kind",
        [today.isoformat()],
    )
    counts = {kind: (number, 0, None) for kind, number in sent.items()}
    return counts | {kind: (sent.get(kind, 0), number, next_due) for kind, number, next_due in waiting}
