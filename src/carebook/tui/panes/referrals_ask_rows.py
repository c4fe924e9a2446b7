"""Whom to ask, in lines: who may be asked and why, who has not answered yet, and everyone else with why not (REF-2)."""

from __future__ import annotations

import sqlite3
from collections.abc import Hashable, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from carebook.customers.store import names
from carebook.customers.words import by_channel
from carebook.referrals import rules
from carebook.referrals.model import Ask, Candidate
from carebook.referrals.store import asking, others
from carebook.referrals.store.others import Others
from carebook.shop.store import numbers
from carebook.tui.screens.record.card import short_day
from carebook.tui.widgets.columns import Column
from carebook.tui.widgets.rows import FixedRows, Row, Source

if TYPE_CHECKING:
    from carebook.tui.app import CarebookApp

MAY, WAITING, NOT_NOW = "may", "waiting", "not now"
"""What a row stands for."""
MAY_BE_ASKED, NO_ANSWER_YET = "May be asked", "Waiting for an answer"
COLUMNS = (
    Column("name", share=2, least=15),
    Column("why, or why not", share=5, least=22, rank=1),
)


class Line(NamedTuple):
    """What a row is known by: what it stands for, the customer, and their ask where that waits for an answer."""

    what: str
    customer_id: int
    ask_id: int | None = None


def sections(keeper: CarebookApp, *, lately: bool) -> list[tuple[str, Source]]:
    """Return everybody; `lately` keeps those who are not to be asked to who praised us, or was done a service."""
    db, today = keeper.book.db, keeper.today
    found, waiting = asking.may_be_asked(db, today), asking.open_asks(db)
    but = {who.customer_id for who in found} | {ask.customer_id for ask in waiting}
    among = asking.with_a_moment(db, today) if lately else None
    return [
        (MAY_BE_ASKED, FixedRows([_may_row(who, today) for who in found])),
        (NO_ANSWER_YET, FixedRows(_waiting_rows(db, waiting, today))),
        ("Not now, though there was a moment" if lately else "Not now", NotNow(keeper, Others(but, among))),
    ]


def _may_row(who: Candidate, today: date) -> Row:
    return Row(Line(MAY, who.customer_id), (who.customer, " · ".join(rules.reasons_for(who, today))), mark="·")


def _waiting_rows(db: sqlite3.Connection, asks: Sequence[Ask], today: date) -> list[Row]:
    called = names(db, {ask.customer_id for ask in asks})
    return [
        Row(Line(WAITING, ask.customer_id, ask.id), (called[ask.customer_id], _asked(ask, today)), mark="·")
        for ask in asks
    ]


def _asked(ask: Ask, today: date) -> str:
    day = short_day(ask.asked_on, today) if ask.asked_on else ""
    return " · ".join(filter(None, (f"asked {day}, {by_channel(ask.by_channel)}", ask.note)))


class NotNow:
    """Everyone who is not to be asked now, by name, with every reason; it is looked for where it is looked at."""

    def __init__(self, keeper: CarebookApp, whom: Others) -> None:
        """All of these."""
        self._keeper, self._whom = keeper, whom

    def count(self) -> int:
        """How many there are."""
        return others.count(self._keeper.book.db, self._whom)

    def page(self, start: int, size: int) -> Sequence[Row]:
        """Those from `start` on."""
        db, today = self._keeper.book.db, self._keeper.today
        law = numbers(db)
        return [
            _not_now_row(who, rules.reasons_against(who, today, law))
            for who in asking.candidates(db, others.page(db, self._whom, start, size), today)
        ]

    def position(self, key: Hashable) -> int | None:
        """Where one stands."""
        if not isinstance(key, Line) or key.what != NOT_NOW:
            return None
        return others.place(self._keeper.book.db, self._whom, key.customer_id)


def _not_now_row(who: Candidate, reasons: Sequence[str]) -> Row:
    dim = "deceased" in who.stops.split(",")
    return Row(Line(NOT_NOW, who.customer_id), (who.customer, "; ".join(reasons)), dim=dim)
