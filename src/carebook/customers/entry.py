"""What may come in about customers: a record for each form, checked field by field."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Annotated

from pydantic import model_validator

from carebook import days
from carebook.customers.model import Channel, Response, Stage
from carebook.customers.rules import MOST_LEAD, display_name
from carebook.entry import Entry, beside, by
from carebook.text import clean, is_blank
from carebook.typed import (
    NotSo,
    Setting,
    a_country,
    a_day,
    a_flag,
    a_line,
    a_number,
    a_past_day,
    an_amount,
    an_email,
    needed,
    one_of,
    some_lines,
)

BY_POST = (Channel.POST, Channel.HANDWRITTEN)
"""The channels whose letters can come back (SUP-6)."""
FIRST_DAY = date(1900, 1, 1)
"""The first day on which something can have happened, as an import has it."""


def some_tags(typed: str, _: Setting | None = None) -> tuple[str, ...]:
    """Read tags with commas or semicolons between them, each once."""
    found = (clean(tag) for tag in typed.replace(";", ",").split(","))
    return tuple(dict.fromkeys(tag for tag in found if tag))


def a_quantity(typed: str, _: Setting | None = None) -> str:
    """Read how many or how much; nothing typed is one."""
    text = clean(typed).replace(",", ".") or "1"
    whole, _point, part = text.removeprefix("-").partition(".")
    if len(text) <= 20 and text.isascii() and (whole + part).isdigit():
        return text
    raise NotSo(f"“{text[:40]}” is not a quantity. Type a number like 2 or 0.5.")


def a_day_until_today(typed: str, ctx: Setting) -> date:
    """Read a day up to today; nothing typed is today."""
    day = a_past_day(typed, ctx) or ctx.today
    if day < FIRST_DAY:
        raise NotSo(f"{days.in_words(day)} is before 1900, which must be a slip of the pen. Type a later day.")
    return day


def a_day_from_today(typed: str, ctx: Setting) -> date | None:
    """Read a day that is not over yet; nothing typed is none."""
    day = a_day(typed, ctx)
    if day is not None and day < ctx.today:
        raise NotSo(f"{days.in_words(day)} is over. Type today or a day to come.")
    return day


def a_day_to_remember(typed: str, ctx: Setting) -> date:
    """Read the day of a reminder: today or later."""
    if day := a_day_from_today(typed, ctx):
        return day
    raise NotSo("When shall it stand on Today? Type a day, like +2w or 3 may.")


def a_yearly_day(typed: str, ctx: Setting) -> tuple[int | None, int, int]:
    """Read year, month and day of an occasion, the year only where it was typed."""
    if not clean(typed):
        raise NotSo("A day is needed here. Its year may be left out, like 3 may.")
    return days.parse_occasion(typed, ctx.today, days.order_of(ctx.country))


def a_wedding_day(typed: str, ctx: Setting) -> tuple[int | None, int, int] | None:
    """Read a yearly day that may be left out."""
    return a_yearly_day(typed, ctx) if clean(typed) else None


def a_sum_taken(typed: str, ctx: Setting) -> int:
    """Read what was taken for a sale; a zero is a sale, money given back is not."""
    amount = an_amount(typed, ctx)
    if amount is None:
        raise NotSo("An amount is needed here; type 0 if nothing was charged.")
    if amount < 0:
        raise NotSo("A sale takes money. For money given back, open the sale and refund it.")
    return amount


def a_cost(typed: str, ctx: Setting) -> int | None:
    """Read what the goods cost the shop; nothing typed is not known."""
    amount = an_amount(typed, ctx)
    if amount is not None and amount < 0:
        raise NotSo("A cost is not below zero. Leave it empty if it is not known.")
    return amount


def a_sum_returned(typed: str, ctx: Setting) -> int | None:
    """Read what was given back, above zero; nothing typed is all that is left."""
    amount = an_amount(typed, ctx)
    if amount is not None and amount <= 0:
        raise NotSo("Type what was given back as an amount above zero, or leave it empty for all of it.")
    return amount


def a_circled_number(low: int, high: int) -> Callable[[str, Setting | None], int | None]:
    """Make a reader of a number circled on a scale; nothing typed is no answer."""

    def read_number(typed: str, _: Setting | None = None) -> int | None:
        return a_number(typed, low, high) if clean(typed) else None

    return read_number


def some_days(typed: str, _: Setting | None = None) -> int | None:
    """Read how many days ahead, at most as planning reaches (LET-3); nothing typed is as the plan has it."""
    return a_number(typed, 0, MOST_LEAD) if clean(typed) else None


Line = Annotated[str, by(a_line)]
Lines = Annotated[str, by(some_lines)]
Country = Annotated[str, by(a_country)]
Email = Annotated[str, by(an_email)]
PastDay = Annotated[date | None, by(a_past_day)]
DayUntilToday = Annotated[date, by(a_day_until_today)]


class _Reached(Entry):
    """How a customer is reached, as typed."""

    email: Email = ""
    phone: Line = ""
    mobile: Line = ""
    address1: Line = ""
    address2: Line = ""
    city: Line = ""
    region: Line = ""
    postcode: Line = ""
    country: Country = ""


class CustomerEntry(_Reached):
    """A customer as typed; only one of the name fields is needed, and the name is composed where it is not given."""

    kind: Annotated[str, by(one_of("person", "household", "business", default="person"))] = "person"
    name: Line = ""
    given_name: Line = ""
    family_name: Line = ""
    called: Line = ""
    company: Line = ""
    addressee: Line = ""
    salutation: Line = ""
    language: Line = ""
    opened_on: PastDay = None
    source: Line = ""
    persona: Line = ""
    stage: Annotated[str, by(one_of(*Stage, default=""))] = ""
    tags: Annotated[tuple[str, ...], by(some_tags)] = ()
    note: Lines = ""
    external_id: Line = ""

    @model_validator(mode="after")
    def _named(self) -> CustomerEntry:
        if not is_blank(self.name):
            return self
        name = display_name(self.kind, self.given_name, self.family_name, self.called, self.company)
        if is_blank(name):
            raise beside("name", "A name is needed here, or one of the other name fields.")
        return self.model_copy(update={"name": name})


class MemberEntry(Entry):
    """Someone of a household or business, as typed."""

    name: Annotated[str, by(needed("A name"))]
    called: Line = ""
    role: Annotated[str, by(one_of("partner", "child", "contact", "pet", "other", default="other"))] = "other"
    minor: Annotated[bool, by(a_flag)] = False
    note: Line = ""


class OccasionEntry(Entry):
    """A yearly day, as typed; an occasion of the owner's own needs a name."""

    kind: Annotated[str, by(one_of("birthday", "wedding", "own", default="birthday"))] = "birthday"
    label: Line = ""
    day: Annotated[tuple[int | None, int, int], by(a_yearly_day)]
    leap: Annotated[str, by(one_of("feb", "mar", default=""))] = ""
    lead: Annotated[int | None, by(some_days)] = None

    @model_validator(mode="after")
    def _own_ones_are_named(self) -> OccasionEntry:
        if self.kind == "own" and not self.label:
            raise beside("label", "Give this day a name, like “first visit”.")
        return self


class MarriageEntry(Entry):
    """A marriage, as typed: whom they married, and their own whole name if it is another one now."""

    spouse: Annotated[str, by(needed("A name"))]
    called: Line = ""
    day: Annotated[tuple[int | None, int, int] | None, by(a_wedding_day)] = None
    new_name: Line = ""


class LeavingEntry(Entry):
    """The day on which somebody left, as typed."""

    on: DayUntilToday


class AddressedEntry(Entry):
    """How somebody is addressed, as typed."""

    addressee: Line = ""
    salutation: Line = ""


class SaleEntry(Entry):
    """A sale, as typed."""

    sold_on: DayUntilToday
    product: Line = ""
    quantity: Annotated[str, by(a_quantity)] = "1"
    amount: Annotated[int, by(a_sum_taken)]
    cost: Annotated[int | None, by(a_cost)] = None
    gift_reveal_on: Annotated[date | None, by(a_day)] = None
    note: Line = ""

    @model_validator(mode="after")
    def _revealed_after_it_was_bought(self) -> SaleEntry:
        if self.gift_reveal_on is not None and self.gift_reveal_on < self.sold_on:
            raise beside("gift_reveal_on", "A gift is given on the day it is bought or later.")
        return self


class RefundEntry(Entry):
    """Money given back for a sale, as typed; no amount is all that is left of it."""

    sold_on: DayUntilToday
    amount: Annotated[int | None, by(a_sum_returned)] = None
    note: Line = ""


class ContactEntry(Entry):
    """One touch with a customer, as typed."""

    on_day: DayUntilToday
    channel: Annotated[str, by(one_of(*Channel, default="phone"))] = "phone"
    direction: Annotated[str, by(one_of("in", "out", default="out"))] = "out"
    response: Annotated[str, by(one_of(*Response, default=""))] = ""
    call_back_on: Annotated[date | None, by(a_day_from_today)] = None
    note: Lines = ""

    @model_validator(mode="after")
    def _response_fits(self) -> ContactEntry:
        if self.response == Response.LATER and self.call_back_on is None:
            raise beside("call_back_on", "When shall we call back? “later” needs a day, like +2w.")
        if self.response != Response.LATER and self.call_back_on is not None:
            raise beside("response", "A day to call back goes with the response “later”.")
        if self.response == Response.RETURNED and self.channel not in BY_POST:
            raise beside("response", "Only what went by post or by hand can come back as “returned”.")
        return self


class NewsEntry(Entry):
    """Something heard that asks for a card by hand, as typed."""

    kind: Annotated[str, by(one_of("congratulation", "condolence", default="congratulation"))] = "congratulation"
    heard_on: DayUntilToday
    what: Annotated[str, by(needed("What was heard"))]


class ReminderEntry(Entry):
    """What to be reminded of about a customer, as typed."""

    what: Annotated[str, by(needed("What to remember"))]
    on_day: Annotated[date, by(a_day_to_remember)]


class SurveyAnswerEntry(Entry):
    """What stands on a survey sheet, as typed; whatever was left out stays empty."""

    praise: Lines = ""
    satisfaction: Annotated[int | None, by(a_circled_number(1, 5))] = None
    recommend: Annotated[int | None, by(a_circled_number(0, 10))] = None
    better: Lines = ""
    may_call: Annotated[bool, by(a_flag)] = False
    may_quote: Annotated[bool, by(a_flag)] = False
    answered_on: DayUntilToday

    @model_validator(mode="after")
    def _says_something(self) -> SurveyAnswerEntry:
        numbers = (self.satisfaction, self.recommend)
        if numbers == (None, None) and not (self.praise or self.better or self.may_call):
            raise beside("satisfaction", "Nothing of the sheet is typed yet. One answer on it is enough.")
        return self


class PersonaEntry(Entry):
    """A kind of customer that the shop writes for, as typed."""

    name: Annotated[str, by(needed("A name"))]
    problems: Lines = ""
    needs: Lines = ""
    looks_for: Lines = ""
    influenced_by: Lines = ""


class ContentEntry(Entry):
    """What serves a persona at a stage, as typed: a letter of the plan, or a piece by its title."""

    stage: Annotated[str, by(one_of(*Stage, default="awareness"))] = "awareness"
    letter_kind: Line = ""
    title: Line = ""

    @model_validator(mode="after")
    def _says_what(self) -> ContentEntry:
        if is_blank(self.letter_kind) and is_blank(self.title):
            raise beside("title", "Say what serves them: a letter of the plan, or the title of a piece of your own.")
        return self


class MissingEntry(_Reached):
    """What was missing about a customer, as typed; only the fields that were asked for count."""

    salutation: Line = ""
    source: Line = ""
    opened_on: PastDay = None

    @model_validator(mode="after")
    def _where_the_street_is(self) -> MissingEntry:
        if self.address1 and not (self.city or self.postcode):
            raise beside("city", "And the town, or the postcode: a letter needs one of them to arrive.")
        return self
