"""A birthday, a wedding day, or another day that comes back every year."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from carebook.customers import store
from carebook.tui.forms import as_typed
from carebook.tui.forms.reading import read_typed, yearly_days
from carebook.tui.screens.form import FormScreen
from carebook.tui.widgets.controls import Choice, LineInput
from carebook.tui.widgets.day_field import DayField
from carebook.tui.widgets.field import Field
from carebook.tui.widgets.told_field import ToldField

if TYPE_CHECKING:
    from carebook.book.book import Book
    from carebook.book.change import Change
    from carebook.tui.app import CarebookApp

_KINDS = (("birthday", "birthday"), ("wedding", "wedding day"), ("own", "another day"))
_LEAP = (("", "as the shop does"), ("feb", "28 February"), ("mar", "1 March"))
YEARLY_HINT = "3 may, or 3 may 1980 if the year is known"
NO_MEMBER = ""
"""The value of "whose" that means the customer."""


def whose_field(app: CarebookApp, customer_id: int, member_id: int | None) -> Field:
    """Make the field that tells the customer from its members; who died is not among them."""
    db = app.book.db
    living = [(str(member.id), member.name) for member in store.members(db, customer_id) if member.died_on is None]
    options = [(NO_MEMBER, store.customer(db, customer_id).name), *living]
    return Field("whose", "Whose", Choice(options, str(member_id) if member_id is not None else NO_MEMBER))


def member_of(values: dict[str, str]) -> int | None:
    """Take the member whom the owner chose out of what is typed."""
    whose = values.pop("whose")
    return int(whose) if whose != NO_MEMBER else None


def occasion_form(app: CarebookApp, customer_id: int, member_id: int | None) -> FormScreen:
    """Make the form for a yearly day of a customer or, to begin with, of one of its members."""

    def save(book: Book, values: dict[str, str], today: date, token: str) -> Change:
        from carebook.customers.desk import set_occasion
        from carebook.customers.entry import OccasionEntry

        member = member_of(values)
        entry = read_typed(book, OccasionEntry, values, today)
        return set_occasion(book, customer_id, entry, today, member_id=member, token=token)

    def fields() -> Sequence[Field]:
        return (whose_field(app, customer_id, member_id), *_fields(app, {}))

    name = store.customer(app.book.db, customer_id).name
    return FormScreen(f"A yearly day · {name}", fields, save, draft=f"A yearly day of #{customer_id}")


def edit_occasion_form(app: CarebookApp, occasion_id: int) -> FormScreen:
    """Make the form that changes a yearly day."""
    stored = store.occasion(app.book.db, occasion_id)

    def save(book: Book, values: dict[str, str], today: date, token: str) -> Change:
        from carebook.customers.desk import set_occasion
        from carebook.customers.entry import OccasionEntry

        entry = read_typed(book, OccasionEntry, values, today)
        return set_occasion(
            book, stored.customer_id, entry, today, member_id=stored.member_id, occasion_id=occasion_id, token=token
        )

    typed = as_typed.occasion(stored)
    return FormScreen(
        "Change a yearly day",
        lambda: _fields(app, typed),
        save,
        draft=f"Change a yearly day of #{stored.customer_id} ·{occasion_id}",
    )


def _fields(app: CarebookApp, typed: dict[str, str]) -> Sequence[Field]:
    day = DayField("day", "Day", yearly_days(app), typed.get("day", ""), hint=YEARLY_HINT)
    day.enough = True
    ahead = LineInput(typed.get("lead", ""), hint="as the plan has it, or 7")
    return (
        Field("kind", "What", Choice(_KINDS, typed.get("kind", "birthday"))),
        day,
        Field("label", "Its own name", LineInput(typed.get("label", ""), hint="only for another day: first visit")),
        ToldField("lead", "Days ahead", ahead, _told_of_lead),
        Field("leap", "29 Feb falls on", Choice(_LEAP, typed.get("leap", ""))),
    )


def _told_of_lead(typed: str) -> str:
    """Say what the days ahead are for."""
    return "So many days before it the letter leaves, or Today reminds you." if typed else ""
