"""The day's agenda: every letter whose day has come, decided by the rules and laid out in the order of Today.

What a letter is today is never stored with it (LET-1). The agenda is one day's answer, kept so that a page of it is an
index scan: it carries its day, is laid out anew on another, and after every action for the customers touched.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain, groupby, islice
from operator import attrgetter
from typing import NamedTuple

from carebook.book.rows import listed
from carebook.complaints.model import Shadow
from carebook.complaints.store.shadows import shadows
from carebook.letters import overriding
from carebook.letters.model import KINDS, LetterClass, PlannedKind, Pursuit, State
from carebook.letters.rules import (
    LIMIT_DAYS,
    Candidate,
    Decision,
    Household,
    Piece,
    class_of,
    decide,
    is_posted,
    offer_for,
    reach,
)
from carebook.letters.store.nobody import without_anybody
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


_PAGE = 1000
"""Households decided on at once, so that those of a large import do not fill the memory (X3)."""


class _Come(NamedTuple):
    """A letter whose day has come, with what decides on it; yes and no are 1 and 0."""

    customer: int
    letter: int
    kind: str
    due: str
    late_after: str | None
    channel: str | None
    printed: int
    snoozed_until: str | None
    override: str
    to_minor: int
    own_class: str | None
    """What the owner chose for a letter of their own."""
    name: str
    has_post: int
    has_email: int
    has_phone: int
    quiet_from: str | None
    entered_on: str
    stops: str | None
    permitted: str | None


OWN_CLASS = (
    "CASE WHEN l.kind = 'own_letter'"
    " THEN (SELECT w.letter_class FROM own_letter w WHERE w.id = CAST(l.occurrence AS INTEGER)) END"
)
"""The class that the owner chose for letter `l`, where it is one of their own."""
_COLUMNS = (
    "l.customer_id, l.id, l.kind, l.due, l.late_after, CASE WHEN l.channel IS NULL AND l.kind = 'referral_ask'"
    " THEN (SELECT q.by_channel FROM ask q WHERE q.id = l.subject_id) ELSE l.channel END, l.state = 'printed',"
    " l.snoozed_until,"
    " l.override,"
    " l.subject_kind = 'member' AND EXISTS (SELECT 1 FROM member m WHERE m.id = l.subject_id AND m.minor),"
    f" {OWN_CLASS},"
    " c.name, c.address1 <> '', c.email <> '', c.phone <> '' OR c.mobile <> '', c.quiet_from, c.entered_on,"
    " (SELECT group_concat(cause, ' ') FROM suppression x WHERE x.customer_id = c.id),"
    " (SELECT group_concat(channel, ' ') FROM permission p WHERE p.customer_id = c.id)"
)
"""The columns of `_Come`, in its order; one that asks for a referral goes by the channel chosen there."""


def lay_out(db: sqlite3.Connection, kinds: Mapping[str, PlannedKind], numbers: Numbers, today: date) -> None:
    """Decide on every letter whose day has come, for the whole book."""
    db.execute("DELETE FROM agenda")
    _write(db, _decided(db, _come(db, _COME, today), kinds, numbers, today))


def lay_out_touched(db: sqlite3.Connection, kinds: Mapping[str, PlannedKind], numbers: Numbers, today: date) -> None:
    """Decide anew on the letters of the customers in `temp.touched`."""
    db.execute("DELETE FROM agenda WHERE customer_id IN (SELECT customer_id FROM temp.touched)")
    _write(db, _decided(db, _come(db, _OF_TOUCHED, today), kinds, numbers, today))


def look_at_the_book(db: sqlite3.Connection) -> None:
    """Let go of the temporary tables of an earlier look, so that the book's own are found again."""
    db.execute("DROP TABLE IF EXISTS temp.agenda")
    db.execute("DROP TABLE IF EXISTS temp.letter")


def set_aside(db: sqlite3.Connection, *, letters: bool) -> None:
    """Work on temporary tables of the same names from now on, which this connection finds before the book's own.

    A reader lays out another day's agenda in one, and plans beyond the book's horizon in the other (LET-3).
    """
    _make_aside(db, "agenda")
    if letters:
        db.execute("PRAGMA foreign_keys = OFF")
        _make_aside(db, "letter")
        db.execute("INSERT INTO temp.letter SELECT * FROM main.letter")


def _make_aside(db: sqlite3.Connection, table: str) -> None:
    """Make an empty temporary table like one of the book's."""
    made = str(db.execute("SELECT sql FROM main.sqlite_master WHERE name = ?", [table]).fetchone()[0])
    db.execute(f"CREATE TEMP TABLE {table} {made[made.index('(') :]}")


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
    return {one.letter: one.decision for one in _decided(db, _come(db, which, today), kinds, numbers, today)}


_ABOVE_ALL = 2**40
"""Added to a customer's id it names a letter that is not in the book: of equals, those in the book go first."""
_COMPARED = "kind, due, late_after, channel, state, snoozed_until, override, subject_kind, subject_id, occurrence"
_FORESEEN = (
    f"(SELECT id AS customer_id, id + {_ABOVE_ALL} AS id, :kind AS kind, :on AS due, NULL AS late_after,"
    " NULL AS channel, 'open' AS state, NULL AS snoozed_until, '' AS override, 'campaign' AS subject_kind,"
    " 0 AS subject_id, '' AS occurrence FROM ({which})"
    f" UNION ALL SELECT l.customer_id, l.id, {_COMPARED} FROM ({{which}}) w CROSS JOIN letter l"
    " ON l.customer_id = w.id WHERE l.state = 'open' AND l.due <= :on AND max(l.due, :today) > :spaced"
    " AND coalesce(l.lapses >= max(l.due, :today), 1) AND NOT ({own}))"
)
"""A letter to each customer that is not in the book, and those in it that could leave on its day or shortly before."""


def foreseen(
    db: sqlite3.Connection,
    kinds: Mapping[str, PlannedKind],
    numbers: Numbers,
    kind: str,
    on: date,
    which: str,
    own: str,
    values: Mapping[str, str | int | None],
) -> dict[int, Decision]:
    """Decide on a letter of a kind to each of these customers that falls due on a day, beside their others (FRQ-1).

    `which` selects their ids, `own` tells which letters `l` are in its place already; `values`, with the day that is
    `today`, are bound to both.
    """
    _lay_scales(db)
    foreseen = _FORESEEN.format(which=which, own=own)
    sql = f"SELECT {_COLUMNS} FROM {foreseen} l JOIN customer c ON c.id = l.customer_id ORDER BY l.customer_id"
    spaced = on - timedelta(days=numbers.spacing_days)
    rows = db.execute(sql, {**values, "kind": kind, "on": on.isoformat(), "spaced": spaced.isoformat()})
    decided = _decided(db, map(_Come._make, rows), kinds, numbers, on)
    return {one.customer: one.decision for one in decided if one.letter > _ABOVE_ALL}


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


def _come(db: sqlite3.Connection, which: str, today: date) -> Iterator[_Come]:
    return _rows(db, which, {"today": today.isoformat()})


def _decided(
    db: sqlite3.Connection, rows: Iterator[_Come], kinds: Mapping[str, PlannedKind], numbers: Numbers, today: date
) -> Iterator[_Laid]:
    households = (list(letters) for _, letters in groupby(rows, key=attrgetter("customer")))
    while page := list(islice(households, _PAGE)):
        yield from _decided_on_page(db, page, kinds, numbers, today)


def _decided_on_page(
    db: sqlite3.Connection,
    page: Sequence[Sequence[_Come]],
    kinds: Mapping[str, PlannedKind],
    numbers: Numbers,
    today: date,
) -> Iterator[_Laid]:
    weighed = _weigh(db, chain.from_iterable(page))
    nobody = without_anybody(db, weighed)
    pieces, shadow_of, pursuit_of = _pieces(db, today), shadows(db, weighed), _pursuits(db, today)
    for letters in page:
        customer = letters[0].customer
        group = {row.letter: row for row in letters if row.kind in kinds}
        shadow = shadow_of.get(customer, Shadow())
        candidates = {row.letter: _candidate(row, kinds, shadow) for row in group.values()}
        if candidates:
            who, went = next(iter(group.values())), pieces.get(customer, ())
            household = _household(who, shadow, pursuit_of.get(customer), went, nobody=customer in nobody)
            for decision in decide(candidates.values(), household, today.isoformat(), numbers):
                row, candidate = group[decision.letter], candidates[decision.letter]
                yield _Laid(row.letter, customer, candidate.rank, row.due, row.name, candidate.letter_class, decision)


class Reach(NamedTuple):
    """What a letter to come is, and by which channel it could leave, or what stops it."""

    letter_class: LetterClass
    channel: str | None
    stops: list[str]


def reachable(db: sqlite3.Connection, kinds: Mapping[str, PlannedKind], after: date, until: date) -> dict[int, Reach]:
    """Return, for the open letters due in (after, until], how they could leave."""
    which = "SELECT id FROM letter WHERE state = 'open' AND due > :after AND due <= :until"
    rows = list(_rows(db, which, {"after": after.isoformat(), "until": until.isoformat()}))
    weighed = _weigh(db, rows)
    shadow_of, pursuit_of, nobody = shadows(db, weighed), _pursuits(db, after), without_anybody(db, weighed)
    found = {}
    for row in rows:
        if row.kind in kinds:
            shadow = shadow_of.get(row.customer, Shadow())
            candidate = _candidate(row, kinds, shadow)
            household = _household(row, shadow, pursuit_of.get(row.customer), nobody=row.customer in nobody)
            found[row.letter] = Reach(candidate.letter_class, *reach(candidate, household))
    return found


def classes(db: sqlite3.Connection, kinds: Mapping[str, PlannedKind], letters: Iterable[int]) -> dict[int, LetterClass]:
    """Return the class of each of these letters: selling where an offer goes with it (SUP-4)."""
    which = "SELECT id FROM letter WHERE id IN (SELECT value FROM json_each(:letters))"
    rows = [row for row in _rows(db, which, {"letters": listed(letters)}) if row.kind in kinds]
    shadow_of = shadows(db, {row.customer for row in rows})
    return {row.letter: _candidate(row, kinds, shadow_of.get(row.customer, Shadow())).letter_class for row in rows}


def _rows(db: sqlite3.Connection, which: str, values: Mapping[str, str]) -> Iterator[_Come]:
    _lay_scales(db)
    rows = db.execute(
        f"SELECT {_COLUMNS} FROM ({which}) w CROSS JOIN letter l ON l.id = w.id"
        " JOIN customer c ON c.id = l.customer_id ORDER BY l.customer_id",
        values,
    )
    return map(_Come._make, rows)


def _household(
    row: _Come, shadow: Shadow, pursuit: Pursuit | None, pieces: Iterable[Piece] = (), *, nobody: bool = False
) -> Household:
    return Household(
        causes=row.stops.split() if row.stops else (),
        permitted=row.permitted.split() if row.permitted else (),
        has_post=bool(row.has_post),
        has_email=bool(row.has_email),
        has_phone=bool(row.has_phone),
        quiet_from=row.quiet_from,
        entered_on=row.entered_on,
        pieces=tuple(pieces),
        shadow=shadow,
        pursuit=pursuit,
        nobody=nobody,
    )


def _candidate(row: _Come, kinds: Mapping[str, PlannedKind], shadow: Shadow) -> Candidate:
    planned = kinds[row.kind]
    by_kind = class_of(planned.kind, offer_for(planned, row.due, shadow), to_minor=bool(row.to_minor))
    return Candidate(
        letter=row.letter,
        kind=row.kind,
        letter_class=LetterClass(row.own_class) if row.own_class else by_kind,
        rank=planned.kind.rank,
        due=row.due,
        late_after=row.late_after,
        channel=row.channel or ("handwritten" if planned.kind.handwritten else planned.channel),
        spaced=planned.kind.spaced,
        printed=bool(row.printed),
        snoozed_until=row.snoozed_until,
        overridden=overriding.read(row.override)[0],
    )


def _lay_scales(db: sqlite3.Connection) -> None:
    """Make the table of whose letters are weighed before any is read: a connection's first aborts what it reads."""
    db.execute("CREATE TEMP TABLE IF NOT EXISTS weighed (customer_id INTEGER PRIMARY KEY)")


def _weigh(db: sqlite3.Connection, rows: Iterable[_Come]) -> list[int]:
    """Note whose letters are decided on, for what else is read of them, and return them."""
    db.execute("DELETE FROM temp.weighed")
    customers = sorted({row.customer for row in rows})
    db.executemany("INSERT INTO temp.weighed VALUES (?)", ((customer,) for customer in customers))
    return customers


def _pursuits(db: sqlite3.Connection, today: date) -> dict[int, Pursuit]:
    """Return what the open win-backs of these households have their letters wait for (WIN-2)."""
    are_open = "SELECT customer_id, id FROM win_back WHERE ended_on IS NULL AND customer_id IN temp.weighed"
    win_backs = db.execute(are_open).fetchall()
    if not win_backs:
        return {}
    from carebook.letters.store.pursuits import pursuit

    return {customer: pursuit(db, win_back, today) for customer, win_back in win_backs}


def _pieces(db: sqlite3.Connection, today: date) -> dict[int, list[Piece]]:
    """Return what went to these households in the last 90 days, by printing or else by sending (FRQ-1)."""
    went = "coalesce(l.printed_on, l.sent_on)"
    rows = db.execute(
        f"SELECT l.customer_id, l.id, l.kind, l.channel, {went}, l.sells, {OWN_CLASS} FROM temp.weighed w"
        f" CROSS JOIN letter l ON l.customer_id = w.customer_id WHERE {went} > ?"
        " AND l.state IN ('printed', 'sent', 'answered')",
        [(today - timedelta(days=LIMIT_DAYS)).isoformat()],
    )
    found: dict[int, list[Piece]] = defaultdict(list)
    for customer, letter, kind, channel, day, selling, own_class in rows:
        if kind in KINDS:
            service, posted = (
                (own_class or KINDS[kind].letter_class) == LetterClass.SERVICE,
                is_posted(channel or "post"),
            )
            spaced = KINDS[kind].spaced and not service
            found[customer].append(Piece(letter, day, service, spaced, posted, bool(selling)))
    return found


def _write(db: sqlite3.Connection, laid: Iterable[_Laid]) -> None:
    db.executemany(
        "INSERT INTO agenda (letter_id, customer_id, rank, due, name, letter_class, state, late, channel, cause)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
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
        ),
    )
