"""A box over the screen: a title, what it asks, its own status line and keys."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Generic, TypeVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Static

from carebook.tui.keys import KeysOfScreen
from carebook.tui.text import plain
from carebook.tui.widgets.status_line import StatusLine

Answer = TypeVar("Answer")


class Over(KeysOfScreen, ModalScreen[Answer], Generic[Answer]):
    """A modal screen that is one box; a subclass says what is in it."""

    DEFAULT_CLASSES = "over"

    def __init__(self, title: str, sentence: str = "") -> None:
        """A box under a title, with a sentence below it."""
        super().__init__()
        self._title = title
        self._sentence = sentence

    def compose(self) -> ComposeResult:
        """Title, sentence, what is asked, status, keys."""
        with Vertical(classes="box"):
            yield Static(plain(self._title), classes="title")
            if self._sentence:
                yield Static(plain(self._sentence, lines=True), classes="sentence")
            yield from self.asked()
            yield StatusLine()
        yield self.key_bar

    def asked(self) -> Iterator[Widget]:
        """Make what stands in the box."""
        yield from ()
