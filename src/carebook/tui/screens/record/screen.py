"""A customer's record: who they are, who belongs to them, the figures, and one timeline of everything."""

from __future__ import annotations

from collections.abc import Hashable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Vertical
from textual.content import Content
from textual.widgets import Static

from carebook.book.change import Change
from carebook.customers.store import customer
from carebook.customers.store.mergings import into
from carebook.tui.actions import bindings
from carebook.tui.messages import Step
from carebook.tui.screens.of_customer import OfCustomer
from carebook.tui.screens.record.card import figures, known_of
from carebook.tui.screens.record.rows import PEOPLE_COLUMNS, happened, people
from carebook.tui.screens.record.verbs import RecordVerbs
from carebook.tui.text import plain
from carebook.tui.widgets.facts import Facts
from carebook.tui.widgets.record_list import RecordList
from carebook.tui.widgets.rows import FixedRows
from carebook.tui.widgets.status_line import StatusLine
from carebook.tui.widgets.timeline import Timeline

NOBODY_YET = "m adds a partner, a child, a pet, a contact; d a birthday."
NOTHING_YET = "Nothing has happened yet. b enters a sale, c a contact."


class RecordScreen(OfCustomer, RecordVerbs):
    """One customer; up and down step through the list that it was opened from."""

    PLACE: ClassVar[str] = "record"
    BINDINGS: ClassVar[list[BindingType]] = bindings("record")
    CSS_PATH = "record.tcss"
    AUTO_FOCUS = "Facts"

    def __init__(self, customer_id: int, step: Step | None = None) -> None:
        """The record of a customer, and how to step through the list that it was opened from."""
        super().__init__()
        self.customer_id = customer_id
        self._lost: Hashable | None = None
        """The member or day that was under the cursor when it went, in case it comes back."""
        self._step = step
        self._title = Static(classes="name")
        self._figures = Static(classes="figures")
        self.who = Facts(classes="detail")
        self.people = RecordList(PEOPLE_COLUMNS, empty=NOBODY_YET, classes="people choices part")
        self.timeline = Timeline(empty=NOTHING_YET)

    def compose(self) -> ComposeResult:
        """Name and figures; who and whom beside or above what happened."""
        yield self._title
        yield self._figures
        with Container(classes="record"):
            with Container(classes="who"):
                yield self.who
                yield self.people
            with Vertical(classes="happened"):
                yield self.timeline
        yield StatusLine()
        yield self.key_bar

    def show(self) -> None:
        """Read the customer anew; the cursors stay."""
        keeper = self.keeper
        db, shop, today = keeper.book.db, keeper.shop, keeper.today
        found = customer(db, self.customer_id)
        kind = ("", "") if found.kind == "person" else (f" · {found.kind}", "$foreground-muted")
        self._title.update(Content.assemble(plain(found.name, "bold"), kind))
        self._figures.update(plain(figures(db, found, shop, today), "$foreground-muted"))
        self.who.show(known_of(db, found, shop, today))
        self.people.show(FixedRows(people(db, found.id, today)))
        self.timeline.show(FixedRows(happened(db, found.id, shop, today)))
        self.refresh_bindings()

    def follow(self, change: Change) -> None:
        """Show what changed, of one that was merged the kept one; leave when it is not in the book any more."""
        self.customer_id = into(self.keeper.book.db, self.customer_id) or self.customer_id
        here = self.people.cursor_key
        super().follow(change)
        if self._lost is not None and self.people.move_to(self._lost):
            self._lost = None
        elif here != self.people.cursor_key:
            self._lost = here

    @on(Facts.Closed)
    def leave(self) -> None:
        """Go back from who they are, too."""
        self.do_back()

    @on(Facts.Turned)
    def turn(self, turned: Facts.Turned) -> None:
        """Step through the list that the record was opened from."""
        if self._step is None:
            self.keeper.say("This record was opened by itself: esc goes back.", "warning")
            return
        if (customer_id := self._step(turned.step)) is not None:
            self.customer_id = customer_id
            self.show()

    @on(RecordList.Highlighted)
    def follow_cursor(self) -> None:
        """Let the footer follow what is under the cursor."""
        self.refresh_bindings()

    @on(RecordList.Chosen)
    def open_line(self, chosen: RecordList.Chosen) -> None:
        """Open a line of the timeline, or the case or referral that it is of; a member or a day is changed."""
        if chosen.record_list is self.people:
            self.action_do("edit")
            return
        if (case_id := self.case_of_line()) is not None:
            from carebook.tui.panes.complaints import show_case

            self.app.call_later(show_case, self.keeper, case_id)
            return
        if (referral_id := self.referral_of_line()) is not None:
            from carebook.tui.panes.referrals_people import show_referral

            self.app.call_later(show_referral, self.keeper, referral_id)
            return
        from carebook.tui.screens.record.entry import EntryScreen

        self.app.push_screen(EntryScreen(self.customer_id, self.timeline))
