"""A complaint, taken down while the customer is on the phone: their own words first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from carebook.book.refusals import DoneBefore
from carebook.complaints.model import Complaint, Loss, Severity
from carebook.complaints.store import cases
from carebook.customers import store
from carebook.customers.model import Channel
from carebook.tui.forms import as_typed
from carebook.tui.forms.complaint_labels import LabelField
from carebook.tui.forms.complaint_parts import CHANNELS, SpokenField, enough
from carebook.tui.forms.reading import past_days, read_typed
from carebook.tui.screens.form import FormScreen
from carebook.tui.screens.record.card import short_day
from carebook.tui.text import shortened
from carebook.tui.widgets.controls import Choice, LineInput
from carebook.tui.widgets.day_field import DayField
from carebook.tui.widgets.field import Field
from carebook.tui.widgets.text_box import TextBox

if TYPE_CHECKING:
    from carebook.book.book import Book
    from carebook.book.change import Change
    from carebook.customers.model import Sale
    from carebook.tui.app import CarebookApp

_SEVERITIES = [(str(one), str(one)) for one in (Severity.SERIOUS, Severity.URGENT, Severity.SMALL)]
_LOSSES = [("", "not clear yet"), *((str(loss), str(loss)) for loss in Loss)]
_LATEST_SALES = 9
TITLE_WIDTH = 50
"""Cells of an open case's title in the head of the form."""
_NO_SALE = ""
"""The value of "about" that means no sale in particular."""


def log_complaint(app: CarebookApp, customer_id: int, sale_id: int | None = None) -> None:
    """Open the form for a new complaint, about a sale if one is at hand; then go to the case."""

    async def land(change: Change | None) -> None:
        from carebook.tui.panes.complaints import show_case

        if change is not None:
            app.call_later(show_case, app, change.only("complaint"))

    app.push_screen(complaint_form(app, customer_id, sale_id), land)


def complaint_form(
    app: CarebookApp, customer_id: int, sale_id: int | None = None, *, words: str = "", via: str = Channel.PHONE
) -> FormScreen:
    """Make the form for a new complaint; `words` are the customer's, where they are known already."""

    def save(book: Book, values: dict[str, str], today: date, token: str) -> Change:
        from carebook.complaints.desk import log
        from carebook.complaints.entry import CaseEntry

        about = values.pop("about", _NO_SALE)
        entry = read_typed(book, CaseEntry, values, today)
        sale = int(about) if about != _NO_SALE else None
        change, case = log(book, customer_id, entry, today, sale_id=sale, token=token)
        if change is None:
            raise DoneBefore(f"complaint {case.number}", undone=False)
        return change

    def fields() -> Sequence[Field]:
        typed = {"handler": app.shop.owner, "received_on": "today", "words": words, "via": via}
        wish = Field("remedy_sought", "They ask for", LineInput(hint="what would put it right, if they said so"))
        return (*_fields(app, typed, _about(app, customer_id, sale_id)), wish)

    name = store.customer(app.book.db, customer_id).name
    number = f" ·{sale_id}" if sale_id else ""
    draft = f"Complaint of #{customer_id}{number}"
    return FormScreen(f"Complaint of {name}", fields, save, draft=draft, sentence=_open_already(app, customer_id))


def edit_complaint_form(app: CarebookApp, case: Complaint) -> FormScreen:
    """Make the form that changes what was taken down."""
    typed = {
        "words": case.words,
        "summary": case.summary,
        "via": case.via,
        "severity": case.severity,
        "category": cases.label_name(app.book.db, case.category_id),
        "loss": case.loss or "",
        "handler": case.handler,
        "product": case.product,
        "received_on": as_typed.day(case.received_on, app.shop),
    }

    def save(book: Book, values: dict[str, str], today: date, _: str) -> Change:
        from carebook.complaints.desk import edit_case
        from carebook.complaints.entry import CaseEntry

        return edit_case(book, case.id, read_typed(book, CaseEntry, values, today), today)

    draft = f"Change a complaint of #{case.customer_id} ·{case.id}"
    return FormScreen(f"Change complaint {case.number}", lambda: _fields(app, typed), save, draft=draft)


def _fields(app: CarebookApp, typed: dict[str, str], about: Sequence[Field] = ()) -> Sequence[Field]:
    """Make the fields; a new complaint has one more, for what it is `about`."""

    def line(key: str, hint: str = "") -> LineInput:
        return LineInput(typed.get(key, ""), hint=hint)

    return (
        SpokenField("words", "In their words", TextBox(typed.get("words", "")), lambda _: "tab goes on"),
        Field("summary", "In a few words", line("summary", "the mower came nine days late")),
        Field("via", "How", Choice(CHANNELS, typed.get("via"))),
        Field("severity", "How bad", Choice(_SEVERITIES, typed.get("severity"))),
        LabelField("category", "Category", app.book.db, "category", typed.get("category", "")),
        Field("loss", "What they lost", Choice(_LOSSES, typed.get("loss"))),
        *about,
        enough(Field("handler", "Who handles it", line("handler"))),
        Field("product", "What it is about", line("product", "if no sale is named above")),
        DayField("received_on", "When", past_days(app), typed["received_on"], hint="today"),
    )


def _about(app: CarebookApp, customer_id: int, sale_id: int | None) -> Sequence[Field]:
    """Make the field for the sale that it is about, for a customer who has any."""
    db = app.book.db
    sales = [one for one in store.sales(db, customer_id, size=_LATEST_SALES) if one.refund_of is None]
    if sale_id is not None and all(one.id != sale_id for one in sales):
        sales.insert(0, store.sale(db, sale_id))
    options = [(_NO_SALE, "no sale in particular"), *((str(one.id), _in_words(one, app.today)) for one in sales)]
    chosen = _NO_SALE if sale_id is None else str(sale_id)
    return [Field("about", "Which sale", Choice(options, chosen))] if sales else []


def _open_already(app: CarebookApp, customer_id: int) -> str:
    """Say which cases of the customer are open: what they say may belong to one of them."""
    cases_open = (case for case in cases.cases_of(app.book.db, customer_id) if case.closed_on is None)
    return "\n".join(f"{case.number} is open: {shortened(case.title, TITLE_WIDTH)}" for case in cases_open)


def _in_words(sale: Sale, today: date) -> str:
    return f"{sale.product or 'a sale'}, {short_day(sale.sold_on, today)}"
