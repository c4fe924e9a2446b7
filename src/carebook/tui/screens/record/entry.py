"""One line of a customer's timeline, opened: a letter's exact text, or every detail of what else happened."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.screen import Screen
from textual.widgets import Static

from carebook.book.change import Change
from carebook.customers.store import customer
from carebook.letters.model import Letter as Planned
from carebook.timeline import timeline
from carebook.tui.keys import KeysOfScreen
from carebook.tui.panes.today_detail import Detail, detail_of
from carebook.tui.panes.today_rows import LETTER
from carebook.tui.screens.record.rows import entry_as_letter
from carebook.tui.text import plain
from carebook.tui.widgets.letter_preview import Letter
from carebook.tui.widgets.status_line import StatusLine
from carebook.tui.widgets.timeline import Timeline


class EntryScreen(KeysOfScreen, Screen[None]):
    """One entry; up and down step through the timeline."""

    AUTO_FOCUS: ClassVar[str] = "Detail"

    def __init__(self, customer_id: int, among: Timeline) -> None:
        """What is under the cursor of a customer's timeline."""
        super().__init__()
        self._customer_id = customer_id
        self._among = among
        self._head = Static(classes="name")
        self._entry = Detail()

    def compose(self) -> ComposeResult:
        """Whose it is, and the entry."""
        yield self._head
        yield self._entry
        yield StatusLine()
        yield self.key_bar

    def on_mount(self) -> None:
        """Show the entry."""
        self.show()

    def show(self) -> None:
        """Show what the timeline's cursor is on now."""
        keeper = self.keeper
        found = customer(keeper.book.db, self._customer_id)
        row = self._among.cursor_row
        self._head.update(plain(f"{found.name} · {row.cells[1]}" if row else found.name, "bold"))
        self._entry.show(self._detail())

    def _detail(self) -> Letter | None:
        db, today = self.keeper.book.db, self.keeper.today
        entry = next((one for one in timeline(db, self._customer_id) if one.key == self._among.cursor_key), None)
        if entry is None:
            return None
        if isinstance(entry.record, Planned):
            return detail_of(db, LETTER, entry.record.id, today)
        return entry_as_letter(entry.day, entry.record, self.keeper.shop, today)

    def follow(self, change: Change) -> None:
        """Go back: what was opened may be another thing now."""
        self.dismiss()

    @on(Detail.Closed)
    def leave(self) -> None:
        """Go back to the timeline."""
        self.dismiss()

    @on(Detail.Turned)
    def turn(self, turned: Detail.Turned) -> None:
        """Step through the timeline."""
        self._among.action_step(turned.step)
        self.show()
