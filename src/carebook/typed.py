"""What is typed, field by field: from a form's or a file's raw text to a value, or the sentence that says why not.

Forms call these through the entries of a desk, an import calls them as they are.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from carebook import days, money
from carebook.errors import Refusal
from carebook.text import clean, is_blank


@dataclass(frozen=True)
class Setting:
    """Where and when something is typed: gives dates their order and amounts their currency."""

    country: str
    currency: str
    today: date


class Wrong(Refusal):
    """Something typed cannot be taken; `errors` has the sentence for each field."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        """Take the sentence for each field."""
        super().__init__(" ".join(errors.values()))
        self.errors = dict(errors)


class NotSo(Refusal):
    """One field's text is not what the field asks for."""


def a_line(text: str, _: Setting | None = None) -> str:
    """Read one line of text."""
    return clean(text)


def some_lines(text: str, _: Setting | None = None) -> str:
    """Read text of several lines."""
    return clean(text, lines=True)


def needed(what: str) -> Callable[[str, Setting | None], str]:
    """Make a reader of a line that may not be empty."""

    def read_line(text: str, _: Setting | None = None) -> str:
        line = clean(text)
        if not is_blank(line):
            return line
        raise NotSo(f"{what} is needed here.")

    return read_line


def one_of(*words: str, default: str) -> Callable[[str, Setting | None], str]:
    """Make a reader of a word out of a list; nothing typed is the default, which may be nothing."""

    def read_word(text: str, _: Setting | None = None) -> str:
        word = clean(text).lower() or default
        if word in (*words, default):
            return word
        raise NotSo(f"“{word[:40]}” is none of the words that fit here: {', '.join(words)}.")

    return read_word


def a_flag(text: str, _: Setting | None = None) -> bool:
    """Read yes or no; nothing typed is no."""
    word = clean(text).lower()
    if word in ("", "no", "n", "0", "false", "off"):
        return False
    if word in ("yes", "y", "1", "true", "on"):
        return True
    raise NotSo(f"“{word[:40]}” is neither yes nor no. Type one of the two.")


def a_past_day(text: str, ctx: Setting) -> date | None:
    """Read a day up to today; nothing typed is no day."""
    return days.parse_day(text, ctx.today, days.order_of(ctx.country), past=True) if clean(text) else None


def a_day(text: str, ctx: Setting) -> date | None:
    """Read a day, before or after today; nothing typed is no day."""
    return days.parse_day(text, ctx.today, days.order_of(ctx.country)) if clean(text) else None


def a_needed_day(text: str, ctx: Setting) -> date:
    """Read a day that has to be given."""
    if day := a_day(text, ctx):
        return day
    raise NotSo("A day is needed here.")


def an_amount(text: str, ctx: Setting) -> int | None:
    """Read an amount of money into minor units; nothing typed is none."""
    return money.parse(text, ctx.currency, decimal=money.decimal_mark(ctx.country)) if clean(text) else None


def a_number(text: str, low: int, high: int) -> int:
    """Read a whole number between two others."""
    word = clean(text)
    try:
        number = int(word)
    except ValueError:
        raise NotSo(f"“{word[:40]}” is not a whole number. Type one from {low} to {high}.") from None
    if low <= number <= high:
        return number
    raise NotSo(f"{number} is out of range. Type a whole number from {low} to {high}.")


def an_email(text: str, _: Setting | None = None) -> str:
    """Read an e-mail address; nothing typed is none."""
    address = clean(text)
    name, at, domain = address.rpartition("@")
    if not address or (name and at and "." in domain.strip(".") and not set(address) & set(' ,;:<>()[]\\"')):
        return address
    raise NotSo(f"“{address[:60]}” is not an e-mail address. It looks like name@example.com.")


def a_country(text: str, _: Setting | None = None) -> str:
    """Read a country by its code or its name into its two-letter code; nothing typed is none."""
    from carebook.countries import country_code

    name = clean(text)
    if not name:
        return ""
    if code := country_code(name):
        return code
    raise NotSo(f"“{name[:40]}” is not a country that carebook knows. Type its name in English, or its two letters.")
