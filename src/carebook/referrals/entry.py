"""What may come in about referrals: a record for each form, checked field by field."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Annotated

from pydantic import model_validator

from carebook.complaints.entry import Cost, Day, Line, Lines, Told, needed_lines, one_needed
from carebook.customers.entry import FIRST_DAY, a_cost, a_day_from_today
from carebook.customers.model import Channel
from carebook.days import in_words
from carebook.entry import Entry, beside, by
from carebook.referrals.model import Answer, ForWhom, MomentKind, RewardKind
from carebook.text import clean
from carebook.typed import NotSo, Setting, a_needed_day, a_number, needed, one_of

SPOKEN = (Channel.IN_PERSON, Channel.PHONE, Channel.TEXT)
"""The ways to ask at once; the others are a letter's."""
_ADDRESS = re.compile(r"\S@\S|(?:\d[\s()./+_\u2010-\u2015-]*){7,}")
"""An e-mail address, or digits enough for a telephone."""
_A_DAY = re.compile(r"(?<![\d./+-])(?:\d{1,2}([./-])\d{1,2}\1(?:\d\d)?\d\d|\d{4}-\d\d-\d\d)(?![./-]?\d)")
"""A day in figures, which is no telephone."""
_PLANNED_AHEAD = 3 * 366
"""So many days ahead a drive can be planned."""
_KEEP_OUT = "Leave out how to reach them: a friend's address or number is kept only once they come themselves."


def without_an_address(typed: str, _: Setting | None = None) -> str:
    """Read text about a friend, with nothing in it by which they could be written to (REF-1)."""
    text = clean(typed, lines=True)
    if _ADDRESS.search(_A_DAY.sub("a day", text)):
        raise NotSo(_KEEP_OUT)
    return text


def a_friend(typed: str, ctx: Setting) -> str:
    """Read what an introduced person is called: nothing more is kept until they come (REF-1)."""
    return clean(without_an_address(needed("Their name")(typed, ctx)))


def a_worth(typed: str, ctx: Setting) -> int:
    """Read what something costs the shop; nothing typed is nothing."""
    return a_cost(typed, ctx) or 0


def some_weeks(typed: str, _: Setting | None = None) -> int:
    """Read a drive's length in weeks."""
    return a_number(typed, 1, 53)


def a_percent(typed: str, _: Setting | None = None) -> int:
    """Read how much more a drive aims for; nothing typed is 10 %."""
    return a_number(typed.replace("%", ""), 0, 1000) if clean(typed) else 10


def a_count(typed: str, _: Setting | None = None) -> int | None:
    """Read a number of introductions; nothing typed is what the book counts."""
    return a_number(typed, 0, 100_000) if clean(typed) else None


def a_start(typed: str, ctx: Setting) -> date:
    """Read the day on which a drive begins, in the years that can be meant."""
    day = a_needed_day(typed, ctx)
    if not FIRST_DAY <= day <= ctx.today + timedelta(days=_PLANNED_AHEAD):
        raise NotSo(f"{in_words(day)} must be a slip of the pen. Type a day of these years.")
    return day


_Kind = Annotated[str, by(one_of(*RewardKind, default=""))]
_Worth = Annotated[int, by(a_worth)]
_AboutAFriend = Annotated[str, by(without_an_address)]


class IntroductionEntry(Entry):
    """Somebody whom a customer or a partner told of us; a name is all that is kept (REF-1)."""

    introduced: Annotated[str, by(a_friend)]
    introduced_on: Day
    note: _AboutAFriend = ""


class NotNowEntry(Entry):
    """That an introduced person wants nothing now, and what they said."""

    on_day: Day
    what: Lines = ""


class CorrectionEntry(Entry):
    """That somebody else brought them, and how that is known."""

    on_day: Day
    what: Lines = ""


class ThanksEntry(Entry):
    """Thanks for an introduction, otherwise than by the letter that is planned (REF-3)."""

    on_day: Day
    via: Told = Channel.PHONE
    what: Lines = ""


class RewardEntry(Entry):
    """A reward that is promised (REF-3)."""

    for_whom: Annotated[str, by(one_of(*ForWhom, default=ForWhom.REFERRER))] = ForWhom.REFERRER
    kind: Annotated[str, by(one_needed("Choose what it is:", *RewardKind))]
    what: Line = ""
    amount: _Worth = 0
    promised_on: Day


class PaidEntry(Entry):
    """A reward handed over."""

    on_day: Day
    ending: Line = ""


class WaivedEntry(Entry):
    """That there is no reward after all, and why."""

    on_day: Day
    ending: Annotated[str, by(needed("The reason"))]


class MomentEntry(Entry):
    """Praise that we heard, or an extra service that we gave (REF-2)."""

    kind: Annotated[str, by(one_of(*MomentKind, default=MomentKind.PRAISE))] = MomentKind.PRAISE
    on_day: Day
    what: Lines = ""


class AskEntry(Entry):
    """Asking a customer whom else we could help; what they say may be known at once."""

    on_day: Day
    via: Annotated[str, by(one_of(*SPOKEN, default=Channel.IN_PERSON))] = Channel.IN_PERSON
    answer: Annotated[str, by(one_of(*Answer, default=""))] = ""
    again_on: Annotated[date | None, by(a_day_from_today)] = None
    note: _AboutAFriend = ""

    @model_validator(mode="after")
    def _later_has_a_day(self) -> AskEntry:
        _check_answer(self.answer, self.again_on)
        return self


class AnswerEntry(Entry):
    """What they said who were asked."""

    on_day: Day
    answer: Annotated[str, by(one_needed("What did they say?", *Answer))]
    again_on: Annotated[date | None, by(a_day_from_today)] = None
    note: _AboutAFriend = ""

    @model_validator(mode="after")
    def _later_has_a_day(self) -> AnswerEntry:
        _check_answer(self.answer, self.again_on)
        return self


def _check_answer(answer: str, again_on: date | None) -> None:
    if answer == Answer.LATER and again_on is None:
        raise beside("again_on", "When may we ask again? “later” needs a day, like +4w.")
    if answer != Answer.LATER and again_on is not None:
        raise beside("answer", "A day to ask again goes with the answer “later”.")


class PartnerEntry(Entry):
    """A business that introduces its customers, and what was agreed with it."""

    since: Day
    trade: Line = ""
    agreed: Lines = ""


class PassedOnEntry(Entry):
    """Somebody whom we sent to a partner."""

    name: Annotated[str, by(a_friend)]
    on_day: Day
    note: Annotated[str, by(lambda typed, ctx: clean(without_an_address(typed, ctx)))] = ""


class TermsEntry(Entry):
    """Whom we wish for, what may be said of us, and what both get."""

    who_fits: Lines = ""
    what_to_say: Lines = ""
    referrer_kind: _Kind = ""
    referrer_what: Line = ""
    referrer_amount: _Worth = 0
    introduced_kind: _Kind = ""
    introduced_what: Line = ""
    introduced_amount: _Worth = 0

    @model_validator(mode="after")
    def _what_is_given_has_a_kind(self) -> TermsEntry:
        for who in ForWhom:
            if (getattr(self, f"{who}_what") or getattr(self, f"{who}_amount")) and not getattr(self, f"{who}_kind"):
                raise beside(f"{who}_kind", f"Choose what it is: {', '.join(RewardKind)}.")
        return self


class DriveEntry(Entry):
    """A referral drive: its weeks, and how much more it aims for than comes without it (REF-6)."""

    name: Annotated[str, by(needed("A name"))]
    starts_on: Annotated[date, by(a_start)]
    weeks: Annotated[int, by(some_weeks)]
    target_percent: Annotated[int, by(a_percent)]
    baseline: Annotated[int | None, by(a_count)] = None
    cost: _Worth = 0
    plan: Lines = ""


class HalfTimeEntry(Entry):
    """What is done about a drive at its half-time."""

    half_time: Annotated[str, by(needed_lines("What you will do"))]


class DriveEndEntry(Entry):
    """What a drive taught."""

    learned: Lines = ""
    cost: Cost = None
    """What it cost beside the rewards; None: as it was noted before."""
