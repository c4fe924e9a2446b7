"""What may come in about letters: a campaign, and the days of a kind's window."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Annotated

from pydantic import model_validator

from carebook.customers.entry import FIRST_DAY, a_day_from_today
from carebook.customers.model import Stage
from carebook.days import in_words
from carebook.entry import Entry, beside, by
from carebook.letters import lint
from carebook.letters.model import CAMPAIGN_KINDS, KINDS, SEASON_KINDS
from carebook.retention.model import Tier
from carebook.text import is_blank
from carebook.typed import (
    NotSo,
    Setting,
    a_day,
    a_line,
    a_needed_day,
    a_number,
    a_past_day,
    an_amount,
    needed,
    one_of,
    some_lines,
)

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


_NEWSLETTER = "newsletter"
_STAGES = tuple(str(stage) for stage in Stage)
_TIERS = {str(tier).casefold(): str(tier) for tier in Tier}


def a_stage(typed: str, _: Setting | None = None) -> str | None:
    """Read a stage of buying; nothing typed is any."""
    return one_of(*_STAGES, default="")(typed, None) or None


def a_tier(typed: str, _: Setting | None = None) -> str | None:
    """Read a tier; nothing typed is any."""
    return _TIERS.get(one_of(*_TIERS, default="")(typed, None))


def what_it_costs(typed: str, ctx: Setting) -> int | None:
    """Read what one piece costs, or one answer brings; nothing typed is not known."""
    amount = an_amount(typed, ctx)
    if amount is not None and amount < 0:
        raise NotSo("Type an amount of money that is not below zero, or leave it empty.")
    return amount


class CampaignEntry(Entry):
    """A newsletter's issue, a promotion, a season's greeting, appreciation, or a notice to buyers, as typed."""

    kind: Annotated[str, by(one_of(*CAMPAIGN_KINDS, default=_NEWSLETTER))] = _NEWSLETTER
    title: Annotated[str, by(a_line)] = ""
    """What stands over a newsletter or a promotion; a notice is called by its product, the others by their year."""
    message: Annotated[str, by(some_lines)] = ""
    offer: Annotated[str, by(a_line)] = ""
    tag: Annotated[str, by(a_line)] = ""
    starts_on: Annotated[date, by(a_first_day)]
    ends_on: Annotated[date | None, by(a_near_day)] = None
    product: Annotated[str, by(a_line)] = ""
    bought_from: Annotated[date | None, by(a_day_of_purchase)] = None
    bought_until: Annotated[date | None, by(a_day_of_purchase)] = None
    persona: Annotated[str, by(a_line)] = ""
    stage: Annotated[str | None, by(a_stage)] = None
    tier: Annotated[str | None, by(a_tier)] = None
    place: Annotated[str, by(a_line)] = ""
    piece_cost: Annotated[int | None, by(what_it_costs)] = None
    answer_profit: Annotated[int | None, by(what_it_costs)] = None

    @model_validator(mode="after")
    def _is_whole(self) -> CampaignEntry:
        if self.bought_from and self.bought_until and self.bought_until < self.bought_from:
            raise beside("bought_until", "This day is before the one from which on it was bought.")
        if self.kind == "product_notice" or self.kind in SEASON_KINDS:
            self._refuse_offer()
        if self.kind == "product_notice":
            self._refuse_notice()
            to_all = {"offer": "", "tag": "", "ends_on": None, "persona": "", "stage": None, "tier": None, "place": ""}
            return self.model_copy(update={**to_all, "title": self.product if is_blank(self.title) else self.title})
        if is_blank(self.product) and (self.bought_from or self.bought_until):
            raise beside("product", "Which product did they buy in that time?")
        if self.kind in SEASON_KINDS:
            return self._of_season()
        if is_blank(self.title):
            raise beside("title", "A title is needed here.")
        if self.kind == "promotion":
            self._refuse_promotion()
            return self
        self._refuse_newsletter()
        return self.model_copy(update={"ends_on": None})

    def _of_season(self) -> CampaignEntry:
        """Return it as a greeting or an appreciation, which offers nothing (LET-10)."""
        if self.ends_on and self.ends_on < self.starts_on:
            raise beside("ends_on", "It ends before it begins.")
        title = f"{KINDS[self.kind].title} {self.starts_on.year}" if is_blank(self.title) else self.title
        return self.model_copy(update={"offer": "", "title": title})

    def _refuse_offer(self) -> None:
        """Refuse words of an offer in what also goes to who wants no offers (SUP-4, LET-10); its product has a name."""
        for field in ("title", "message"):
            words = re.sub(re.escape(self.product) or "$^", "", getattr(self, field), flags=re.IGNORECASE)
            if found := lint.offers(self.kind, words):
                never = f"a {KINDS[self.kind].title.lower()} makes none. Leave it out, or send a promotion."
                raise beside(field, f"“{found[0]}” is an offer, and {never}")

    def _refuse_notice(self) -> None:
        if is_blank(self.product):
            raise beside("product", "Which product is it? Its first letters are enough.")
        if is_blank(self.message):
            raise beside("message", "What is wrong with it, and what shall they do? A few lines are enough.")

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


def _a_day_for_it(typed: str, ctx: Setting) -> date:
    if day := a_day_from_today(typed, ctx):
        return day
    raise NotSo("From which day on may it leave? Type today, or a day to come.")


class OwnLetterEntry(Entry):
    """A letter of the owner's own, as typed."""

    title: Annotated[str, by(needed("A title, by which you find it again,"))]
    letter_class: Annotated[str, by(one_of("goodwill", "service", "selling", default="goodwill"))] = "goodwill"
    wanted_on: Annotated[date, by(_a_day_for_it)]
    text: Annotated[str, by(some_lines)] = ""

    @model_validator(mode="after")
    def _says_something(self) -> OwnLetterEntry:
        if is_blank(self.text):
            raise beside("text", "What shall the letter say? A few lines are enough.")
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
