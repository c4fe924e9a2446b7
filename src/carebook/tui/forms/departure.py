"""Noting why a customer left, in their words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from carebook.customers.store import customer
from carebook.retention.model import Reason
from carebook.tui.forms.reading import past_days, read_typed
from carebook.tui.screens.form import FormScreen
from carebook.tui.widgets.controls import YES_NO, Choice, LineInput
from carebook.tui.widgets.day_field import DayField
from carebook.tui.widgets.field import Field

if TYPE_CHECKING:
    from carebook.book.book import Book
    from carebook.book.change import Change
    from carebook.tui.app import CarebookApp


def departure_form(app: CarebookApp, customer_id: int) -> FormScreen:
    """Make the form for why a customer left (CHN-2)."""

    def fields() -> Sequence[Field]:
        return (
            Field("reason", "Why", Choice([(str(one), str(one)) for one in Reason], Reason.UNKNOWN)),
            Field("words", "In their words", LineInput()),
            Field("told", "They told us", Choice(YES_NO, "no")),
            DayField("noted_on", "When", past_days(app), "today"),
        )

    def save(book: Book, values: dict[str, str], today: date, token: str) -> Change:
        from carebook.retention.desk.leaving import note_departure
        from carebook.retention.entry import DepartureEntry

        return note_departure(book, customer_id, read_typed(book, DepartureEntry, values, today), today, token=token)

    name = customer(app.book.db, customer_id).name
    sentence = "Who told us that they left counts as lost from that day on, until they buy again."
    return FormScreen(f"Why {name} left", fields, save, draft=f"Why they left: #{customer_id}", sentence=sentence)
