"""Asking a customer whom else we could help, and what they answer; who agrees is asked for a name at once (REF-2)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from carebook.customers.model import Channel
from carebook.customers.store import customer
from carebook.customers.words import by_channel
from carebook.referrals.model import Answer, Ask
from carebook.referrals.store import asking as store
from carebook.referrals.store.referrals import terms_on
from carebook.tui.forms.ask_words import to_say
from carebook.tui.forms.complaint_parts import enough
from carebook.tui.forms.contact import CallBackField
from carebook.tui.forms.reading import past_days, read_typed
from carebook.tui.screens.form import FormScreen
from carebook.tui.screens.record.card import short_day
from carebook.tui.widgets.controls import Choice, LineInput
from carebook.tui.widgets.day_field import DayField
from carebook.tui.widgets.field import Field

if TYPE_CHECKING:
    from carebook.book.book import Book
    from carebook.book.change import Change
    from carebook.tui.app import CarebookApp

_ANSWERS = [
    (str(Answer.AGREED), "agreed: they know somebody"),
    (str(Answer.LATER), "later: ask again"),
    (str(Answer.DECLINED), "declined: they would rather not"),
    (str(Answer.NONE), "none: they gave no answer"),
]
_OPEN = ("", "open: they will think about it")
_NOT_SAID = ("", "not said yet")
_SPOKEN = [(str(one), str(one)) for one in (Channel.IN_PERSON, Channel.PHONE, Channel.TEXT)]


def ask_now(app: CarebookApp, customer_id: int) -> None:
    """Ask somebody in person or by phone; who agrees is asked whom they would name."""
    app.push_screen(ask_form(app, customer_id), _when_agreed(app, customer_id))


def take_answer(app: CarebookApp, ask: Ask) -> None:
    """Note what somebody said who was asked before."""
    app.push_screen(answer_form(app, ask), _when_agreed(app, ask.customer_id))


def ask_form(app: CarebookApp, customer_id: int) -> FormScreen:
    """Make the form for asking somebody now; above it stands what to say."""

    def fields() -> Sequence[Field]:
        return (
            *_answer_fields(app, [_OPEN, *_ANSWERS]),
            Field("via", "How", Choice(_SPOKEN)),
            DayField("on_day", "When", past_days(app), "today", hint="today"),
        )

    def save(book: Book, values: dict[str, str], today: date, token: str) -> Change:
        from carebook.referrals.desk.asking import ask
        from carebook.referrals.entry import AskEntry

        return ask(book, customer_id, read_typed(book, AskEntry, values, today), today, token=token)

    whose = customer(app.book.db, customer_id)
    title = " · ".join(filter(None, (f"Ask {whose.name}", whose.phone or whose.mobile)))
    said = to_say(terms_on(app.book.db, app.today), app.shop)
    return FormScreen(title, fields, save, draft=f"Asking #{customer_id}", sentence="\n".join(said))


def answer_form(app: CarebookApp, ask: Ask) -> FormScreen:
    """Make the form for the answer to an ask."""

    def fields() -> Sequence[Field]:
        return (
            *_answer_fields(app, [_NOT_SAID, *_ANSWERS]),
            DayField("on_day", "When", past_days(app), "today", hint="today"),
        )

    def save(book: Book, values: dict[str, str], today: date, token: str) -> Change:
        from carebook.referrals.desk.asking import answer
        from carebook.referrals.entry import AnswerEntry

        return answer(book, ask.id, read_typed(book, AnswerEntry, values, today), today, token=token)

    name = customer(app.book.db, ask.customer_id).name
    asked = f"Asked on {short_day(ask.asked_on, app.today)}, {by_channel(ask.by_channel)}." if ask.asked_on else ""
    return FormScreen(
        f"What {name} said", fields, save, draft=f"Answer of #{ask.customer_id} ·{ask.id}", sentence=asked
    )


def _answer_fields(app: CarebookApp, answers: Sequence[tuple[str, str]]) -> Sequence[Field]:
    answer = Choice(answers)
    return (
        Field("answer", "They say", answer),
        CallBackField(app.read_day, answer, key="again_on", label="Ask again on", hint="if later: +4w, 1 may"),
        enough(Field("note", "What was said", LineInput())),
    )


def _when_agreed(app: CarebookApp, customer_id: int) -> Callable[[Change | None], None]:
    """Return what follows a form: who agreed just now names somebody."""

    def go_on(change: Change | None) -> None:
        if change is not None and store.ask(app.book.db, change.only("ask")).answer == Answer.AGREED:
            from carebook.tui.forms.referral_steps import introduction_form

            app.push_screen(introduction_form(app, customer_id))

    return go_on
