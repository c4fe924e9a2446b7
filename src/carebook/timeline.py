"""Everything that happened with one customer, over all desks, newest first."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import TypeAlias

from carebook.complaints.model import Step, StepName
from carebook.complaints.store.cases import steps_of
from carebook.customers import store as customers
from carebook.customers.model import Contact, Merging, News, Reminder, Sale, SurveyAnswer
from carebook.customers.store.mergings import mergings
from carebook.customers.store.reminders import reminders
from carebook.customers.words import by_channel
from carebook.letters.model import Letter, OwnLetter
from carebook.letters.store.letters import letters_of
from carebook.letters.store.own_letters import unplanned
from carebook.referrals.store.told import Recommended, has_referrals
from carebook.retention.model import StepDone
from carebook.retention.store.told import was_pursued

Happened: TypeAlias = (
    Sale | Contact | News | Reminder | SurveyAnswer | Merging | Step | StepDone | Recommended | OwnLetter | Letter
)

_WITHIN_A_DAY: tuple[type[Happened], ...] = (
    *(Sale, News, SurveyAnswer, Contact, Reminder, Merging),
    *(Step, StepDone, Recommended, OwnLetter, Letter),
)
"""What comes first on one day: a letter follows the sale that it thanks for."""
_SAID = {
    StepName.PROGRESS: "told how it stands",
    "opened": "begun",
    "wanted": "we want them back",
    "why": "told us why",
    "offer": "an offer noted",
    "responsibility": "owned our part",
    "permission": "asked to keep in touch",
    "offered": "made an offer",
}
"""The steps that read otherwise than they are kept."""


@dataclass(frozen=True)
class Entry:
    """One thing on one day; the record tells what kind of thing it is."""

    day: date
    record: Happened

    @property
    def key(self) -> tuple[str, int]:
        """The kind of record and its id: tells one entry from all others."""
        kind = self.record.kind if isinstance(self.record, Recommended) else type(self.record).__name__.lower()
        return kind, self.record.id


def timeline(db: sqlite3.Connection, customer_id: int, start: int = 0, size: int | None = None) -> list[Entry]:
    """Return a page of a customer's timeline, or all that follows `start`.

    A letter stands on the day that it was sent or ended, else on the day that it is due, a reminder on the day that
    it was done, else on its own, a letter of one's own that is not planned yet on the day chosen, a complaint, a
    win-back and a referral step by step; the contact that sending a letter, a step or an ask wrote is the same touch
    (CMP-8a) and does not stand beside it.
    """
    most = -1 if size is None else start + size
    found = chain(
        (Entry(sale.sold_on, sale) for sale in customers.sales(db, customer_id, size=most)),
        (Entry(one.on_day, one) for one in _own_contacts(db, customer_id)),
        (Entry(news.heard_on, news) for news in customers.news(db, customer_id)),
        (Entry(answer.answered_on, answer) for answer in customers.survey_answers(db, customer_id)),
        (Entry(one.done_on or one.on_day, one) for one in reminders(db, customer_id)),
        (Entry(one.merged_on, one) for one in mergings(db, customer_id)),
        (Entry(step.on_day, step) for step in steps_of(db, customer_id)),
        (Entry(step.on_day, step) for step in _steps_of_win_backs(db, customer_id)),
        (Entry(one.day, one) for one in _recommended(db, customer_id)),
        (Entry(one.wanted_on, one) for one in unplanned(db, customer_id)),
        (Entry(day_of(letter), letter) for letter in letters_of(db, customer_id)),
    )
    newest_first = sorted(found, key=_moment, reverse=True)
    return newest_first[start : None if size is None else start + size]


def _steps_of_win_backs(db: sqlite3.Connection, customer_id: int) -> list[StepDone]:
    """Return the diary of a customer's win-backs; most have none, and load nothing for it."""
    if not was_pursued(db, customer_id):
        return []
    from carebook.retention.store.win_backs import steps_of as steps_of_win_backs

    return steps_of_win_backs(db, customer_id)


def _recommended(db: sqlite3.Connection, customer_id: int) -> list[Recommended]:
    """Return what the referrals' desk did with a customer; most have nothing there, and load nothing for it."""
    if not has_referrals(db, customer_id):
        return []
    from carebook.referrals.store.happened import happened

    return happened(db, customer_id)


def _moment(entry: Entry) -> tuple[date, int, int]:
    return entry.day, _WITHIN_A_DAY.index(type(entry.record)), entry.record.id


def day_of(letter: Letter) -> date:
    """Return the day on which a letter stands in the timeline."""
    return letter.sent_on or letter.ended_on or letter.due


def _own_contacts(db: sqlite3.Connection, customer_id: int) -> Iterator[Contact]:
    """Yield the contacts that are not a letter's, a complaint's, a win-back's, an ask's or a referral's.

    What came back on a letter stands beside it, with what was said.
    """
    for one in customers.contacts(db, customer_id, size=-1):
        is_letter = one.letter_id is not None and one.direction == "out"
        if not (is_letter or one.complaint_id or one.win_back_id or one.referral_id or one.ask_id):
            yield one


def step_in_words(step: Step | StepDone) -> str:
    """Say what was done in a case, in a line: "asked by phone: a new one, please"."""
    done = " ".join(filter(None, (_SAID.get(step.step, step.step), by_channel(step.by_channel))))
    said = step.what.partition("\n")[0]
    return f"{done}: {said}" if said else done
