"""Import: a file looked at first, then taken in as one action that can be undone (X1)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import ModuleType
from typing import Any, Final

from carebook.book.book import Book
from carebook.exchange import complained, people, referred, sold
from carebook.exchange.columns import Kind
from carebook.exchange.merging import shown_name
from carebook.exchange.model import SHOWN, Cancelled, Imported, Preview, Progress, Tally, Watch, Writing
from carebook.exchange.source import Source
from carebook.exchange.store.arriving import filling, workshop
from carebook.text import clean, cut

_DESKS: Final[Mapping[Kind, ModuleType]] = {
    "customers": people,
    "sales": sold,
    "complaints": complained,
    "referrals": referred,
}
_NAME_WIDTH: Final = 60


def preview(
    book: Book, source: Source, *, progress: Progress | None = None, cancelled: Cancelled | None = None
) -> Preview:
    """Say what an import would do, by the same steps and without writing to the book, which need not be writable."""
    tally, watch = Tally(), Watch(source.lines, progress, cancelled)
    desk = _DESKS[source.kind]
    with workshop(book, cancelled) as twin:
        with filling(twin.db):
            desk.take_in(twin.db, source, tally, watch)
        desk.settle(twin.db, tally, watch, None)
    names = tally.names or [shown_name(row.fields) for row in source.samples(SHOWN)]
    return Preview(**_found(source, tally), names=tuple(names))


def run(
    book: Book,
    source: Source,
    today: date,
    *,
    file_name: str,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Imported:
    """Take a file in as one action, after a backup; stopped or cut off, nothing of it stays (X1, X3, B2)."""
    from carebook.book import backup

    tally, watch = Tally(), Watch(source.lines, progress, cancelled)
    desk = _DESKS[source.kind]
    name = cut(clean(file_name), _NAME_WIDTH)
    with workshop(book, cancelled) as twin:
        with filling(twin.db):
            desk.take_in(twin.db, source, tally, watch)
        backup.take(twin.path, twin.db, "before-import")
        with twin.act(f"Imported {name}", today) as act:
            desk.settle(twin.db, tally, watch, Writing(act.number, today, f"import of {name}"))
            act.label = f"Imported {_counted(tally.added + tally.updated, source.kind)} from {name}"
    return Imported(**_found(source, tally), batch=act.number if act.change.touched else None)


def _counted(count: int, kind: Kind) -> str:
    return f"{count:,} {kind if count != 1 else kind.removesuffix('s')}"


def _found(source: Source, tally: Tally) -> dict[str, Any]:
    return {
        "kind": source.kind,
        "encoding": source.encoding,
        "delimiter": source.delimiter,
        "header_line": source.header_line,
        "mapping": source.mapping,
        "repeating": source.repeating,
        "added": tally.added,
        "updated": tally.updated,
        "unchanged": tally.unchanged,
        "unsold": tally.unsold,
        "promised": tally.promised,
        "namesakes": tally.namesakes,
        "rejected": tuple(sorted(tally.rejected)),
    }
