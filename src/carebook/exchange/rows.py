"""One record of a file as import fields, or the reason why it is left out (X1)."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import lru_cache, partial
from typing import Final, NamedTuple

from carebook.days import Order
from carebook.exchange import formats
from carebook.exchange.columns import Kind, birthday_parts, refuses
from carebook.exchange.quickbooks import is_quickbooks, tidy
from carebook.exchange.reading import Record, Reject, beginning
from carebook.exchange.table import Table, is_total
from carebook.exchange.words import BIRTHDAY_PARTS
from carebook.text import clean, is_blank

JOINED_BY: Final[Mapping[str, str]] = {
    "address1": " ",
    "address2": ", ",
    "tags": ", ",
    "note": "\n",
    "customer_name": " ",
    "text": "\n",
}
"""Fields that several columns may feed, and what stands between them."""

_DAYS: Final = frozenset(("opened_on", "deceased_on", "date", "gift_reveal_on", "received_on", "on"))
_IN_LINES: Final = frozenset(("note", "text", "remedy_sought"))
_PERMISSIONS: Final = frozenset(("mail_ok", "email_ok", "phone_ok", "marketing_ok"))
_NAMING: Final = frozenset(("name", "email", "given_name", "family_name", "company", "external_id"))
_NAMES: Final = frozenset(("name", "given_name", "family_name", "called", "company", "customer_name", "introduced"))
_BUYING: Final = frozenset(("customer", "customer_name", "customer_email"))
_INTRODUCING: Final = frozenset(("referrer", "introduced"))
_ABOUT: Final = _NAMES | _NAMING | _BUYING | _INTRODUCING
"""Fields that tell whom a row is about."""
_REMEMBERED: Final = 10_000
_MOST_IN_TOTAL: Final = 3
"""A line of totals fills the name and a figure or two; only such rows are looked at more closely."""

_ReadCell = Callable[[str], str]


class Row(NamedTuple):
    """One row: the line on which it begins, and its filled import fields.

    Days are YYYY-MM-DD (a birthday may be --MM-DD), permissions "yes" or "no", countries codes, kinds those of
    the book; amounts stay as written, to be read with the decimal mark of the source.
    """

    line: int
    fields: dict[str, str]


class _Cell(NamedTuple):
    """Where a field is read from, and how."""

    place: int
    field: str
    column: str
    read: _ReadCell


class RowReader:
    """Reads record after record by one mapping; what repeats in a column is understood once."""

    def __init__(self, table: Table, mapping: Mapping[str, str], kind: Kind, order: Order, today: date) -> None:
        """Settle for every mapped column how its cells are read."""
        self._width, self._least_width = len(table.columns), table.least_width
        self._kind, self._order, self._today = kind, order, today
        self._quickbooks = is_quickbooks(column.key for column in table.columns)
        places = {column.name: place for place, column in enumerate(table.columns)}
        parts = birthday_parts(column for column, field in mapping.items() if field == "birthday")
        self._birthday_in_parts = bool(parts)
        self._naming = [places[column] for column, field in mapping.items() if field in _ABOUT]
        self._cells = []
        for column, field in mapping.items():
            if column in parts:
                self._cells.append(_Cell(places[column], BIRTHDAY_PARTS[parts[column]], column, clean))
            else:
                self._cells.append(_Cell(places[column], field, column, self._read_cell(column, field)))

    def read(self, record: Record) -> Row | Reject:
        """The row that a record is, or why it is none."""
        line, cells = record
        if len(cells) != self._width and (fault := self._width_fault(cells)):
            return Reject(line, fault, beginning(cells))
        try:
            fields = self._fields(cells)
            lacking = _LACKING[self._kind](fields)
        except formats.CellNotUnderstood as fault:
            fields, lacking = {}, str(fault)
        if (lacking or len(fields) <= _MOST_IN_TOTAL) and is_total(cells):
            return Reject(line, f"a total line, not a {self._kind.removesuffix('s')}", beginning(cells))
        return Reject(line, lacking, self._about(cells)) if lacking else Row(line, fields)

    def _about(self, cells: Sequence[str]) -> str:
        naming = (cells[place] for place in self._naming if place < len(cells))
        return beginning(naming) or beginning(cells)

    def _fields(self, cells: Sequence[str]) -> dict[str, str]:
        fields: dict[str, str] = {}
        width = len(cells)
        for place, field, column, read in self._cells:
            if place < width and (cell := cells[place]):
                try:
                    value = read(cell)
                except formats.CellNotUnderstood as fault:
                    raise formats.CellNotUnderstood(f"{column}: {fault}") from None
                if value:
                    if field in fields:
                        _add(fields, field, value)
                    else:
                        fields[field] = value
        if self._birthday_in_parts:
            _join_birthday(fields)
        if self._quickbooks:
            _tidy_names(fields)
        if self._kind == "customers":
            _split_contacts(fields)
        return fields

    def _width_fault(self, cells: Sequence[str]) -> str | None:
        if len(cells) > self._width and any(map(str.strip, cells[self._width :])):
            return f"this row has {len(cells)} cells, the file only {self._width} columns"
        if len(cells) < self._least_width and not is_total(cells):
            return f"this row has {len(cells)} cells, the others {self._width}: one may be missing in the middle"
        return None

    def _read_cell(self, column: str, field: str) -> _ReadCell:
        if field in _NAMES:
            return formats.read_name
        read = self._typed(column, field)
        if read is None:
            return _read_lines if field in _IN_LINES else clean
        return lru_cache(_REMEMBERED)(lambda cell: read(cleaned) if (cleaned := clean(cell)) else "")

    def _typed(self, column: str, field: str) -> _ReadCell | None:
        if field == "birthday":
            return partial(formats.read_birthday, order=self._order, today=self._today)
        if field in _DAYS:
            return partial(formats.read_day, order=self._order, today=self._today)
        if field in _PERMISSIONS:
            return formats.read_no_or_yes if refuses(column) else formats.read_yes_or_no
        if field == "kind":
            return formats.read_kind
        if field == "tags":
            return formats.read_tags
        if field == "via":
            return formats.read_channel
        if field == "severity":
            return formats.read_severity
        if field == "status":
            return formats.read_status
        if field == "reward":
            return formats.read_known
        if field == "customer_email":
            return formats.read_email
        return formats.read_country if field == "country" else None


def _join_birthday(fields: dict[str, str]) -> None:
    birthday = formats.join_birthday(*(fields.pop(part, "") for part in BIRTHDAY_PARTS))
    if birthday:
        fields["birthday"] = birthday


def _tidy_names(fields: dict[str, str]) -> None:
    """QuickBooks writes currency, group and deletion into the name; group and deletion go where they belong."""
    field = "name" if "name" in fields else "customer_name"
    if field not in fields:
        return
    fields[field], group, deleted = tidy(fields[field])
    if field == "name" and group:
        _add(fields, "note", f"Part of {group}")
    if field == "name" and deleted:
        _add(fields, "tags", "inactive")


def _add(fields: dict[str, str], field: str, value: str) -> None:
    fields[field] = f"{fields[field]}{JOINED_BY[field]}{value}" if field in fields else value


def _split_contacts(fields: dict[str, str]) -> None:
    """Of several addresses or numbers in a cell the first stays; another phone is the mobile, more e-mails a note."""
    email, phone = fields.get("email"), fields.get("phone")
    if email is not None and not formats.is_email(email):
        fields.pop("email")
        emails, phones = formats.split_contacts(email)
        if emails:
            fields["email"] = emails[0]
        if len(emails) > 1:
            _add(fields, "note", f"Other e-mail: {', '.join(emails[1:])}")
        _keep_phones(fields, phones)
    if phone is not None and formats.holds_several(phone):
        try:
            emails, phones = formats.split_contacts(phone)
        except formats.CellNotUnderstood:
            return
        if len(phones) + ("mobile" in fields) <= 2 and not emails:
            fields.pop("phone")
            _keep_phones(fields, phones)


def _keep_phones(fields: dict[str, str], phones: Sequence[str]) -> None:
    for phone in phones:
        fields.setdefault("mobile" if "phone" in fields else "phone", phone)


def _read_lines(cell: str) -> str:
    text = clean(cell, lines=True)
    return "" if is_blank(text) else text


def _lacking_in_customer(fields: Mapping[str, str]) -> str | None:
    return "a row needs a name or an e-mail" if _NAMING.isdisjoint(fields) else None


def _lacking_in_sale(fields: Mapping[str, str]) -> str | None:
    if "date" not in fields:
        return "a sale needs a date"
    if "amount" not in fields:
        return "a sale needs an amount"
    return "a sale needs a customer" if _BUYING.isdisjoint(fields) else None


def _lacking_in_complaint(fields: Mapping[str, str]) -> str | None:
    if "customer" not in fields:
        return "a complaint needs a customer"
    if "received_on" not in fields:
        return "a complaint needs a day on which it was received"
    return "a complaint needs a text" if "text" not in fields else None


def _lacking_in_referral(fields: Mapping[str, str]) -> str | None:
    if "referrer" not in fields:
        return "a referral needs a referrer: who told them of the shop"
    if "on" not in fields:
        return "a referral needs a day"
    return "a referral needs an introduced person" if fields.keys().isdisjoint(("introduced", "customer")) else None


_LACKING: Final[Mapping[Kind, Callable[[Mapping[str, str]], str | None]]] = {
    "customers": _lacking_in_customer,
    "sales": _lacking_in_sale,
    "complaints": _lacking_in_complaint,
    "referrals": _lacking_in_referral,
}
