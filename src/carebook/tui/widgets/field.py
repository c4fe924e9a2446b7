"""One line of a form: a label, a control, and below it the sentence about what was typed."""

from typing import TYPE_CHECKING

from textual import events, on
from textual.app import ComposeResult
from textual.widget import Widget
from textual.widgets import Static

from carebook.text import clean
from carebook.tui.text import plain
from carebook.tui.widgets.controls import Choice, Edited, LineInput

if TYPE_CHECKING:
    from carebook.tui.widgets.text_box import TextBox

WRONG = "✗"
LABEL_ABOVE = 50
"""Cells of width below which the label stands above its control."""


class Field(Widget, can_focus=False):
    """A control with its label and the sentence about it."""

    DEFAULT_CSS = """
    Field {
        layout: grid; grid-size: 2; grid-columns: 18 1fr; grid-rows: auto; height: auto;
        &.-narrow { grid-size: 1; grid-columns: 1fr; .field--word { column-span: 1; padding-left: 0; } }
        &.-current > .field--label { text-style: bold; }
        .field--word { column-span: 2; padding-left: 18; color: $text-muted; display: none; }
        .-said { display: block; }
        .-wrong { color: $text-error; }
    }
    """

    enough = False
    """Whether enter here hands the form over, though there are fields below that may be left alone."""

    def __init__(self, key: str, label: str, control: "LineInput | Choice | TextBox") -> None:
        """A field whose value a form knows by `key`."""
        super().__init__()
        self.key = key
        self.control = control
        self._label = Static(plain(label), classes="field--label")
        self._word = Static(classes="field--word")

    @property
    def value(self) -> str:
        """What the owner typed or chose, cleaned (T2)."""
        return clean(self.control.value, lines=self.control.several_lines)

    @property
    def word(self) -> str:
        """The sentence below the control."""
        return str(self._word.content)

    def say(self, sentence: str, *, wrong: bool = False) -> None:
        """Say something about what is typed; when it is wrong, with a sign as well as a colour."""
        self._word.update(plain(f"{WRONG} {sentence}" if wrong else sentence))
        self._word.set_class(bool(sentence), "-said")
        self._word.set_class(wrong, "-wrong")

    def compose(self) -> ComposeResult:
        """Label, control, sentence."""
        yield self._label
        yield self.control
        yield self._word

    def on_resize(self, event: events.Resize) -> None:
        """Put the label above the control where there is little width."""
        self.set_class(event.size.width < LABEL_ABOVE, "-narrow")

    def on_descendant_focus(self) -> None:
        """Let the label stand out while its control is typed into."""
        self.add_class("-current")

    def on_descendant_blur(self) -> None:
        """Let the label step back."""
        self.remove_class("-current")

    @on(Edited)
    def judge_anew(self, edited: Edited) -> None:
        """What was said of the text before no longer holds."""
        self.judge()
        if edited.remark:
            self.say(edited.remark)

    def judge(self) -> None:
        """Say what there is to say of the value: nothing, for a field that knows no rule."""
        self.say("")
