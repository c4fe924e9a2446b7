"""The day's agenda: every letter whose day has come, decided by the rules and laid out in the order of Today.

What a letter is today is never stored with it (LET-1). The agenda is one day's answer, kept so that a page of it is an
index scan: it carries its day, is laid out anew on another, and after every action for the customers touched.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from operator import itemgetter
from typing import Any

from carebook.book.schema import AGENDA, JOURNALLED
from carebook.letters.model import KINDS, LetterClass, PlannedKind, State
from carebook.letters.rules import LIMIT_DAYS, Candidate, Decision, Household, Piece, decide, is_posted, reach, sells
from carebook.shop.model import Numbers

_COME = (
    "SELECT id FROM letter WHERE state = 'open' AND lapses >= :today AND due <= :today"
    " UNION ALL SELECT id FROM letter WHERE state = 'open' AND lapses IS NULL AND due <= :today"
    " UNION ALL SELECT id FROM letter WHERE state = 'printed'"
)
_OF_TOUCHED = (
    "SELECT l.id FROM temp.touched t CROSS JOIN letter l ON l.customer_id = t.customer_id WHERE l.state = 'printed'"
    " OR (l.state = 'open' AND l.due <= :today AND (l.lapses IS NULL OR l.lapses >= :today))"
)
_CANDIDATES = (
    "SELECT l.customer_id, l.id, l.kind, l.due, l.late_after, l.channel, l.state = 'printed', l.snoozed_until,"
    " l.override <> '', c.name, c.address1 <> '', c.email <> '', c.phone <> '' OR c.mobile <> '', c.quiet_from,"
    " (SELECT group_concat(cause, ' ') FROM suppression x WHERE x.customer_id = c.id),"
    " (SELECT group_concat(channel, ' ') FROM permission p WHERE p.customer_id = c.id),"
    " l.subject_kind = 'member' AND EXISTS (SELECT 1 FROM member m WHERE m.id = l.subject_id AND m.minor),"
    " coalesce(l.printed_on, l.due)"
)


def lay_out(db: sqlite3.Connection, kinds: Mapping[str, PlannedKind], numbers: Numbers, today: date) -> None:
    """Decide on every letter whose day has come, for the whole book."""
    db.execute("DELETE FROM agenda")
    _write(db, _decided(db, _COME, kinds, numbers, today))


def lay_out_touched(db: sqlite3.Connection, kinds: Mapping[str, PlannedKind], numbers: Numbers, today: date) -> None:
    """Decide anew on the letters of the customers in `temp.touched`."""
    db.execute("DELETE FROM agenda WHERE customer_id IN (SELECT customer_id FROM temp.touched)")
    _write(db, _decided(db, _OF_TOUCHED, kinds, numbers, today))


def look_at_the_book(db: sqlite3.Connection) -> None:
    """Let go of the temporary tables of an earlier look, so that the book's own are found again."""
    db.execute("DROP TABLE IF EXISTS temp.agenda")
    db.execute("DROP TABLE IF EXISTS temp.letter")


def set_aside(db: sqlite3.Connection, *, letters: bool) -> None:
    """Work on temporary tables of the same names from now on, which this connection finds before the book's own.

    A reader lays out another day's agenda in one, and plans beyond the book's horizon in the other (LET-3).
    """
    db.execute(f"CREATE TEMP TABLE agenda ({AGENDA})")
    if letters:
        db.execute("PRAGMA foreign_keys = OFF")
        db.execute(f"CREATE TEMP TABLE letter ({', '.join(JOURNALLED['letter'])})")
        db.execute("INSERT INTO temp.letter SELECT * FROM main.letter")


def standing(
    db: sqlite3.Connection, kinds: Mapping[str, PlannedKind], numbers: Numbers, today: date, letters: Iterable[int]
) -> dict[int, Decision]:
    """Decide on the given letters as of a day, together with all others of their households (SUP-2)."""
    db.execute("CREATE TEMP TABLE IF NOT EXISTS household (customer_id INTEGER PRIMARY KEY)")
    db.execute("DELETE FROM temp.household")
    db.executemany(
        "INSERT OR IGNORE INTO temp.household SELECT customer_id FROM letter WHERE id = ?", ((i,) for i in letters)
    )
    which = _OF_TOUCHED.replace("temp.touched", "temp.household")
    return {one.letter: one.decision for one in _decided(db, which, kinds, numbers, today)}


@dataclass(frozen=True)
class _Laid:
    """A letter and what was decided on it."""

    letter: int
    customer: int
    rank: int
    due: str
    name: str
    letter_class: LetterClass
    decision: Decision


def _decided(
    db: sqlite3.Connection, which: str, kinds: Mapping[str, PlannedKind], numbers: Numbers, today: date
) -> Iterator[_Laid]:
    day = today.isoformat()
    rows = _rows(db, which, {"today": day})
    pieces = _pieces(db, {row[0] for row in rows}, today)
    for customer, letters in groupby(rows, key=itemgetter(0)):
        group = {row[1]: row for row in letters if row[2] in kinds}
        candidates = {row[1]: _candidate(row, kinds) for row in group.values()}
        if candidates:
            household = _household(next(iter(group.values())), pieces.get(customer, ()))
            for decision in decide(candidates.values(), household, day, numbers):
                row = group[decision.letter]
                letter_class = candidates[decision.letter].letter_class
                yield _Laid(row[1], customer, KINDS[row[2]].rank, row[3], row[9], letter_class, decision)


def reachable(
    db: sqlite3.Connection, kinds: Mapping[str, PlannedKind], after: date, until: date
) -> dict[int, tuple[LetterClass, str | None, list[str]]]:
    """Return, for the open letters due in (after, until], their class and the channel left to them or what stops it."""
    which = "SELECT id FROM letter WHERE state = 'open' AND due > :after AND due <= :until"
    rows = _rows(db, which, {"after": after.isoformat(), "until": until.isoformat()})
    found = {}
    for row in rows:
        if row[2] in kinds:
            candidate = _candidate(row, kinds)
            found[row[1]] = (candidate.letter_class, *reach(candidate, _household(row, ())))
    return found


def _rows(db: sqlite3.Connection, which: str, values: Mapping[str, str]) -> list[tuple[Any, ...]]:
    return db.execute(
        f"{_CANDIDATES} FROM ({which}) w CROSS JOIN letter l ON l.id = w.id JOIN customer c ON c.id = l.customer_id"
        " ORDER BY l.customer_id",
        values,
    ).fetchall()


def _household(row: tuple[Any, ...], pieces: Iterable[Piece]) -> Household:
    post, email, phone, quiet_from, causes, permitted = row[10:16]
    return Household(
        causes=causes.split() if causes else (),
        permitted=permitted.split() if permitted else (),
        has_post=bool(post),
        has_email=bool(email),
        has_phone=bool(phone),
        quiet_from=quiet_from,
        pieces=tuple(pieces),
    )


def _candidate(row: tuple[Any, ...], kinds: Mapping[str, PlannedKind]) -> Candidate:
    _, letter, kind, due, late_after, channel, printed, snoozed_until, overridden = row[:9]
    planned = kinds[kind]
    return Candidate(
        letter=letter,
        kind=kind,
        letter_class=LetterClass.SELLING
        if sells(planned.kind, planned.offer, to_minor=bool(row[16]))
        else planned.kind.letter_class,
        rank=planned.kind.rank,
        due=due,
        late_after=late_after,
        channel=channel or ("handwritten" if planned.kind.handwritten else planned.channel),
        spaced=planned.kind.spaced,
        printed=bool(printed),
        snoozed_until=snoozed_until,
        overridden=bool(overridden),
    )


def _pieces(db: sqlite3.Connection, customers: set[int], today: date) -> dict[int, list[Piece]]:
    """Return what went to these households in the last 90 days, by printing or else by sending (FRQ-1)."""
    db.execute("CREATE TEMP TABLE IF NOT EXISTS weighed (customer_id INTEGER PRIMARY KEY)")
    db.execute("DELETE FROM temp.weighed")
    db.executemany("INSERT INTO temp.weighed VALUES (?)", ((customer,) for customer in sorted(customers)))
    went = "coalesce(l.printed_on, l.sent_on)"
    rows = db.execute(
        f"SELECT l.customer_id, l.id, l.kind, l.channel, {went}, l.sells FROM temp.weighed w"
        f" CROSS JOIN letter l ON l.customer_id = w.customer_id WHERE {went} > ?"
        " AND l.state IN ('printed', 'sent', 'answered')",
        [(today - timedelta(days=LIMIT_DAYS)).isoformat()],
    )
    found: dict[int, list[Piece]] = defaultdict(list)
    for customer, letter, kind, channel, day, selling in rows:
        if kind in KINDS:
            service = KINDS[kind].letter_class is LetterClass.SERVICE
            spaced = KINDS[kind].spaced and not service
            found[customer].append(Piece(letter, day, service, spaced, is_posted(channel or "post"), bool(selling)))
    return found


def _write(db: sqlite3.Connection, laid: Iterable[_Laid]) -> None:
    db.executemany(
        "INSERT INTO agenda (letter_id, customer_id, rank, due, name, letter_class, state, late, channel, cause)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                one.letter,
                one.customer,
                one.rank,
                one.due,
                one.name,
                str(one.letter_class),
                str(d.state),
                int(d.state is State.LATE),
                d.channel,
                d.cause,
            )
            for one in laid
            for d in (one.decision,)
        ],
    )
