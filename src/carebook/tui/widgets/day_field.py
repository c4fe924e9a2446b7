"""A field for a date, echoed in words as it is typed: "fri" is "Fri 27 Nov 2026"."""

from collections.abc import Callable

from carebook.tui.widgets.controls import LineInput
from carebook.tui.widgets.field import Field

Reader = Callable[[str], tuple[str, bool]]
"""From what is typed to the day in words and True, or to the sentence for what is wrong and False."""


class DayField(Field):
    """A date typed freely; what it was understood as stands below it."""

    def __init__(self, key: str, label: str, reader: Reader, value: str = "", *, hint: str = "") -> None:
        """A field that asks `reader` what a typed text means."""
        super().__init__(key, label, LineInput(value, hint=hint))
        self._reader = reader

    def on_mount(self) -> None:
        """Say what the first value means."""
        self.judge()

    def judge(self) -> None:
        """Say which day is meant, or why none is; an empty field says nothing."""
        typed = self.value
        echo, understood = self._reader(typed) if typed else ("", True)
        self.say(echo, wrong=not understood)
