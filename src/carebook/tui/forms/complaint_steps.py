"""The steps of a case, each a short form; what the customer answered is never filled in already."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from carebook.complaints import rules
from carebook.complaints.model import AT_ONCE, Complaint, Stage
from carebook.complaints.store import cases
from carebook.shop import store as shop_store
from carebook.tui.forms import as_typed
from carebook.tui.forms.complaint_ends import closing_form
from carebook.tui.forms.complaint_offers import proposal_form
from carebook.tui.forms.complaint_parts import CHANNELS, WishField, day_field, enough, step_form
from carebook.tui.forms.reading import read_typed
from carebook.tui.screens.form import FormScreen
from carebook.tui.widgets.controls import Choice, LineInput
from carebook.tui.widgets.day_field import DayField
from carebook.tui.widgets.field import Field

if TYPE_CHECKING:
    from carebook.book.book import Book
    from carebook.book.change import Change
    from carebook.tui.app import CarebookApp

_AT_ONCE = [(str(channel), str(channel)) for channel in AT_ONCE]
_BY_LETTER = "By letter? Leave this: print it on Today, sending it does the step."
_NO_ANSWER = "no answer"
_IS_RIGHT = ((_NO_ANSWER, "no answer yet"), ("yes", "yes, it is right now"), ("no", "no, not yet"))
_SATISFACTION = (("", "not asked"), *((str(mark), f"{mark} of 5") for mark in range(5, 0, -1)))


def next_form(app: CarebookApp, case: Complaint) -> FormScreen:
    """Make the form for the step that is next in an open case."""
    if case.customer_id in cases.deaths(app.book.db):
        return closing_form(app, case)
    return _NEXT[case.stage](app, case)


def acknowledgement_form(app: CarebookApp, case: Complaint) -> FormScreen:
    """Make the form for: we heard, we own it, who acts, by when (CMP-1)."""
    open_days, numbers = shop_store.open_days(app.book.db), shop_store.numbers(app.book.db)
    answer_by = max(rules.propose_by(case.begun_on, open_days, numbers), open_days.nth_open_day(app.today, 1))

    def fields() -> Sequence[Field]:
        return (
            Field("via", "Told them", Choice(_AT_ONCE, case.via)),
            enough(Field("handler", "Looked after by", LineInput(case.handler or app.shop.owner))),
            DayField("answer_by", "An answer by", app.read_day, as_typed.day(answer_by, app.shop)),
            day_field(app),
        )

    def save(book: Book, values: dict[str, str], today: date, token: str) -> Change:
        from carebook.complaints.desk import acknowledge
        from carebook.complaints.entry import AcknowledgementEntry

        return acknowledge(book, case.id, read_typed(book, AcknowledgementEntry, values, today), today, token=token)

    return step_form(app, case, "Acknowledge", fields, save, hint=_BY_LETTER)


def question_form(app: CarebookApp, case: Complaint) -> FormScreen:
    """Make the form for: what would put this right for you? (CMP-2)"""

    def fields() -> Sequence[Field]:
        return (
            WishField(case),
            enough(Field("via", "Asked", Choice(CHANNELS, case.via))),
            day_field(app),
        )

    def save(book: Book, values: dict[str, str], today: date, token: str) -> Change:
        from carebook.complaints.desk import ask
        from carebook.complaints.entry import AskEntry

        return ask(book, case.id, read_typed(book, AskEntry, values, today), today, token=token)

    return step_form(app, case, "What would put this right?", fields, save)


def agreement_form(app: CarebookApp, case: Complaint) -> FormScreen:
    """Make the form for the customer's yes."""
    promised = case.promised_on if case.promised_on and case.promised_on >= app.today else None

    def fields() -> Sequence[Field]:
        by = as_typed.day(promised, app.shop) or "+1w"
        return (enough(DayField("promised_on", "Done by", app.read_day, by)), day_field(app, "They agreed"))

    def save(book: Book, values: dict[str, str], today: date, token: str) -> Change:
        from carebook.complaints.desk import agree
        from carebook.complaints.entry import AgreementEntry

        return agree(book, case.id, read_typed(book, AgreementEntry, values, today), today, token=token)

    return step_form(app, case, "They agree", fields, save)


def done_form(app: CarebookApp, case: Complaint) -> FormScreen:
    """Make the form for: it is put right (CMP-3)."""

    def fields() -> Sequence[Field]:
        return (enough(Field("what", "What was done", LineInput(hint="as promised"))), day_field(app))

    def save(book: Book, values: dict[str, str], today: date, token: str) -> Change:
        from carebook.complaints.desk import put_right
        from carebook.complaints.entry import DoneEntry

        return put_right(book, case.id, read_typed(book, DoneEntry, values, today), today, token=token)

    return step_form(app, case, "It is put right", fields, save)


def follow_up_form(app: CarebookApp, case: Complaint) -> FormScreen:
    """Make the form for: is it right now? (CMP-5)"""

    def fields() -> Sequence[Field]:
        return (
            Field("is_right", "Is it right now?", Choice(_IS_RIGHT)),
            Field("satisfaction", "How satisfied", Choice(_SATISFACTION)),
            enough(Field("words", "They say", LineInput())),
            Field("via", "Asked", Choice(CHANNELS)),
            day_field(app),
        )

    def save(book: Book, values: dict[str, str], today: date, token: str) -> Change:
        from carebook.complaints.desk import follow_up
        from carebook.complaints.entry import FollowUpEntry
        from carebook.typed import Wrong

        if values["is_right"] == _NO_ANSWER and (values["satisfaction"] or values["words"]):
            raise Wrong({"is_right": "They answered: is it right now, yes or no?"})
        return follow_up(book, case.id, read_typed(book, FollowUpEntry, values, today), today, token=token)

    return step_form(app, case, "Is it right now?", fields, save)


def progress_form(app: CarebookApp, case: Complaint) -> FormScreen:
    """Make the form for a word on how it stands, with a new day."""

    def fields() -> Sequence[Field]:
        return (
            Field("words", "What you told them", LineInput()),
            enough(DayField("new_day", "The new day", app.read_day, hint="+1w")),
            Field("via", "Told them", Choice(CHANNELS)),
            day_field(app),
        )

    def save(book: Book, values: dict[str, str], today: date, token: str) -> Change:
        from carebook.complaints.desk import tell_progress
        from carebook.complaints.entry import ProgressEntry

        return tell_progress(book, case.id, read_typed(book, ProgressEntry, values, today), today, token=token)

    return step_form(app, case, "A word on how it stands", fields, save)


_NEXT: dict[Stage, Callable[[CarebookApp, Complaint], FormScreen]] = {
    Stage.RECEIVED: acknowledgement_form,
    Stage.ACKNOWLEDGED: question_form,
    Stage.ASKED: proposal_form,
    Stage.PROPOSED: agreement_form,
    Stage.AGREED: done_form,
    Stage.PUT_RIGHT: follow_up_form,
    Stage.FOLLOWED_UP: closing_form,
    Stage.REFUSED: closing_form,
}
