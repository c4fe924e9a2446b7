"""What is known of something: a label and a sentence a line, scrolled where there is little room."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from carebook.tui.widgets.letter_preview import labelled

Note = tuple[str, str]


class Facts(VerticalScroll, inherit_bindings=False):
    """Notes (label, sentence); with the focus, up and down ask for another thing's."""

    DEFAULT_CSS = """
    Facts {
        padding: 0 1; scrollbar-gutter: stable; scrollbar-size-vertical: 1;
        scrollbar-color: $foreground 30%; scrollbar-background: $background;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "turn(-1)", "Previous", show=False),
        Binding("down,j", "turn(1)", "Next", show=False),
        Binding("pageup", "page_up", "Page up", show=False),
        Binding("pagedown,space", "page_down", "Page down", show=False),
        Binding("escape", "close", "Back", show=False),
    ]

    class Closed(Message):
        """The owner goes back."""

    class Turned(Message):
        """The owner wants the next one's, or the one's before."""

        def __init__(self, step: int) -> None:
            self.step = step
            super().__init__()

    def __init__(self, *, classes: str | None = None) -> None:
        """Nothing known yet."""
        super().__init__(classes=classes)
        self._lines = _Lines()

    def compose(self) -> ComposeResult:
        """One sheet, as long as what is known."""
        yield self._lines

    def show(self, notes: Sequence[Note]) -> None:
        """Show what is known of another thing, from its beginning."""
        self._lines.notes = tuple(notes)
        self.scroll_home(animate=False)

    def action_close(self) -> None:
        """Go back."""
        self.post_message(self.Closed())

    def action_turn(self, step: int) -> None:
        """Go to another one."""
        self.post_message(self.Turned(step))


class _Lines(Widget):
    """The notes: their lines depend on the width."""

    DEFAULT_CSS = """
    _Lines { height: auto; text-wrap: nowrap; text-overflow: clip; }
    """
    notes: reactive[tuple[Note, ...]] = reactive((), layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self._laid_out(width))

    def render(self) -> Content:
        return Content("\n").join(self._laid_out(self.size.width))

    def _laid_out(self, width: int) -> list[Content]:
        return list(labelled(self.notes, width)) if self.notes else []
