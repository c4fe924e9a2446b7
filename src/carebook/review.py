"""What needs doing on a day, gathered from every desk."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from carebook.customers.model import CallBack
from carebook.customers.store import call_backs
from carebook.days import in_words
from carebook.letters.model import KINDS, Due
from carebook.letters.store.letters import agenda

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


@dataclass(frozen=True)
class ToDo:
    """What needs doing: calls to make, longest promised first, and letters, in the order of FRQ-3."""

    calls: list[CallBack]
    letters: list[Due]


def gather(db: sqlite3.Connection, on: date, *, ahead: int = 0, everything: bool = False) -> ToDo:
    """Gather what is due and late on a day that is laid out.

    `ahead` adds what falls due within so many days, `everything` what is held or put off.
    """
    letters = agenda(db)
    if everything:
        letters += agenda(db, held=True)
    if ahead:
        from carebook.letters.desk.looking import coming_up

        letters += coming_up(db, on, on + timedelta(days=ahead))
    if everything or ahead:
        letters.sort(key=_place)
    return ToDo(call_backs(db, on), letters)


def _place(letter: Due) -> tuple[bool, int, str, str, int]:
    return letter.state != "late", KINDS[letter.kind].rank, letter.due, letter.customer, letter.id or 0


def review(db: sqlite3.Connection, on: date, *, ahead: int, everything: bool, newest_id: int | None) -> list[Row]:
    """Return what needs doing in the order of the screen, desk by desk.

    Letters above `newest_id`, where there is one, were planned only to look, and have no id (LET-3).
    """
    found = gather(db, on, ahead=ahead, everything=everything)
    return [*_calls(found.calls, on), *_letters(found.letters, newest_id)]


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


def _letters(letters: Iterable[Due], newest_id: int | None) -> Iterable[Row]:
    for letter in letters:
        only_looked_at = newest_id is not None and letter.id is not None and letter.id > newest_id
        yield Row(
            "letters",
            None if only_looked_at else letter.id,
            letter.kind,
            letter.letter_class,
            letter.customer_id,
            letter.customer,
            f"{letter.subject_kind} {letter.subject_id}",
            letter.due,
            letter.late_after,
            letter.lapses,
            letter.state,
            letter.cause,
            letter.channel,
        )


def about(letter: Due) -> str:
    """Say what a letter is about in a few words: the product, the pet, the sale's day."""
    if letter.about:
        return letter.about
    day = in_words(date.fromisoformat(letter.anchor)).split(" ", 1)[1].rsplit(" ", 1)[0]
    return f"sale {day}" if letter.subject_kind == "sale" else day
