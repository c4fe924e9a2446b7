"""Amounts of money: whole minor units (cents) and a currency code; read as typed, written as read.

A float never holds an amount. JSON gets `plain`, the owner sees `shown`.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Literal

from carebook.errors import Refusal

Mark = Literal[".", ","]
"""The mark before the decimals."""

LARGEST = 10**13
"""The largest amount that the book keeps, in minor units; more than that is a slip of the hand."""

_NO_DECIMALS = frozenset(
    ("BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF")
)
_THREE_DECIMALS = frozenset(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"))
_SIGNS = (
    dict.fromkeys(("USD", "CAD", "AUD", "NZD", "SGD", "HKD", "MXN", "ARS", "CLP", "COP", "TWD"), "$")
    | dict.fromkeys(("SEK", "NOK", "DKK", "ISK"), "kr")
    | {"EUR": "€", "GBP": "£", "JPY": "¥", "CNY": "¥", "INR": "₹", "KRW": "₩", "ILS": "₪", "VND": "₫"}
    | {"RUB": "₽", "UAH": "₴", "KZT": "₸", "TRY": "₺", "PHP": "₱", "NGN": "₦", "GEL": "₾", "THB": "฿"}
    | {"PLN": "zł", "CZK": "Kč", "HUF": "Ft", "BGN": "лв", "BRL": "R$", "IDR": "Rp", "MYR": "RM", "ZAR": "R"}
)
_ALSO_TYPED = {
    "CHF": ("fr", "sfr"),
    "EUR": ("euro", "euros"),
    "INR": ("rs",),
    "RUB": ("руб", "р"),
    "TRY": ("tl",),
}
_SHARED_SIGNS = frozenset(("$", "kr", "¥"))
_US_DOLLAR_COUNTRIES = frozenset(("US", "AS", "EC", "FM", "GU", "MH", "MP", "PA", "PR", "PW", "SV", "TL", "VI"))

_COMMA_AND_POINT = (
    *("AD", "AR", "AT", "AZ", "BA", "BE", "BO", "BR", "CL", "CO", "CY", "DE", "DK", "DZ", "EC", "ES"),
    *("FO", "GL", "GR", "HR", "ID", "IS", "IT", "LA", "LB", "LU", "LY", "MA", "MD", "ME", "MK", "NL"),
    *("PY", "RO", "RS", "SI", "SM", "SR", "TN", "TR", "UY", "VA", "VE", "VN"),
)
_COMMA_AND_SPACE = (
    *("AL", "AM", "AO", "AX", "BF", "BG", "BJ", "BY", "CD", "CG", "CI", "CM", "CR", "CV", "CZ", "EE"),
    *("FI", "FR", "GA", "GE", "GP", "HU", "KG", "KZ", "LT", "LV", "MC", "MQ", "MZ", "NC", "NO", "PF"),
    *("PL", "PT", "RE", "RU", "SE", "SK", "SN", "TG", "TJ", "TM", "UA", "UZ", "XK", "ZA"),
)
_NO_BREAK_SPACE = "\u00a0"
_MARKS: dict[str, tuple[Mark, str]] = {  # decimal mark and group mark
    **dict.fromkeys(_COMMA_AND_POINT, (",", ".")),
    **dict.fromkeys(_COMMA_AND_SPACE, (",", _NO_BREAK_SPACE)),
    **dict.fromkeys(("CH", "LI"), (".", "’")),
}
_SIGN_IN_FRONT = frozenset(("AR", "BO", "CL", "CO", "CR", "EC", "ID", "LA", "TR", "VE", "ZA"))
_SIGN_IN_FRONT_APART = frozenset(("AT", "BE", "BR", "NL", "PY", "SR", "UY"))
_HUNDREDS_GROUPED_BY_TWO = frozenset(("BD", "BT", "IN", "NP"))


class NotAnAmount(Refusal):
    """What was typed is no amount of money."""

    def __init__(self, typed: str, why: str, currency: str) -> None:
        """Quote what was typed, say why it is no amount, and show one that is."""
        quoted = f"“{typed[:40]}”" if typed.strip() else "An empty field"
        super().__init__(f"{quoted} {why}. Type an amount like {plain(123450, currency)}.")


def decimals(currency: str) -> int:
    """How many decimals a currency has (ISO 4217)."""
    if currency in _NO_DECIMALS:
        return 0
    return 3 if currency in _THREE_DECIMALS else 2


def decimal_mark(country: str) -> Mark:
    """The mark that a country writes before the decimals."""
    return _MARKS.get(country, (".", ","))[0]


def _figures(typed: str) -> tuple[bool, str, list[str]] | None:
    """Whether it is below zero, its figures with their marks, and the words and signs around them."""
    text = unicodedata.normalize("NFKC", typed).strip().replace("−", "-").replace("–", "-")
    text = re.sub(r"(?<=\d)[\s’'٬]+(?=\d)", "_", text).replace("٫", ",")
    text = re.sub(r"(?<=\d)[.,]-+(?=\D*$)", "", text)  # "5,-" is five, not five below zero
    in_brackets = text.startswith("(") and text.endswith(")")
    if in_brackets:
        text = text[1:-1]
    match = re.fullmatch(r"(\D*[^\W\d_]\.\s*|[^\d.,]*)([.,]?\d[\d.,_]*)(\D*)", text)
    if not match:
        return None
    before, figures, after = match.groups()
    around = re.sub(r"[-+\s]", " ", f"{before} {after}").split()
    signs = re.findall(r"[-+]", before + after) + ["-"] * in_brackets
    if len(signs) > 1 or len(around) > 1 or "+" in after:
        return None
    figures = "".join(str(unicodedata.decimal(mark)) if mark.isdecimal() else mark for mark in figures)
    return signs == ["-"], figures, around


def _grouped(figures: str, mark: str) -> bool:
    """Whether the mark parts the figures as thousands, or as the lakhs and crores of India."""
    mark = re.escape(mark)
    return bool(re.fullmatch(rf"[1-9]\d{{0,2}}({mark}\d{{3}})+|[1-9]\d?({mark}\d{{2}})*{mark}\d{{3}}", figures))


def _decimal_mark_of(figures: str) -> Mark | None:
    """The decimal mark that the figures can only mean; None where they leave it open or have none."""
    point, comma = figures.rfind("."), figures.rfind(",")
    if point >= 0 and comma >= 0:
        return "." if point > comma else ","
    mark: Mark = "." if point >= 0 else ","
    if figures.count(mark) == 1 and not _grouped(figures.replace("_", ""), mark):
        return mark
    return None


def _split(figures: str, currency: str, decimal: Mark | None) -> tuple[str, str] | None:
    """The whole units and the decimals of an amount's figures; None where its marks make no sense."""
    mark = _decimal_mark_of(figures)
    if mark is None and ("." in figures) != ("," in figures):
        only: Mark = "." if "." in figures else ","
        usual: Mark | None = None if decimals(currency) == 0 else "."
        if figures.count(only) == 1 and (only == (decimal or usual) or "_" in figures):
            mark = only
    whole, _, fraction = figures.rpartition(mark) if mark else (figures, "", "")
    marks = set(re.findall(r"\D", whole))
    if len(marks) > 1 or not (fraction.isdigit() or fraction == ""):
        return None
    if marks and not _grouped(whole, marks.pop()):
        return None
    return re.sub(r"\D", "", whole), fraction


def _is_of(word: str, currency: str) -> bool:
    """Whether a word or sign beside an amount names this currency: USD, $, US$."""
    word, code = word.casefold(), currency.casefold()
    sign = _SIGNS.get(currency, "").casefold()
    dollars = sign == "$" and word.endswith("$") and code.startswith(word[:-1])
    return dollars or word == code or word.removesuffix(".") in (sign, *_ALSO_TYPED.get(currency, ()))


def parse(typed: str, currency: str, *, decimal: Mark | None = None) -> int:
    """The amount in minor units that an owner or a file writes.

    Where "1,234" or "1.234" could be either, `decimal` decides; without it the comma parts thousands and the
    point decimals, but for a currency without decimals, where both part thousands.
    """
    found = _figures(typed) if len(typed) <= 60 else None
    if found is None:
        raise NotAnAmount(typed, "is not an amount that carebook can read", currency)
    negative, figures, around = found
    if any(not _is_of(word, currency) for word in around):
        raise NotAnAmount(typed, f"is not an amount in {currency}", currency)
    parts = _split(figures, currency, decimal)
    if parts is None:
        raise NotAnAmount(typed, "has its points and commas where no amount has them", currency)
    whole, fraction = parts
    places = decimals(currency)
    if fraction[places:].strip("0"):
        allowed = f"{places} decimals" if places else "no decimals"
        raise NotAnAmount(typed, f"has too many decimals: {currency} has {allowed}", currency)
    minor = int((whole or "0") + fraction[:places].ljust(places, "0"))
    if minor > LARGEST:
        raise NotAnAmount(typed, "is more money than the book can hold", currency)
    return -minor if negative else minor


def guess_decimal(samples: Iterable[str]) -> Mark | None:
    """The decimal mark of a column of amounts, by those with one reading only; None if they tie."""
    lead = 0
    for sample in samples:
        found = _figures(sample) if len(sample) <= 60 else None
        if found is None:
            continue
        figures = found[1]
        mark = _decimal_mark_of(figures)
        points = mark == "." or (mark is None and figures.count(",") > 1)
        commas = (mark == "," and "," in figures) or (mark is None and figures.count(".") > 1)
        lead += points - commas
    if lead == 0:
        return None
    return "." if lead > 0 else ","


def plain(minor: int, currency: str) -> str:
    """The amount as JSON has it: "1234.50"."""
    places = decimals(currency)
    figures = str(abs(minor)).rjust(places + 1, "0")
    sign = "-" if minor < 0 else ""
    return f"{sign}{figures[:-places]}.{figures[-places:]}" if places else sign + figures


@lru_cache(maxsize=64)
def _frame(currency: str, country: str) -> tuple[str, str]:
    """What stands before and after an amount: its sign, or the code where the sign would be mistaken."""
    sign = _SIGNS.get(currency, currency)
    at_home = currency.startswith(country) or (currency == "USD" and country in _US_DOLLAR_COUNTRIES)
    if sign in _SHARED_SIGNS and not at_home:
        sign = currency
    if decimal_mark(country) == "," and country not in _SIGN_IN_FRONT | _SIGN_IN_FRONT_APART:
        return "", _NO_BREAK_SPACE + sign
    apart = country in _SIGN_IN_FRONT_APART or (len(sign) > 1 and sign.isalpha())
    return sign + _NO_BREAK_SPACE * apart, ""


def shown(minor: int, currency: str, country: str) -> str:
    """The amount as the shop's country writes it; its spaces do not break."""
    decimal, group = _MARKS.get(country, (".", ","))
    whole, _, fraction = plain(abs(minor), currency).partition(".")
    if country in _HUNDREDS_GROUPED_BY_TWO:
        whole = re.sub(r"(?<=\d)(?=(\d\d)*\d{3}$)", group, whole)
    else:
        whole = f"{int(whole):,}".replace(",", group)
    before, after = _frame(currency, country)
    figures = f"{whole}{decimal}{fraction}" if fraction else whole
    return f"{'-' if minor < 0 else ''}{before}{figures}{after}"
