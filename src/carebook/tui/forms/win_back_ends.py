"""How a win-back begins and ends."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from carebook.retention import rules
from carebook.retention.model import Ending, WinBack
from carebook.retention.store import win_backs
from carebook.tui.forms.complaint_parts import day_field, enough
from carebook.tui.forms.reading import read_typed
from carebook.tui.forms.win_back_parts import step_form, strength_field
from carebook.tui.screens.form import FormScreen
from carebook.tui.widgets.controls import Choice, LineInput
from carebook.tui.widgets.field import Field

if TYPE_CHECKING:
    from carebook.book.book import Book
    from carebook.book.change import Change
    from carebook.tui.app import CarebookApp

_ENDINGS = {
    Ending.WON: "won back: they are ours again",
    Ending.NOT_WON: "not won: they stay away",
    Ending.LET_GO: "let go, with a good farewell",
    Ending.STOPPED: "stopped: no answer, or enough",
}


def begin_win_back(app: CarebookApp, customer_id: int) -> int | None:
    """Begin to win a customer back; return the win-back, or the one that is open already."""
    from carebook.retention.desk.winning import open_win_back

    app.run_verb(lambda book, today: open_win_back(book, customer_id, today)[0])
    case = win_backs.open_win_back(app.book.db, customer_id)
    return case.id if case else None


def ending_form(app: CarebookApp, case: WinBack) -> FormScreen:
    """Make the form that ends a win-back."""
    died = win_backs.has_died(app.book.db, case.customer_id)

    def fields() -> Sequence[Field]:
        options = [(str(one), _ENDINGS[one]) for one in rules.endings(died=died)]
        outcome = enough(Field("outcome", "How it ended", Choice(options if died else [("", "choose"), *options])))
        if died:
            return (outcome, day_field(app))
        return (
            outcome,
            Field("ending", "In a few words", LineInput(hint="why; if let go, the farewell too")),
            strength_field(app, "chose_for", "Came back for", case.chose_for),
            day_field(app),
        )

    def save(book: Book, values: dict[str, str], today: date, token: str) -> Change:
        from carebook.retention.desk.winning import end
        from carebook.retention.entry import EndingEntry

        return end(book, case.id, read_typed(book, EndingEntry, values, today), today, token=token)

    return step_form(app, case, "How did it end?", fields, save)
