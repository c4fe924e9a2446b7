"""Settings."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from carebook.tui.actions import bindings
from carebook.tui.panes.pane import Pane
from carebook.tui.widgets.record_list import RecordList


class SettingsPane(Pane):
    """The place of the same name."""

    PLACE: ClassVar[str] = "settings"
    BINDINGS: ClassVar[list[BindingType]] = bindings("settings")

    def compose(self) -> ComposeResult:
        """A list."""
        yield RecordList((), empty="Nothing here yet.")

    def first_focus(self) -> RecordList:
        """Start in the list."""
        return self.query_one(RecordList)
