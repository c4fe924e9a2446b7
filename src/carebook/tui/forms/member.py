"""Someone who belongs to a household or business."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from carebook.customers import store
from carebook.tui.forms import as_typed
from carebook.tui.forms.reading import read_typed
from carebook.tui.screens.form import FormScreen
from carebook.tui.widgets.controls import YES_NO, Choice, LineInput
from carebook.tui.widgets.field import Field
from carebook.tui.widgets.told_field import ToldField

if TYPE_CHECKING:
    from carebook.book.book import Book
    from carebook.book.change import Change
    from carebook.tui.app import CarebookApp

ROLES = (
    ("partner", "partner"),
    ("child", "child"),
    ("contact", "contact in a business"),
    ("pet", "pet"),
    ("other", "someone else"),
)


def member_form(app: CarebookApp, customer_id: int) -> FormScreen:
    """Make the form for a new member of a customer."""
    customer = store.customer(app.book.db, customer_id)
    typed = {"role": "contact" if customer.kind == "business" else "partner", "minor": "no"}

    def save(book: Book, values: dict[str, str], today: date, token: str) -> Change:
        from carebook.customers.desk import add_member
        from carebook.customers.entry import MemberEntry

        return add_member(book, customer_id, read_typed(book, MemberEntry, values, today), today, token=token)

    title = f"Who belongs to {customer.name}"
    return FormScreen(title, lambda: _fields(typed), save, draft=f"A member of #{customer_id}")


def edit_member_form(app: CarebookApp, member_id: int) -> FormScreen:
    """Make the form that changes a member."""
    stored = store.member(app.book.db, member_id)

    def save(book: Book, values: dict[str, str], today: date, token: str) -> Change:
        from carebook.customers.desk import edit_member
        from carebook.customers.entry import MemberEntry

        return edit_member(book, member_id, read_typed(book, MemberEntry, values, today), today)

    typed = as_typed.member(stored)
    return FormScreen(
        f"Change {stored.name}",
        lambda: _fields(typed),
        save,
        draft=f"Change a member of #{stored.customer_id} ·{member_id}",
    )


def _fields(typed: dict[str, str]) -> Sequence[Field]:
    def line(key: str, hint: str = "") -> LineInput:
        return LineInput(typed.get(key, ""), hint=hint)

    return (
        Field("name", "Name", line("name")),
        ToldField("role", "They are", Choice(ROLES, typed["role"]), _told_of_role),
        Field("minor", "Under age", Choice(YES_NO, typed["minor"])),
        Field("called", "Called", line("called")),
        Field("note", "Note", line("note", "likes tulips")),
    )


def _told_of_role(role: str) -> str:
    """Remind of the age of a child (SUP-7)."""
    return "Under age? Then letters go to the adult, by name." if role == "child" else ""
