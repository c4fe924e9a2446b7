"""The history of a record: every action that changed it, newest first, and what it changed."""

from __future__ import annotations

import sqlite3
from collections.abc import Hashable, Sequence
from datetime import date
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.content import Content
from textual.widgets import Static

from carebook.book.history import Done, count, history
from carebook.customers import store
from carebook.customers.model import Merging
from carebook.customers.store.mergings import mergings
from carebook.days import in_words
from carebook.tui.actions import bindings
from carebook.tui.screens.history.words import in_short, told
from carebook.tui.screens.of_customer import OfCustomer
from carebook.tui.screens.record.card import short_day
from carebook.tui.text import plain
from carebook.tui.widgets.columns import Column
from carebook.tui.widgets.facts import Facts, Note
from carebook.tui.widgets.record_list import RecordList
from carebook.tui.widgets.rows import Row
from carebook.tui.widgets.status_line import StatusLine

_COLUMNS = (
    Column("day", width=11),
    Column("what was done", share=2, least=30),
    Column("changed", share=1, least=20, rank=1),
)
_NOTHING_YET = "Nothing was changed since this record came into the book."
_IN_THE_BOOK_SINCE = "in the book since {}"


class Past:
    """The actions that changed a customer, newest first; their keys are their numbers."""

    def __init__(self, db: sqlite3.Connection, customers: Sequence[int], today: date) -> None:
        """Of a customer, and of those who were merged into it."""
        self._db, self._customers, self._today = db, customers, today
        self.people = _people(db, customers)
        self._read: dict[int, Done] = {}

    def count(self) -> int:
        """How many there are."""
        return count(self._db, self._customers)

    def page(self, start: int, size: int) -> Sequence[Row]:
        """Those from `start` on."""
        found = history(self._db, self._customers, start, size)
        self._read |= {done.action: done for done in found}
        return [self._row(done) for done in found]

    def position(self, key: Hashable) -> int | None:
        """Where an action stands: a new one is above it."""
        return None

    def notes(self, key: Hashable) -> list[Note]:
        """Return all that an action in sight changed."""
        done = self._read.get(key) if isinstance(key, int) else None
        if done is None:
            return []
        changed = told(done.changes, self.people, self._today)
        return [("done", done.label), ("on", in_words(done.day, self._today)), *changed]

    def _row(self, done: Done) -> Row:
        day = short_day(done.day, self._today)
        return Row(done.action, (day, done.label, in_short(done.changes, self.people, self._today)))


def _people(db: sqlite3.Connection, customers: Sequence[int]) -> dict[int, str]:
    return {member.id: member.name for one in customers for member in store.members(db, one)}


class HistoryScreen(OfCustomer):
    """Who a customer was before."""

    PLACE: ClassVar[str] = "history"
    BINDINGS: ClassVar[list[BindingType]] = bindings("history")
    CSS_PATH = "history.tcss"
    AUTO_FOCUS = "RecordList"

    def __init__(self, customer_id: int) -> None:
        """The history of a customer."""
        super().__init__()
        self._customer_id = customer_id
        self._title = Static(classes="name")
        self.lines = RecordList(_COLUMNS, heads=True, classes="choices", empty=_NOTHING_YET)
        self._changed = Facts(classes="card detail")
        self._past: Past | None = None

    def compose(self) -> ComposeResult:
        """Whose it is; what was done; what that changed."""
        yield self._title
        with Container(classes="work"):
            yield self.lines
            yield self._changed
        yield StatusLine()
        yield self.key_bar

    def show(self) -> None:
        """Read the history anew."""
        keeper = self.keeper
        db, today = keeper.book.db, keeper.today
        found = store.customer(db, self._customer_id)
        merged = [one.gone_id for one in mergings(db, found.id)]
        self._past = Past(db, [found.id, *merged], today)
        since = _IN_THE_BOOK_SINCE.format(in_words(found.entered_on, today))
        self._title.update(Content.assemble(plain(found.name, "bold"), (f" · {since}", "$foreground-muted")))
        self.lines.show(self._past)
        self.show_changed()

    def customer_here(self) -> int | None:
        """Return whose history it is."""
        return self._customer_id

    def why_not(self, name: str) -> str | None:
        """Say why nothing is taken apart here."""
        if name == "unmerge" and self._merging() is None:
            return "No record was merged on this line: go to one that says “Merged”."
        return None

    def _merging(self) -> Merging | None:
        """Return which record the action under the cursor merged, if it still is one."""
        merged = mergings(self.keeper.book.db, self._customer_id)
        return next((one for one in merged if one.action_id == self.lines.cursor_key), None)

    def do_unmerge(self) -> None:
        """Take the record that was merged on this line out again."""
        from carebook.merging.desk import unmerge

        if merged := self._merging():
            self.keeper.run_verb(lambda book, today: unmerge(book, merged.id, today))

    @on(RecordList.Chosen)
    def scroll_changed(self) -> None:
        """Go to what was changed, to scroll it where it is long."""
        self._changed.focus()

    @on(Facts.Closed)
    def back_to_list(self) -> None:
        """Go back to the list."""
        self.lines.focus()

    @on(Facts.Turned)
    def turn(self, turned: Facts.Turned) -> None:
        """Step through the list."""
        self.lines.action_step(turned.step)

    @on(RecordList.Highlighted)
    def show_changed(self) -> None:
        """Show what the action under the cursor changed."""
        notes = self._past.notes(self.lines.cursor_key) if self._past else []
        if self._merging() is not None:
            notes = [*notes, ("take it out", "M takes the merged record out of this one again")]
        self._changed.show(notes)
        self.refresh_bindings()
