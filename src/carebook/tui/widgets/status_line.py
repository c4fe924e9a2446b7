"""The one line that answers every verb: "Marked 3 letters sent · u to undo"."""

from typing import Literal

from textual.widgets import Static

from carebook.tui.text import plain

Tone = Literal["ok", "warning", "refusal"]
SIGNS: dict[Tone, str] = {"ok": "✓", "warning": "!", "refusal": "✗"}


class StatusLine(Static, can_focus=False):
    """What the last verb did, or why it could not; it goes with the next change of place or screen."""

    DEFAULT_CSS = """
    StatusLine {
        height: auto; min-height: 1; max-height: 4; padding: 0 1; color: $text-success;
        &.-warning { color: $text-warning; }
        &.-refusal { color: $text-error; }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:
        """A line that says nothing yet."""
        super().__init__(id=id)
        self.said = ""

    def say(self, text: str, tone: Tone = "ok") -> None:
        """Say a sentence in place of the last one; its sign tells the tone where there is no colour."""
        self.said = text
        self.set_class(tone == "warning", "-warning")
        self.set_class(tone == "refusal", "-refusal")
        self.update(plain(f"{SIGNS[tone]} {text}"))

    def clear(self) -> None:
        """Say nothing."""
        self.said = ""
        self.update("")
