"""A file to import, looked at: what it seems to be, and its rows as import fields (X1, X3).

Nothing here knows the book: a path goes in, cleaned rows and refused ones come out in a stream.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Final

from carebook import days, money
from carebook.errors import Refusal
from carebook.exchange.columns import (
    FIELDS,
    Kind,
    birthday_parts,
    guess_kind,
    guess_mapping,
    guess_unnamed,
    repeating_number,
)
from carebook.exchange.encoding import TextFile, open_text
from carebook.exchange.formats import date_order_shown, infer_date_order
from carebook.exchange.reading import Dialect, Record, Reject, beginning, guess_dialect, read_records
from carebook.exchange.rows import JOINED_BY, Row, RowReader
from carebook.exchange.table import Table, find_table

_HEAD_RECORDS: Final = 500
_DAYS: Final = frozenset(("birthday", "opened_on", "deceased_on", "date", "gift_reveal_on", "received_on", "on"))
_AMOUNTS: Final = frozenset(("amount", "cost", "reward"))


class MappingRefused(Refusal):
    """The owner named a column or a field that is not there."""


@dataclass(frozen=True, slots=True)
class Source:
    """What a file seems to be, shown in the preview and corrected by looking again; `repeating` as in FileRead."""

    text: TextFile
    dialect: Dialect
    table: Table
    kind: Kind
    mapping: Mapping[str, str]
    repeating: str | None
    date_order: days.Order
    decimal: money.Mark | None
    today: date

    @property
    def encoding(self) -> str:
        """The name of the encoding that is read."""
        return self.text.encoding

    @property
    def delimiter(self) -> str:
        """The character between two cells."""
        return self.dialect.delimiter

    @property
    def header_line(self) -> int | None:
        """The line of the column names, counted from 1; None if the file has none."""
        return self.table.header_line

    @property
    def columns(self) -> tuple[str, ...]:
        """All columns of the file, mapped or not."""
        return tuple(column.name for column in self.table.columns)

    @property
    def lines(self) -> int:
        """How many lines the file has: a row's line against it tells how far the reading is."""
        return self.text.lines

    def samples(self, count: int = 5) -> list[Row]:
        """The first rows that can be read, for the preview."""
        return list(islice((row for row in self.rows() if isinstance(row, Row)), count))

    def rows(self) -> Iterator[Row | Reject]:
        """Every row below the header line, in the order of the file, read in a stream."""
        reader = RowReader(self.table, self.mapping, self.kind, self.date_order, self.today)
        for record in _records(self.text, self.dialect, self.table):
            if isinstance(record, Reject):
                yield record
            elif self.text.damaged and any("\ufffd" in cell for cell in record.cells):
                reason = f"some letters on this line cannot be read as {self.encoding}"
                yield Reject(record.line, reason, beginning(record.cells))
            else:
                yield reader.read(record)


def look(
    path: Path,
    *,
    shop_country: str,
    today: date,
    kind: Kind | None = None,
    mapping: Mapping[str, str] | None = None,
    date_order: days.Order | None = None,
) -> Source:
    """Guess what a file is; `kind`, `date_order` and `mapping` (COLUMN to FIELD, "" leaves out) overrule the guess."""
    text = open_text(path)
    dialect = guess_dialect(text)
    head = islice(read_records(text.read(), dialect), _HEAD_RECORDS)
    table = find_table([record for record in head if isinstance(record, Record)])
    kind = kind or guess_kind(table.columns)
    guessed = guess_unnamed(table.columns) if table.header_line is None else guess_mapping(table.columns, kind)
    owners = mapping or {}
    chosen = _overrule(guessed, owners, table, kind)
    return Source(
        text=text,
        dialect=dialect,
        table=table,
        kind=kind,
        mapping=chosen,
        repeating=repeating_number((c for c in table.columns if c.name not in owners), kind, chosen),
        date_order=date_order or _date_order(text, dialect, table, chosen) or days.order_of(shop_country),
        decimal=money.guess_decimal(_cells_of(table, chosen, _AMOUNTS)),
        today=today,
    )


def _records(text: TextFile, dialect: Dialect, table: Table) -> Iterator[Record | Reject]:
    return (record for record in read_records(text.read(), dialect) if record.line >= table.first_line)


def _overrule(guessed: Mapping[str, str], owners: Mapping[str, str], table: Table, kind: Kind) -> dict[str, str]:
    """The guess with the owner's word put in its place; a field that the owner gives away loses its guessed column."""
    names = [column.name for column in table.columns]
    for column, field in owners.items():
        if column not in names:
            raise MappingRefused(f"The file has no column “{column}”. It has: {', '.join(names)}.")
        if field and field not in FIELDS[kind]:
            raise MappingRefused(f"“{field}” is no field of {kind}. There are: {', '.join(FIELDS[kind])}.")
    given = [field for column, field in owners.items() if field and column not in birthday_parts(owners)]
    for field, count in Counter(given).items():
        if count > 1 and field not in JOINED_BY:
            raise MappingRefused(f"Only one column can be the {field}. Please choose one.")
    kept = {c: f for c, f in guessed.items() if c not in owners and f not in owners.values()}
    merged = kept | {column: field for column, field in owners.items() if field}
    return {name: merged[name] for name in names if name in merged}


def _cells_of(table: Table, mapping: Mapping[str, str], fields: frozenset[str]) -> Iterator[str]:
    for column in table.columns:
        if mapping.get(column.name) in fields:
            yield from column.cells


def _date_order(text: TextFile, dialect: Dialect, table: Table, mapping: Mapping[str, str]) -> days.Order | None:
    """The order that the head shows; where it leaves it open, that of the first later row that does not.

    A list sorted by day may well begin with hundreds of rows that could be read both ways.
    """
    head = list(_cells_of(table, mapping, _DAYS))
    if not any("/" in cell or "-" in cell or "." in cell for cell in head) or any(map(date_order_shown, head)):
        return infer_date_order(head)
    places = [place for place, column in enumerate(table.columns) if mapping.get(column.name) in _DAYS]
    records = (record for record in _records(text, dialect, table) if isinstance(record, Record))
    shown = (date_order_shown(r.cells[place].strip()) for r in records for place in places if place < len(r.cells))
    return next(filter(None, shown), None)
