"""What may come in about leaving and coming back: a record for each step, checked field by field."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from carebook.complaints.entry import Day, Line, Lines, Told, needed_lines, one_needed
from carebook.customers.entry import a_cost, a_day_until_today
from carebook.customers.model import Channel, Response
from carebook.entry import Entry, beside, by
from carebook.retention.model import Ending, Permission, Reason
from carebook.text import clean
from carebook.typed import Setting, a_day, a_flag, a_number, needed, one_of


def a_rating(typed: str, _: Setting | None = None) -> int | None:
    """Read 1 to 10; nothing typed is no rating."""
    return a_number(typed, 1, 10) if clean(typed) else None


def a_needed_rating(typed: str, _: Setting | None = None) -> int:
    """Read 1 to 10."""
    return a_number(typed, 1, 10)


Why = Annotated[str, by(one_needed("Choose why they left:", *Reason))]
Came = Annotated[
    str, by(one_needed("Say what came of it:", Response.POSITIVE, Response.NEGATIVE, Response.NONE, Response.LATER))
]
Rating = Annotated[int | None, by(a_rating)]
Price = Annotated[int | None, by(a_cost)]


class DepartureEntry(Entry):
    """Why a customer left, and whether they told us (CHN-2)."""

    noted_on: Day
    reason: Annotated[str, by(one_of(*Reason, default=Reason.UNKNOWN))] = Reason.UNKNOWN
    words: Lines = ""
    told: Annotated[bool, by(a_flag)] = False


class WorkedEntry(Entry):
    """What came of a call or another touch from a list (VAL-4)."""

    on_day: Day
    channel: Told = Channel.PHONE
    response: Came
    call_back_on: Annotated[date | None, by(a_day)] = None
    note: Lines = ""

    @model_validator(mode="after")
    def _later_has_a_day(self) -> WorkedEntry:
        if self.response == Response.LATER and self.call_back_on is None:
            raise beside("call_back_on", "On which day will you call again? For example +2w.")
        return self


def _asks_for_a_farewell() -> PydanticCustomError:
    return beside("ending", "Why is it better so, and how do you say a good farewell? A sentence will do.")


class WantEntry(Entry):
    """Do we want them back? (WIN-1)"""

    on_day: Day
    wanted: Annotated[str, by(one_of("yes", "let go", default="yes"))] = "yes"
    ending: Lines = ""
    """For one let go: the reason, and the farewell that they get."""

    @model_validator(mode="after")
    def _let_go_with_a_reason(self) -> WantEntry:
        if self.wanted != "yes" and not self.ending:
            raise _asks_for_a_farewell()
        return self


class ProbeEntry(Entry):
    """A probing question and their answer (WIN-1)."""

    on_day: Day
    via: Told = Channel.PHONE
    question: Annotated[str, by(needed("The question"))]
    answer: Annotated[str, by(needed_lines("Their answer"))]


class WhyEntry(Entry):
    """Why they left, what they once chose us for, and for what they went elsewhere (WIN-1, WIN-4)."""

    on_day: Day
    via: Told = Channel.PHONE
    reason: Why
    reason_words: Lines = ""
    chose_for: Line = ""
    left_for: Line = ""
    first_question: Line = ""
    first_answer: Lines = ""
    second_question: Line = ""
    second_answer: Lines = ""

    @model_validator(mode="after")
    def _answers_have_questions(self) -> WhyEntry:
        for which in ("first", "second"):
            if getattr(self, f"{which}_answer") and not getattr(self, f"{which}_question"):
                raise beside(f"{which}_question", "What did you ask?")
        return self


class OfferEntry(Entry):
    """What was offered, by us or by another shop, and how they rate it from 1 to 10 (WIN-1, WIN-3)."""

    on_day: Day
    side: Annotated[str, by(one_of("ours", "theirs", default="ours"))] = "ours"
    who: Line = ""
    feature: Annotated[str, by(needed("What was offered"))]
    price: Price = None
    rating: Rating = None


class RatingEntry(Entry):
    """How the customer rates an offer (WIN-3)."""

    rating: Annotated[int, by(a_needed_rating)]


class ResponsibilityEntry(Entry):
    """What was our part in it, and what changed; without any condition (WIN-1)."""

    on_day: Day
    via: Told = Channel.PHONE
    our_part: Annotated[str, by(needed_lines("A sentence on our part"))]
    what_changed: Lines = ""


class PermissionEntry(Entry):
    """Whether we may keep in touch (WIN-1)."""

    on_day: Day
    via: Told = Channel.PHONE
    permission: Annotated[str, by(one_needed("Choose their answer:", *Permission))]
    permission_how: Line = ""


class OfferLetterEntry(Entry):
    """What the offer letter offers; it should fit the reason (WIN-2)."""

    offer: Annotated[str, by(needed_lines("What you offer them"))]


class EndingEntry(Entry):
    """How a win-back ended (WIN-1)."""

    on_day: Annotated[date, by(a_day_until_today)]
    outcome: Annotated[str, by(one_needed("How did it end? Type one of:", *Ending))]
    ending: Lines = ""
    chose_for: Line = ""
    """For one won back: what they chose us for this time (WIN-4)."""

    @model_validator(mode="after")
    def _let_go_with_a_reason(self) -> EndingEntry:
        if self.outcome == Ending.LET_GO and not self.ending:
            raise _asks_for_a_farewell()
        return self


class StrengthEntry(Entry):
    """Something that the shop is good at (WIN-4)."""

    name: Annotated[str, by(needed("A name"))]
