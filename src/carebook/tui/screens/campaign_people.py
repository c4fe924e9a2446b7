"""Everybody a campaign is for: who is left out and who waits, by cause, and who gets it."""

from __future__ import annotations

import sqlite3
from collections.abc import Hashable, Sequence
from datetime import date
from functools import partial
from typing import ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen
from textual.widgets import Static

from carebook.book.book import Book
from carebook.book.change import Change
from carebook.customers.words import by_channel
from carebook.letters.campaigns import REACHED, Fate, Person, by_cause, reach_of
from carebook.letters.causes import said as cause_said
from carebook.letters.model import Campaign
from carebook.letters.store import campaigns as store
from carebook.tui.actions import bindings
from carebook.tui.beside import Beside
from carebook.tui.doer import Doer
from carebook.tui.keys import KeysOfScreen
from carebook.tui.messages import CustomerChosen
from carebook.tui.panes.campaigns_rows import readers
from carebook.tui.panes.campaigns_sheet import said
from carebook.tui.panes.sections import Sections
from carebook.tui.text import plain
from carebook.tui.widgets.columns import Column
from carebook.tui.widgets.record_list import RecordList
from carebook.tui.widgets.rows import Row, Source
from carebook.tui.widgets.status_line import StatusLine

_COLUMNS = (
    Column("name", share=2, least=18),
    Column("place", share=1, least=10, rank=1),
    Column("why", share=3, least=20),
)
_COUNTING = "One moment: everybody it is for is looked at."
_NOBODY = "Nobody is in this segment yet."
_HEADINGS = {
    Fate.LEFT_OUT: "Left out",
    Fate.WAITS: "Waits",
    Fate.GETS: "Get it",
    Fate.PRINTED: "Printed",
    Fate.SENT: "Sent",
    Fate.ANSWERED: "Answered",
}


class People:
    """Some of those people, whose names are read page by page."""

    def __init__(self, db: sqlite3.Connection, found: Sequence[Person], today: date) -> None:
        """Those of one fate and cause, in their order."""
        self._db, self._found, self._today = db, found, today

    def count(self) -> int:
        """How many there are."""
        return len(self._found)

    def page(self, start: int, size: int) -> list[Row]:
        """Those from `start` on."""
        some = self._found[start : start + size]
        names = store.names(self._db, [one.customer_id for one in some])
        return [
            Row(one.customer_id, (*names[one.customer_id], self._why(one)), dim=one.fate not in REACHED)
            for one in some
            if one.customer_id in names
        ]

    def position(self, key: Hashable) -> int | None:
        """Where one stands."""
        return next((place for place, one in enumerate(self._found) if one.customer_id == key), None)

    def _why(self, one: Person) -> str:
        if one.fate in REACHED:
            return f"{one.fate} {by_channel(one.channel)}".strip() if one.channel else str(one.fate)
        said_why = cause_said(one.cause, self._today)
        return said_why.replace("waits until", "not before") if one.fate is Fate.LEFT_OUT else said_why


class PeopleScreen(KeysOfScreen, Doer, Screen[None]):
    """The list of a campaign's segment."""

    PLACE: ClassVar[str] = "campaign_people"
    BINDINGS: ClassVar[list[BindingType]] = bindings("campaign_people")
    DEFAULT_CSS = """
    PeopleScreen {
        .head { padding: 0 1; height: 1; text-style: bold; }
        .about { padding: 0 1 1 1; color: $text-muted; }
        RecordList { height: 1fr; }
    }
    """

    def __init__(self, found: Campaign) -> None:
        """Everybody a campaign is for."""
        super().__init__()
        self._campaign = found
        self._beside = Beside(self)
        self._about = Static(plain(_COUNTING), classes="about")
        self.lines = RecordList(_COLUMNS, heads=True, empty=_COUNTING, classes="choices")

    def compose(self) -> ComposeResult:
        """The campaign, whom it is for, the list."""
        yield Static(plain(f"{self._campaign.title} · {readers(self._campaign)}"), classes="head")
        yield self._about
        yield self.lines
        yield StatusLine()
        yield self.key_bar

    def on_mount(self) -> None:
        """Look at everybody."""
        self.lines.focus()
        self._look()

    def follow(self, change: Change) -> None:
        """Look at everybody anew; a campaign that was taken out meanwhile is left."""
        found = store.campaign(self.keeper.book.db, self._campaign.id)
        if found is None:
            self.dismiss(None)
            return
        self._campaign = found
        self._look()

    def _look(self) -> None:
        self._beside.do(partial(_everybody, self._campaign, self.keeper.today), self._show)

    def _show(self, everybody: Everybody) -> None:
        self._about.update(plain(everybody.said or _NOBODY))
        self.lines.say_when_empty(_NOBODY)
        self.lines.show(Sections(lambda: self._sections(everybody)))
        self.refresh_bindings()

    def _sections(self, everybody: Everybody) -> list[tuple[str, Source]]:
        db, today = self.keeper.book.db, self.keeper.today
        return [(heading, People(db, found, today)) for heading, found in everybody.sections]

    # What can be done ------------------------------------------------------------------------------------

    @property
    def _customer(self) -> int | None:
        key = self.lines.cursor_key
        return key if isinstance(key, int) else None

    def customer_here(self) -> int | None:
        """Return who stands under the cursor."""
        return self._customer

    def why_not(self, name: str) -> str | None:
        """Say why a verb is off."""
        return "Nobody is under the cursor." if name == "customer" and self._customer is None else None

    @on(RecordList.Highlighted)
    def follow_cursor(self) -> None:
        """Let the footer follow the cursor."""
        self.refresh_bindings()

    @on(RecordList.Chosen)
    def do_customer(self) -> None:
        """Open the customer's record, from which up and down step through this list."""
        if (customer := self._customer) is not None:
            self.post_message(CustomerChosen(customer, self._step))

    def _step(self, by: int) -> int | None:
        self.lines.action_step(by)
        return self._customer

    def do_back(self) -> None:
        """Go back to the campaigns."""
        self.dismiss(None)


class Everybody(NamedTuple):
    """All those people: how far the campaign reaches, in words, and who they are under their headings."""

    said: str
    sections: list[tuple[str, list[Person]]]


def _everybody(found: Campaign, today: date, book: Book) -> Everybody:
    """Look at everybody, in a thread."""
    people = store.people(book.db, found, today)
    sections = [(_heading(group.fate, group.said), group.people) for group in by_cause(people)]
    return Everybody(said(reach_of(people)) if people else "", sections)


def _heading(fate: Fate, cause: str) -> str:
    return f"{_HEADINGS[fate]}: {cause}" if cause else _HEADINGS[fate]
