"""“They just praised us”, and an extra service that we gave: what makes it right to ask whom else we could help."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from carebook.customers.store import count, customer
from carebook.referrals.model import MomentKind
from carebook.tui.forms.reading import past_days, read_typed
from carebook.tui.screens.form import FormScreen
from carebook.tui.widgets.controls import LineInput
from carebook.tui.widgets.day_field import DayField
from carebook.tui.widgets.field import Field

if TYPE_CHECKING:
    from carebook.book.book import Book
    from carebook.book.change import Change
    from carebook.tui.app import CarebookApp

_ASKED_OF = {MomentKind.PRAISE: "Their words", MomentKind.EXTRA_SERVICE: "What we did"}
_NO_CUSTOMERS = "Praise is noted with the customer who said it, and nobody is in the book yet: press 2 and then n."
_HINTS = {
    MomentKind.PRAISE: "the best help I ever had",
    MomentKind.EXTRA_SERVICE: "brought the mower to their door",
}


def note_praise(app: CarebookApp, customer_id: int | None) -> None:
    """Note that somebody just praised us; None: first find out who (REF-2)."""
    if customer_id is not None:
        note_moment(app, customer_id, MomentKind.PRAISE)
        return
    if not count(app.book.db):
        app.say(_NO_CUSTOMERS, "warning")
        return
    from carebook.tui.screens.choose_customer import ChooseCustomer

    app.push_screen(ChooseCustomer(lambda chosen: note_moment(app, chosen, MomentKind.PRAISE), "Who praised you?"))


def note_moment(app: CarebookApp, customer_id: int, kind: MomentKind) -> None:
    """Note a good moment of a customer; then offer to ask them at once, or say why not now."""

    def noted(change: Change | None) -> None:
        if change is not None:
            _go_on(app, customer_id, change)

    app.push_screen(moment_form(app, customer_id, kind), noted)


def moment_form(app: CarebookApp, customer_id: int, kind: MomentKind) -> FormScreen:
    """Make the form for praise, or for an extra service."""

    def fields() -> Sequence[Field]:
        return (
            Field("what", _ASKED_OF[kind], LineInput(hint=_HINTS[kind])),
            DayField("on_day", "When", past_days(app), "today", hint="today"),
        )

    def save(book: Book, values: dict[str, str], today: date, token: str) -> Change:
        from carebook.referrals.desk import asking
        from carebook.referrals.entry import MomentEntry

        entry = read_typed(book, MomentEntry, values | {"kind": kind}, today)
        return asking.note_moment(book, customer_id, entry, today, token=token)

    name = customer(app.book.db, customer_id).name
    begins = "Praise from" if kind is MomentKind.PRAISE else "More than they expected: what we did for"
    return FormScreen(f"{begins} {name}", fields, save, draft=f"{kind.capitalize()} of #{customer_id}")


def _go_on(app: CarebookApp, customer_id: int, change: Change) -> None:
    """Offer to ask while they are glad, or say in short why it is not the time."""
    from carebook.referrals.desk.asking import reasons_against
    from carebook.tui.forms.asking import ask_now
    from carebook.tui.screens.ask import AskYesNo

    noted = f"{change.label} · u to undo"
    reasons = reasons_against(app.book.db, customer_id, app.today)
    if reasons:
        more = f", and {len(reasons) - 1} more" if len(reasons) > 1 else ""
        app.say(f"{noted} · Do not ask them now: {reasons[0]}{more}")
        return

    def answered(yes: bool | None) -> None:
        if yes:
            ask_now(app, customer_id)
        else:
            app.say(noted)

    name = customer(app.book.db, customer_id).name
    sentence = "They may be asked whom else you could help. Ask now?"
    app.push_screen(AskYesNo(f"A good moment to ask {name}", sentence), answered)
