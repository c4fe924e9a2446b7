"""The letters of the year ahead, counted: those that are planned, and those that planning will want beyond its horizon.

Nothing is put in. A connection for reading does it, on its own temporary tables.
"""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from math import ceil

from carebook.customers.store.figures import PURCHASE
from carebook.letters.model import KINDS, LetterClass
from carebook.letters.rules import JOIN_DAYS, MARKETING_EXCEPTIONS, SURVEY_DAYS
from carebook.letters.store import plan
from carebook.letters.store.ground import Ground, Span
from carebook.letters.year import NAMED, Away, Passing

Counts = Counter[tuple[date, str]]
"""How many letters may leave from a day on, by the day and their kind."""

_STANDS = "(l.state = 'printed' OR l.state = 'open' AND (l.lapses IS NULL OR l.lapses >= :today))"
_PLANNED = f"SELECT l.due, l.kind, count(*) FROM {{source}} WHERE {_STANDS}{{stops}} GROUP BY l.due, l.kind"
_IS_THERE = (
    "EXISTS (SELECT 1 FROM letter o WHERE o.customer_id = l.customer_id AND o.kind = l.kind"
    " AND o.subject_kind = l.subject_kind AND o.subject_id = l.subject_id AND o.occurrence = l.occurrence)"
)
_WANTED = (
    f"SELECT l.due, l.kind, count(*) FROM {{source}} WHERE l.due > :after{{stops}} AND NOT {_IS_THERE}"
    " GROUP BY l.due, l.kind"
)


def _named(*classes: LetterClass) -> str:
    return ", ".join(f"'{name}'" for name, kind in KINDS.items() if kind.letter_class in classes)


_MARKETING = ", ".join(
    f"'{name}'"
    for name, kind in KINDS.items()
    if kind.letter_class in (LetterClass.GOODWILL, LetterClass.SELLING) and name not in MARKETING_EXCEPTIONS
)
_STOPPED = (
    "(SELECT DISTINCT customer_id FROM suppression WHERE cause IN ('deceased', 'do-not-contact', 'no-marketing')) x"
    " CROSS JOIN {} l ON l.customer_id = x.customer_id"
)
"""The letters of the few with a stop that keeps more than a channel from them (SUP-1, SUP-3)."""
_HAS = "EXISTS (SELECT 1 FROM suppression s WHERE s.customer_id = l.customer_id AND s.cause = '{}')"
_STOPS = (
    f" AND ({_HAS.format('deceased')} OR {_HAS.format('do-not-contact')} AND l.kind NOT IN"
    f" ({_named(LetterClass.SERVICE)}) OR {_HAS.format('no-marketing')} AND (l.kind IN ({_MARKETING})"
    f" OR l.kind IN ({_named(LetterClass.SURVEY)}) AND NOT EXISTS (SELECT 1 FROM permission p"
    " WHERE p.customer_id = l.customer_id AND p.channel = 'surveys')))"
)


def expected(db: sqlite3.Connection, ground: Ground, reached: date | None, until: date, today: date) -> Counts:
    """Count the letters that may leave until a day, `reached` being how far planning has come.

    Those that a lasting stop keeps back are left out; what only has to wait is counted on its day.
    """
    values = {"today": today.isoformat(), "after": str(reached or "")}
    found = _count(db, _PLANNED, "letter", values)
    if reached is None or reached < until:
        span = Span(after=reached, horizon=until, floor=None if reached else today)
        plan.wish(db, ground, span, touched_only=False)
        found += _count(db, _WANTED, "temp.wanted", values)
    return found


def _count(db: sqlite3.Connection, sql: str, table: str, values: dict[str, str]) -> Counts:
    """Count all letters of a table, and take away those that are stopped."""
    found: Counts = Counter()
    for source, stops, sign in ((f"{table} l", "", 1), (_STOPPED.format(table), _STOPS, -1)):
        for due, kind, count in db.execute(sql.format(source=source, stops=stops), values):
            if kind in KINDS:
                found[date.fromisoformat(due), kind] += sign * count
    return +found


_VERDICT = (
    "CASE WHEN l.due < :first THEN 'before' WHEN l.lapses <= :last THEN 'lapsing'"
    " WHEN l.late_after <= :last THEN 'late' ELSE 'waiting' END"
)
_AWAY = " AND l.due <= :last"
_NOT_STOPPED = f" AND NOT coalesce({_STOPS.removeprefix(' AND ')}, 0)"
_SOURCES = (
    f"FROM letter l{{name}} WHERE {_STANDS}{_AWAY}{{more}}{_NOT_STOPPED}",
    f"FROM temp.wanted l{{name}} WHERE l.due > :after{_AWAY}{{more}}{_NOT_STOPPED} AND NOT {_IS_THERE}",
)


def while_away(
    db: sqlite3.Connection, ground: Ground, reached: date | None, first: date, last: date, today: date
) -> Away:
    """Weigh the letters that may leave until a shop opens again, by what becomes of them."""
    sources: Iterable[str] = _SOURCES[:1]
    if reached is None or reached < last:
        span = Span(after=reached, horizon=last, floor=None if reached else today)
        plan.wish(db, ground, span, touched_only=False)
        sources = _SOURCES
    days = {"today": today, "first": first, "last": last, "after": reached or ""}
    values = {name: str(day) for name, day in days.items()}
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for source in sources:
        sql = f"SELECT {_VERDICT}, l.kind, count(*) {source.format(name='', more='')} GROUP BY 1, 2"
        for verdict, kind, count in db.execute(sql, values):
            found[verdict][kind] += count
    passing = sorted(_passing(db, sources, values), key=lambda one: (one.lapses, one.customer))[:NAMED]
    return Away(first, last, found["before"], found["late"], found["lapsing"], found["waiting"], tuple(passing))


def _passing(db: sqlite3.Connection, sources: Iterable[str], values: Mapping[str, str]) -> Iterator[Passing]:
    """Yield the first of those that would lapse, by name."""
    for source in sources:
        which = source.format(
            name=" JOIN customer c ON c.id = l.customer_id", more=" AND l.due >= :first AND l.lapses <= :last"
        )
        sql = f"SELECT l.kind, c.id, c.name, l.due, l.lapses {which} ORDER BY l.lapses, c.name LIMIT {NAMED}"
        for kind, customer, name, due, lapses in db.execute(sql, values):
            yield Passing(kind, customer, name, date.fromisoformat(due), date.fromisoformat(lapses))


def from_sales(db: sqlite3.Connection, ground: Ground, today: date) -> dict[str, int]:
    """Return how many thanks and surveys a week the sales of the last 12 months would have had, by kind.

    What one customer buys within the days that share a letter counts once.
    """
    first = today - timedelta(days=364)
    row = db.execute("SELECT min(sold_on) FROM sale WHERE sold_on > ?", [first.isoformat()]).fetchone()
    if row[0] is None:
        return {}
    weeks = min(max(ceil((today - date.fromisoformat(row[0])).days / 7), 1), 52)
    found = {}
    for kind, days in (("thank_you", JOIN_DAYS), ("how_did_we_do", SURVEY_DAYS)):
        sql = (
            "SELECT count(*) FROM (SELECT DISTINCT s.customer_id, CAST(julianday(s.sold_on) / ? AS INTEGER)"
            f" FROM sale s WHERE s.sold_on > ? AND s.sold_on <= ? AND {PURCHASE})"
        )
        count = db.execute(sql, [days, first.isoformat(), today.isoformat()]).fetchone()[0]
        if ground.kinds[kind].is_on and (each := round(count / weeks)):
            found[kind] = each
    return found
