"""What may come in about letters: a campaign, and the days of a kind's window."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated

from pydantic import model_validator

from carebook.customers.entry import FIRST_DAY
from carebook.days import in_words
from carebook.entry import Entry, beside, by
from carebook.letters.model import KINDS
from carebook.text import is_blank
from carebook.typed import NotSo, Setting, a_day, a_line, a_needed_day, a_number, a_past_day, one_of, some_lines

MOST_YEARS = 10
"""A campaign begins and ends within so many years of today."""


def a_near_day(typed: str, ctx: Setting) -> date | None:
    """Read a day of a campaign that can be meant; nothing typed is none."""
    day = a_day(typed, ctx)
    if day is not None and abs(day.year - ctx.today.year) > MOST_YEARS:
        raise NotSo(f"{in_words(day)} is too far off. Type a day within {MOST_YEARS} years of today.")
    return day


def a_first_day(typed: str, ctx: Setting) -> date:
    """Read the day from which a campaign's letters leave."""
    return a_near_day(typed, ctx) or a_needed_day(typed, ctx)


def a_day_of_purchase(typed: str, ctx: Setting) -> date | None:
    """Read a day on which something was bought; nothing typed is none."""
    day = a_past_day(typed, ctx)
    if day is not None and day < FIRST_DAY:
        raise NotSo(f"{in_words(day)} is too long ago. Type a day from {FIRST_DAY.year} on, or leave it empty.")
    return day


class CampaignEntry(Entry):
    """A newsletter's issue, a promotion, or a notice to the buyers of a product, as typed."""

    kind: Annotated[str, by(one_of("newsletter", "promotion", "product_notice", default="newsletter"))] = "newsletter"
    title: Annotated[str, by(a_line)] = ""
    """What stands over a newsletter or a promotion; a notice is called by its product."""
    message: Annotated[str, by(some_lines)] = ""
    offer: Annotated[str, by(a_line)] = ""
    tag: Annotated[str, by(a_line)] = ""
    starts_on: Annotated[date, by(a_first_day)]
    ends_on: Annotated[date | None, by(a_near_day)] = None
    product: Annotated[str, by(a_line)] = ""
    bought_from: Annotated[date | None, by(a_day_of_purchase)] = None
    bought_until: Annotated[date | None, by(a_day_of_purchase)] = None

    @model_validator(mode="after")
    def _is_whole(self) -> CampaignEntry:
        if self.kind == "product_notice":
            self._refuse_notice()
            of_others = {"offer": "", "tag": "", "ends_on": None}
            return self.model_copy(update={**of_others, "title": self.product if is_blank(self.title) else self.title})
        if is_blank(self.title):
            raise beside("title", "A title is needed here.")
        update: dict[str, object] = {"product": "", "bought_from": None, "bought_until": None}
        if self.kind == "promotion":
            self._refuse_promotion()
        else:
            self._refuse_newsletter()
            update["ends_on"] = None
        return self.model_copy(update=update)

    def _refuse_notice(self) -> None:
        if is_blank(self.product):
            raise beside("product", "Which product is it? Its first letters are enough.")
        if is_blank(self.message):
            raise beside("message", "What is wrong with it, and what shall they do? A few lines are enough.")
        if self.bought_from and self.bought_until and self.bought_until < self.bought_from:
            raise beside("bought_until", "This day is before the one from which on it was bought.")

    def _refuse_newsletter(self) -> None:
        if is_blank(self.message):
            raise beside("message", "What shall this issue say? A few lines are enough.")

    def _refuse_promotion(self) -> None:
        if is_blank(self.offer):
            raise beside("offer", "What is offered? For example: 15 % off all pots.")
        if self.ends_on is None:
            raise beside("ends_on", "Until when does the offer hold?")
        ahead = -(KINDS["promotion"].window.lapses or 0)
        if self.ends_on - timedelta(days=ahead) < self.starts_on:
            raise beside("ends_on", f"The offer ends too soon: its letters must leave {ahead} days before it does.")


def _a_count(typed: str, _: Setting | None = None) -> int:
    return a_number(typed, -120, 120)


def _a_count_or_none(typed: str, _: Setting | None = None) -> int | None:
    return _a_count(typed) if typed.strip() else None


class WindowEntry(Entry):
    """The three numbers of a send window, as typed: days from day 0, or business days where the kind counts those."""

    due: Annotated[int, by(_a_count)]
    late_after: Annotated[int | None, by(_a_count_or_none)] = None
    lapses: Annotated[int | None, by(_a_count_or_none)] = None
