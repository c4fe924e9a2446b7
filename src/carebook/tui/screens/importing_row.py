"""A row that an import leaves out, in full: its line, whom it is about, and the reason (X1)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from carebook.tui.screens.over import Over
from carebook.tui.widgets.key_bar import KeyHint
from carebook.tui.widgets.letter_preview import Letter, LetterPreview

if TYPE_CHECKING:
    from carebook.exchange.reading import Reject


class LeftOutRow(Over[None]):
    """One such row over the preview."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,enter", "dismiss", "Back", show=False)]
    DEFAULT_CSS = """
    LeftOutRow LetterPreview { height: auto; max-height: 16; }
    """

    def __init__(self, reject: Reject) -> None:
        """Show why a row is left out."""
        super().__init__(f"Line {reject.line:,} is left out")
        notes = (("who", reject.about), ("why", reject.reason))
        self._letter = Letter(notes=tuple(note for note in notes if note[1]))

    def asked(self) -> Iterator[LetterPreview]:
        """Who and why, to be scrolled."""
        self._preview = LetterPreview()
        yield self._preview

    def on_mount(self) -> None:
        """Show it."""
        self._preview.show(self._letter)
        self._preview.focus()

    def show_keys(self) -> None:
        """Show the way back."""
        self.key_bar.show([KeyHint("esc", "back")])
