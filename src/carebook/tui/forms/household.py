"""Life in a household or business: who leaves, and who marries."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from carebook.customers import rules, store
from carebook.customers.model import Customer, Member
from carebook.tui.forms.customer import said_of_likely
from carebook.tui.forms.occasion import YEARLY_HINT
from carebook.tui.forms.reading import past_days, read_typed, yearly_days
from carebook.tui.screens.form import FormScreen
from carebook.tui.widgets.controls import Choice, LineInput
from carebook.tui.widgets.day_field import DayField
from carebook.tui.widgets.field import Field
from carebook.tui.widgets.told_field import ToldField

if TYPE_CHECKING:
    from carebook.book.book import Book
    from carebook.book.change import Change
    from carebook.tui.app import CarebookApp

_OWN = (("no", "no, they only leave"), ("yes", "yes, as a customer of their own"))
_LEAST_LETTERS = 3


def leaving_form(app: CarebookApp, member: Member) -> FormScreen:
    """Make the form for a member who leaves."""
    customer = store.customer(app.book.db, member.customer_id)
    may_have_own = rules.may_be_addressed(member)

    def fields() -> Sequence[Field]:
        day = DayField("on", "Left on", past_days(app), "today", hint="today")
        day.enough = True
        return (day, Field("own", "A record", Choice(_OWN))) if may_have_own else (day,)

    def save(book: Book, values: dict[str, str], today: date, token: str) -> Change:
        from carebook.customers.desk.household import member_left
        from carebook.customers.entry import LeavingEntry

        on = read_typed(book, LeavingEntry, {"on": values["on"]}, today).on
        own = values.get("own") == "yes"
        return member_left(book, member.id, on, today, own_record=own, token=token)

    about = "With a record of their own, their yearly days and news go over to it." if may_have_own else ""
    draft = f"A member leaves #{customer.id} ·{member.id}"
    return FormScreen(f"{member.name} leaves {customer.name}", fields, save, draft=draft, sentence=about)


def marriage_form(app: CarebookApp, customer_id: int, member: Member | None) -> FormScreen:
    """Make the form for the marriage of a customer, or of one of its members."""
    db = app.book.db
    customer, members = store.customer(db, customer_id), store.members(db, customer_id)
    name = member.name if member else customer.name
    own = {m.name for m in members} | {customer.name}

    def likely(typed: str) -> str:
        """Say who may be in the book already; one who is stays a record of their own until the two are merged."""
        if len(typed) < _LEAST_LETTERS or typed in own:
            return ""
        found = store.likely_same(db, typed, "", "")
        return said_of_likely([line for line in found if line.id != customer_id])

    def fields() -> Sequence[Field]:
        return (
            ToldField(
                "spouse",
                "Married",
                LineInput(_partner_of(customer, members, member), hint="their whole name, as it is now"),
                likely,
            ),
            Field("called", "Called", LineInput(hint="what you call them")),
            DayField("day", "Wedding day", yearly_days(app), hint=YEARLY_HINT),
            Field("new_name", "Own new name", LineInput(hint=f"empty: stays {name}")),
        )

    def save(book: Book, values: dict[str, str], today: date, token: str) -> Change:
        from carebook.customers.desk.household import marry
        from carebook.customers.entry import MarriageEntry

        entry = read_typed(book, MarriageEntry, values, today)
        return marry(book, customer_id, entry, today, member_id=member.id if member else None, token=token)

    draft = f"A marriage of #{customer_id}" + (f" ·{member.id}" if member else "")
    return FormScreen(f"{name} married", fields, save, draft=draft)


def _partner_of(customer: Customer, members: Sequence[Member], one: Member | None) -> str:
    """Name the only partner of who marries, who lives there already; empty where there is none, or several."""
    partners = [m.name for m in members if m.role == "partner" and m.died_on is None and m != one]
    if one is not None:
        partners = [*partners, rules.goes_by(customer, members)] if one.role == "partner" else []
    living = [name for name in partners if name]
    return living[0] if len(living) == 1 else ""
