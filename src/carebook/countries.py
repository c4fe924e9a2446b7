"""Countries as people write them, as ISO 3166 codes; the names come from babel, loaded when first asked."""

from functools import cache
from typing import Final

from carebook.text import fold

_LANGUAGES: Final = (
    *("de", "fr", "es", "it", "nl", "pt", "ru", "pl", "sv", "da", "nb", "fi", "cs", "hu", "ro", "el", "tr", "uk", "ar"),
    *("he", "hi", "ja", "zh", "ko", "vi", "id"),
)
_ALSO: Final = {
    "US": "usa|u s a|u s|united states of america|america|estados unidos de america",
    "GB": "uk|u k|great britain|britain|england|scotland|wales|northern ireland|engeland",
    "NL": "holland|the netherlands",
    "CZ": "czech republic",
    "TR": "turkey|türkiye",
    "CI": "ivory coast",
    "KR": "south korea|korea",
    "RU": "russian federation",
    "AE": "uae|emirates",
    "BS": "the bahamas",
    "MM": "burma",
    "SZ": "swaziland",
    "MK": "macedonia",
    "CV": "cape verde",
    "VA": "vatican",
    "IE": "republic of ireland|eire",
    "VN": "viet nam",
}
_NOT_COUNTRIES: Final = frozenset(("EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"))


def country_code(name: str) -> str | None:
    """The two-letter code of a country named in any of the larger languages, or None."""
    key = fold(name)
    return _english_names().get(key) or _foreign_names().get(key)


@cache
def _english_names() -> dict[str, str]:
    """Two- and three-letter codes and English names, folded."""
    from babel.core import get_global

    names = _names_in("en")
    codes = set(names.values())
    names |= {fold(name): code for code, others in _ALSO.items() for name in others.split("|")}
    for alias, now in get_global("territory_aliases").items():
        if len(alias) == 3 and alias.isalpha() and len(now) == 1 and now[0] in codes:
            names[alias.lower()] = now[0]
    return names | {code.lower(): code for code in codes}


@cache
def _foreign_names() -> dict[str, str]:
    names: dict[str, str] = {}
    for language in _LANGUAGES:
        names = _names_in(language) | names
    return names


def _names_in(language: str) -> dict[str, str]:
    from babel import Locale

    territories = Locale(language).territories.items()
    return {
        fold(name): code
        for code, name in territories
        if len(code) == 2 and code.isalpha() and code not in _NOT_COUNTRIES
    }
