"""How a customer is addressed, asked about when a name changed and the lines are the owner's own."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from carebook.customers import rules, store
from carebook.customers.model import Customer
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
    """Remember the names as they are now; return what asks about the owner's own lines once a name has changed."""
    db = app.book.db
    before, members = store.customer(db, customer_id), store.members(db, customer_id)

    def ask(change: Change | None) -> None:
        if change is None:
            return
        try:
            after = store.customer(db, customer_id)
        except NoSuchCustomer:
            return
        if lines := rules.outdated(before, members, after, store.members(db, customer_id)):
            app.push_screen(_addressing_form(after, lines))

    return ask


def _addressing_form(customer: Customer, lines: Mapping[str, str]) -> FormScreen:
    """Make the box with what is suggested now; enter takes it, esc keeps what the owner had typed."""
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
        "A name changed: how are they addressed now?",
        fields,
        save,
        draft=f"How #{customer.id} is addressed: {' '.join(lines.values())}",
        sentence=f"{told} Those are your own words. Enter takes what stands here now, esc keeps yours.",
    )
