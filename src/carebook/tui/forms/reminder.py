"""A reminder of the owner's own about a customer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from carebook.customers import store
from carebook.customers.store.reminders import reminder
from carebook.tui.forms.reading import read_typed
from carebook.tui.screens.form import FormScreen
from carebook.tui.widgets.controls import LineInput
from carebook.tui.widgets.day_field import DayField
from carebook.tui.widgets.field import Field

if TYPE_CHECKING:
    from carebook.book.book import Book
    from carebook.book.change import Change
    from carebook.tui.app import CarebookApp


def reminder_form(app: CarebookApp, customer_id: int) -> FormScreen:
    """Make the form for a reminder of a customer."""

    def save(book: Book, values: dict[str, str], today: date, token: str) -> Change:
        from carebook.customers.desk.reminding import remind
        from carebook.customers.entry import ReminderEntry

        return remind(book, customer_id, read_typed(book, ReminderEntry, values, today), today, token=token)

    name = store.customer(app.book.db, customer_id).name
    return FormScreen(f"Remember · {name}", lambda: _fields(app, "", ""), save, draft=f"A reminder of #{customer_id}")


def edit_reminder_form(app: CarebookApp, reminder_id: int) -> FormScreen:
    """Make the form that changes a reminder; one whose day is over is for today."""
    stored = reminder(app.book.db, reminder_id)
    on_day = max(stored.on_day, app.today).isoformat()

    def save(book: Book, values: dict[str, str], today: date, token: str) -> Change:
        from carebook.customers.desk.reminding import change_reminder
        from carebook.customers.entry import ReminderEntry

        return change_reminder(book, reminder_id, read_typed(book, ReminderEntry, values, today), today)

    name = store.customer(app.book.db, stored.customer_id).name
    return FormScreen(
        f"Remember · {name}", lambda: _fields(app, stored.what, on_day), save, draft=f"Reminder {reminder_id}"
    )


def _fields(app: CarebookApp, what: str, on_day: str) -> Sequence[Field]:
    return (
        Field("what", "What", LineInput(what, hint="ask about the fence")),
        DayField("on_day", "From", app.read_day, on_day, hint="+2w, 3 may"),
    )
