"""A form: fields from top to bottom, one way through them, nothing typed ever lost (T7)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.message import Message
from textual.timer import Timer

from carebook.tui.widgets.controls import Edited, Entered
from carebook.tui.widgets.field import Field

AT_ONCE = 13
"""Fields that a form opens with: as many as a small window shows."""
PAUSE = 1.0
"""Seconds that what is typed waits before it is kept as a draft, however fast the owner goes on typing."""


class Form(VerticalScroll, can_focus=False, inherit_bindings=False):
    """Fields that are filled in together."""

    DEFAULT_CSS = """
    Form {
        height: auto; max-height: 100%; scrollbar-gutter: stable;
        scrollbar-size-vertical: 1; scrollbar-color: $foreground 30%; scrollbar-background: $background;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "submit", "Save", show=False),
        Binding("escape", "cancel", "Cancel", show=False),
        Binding("up", "go(-1)", "Field above", show=False),
        Binding("down", "go(1)", "Field below", show=False),
    ]

    @dataclass
    class Changed(Message):
        """Something new was typed: time to keep a draft."""

        values: dict[str, str]

    @dataclass
    class Submitted(Message):
        """The owner wants what is typed to be taken."""

        values: dict[str, str]

    class Cancelled(Message):
        """The owner leaves the form."""

    def __init__(self, *fields: Field, id: str | None = None) -> None:
        """A form of fields in their order."""
        super().__init__(id=id)
        self.fields = fields
        self._kept = self.values()
        self._waiting: Timer | None = None

    def compose(self) -> ComposeResult:
        """The fields that are seen first."""
        yield from self.fields[:AT_ONCE]

    def on_mount(self) -> None:
        """Let the others follow the first paint, so that a long form opens as quickly as a short one."""
        if len(self.fields) > AT_ONCE:
            self.call_after_refresh(self._add_the_others)

    def _add_the_others(self) -> None:
        if self.is_attached:
            self.mount(*self.fields[AT_ONCE:])

    def values(self) -> dict[str, str]:
        """What is typed, by the fields' keys."""
        return {field.key: field.value for field in self.fields}

    def fill(self, values: Mapping[str, str]) -> None:
        """Put a draft back; keys that the form does not know are left alone."""
        for field in self.fields:
            if field.key in values:
                field.control.value = values[field.key]

    def show_errors(self, errors: Mapping[str, str]) -> None:
        """Say beside each wrong field what is wrong, and go to the first one."""
        for field in self.fields:
            if field.key in errors:
                field.say(errors[field.key], wrong=True)
        wrong = [field for field in self.fields if field.key in errors]
        if wrong:
            wrong[0].control.focus(scroll_visible=False)
            self.call_after_refresh(wrong[0].scroll_visible, animate=False)

    def action_submit(self) -> None:
        """Hand over what is typed, kept as a draft first: keeping it after the save would leave one behind."""
        self._keep()
        self.post_message(self.Submitted(self.values()))

    def action_cancel(self) -> None:
        """Leave; what was typed and not kept yet is kept as a draft first."""
        self._keep()
        self.post_message(self.Cancelled())

    def action_go(self, step: int) -> None:
        """To the field above or below."""
        shown = [field for field in self.fields if field.display]
        place = next((place for place, field in enumerate(shown) if field.control.has_focus), -1) + step
        if 0 <= place < len(shown):
            shown[place].control.focus()

    @on(Entered)
    def go_on(self, event: Entered) -> None:
        """To the next field; from the last one, or one that is enough, hand over."""
        event.stop()
        here = next((field for field in self.fields if field.control.has_focus), None)
        last = [field for field in self.fields if field.display][-1]
        if here is not None and (here is last or here.enough):
            self.action_submit()
        else:
            self.action_go(1)

    @on(Edited)
    def wait_to_keep(self, event: Edited) -> None:
        """Count from the first change that is not kept yet."""
        event.stop()
        if self._waiting is None:
            self._waiting = self.set_timer(PAUSE, self._keep)

    def _keep(self) -> None:
        self._waiting = None
        if (values := self.values()) != self._kept:
            self._kept = values
            self.post_message(self.Changed(values))
