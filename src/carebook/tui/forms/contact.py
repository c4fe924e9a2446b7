"""Logging a contact: what was said, and when to call back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from carebook.customers.model import Channel, Response
from carebook.customers.store import customer
from carebook.tui.forms.reading import past_days, read_typed
from carebook.tui.screens.form import FormScreen
from carebook.tui.widgets.controls import Choice, LineInput
from carebook.tui.widgets.day_field import DayField, Reader
from carebook.tui.widgets.field import Field

if TYPE_CHECKING:
    from carebook.book.book import Book
    from carebook.book.change import Change
    from carebook.tui.app import CarebookApp

_CHANNELS = [(str(channel), str(channel)) for channel in (Channel.PHONE, *(c for c in Channel if c != Channel.PHONE))]
_RESPONSES = [("", "not said"), *((str(response), str(response)) for response in Response)]


class CallBackField(DayField):
    """The day to call back: typing one means that the answer was "later", emptying it that nothing was said."""

    def __init__(
        self,
        reader: Reader,
        answer: Choice,
        *,
        key: str = "call_back_on",
        label: str = "Call back on",
        hint: str = "if promised: fri, +2w",
    ) -> None:
        """A field that turns `answer`, unless the owner chose another one."""
        super().__init__(key, label, reader, hint=hint)
        self._answer = answer
        self._before = ""

    def judge(self) -> None:
        """Say which day is meant, and turn the answer when a day comes or goes."""
        super().judge()
        unsaid, meant = ("", Response.LATER) if self.value else (Response.LATER, "")
        if bool(self.value) != bool(self._before) and self._answer.value == unsaid:
            self._answer.value = meant
        self._before = self.value


def contact_form(app: CarebookApp, customer_id: int) -> FormScreen:
    """Make the form for a contact with a customer."""

    def save(book: Book, values: dict[str, str], today: date, token: str) -> Change:
        from carebook.customers.desk import log_contact
        from carebook.customers.entry import ContactEntry

        return log_contact(book, customer_id, read_typed(book, ContactEntry, values, today), today, token=token)

    name = customer(app.book.db, customer_id).name
    return FormScreen(f"Contact with {name}", lambda: contact_fields(app), save, draft=f"Contact with #{customer_id}")


def contact_fields(app: CarebookApp) -> Sequence[Field]:
    """Make the fields of a contact: a note is enough."""
    note = Field("note", "What was said", LineInput())
    note.enough = True
    answer = Choice(_RESPONSES)
    return (
        Field("channel", "How", Choice(_CHANNELS)),
        Field("direction", "Who began", Choice([("out", "we did"), ("in", "the customer did")])),
        note,
        Field("response", "Answer", answer),
        CallBackField(app.read_day, answer),
        DayField("on_day", "When", past_days(app), "today"),
    )
