"""The lines of the complaints: open cases by stage with their clocks, closed ones with their outcomes."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import date
from functools import partial

from carebook.complaints import rules
from carebook.complaints.model import Duty, Severity, Stage
from carebook.complaints.store import lists
from carebook.complaints.store.lists import CaseLine, Clock
from carebook.tui.panes.stored import StoredRows
from carebook.tui.screens.record.card import short_day
from carebook.tui.widgets.columns import Column
from carebook.tui.widgets.rows import Row, Source

CASE = "case"
"""What a row stands for; its key is this word and an id."""

OPEN_COLUMNS = (
    Column("what went wrong", share=3, least=18),
    Column("customer", share=2, least=14, rank=1),
    Column("due", width=11, rank=2),
    Column("case", width=8, rank=3),
)
CLOSED_COLUMNS = (
    Column("closed", width=11),
    Column("what went wrong", share=3, least=16, rank=1),
    Column("customer", share=2, least=12, rank=2),
    Column("outcome", width=11, rank=3),
    Column("case", width=8, rank=4),
)

HEADINGS = {
    Stage.RECEIVED: "Received: acknowledge",
    Stage.ACKNOWLEDGED: "Acknowledged: ask what would put it right",
    Stage.ASKED: "Asked: propose a remedy",
    Stage.PROPOSED: "Proposed: do they agree?",
    Stage.AGREED: "Agreed: put it right",
    Stage.PUT_RIGHT: "Put right: is it right now?",
    Stage.FOLLOWED_UP: "Followed up: close it",
    Stage.REFUSED: "Refused: close it",
}
"""The stages in the order of the list, each with what comes next."""


def open_sections(db: sqlite3.Connection, today: date) -> list[tuple[str, Source]]:
    """Return the open cases, stage by stage."""
    counts, owed = lists.count_open(db), lists.clock(db, today)
    return [(heading, _stage(db, stage, counts.get(stage, 0), owed, today)) for stage, heading in HEADINGS.items()]


def _stage(db: sqlite3.Connection, stage: Stage, count: int, owed: Clock, today: date) -> StoredRows:
    def page(start: int, size: int) -> Sequence[Row]:
        return [_open_row(line, owed(line.case), today) for line in lists.page_of_open(db, stage, start, size)]

    return StoredRows(CASE, lambda: count, page, partial(lists.place_in_open, db, stage))


def closed_cases(db: sqlite3.Connection, today: date) -> StoredRows:
    """Return the closed cases, newest first."""

    def page(start: int, size: int) -> Sequence[Row]:
        return [_closed_row(line, today) for line in lists.page_of_closed(db, start, size)]

    return StoredRows(CASE, lambda: lists.count_closed(db), page, partial(lists.place_in_closed, db))


def _open_row(line: CaseLine, owed: list[Duty], today: date) -> Row:
    case = line.case
    title = f"urgent · {case.title}" if case.severity == Severity.URGENT else case.title
    if owed and owed[0].to_do == rules.HAS_DIED:
        title = f"has died: close it · {case.title}"
    cells = (title, line.customer, when(owed[0], today) if owed else "", case.number)
    return Row((CASE, case.id), cells, mark=mark_of(owed, today))


def _closed_row(line: CaseLine, today: date) -> Row:
    case = line.case
    closed = short_day(case.closed_on, today) if case.closed_on else ""
    return Row((CASE, case.id), (closed, case.title, line.customer, case.outcome or "", case.number))


def mark_of(owed: list[Duty], today: date) -> str:
    """Tell by a sign whether a case is late, or due."""
    if any(duty.by < today for duty in owed):
        return "!"
    return "·" if any(duty.due <= today for duty in owed) else " "


def when(duty: Duty, today: date) -> str:
    """Say in a few cells when something is to be done: "by 26 Nov", "from 2 Dec" where its day has not come."""
    if duty.by == today:
        return "by today"
    word, day = ("from", duty.due) if duty.due > today else ("by", duty.by)
    return f"{word} {short_day(day, day)}"
