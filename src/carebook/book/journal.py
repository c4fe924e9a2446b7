"""The journal: every changed row before and after, and taking actions back from it (S9).

TEMP triggers write it, made anew by each writing connection, so that no file can bring its own. They write only while
an action is under way: `temp.acting` then holds its number. Rows that a bulk import adds are journalled as one range
of ids; what stood in them is written down only when the import is taken back.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from carebook.book import seal
from carebook.book.rows import columns
from carebook.book.schema import JOURNALLED

_MOST_LISTED = 10_000


def _owner(table: str, names: Sequence[str]) -> str | None:
    """Return the column that says whose row it is."""
    if table == "customer":
        return "id"
    return "customer_id" if "customer_id" in names else None


def lay(db: sqlite3.Connection) -> None:
    """Make the tables that a writing connection works with."""
    db.execute("CREATE TEMP TABLE acting (action_id INTEGER NOT NULL, bulk TEXT, low INTEGER)")
    db.execute("CREATE TEMP TABLE touched (customer_id INTEGER PRIMARY KEY)")


def install(db: sqlite3.Connection) -> None:
    """Make the triggers of a connection that does actions."""
    for table in JOURNALLED:
        for statement in _triggers(db, table).values():
            db.execute(statement)


def _triggers(db: sqlite3.Connection, table: str) -> dict[str, str]:
    """Return the statement for each event that writes down what a row was and is."""
    names = columns(db, table)
    old, new = _image(names, "OLD"), _image(names, "NEW")
    changed = f" AND ({' OR '.join(f'OLD.{name} IS NOT NEW.{name}' for name in names)})"
    events = {
        "INSERT": ("NEW", "", "NULL", new),
        "UPDATE": ("NEW", changed, old, new),
        "DELETE": ("OLD", "", old, "NULL"),
    }
    owner = _owner(table, names)
    return {
        event: f"CREATE TEMP TRIGGER journal_{table}_{event.lower()} AFTER {event} ON main.{table}"
        f" WHEN (SELECT 1 FROM temp.acting){more} BEGIN"
        " INSERT INTO journal (action_id, tbl, row_id, customer_id, before, after)"
        f" SELECT action_id, '{table}', {side}.id, {f'{side}.{owner}' if owner else 'NULL'}, {before}, {after}"
        " FROM temp.acting; END"
        for event, (side, more, before, after) in events.items()
    }


def _image(names: Iterable[str], side: str) -> str:
    pairs = ", ".join(f"'{name}', {side}.{name}" for name in names)
    return f"json_object({pairs})"


def touched_rows(db: sqlite3.Connection, action: int) -> dict[str, frozenset[int]]:
    """Return the rows that an action touched, by table; those of a bulk import, or of as large a change, are not."""
    found = {}
    entries = "FROM journal WHERE action_id = ? AND upto IS NULL AND tbl = ?"
    for (table,) in db.execute("SELECT DISTINCT tbl FROM journal WHERE action_id = ?", [action]).fetchall():
        rows = db.execute(f"SELECT row_id {entries} LIMIT ?", [action, table, _MOST_LISTED + 1]).fetchall()
        found[table] = frozenset(row_id for (row_id,) in rows if len(rows) <= _MOST_LISTED)
    return found


def gather_touched(db: sqlite3.Connection, action: int) -> None:
    """Fill `temp.touched` with the customers of every row that an action has touched so far."""
    for customer in ("customer_id", "json_extract(before, '$.customer_id')"):
        owners = f"SELECT {customer} FROM journal WHERE action_id = ? AND {customer} IS NOT NULL"
        db.execute(f"INSERT OR IGNORE INTO temp.touched {owners}", [action])
    ranges = "SELECT tbl, row_id, upto FROM journal WHERE action_id = ? AND upto IS NOT NULL"
    for table, low, high in db.execute(ranges, [action]).fetchall():
        owner = _owner(table, columns(db, table))
        if owner:
            db.execute(
                f"INSERT OR IGNORE INTO temp.touched SELECT {owner} FROM {table} WHERE id BETWEEN ? AND ?", [low, high]
            )


def take_back(db: sqlite3.Connection, action: int) -> None:
    """Give every row that an action changed its look from before, newest change first."""
    for entry, table, row_id, upto, before in _entries(db, action, "before", "DESC"):
        if upto is not None:
            _fold_range(db, entry, table, row_id, upto)
        else:
            _set_row(db, table, row_id, before)


def do_again(db: sqlite3.Connection, action: int) -> None:
    """Give every row that an action changed its look from after, oldest change first."""
    for entry, table, row_id, upto, after in _entries(db, action, "after", "ASC"):
        if upto is not None:
            for image in json.loads(after):
                _set_row(db, table, image["id"], image)
            db.execute("UPDATE journal SET after = NULL WHERE id = ?", [entry])
        else:
            _set_row(db, table, row_id, after)


def _entries(
    db: sqlite3.Connection, action: int, image: str, order: str
) -> Iterator[tuple[int, str, int, int | None, str]]:
    """Yield an action's entries, each image read only in its turn: those of an import would fill the memory."""
    found = db.execute(f"SELECT id FROM journal WHERE action_id = ? ORDER BY id {order}", [action]).fetchall()
    for entry in found:
        yield db.execute(f"SELECT id, tbl, row_id, upto, {image} FROM journal WHERE id = ?", entry).fetchone()


def _fold_range(db: sqlite3.Connection, entry: int, table: str, low: int, high: int) -> None:
    """Write down the rows of a bulk import so that it can be done again, and take them out."""
    names = columns(db, table)
    rows = db.execute(f"SELECT {', '.join(names)} FROM {table} WHERE id BETWEEN ? AND ? ORDER BY id", [low, high])
    images = [dict(zip(names, row, strict=True)) for row in rows]
    db.execute("UPDATE journal SET after = ? WHERE id = ?", [json.dumps(images, ensure_ascii=False), entry])
    db.execute(f"DELETE FROM {table} WHERE id BETWEEN ? AND ?", [low, high])


def _set_row(db: sqlite3.Connection, table: str, row_id: int, image: str | dict[str, object] | None) -> None:
    """Make one row look like its image; None means that it is not there."""
    if image is None:
        db.execute(f"DELETE FROM {table} WHERE id = ?", [row_id])
        return
    fields = json.loads(image) if isinstance(image, str) else image
    settings = ", ".join(f"{name} = excluded.{name}" for name in fields if name != "id")
    db.execute(
        f"INSERT INTO {table} ({', '.join(fields)}) VALUES ({', '.join('?' * len(fields))}) "
        f"ON CONFLICT (id) DO UPDATE SET {settings}",
        list(fields.values()),
    )


@contextmanager
def bulk(db: sqlite3.Connection, table: str) -> Iterator[None]:
    """Journal the rows added to a table meanwhile as one range; ids only ever grow.

    The range stands before any change of its rows, so that those are taken back first. Its rows are sealed at its end,
    all at once. While no action is under way nothing is journalled.
    """
    if db.execute("SELECT 1 FROM temp.acting").fetchone() is None:
        yield
        return
    newest = f"SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = '{table}'), 0)"
    low = db.execute(newest).fetchone()[0] + 1
    opening = "INSERT INTO journal (action_id, tbl, row_id, upto) SELECT action_id, ?, ?, ? FROM temp.acting"
    entry = db.execute(opening, [table, low, low]).lastrowid
    db.execute("UPDATE temp.acting SET bulk = ?, low = ?", [table, low])
    for keeper in ("journal", "seal"):
        db.execute(f"DROP TRIGGER temp.{keeper}_{table}_insert")
    yield
    db.execute(_triggers(db, table)["INSERT"])
    db.execute(seal.triggers(db, table)["INSERT"])
    db.execute("UPDATE temp.acting SET bulk = NULL")
    seal.add_range(db, table, low)
    high = db.execute(newest).fetchone()[0]
    if high >= low:
        db.execute("UPDATE journal SET upto = ? WHERE id = ?", [high, entry])
    else:
        db.execute("DELETE FROM journal WHERE id = ?", [entry])


def forget_undone(db: sqlite3.Connection) -> None:
    """Let go of what was taken back: a new action ends redo."""
    undone = "SELECT id FROM action WHERE state = 'undone'"
    db.execute(f"DELETE FROM journal WHERE action_id IN ({undone})")
    db.execute("DELETE FROM action WHERE state = 'undone'")


def dump(db: sqlite3.Connection, tables: Iterable[str] = JOURNALLED) -> dict[str, list[tuple[object, ...]]]:
    """Return every fact of the book, in one order: what undo must bring back exactly (S9)."""
    return {table: db.execute(f"SELECT * FROM {table} ORDER BY id").fetchall() for table in tables}
