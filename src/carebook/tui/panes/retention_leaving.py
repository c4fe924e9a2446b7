"""Leaving: who left or buys less, why, and what it costs."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal

from carebook.retention.figures import Loss, Losses
from carebook.retention.store.leaving import losses
from carebook.retention.store.standings import yardstick
from carebook.tui.actions import bindings
from carebook.tui.messages import ContactWanted, CustomerChosen
from carebook.tui.panes.pane import Pane
from carebook.tui.panes.retention_leavers import COLUMNS, LEAVER, sections
from carebook.tui.panes.retention_reasons import laid_out, summary
from carebook.tui.panes.sections import Sections
from carebook.tui.widgets.page import Page
from carebook.tui.widgets.record_list import RecordList
from carebook.tui.widgets.rows import Source

_NOBODY = (
    "Nobody is leaving.\n\n"
    "Who stays away much longer than usual, buys fewer things than the year before, or spends less than 70 % of it "
    "stands here, with the reason in a line and what it costs you a year."
)
_NO_SALES = (
    "From the first sales on, carebook learns how often each customer buys. Who stays away much longer than that, buys "
    "fewer things or spends less then stands here. Press 2, choose a customer, and b enters a sale."
)


class LeavingView(Pane):
    """Who is leaving, way by way, and the reasons beside them."""

    PLACE: ClassVar[str] = "leaving"
    BINDINGS: ClassVar[list[BindingType]] = bindings("leaving")

    def __init__(self) -> None:
        """Nothing read yet: it is read when it is first seen."""
        super().__init__()
        self.lines = RecordList(COLUMNS, empty=_NOBODY, heads=True, classes="choices")
        self._summary = Page(classes="summary")
        self._reasons = Page(classes="reasons")
        self._losses = Losses({}, Loss(0, 0, 0))
        self._listed = False
        self._stale = True

    def compose(self) -> ComposeResult:
        """The figures, and below them who and why."""
        yield self._summary
        with Horizontal(classes="work"):
            yield self.lines
            yield self._reasons

    def first_focus(self) -> RecordList:
        """Start in the list."""
        return self.lines

    def reload(self) -> None:
        """Read it anew."""
        keeper = self.keeper
        self._losses = losses(keeper.book.db, keeper.today)
        measured = yardstick(keeper.book.db)
        self.lines.say_when_empty(_NOBODY if measured and measured.customers else _NO_SALES)
        if self._listed:
            self.lines.refresh_rows()
        else:
            self._listed = True
            self.lines.show(Sections(self._sections))
        self._summary.show(partial(summary, self._losses, keeper.shop))
        self._reasons.show(partial(laid_out, self._losses))
        self.screen.refresh_bindings()

    def _sections(self) -> list[tuple[str, Source]]:
        keeper, lost = self.keeper, self._losses.lost
        counts = {churn: one.customers for churn, one in lost.items()}
        return sections(keeper.book.db, keeper.shop, keeper.today, counts)

    @property
    def customer_id(self) -> int | None:
        """The customer under the cursor."""
        key = self.lines.cursor_key
        return key[1] if isinstance(key, tuple) and key[0] == LEAVER else None

    def customer_here(self) -> int | None:
        """Return the customer under the cursor."""
        return self.customer_id

    @on(RecordList.Highlighted)
    def follow_cursor(self) -> None:
        """Let the footer follow the cursor."""
        self.screen.refresh_bindings()

    def why_not(self, name: str) -> str | None:
        """Say why a verb is off."""
        if name == "reasons":
            return "The reasons stand beside the list already." if self.screen.has_class("-wide") else None
        if name in ("note", "contact") and self._reasons.has_focus:
            return "Go back to the list first, with esc, and choose a customer."
        return None if name == "back" or self.customer_id is not None else "No customer is under the cursor."

    @on(RecordList.Chosen)
    def do_open(self) -> None:
        """Open the customer's record."""
        if self.customer_id is not None:
            self.post_message(CustomerChosen(self.customer_id, self._step))

    def _step(self, step: int) -> int | None:
        """Go on, or back, in the list from inside the record."""
        self.lines.action_step(step)
        return self.customer_id

    def do_note(self) -> None:
        """Note why they left."""
        from carebook.tui.forms.departure import departure_form

        if self.customer_id is not None:
            self.app.push_screen(departure_form(self.keeper, self.customer_id))

    def do_contact(self) -> None:
        """Log a contact with the customer."""
        if self.customer_id is not None:
            self.post_message(ContactWanted(self.customer_id))

    def do_reasons(self) -> None:
        """Show the reasons in place of the list, or the list again."""
        self.toggle_class("-reasons")
        shown = self._reasons if self.has_class("-reasons") else self.lines
        shown.focus(scroll_visible=False)

    def do_back(self) -> None:
        """Go back to the list."""
        self.remove_class("-reasons")
        self.lines.focus(scroll_visible=False)

    def action_scroll(self, lines: int) -> None:
        """Scroll the reasons by lines."""
        self._reasons.by_lines(lines)

    def action_leap(self, pages: int) -> None:
        """Scroll the reasons by pages."""
        self._reasons.by_pages(pages)
