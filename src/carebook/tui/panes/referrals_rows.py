"""The lines of the referrals: by how far they have come; and what is owed for them, late first."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

from carebook.referrals.model import Stage
from carebook.referrals.store import lists
from carebook.referrals.store.lists import Line, Paid
from carebook.referrals.store.owed import Owed, rewards, thanks
from carebook.review import about_referral
from carebook.shop.model import Shop
from carebook.tui.panes.referrals_sheet import said_of
from carebook.tui.panes.sections import Sections
from carebook.tui.panes.stored import StoredRows
from carebook.tui.screens.record.card import short_day
from carebook.tui.widgets.columns import Column
from carebook.tui.widgets.rows import FixedRows, Row, Source

if TYPE_CHECKING:
    from carebook.tui.app import CarebookApp

REFERRAL, REWARD = "referral", "reward"
"""What a row stands for; its key is this word and an id."""
PAID_DAYS = 90
"""Rewards handed over in so many days stand below what is owed."""

PEOPLE_COLUMNS = (
    Column("who", share=3, least=14),
    Column("sent by", share=3, least=14, rank=1),
    Column("on", width=11, rank=4),
    Column("thanks", width=13, rank=2),
    Column("reward", width=8, rank=3),
)
OWED_COLUMNS = (
    Column("to whom", share=3, least=14),
    Column("what", share=4, least=16, rank=1),
    Column("when", width=11, rank=2),
)
HEADINGS = {
    Stage.INTRODUCED: "Introduced: have not come yet",
    Stage.IN_CONTACT: "In contact: have not bought yet",
    Stage.BOUGHT: "Bought",
    Stage.NOT_NOW: "Not now",
}


# Who was sent to us -----------------------------------------------------------------------------------------


def people(keeper: CarebookApp) -> Source:
    """Return everyone who was sent to us, by how far they have come, the newest first (REF-1)."""
    return Sections(lambda: _stages(keeper.book.db, keeper.today))


def _stages(db: sqlite3.Connection, today: date) -> list[tuple[str, Source]]:
    counts, to_reward = lists.count(db), rewards(db)
    owed = {one.subject: one for one in (*to_reward, *thanks(db, today))}
    due = {one.subject for one in to_reward}

    def stage(one: Stage) -> StoredRows:
        def page(start: int, size: int) -> Sequence[Row]:
            return [_person(line, owed.get(_subject(line)), due, today) for line in lists.page(db, one, start, size)]

        return StoredRows(REFERRAL, lambda: counts.get(one, 0), page, partial(lists.place, db, one))

    return [(heading, stage(one)) for one, heading in HEADINGS.items()]


def _subject(line: Line) -> str:
    return f"referral {line.referral.id}"


def _person(line: Line, owed: Owed | None, due: set[str], today: date) -> Row:
    found = line.referral
    thanked = "thanked" if found.thanked_on else ""
    if owed and owed.kind == "thank":
        thanked = _by(owed.by, today)
    promised = "promised" if line.owed else ""
    rewarded = "due" if _subject(line) in due else promised
    cells = (found.introduced, line.referrer, short_day(found.introduced_on, today), thanked, rewarded)
    return Row((REFERRAL, found.id), cells, mark=_mark(owed, today), dim=found.stage is Stage.NOT_NOW)


def _mark(owed: Owed | None, today: date) -> str:
    if owed is None:
        return " "
    return "!" if owed.by < today else "·"


def _by(day: date, today: date) -> str:
    return "by today" if day == today else f"by {short_day(day, day)}"


# What is owed -----------------------------------------------------------------------------------------------


def owed(keeper: CarebookApp) -> Source:
    """Return the thanks and rewards that are owed, late first, and the rewards handed over lately (REF-3)."""
    return Sections(lambda: _debts(keeper.book.db, keeper.shop, keeper.today))


def _debts(db: sqlite3.Connection, shop: Shop, today: date) -> list[tuple[str, Source]]:
    to_thank = [_thank_row(one, today) for one in sorted(thanks(db, today), key=_turn)]
    to_reward = [_reward_row(one, shop, today) for one in sorted(rewards(db), key=_turn)]
    since = today - timedelta(days=PAID_DAYS)

    def paid(start: int, size: int) -> Sequence[Row]:
        return [_paid_row(one, shop, today) for one in lists.page_of_paid(db, since, start, size)]

    lately = StoredRows(REWARD, lambda: lists.count_paid(db, since), paid, partial(lists.place_in_paid, db, since))
    return [
        ("Say thank you", FixedRows(to_thank)),
        ("Hand over the reward", FixedRows(to_reward)),
        ("Handed over lately", lately),
    ]


def _turn(one: Owed) -> date:
    return one.by


def _thank_row(one: Owed, today: date) -> Row:
    cells = (one.customer, one.about, _by(one.by, today))
    return Row((REFERRAL, one.id), cells, mark=_mark(one, today))


def _reward_row(one: Owed, shop: Shop, today: date) -> Row:
    what = f"{about_referral(one, shop)}, {one.about}"
    return Row((REWARD, one.id), (one.customer, what, _by(one.by, today)), mark=_mark(one, today))


def _paid_row(one: Paid, shop: Shop, today: date) -> Row:
    what = f"{said_of(one.given, shop)}, {one.about}"
    return Row((REWARD, one.id), (one.whose, what, short_day(one.paid_on, today)), dim=True)
