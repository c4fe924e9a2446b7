"""Someone who belongs to a household or business."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from carebook.customers import store
from carebook.tui.forms import as_typed
from carebook.tui.forms.occasion import YEARLY_HINT
from carebook.tui.forms.reading import read_typed, yearly_days
from carebook.tui.screens.form import FormScreen
from carebook.tui.widgets.controls import YES_NO, Choice, LineInput
from carebook.tui.widgets.day_field import DayField
from carebook.tui.widgets.field import Field
from carebook.tui.widgets.told_field import ToldField
from carebook.typed import Wrong

if TYPE_CHECKING:
    from carebook.book.book import Book
    from carebook.book.change import Change
    from carebook.customers.entry import MemberEntry, OccasionEntry
    from carebook.tui.app import CarebookApp

_ROLES = (
    ("partner", "partner"),
    ("child", "child"),
    ("contact", "contact in a business"),
    ("pet", "pet"),
    ("other", "someone else"),
)


_OF_HOME, _OF_BUSINESS = ("partner", "child", "pet", "other"), ("contact", "other")
"""The roles that there are in a family, and in a business."""


def _roles(kind: str, role: str) -> list[tuple[str, str]]:
    """List the roles that there are with such a customer, and the one that stands."""
    offered = _OF_BUSINESS if kind == "business" else _OF_HOME
    return [(one, word) for one, word in _ROLES if one in offered or one == role]


class RoleChoice(Choice):
    """What a member is; a child is taken to be under age until the owner says otherwise (SUP-7)."""

    def __init__(self, roles: Sequence[tuple[str, str]], role: str, minor: Choice) -> None:
        """A choice that turns `minor` when another role is chosen, until the owner has chosen it otherwise."""
        super().__init__(roles, role)
        self._minor = minor
        self._taken = self._usual
        self._is_said = minor.value != self._taken

    @property
    def _usual(self) -> str:
        return "yes" if self.value == "child" else "no"

    def watch__place(self) -> None:
        """Take a child to be under age at once: a draft, which is filled in from the top, still has the last word."""
        super().watch__place()
        self._is_said = self._is_said or self._minor.value != self._taken
        if not self._is_said:
            self._minor.value = self._taken = self._usual


def member_form(app: CarebookApp, customer_id: int) -> FormScreen:
    """Make the form for a new member of a customer."""
    customer = store.customer(app.book.db, customer_id)
    typed = {"role": "contact" if customer.kind == "business" else "partner", "minor": "no"}

    def fields() -> Sequence[Field]:
        return _fields(typed, _roles(customer.kind, typed["role"]), _birthday_field(app))

    def save(book: Book, values: dict[str, str], today: date, token: str) -> Change:
        from carebook.customers.desk import add_member

        entry, birthday = _read(book, values, today)
        return add_member(book, customer_id, entry, today, birthday=birthday, token=token)

    return FormScreen(f"Who belongs to {customer.name}", fields, save, draft=f"A member of #{customer_id}")


def edit_member_form(app: CarebookApp, member_id: int) -> FormScreen:
    """Make the form that changes a member; a birthday that is known is a line of its own, and is changed there."""
    stored = store.member(app.book.db, member_id)
    typed = as_typed.member(stored)
    kind = store.customer(app.book.db, stored.customer_id).kind
    born = store.birthday(app.book.db, stored.customer_id, member_id)

    def fields() -> Sequence[Field]:
        return _fields(typed, _roles(kind, stored.role), _birthday_field(app) if born is None else None)

    def save(book: Book, values: dict[str, str], today: date, token: str) -> Change:
        from carebook.customers.desk import edit_member

        entry, birthday = _read(book, values, today)
        return edit_member(book, member_id, entry, today, birthday=birthday)

    draft = f"Change a member of #{stored.customer_id} ·{member_id}"
    return FormScreen(f"Change {stored.name}", fields, save, draft=draft)


def _fields(typed: dict[str, str], roles: Sequence[tuple[str, str]], birthday: Field | None) -> Sequence[Field]:
    def line(key: str, hint: str = "") -> LineInput:
        return LineInput(typed.get(key, ""), hint=hint)

    minor = Choice(YES_NO, typed["minor"])
    return (
        Field("name", "Name", line("name")),
        ToldField("role", "They are", RoleChoice(roles, typed["role"], minor), _told_of_role),
        *([birthday] if birthday else []),
        Field("minor", "Under age", minor),
        Field("called", "Called", line("called")),
        Field("note", "Note", line("note", "likes tulips")),
    )


def _birthday_field(app: CarebookApp) -> Field:
    return DayField("birthday", "Birthday", yearly_days(app), hint=YEARLY_HINT)


def _told_of_role(role: str) -> str:
    """Say what being under age means (SUP-7)."""
    return "While under age, letters go to the adult." if role == "child" else ""


def _read(book: Book, values: dict[str, str], today: date) -> tuple[MemberEntry, OccasionEntry | None]:
    """Check what is typed of a member and, where it is known, of the birthday."""
    from carebook.customers.entry import MemberEntry, OccasionEntry

    born = values.pop("birthday", "")
    entry = read_typed(book, MemberEntry, values, today)
    try:
        return entry, read_typed(book, OccasionEntry, {"day": born}, today) if born else None
    except Wrong as wrong:
        raise Wrong({"birthday": wrong.errors["day"]}) from wrong
