"""What a customer wants no more, or gives leave to; a death; a move (docs/rules.md, Who may be written to)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from carebook.customers import store
from carebook.customers.model import Cause
from carebook.tui.screens.form import FormScreen
from carebook.tui.screens.record.card import LEAVE, STOPS
from carebook.tui.widgets.controls import Choice, LineInput
from carebook.tui.widgets.field import Field
from carebook.typed import NotSo, Wrong

if TYPE_CHECKING:
    from carebook.book.book import Book
    from carebook.book.change import Change
    from carebook.tui.app import CarebookApp

Option = tuple[str, str]
STOP, LIFT, PERMIT, WITHDRAW = "stop ", "lift ", "permit ", "withdraw "
"""How the value of an option begins; the cause or channel follows."""

_IN_ORDER = (
    *("no-marketing", "do-not-contact", "gone-away", "deceased"),
    *("no-post", "no-e-mail", "no-phone", "no-text"),
)


def stops_form(app: CarebookApp, customer_id: int) -> FormScreen:
    """Make the form for one stop or leave, given or taken back."""
    db = app.book.db
    name = store.customer(db, customer_id).name
    options = _options(
        {stop.cause for stop in store.suppressions(db, customer_id)},
        {leave.channel for leave in store.permissions(db, customer_id)},
    )

    def fields() -> Sequence[Field]:
        return (
            Field("what", "Note that", Choice(options)),
            Field("how", "How we know", LineInput(hint="told us by phone")),
        )

    def save(book: Book, values: dict[str, str], today: date, token: str) -> Change:
        try:
            return _save(book, customer_id, values["what"], values["how"], today)
        except NotSo as refusal:
            raise Wrong({"how": str(refusal)}) from refusal

    return FormScreen(f"May we write to {name}?", fields, save, draft=f"May we write to #{customer_id}")


def _options(stopped: set[str], permitted: set[str]) -> list[Option]:
    """List what may be noted: what is not so yet, then the way back from what is."""
    options = [("", "← → choose")]
    options += [(STOP + cause, STOPS[cause]) for cause in _IN_ORDER if cause not in stopped]
    options += [(PERMIT + channel, f"may send {words}") for channel, words in LEAVE.items() if channel not in permitted]
    options += [(LIFT + cause, f"no longer so: {STOPS[cause]}") for cause in _IN_ORDER if cause in stopped]
    return options + [(WITHDRAW + c, f"no leave any more: {words}") for c, words in LEAVE.items() if c in permitted]


def _save(book: Book, customer_id: int, what: str, how: str, today: date) -> Change:
    from carebook.customers import desk

    for begins, verb in ((PERMIT, desk.permit), (WITHDRAW, desk.withdraw)):
        if what.startswith(begins):
            return verb(book, customer_id, what.removeprefix(begins), how, today)
    if what.startswith(STOP):
        return desk.stop(book, customer_id, Cause(what.removeprefix(STOP)), how, today)
    if what == LIFT + Cause.DECEASED:
        return desk.not_deceased(book, customer_id, today)
    if what.startswith(LIFT):
        return desk.allow_again(book, customer_id, Cause(what.removeprefix(LIFT)), today)
    raise Wrong({"what": "Choose what to note with the left and right arrows."})
