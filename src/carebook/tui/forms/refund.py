"""Money given back for a sale."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from carebook.customers import store
from carebook.customers.refusals import AllGivenBack, RefundedTooEarly, TooMuchBack
from carebook.tui.forms import as_typed
from carebook.tui.forms.reading import past_days, read_typed
from carebook.tui.screens.form import FormScreen
from carebook.tui.widgets.controls import LineInput
from carebook.tui.widgets.day_field import DayField
from carebook.tui.widgets.field import Field
from carebook.typed import Wrong

if TYPE_CHECKING:
    from carebook.book.book import Book
    from carebook.book.change import Change
    from carebook.tui.app import CarebookApp


def refund_form(app: CarebookApp, sale_id: int) -> FormScreen:
    """Make the form for giving back some of a sale; it begins with all that is left of it."""
    db, shop = app.book.db, app.shop
    stored = store.sale(db, sale_id)
    left = as_typed.amount(stored.amount - store.given_back(db, sale_id), shop)

    def fields() -> Sequence[Field]:
        return (
            Field("amount", "Amount", LineInput(left, hint="empty: all that is left")),
            DayField("sold_on", "When", past_days(app), "today", hint="today"),
            Field("note", "Why", LineInput()),
        )

    def save(book: Book, values: dict[str, str], today: date, token: str) -> Change:
        from carebook.customers.desk import refund_sale
        from carebook.customers.entry import RefundEntry

        entry = read_typed(book, RefundEntry, values, today)
        try:
            return refund_sale(book, sale_id, entry, today, token=token)
        except (TooMuchBack, AllGivenBack) as refusal:
            raise Wrong({"amount": str(refusal)}) from refusal
        except RefundedTooEarly as refusal:
            raise Wrong({"sold_on": str(refusal)}) from refusal

    title = f"Give money back for {stored.product}" if stored.product else "Give money back"
    return FormScreen(title, fields, save, draft=f"Refund to #{stored.customer_id} ·{sale_id}")
