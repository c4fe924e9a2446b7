"""Find: customers by the beginnings of words, or by phone digits, as you type."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.screen import ModalScreen
from textual.widgets import Static

from carebook.book.change import Change
from carebook.tui.actions import bindings
from carebook.tui.doer import Doer
from carebook.tui.keys import KeysOfScreen
from carebook.tui.panes.customer_rows import COLUMNS, Found, stepping
from carebook.tui.text import plain
from carebook.tui.widgets.controls import Entered, LineInput
from carebook.tui.widgets.record_list import RecordList
from carebook.tui.widgets.status_line import StatusLine

HOW = (
    "Type the beginnings of words, in any order: of a name, a street, a town, a pet, a note, an e-mail address;"
    " or four digits in a row of a phone number."
)


class FindScreen(KeysOfScreen, Doer, ModalScreen[None]):
    """What is typed above, who is found below; every letter belongs to what is typed."""

    PLACE: ClassVar[str] = "find"
    BINDINGS: ClassVar[list[BindingType]] = bindings("find")
    CSS_PATH = "find.tcss"
    AUTO_FOCUS: ClassVar[str] = "LineInput"

    def __init__(self, label: str = "Find", how: str = HOW) -> None:
        """Nothing typed yet; `how` stands below until something is."""
        super().__init__()
        self._label = label
        self._how = how
        self._typed = LineInput(hint="a name, a street, a pet, a phone number")
        self._count = Static(classes="count")
        self.lines = RecordList(COLUMNS, empty=how)
        self.lines.can_focus = False

    def compose(self) -> ComposeResult:
        """The line to type in, and the list."""
        with Horizontal(classes="typed"):
            yield Static(plain(self._label), classes="label")
            yield self._typed
            yield self._count
        yield self.lines
        yield StatusLine()
        yield self.key_bar

    def on_mount(self) -> None:
        """Find with every letter, before it is painted: it comes to the screen together with its results."""
        self.watch(self._typed, "value", self.find, init=False)

    def find(self) -> None:
        """List who is found."""
        keeper, typed = self.keeper, self._typed.value
        self.lines.say_when_empty("Nobody is found by that. Try fewer letters." if typed.strip() else self._how)
        self.lines.show(Found(keeper.book.db, keeper.shop, keeper.today, typed))
        self._count.update(plain(f"{self.lines.count:,} found" if typed.strip() else "", "$foreground-muted"))

    def follow(self, change: Change) -> None:
        """Read anew what was found."""
        if self._typed.value.strip():
            self.lines.refresh_rows()

    @on(Entered)
    @on(RecordList.Chosen)
    def do_open(self) -> None:
        """Choose who is under the cursor."""
        if isinstance(self.lines.cursor_key, int):
            self.choose(self.lines.cursor_key)

    def choose(self, customer_id: int) -> None:
        """Open the record, from which up and down step through what was found."""
        from carebook.tui.screens.record.screen import RecordScreen

        self.app.push_screen(RecordScreen(customer_id, stepping(self.lines)))

    def do_back(self) -> None:
        """Clear what is typed; with nothing typed go back to where find was asked for."""
        if self._typed.value:
            self._typed.value = ""
        else:
            self.dismiss()

    def action_step(self, step: int) -> None:
        """Move in the list while typing."""
        self.lines.action_step(step)
