"""Partners: making somebody one, what was agreed with them, and whom we sent to them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from carebook.customers.store import customer
from carebook.referrals.model import Partner
from carebook.referrals.store import partners as store
from carebook.tui.forms import as_typed
from carebook.tui.forms.complaint_parts import enough
from carebook.tui.forms.reading import past_days, read_typed
from carebook.tui.screens.form import FormScreen
from carebook.tui.widgets.controls import LineInput
from carebook.tui.widgets.day_field import DayField
from carebook.tui.widgets.field import Field
from carebook.tui.widgets.text_box import TextBox

if TYPE_CHECKING:
    from carebook.book.book import Book
    from carebook.book.change import Change
    from carebook.tui.app import CarebookApp


def new_partner_form(app: CarebookApp, customer_id: int) -> FormScreen:
    """Make the form that makes somebody of the book a partner; who was one before finds what was agreed then."""

    def save(book: Book, values: dict[str, str], today: date, token: str) -> Change:
        from carebook.referrals.desk.partnering import make_partner
        from carebook.referrals.entry import PartnerEntry

        return make_partner(book, customer_id, read_typed(book, PartnerEntry, values, today), today, token=token)

    name = customer(app.book.db, customer_id).name
    before = store.partner_of(app.book.db, customer_id)
    sentence = "A partner sends you customers, and you send some to them: both are counted here."
    return FormScreen(
        f"{name} as a partner", _agreed(app, before), save, draft=f"Partner #{customer_id}", sentence=sentence
    )


def edit_partner_form(app: CarebookApp, partner: Partner) -> FormScreen:
    """Make the form that changes what was agreed with a partner."""

    def save(book: Book, values: dict[str, str], today: date, token: str) -> Change:
        from carebook.referrals.desk.partnering import edit_partner
        from carebook.referrals.entry import PartnerEntry

        return edit_partner(book, partner.id, read_typed(book, PartnerEntry, values, today), today)

    name = customer(app.book.db, partner.customer_id).name
    draft = f"Change the partner #{partner.customer_id}"
    return FormScreen(f"Change the partner {name}", _agreed(app, partner, partner.since), save, draft=draft)


def passed_on_form(app: CarebookApp, partner: Partner) -> FormScreen:
    """Make the form for somebody whom we sent to a partner."""

    def fields() -> Sequence[Field]:
        return (
            enough(Field("name", "Whom we sent", LineInput(hint="a name; leave out how to reach them"))),
            Field("note", "For what", LineInput(hint="a hedge to be cut")),
            DayField("on_day", "When", past_days(app), "today", hint="today"),
        )

    def save(book: Book, values: dict[str, str], today: date, token: str) -> Change:
        from carebook.referrals.desk.partnering import pass_on
        from carebook.referrals.entry import PassedOnEntry

        entry = read_typed(book, PassedOnEntry, values, today)
        return pass_on(book, partner.customer_id, entry, today, token=token)

    name = customer(app.book.db, partner.customer_id).name
    return FormScreen(f"Whom we sent to {name}", fields, save, draft=f"Sent to #{partner.customer_id}")


def _agreed(app: CarebookApp, known: Partner | None, since: date | None = None) -> Callable[[], Sequence[Field]]:
    """Return the fields for what is agreed with a partner, beginning with what is known; without a day, today."""
    trade, agreed = (known.trade, known.agreed) if known else ("", "")

    def fields() -> Sequence[Field]:
        return (
            Field("trade", "What they do", LineInput(trade, hint="vet, florist, builder")),
            Field("agreed", "Agreed", TextBox(agreed)),
            DayField("since", "Partner since", past_days(app), as_typed.day(since, app.shop) or "today"),
        )

    return fields
