"""How a case ends: a fair no, closed with what was learned, and opened once more."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from carebook.complaints import rules
from carebook.complaints.model import Complaint, Outcome
from carebook.complaints.store import cases
from carebook.tui.forms import as_typed
from carebook.tui.forms.complaint_labels import LabelField
from carebook.tui.forms.complaint_parts import enough, step_form
from carebook.tui.forms.reading import past_days, read_typed
from carebook.tui.screens.ask import AskLine
from carebook.tui.screens.form import FormScreen
from carebook.tui.widgets.controls import Choice, LineInput
from carebook.tui.widgets.day_field import DayField
from carebook.tui.widgets.field import Field

if TYPE_CHECKING:
    from carebook.book.book import Book
    from carebook.book.change import Change
    from carebook.tui.app import CarebookApp

_OUTCOMES = {
    Outcome.RECOVERED: "recovered: they say it is right",
    Outcome.UNRECOVERED: "unrecovered",
    Outcome.NO_ANSWER: "no answer to our question",
    Outcome.REFUSED: "refused, as decided",
    Outcome.WITHDRAWN: "withdrawn by the customer",
}


def closing_form(app: CarebookApp, case: Complaint) -> FormScreen:
    """Make the form that closes a case, with the outcomes that it can have as it stands (CMP-7)."""

    def fields() -> Sequence[Field]:
        db, possible = app.book.db, rules.outcomes(case, app.today)
        likely = Outcome.NO_ANSWER if Outcome.NO_ANSWER in possible else possible[0]
        return (
            Field("outcome", "How it ended", Choice([(str(one), _OUTCOMES[one]) for one in possible], likely)),
            LabelField("category", "Category", db, "category", cases.label_name(db, case.category_id)),
            LabelField("root_cause", "Root cause", db, "root cause", cases.label_name(db, case.root_cause_id)),
            Field("what_changed", "What we changed", LineInput(case.what_changed, hint="or: nothing, because …")),
        )

    def save(book: Book, values: dict[str, str], today: date, token: str) -> Change:
        from carebook.complaints.desk import close
        from carebook.complaints.entry import ClosingEntry

        return close(book, case.id, read_typed(book, ClosingEntry, values, today), today, token=token)

    return step_form(app, case, "Close", fields, save)


def refusal_form(app: CarebookApp, case: Complaint) -> FormScreen:
    """Make the form for a fair no, or for better words of one."""
    reason, instead = (case.refusal_reason, case.refusal_alternative) if case.refused_on else ("", "")
    day = as_typed.day(case.refused_on, app.shop) or "today"

    def fields() -> Sequence[Field]:
        return (
            Field("reason", "Why not", LineInput(reason)),
            Field("alternative", "Instead", LineInput(instead, hint="We will … (a whole sentence)")),
            enough(Field("approved_by", "Approved by", LineInput(app.shop.owner, hint="the owner"))),
            DayField("on_day", "When", past_days(app), day, hint="today"),
        )

    def save(book: Book, values: dict[str, str], today: date, token: str) -> Change:
        from carebook.complaints.desk import refuse
        from carebook.complaints.entry import RefusalEntry

        return refuse(book, case.id, read_typed(book, RefusalEntry, values, today), today, token=token)

    return step_form(app, case, "A fair no", fields, save)


def ask_to_reopen(app: CarebookApp, case: Complaint) -> None:
    """Ask why a closed case is opened again, open it, and go to it."""
    from carebook.tui.panes.complaints import show_case

    def reopen_it(reason: str | None) -> None:
        from carebook.complaints.desk import reopen
        from carebook.complaints.entry import ReopeningEntry

        if reason and app.run_verb(lambda book, today: reopen(book, case.id, ReopeningEntry(reason=reason), today)):
            app.call_later(show_case, app, case.id)

    app.push_screen(AskLine(f"Reopen {case.number}", "Why"), reopen_it)
