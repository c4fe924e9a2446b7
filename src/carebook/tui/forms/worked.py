"""Logging what came of a call from a list of opportunity."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from carebook.customers.model import Response
from carebook.customers.store import customer
from carebook.retention.model import TITLES, Opportunity
from carebook.tui.forms.complaint_parts import CHANNELS, enough
from carebook.tui.forms.contact import CallBackField
from carebook.tui.forms.reading import past_days, read_typed
from carebook.tui.screens.form import FormScreen
from carebook.tui.widgets.controls import Choice, LineInput
from carebook.tui.widgets.day_field import DayField
from carebook.tui.widgets.field import Field

if TYPE_CHECKING:
    from carebook.book.book import Book
    from carebook.book.change import Change
    from carebook.tui.app import CarebookApp

_ANSWERS = [
    ("", "not said yet"),
    (str(Response.POSITIVE), "positive: they say yes"),
    (str(Response.NEGATIVE), "negative: they say no"),
    (str(Response.NONE), "none: nobody was reached"),
    (str(Response.LATER), "later: call again"),
]


def call_form(app: CarebookApp, customer_id: int, which: Opportunity, about: str = "") -> FormScreen:
    """Make the form for a call, or another touch, to somebody on a list; `about` is what they stand there for."""

    def fields() -> Sequence[Field]:
        answer = Choice(_ANSWERS)
        return (
            Field("response", "Answer", answer),
            CallBackField(app.read_day, answer),
            enough(Field("note", "What was said", LineInput())),
            Field("channel", "How", Choice(CHANNELS)),
            DayField("on_day", "When", past_days(app), "today", hint="today"),
        )

    def save(book: Book, values: dict[str, str], today: date, token: str) -> Change:
        from carebook.retention.desk.working import log_call
        from carebook.retention.entry import WorkedEntry

        entry = read_typed(book, WorkedEntry, values, today)
        return log_call(book, customer_id, which, entry, today, about=about, token=token)

    whose = customer(app.book.db, customer_id)
    title = " · ".join(filter(None, (whose.name, whose.phone or whose.mobile)))
    return FormScreen(title, fields, save, draft=f"{TITLES[which]}: call to #{customer_id}", sentence=TITLES[which])
