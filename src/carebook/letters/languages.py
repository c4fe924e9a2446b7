"""The language of a letter: read from what stands with a customer, and the words that a day takes in it.

English is written by carebook itself, in the order of the shop's country; every other language by babel, which is
loaded when it is first needed.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache, lru_cache

from carebook import days
from carebook.text import fold

ENGLISH = "en"
_TAG = re.compile(r"([A-Za-z]{2})(?:[-_.@ ].*)?")
_LARGER = (
    *("de", "fr", "es", "it", "nl", "pt", "ru", "pl", "sv", "da", "nb", "fi", "cs", "hu", "ro", "el", "tr", "uk", "ar"),
    *("he", "hi", "ja", "zh", "ko", "vi", "id"),
)
"""Languages in which others are named in lists that people import: Deutsch, allemand, tedesco."""


@lru_cache(maxsize=1000)
def code_of(line: str) -> str:
    """Read a language as people write it, "de", "fr-CA", "German", "Deutsch", as its two letters; empty: not known."""
    if line in ("", ENGLISH):
        return line
    key = fold(line)
    if (tag := _TAG.fullmatch(line.strip())) and tag[1].lower() in _english_codes():
        return tag[1].lower()
    for names in (_english_names, _foreign_names):
        for word in (key, *key.split()):
            if code := names().get(word):
                return code
    return ""


def name_of(code: str) -> str:
    """Return a language's name in English: "German" for de; the code itself where nobody knows it."""
    from babel import Locale

    return str(Locale(ENGLISH).languages.get(code, code))


def in_full(day: date, language: str, country: str) -> str:
    """Write a day with its year as a letter in a language does: "2. November 2026"."""
    if language == ENGLISH or not _is_spoken(language):
        return days.long(day, country)
    from babel.dates import format_date

    return str(format_date(day, "long", locale=language))


def without_year(day: date, language: str, country: str) -> str:
    """Write a day without its year: "2. November"."""
    if language == ENGLISH or not _is_spoken(language):
        return days.long(day, country).removesuffix(str(day.year)).rstrip(" ,")
    from babel.dates import format_skeleton

    try:
        return str(format_skeleton("MMMMd", day, locale=language))
    except KeyError:
        return in_full(day, language, country)


def some_years(number: int, language: str) -> str:
    """Write a number of years in a language other than English: "2 Jahre"."""
    from babel.units import format_unit

    return str(format_unit(number, "duration-year", locale=language)) if _is_spoken(language) else str(number)


@cache
def _is_spoken(language: str) -> bool:
    """Whether babel knows how a language writes its days."""
    from babel.localedata import exists

    return bool(exists(language))


@cache
def _english_codes() -> frozenset[str]:
    return frozenset(_english_names().values())


@cache
def _english_names() -> dict[str, str]:
    """Languages by their English names and three-letter codes, folded, as two letters."""
    from babel.core import get_global

    names = _names_in(ENGLISH)
    codes = set(names.values())
    aliases = {old: now for old, now in get_global("language_aliases").items() if len(old) == 3 and now in codes}
    return names | aliases


@cache
def _foreign_names() -> dict[str, str]:
    """The same by the names that languages have in the larger ones."""
    names: dict[str, str] = {}
    for language in _LARGER:
        names = _names_in(language) | names
    return names


def _names_in(language: str) -> dict[str, str]:
    from babel import Locale

    found = ((fold(name), code.split("_")[0]) for code, name in Locale(language).languages.items())
    return {name: code for name, code in found if len(code) == 2}
