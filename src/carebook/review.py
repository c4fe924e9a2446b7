"""What needs doing on a day, gathered from every desk."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from carebook.complaints.model import Duty
from carebook.complaints.store.told import any_open
from carebook.customers.model import CallBack
from carebook.customers.store import call_backs, names
from carebook.letters.model import Due, State
from carebook.letters.store.order import order_of
from carebook.letters.store.told import told

KEYS = (
    *("desk", "id", "kind", "class", "customer_id", "customer", "subject"),
    *("due", "by", "lapses", "state", "cause", "channel"),
)
"""The names of a row's fields in JSON, in their order; `class` is a word that Python keeps for itself."""


class Row(NamedTuple):
    """One thing to do, as it is told to other programs: None where something does not apply."""

    desk: str
    id: int | None
    kind: str
    letter_class: str | None
    customer_id: int
    customer: str
    subject: str
    due: str
    by: str | None
    lapses: str | None
    state: str
    cause: str | None
    channel: str | None


class Owed(NamedTuple):
    """What the complaints' desk owes a customer: due, late or upcoming."""

    duty: Duty
    customer: str
    state: State


class ToDo(NamedTuple):
    """What needs doing: complaints, late ones first, calls, longest promised first, letters in the order of FRQ-3."""

    complaints: list[Owed]
    calls: list[CallBack]
    letters: list[Due]


def gather(db: sqlite3.Connection, on: date, *, ahead: int = 0, everything: bool = False) -> ToDo:
    """Gather what is due and late on a day that is laid out.

    `ahead` adds what falls due within so many days, `everything` what is held or put off.
    """
    from carebook.letters.store.letters import agenda

    letters = agenda(db)
    if everything:
        letters += agenda(db, held=True)
    if ahead:
        letters += _coming_up(db, on, ahead)
    return ToDo(owed_to_customers(db, on, ahead), call_backs(db, on), letters)


def owed_to_customers(db: sqlite3.Connection, on: date, ahead: int = 0) -> list[Owed]:
    """Return what the complaints' desk owes on a day: late, due, and what falls due within so many days.

    In the order of the review: late first, then by day and name; what is upcoming comes last.
    """
    if not any_open(db):
        return []
    from carebook.complaints.store.lists import owed

    duties = owed(db, on, until=on + timedelta(days=ahead))
    called = names(db, {duty.case.customer_id for duty in duties})
    found = [Owed(duty, called[duty.case.customer_id], _state(duty, on)) for duty in duties]
    states = (State.LATE, State.DUE, State.UPCOMING)
    return sorted(found, key=lambda one: (states.index(one.state), one.duty.due, one.customer, one.duty.case.id))


def _state(duty: Duty, on: date) -> State:
    if duty.due > on:
        return State.UPCOMING
    return State.LATE if duty.by < on else State.DUE


def _coming_up(db: sqlite3.Connection, on: date, ahead: int) -> list[Due]:
    from carebook.letters.desk.looking import coming_up

    return coming_up(db, on, on + timedelta(days=ahead))


def review(db: sqlite3.Connection, on: date, *, ahead: int, everything: bool, newest_id: int | None) -> list[Row]:
    """Return what needs doing in the order of the screen, desk by desk, as `gather` does but in plain rows.

    Letters above `newest_id`, where there is one, were planned only to look, and have no id (LET-3).
    """
    letters = [Row("letters", *row) for row in told(db, held=everything)]
    if ahead:
        letters += map(_row, _coming_up(db, on, ahead))
        letters.sort(key=lambda row: order_of(row.state, row.kind, row.due, row.customer, row.id))
    if newest_id is not None:
        letters = [row._replace(id=None) if row.id is not None and row.id > newest_id else row for row in letters]
    return [*map(_complaint, owed_to_customers(db, on, ahead)), *_calls(call_backs(db, on), on), *letters]


def _complaint(one: Owed) -> Row:
    case = one.duty.case
    return Row(
        desk="complaints",
        id=case.id,
        kind=one.duty.kind,
        letter_class=None,
        customer_id=case.customer_id,
        customer=one.customer,
        subject=f"complaint {case.id}",
        due=one.duty.due.isoformat(),
        by=one.duty.by.isoformat(),
        lapses=None,
        state=one.state,
        cause=None,
        channel=None,
    )


def _row(letter: Due) -> Row:
    return Row(
        desk="letters",
        id=letter.id,
        kind=letter.kind,
        letter_class=letter.letter_class,
        customer_id=letter.customer_id,
        customer=letter.customer,
        subject=f"{letter.subject_kind} {letter.subject_id}",
        due=letter.due,
        by=letter.late_after,
        lapses=letter.lapses,
        state=letter.state,
        cause=letter.cause,
        channel=letter.channel,
    )


def _calls(calls: Iterable[CallBack], on: date) -> Iterable[Row]:
    for call in calls:
        day = call.call_back_on.isoformat()
        yield Row(
            desk="callbacks",
            id=call.id,
            kind="call",
            letter_class=None,
            customer_id=call.customer_id,
            customer=call.customer,
            subject=f"contact {call.id}",
            due=day,
            by=day,
            lapses=None,
            state="late" if call.call_back_on < on else "due",
            cause=None,
            channel="phone",
        )


def about(letter: Due) -> str:
    """Say what a letter is about in a few words: the product, the pet, the sale's day."""
    from carebook.days import in_words

    if letter.about:
        return letter.about
    day = in_words(date.fromisoformat(letter.anchor)).split(" ", 1)[1].rsplit(" ", 1)[0]
    return f"sale {day}" if letter.subject_kind == "sale" else day
