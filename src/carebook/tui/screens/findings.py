"""What a check of the book found, one by one, and what to do about it (S7)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType

from carebook.tui.actions import bindings
from carebook.tui.doer import Doer
from carebook.tui.screens.over import Over
from carebook.tui.widgets.letter_preview import Letter, LetterPreview

if TYPE_CHECKING:
    from carebook.book.check import Finding


class FindingsScreen(Doer, Over[None]):
    """The findings over the settings."""

    PLACE: ClassVar[str] = "findings"
    BINDINGS: ClassVar[list[BindingType]] = bindings("findings")
    DEFAULT_CSS = """
    FindingsScreen LetterPreview { height: auto; max-height: 16; }
    """

    def __init__(self, findings: Sequence[Finding]) -> None:
        """Show findings."""
        super().__init__(f"The check found {len(findings)} thing{'' if len(findings) == 1 else 's'}")
        self._letter = Letter(
            notes=tuple(
                note for one in findings for note in (("found", one.what), ("where", one.where), ("do", one.advice))
            )
        )

    def asked(self) -> Iterator[LetterPreview]:
        """What was found, to be scrolled."""
        self._preview = LetterPreview()
        yield self._preview

    def on_mount(self) -> None:
        """Show it."""
        self._preview.show(self._letter)
        self._preview.focus()

    def do_back(self) -> None:
        """Go back."""
        self.dismiss(None)
