"""What may come in about the shop: its details, its numbers, its gatherings."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Annotated

from carebook import days
from carebook.entry import Entry, by
from carebook.text import clean, fold
from carebook.typed import NotSo, Setting, a_country, a_line, a_needed_day, a_number, an_email, needed

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

RANGES: dict[str, tuple[int, int]] = {
    "quiet_days": (0, 730),
    "spacing_days": (0, 90),
    "posted_most": (1, 90),
    "selling_most": (0, 90),
    "leap_on_1_march": (0, 1),
    "acknowledge_open_days": (0, 30),
    "propose_open_days": (0, 60),
    "remedy_limit": (0, 1_000_000),
    "selling_after_recovery": (0, 730),
    "asking_after_recovery": (0, 730),
    "waiting_after_other_close": (0, 730),
    "mean_gap_default": (1, 3650),
    "margin_percent": (0, 100),
    "retention_percent": (0, 99),
    "discount_percent": (0, 100),
    "referral_ask_gap": (1, 3650),
}
"""The least and the most that each number of the shop may be."""


class NoSuchNumber(NotSo):
    """A name that is none of the shop's numbers."""

    def __init__(self, name: str) -> None:
        """Quote the name."""
        super().__init__(f"There is no number called “{name[:40]}” to set.")


def a_setting(name: str, typed: str) -> int:
    """Read one of the shop's numbers."""
    if name not in RANGES:
        raise NoSuchNumber(name)
    return a_number(typed, *RANGES[name])


def a_home_country(typed: str, _: Setting | None = None) -> str:
    """Read the shop's own country, which dates and Thanksgiving go by."""
    if code := a_country(typed):
        return code
    raise NotSo("A country is needed here: dates, holidays and envelopes go by it.")


def a_currency(typed: str, _: Setting | None = None) -> str:
    """Read a currency by its three letters or its English name into its code."""
    name = clean(typed)
    if not name:
        raise NotSo("A currency is needed here, like USD or EUR.")
    if code := _currencies().get(fold(name)):
        return code
    raise NotSo(f"“{name[:40]}” is not a currency that carebook knows. Type its three letters, like USD or EUR.")


@cache
def _currencies() -> dict[str, str]:
    from babel import Locale

    known = Locale("en").currencies.items()
    names = {code: name for code, name in known if not code.startswith("X") or code in _USED_X}
    return {fold(name): code for code, name in names.items()} | {code.lower(): code for code in names}


_USED_X = frozenset(("XAF", "XCD", "XCG", "XOF", "XPF"))
"""Currencies of several countries; other codes in X are metals and tests."""


def a_language(typed: str, _: Setting | None = None) -> str:
    """Read a language by its code or its English name into its code; nothing typed is English."""
    name = clean(typed)
    if not name:
        return "en"
    if code := _languages().get(fold(name)):
        return code
    raise NotSo(f"“{name[:40]}” is not a language that carebook knows. Type its English name, or a code like en.")


@cache
def _languages() -> dict[str, str]:
    from babel import Locale

    names = {code.replace("_", "-"): name for code, name in Locale("en").languages.items() if len(code) <= 8}
    return {fold(name): code for code, name in names.items()} | {fold(code): code for code in names}


def some_weekdays(typed: str, _: Setting | None = None) -> str:
    """Read weekdays by name ("sat, sun") or as the book has them ("56"); nothing typed is none."""
    words = clean(typed).lower().replace(",", " ").split()
    if len(words) == 1 and words[0].isdecimal():
        words = list(words[0])
    found = {_weekday(word) for word in words}
    if len(found) == len(_WEEKDAYS):
        raise NotSo("A shop that is closed on all seven weekdays has no business days. Leave one open.")
    return "".join(map(str, sorted(found)))


def _weekday(word: str) -> int:
    for place, name in enumerate(_WEEKDAYS):
        if word == str(place) or (len(word) >= 2 and name.startswith(word)):
            return place
    raise NotSo(f"“{word[:40]}” is not a weekday. Type them like: sat, sun.")


def a_yearly_day(typed: str, ctx: Setting) -> str:
    """Read a day and month into MM-DD; nothing typed is 1 December."""
    text = clean(typed)
    if not text:
        return "12-01"
    _, month, day = days.parse_occasion(text, ctx.today, days.order_of(ctx.country))
    return f"{month:02}-{day:02}"


Line = Annotated[str, by(a_line)]


class ShopEntry(Entry):
    """The shop's details; the names of its fields are those of `Shop`."""

    name: Annotated[str, by(needed("The shop's name"))]
    owner: Line = ""
    sign_off: Line = ""
    phone: Line = ""
    email: Annotated[str, by(an_email)] = ""
    website: Line = ""
    address1: Line = ""
    address2: Line = ""
    city: Line = ""
    region: Line = ""
    postcode: Line = ""
    country: Annotated[str, by(a_home_country)] = "US"
    currency: Annotated[str, by(a_currency)] = "USD"
    language: Annotated[str, by(a_language)] = "en"
    closed_weekdays: Annotated[str, by(some_weekdays)] = "56"
    greeting_day: Annotated[str, by(a_yearly_day)] = "12-01"
    second_backup_folder: Line = ""


class GatheringEntry(Entry):
    """A day on which the shop brings people together."""

    day: Annotated[date, by(a_needed_day)]
    label: Annotated[str, by(needed("A name for the gathering"))]
