"""Customers on the way in: which of the book each row is about, or which new one (X1).

A row is about the customer with its external_id. A number that is new goes to the customer of the same e-mail and
name who has none yet, else to a new one. A row without a number is about the customer of the same e-mail and name;
without a name, of the same e-mail; without an e-mail, of the same name and phone, else mobile, else street; and with
nothing but a name, of that name if it has nothing either, or if only one is called so. What fits nobody is new.
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

_TABLES: Final = (
    "CREATE TABLE arriving.row (line INTEGER PRIMARY KEY, listed TEXT NOT NULL COLLATE NOCASE, addressee TEXT NOT NULL,"
    " greeting TEXT NOT NULL, told_by TEXT NOT NULL, detail TEXT NOT NULL, plain INTEGER NOT NULL,"
    f" customer_id INTEGER, {', '.join(f'{cell} TEXT' for cell in _CELLS)})",
    "CREATE INDEX arriving.row_by_external_id ON row(external_id) WHERE external_id IS NOT NULL",
    "CREATE INDEX arriving.row_by_detail ON row(told_by) WHERE external_id IS NULL",
    "CREATE INDEX arriving.row_refusing ON row(lower(email)) WHERE email_ok = 'no'",
    "CREATE TABLE arriving.newcomer (id INTEGER PRIMARY KEY, external_id TEXT UNIQUE, detail TEXT,"
    " name TEXT COLLATE NOCASE, line INTEGER, UNIQUE (detail, name))",
    "CREATE TABLE arriving.known (detail TEXT, name TEXT COLLATE NOCASE, id INTEGER, PRIMARY KEY (detail, name, id))"
    " WITHOUT ROWID",
    "CREATE TABLE arriving.adopted (external_id TEXT PRIMARY KEY, customer_id INTEGER UNIQUE)",
)
"""A row has its cells as the file has them, and how a customer made of it would be called. `told_by` names what tells
its customer from others, `detail` holds it; `known` has a line for each detail that tells someone who might be meant.
A `plain` row makes a customer all by itself, and of nothing but columns."""

_DETAILS: Final = (
    ("'email' || email", "name", "email <> ''"),
    ("'email' || email", "''", "email <> ''"),
    ("'phone' || phone", "name", "phone <> ''"),
    ("'mobile' || mobile", "name", "mobile <> ''"),
    ("'address1' || address1", "name", "address1 <> ''"),
    ("'name'", "name", "email || phone || mobile || address1 = ''"),
    ("'anyone'", "name", "1"),
)
"""Detail, name and condition of the lines that `known` has of a customer."""

_SAME: Final = "SELECT min(id) FROM arriving.known k WHERE k.detail = row.detail AND k.name = row.listed"
_NAMED_BY_EMAIL: Final = "SELECT min(id) FROM arriving.known k WHERE k.detail = row.detail AND k.name = row.email"
_ANYONE: Final = "FROM arriving.known k WHERE k.detail = 'anyone' AND k.name = row.listed"
_THE_ONLY_ONE: Final = (
    f"SELECT CASE WHEN (SELECT min(id) {_ANYONE}) = (SELECT max(id) {_ANYONE}) THEN (SELECT min(id) {_ANYONE}) END"
)

_TOLD_BY: Final[Mapping[str, tuple[str, ...]]] = {
    "email": (_SAME,),
    "email alone": (_NAMED_BY_EMAIL, _SAME),
    "phone": (_SAME,),
    "mobile": (_SAME,),
    "address1": (_SAME,),
    "name": (_SAME, _THE_ONLY_ONE),
}
"""How a row's customer is looked for by what tells it from others, the surest first."""


def take_in(db: sqlite3.Connection, rows: Iterable[Row]) -> None:
    """Put the rows of a file into the workshop."""
    for statement in _TABLES:
        db.execute(statement)
    names = ("line", "listed", "addressee", "greeting", "told_by", "detail", "plain", *_CELLS)
    marks = ("CASE WHEN ?5 LIKE 'email%' THEN lower(?) ELSE ?6 END" if name == "detail" else "?" for name in names)
    db.executemany(f"INSERT INTO arriving.row ({', '.join(names)}) VALUES ({', '.join(marks)})", map(_waiting, rows))


def _waiting(row: Row) -> tuple[int | str | None, ...]:
    line, fields = row
    listed, addressee, greeting = newcomer(fields)
    if "name" not in fields and listed == fields.get("email"):
        listed = ""
    told_by = "" if "external_id" in fields else _told_by(fields, listed)
    plain = _MARKS.isdisjoint(fields)
    return line, listed, addressee, greeting, told_by, _detail(fields, told_by), plain, *map(fields.get, _CELLS)


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
    nobody = db.execute("SELECT line FROM arriving.row WHERE customer_id IS NULL ORDER BY line")
    return [Reject(line, "no name and no e-mail") for (line,) in nobody]


def _match_numbers(db: sqlite3.Connection) -> None:
    """Match by external_id, adopt those who have none yet, and make newcomers of the rest."""
    db.execute("UPDATE arriving.row SET customer_id = c.id FROM main.customer c WHERE c.external_id = row.external_id")
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
    _know(
        db,
        "SELECT id, name, lower(email) AS email, phone, mobile, address1 FROM main.customer WHERE id IN ("
        f"SELECT c.id FROM (SELECT DISTINCT email FROM {unnumbered} AND email <> '') e CROSS JOIN main.customer c"
        " ON lower(c.email) = lower(e.email) AND c.email <> '' UNION SELECT c.id FROM"
        f" (SELECT DISTINCT listed FROM {unnumbered}) n CROSS JOIN main.customer c ON c.name = n.listed COLLATE NOCASE)",
    )
    _know_newcomers(db, after=-1)
    for told_by, ways in _TOLD_BY.items():
        open_ones = "told_by = ? AND external_id IS NULL AND customer_id IS NULL"
        for way in ways:
            db.execute(f"UPDATE arriving.row SET customer_id = ({way}) WHERE {open_ones}", [told_by])
        newest = db.execute("SELECT max(id) FROM arriving.newcomer").fetchone()[0]
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
        _know_newcomers(db, after=newest)


def _know_newcomers(db: sqlite3.Connection, *, after: int) -> None:
    """Let later rows find the customers that earlier ones make."""
    given = ", ".join(f"coalesce(r.{cell}, '') AS {cell}" for cell in ("phone", "mobile", "address1"))
    _know(
        db,
        f"SELECT n.id, coalesce(nullif(r.listed, ''), r.email) AS name, coalesce(lower(r.email), '') AS email, {given}"
        f" FROM arriving.newcomer n JOIN arriving.row r ON r.line = n.line WHERE n.id > {after}",
    )


def _know(db: sqlite3.Connection, people: str) -> None:
    for detail, name, condition in _DETAILS:
        found = f"SELECT {detail}, {name}, id FROM ({people}) WHERE {condition}"
        db.execute(f"INSERT OR IGNORE INTO arriving.known {found}")


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
