"""What may come in about complaints: a record for each step of a case, checked field by field."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Annotated

from pydantic import model_validator

from carebook import days
from carebook.complaints.model import AT_ONCE, BONUSES, CORE_REMEDIES, Loss, Outcome, Severity
from carebook.customers.entry import a_cost, a_day_until_today
from carebook.customers.model import Channel
from carebook.entry import Entry, beside, by
from carebook.text import clean, is_blank
from carebook.typed import NotSo, Setting, a_day, a_flag, a_number, needed, one_of


def a_visible_line(typed: str, _: Setting | None = None) -> str:
    """Read one line of text; where nothing of it can be seen it is empty, so that no letter has a hole."""
    line = clean(typed)
    return "" if is_blank(line) else line


def some_visible_lines(typed: str, _: Setting | None = None) -> str:
    """Read text of several lines; where nothing of it can be seen it is empty."""
    text = clean(typed, lines=True)
    return "" if is_blank(text) else text


def needed_lines(what: str) -> Callable[[str, Setting | None], str]:
    """Make a reader of text that may not be empty."""

    def read_lines(typed: str, _: Setting | None = None) -> str:
        if text := some_visible_lines(typed):
            return text
        raise NotSo(f"{what} is needed here.")

    return read_lines


def one_needed(ask: str, *words: str) -> Callable[[str, Setting | None], str]:
    """Make a reader of a word out of a list that has to be given; `ask` asks for it."""
    read_any = one_of(*words, default="")

    def read_word(typed: str, _: Setting | None = None) -> str:
        if word := read_any(typed, None):
            return word
        raise NotSo(f"{ask} {', '.join(words)}.")

    return read_word


def a_promised_day(typed: str, ctx: Setting) -> date | None:
    """Read a day that is still to come, or today; nothing typed is none."""
    day = a_day(typed, ctx)
    if day is not None and day < ctx.today:
        raise NotSo(f"{days.in_words(day)} is over. Promise today or a day to come.")
    return day


def a_new_day(typed: str, ctx: Setting) -> date:
    """Read the day that takes the place of one that passed."""
    if day := a_promised_day(typed, ctx):
        return day
    raise NotSo("Name the new day, so that they know what to count on.")


def a_satisfaction(typed: str, _: Setting | None = None) -> int | None:
    """Read 1 to 5; nothing typed is no answer."""
    return a_number(typed, 1, 5) if clean(typed) else None


Line = Annotated[str, by(a_visible_line)]
Lines = Annotated[str, by(some_visible_lines)]
Day = Annotated[date, by(a_day_until_today)]
Told = Annotated[str, by(one_of(*Channel, default=Channel.PHONE))]
ToldByUs = Annotated[str, by(one_of(*AT_ONCE, default=Channel.PHONE))]
Promised = Annotated[date | None, by(a_promised_day)]
Cost = Annotated[int | None, by(a_cost)]


class CaseEntry(Entry):
    """What a customer complains of, as it is taken down while they are on the phone."""

    words: Annotated[str, by(needed_lines("What they said, in their own words,"))]
    summary: Line = ""
    received_on: Day
    via: Told = Channel.PHONE
    product: Line = ""
    severity: Annotated[str, by(one_of(*Severity, default=Severity.SERIOUS))] = Severity.SERIOUS
    loss: Annotated[str, by(one_of(*Loss, default=""))] = ""
    category: Line = ""
    handler: Line = ""
    remedy_sought: Lines = ""
    """What would put it right, if they said so at once."""
    external_id: Line = ""


class AcknowledgementEntry(Entry):
    """We heard, we own it, who acts, by when (CMP-1); a letter that says so does the step when it is sent (CMP-8a)."""

    on_day: Day
    via: ToldByUs = Channel.PHONE
    handler: Annotated[str, by(needed("Who looks after it"))]
    answer_by: Promised = None


class AskEntry(Entry):
    """The answer to "what would put this right for you?", in the customer's words (CMP-2)."""

    on_day: Day
    via: Told = Channel.PHONE
    remedy_sought: Annotated[str, by(needed_lines("Their answer, or “leaves it to us”,"))]


class ProposalEntry(Entry):
    """What puts it right, by when, and what is given on top (CMP-3, CMP-4)."""

    on_day: Day
    kind: Annotated[str, by(one_needed("Choose what puts it right:", *CORE_REMEDIES))]
    what: Line = ""
    cost: Cost = None
    promised_on: Promised = None
    bonus_kind: Line = ""
    bonus_what: Line = ""
    bonus_cost: Cost = None
    what_happened: Lines = ""
    what_changed: Lines = ""
    agreed: Annotated[bool, by(a_flag)] = False
    above_limit: Annotated[bool, by(a_flag)] = False

    @model_validator(mode="after")
    def _promised(self) -> ProposalEntry:
        if self.promised_on is None and (self.agreed or self.bonus_kind):
            raise beside("promised_on", "By when will it be done? Name the day that you promise, like +1w.")
        if self.bonus_cost and not self.bonus_kind:
            raise beside("bonus_kind", f"What is given on top? For example {', '.join(BONUSES)}.")
        return self


class BonusEntry(Entry):
    """Something on top, offered before it is asked for, without a condition (CMP-4)."""

    on_day: Day
    kind: Annotated[str, by(needed("What is given on top"))]
    what: Line = ""
    cost: Cost = None
    above_limit: Annotated[bool, by(a_flag)] = False


class AgreementEntry(Entry):
    """The customer's yes to what was proposed."""

    on_day: Day
    promised_on: Promised = None


class DoneEntry(Entry):
    """It is put right."""

    on_day: Day
    what: Lines = ""


class FollowUpEntry(Entry):
    """Is it right now? (CMP-5) Without an answer only the asking is noted."""

    on_day: Day
    via: Told = Channel.PHONE
    is_right: Annotated[str, by(one_of("yes", "no", "no answer", default="yes"))] = "yes"
    satisfaction: Annotated[int | None, by(a_satisfaction)] = None
    words: Lines = ""


class ClosingEntry(Entry):
    """How it ended, and what the shop learned (CMP-7)."""

    outcome: Annotated[str, by(one_needed("How did it end? Type one of:", *Outcome))]
    category: Annotated[str, by(needed("A category"))]
    root_cause: Annotated[str, by(needed("The root cause"))]
    what_changed: Annotated[str, by(needed_lines("What was changed, or “nothing, because …”,"))]


class RefusalEntry(Entry):
    """A fair no: its reason, the best alternative, and the owner's approval."""

    on_day: Day
    reason: Annotated[str, by(needed_lines("The reason"))]
    alternative: Annotated[str, by(needed_lines("What you can do instead"))]
    approved_by: Annotated[str, by(needed("The owner's name, as approval,"))]


class ReopeningEntry(Entry):
    """Why a closed case is opened again."""

    reason: Annotated[str, by(needed_lines("The reason"))]


class ProgressEntry(Entry):
    """A word to the customer when a promised day has passed, with a new one."""

    on_day: Day
    via: Told = Channel.PHONE
    new_day: Annotated[date, by(a_new_day)]
    words: Annotated[str, by(needed_lines("What you told them"))]
