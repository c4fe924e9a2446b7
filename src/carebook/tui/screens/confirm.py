"""Asking before what undo cannot take back; everything else is simply done (T6)."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType

from carebook.tui.actions import bindings
from carebook.tui.doer import Doer
from carebook.tui.screens.over import Over
from carebook.tui.widgets.key_bar import KeyHint


class Confirm(Doer, Over[bool]):
    """Says what will happen; enter and esc are the safe way out, a key of its own goes on.

    A paste cannot confirm: it reaches a screen as one paste, never as keys.
    """

    PLACE: ClassVar[str] = "confirm"
    BINDINGS: ClassVar[list[BindingType]] = bindings("confirm")

    def __init__(self, title: str, sentence: str, *, key: str, word: str) -> None:
        """Ask for `key`, which must be another than the one that asked; `word` says what it does."""
        super().__init__(title, f"{sentence}\n\nPress {key} to {word}, or enter to leave everything as it is.")
        self._key = key
        self._word = word

    def on_mount(self) -> None:
        """Listen for the key that goes on."""
        self._bindings.bind(self._key, "go_on", self._word)

    def action_go_on(self) -> None:
        """Answer yes."""
        self.dismiss(True)

    def do_keep(self) -> None:
        """Leave everything as it is."""
        self.dismiss(False)

    def show_keys(self) -> None:
        """Show both ways, the safe one first."""
        self.key_bar.show([KeyHint("enter", "keep as it is"), KeyHint(self._key, self._word)])
