"""Survey sheets that came back, one after the other: the number on the sheet first, then what stands on it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from carebook.customers.model import Channel, Response, SurveyAnswer
from carebook.customers.rules import grievance
from carebook.customers.store import answer_to, call_backs, customer, survey_answer
from carebook.days import in_words
from carebook.text import is_blank
from carebook.tui.forms.reading import past_days, read_typed
from carebook.tui.screens.ask import AskYesNo
from carebook.tui.screens.form import FormScreen
from carebook.tui.widgets.controls import YES_NO, Choice, LineInput
from carebook.tui.widgets.day_field import DayField
from carebook.tui.widgets.field import Field
from carebook.tui.widgets.status_line import StatusLine

if TYPE_CHECKING:
    from carebook.book.book import Book
    from carebook.book.change import Change
    from carebook.tui.app import CarebookApp

_TITLE = "Survey sheet"
_NO_YES = tuple(reversed(YES_NO))


class SheetField(Field):
    """The number on a sheet; below it stands whose it is, so that a slip is seen at once."""

    def __init__(self, app: CarebookApp) -> None:
        """A field that looks into the book of `app`."""
        super().__init__("number", "No. on the sheet", LineInput())
        self._keeper = app

    def judge(self) -> None:
        """Say whose sheet it is, or why it is none."""
        from carebook.letters.desk.answers import NotASheet, sheet, sheet_number

        db = self._keeper.book.db
        try:
            letter = sheet(db, sheet_number(self.value)) if self.value else None
        except NotASheet as refusal:
            self.say(str(refusal), wrong=True)
            return
        if letter is None or letter.sent_on is None:
            self.say("")
            return
        known = answer_to(db, letter.id)
        entered = " · entered before: saving takes its place" if known else ""
        sent = in_words(letter.sent_on, self._keeper.today)
        self.say(f"{customer(db, letter.customer_id).name} · sent {sent}{entered}")


def enter_surveys(app: CarebookApp, entered: str = "") -> None:
    """Ask for one sheet after the other until the owner leaves; `entered` tells of the one before.

    One that complains offers to open a case first; one that asks for a call puts it on Today (CMP-8).
    """

    def go_on(change: Change | None) -> None:
        if change is None:
            return
        answers = [survey_answer(app.book.db, number) for number in change.touched.get("survey_answer", ())]
        if answers and (why := grievance(answers[0])):
            _offer_case(app, answers[0], why, change.label)
        else:
            enter_surveys(app, change.label + "".join(_call_put_on_today(app, answer) for answer in answers))

    form = FormScreen(_TITLE, lambda: _fields(app), _save)
    app.push_screen(form, go_on)
    if entered:
        said = f"{entered}. Now the next sheet, or esc."
        app.call_after_refresh(lambda: form.query_one(StatusLine).say(said))


def _offer_case(app: CarebookApp, answer: SurveyAnswer, why: str, entered: str) -> None:
    def answered(yes: bool | None) -> None:
        if yes:
            app.push_screen(_case_form(app, answer), lambda _: enter_surveys(app))
        else:
            enter_surveys(app, entered + _call_put_on_today(app, answer))

    name = customer(app.book.db, answer.customer_id).name
    app.push_screen(AskYesNo(f"Open a complaint of {name}?", why), answered)


def _call_put_on_today(app: CarebookApp, answer: SurveyAnswer) -> str:
    """Put the call that a sheet asks for on Today, once, and say so; an empty answer where it asks for none."""
    from carebook.customers.desk import log_contact
    from carebook.customers.entry import ContactEntry

    note = f"Asked to be called: survey sheet {answer.letter_id}"
    if not answer.may_call or any(call.note == note for call in call_backs(app.book.db, app.today)):
        return ""
    entry = ContactEntry(
        on_day=answer.answered_on,
        channel=Channel.POST,
        direction="in",
        response=Response.LATER,
        call_back_on=app.today,
        note=note,
    )
    logged = app.run_verb(lambda book, today: log_contact(book, answer.customer_id, entry, today))
    return ". They ask to be called: that stands on Today" if logged else ""


def _case_form(app: CarebookApp, answer: SurveyAnswer) -> FormScreen:
    """Make the form for the complaint that a sheet holds, in its words and about the sale that it asked about."""
    from carebook.letters.store.letters import letter
    from carebook.tui.forms.complaint import complaint_form

    asked = letter(app.book.db, answer.letter_id) if answer.letter_id else None
    sale_id = asked.subject_id if asked and asked.subject_kind == "sale" else None
    return complaint_form(app, answer.customer_id, sale_id, words=answer.better, via=Channel.POST)


def _fields(app: CarebookApp) -> Sequence[Field]:
    may_call = Field("may_call", "May we call", Choice(_NO_YES))
    may_call.enough = True
    return (
        SheetField(app),
        Field("praise", "What went well", LineInput()),
        Field("satisfaction", "Satisfied", LineInput(hint="1 to 5")),
        Field("recommend", "Would recommend", LineInput(hint="0 to 10")),
        Field("better", "What to do better", LineInput()),
        may_call,
        Field("may_quote", "May we quote", Choice(_NO_YES)),
        DayField("answered_on", "Answered on", past_days(app), "today"),
    )


def _save(book: Book, values: dict[str, str], today: date, token: str) -> Change:
    from carebook.customers.entry import SurveyAnswerEntry
    from carebook.letters.desk.answers import answer_survey, sheet_number

    typed = {name: "" if is_blank(text) else text for name, text in values.items()}
    number = sheet_number(typed.pop("number"))
    return answer_survey(book, number, read_typed(book, SurveyAnswerEntry, typed, today), today, token=token)
