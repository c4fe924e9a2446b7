"""What is noted of a running drive: its half-time, and what it taught (REF-6)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from carebook.referrals.model import Drive
from carebook.referrals.store.asking import may_be_asked
from carebook.tui.forms import as_typed
from carebook.tui.forms.reading import read_typed
from carebook.tui.screens.form import FormScreen
from carebook.tui.widgets.controls import LineInput
from carebook.tui.widgets.field import Field
from carebook.tui.widgets.text_box import TextBox

if TYPE_CHECKING:
    from carebook.book.book import Book
    from carebook.book.change import Change
    from carebook.tui.app import CarebookApp


def next_form(app: CarebookApp, found: Drive) -> FormScreen:
    """Make the form that is next: of the half-time while a drive runs, of its result when it is over."""
    return _end_form(app, found) if app.today > found.ends_on else _half_time_form(app, found)


def _half_time_form(app: CarebookApp, found: Drive) -> FormScreen:
    def fields() -> Sequence[Field]:
        return [Field("half_time", "What you do", TextBox(found.half_time))]

    def save(book: Book, values: dict[str, str], today: date, _: str) -> Change:
        from carebook.referrals.desk.driving import note_half_time
        from carebook.referrals.entry import HalfTimeEntry

        return note_half_time(book, found.id, read_typed(book, HalfTimeEntry, values, today), today)

    sentence = f"{_who_is_left(app)} What works, what does not? What you note here, Today asks no more."
    return FormScreen(
        f"Half-time of {found.name}", fields, save, draft=f"Half-time of a drive ·{found.id}", sentence=sentence
    )


def _who_is_left(app: CarebookApp) -> str:
    """Say how many may be asked today, and where they stand."""
    found = len(may_be_asked(app.book.db, app.today))
    if not found:
        return "Nobody may be asked today: who praises you comes onto the list, and * notes that."
    customers = "1 customer" if found == 1 else f"{found:,} customers"
    return f"{customers} may be asked today: Ask (5, then → twice) lists who."


def _end_form(app: CarebookApp, found: Drive) -> FormScreen:
    def fields() -> Sequence[Field]:
        return (
            Field("learned", "It taught", TextBox(found.learned)),
            Field("cost", "It cost", LineInput(as_typed.amount(found.cost or None, app.shop), hint="not the rewards")),
        )

    def save(book: Book, values: dict[str, str], today: date, _: str) -> Change:
        from carebook.referrals.desk.driving import close_drive
        from carebook.referrals.entry import DriveEndEntry

        return close_drive(book, found.id, read_typed(book, DriveEndEntry, values, today), today)

    sentence = "What would you do again, what not? The next drive begins with it."
    return FormScreen(f"What {found.name} taught", fields, save, draft=f"End of a drive ·{found.id}", sentence=sentence)
