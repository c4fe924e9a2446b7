"""What an owner types into or chooses from, and what such a control says to the field around it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Input

from carebook.text import clean
from carebook.tui.text import plain, shortened

_ARROWS = len("‹  ›")
_KEYS = "   ← →"
YES_NO = (("yes", "yes"), ("no", "no"))


@dataclass
class Edited(Message):
    """What a control holds has changed; the owner should know of the `remark`."""

    remark: str = ""


class Entered(Message):
    """The owner pressed enter and goes on to the next field."""


class LineInput(Input):
    """A text of one line; a paste of several lines is joined, and said so (T6)."""

    DEFAULT_CSS = """
    LineInput { background: $foreground 8%; }
    """
    several_lines: ClassVar[bool] = False

    def __init__(self, value: str = "", *, hint: str = "") -> None:
        """An input that holds `value`; `hint` stands in it while it is empty."""
        super().__init__(clean(value), placeholder=clean(hint), compact=True, select_on_focus=False)
        self._remark = ""

    def on_paste(self, event: events.Paste) -> None:
        """Take a paste from the terminal as one clean line; it never presses enter."""
        event.stop()
        event.prevent_default()
        self._insert_as_one_line(event.text)

    def action_paste(self) -> None:
        """Take a paste from the program's own clipboard in the same way."""
        self._insert_as_one_line(self.app.clipboard)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Say that the text changed."""
        event.stop()
        self.post_message(Edited(self._remark))
        self._remark = ""

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Say that enter was pressed."""
        event.stop()
        self.post_message(Entered())

    def _insert_as_one_line(self, text: str) -> None:
        lines = sum(1 for line in text.splitlines() if line.strip())
        self._remark = f"Pasted {lines} lines as one line" if lines > 1 else ""
        self.replace(clean(text), *self.selection)


class Choice(Widget, can_focus=True):
    """One of a few options: left and right go round, a letter goes to the next one that begins with it."""

    DEFAULT_CSS = """
    Choice {
        height: 1; width: 1fr;
        &:focus { background: $foreground 8%; text-style: bold; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "turn(-1)", "Previous", show=False),
        Binding("right", "turn(1)", "Next", show=False),
        Binding("enter", "enter", "Next field", show=False),
    ]
    several_lines: ClassVar[bool] = False
    _place: reactive[int] = reactive(0, init=False)

    def __init__(self, options: Sequence[tuple[str, str]], value: str | None = None) -> None:
        """A choice among `options` (value, word); the first is chosen unless `value` is another."""
        super().__init__()
        self._options = tuple(options)
        if value is not None:
            self.set_reactive(Choice._place, self._place_of(value))

    @property
    def value(self) -> str:
        """The value of the option that is chosen."""
        return self._options[self._place][0]

    @value.setter
    def value(self, value: str) -> None:
        self._place = self._place_of(value)

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Letters belong to the choice while it has the focus, not to the program."""
        return character is not None and character.isprintable()

    def on_key(self, event: events.Key) -> None:
        """Go to the next option that begins with the letter; space goes to the next."""
        if event.character is None or not event.is_printable:
            return
        event.stop()
        event.prevent_default()
        letter = event.character.casefold()
        ahead = [(self._place + step) % len(self._options) for step in range(1, len(self._options) + 1)]
        for place in ahead:
            if letter == " " or self._options[place][1].casefold().startswith(letter):
                self._place = place
                return

    def on_click(self) -> None:
        """Go to the next option."""
        self.action_turn(1)

    def action_turn(self, step: int) -> None:
        """Go to the next or previous option, round the ends."""
        self._place = (self._place + step) % len(self._options)

    def action_enter(self) -> None:
        """Go on to the next field."""
        self.post_message(Entered())

    def watch__place(self) -> None:
        """Say that another option is chosen."""
        self.post_message(Edited())

    def render(self) -> Content:
        """The chosen word between arrows; with the focus, the keys that change it."""
        word, room = self._options[self._place][1], self.size.width - _ARROWS
        hint = _KEYS if self.has_focus and cell_len(word) + len(_KEYS) <= room else ""
        shown = plain(shortened(word, room))
        keys = (hint, "not bold $foreground-muted")
        return Content.assemble(("‹ ", "$foreground-muted"), shown, (" ›", "$foreground-muted"), keys)

    def _place_of(self, value: str) -> int:
        """Where an option stands; for a value that is none of them (an old draft's), the one chosen now."""
        values = [option for option, _ in self._options]
        return values.index(value) if value in values else self._place
