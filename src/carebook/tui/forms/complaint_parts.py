"""What the forms of a case have in common."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

from carebook.complaints.model import LEFT_TO_US, Complaint
from carebook.customers.model import Channel
from carebook.customers.store import customer
from carebook.text import fold
from carebook.tui.forms.reading import past_days
from carebook.tui.screens.form import FormScreen, Save
from carebook.tui.widgets.controls import LineInput
from carebook.tui.widgets.day_field import DayField
from carebook.tui.widgets.field import Field
from carebook.tui.widgets.told_field import ToldField

if TYPE_CHECKING:
    from carebook.tui.app import CarebookApp

CHANNELS = [(str(channel), str(channel)) for channel in (Channel.PHONE, *(c for c in Channel if c != Channel.PHONE))]

AnyField = TypeVar("AnyField", bound=Field)


class SpokenField(ToldField):
    """A field about which something is said from the beginning."""

    def on_mount(self) -> None:
        """Say it."""
        self.judge()


class WishField(Field):
    """What would put it right, in the customer's words (CMP-2); a single l leaves it to us."""

    def __init__(self, case: Complaint) -> None:
        """A field that holds what they asked for already, if they did."""
        super().__init__("remedy_sought", "They say", LineInput(case.remedy_sought, hint=f"l: {LEFT_TO_US}"))

    @property
    def value(self) -> str:
        """Their words; the beginning of “leaves it to us” is all of it."""
        typed = super().value
        begun = fold(typed)
        return LEFT_TO_US if begun and LEFT_TO_US.startswith(begun) else typed

    def judge(self) -> None:
        """Say that it is left to us where that is meant."""
        self.say(LEFT_TO_US if self.value == LEFT_TO_US else "")


def step_form(
    app: CarebookApp, case: Complaint, title: str, fields: Callable[[], Sequence[Field]], save: Save, *, hint: str = ""
) -> FormScreen:
    """Make the form for a step of a case; it names whom to call, and below that a hint."""
    whose = customer(app.book.db, case.customer_id)
    named = " · ".join(filter(None, (title, case.number, whose.name, whose.phone or whose.mobile)))
    draft = f"{title} {case.number}, #{case.customer_id} ·{case.id}"
    return FormScreen(named, fields, save, draft=draft, sentence=hint)


def enough(field: AnyField) -> AnyField:
    """Let enter in this field hand the form over."""
    field.enough = True
    return field


def day_field(app: CarebookApp, label: str = "When") -> DayField:
    """Make the field for the day of a step: today, unless it is entered later."""
    return DayField("on_day", label, past_days(app), "today", hint="today")
