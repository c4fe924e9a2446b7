"""The lines of the win-backs: open ones by the step that is next, with their days; ended ones with how they ended."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import date
from functools import partial

from carebook.customers.store import names
from carebook.retention import rules
from carebook.retention.model import NextStep, WinBack, WinBackStep
from carebook.retention.store import win_backs
from carebook.retention.store.owed import next_steps
from carebook.retention.store.standings import standings
from carebook.retention.words import in_words
from carebook.tui.panes.sections import Sections
from carebook.tui.panes.stored import FreshRows, StoredRows
from carebook.tui.screens.record.card import short_day
from carebook.tui.widgets.columns import Column
from carebook.tui.widgets.rows import Row, Source

CASE = "win-back"
"""What a row stands for; its key is this word and an id."""

COLUMNS = (
    Column("customer", share=2, least=14),
    Column("how they stand", share=5, least=36, rank=2),
    Column("when", width=15, rank=1),
)

HEADINGS = {
    WinBackStep.WANT: "Do we want them back?",
    WinBackStep.WHY: "Ask why they left",
    WinBackStep.OFFERS: "Note what was offered, and at what price",
    WinBackStep.RESPONSIBILITY: "Take responsibility",
    WinBackStep.PERMISSION: "Ask leave to keep in touch",
    WinBackStep.OUTCOME: "Make the offer, and see how it ends",
}
"""The steps in the order of the list, each with what is to be done."""
HAVE_DIED, ENDED = "Have died, or want no contact: end it", "Ended"


def listed(db: sqlite3.Connection, today: date) -> Source:
    """Return the list: who is being won back, step by step, and below them who was."""
    return Sections(lambda: _sections(db, today))


def _sections(db: sqlite3.Connection, today: date) -> list[tuple[str, Source]]:
    steps = next_steps(db, today, until=date.max)
    rows = _open_rows(db, steps, today)
    owed = {one.case.id for one in steps}
    died = [case for case in win_backs.open_win_backs(db) if case.id not in owed]
    return [
        (HAVE_DIED, FreshRows(lambda: _died_rows(db, died))),
        *((heading, FreshRows(partial(_rows_of, rows, step))) for step, heading in HEADINGS.items()),
        (ENDED, _ended(db, today)),
    ]


def _rows_of(rows: dict[WinBackStep, list[Row]], step: WinBackStep) -> list[Row]:
    return rows.get(step, [])


def _open_rows(db: sqlite3.Connection, steps: Sequence[NextStep], today: date) -> dict[WinBackStep, list[Row]]:
    standing = standings(db, [one.case.customer_id for one in steps])
    found: dict[WinBackStep, list[Row]] = {}
    for one in steps:
        bought = standing.get(one.case.customer_id)
        stands = in_words(bought, today) if bought else "never bought"
        rests = rules.rests_until(win_backs.contact_days(db, one.case.id), today)
        row = Row((CASE, one.case.id), (one.customer, stands, _when(one, rests, today)), mark=_mark(one, today))
        found.setdefault(one.step, []).append(row)
    return found


def _died_rows(db: sqlite3.Connection, cases: Sequence[WinBack]) -> list[Row]:
    called = names(db, {case.customer_id for case in cases})
    return [Row((CASE, case.id), (called[case.customer_id], "", ""), mark="!") for case in cases]


def _ended(db: sqlite3.Connection, today: date) -> StoredRows:
    def page(start: int, size: int) -> Sequence[Row]:
        cases = win_backs.ended_win_backs(db, start, size)
        called = names(db, {case.customer_id for case in cases})
        return [_ended_row(case, called[case.customer_id], today) for case in cases]

    return StoredRows(CASE, lambda: win_backs.count_ended(db), page, partial(win_backs.place_in_ended, db))


def _ended_row(case: WinBack, customer: str, today: date) -> Row:
    ended = short_day(case.ended_on, today) if case.ended_on else ""
    how = ": ".join(filter(None, (case.outcome or "", case.ending)))
    return Row((CASE, case.id), (customer, how, ended), dim=True)


def _mark(one: NextStep, today: date) -> str:
    if one.by < today:
        return "!"
    return "·" if one.due <= today else " "


def _when(one: NextStep, rests: date | None, today: date) -> str:
    """Say in a few cells when the step is to be done: "by 26 Nov", "rests to 4 Feb"."""
    if rests:
        return f"rests to {short_day(rests, rests)}"
    return "by today" if one.by == today else f"by {short_day(one.by, one.by)}"
