"""The book looks at itself: a quick look at every start, all of it after a bad end and every week (S7)."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from carebook.book import seal, search
from carebook.book.connection import UNREADABLE
from carebook.book.keeping import CHECKED_ON, kept_day
from carebook.book.migrations import make
from carebook.book.owning import TIES

_DAYS_BETWEEN = 7
_LISTED = 20
"""How many faults of one kind are named; a damaged file can have thousands."""
_RESTORE = "Restore the newest backup. The damaged book is kept beside it."
_REBUILD = "Nothing of your records is lost by this. Restore the newest backup, or keep working: finding may miss some."


@dataclass(frozen=True)
class Finding:
    """One thing that is not as it should be: a sentence without its full stop, the place, and a sentence with it."""

    what: str
    where: str
    advice: str


Check: TypeAlias = Callable[[sqlite3.Connection], list[Finding]]


def quick(db: sqlite3.Connection) -> list[Finding]:
    """Look whether the file holds together; the CHECKs, which take eight times as long, are left to `full`."""
    db.execute("PRAGMA ignore_check_constraints = ON")
    try:
        return _careful(_structure, db, "quick_check")
    finally:
        db.execute("PRAGMA ignore_check_constraints = OFF")


def full(db: sqlite3.Connection, extra: Iterable[Check] = ()) -> list[Finding]:
    """Look at all of the book: its file, its tables, each row, the index that find uses, and the desks' own sums.

    Reads only, and so serves a book that another program writes. What the rows say together is looked at only when
    each of them is whole.
    """
    findings = _careful(_structure, db, "integrity_check")
    findings += _all(db, (_schema, _references, _seals))
    return findings or _all(db, (_index, _words, _owners, *extra))


def _all(db: sqlite3.Connection, checks: Iterable[Check]) -> list[Finding]:
    return [finding for check in checks for finding in _careful(check, db)]


def due_for_check(db: sqlite3.Connection, today: date, ended_badly: bool) -> bool:
    """Tell whether all of the book should be checked now: after a bad end, and when a week has gone by."""
    checked_on = kept_day(db, CHECKED_ON)
    return ended_badly or checked_on is None or not 0 <= (today - checked_on).days < _DAYS_BETWEEN


def _careful(check: Callable[..., list[Finding]], *asked: object) -> list[Finding]:
    """Run one check; a file that is too damaged for it is a finding too."""
    try:
        return check(*asked)
    except UNREADABLE as error:
        return [Finding("The book cannot be read to its end", str(error), _RESTORE)]


def _structure(db: sqlite3.Connection, pragma: str) -> list[Finding]:
    faults = [row[0] for row in db.execute(f"PRAGMA {pragma}({_LISTED})")]
    return [Finding("The file is damaged", fault, _RESTORE) for fault in faults if fault != "ok"]


def _schema(db: sqlite3.Connection) -> list[Finding]:
    what = "A table or an index is not as carebook made it"
    return [Finding(what, name, _RESTORE) for name in strange_tables(db)]


def strange_tables(db: sqlite3.Connection) -> list[str]:
    """Return the tables and indexes that are not as in a new book; SQLite's own and the index's inner ones aside."""
    every = (
        "SELECT type || ' ' || name, sql FROM sqlite_master"
        " WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name NOT LIKE 'search\\_%' ESCAPE '\\'"
    )
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as new:
        make(new)
        ours, known = dict(db.execute(every).fetchall()), dict(new.execute(every).fetchall())
    return sorted(name for name in ours.keys() | known.keys() if ours.get(name) != known.get(name))


def _references(db: sqlite3.Connection) -> list[Finding]:
    return [
        Finding("A row belongs to another that is not there", f"{table} {row} → {parent}", _RESTORE)
        for table, row, parent, _ in db.execute("PRAGMA foreign_key_check").fetchmany(_LISTED)
    ]


def _seals(db: sqlite3.Connection) -> list[Finding]:
    return [
        Finding("A disk fault or another program changed rows that carebook wrote", table, _RESTORE)
        for table in seal.broken(db)
    ]


def _index(db: sqlite3.Connection) -> list[Finding]:
    """Let FTS5 compare the index to its words, which only writes can ask for: on a private copy of it.

    SQLite keeps the copy in a nameless file that nobody else can open; in memory it would take as much as the index.
    """
    tables = ["search_config", "search_content", "search_data", "search_docsize", "search_idx"]
    with closing(sqlite3.connect("", isolation_level=None)) as copy:
        copy.execute(db.execute("SELECT sql FROM sqlite_master WHERE name = 'search'").fetchone()[0])
        copy.execute("BEGIN")
        for table in tables:
            rows = db.execute(f"SELECT * FROM {table}")
            copy.execute(f"DELETE FROM {table}")
            copy.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows.description))})", rows)
        try:
            copy.execute("INSERT INTO search (search) VALUES ('integrity-check')")
        except UNREADABLE as error:
            return [Finding("The index that find uses is damaged", str(error), _REBUILD)]
    return []


def _words(db: sqlite3.Connection) -> list[Finding]:
    """Compare what find looks in to what the customers' records say."""
    what = "Find does not know this customer as the record says"
    return [Finding(what, f"customer {row}", _REBUILD) for row in search.differences(db)[:_LISTED]]


def _owners(db: sqlite3.Connection) -> list[Finding]:
    """Look for rows that stand with another customer than what they belong to; money given back has its own rule."""
    what = "A row stands with another customer than what it belongs to"
    found = []
    for table, column, parent, always, where in TIES:
        if always and parent not in ("sale", "member"):
            strays = db.execute(
                f"SELECT t.id FROM {table} t JOIN {parent} p ON p.id = t.{column}"
                f" WHERE t.customer_id <> p.customer_id AND {where} LIMIT {_LISTED}"
            )
            found += [Finding(what, f"{table} {row} → {parent}", _RESTORE) for (row,) in strays]
    return found
