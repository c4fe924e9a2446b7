"""A view of one list under a sentence that says what it is for."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.widgets import Static

from carebook.tui.panes.pane import Pane
from carebook.tui.text import plain
from carebook.tui.widgets.columns import Column
from carebook.tui.widgets.record_list import RecordList
from carebook.tui.widgets.rows import Source


class PlainList(Pane):
    """A subclass names its ABOUT and COLUMNS, and gives the rows."""

    ABOUT: ClassVar[str]
    COLUMNS: ClassVar[Sequence[Column]]
    MARKED: ClassVar[bool] = False
    """Whether its verbs take marked lines."""

    def __init__(self) -> None:
        """A list of the subclass's columns."""
        super().__init__()
        self.lines = RecordList(self.COLUMNS, classes=None if self.MARKED else "choices")

    def rows(self) -> Source:
        """Return what is listed now; asked once, so it reads anew by itself."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """The sentence and the list."""
        yield Static(plain(self.ABOUT), classes="about")
        yield self.lines

    def on_mount(self) -> None:
        """List it."""
        self.lines.show(self.rows())

    def first_focus(self) -> RecordList:
        """Start in the list."""
        return self.lines

    def reload(self) -> None:
        """Read it anew."""
        self.lines.refresh_rows()
        self.screen.refresh_bindings()

    def key_of(self, *what: str) -> Hashable | None:
        """Return what the row under the cursor stands for, if it is one of these sorts of rows."""
        key = self.lines.cursor_key
        return key[1] if isinstance(key, tuple) and key[0] in what else None
