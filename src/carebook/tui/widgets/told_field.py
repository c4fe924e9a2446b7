"""A field about which something is said while it is typed into."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from carebook.tui.widgets.controls import Choice, LineInput
from carebook.tui.widgets.field import Field

if TYPE_CHECKING:
    from carebook.tui.widgets.text_box import TextBox


class ToldField(Field):
    """A field that tells `listener` what it holds now, and says what that answers."""

    def __init__(
        self, key: str, label: str, control: LineInput | Choice | TextBox, listener: Callable[[str], str]
    ) -> None:
        """A field with a listener; an empty answer says nothing."""
        super().__init__(key, label, control)
        self._listener = listener

    def judge(self) -> None:
        """Say what the listener answers."""
        self.say(self._listener(self.value))
