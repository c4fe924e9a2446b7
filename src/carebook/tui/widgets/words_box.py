"""Where the words of a letter are written: fields stand out, remarks are marked, `{{` asks for a field."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from rich.text import Text
from textual import events
from textual.geometry import Offset
from textual.message import Message
from textual.widgets import TextArea

from carebook.text import clean

_FIELD = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")
_ASKED = re.compile(
    r"(?P<open>(?P<value>\{\{\s*)(?P<piped>[\w.]+\s*\|\s*(?:\w+\s*\|\s*)*)?|\{%\s*(?:el)?if\s+(?:not\s+)?)(?P<typed>[\w.]*)$"
)
_OPEN = "{{ "
_REST = re.compile(r"[\w.]*(?P<closed>\s*(?:\}\}|\|))?")
_HANDLED = frozenset({"up", "down", "enter", "tab", "escape"})


class Mark(NamedTuple):
    """A part of a line that stands out; places count from the line's beginning."""

    start: int
    end: int
    is_error: bool


class Asked(NamedTuple):
    """What is being typed at the cursor: a field, or a word behind its `|`."""

    typed: str
    is_word: bool


class WordsBox(TextArea):
    """A text with fields in it."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"words-box--field", "words-box--error", "words-box--remark"}
    DEFAULT_CSS = """
    WordsBox {
        height: 1fr; padding: 0 0 0 1; border: none; scrollbar-size-vertical: 1; background: $background;
        scrollbar-color: $foreground 30%; scrollbar-background: $background;
        &:focus { border: none; }
        .words-box--field { color: $text-primary; }
        .words-box--error { color: $text-error; text-style: bold reverse; }
        .words-box--remark { color: $text-warning; text-style: underline; }
    }
    """

    @dataclass
    class Written(Message):
        """The text is another one."""

        text: str

    @dataclass
    class FieldAsked(Message):
        """A field, or a word behind one, is being typed at the cursor; None where neither is."""

        asked: Asked | None

    @dataclass
    class MenuKey(Message):
        """A key that belongs to the open list of fields."""

        key: str

    def __init__(self) -> None:
        """An empty box."""
        super().__init__(soft_wrap=True, show_line_numbers=True, compact=True, highlight_cursor_line=False)
        self.has_menu = False
        """Whether a list of fields is open: it has up, down, enter, tab and escape."""
        self._marks: Mapping[int, Sequence[Mark]] = {}
        self._begun_at: tuple[int, int] | None = None
        """Where the cursor stood behind the braces of a field that was asked for."""

    def show_text(self, text: str) -> None:
        """Begin with another text, at its top."""
        self.load_text(clean(text, lines=True))

    def mark(self, marks: Mapping[int, Sequence[Mark]]) -> None:
        """Let other parts of the lines stand out; lines count from 0."""
        if marks != self._marks:
            self._marks = marks
            self.notify_style_update()
            self.refresh()

    def get_line(self, line_index: int) -> Text:
        """Return a line with its fields in their colour, and what is marked."""
        line = super().get_line(line_index)
        quiet = self.get_component_rich_style("words-box--field", partial=True)
        for found in _FIELD.finditer(line.plain):
            line.stylize(quiet, *found.span())
        for start, end, is_error in self._marks.get(line_index, ()):
            name = "words-box--error" if is_error else "words-box--remark"
            line.stylize(self.get_component_rich_style(name, partial=True), start, end)
        return line

    # Fields ---------------------------------------------------------------------------------------------

    @property
    def _before(self) -> str:
        """The cursor's line, up to the cursor."""
        row, column = self.cursor_location
        return self.document.get_line(row)[:column]

    @property
    def asked(self) -> Asked | None:
        """What is being typed before the cursor; None where it is neither a field nor a word behind one."""
        found = _ASKED.search(self._before)
        return Asked(found["typed"], bool(found["piped"])) if found else None

    @property
    def caret(self) -> Offset:
        """Where the cursor stands on the screen."""
        return self.cursor_screen_offset

    def begin_field(self) -> None:
        """Begin a field at the cursor; inside one, go on with it."""
        if self.asked is None:
            self.insert(_OPEN)
            self._begun_at = self.cursor_location

    def take_back_field(self) -> None:
        """Take the braces of a field back that was begun here, and of which nothing is typed yet."""
        row, column = self.cursor_location
        if self._begun_at == (row, column) and self._before.endswith(_OPEN):
            self.delete((row, column - len(_OPEN)), (row, column))
        self._begun_at = None

    def put_in(self, word: str) -> None:
        """Write a field, or a word behind one, in the place of what is typed of it; missing braces come with it."""
        found = _ASKED.search(self._before)
        if found is None:
            return
        row, column = self.cursor_location
        rest = _REST.match(self.document.get_line(row), column)
        end = rest.end() - len(rest["closed"] or "") if rest else column
        is_closed = not found["value"] or bool(rest and rest["closed"])
        text = f"{found['open'].rstrip()} {word}{'' if is_closed else ' }}'}"
        self.replace(text, (row, found.start("open")), (row, end), maintain_selection_offset=False)
        self.move_cursor((row, found.start("open") + len(text)))

    # What is typed --------------------------------------------------------------------------------------

    def on_key(self, event: events.Key) -> None:
        """Give the list of fields its keys while it is open."""
        if self.has_menu and event.key in _HANDLED:
            event.stop()
            event.prevent_default()
            self.post_message(self.MenuKey(event.key))

    def on_paste(self, event: events.Paste) -> None:
        """Take a paste without what could drive the terminal (T2)."""
        event.text = clean(event.text, lines=True)

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Say that the text is another one."""
        event.stop()
        self.post_message(self.Written(self.text))
        self.post_message(self.FieldAsked(self.asked))

    def on_text_area_selection_changed(self, event: TextArea.SelectionChanged) -> None:
        """Say so when the cursor leaves a field."""
        event.stop()
        if self.has_menu:
            self.post_message(self.FieldAsked(self.asked))
