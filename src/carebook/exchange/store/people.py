"""Customers on the way in: which of the book each row is about, or which new one (X1).

A row is about the customer with its external_id, or into whom one of that number was merged. A number that is new
goes to the customer of the same e-mail and name who has none yet, else to a new one. A row without a number is about
the customer of the same e-mail and name; without a name, of the same e-mail; without an e-mail, of the same name and
phone, else mobile, else street; and with nothing but a name, of that name if it has nothing either, or if only one is
called so. What fits nobody is new.
People who share an e-mail address but not a name stay apart, and rows that say the same twice are one customer.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from carebook.exchange.columns import FIELDS
from carebook.exchange.merging import COLUMNS, newcomer
from carebook.exchange.reading import Reject
from carebook.exchange.rows import Row
from carebook.exchange.store.arriving import Page, next_id

_CELLS: Final = FIELDS["customers"]
_MARKS: Final = frozenset(_CELLS) - frozenset(COLUMNS)
"""What a file says about a customer that does not stand in a column: birthday, tags, stops and leave."""

_DETAILS: Final = ("email", "phone", "mobile", "address1")
_TABLES: Final = (
    "CREATE TABLE arriving.row (line INTEGER PRIMARY KEY, listed TEXT NOT NULL COLLATE NOCASE, addressee TEXT NOT NULL,"
    " greeting TEXT NOT NULL, told_by TEXT NOT NULL, detail TEXT NOT NULL, plain INTEGER NOT NULL,"
    f" customer_id INTEGER, {', '.join(f'{cell} TEXT' for cell in _CELLS)})",
    "CREATE INDEX arriving.row_by_external_id ON row(external_id) WHERE external_id IS NOT NULL",
    "CREATE INDEX arriving.row_by_detail ON row(told_by) WHERE external_id IS NULL",
    "CREATE INDEX arriving.row_refusing ON row(lower(email)) WHERE email_ok = 'no'",
    "CREATE TABLE arriving.newcomer (id INTEGER PRIMARY KEY, external_id TEXT UNIQUE, detail TEXT,"
    " name TEXT COLLATE NOCASE, line INTEGER, UNIQUE (detail, name))",
    "CREATE TABLE arriving.standing (id INTEGER PRIMARY KEY, name TEXT NOT NULL COLLATE NOCASE,"
    " email TEXT NOT NULL DEFAULT '', phone TEXT NOT NULL DEFAULT '', mobile TEXT NOT NULL DEFAULT '',"
    " address1 TEXT NOT NULL DEFAULT '')",
    *(
        f"CREATE INDEX arriving.standing_by_{detail} ON standing({detail}, name) WHERE {detail} <> ''"
        for detail in _DETAILS
    ),
    "CREATE INDEX arriving.standing_by_name ON standing(name)",
    "CREATE INDEX arriving.standing_bare ON standing(name) WHERE email || phone || mobile || address1 = ''",
    "CREATE TABLE arriving.adopted (external_id TEXT PRIMARY KEY, customer_id INTEGER UNIQUE)",
)
"""A row has its cells as the file has them, and how a customer made of it would be called. `told_by` names what tells
its customer from others, `detail` holds it. `standing` has those who might be meant, as the rows matched so far leave
them: what a row changed tells nobody any more, so that the same file again is matched in the same way. A `plain` row
makes a customer all by itself, and of nothing but columns."""

_MERGED: Final = (
    "SELECT gone_external_id AS number, customer_id AS id, max(id) FROM main.merging"
    " WHERE gone_external_id IS NOT NULL GROUP BY gone_external_id"
)
"""The numbers of those who were merged, and into whom; of several the latest."""
_WHO: Final = "SELECT min(id) FROM arriving.standing s WHERE"
_BY_EMAIL: Final = "s.email = lower(row.email) AND s.email <> ''"
_ANYONE: Final = "FROM arriving.standing s WHERE s.name = row.listed"
_THE_ONLY_ONE: Final = (
    f"SELECT CASE WHEN (SELECT min(id) {_ANYONE}) = (SELECT max(id) {_ANYONE}) THEN (SELECT min(id) {_ANYONE}) END"
)


def _same(detail: str) -> str:
    return f"{_WHO} s.{detail} = row.{detail} AND s.{detail} <> '' AND s.name = row.listed"


_TOLD_BY: Final[Mapping[str, tuple[str, ...]]] = {
    "email": (f"{_WHO} {_BY_EMAIL} AND s.name = row.listed",),
    "email alone": (f"{_WHO} {_BY_EMAIL} AND s.name = row.email", f"{_WHO} {_BY_EMAIL}"),
    "phone": (_same("phone"),),
    "mobile": (_same("mobile"),),
    "address1": (_same("address1"),),
    "name": (f"{_WHO} s.name = row.listed AND s.email || s.phone || s.mobile || s.address1 = ''", _THE_ONLY_ONE),
}
"""How a row's customer is looked for by what tells it from others, the surest first."""


def take_in(db: sqlite3.Connection, rows: Iterable[Row]) -> None:
    """Put the rows of a file into the workshop."""
    for statement in _TABLES:
        db.execute(statement)
    names = ("line", "listed", "addressee", "greeting", "told_by", "detail", "plain", *_CELLS)
    values = dict.fromkeys(names, "?") | {
        "detail": "CASE WHEN ?5 LIKE 'email%' THEN lower(?) ELSE ?6 END",
        "external_id": "nullif(?, '')",
    }
    db.executemany(
        f"INSERT INTO arriving.row ({', '.join(values)}) VALUES ({', '.join(values.values())})", map(_waiting, rows)
    )


def _waiting(row: Row) -> tuple[int | str, ...]:
    line, fields = row
    listed, addressee, greeting = newcomer(fields)
    if "name" not in fields and listed == fields.get("email"):
        listed = ""
    told_by = "" if "external_id" in fields else _told_by(fields, listed)
    plain = int(_MARKS.isdisjoint(fields))
    cells = [fields.get(cell, "") for cell in _CELLS]
    return line, listed, addressee, greeting, told_by, _detail(fields, told_by), plain, *cells


def _told_by(fields: Mapping[str, str], name: str) -> str:
    if "email" in fields:
        return "email" if name else "email alone"
    return next((field for field in ("phone", "mobile", "address1") if field in fields), "name")


def _detail(fields: Mapping[str, str], told_by: str) -> str:
    if told_by in ("", "name"):
        return told_by
    field = told_by.removesuffix(" alone")
    return field + fields[field]


def match(db: sqlite3.Connection) -> list[Reject]:
    """Find out which customer each row is about; return the rows about nobody."""
    db.execute("INSERT INTO arriving.newcomer (id) VALUES (?)", [next_id(db, "customer") - 1])
    _match_numbers(db)
    if db.execute("SELECT 1 FROM arriving.row WHERE external_id IS NULL").fetchone():
        _match_details(db)
    db.execute("CREATE INDEX arriving.row_by_customer ON row(customer_id)")
    db.execute(
        "UPDATE arriving.row SET plain = 0 WHERE plain AND customer_id IN (SELECT customer_id FROM arriving.row"
        " GROUP BY customer_id HAVING customer_id < ? OR count(*) > 1)",
        [next_id(db, "customer")],
    )
    nobody = db.execute("SELECT line, external_id FROM arriving.row WHERE customer_id IS NULL ORDER BY line")
    return [Reject(line, "no name and no e-mail", number or "") for line, number in nobody]


def _match_numbers(db: sqlite3.Connection) -> None:
    """Match by external_id, adopt those who have none yet, and make newcomers of the rest."""
    for whose in ("SELECT external_id AS number, id FROM main.customer", _MERGED):
        db.execute(
            f"UPDATE arriving.row SET customer_id = c.id FROM ({whose}) c"
            " WHERE c.number = row.external_id AND row.customer_id IS NULL"
        )
    db.execute(
        "INSERT OR IGNORE INTO arriving.adopted SELECT r.external_id, c.id FROM arriving.row r"
        " CROSS JOIN main.customer c ON lower(c.email) = lower(r.email) AND c.email <> ''"
        " WHERE r.customer_id IS NULL AND r.external_id IS NOT NULL"
        " AND c.external_id IS NULL AND (r.listed = c.name OR r.listed = '') ORDER BY r.line, c.id"
    )
    db.execute(
        "INSERT OR IGNORE INTO arriving.newcomer (external_id, line) SELECT external_id, line FROM arriving.row"
        " WHERE customer_id IS NULL AND external_id IS NOT NULL AND (listed <> '' OR email <> '')"
        " AND external_id NOT IN (SELECT external_id FROM arriving.adopted) ORDER BY line"
    )
    for table, found in (("adopted", "customer_id"), ("newcomer", "id")):
        db.execute(
            f"UPDATE arriving.row SET customer_id = n.{found} FROM arriving.{table} n"
            " WHERE row.customer_id IS NULL AND n.external_id = row.external_id"
        )


def _match_details(db: sqlite3.Connection) -> None:
    """Match the rows without a number by what stands beside the name, the surest first."""
    unnumbered = "arriving.row WHERE external_id IS NULL"
    db.execute(
        "INSERT INTO arriving.standing SELECT id, name, lower(email), phone, mobile, address1 FROM main.customer"
        f" WHERE id IN (SELECT c.id FROM (SELECT DISTINCT email FROM {unnumbered} AND email <> '') e CROSS JOIN"
        " main.customer c ON lower(c.email) = lower(e.email) AND c.email <> '' UNION SELECT c.id FROM"
        f" (SELECT DISTINCT listed FROM {unnumbered}) n CROSS JOIN main.customer c ON c.name = n.listed COLLATE NOCASE"
        " UNION SELECT customer_id FROM arriving.row WHERE external_id IS NOT NULL)",
    )
    _let_stand(db, "")
    for told_by, ways in _TOLD_BY.items():
        open_ones = "told_by = ? AND external_id IS NULL AND customer_id IS NULL"
        for way in ways:
            db.execute(f"UPDATE arriving.row SET customer_id = ({way}) WHERE {open_ones}", [told_by])
        db.execute(
            "INSERT OR IGNORE INTO arriving.newcomer (detail, name, line)"
            f" SELECT detail, listed, line FROM arriving.row WHERE {open_ones} ORDER BY line",
            [told_by],
        )
        db.execute(
            "UPDATE arriving.row SET customer_id = (SELECT n.id FROM arriving.newcomer n WHERE n.detail = row.detail"
            f" AND n.name = row.listed) WHERE {open_ones}",
            [told_by],
        )
        _let_stand(db, told_by)


def _let_stand(db: sqlite3.Connection, told_by: str) -> None:
    """Lay the rows that were matched last over their customers, for the rows that are still to be matched."""
    matched = "FROM arriving.row WHERE told_by = ? AND customer_id IS NOT NULL ORDER BY line"
    db.execute(f"INSERT OR IGNORE INTO arriving.standing (id, name) SELECT customer_id, email {matched}", [told_by])
    later = ", ".join(f"{c} = coalesce(nullif(excluded.{c}, ''), {c})" for c in ("name", *_DETAILS))
    db.execute(
        "INSERT INTO arriving.standing SELECT customer_id, listed, lower(email), phone, mobile, address1"
        f" {matched} ON CONFLICT (id) DO UPDATE SET {later}",
        [told_by],
    )


def pages(db: sqlite3.Connection, size: int) -> Iterator[Page]:
    """Yield the first and last id of so many customers after so many, those of the book and new ones apart."""
    newest = next_id(db, "customer") - 1
    low = 0
    while True:
        following = "SELECT DISTINCT customer_id FROM arriving.row WHERE customer_id > ? ORDER BY customer_id LIMIT ?"
        found = [row[0] for row in db.execute(following, [low, size])]
        standing = [customer for customer in found if customer <= newest]
        if not found:
            return
        page = standing or found
        yield page[0], page[-1]
        low = page[-1]


def count_plain(db: sqlite3.Connection) -> int:
    """Return how many customers are made as they stand in the file."""
    return int(db.execute("SELECT count(*) FROM arriving.row WHERE plain AND customer_id IS NOT NULL").fetchone()[0])


def newcomers(db: sqlite3.Connection, size: int) -> list[str]:
    """Return by which names the first new customers are listed."""
    sql = (
        "SELECT coalesce(nullif(r.listed, ''), r.email) FROM arriving.newcomer n JOIN arriving.row r ON r.line = n.line"
        " ORDER BY n.line LIMIT ?"
    )
    return [name for (name,) in db.execute(sql, [size])]
