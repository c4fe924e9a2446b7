"""A sale: what, how much, when; the rest is further down."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from carebook.customers import store
from carebook.tui.forms import as_typed
from carebook.tui.forms.reading import past_days, read_typed
from carebook.tui.screens.form import FormScreen
from carebook.tui.widgets.controls import LineInput
from carebook.tui.widgets.day_field import DayField
from carebook.tui.widgets.field import Field

if TYPE_CHECKING:
    from carebook.book.book import Book
    from carebook.book.change import Change
    from carebook.tui.app import CarebookApp


def sale_form(app: CarebookApp, customer_id: int) -> FormScreen:
    """Make the form for a new sale."""

    def save(book: Book, values: dict[str, str], today: date, token: str) -> Change:
        from carebook.customers.desk import record_sale
        from carebook.customers.entry import SaleEntry

        return record_sale(book, customer_id, read_typed(book, SaleEntry, values, today), today, token=token)

    name = store.customer(app.book.db, customer_id).name
    typed = {"sold_on": "today"}
    return FormScreen(f"Sale to {name}", lambda: _fields(app, typed), save, draft=f"Sale to #{customer_id}")


def edit_sale_form(app: CarebookApp, sale_id: int) -> FormScreen:
    """Make the form that changes a sale."""
    stored = store.sale(app.book.db, sale_id)
    typed = as_typed.sale(stored, app.shop)

    def save(book: Book, values: dict[str, str], today: date, token: str) -> Change:
        from carebook.customers.desk import edit_sale
        from carebook.customers.entry import SaleEntry

        return edit_sale(book, sale_id, read_typed(book, SaleEntry, values, today), today)

    name = store.customer(app.book.db, stored.customer_id).name
    return FormScreen(
        f"Change a sale to {name}",
        lambda: _fields(app, typed),
        save,
        draft=f"Change a sale to #{stored.customer_id} ·{sale_id}",
    )


def _fields(app: CarebookApp, typed: dict[str, str]) -> Sequence[Field]:
    def line(key: str, hint: str = "") -> LineInput:
        return LineInput(typed.get(key, ""), hint=hint)

    sold_on = DayField("sold_on", "When", past_days(app), typed["sold_on"], hint="today")
    sold_on.enough = True
    given_on = typed.get("gift_reveal_on", "")
    return (
        Field("product", "What", line("product", "a rose arch")),
        Field("amount", "Amount", line("amount", f"in {app.shop.currency}")),
        sold_on,
        Field("quantity", "How many", line("quantity", "1")),
        Field("cost", "What it cost us", line("cost", "only if known")),
        DayField("gift_reveal_on", "A gift, given on", app.read_day, given_on, hint="thanks wait till then"),
        Field("note", "Note", line("note")),
    )
