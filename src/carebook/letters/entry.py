"""What may come in about letters: a campaign, and the days of a kind's window."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated

from pydantic import model_validator

from carebook.entry import Entry, beside, by
from carebook.letters.model import KINDS
from carebook.typed import Setting, a_day, a_line, a_needed_day, a_number, needed, one_of, some_lines


class CampaignEntry(Entry):
    """A newsletter's issue or a promotion, as typed."""

    kind: Annotated[str, by(one_of("newsletter", "promotion", default="newsletter"))] = "newsletter"
    title: Annotated[str, by(needed("A title"))]
    message: Annotated[str, by(some_lines)] = ""
    offer: Annotated[str, by(a_line)] = ""
    tag: Annotated[str, by(a_line)] = ""
    starts_on: Annotated[date, by(a_needed_day)]
    ends_on: Annotated[date | None, by(a_day)] = None

    @model_validator(mode="after")
    def _promotion_is_whole(self) -> CampaignEntry:
        if self.kind == "newsletter":
            if not self.message:
                raise beside("message", "What shall this issue say? A few lines are enough.")
            return self.model_copy(update={"ends_on": None})
        if not self.offer:
            raise beside("offer", "What is offered? For example: 15 % off all pots.")
        if self.ends_on is None:
            raise beside("ends_on", "Until when does the offer hold?")
        if self.ends_on + timedelta(days=KINDS["promotion"].window.lapses or 0) < self.starts_on:
            raise beside("ends_on", "The offer ends too soon: its letters must leave five days before it does.")
        return self


def _a_count(typed: str, _: Setting | None = None) -> int:
    return a_number(typed, -120, 120)


def _a_count_or_none(typed: str, _: Setting | None = None) -> int | None:
    return _a_count(typed) if typed.strip() else None


class WindowEntry(Entry):
    """The three numbers of a send window, as typed: days from day 0, or business days where the kind counts those."""

    due: Annotated[int, by(_a_count)]
    late_after: Annotated[int | None, by(_a_count_or_none)] = None
    lapses: Annotated[int | None, by(_a_count_or_none)] = None
