"""Referrals on the way in: whose each row is, and which referral of the book it is already (X1).

A numbered row is the referral with its external_id, the first of the file only. Any other is known again by its
referrer, who was introduced and the day; as is a numbered row whose referral has no number yet, by how many of the
same came before it in the file. A row that tells whose record somebody is may be the referral that had but their name.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final, NamedTuple

from carebook.book import journal, rows
from carebook.customers.store.figures import PURCHASE
from carebook.exchange.model import SHOWN, Tally
from carebook.exchange.reading import Reject
from carebook.exchange.referring import CAME, REWARDED, Changes, Referred
from carebook.exchange.store.arriving import next_id
from carebook.exchange.store.naming import find_everyone
from carebook.referrals import rules
from carebook.referrals.model import Referral, Stage
from carebook.referrals.store import referrals as desk_store

_TABLES: Final = (
    "CREATE TABLE arriving.row (line INTEGER PRIMARY KEY, number TEXT, referrer TEXT NOT NULL,"
    " introduced TEXT NOT NULL, on_day TEXT NOT NULL, customer TEXT, status TEXT, reward INTEGER, note TEXT,"
    " referrer_id INTEGER, referred_id INTEGER, referral_id INTEGER, said TEXT,"
    " nth INTEGER NOT NULL DEFAULT 1, counts INTEGER NOT NULL DEFAULT 1, reason TEXT)",
    "CREATE INDEX arriving.row_by_number ON row(number) WHERE number IS NOT NULL",
    "CREATE INDEX arriving.row_by_referrer ON row(referrer)",
    "CREATE INDEX arriving.row_by_customer ON row(customer) WHERE customer IS NOT NULL",
    "CREATE TABLE arriving.same (customer_id INTEGER, on_day TEXT, said TEXT, numbered INTEGER, nth INTEGER,"
    " id INTEGER, PRIMARY KEY (customer_id, on_day, said, numbered, nth)) WITHOUT ROWID",
)
"""`referral_id` is the referral of the book that a row is; `nth` counts the rows that say the same.

In `same` the book's referrals are counted likewise, for numbered rows only those without a number.
"""
_SAID: Final = (
    "CASE WHEN {0} = 0 THEN '0' || introduced WHEN {0} = 1 THEN '1' || referred_id"
    " ELSE '2' || referred_id || ' ' || introduced END"
)
"""What a row says of the introduced person: only what they are called, only whose record is theirs, or both."""
_WAY: Final = "iif(referred_id IS NULL, 0, iif(introduced = '', 1, 2))"
_NOW_KNOWN: Final = (
    "SELECT line, referrer_id, on_day, introduced, row_number() OVER"
    " (PARTITION BY referrer_id, on_day, introduced ORDER BY line) AS nth FROM arriving.row"
    " WHERE referral_id IS NULL AND reason IS NULL AND referred_id IS NOT NULL AND introduced <> ''"
)
"""The rows that may tell whose record somebody is of whom the book has but the name."""
_NAME_ONLY: Final = (
    "SELECT id, customer_id, introduced_on, introduced, row_number() OVER"
    " (PARTITION BY customer_id, introduced_on, introduced ORDER BY id) AS nth FROM main.referral"
    " WHERE referred_id IS NULL AND external_id IS NULL AND customer_id IN (SELECT referrer_id FROM arriving.row)"
    " AND id NOT IN (SELECT referral_id FROM arriving.row WHERE number NOT NULL AND referral_id NOT NULL)"
)
"""The referrals of the book with but a name, of which no numbered row tells anything."""
_STEPS: Final = (
    "UPDATE arriving.row SET reason = 'line ' || f.line || ' has the same external_id' FROM"
    " (SELECT number, min(line) AS line FROM arriving.row WHERE number IS NOT NULL GROUP BY number) f"
    " WHERE f.number = row.number AND f.line < row.line",
    "UPDATE arriving.row SET reason = 'referrer: “' || substr(c.name, 1, 60) || '” cannot have brought themselves'"
    " FROM main.customer c WHERE c.id = row.referrer_id AND reason IS NULL AND (row.referred_id = row.referrer_id"
    " OR row.referred_id IS NULL AND is_same(row.introduced, c.name))",
    "UPDATE arriving.row SET referral_id = r.id FROM main.referral r WHERE r.external_id = row.number",
    "UPDATE arriving.row SET reason = 'external_id: that is a referral by another customer' FROM main.referral r"
    " WHERE r.id = row.referral_id AND r.customer_id <> row.referrer_id AND reason IS NULL",
    "UPDATE arriving.row SET reason = 'customer: that referral brought somebody else' FROM main.referral r"
    " WHERE r.id = row.referral_id AND r.referred_id <> row.referred_id AND reason IS NULL",
    f"UPDATE arriving.row SET said = {_SAID.format(_WAY)}",
    "UPDATE arriving.row SET reason = 'it says the same as line ' || f.first FROM (SELECT line, min(line) OVER"
    " (PARTITION BY referrer_id, on_day, said) AS first FROM arriving.row WHERE number IS NULL AND reason IS NULL) f"
    " WHERE f.line = row.line AND f.first < f.line",
    "UPDATE arriving.row SET nth = n.nth FROM (SELECT line, row_number() OVER"
    " (PARTITION BY referrer_id, on_day, said ORDER BY line) AS nth FROM arriving.row"
    " WHERE number IS NOT NULL AND referral_id IS NULL AND reason IS NULL) n WHERE n.line = row.line AND n.nth > 1",
    "INSERT INTO arriving.same SELECT customer_id, introduced_on, said, numbered, row_number() OVER"
    " (PARTITION BY customer_id, introduced_on, said, numbered ORDER BY id), id FROM (SELECT r.*, numbered,"
    f" {_SAID.format('way')} AS said FROM main.referral r, (SELECT 0 AS way UNION ALL SELECT 1 UNION ALL SELECT 2),"
    " (SELECT 0 AS numbered UNION ALL SELECT 1) WHERE NOT (numbered AND r.external_id IS NOT NULL))"
    " WHERE said IS NOT NULL AND customer_id IN (SELECT referrer_id FROM arriving.row)",
    "UPDATE arriving.row SET referral_id = s.id FROM arriving.same s WHERE s.customer_id = row.referrer_id"
    " AND s.on_day = row.on_day AND s.said = row.said AND s.numbered = (row.number IS NOT NULL) AND s.nth = row.nth"
    " AND referral_id IS NULL AND reason IS NULL",
    f"UPDATE arriving.row SET referral_id = r.id FROM ({_NOW_KNOWN}) k, ({_NAME_ONLY}) r WHERE k.line = row.line"
    " AND r.customer_id = k.referrer_id AND r.introduced_on = k.on_day AND r.introduced = k.introduced"
    " AND r.nth = k.nth",
)
"""What is found out about the rows once their customers are known, in this order."""
_CHUNK: Final = 20_000
_PAGE: Final = 1000


def _listed(words: Iterable[str]) -> str:
    return ", ".join(f"'{word}'" for word in words)


_CAME: Final = f"(status IN ({_listed(CAME)}) OR referred_id IS NOT NULL)"
_NEW: Final = "FROM arriving.row WHERE referral_id IS NULL AND reason IS NULL"
_ABOUT: Final = "coalesce(nullif(introduced, ''), customer)"
_INTRODUCED: Final = (
    "coalesce(nullif(introduced, ''), (SELECT c.name FROM main.customer c WHERE c.id = row.referred_id))"
)
_STEP: Final = "SELECT line, {n} AS n, referrer_id, on_day, '{step}' AS step, {what} AS what {new} AND {where}"
_DIARY: Final = " UNION ALL ".join(
    _STEP.format(n=n, step=step, what=what, new=f"{_NEW} AND line BETWEEN :first AND :last", where=where)
    for n, (step, what, where) in enumerate(
        (
            (Stage.INTRODUCED, _INTRODUCED, "1"),
            (Stage.IN_CONTACT, "''", _CAME),
            (Stage.NOT_NOW, "''", f"status = '{Stage.NOT_NOW}'"),
            (REWARDED, "''", f"status = '{REWARDED}' AND reward IS NOT NULL"),
        )
    )
)
_ADDING: Final = {
    "referral": (
        "INSERT INTO referral (id, external_id, customer_id, introduced, referred_id, introduced_on, contact_on,"
        " not_now_on, counts, note, entered_on)"
        f" SELECT :before + line, number, referrer_id, {_INTRODUCED}, referred_id, on_day, iif({_CAME}, on_day, NULL),"
        f" iif(status = '{Stage.NOT_NOW}', on_day, NULL), counts,"
        f" coalesce(note, ''), :today {_NEW} AND line BETWEEN :first AND :last ORDER BY line"
    ),
    "referral_step": (
        "INSERT INTO referral_step (referral_id, customer_id, step, on_day, what)"
        f" SELECT :before + line, referrer_id, step, on_day, what FROM ({_DIARY}) ORDER BY line, n"
    ),
    "reward": (
        "INSERT INTO reward (referral_id, customer_id, for_whom, kind, amount, promised_on, paid_on)"
        " SELECT :before + line, referrer_id, 'referrer', 'money', reward, on_day,"
        f" iif(status = '{REWARDED}', on_day, NULL) {_NEW} AND reward IS NOT NULL AND line BETWEEN :first AND :last"
        " ORDER BY line"
    ),
}
"""The three tables of a new referral, each with how it is filled from some lines; ids go by the lines."""


class Known(NamedTuple):
    """A row that is a referral of the book already; `counts` tells whether its referrer is the first named."""

    row: Referred
    referral_id: int
    referred_id: int | None
    counts: bool


def take_in(db: sqlite3.Connection, found: Iterable[Referred]) -> None:
    """Put the rows of a file into the workshop."""
    for statement in _TABLES:
        db.execute(statement)
    marks = ", ".join("?" * len(Referred._fields))
    db.executemany(f"INSERT INTO arriving.row ({', '.join(Referred._fields)}) VALUES ({marks})", found)


def match(db: sqlite3.Connection) -> None:
    """Find every row's two customers and its referral, and write down why a row cannot be taken."""
    find_everyone(db, "referrer", "referrer_id", before="referrer: ")
    find_everyone(db, "customer", "referred_id", before="customer: ")
    db.create_function("is_same", 2, rules.is_same, deterministic=True)
    for statement in _STEPS:
        db.execute(statement)


def refused(db: sqlite3.Connection) -> list[Reject]:
    """Return the rows that cannot be taken, with the reasons."""
    found = db.execute(f"SELECT line, reason, {_ABOUT} FROM arriving.row WHERE reason NOT NULL")
    return [Reject(*row) for row in found]


def count(db: sqlite3.Connection, tally: Tally) -> None:
    """Count the new rows and name the first, those without a sale though they bought or with a reward that is owed.

    A namesake is a new row of a name that one customer of the book bears, and that does not say whether it is them.
    """
    bought = (
        "EXISTS (SELECT 1 FROM main.sale s WHERE s.customer_id = row.referred_id AND s.sold_on >= row.on_day"
        f" AND {PURCHASE})"
    )
    tally.added = _count(db, _NEW)
    tally.promised = _count(db, f"{_NEW} AND reward IS NOT NULL AND status IS NOT '{REWARDED}'")
    unsold = f"status IN ('{Stage.BOUGHT}', '{REWARDED}') AND NOT {bought}"
    tally.unsold = _count(db, f"FROM arriving.row WHERE reason IS NULL AND {unsold}")
    called_so = "(SELECT count(*) FROM main.customer c WHERE c.name = row.introduced COLLATE NOCASE)"
    tally.namesakes = _count(db, f"{_NEW} AND referred_id IS NULL AND {called_so} = 1")
    tally.names = [about for (about,) in db.execute(f"SELECT {_ABOUT} {_NEW} ORDER BY line LIMIT {SHOWN}")]


def _count(db: sqlite3.Connection, which: str) -> int:
    return int(db.execute(f"SELECT count(*) {which}").fetchone()[0])


def add(db: sqlite3.Connection, today: date) -> Iterator[int]:
    """Put the new referrals into the book, some thousand lines at a time; yield the line that was reached."""
    lines = db.execute("SELECT max(line) FROM arriving.row").fetchone()[0] or 0
    values = {"before": next_id(db, "referral"), "today": today.isoformat()}
    for line in range(1, lines + 1, _CHUNK):
        for table, statement in _ADDING.items():
            with journal.bulk(db, table):
                db.execute(statement, {"first": line, "last": line + _CHUNK - 1, **values})
        yield line + _CHUNK


def known_rows(db: sqlite3.Connection) -> Iterator[Known]:
    """Yield the rows that are in the book already, in the order of the file."""
    fields = len(Referred._fields)
    following = (
        f"SELECT {', '.join(Referred._fields)}, referral_id, referred_id, counts FROM arriving.row"
        " WHERE reason IS NULL AND referral_id IS NOT NULL AND line > ? ORDER BY line LIMIT ?"
    )
    last = 0
    while found := db.execute(following, [last, _PAGE]).fetchall():
        for row in found:
            referral_id, referred_id, counts = row[fields:]
            yield Known(Referred(*row[:fields]), referral_id, referred_id, bool(counts))
        last = found[-1][0]


def change(db: sqlite3.Connection, found: Referral, new: Changes, today: date) -> None:
    """Write what a row changes about its referral; one whose day moved is a new fact of today (LET-5)."""
    if new.moved_from:
        new.values["entered_on"] = today
        moved = [str(new.values["introduced_on"]), found.id, new.moved_from.isoformat()]
        db.execute("UPDATE referral_step SET on_day = ? WHERE referral_id = ? AND on_day = ?", moved)
        db.execute("UPDATE reward SET promised_on = ? WHERE referral_id = ? AND promised_on = ?", moved)
    if new.values:
        desk_store.save(db, found.id, new.values)
    for step, on in new.steps:
        desk_store.write_step(db, found, step, on)
    if "for_whom" in new.reward:
        rows.insert(db, "reward", {"referral_id": found.id, "customer_id": found.customer_id, **new.reward})
    elif new.reward:
        held = next(one for one in desk_store.rewards(db, found.id) if one.for_whom == "referrer")
        rows.update(db, "reward", held.id, new.reward)
