"""A list of opportunity being worked: who stands on it, and what can be done with each (VAL-4)."""

from __future__ import annotations

from collections.abc import Hashable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from carebook.book.change import Change
from carebook.retention.model import LETTER_FITS, WIN_BACK_FITS
from carebook.tui.actions import bindings
from carebook.tui.messages import ContactWanted, CustomerChosen
from carebook.tui.panes.list_and_detail import ListAndMore
from carebook.tui.panes.retention_lists_card import caller_card
from carebook.tui.panes.retention_lists_rows import ENTRY_COLUMNS, Entries, EntryKey, WorkingList, came_of
from carebook.tui.text import plain
from carebook.tui.widgets.facts import Facts
from carebook.tui.widgets.record_list import RecordList

WORKED_DOWN = "Everybody here has had their turn. Well done.\n\nesc goes back to the other lists."
NOBODY = "Nobody stands here today.\n\nesc goes back to the other lists."
"""The lists of those who are leaving, or gone."""


class WorkingView(ListAndMore):
    """One list, and beside or below it who is under the cursor."""

    PLACE: ClassVar[str] = "working"
    BINDINGS: ClassVar[list[BindingType]] = bindings("working")

    class Left(Message):
        """The owner goes back to the lists."""

    def __init__(self, which: WorkingList) -> None:
        """Begin with a list; others follow."""
        super().__init__(RecordList(ENTRY_COLUMNS, heads=True))
        self.which = which
        self._head = Static(classes="head")
        self._card = Facts(classes="card")
        self._card.can_focus = False
        self._stood_at: dict[WorkingList, Hashable] = {}

    def compose(self) -> ComposeResult:
        """What the list is; who stands on it; who is under the cursor."""
        yield self._head
        with Container(classes="work"):
            yield self.lines
            yield self._card

    # Showing a list --------------------------------------------------------------------------------------

    def open(self, which: WorkingList) -> None:
        """Show a list, with the cursor where it was when it was left."""
        if which != self.which:
            self._stood_at[self.which] = self.lines.cursor_key
            self.lines.clear_marks()
        self.which = which
        self._show_head()
        self.lines.show(Entries(self.keeper, which))
        if (before := self._stood_at.get(which)) is not None:
            self.lines.move_to(before)
        self.lines.focus(scroll_visible=False)
        self.show_soon()

    def reload(self) -> None:
        """Read the list anew; the cursor stays with its entry, or in place where that left the list."""
        self._show_head()
        self.lines.refresh_rows()
        self.show_soon()

    def _show_head(self) -> None:
        keeper = self.keeper
        came = came_of(keeper.book.db, self.which, keeper.today)
        self.lines.say_when_empty(WORKED_DOWN if came else NOBODY)
        title = Content.assemble(plain(self.which.title, "bold"), (f"  {self.which.to_do}", "$foreground-muted"))
        last = plain(f"In the last 90 days: {came}", "$foreground-muted")
        self._head.update(Content("\n").join([title, last]) if came else title)

    def show_detail(self) -> None:
        """Show who is under the cursor; an empty list needs no room for it."""
        self.set_class(not self.lines.count, "-empty")
        keeper, key, row = self.keeper, self._cursor, self.lines.cursor_row
        if key is None or row is None:
            self._card.show(())
            return
        self._card.show(caller_card(keeper.book.db, key.customer_id, row.cells[1], keeper.shop, keeper.today))

    # What the verbs are about ----------------------------------------------------------------------------

    @property
    def _cursor(self) -> EntryKey | None:
        key = self.lines.cursor_key
        return key if isinstance(key, EntryKey) else None

    @property
    def _chosen(self) -> list[EntryKey]:
        """The marked entries, or the one under the cursor."""
        marked = [key for key in self.lines.marked if isinstance(key, EntryKey)]
        return sorted(marked) or ([self._cursor] if self._cursor else [])

    def customer_here(self) -> int | None:
        """Return who stands under the cursor."""
        return self._cursor.customer_id if self._cursor else None

    def why_not(self, name: str) -> str | None:
        """Say why a verb is off on this list, or for want of somebody."""
        if name == "back":
            return None
        if self._cursor is None:
            return "Nobody stands here. esc goes back to the other lists."
        match name:
            case "letter" if self.which.opportunity not in LETTER_FITS:
                return "No letter fits here: a call does. c logs it."
            case "win_back" if self.which.opportunity not in WIN_BACK_FITS:
                return "They have not left, so there is nobody to win back here. c logs a call."
            case "leave_alone" if self.which.opportunity is None:
                return "Nobody is left alone here: c logs a word with them, and they make room for the next."
        return None

    # The verbs -------------------------------------------------------------------------------------------

    @on(RecordList.Chosen)
    def open_record(self) -> None:
        """Open the customer's record, from which up and down step through this list."""
        if key := self._cursor:
            self.post_message(CustomerChosen(key.customer_id, self._step))

    def _step(self, by: int) -> int | None:
        self.lines.action_step(by)
        return self._cursor.customer_id if self._cursor else None

    def do_back(self) -> None:
        """Take the marks off; where there are none, go back to the lists."""
        if self.lines.marked:
            self.lines.clear_marks()
        else:
            self.post_message(self.Left())

    def do_customer(self) -> None:
        """Open the customer's record."""
        self.open_record()

    def do_call(self) -> None:
        """Log what came of a call; they leave the list."""
        from carebook.tui.forms.worked import call_form

        key, which = self._cursor, self.which.opportunity
        if key is None:
            return
        if which is None:
            self.post_message(ContactWanted(key.customer_id))
            return

        def worked(change: Change | None) -> None:
            if change is not None:
                self.lines.unmark(key)

        self.app.push_screen(call_form(self.keeper, key.customer_id, which, key.about), worked)

    def do_letter(self) -> None:
        """Write the letter to the marked ones, or to the one under the cursor; they leave the list."""
        from carebook.letters.desk.waking import write_to

        customers, which = [key.customer_id for key in self._chosen], self.which.opportunity
        if which and self.keeper.run_verb(lambda book, today: write_to(book, customers, which, today)):
            self.lines.clear_marks()

    def do_leave_alone(self) -> None:
        """Take the marked ones off the list, or the one under the cursor, without a word to anyone."""
        from carebook.retention.desk.working import leave_alone

        which, about = self.which.opportunity, {key.customer_id: key.about for key in self._chosen}
        if which and self.keeper.run_verb(
            lambda book, today: leave_alone(book, list(about), which, today, about=about)
        ):
            self.lines.clear_marks()

    def do_win_back(self) -> None:
        """Begin to win the one under the cursor back, and go there."""
        from carebook.retention.desk.winning import open_win_back

        key, which = self._cursor, self.which.opportunity
        if key is None:
            return
        if change := self.keeper.run_verb(
            lambda book, today: open_win_back(book, key.customer_id, today, worked=which)[0]
        ):
            self.lines.unmark(key)
            self._go_to(change.only("win_back"))

    def _go_to(self, win_back_id: int) -> None:
        from carebook.tui.panes.retention_winbacks import show_win_back

        self.app.call_later(show_win_back, self.keeper, win_back_id)
