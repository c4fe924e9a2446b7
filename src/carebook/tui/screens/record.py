"""A customer's record: who, members and occasions, figures, and one timeline of everything."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen
from textual.widgets import Static

from carebook.book.change import Change
from carebook.customers.store import customer
from carebook.tui.actions import bindings
from carebook.tui.doer import Doer
from carebook.tui.keys import KeysOfScreen
from carebook.tui.text import plain
from carebook.tui.widgets.status_line import StatusLine


class RecordScreen(KeysOfScreen, Doer, Screen[None]):
    """One customer."""

    PLACE: ClassVar[str] = "record"
    BINDINGS: ClassVar[list[BindingType]] = bindings("record")

    def __init__(self, customer_id: int) -> None:
        """The record of a customer."""
        super().__init__()
        self._customer_id = customer_id

    def compose(self) -> ComposeResult:
        """The name, for now."""
        yield Static(plain(customer(self.keeper.book.db, self._customer_id).name))
        yield StatusLine()
        yield self.key_bar

    def follow(self, change: Change) -> None:
        """Show what changed."""

    def do_back(self) -> None:
        """Go back to where it was opened."""
        self.dismiss()
