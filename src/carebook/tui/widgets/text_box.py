"""A control for text of several lines: notes, complaints, letters."""

from typing import ClassVar

from textual import events
from textual.widgets import TextArea

from carebook.text import clean
from carebook.tui.widgets.controls import Edited


class TextBox(TextArea):
    """A text of several lines; enter begins a new one, tab goes to the next field."""

    DEFAULT_CSS = """
    TextBox {
        height: auto; min-height: 4; max-height: 12; padding: 0;
        background: $foreground 8%; scrollbar-size-vertical: 1;
    }
    """
    several_lines: ClassVar[bool] = True

    def __init__(self, value: str = "") -> None:
        """A box that holds `value`."""
        super().__init__(clean(value, lines=True), compact=True, show_line_numbers=False, highlight_cursor_line=False)

    @property
    def value(self) -> str:
        """The text in the box."""
        return self.text

    @value.setter
    def value(self, value: str) -> None:
        self.text = clean(value, lines=True)

    def on_mount(self) -> None:
        """Go on writing at the end."""
        self.move_cursor(self.document.end)

    def on_paste(self, event: events.Paste) -> None:
        """Take a paste without what could drive the terminal (T2)."""
        event.text = clean(event.text, lines=True)

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Say that the text changed."""
        event.stop()
        self.post_message(Edited())
