"""News of a customer or member that asks for a card by hand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from carebook.customers import store
from carebook.tui.forms.occasion import member_of, whose_field
from carebook.tui.forms.reading import past_days, read_typed
from carebook.tui.screens.form import FormScreen
from carebook.tui.widgets.controls import Choice, LineInput
from carebook.tui.widgets.day_field import DayField
from carebook.tui.widgets.field import Field

if TYPE_CHECKING:
    from carebook.book.book import Book
    from carebook.book.change import Change
    from carebook.tui.app import CarebookApp

_KINDS = (("congratulation", "good news: congratulations"), ("condolence", "sad news: sympathy"))


def news_form(app: CarebookApp, customer_id: int, member_id: int | None, *, loss: str = "") -> FormScreen:
    """Make the form for news of a customer or, to begin with, of one of its members; or of a `loss`, as it begins."""

    def fields() -> Sequence[Field]:
        return (
            Field("what", "What happened", LineInput(loss, hint="opened a second shop")),
            Field("kind", "It is", Choice(_KINDS, "condolence" if loss else None)),
            DayField("heard_on", "Heard on", past_days(app), "today", hint="today"),
            whose_field(app, customer_id, member_id),
        )

    def save(book: Book, values: dict[str, str], today: date, token: str) -> Change:
        from carebook.customers.desk import hear_news
        from carebook.customers.entry import NewsEntry

        member = member_of(values)
        entry = read_typed(book, NewsEntry, values, today)
        return hear_news(book, customer_id, entry, today, member_id=member, token=token)

    customer = store.customer(app.book.db, customer_id)
    draft = f"News of #{customer_id}" + (f" · {loss}" if loss else "")
    goes_to = f"A card by hand, to {customer.addressee or customer.name}. It stands among tonight's cards."
    return FormScreen(f"News of {customer.name}", fields, save, draft=draft, sentence=goes_to if loss else "")
