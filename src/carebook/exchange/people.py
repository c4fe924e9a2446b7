"""Customers of a file: taken in, matched, weighed row by row, and written."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from typing import Final

from carebook.exchange.merging import fault, lay_over, refused, shown_name
from carebook.exchange.model import SHOWN, Tally, Watch, Writing
from carebook.exchange.reading import Reject
from carebook.exchange.rows import Row
from carebook.exchange.source import Source
from carebook.exchange.store import laying, people
from carebook.exchange.store.laying import Visit

_PAGE: Final = 2000
"""Customers worked on at once: the memory used and the time for which the book is held stay small."""


def take_in(db: sqlite3.Connection, source: Source, tally: Tally, watch: Watch) -> None:
    """Put every sound row into the workshop."""
    people.take_in(db, _sound_rows(source, tally, watch))


def _sound_rows(source: Source, tally: Tally, watch: Watch) -> Iterator[Row]:
    for row in watch.reading(source):
        if isinstance(row, Reject):
            tally.rejected.append(row)
        elif reason := fault(row.fields, source.today):
            tally.rejected.append(Reject(row.line, reason, shown_name(row.fields)))
        else:
            yield row


def settle(db: sqlite3.Connection, tally: Tally, watch: Watch, writing: Writing | None) -> None:
    """Match the rows, count what becomes of each, and write it where `writing` says how."""
    tally.rejected += people.match(db)
    tally.added += people.count_plain(db)
    tally.names = people.newcomers(db, SHOWN)
    done = 0
    for page in people.pages(db, _PAGE):
        with closing(laying.visits(db, page)) as visits:
            changed = [visit.person for visit in visits if _weigh(visit, tally)]
        if writing:
            new = [person for person in changed if person.is_new]
            laying.add_page(db, page, new, writing.today, writing.how)
            laying.change(db, [person for person in changed if not person.is_new], writing.today, writing.how)
        done += _PAGE
        watch.writing(done)
    if writing:
        laying.spread_stops(db, writing.today, writing.how)


def _weigh(visit: Visit, tally: Tally) -> bool:
    """Lay a customer's rows over it one by one and count each; return whether there is anything to write."""
    person, before = visit.person, tally.added + tally.updated
    fresh = person.is_new
    for row, unwanted in visit.rows:
        if reason := refused(person, row.fields):
            tally.rejected.append(Reject(row.line, reason, shown_name(row.fields)))
        elif lay_over(person, row.fields, unwanted=unwanted) and not fresh:
            tally.updated += 1
        elif fresh:
            tally.added += 1
            fresh = False
        else:
            tally.unchanged += 1
    return tally.added + tally.updated > before
