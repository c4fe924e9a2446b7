"""What the preview of an import lists: counts, what the file seems to be, its columns, the rows that stay out."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import TYPE_CHECKING

from carebook.tui.panes.sections import Sections
from carebook.tui.widgets.columns import Column
from carebook.tui.widgets.rows import FixedRows, Row, Source

if TYPE_CHECKING:
    from carebook.exchange.model import Preview
    from carebook.exchange.reading import Reject
    from carebook.exchange.source import Source as File

GUESS, COLUMN, COUNT, LEFT_OUT = "guess", "column", "count", "left out"
"""What a row stands for; its key is this word and a name or a number."""
COLUMNS = (
    Column("what", least=14, share=2),
    Column("value", least=14, share=2, rank=1),
    Column("sample", least=16, share=3, rank=2),
)

FIELD_WORDS = {
    "external_id": "number of its own",
    "name": "name",
    "given_name": "first name",
    "family_name": "family name",
    "called": "called",
    "company": "company",
    "kind": "person, household, business",
    "salutation": "salutation",
    "email": "e-mail",
    "phone": "telephone",
    "mobile": "mobile",
    "address1": "address",
    "address2": "address, second line",
    "city": "town",
    "region": "state or region",
    "postcode": "postcode",
    "country": "country",
    "language": "language",
    "birthday": "birthday",
    "opened_on": "customer since",
    "source": "how they heard of you",
    "persona": "sort of customer",
    "tags": "tags",
    "note": "note",
    "mail_ok": "post allowed",
    "email_ok": "e-mail allowed",
    "phone_ok": "telephone allowed",
    "marketing_ok": "offers allowed",
    "deceased_on": "died on",
    "customer": "customer (number, e-mail or name)",
    "customer_name": "customer's name",
    "customer_email": "customer's e-mail",
    "date": "day of the sale",
    "product": "product",
    "quantity": "quantity",
    "amount": "amount",
    "cost": "cost",
    "refund_of": "refund of the sale numbered",
    "gift_reveal_on": "gift, to be given on",
    "received_on": "day of the complaint",
    "via": "how they told you",
    "text": "what they said",
    "category": "category",
    "severity": "how bad: small, serious, urgent",
    "sale": "sale numbered",
    "remedy_sought": "what would put it right",
    "referrer": "who told them (number, e-mail or name)",
    "introduced": "who was introduced",
    "on": "day of the introduction",
    "status": "how far it has come",
    "reward": "reward of the referrer",
}
"""The import fields in the owner's words."""
ORDER_WORDS = {"dmy": "day, month, year", "mdy": "month, day, year", "ymd": "year, month, day"}
_DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "upright lines", " ": "spaces"}
_SAMPLES = 3


class LeftOut:
    """The rows that stay out, however many, each with its line, whom it is about, and the reason."""

    def __init__(self, rejects: Sequence[Reject]) -> None:
        """Take them in the order of the file."""
        self._rejects = rejects

    def count(self) -> int:
        """How many there are."""
        return len(self._rejects)

    def page(self, start: int, size: int) -> Sequence[Row]:
        """Those from `start` on."""
        return [
            Row((LEFT_OUT, place), (f"line {reject.line:,}", reject.about, reject.reason), mark="×")
            for place, reject in enumerate(self._rejects[start : start + size], start)
        ]

    def position(self, key: Hashable) -> int | None:
        """Where one stands."""
        return key[1] if isinstance(key, tuple) and key[0] == LEFT_OUT else None


def preview_rows(file: File, preview: Preview) -> Source:
    """Return all that is to be seen before an import."""
    sections: list[tuple[str, Source]] = [
        ("What would come in", FixedRows(_counts(preview))),
        ("What the file seems to be", FixedRows(_guesses(file))),
        ("Columns", FixedRows([_column_row(file, place) for place in range(len(file.table.columns))])),
        (f"Left out · {len(preview.rejected):,}", LeftOut(preview.rejected)),
    ]
    return Sections(lambda: sections, counted=False)


def _counts(preview: Preview) -> list[Row]:
    sample = ", ".join(preview.names[:_SAMPLES])
    counted = [
        ("new", preview.added, f"such as {sample}" if sample else ""),
        ("changed", preview.updated, "known already; filled cells replace what stands"),
        ("as they are", preview.unchanged, "known already, nothing new"),
        ("left out", len(preview.rejected), "listed below; enter tells why"),
    ]
    if preview.kind == "complaints":
        counted.append(("open cases", preview.added, "the new ones, each to be answered"))
    if preview.kind == "referrals":
        counted.append(("no sale yet", preview.unsold, "“bought” in the file; in contact until the book has a sale"))
        counted.append(("names only", preview.namesakes, "a customer is called so: say so in the column “customer”"))
        counted.append(("rewards owed", preview.promised, "not paid; due once the introduced person has bought"))
    return [Row((COUNT, word), (word, f"{count:,}", about if count else "")) for word, count, about in counted]


def _guesses(file: File) -> list[Row]:
    header = f"on line {file.header_line:,}" if file.header_line else "none: columns are told by what is in them"
    cells = _DELIMITERS.get(file.delimiter, file.delimiter)
    return [
        Row((GUESS, "kind"), ("a list of", str(file.kind), "enter changes it")),
        Row((GUESS, "order"), ("dates are", ORDER_WORDS[file.date_order], "enter changes it")),
        Row((GUESS, "text"), ("text", f"{file.encoding}, parted by {cells}", ""), dim=True),
        Row((GUESS, "header"), ("column names", header, ""), dim=True),
    ]


def _column_row(file: File, place: int) -> Row:
    column = file.table.columns[place]
    field = file.mapping.get(column.name)
    sample = ", ".join(dict.fromkeys(column.cells[:_SAMPLES]))
    return Row((COLUMN, column.name), (column.name, field_words(field), sample), dim=field is None)


def field_words(field: str | None) -> str:
    """Return a field in the owner's words."""
    return f"→ {FIELD_WORDS.get(field, field)}" if field else "– left out"
