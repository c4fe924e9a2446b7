"""The lists of opportunity in lines: what to do on each, who stands on it, and why, in words."""

from __future__ import annotations

import sqlite3
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from carebook import money
from carebook.retention.model import TITLES, Opportunity, Standing, Worked
from carebook.retention.store import lists
from carebook.retention.store.lists import Entry
from carebook.retention.store.standings import standings
from carebook.retention.words import in_words
from carebook.shop.model import Shop
from carebook.tui.panes.retention_money import whole
from carebook.tui.panes.stored import FreshRows
from carebook.tui.screens.record.card import short_day
from carebook.tui.widgets.columns import Column
from carebook.tui.widgets.rows import Row

if TYPE_CHECKING:
    from carebook.tui.app import CarebookApp

LIST_COLUMNS = (
    Column(width=7, align="right", rank=1),
    Column("list", share=34, least=25),
    Column("what to do there", share=31, least=28, rank=2),
)
ENTRY_COLUMNS = (
    Column("name", share=2, least=15),
    Column("why", share=4, least=22, rank=1),
    Column("at stake", width=11, align="right", rank=2),
)


@dataclass(frozen=True)
class WorkingList:
    """A list to work: its title, what to do there, and which one it is; None: the longest unspoken to."""

    title: str
    to_do: str
    opportunity: Opportunity | None


_TO_DO = {
    Opportunity.ENQUIRIES: "Answer while they still wonder.",
    Opportunity.SECOND_SALE: "Ask how they like it.",
    Opportunity.BIG_SALE: "Tell them that they chose well.",
    Opportunity.CROSS_SELL: "Tell what others took with it.",
    Opportunity.UP_SELL: "Tell what the dearer one does.",
    Opportunity.PRAISE: "Who else would like you?",
    Opportunity.COMPLAINTS: "Make it right, then ask.",
    Opportunity.SLIPPING: "Call now: a kind word does it.",
    Opportunity.DECREASED: "Ask what changed, and listen.",
    Opportunity.DORMANT: "Write that you miss them.",
    Opportunity.LOST: "Ask why; begin to win back.",
}
LISTS = (
    *(WorkingList(TITLES[which], _TO_DO[which], which) for which in Opportunity),
    WorkingList("Longest unspoken to", "A word to each of them.", None),
)
"""The lists in the order of a customer's life, and the one of everybody (VAL-4, VAL-5)."""


def list_rows(db: sqlite3.Connection, today: date) -> FreshRows:
    """Return the lists, each with how many stand on it."""

    def rows() -> list[Row]:
        counted = {one: count_on(db, one, today) for one in LISTS}
        return [Row(one, (f"{many:,}", one.title, one.to_do), dim=not many) for one, many in counted.items()]

    return FreshRows(rows)


def count_on(db: sqlite3.Connection, which: WorkingList, today: date) -> int:
    """Return how many stand on a list."""
    return lists.count(db, which.opportunity, today) if which.opportunity else lists.count_speakable(db)


def came_of(db: sqlite3.Connection, which: WorkingList, today: date) -> str:
    """Say what came of working a list in the last season: "12 called, 5 yes · 10 written to · 3 bought since"."""
    if which.opportunity is None:
        return ""
    by_outcome, bought = lists.worked(db, which.opportunity, today)

    def many(*outcomes: Worked) -> int:
        return sum(by_outcome.get(outcome, 0) for outcome in outcomes)

    called = many(Worked.POSITIVE, Worked.NEGATIVE, Worked.NONE, Worked.LATER)
    said = (
        (called, f"{called:,} called, {many(Worked.POSITIVE):,} yes"),
        (many(Worked.LETTER), f"{many(Worked.LETTER):,} written to"),
        (many(Worked.WIN_BACK), f"{many(Worked.WIN_BACK):,} to win back"),
        (many(Worked.LEFT_ALONE), f"{many(Worked.LEFT_ALONE):,} left alone"),
        (called or (by_outcome and bought), f"{bought:,} bought since"),
    )
    return " · ".join(words for there_are, words in said if there_are)


class EntryKey(NamedTuple):
    """What an entry is known by: the customer, what it is about, if it is about something, and its list."""

    customer_id: int
    about: str
    opportunity: Opportunity | None


class Entries:
    """Who stands on a list, in pages, as of the keeper's book and day."""

    def __init__(self, keeper: CarebookApp, which: WorkingList) -> None:
        """Everybody on a list."""
        self._keeper, self._which = keeper, which

    def count(self) -> int:
        """How many there are."""
        return count_on(self._keeper.book.db, self._which, self._keeper.today)

    def page(self, start: int, size: int) -> Sequence[Row]:
        """Those from `start` on."""
        db, shop, today = self._keeper.book.db, self._keeper.shop, self._keeper.today
        found = entries(db, self._which, today, start, size)
        standing = standings(db, (entry.customer_id for entry in found))
        return [_row(self._which, entry, standing.get(entry.customer_id), shop, today) for entry in found]

    def position(self, key: Hashable) -> int | None:
        """Where one stands; nobody is followed to another list, nor through that of everybody."""
        which = self._which.opportunity
        if not isinstance(key, EntryKey) or which is None or key.opportunity != which:
            return None
        return lists.place(self._keeper.book.db, which, self._keeper.today, key.customer_id)


def _row(which: WorkingList, entry: Entry, standing: Standing | None, shop: Shop, today: date) -> Row:
    stake = at_stake(entry, standing)
    said = "" if stake is None else money.shown(stake, shop.currency, shop.country)
    key = EntryKey(entry.customer_id, entry.about, which.opportunity)
    return Row(key, (entry.customer, why(which, entry, standing, shop, today), said))


def entries(db: sqlite3.Connection, which: WorkingList, today: date, start: int, size: int) -> list[Entry]:
    """Return a page of a list.

    Those unspoken to are about the day of the last contact, so that who was spoken to just now is another entry.
    """
    if which.opportunity:
        return lists.page(db, which.opportunity, today, start, size)
    found = lists.longest_unspoken_to(db, today, start, size)
    return [Entry(one.customer_id, one.customer, one.place, one.last_on, "", one.last_on, None, None) for one in found]


def at_stake(entry: Entry, standing: Standing | None) -> int | None:
    """Return the money that an entry is about, in minor units: its own, or what they brought in 24 months."""
    if entry.both is not None:
        return None
    if entry.amount is not None or standing is None:
        return entry.amount
    return standing.profit_24m


def why(which: WorkingList, entry: Entry, standing: Standing | None, shop: Shop, today: date) -> str:
    """Say in words why somebody stands on a list."""
    on = date.fromisoformat(entry.day) if entry.day else today
    day, amount = short_day(on, today), whole(entry.amount or 0, shop)
    match which.opportunity:
        case Opportunity.ENQUIRIES:
            return f"came to us on {day}, no answer yet"
        case Opportunity.BIG_SALE:
            return f"spent {amount} on {day}" + (f": {entry.about}" if entry.about else "")
        case Opportunity.CROSS_SELL | Opportunity.UP_SELL:
            return f"{entry.other} · {entry.both:,} took it with {entry.about}"
        case Opportunity.PRAISE:
            return f"was full of praise on {day}"
        case Opportunity.COMPLAINTS:
            return f"complaint {entry.about} of {day}"
        case Opportunity.DECREASED:
            return f"spends {amount} less than the year before{_fewer(standing)}"
        case None:
            return f"no word for {(today - on).days:,} days, since {day}"
        case _:
            return in_words(standing, today) if standing else ""


def _fewer(standing: Standing | None) -> str:
    """Say how many products they do not buy any more, if it is so."""
    fewer = standing.products_before - standing.products_now if standing else 0
    return f", {fewer} {'product' if fewer == 1 else 'products'} fewer" if fewer > 0 else ""
