"""Rows in and out: records from a table, and the three ways in which a verb changes one row.

Names of tables and columns come from the code, never from a person; values are always bound.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any, ForwardRef, TypeAlias, TypeVar

Record = TypeVar("Record", bound=Hashable)
"""A class of annotated fields, each named as its column: a named tuple, or a frozen dataclass."""
Value: TypeAlias = str | int | date | None
"""What a column takes; a day is kept as YYYY-MM-DD (D1), a flag as 0 or 1."""

_Convert: TypeAlias = Callable[[Any], object]
_AS_IT_IS = ("int", "int | None", "float", "float | None", "str", "str | None")
_FROM_COLUMN: dict[str, _Convert] = {
    "date": date.fromisoformat,
    "date | None": lambda text: date.fromisoformat(text) if text else None,
    "bool": bool,
}
"""How the fields of a record are annotated: by the words, because nothing else is there at run time."""


def columns(db: sqlite3.Connection, table: str) -> list[str]:
    """Return the names of a table's own columns; those that SQLite works out are left out."""
    return [row[1] for row in db.execute(f"PRAGMA table_info({table})")]


@cache
def columns_of(cls: type[object]) -> str:
    """Return the columns that a record is read from."""
    return ", ".join(cls.__annotations__)


def as_records(cls: type[Record], rows: Iterable[Sequence[Any]]) -> list[Record]:
    """Make records of rows whose columns stand in the order of the record's fields."""
    converts = _converts(cls)
    found = []
    for row in rows:
        values = list(row)
        for place, convert in converts:
            values[place] = convert(values[place])
        found.append(cls(*values))
    return found


@cache
def _converts(cls: type[object]) -> list[tuple[int, _Convert]]:
    """Return what is to be converted, by its place; raise TypeError for a kind of field that no column is read as."""
    found = []
    for place, (name, annotation) in enumerate(cls.__annotations__.items()):
        kind = annotation.__forward_arg__ if isinstance(annotation, ForwardRef) else str(annotation)
        if kind in _FROM_COLUMN:
            found.append((place, _FROM_COLUMN[kind]))
        elif kind not in _AS_IT_IS:
            raise TypeError(f"{cls.__name__}.{name} is a {kind}, as which no column is read")
    return found


def listed(ids: Iterable[int]) -> str:
    """Return ids as the one value of `IN (SELECT value FROM json_each(?))`.

    A statement that names them itself is another one each time, and a connection keeps the last hundred that it made.
    """
    return f"[{','.join(map(str, ids))}]"


def insert(db: sqlite3.Connection, table: str, values: Mapping[str, Value]) -> int:
    """Add a row and return its id."""
    marks = ", ".join("?" * len(values))
    cursor = db.execute(f"INSERT INTO {table} ({', '.join(values)}) VALUES ({marks})", _bound(values))
    return cursor.lastrowid or 0


def update(db: sqlite3.Connection, table: str, row_id: int, values: Mapping[str, Value]) -> None:
    """Change the named columns of a row."""
    settings = ", ".join(f"{name} = ?" for name in values)
    db.execute(f"UPDATE {table} SET {settings} WHERE id = ?", [*_bound(values), row_id])


def delete(db: sqlite3.Connection, table: str, row_id: int) -> None:
    """Take a row out, and what belongs to it."""
    db.execute(f"DELETE FROM {table} WHERE id = ?", [row_id])


def _bound(values: Mapping[str, Value]) -> list[str | int | None]:
    return [value.isoformat() if isinstance(value, date) else value for value in values.values()]
