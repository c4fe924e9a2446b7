"""Complaints of a file: taken in, matched with customers, sales and cases, and written as cases of their day."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date

from carebook.book.rows import Value
from carebook.complaints.desk.labels import label_for
from carebook.complaints.desk.logging import take_down
from carebook.complaints.model import Severity
from carebook.complaints.store import cases
from carebook.customers import store as customers
from carebook.customers.model import Channel
from carebook.exchange.complaining import Complained, changes, read_complaint
from carebook.exchange.model import SHOWN, Tally, Watch, Writing
from carebook.exchange.reading import Reject
from carebook.exchange.source import Source
from carebook.exchange.store import complaints
from carebook.exchange.store.complaints import Sound


def take_in(db: sqlite3.Connection, source: Source, tally: Tally, watch: Watch) -> None:
    """Put every sound row into the workshop."""
    complaints.take_in(db, _sound_rows(source, tally, watch))


def _sound_rows(source: Source, tally: Tally, watch: Watch) -> Iterator[Complained]:
    for row in watch.reading(source):
        complained = row if isinstance(row, Reject) else read_complaint(row, source.today)
        if isinstance(complained, Reject):
            tally.rejected.append(complained)
        else:
            yield complained


def settle(db: sqlite3.Connection, tally: Tally, watch: Watch, writing: Writing | None) -> None:
    """Match the rows, count what becomes of each, and write it where `writing` says how."""
    tally.rejected += complaints.match(db)
    for found in complaints.sound_rows(db):
        if found.complaint_id is None and not found.repeats:
            tally.added += 1
            if tally.added <= SHOWN:
                tally.names.append(found.row.customer)
            if writing:
                _add(db, found, writing.today)
        elif _change(db, found, writing):
            tally.updated += 1
        else:
            tally.unchanged += 1
        watch.writing(found.row.line)


def _add(db: sqlite3.Connection, found: Sound, today: date) -> None:
    from carebook.complaints.entry import CaseEntry

    row = found.row
    entry = CaseEntry(
        words=row.words,
        received_on=date.fromisoformat(row.received_on),
        via=row.via or Channel.PHONE,
        category=row.category or "",
        severity=row.severity or Severity.SERIOUS,
        remedy_sought=row.remedy_sought or "",
        external_id=row.number or "",
    )
    sale = customers.sale(db, found.sale_id) if found.sale_id is not None else None
    take_down(db, customers.customer(db, found.customer_id), entry, today, sale)


def _change(db: sqlite3.Connection, found: Sound, writing: Writing | None) -> bool:
    """Return whether a row changes its case, and write it if it does; one without a number says what is known."""
    if found.complaint_id is None or found.row.number is None:
        return False
    case = cases.case(db, found.complaint_id)
    changed = changes(case, cases.label_name(db, case.category_id), found.row, found.sale_id)
    if changed and writing:
        values: dict[str, Value] = {name: value for name, value in changed.items() if name != "category"}
        if "category" in changed:
            values["category_id"] = label_for(db, "category", str(changed["category"]))
        cases.save(db, case.id, values)
    return bool(changed)
