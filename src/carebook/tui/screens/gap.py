"""One honest gap: who is concerned, and filling it in for one customer after the other by the keyboard."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.screen import Screen
from textual.widgets import Static

from carebook.book.change import Change
from carebook.customers.gaps import TITLES, WHY, Gap
from carebook.customers.store import customer
from carebook.customers.store.gaps import in_gap, is_in_gap
from carebook.customers.store.many import there
from carebook.tui.actions import bindings
from carebook.tui.beside import Beside
from carebook.tui.doer import Doer
from carebook.tui.forms.gap import HOW, gap_form
from carebook.tui.keys import KeysOfScreen
from carebook.tui.messages import CustomerChosen
from carebook.tui.panes.customer_rows import COLUMNS, Picked, stepping
from carebook.tui.screens.record.card import card
from carebook.tui.text import plain
from carebook.tui.widgets.facts import Facts
from carebook.tui.widgets.record_list import RecordList
from carebook.tui.widgets.status_line import StatusLine

LOOKING = "One moment: looking through the book."
DONE = "Nobody lacks this any more. Well done.\n\nesc goes back to the other gaps."


class GapScreen(KeysOfScreen, Doer, Screen[None]):
    """Who lacks something, who bought last first; enter fills it in and goes on to the next."""

    PLACE: ClassVar[str] = "gap"
    BINDINGS: ClassVar[list[BindingType]] = bindings("gap")
    CSS_PATH = "personas.tcss"

    def __init__(self, gap: Gap) -> None:
        """Everybody who lacks this."""
        super().__init__()
        self._gap = gap
        self._ids: list[int] = []
        self._how = ""
        self._beside = Beside(self)
        self.lines = RecordList(COLUMNS, heads=True, empty=LOOKING, classes="choices")
        self.card = Facts(classes="card")
        self.card.can_focus = False

    def compose(self) -> ComposeResult:
        """What is missing, who lacks it, who is under the cursor."""
        yield Static(plain(TITLES[self._gap]), classes="head")
        why = f"{WHY[self._gap].capitalize()}. Enter fills it in and goes on to the next."
        yield Static(plain(why), classes="about")
        with Container(classes="work"):
            yield self.lines
            yield self.card
        yield StatusLine()
        yield self.key_bar

    def on_mount(self) -> None:
        """Find them."""
        self.lines.focus()
        self._find()

    def follow(self, change: Change) -> None:
        """Find them anew; who is not in the book any more goes at once."""
        still = there(self.keeper.book.db, self._ids)
        if len(still) < len(self._ids):
            self._show([customer_id for customer_id in self._ids if customer_id in still])
        self._find()

    def _find(self) -> None:
        self._beside.do(lambda book: in_gap(book.db, self._gap), self._show)

    def _show(self, ids: list[int]) -> None:
        keeper, self._ids = self.keeper, ids
        self.lines.say_when_empty(DONE)
        self.lines.replace(Picked(keeper.book.db, keeper.shop, keeper.today, ids))
        self.show_card()

    @on(RecordList.Highlighted)
    def show_card(self) -> None:
        """Show who is under the cursor."""
        keeper, here = self.keeper, self.customer_here()
        if here is None:
            self.card.show(())
        else:
            self.card.show(card(keeper.book.db, customer(keeper.book.db, here), keeper.shop, keeper.today))
        self.refresh_bindings()

    def customer_here(self) -> int | None:
        """Return who is under the cursor."""
        key = self.lines.cursor_key
        return key if isinstance(key, int) else None

    def why_not(self, name: str) -> str | None:
        """Say why a verb is off."""
        return "Nobody is under the cursor." if name == "customer" and self.customer_here() is None else None

    # One after the other --------------------------------------------------------------------------------

    @on(RecordList.Chosen)
    def fill_in(self) -> None:
        """Fill in what the one under the cursor lacks, and go on from there."""
        if (here := self.customer_here()) is None:
            return
        form = gap_form(self.keeper, self._gap, here, len(self._ids), self._how)
        after = self._ids[self._ids.index(here) + 1 :]

        def go_on(change: Change | None) -> None:
            if change is not None:
                self._how = form.form.values().get(HOW, "")
            if change is not None or form.passed:
                self._go_on_from(here, after)

        self.app.push_screen(form, go_on)

    def _go_on_from(self, before: int, after: Sequence[int]) -> None:
        """Open the form of the next one who lacks this; at the end of the list there is none."""
        keeper = self.keeper
        following = next((i for i in after if is_in_gap(keeper.book.db, self._gap, i)), None)
        if not is_in_gap(keeper.book.db, self._gap, before):
            self._show([customer_id for customer_id in self._ids if customer_id != before])
        if following is None:
            keeper.say("That was the last one here. Well done." if not self._ids else "This is the end of the list.")
            return
        self.lines.move_to(following)
        self.fill_in()

    def do_customer(self) -> None:
        """Open the record."""
        if (here := self.customer_here()) is not None:
            self.post_message(CustomerChosen(here, stepping(self.lines)))

    def do_back(self) -> None:
        """Go back."""
        self.dismiss(None)
