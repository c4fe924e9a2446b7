"""How a customer is addressed, asked about where a change of names leaves it open."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from carebook.customers import rules, store
from carebook.customers.model import Customer, Member
from carebook.customers.refusals import NoSuchCustomer
from carebook.tui.forms.reading import read_typed
from carebook.tui.screens.form import FormScreen
from carebook.tui.widgets.controls import LineInput
from carebook.tui.widgets.field import Field

if TYPE_CHECKING:
    from carebook.book.book import Book
    from carebook.book.change import Change
    from carebook.tui.app import CarebookApp

_LABELS = {"addressee": "On the envelope", "salutation": "Salutation"}


def asking_how_addressed(app: CarebookApp, customer_id: int) -> Callable[[Change | None], None]:
    """Remember the names as they are now; return what asks how they are addressed once that is not clear.

    It is not where a name has changed and the lines are the owner's own, and where a partner of another name came.
    """
    db = app.book.db
    before, members = store.customer(db, customer_id), store.members(db, customer_id)

    def ask(change: Change | None) -> None:
        if change is None:
            return
        try:
            after = store.customer(db, customer_id)
        except NoSuchCustomer:
            return
        now = store.members(db, customer_id)
        if lines := rules.outdated(before, members, after, now):
            told = "Those are your own words. Enter takes what stands here now, esc keeps yours."
            app.push_screen(_addressing_form(after, lines, "A name changed: how are they addressed now?", told))
        elif _is_new_couple(members, now) and (lines := _unlike(after, rules.lines_for_two(after, now))):
            told = "Enter takes what stands here now, esc leaves it."
            app.push_screen(_addressing_form(after, lines, "Two surnames: how are they addressed?", told))

    return ask


def _is_new_couple(before: Sequence[Member], now: Sequence[Member]) -> bool:
    """Tell whether a partner came."""
    known = {member.id for member in before if member.role == "partner"}
    return any(member.role == "partner" and member.id not in known for member in now)


def _unlike(customer: Customer, lines: Mapping[str, str]) -> dict[str, str]:
    """Return both lines where they are not what stands there already."""
    stands = all(getattr(customer, line) == suggested for line, suggested in lines.items())
    return {} if stands else dict(lines)


def _addressing_form(customer: Customer, lines: Mapping[str, str], title: str, about: str) -> FormScreen:
    """Make the box with what is suggested now; enter takes it, esc keeps what stands."""
    stored = {line: str(getattr(customer, line)) for line in _LABELS}
    told = " ".join(f"{_LABELS[line]}: “{stored[line]}”." for line in lines)

    def fields() -> Sequence[Field]:
        made = [Field(line, _LABELS[line], LineInput(suggested)) for line, suggested in lines.items()]
        made[0].enough = True
        return made

    def save(book: Book, values: dict[str, str], today: date, token: str) -> Change:
        from carebook.customers.desk.household import address
        from carebook.customers.entry import AddressedEntry

        return address(book, customer.id, read_typed(book, AddressedEntry, stored | values, today), today)

    return FormScreen(
        title,
        fields,
        save,
        draft=f"How #{customer.id} is addressed: {' '.join(lines.values())}",
        sentence=f"{told} {about}",
    )
