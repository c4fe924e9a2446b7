"""Cells of a file as values: days, yes and no, countries, e-mail addresses, kinds of customer.

Each reader takes a cleaned cell and answers with what the book keeps, as text, or refuses with the
reason. Cells that only say that nothing is known (n/a, -, 0000-00-00) are empty.
"""

import re
from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import Final

from carebook.countries import country_code
from carebook.days import Order
from carebook.text import clean, fold, is_blank

_NOTHING: Final = frozenset(
    ("", "-", "--", "—", "–", "?", ".", "/", "n/a", "na", "none", "null", "nil", "unknown", "nan")
)
_YES: Final = frozenset(
    (
        *("yes", "y", "true", "t", "1", "x", "on", "✓", "✔", "subscribed", "ja", "j", "wahr", "oui", "o", "vrai"),
        *("si", "sì", "sí", "s", "verdadero", "vero", "sim", "да", "д", "نعم", "हाँ", "はい", "是"),
    )
)
_NO: Final = frozenset(
    (
        *("no", "n", "false", "f", "0", "off", "✗", "unsubscribed", "cleaned", "nein", "falsch", "non", "faux"),
        *("falso", "nao", "não", "nee", "нет", "لا", "नहीं", "いいえ", "否"),
    )
)
_NOT_YET: Final = frozenset(("never subscribed", "not subscribed", "non-subscribed", "pending"))
YES_OR_NO: Final = _YES | _NO | _NOT_YET
_KINDS: Final = {
    "person": "person|individual|private|consumer|contact|Privatperson|Privatkunde|particulier|persona|частное лицо",
    "household": "household|family|couple|Familie|Haushalt|foyer|hogar",
    "business": "business|company|organization|organisation|corporate|firm|Firma|Unternehmen|entreprise|société|"
    "empresa|azienda|bedrijf|организация|компания",
}
_CHANNELS: Final = {
    "post": "post|letter|mail|by post|Brief|courrier|lettre|carta|lettera|brief|письмо",
    "handwritten": "handwritten|note|card",
    "e-mail": "e-mail|email|web|website|web form|form|online|contact form|courriel|correo|mél|почта",
    "phone": "phone|telephone|tel|call|phone call|by phone|Telefon|Anruf|téléphone|teléfono|telefono|telefone|telefoon|"
    "телефон",
    "text": "text|sms|text message|chat|message|whatsapp|messenger",
    "in person": "in person|in store|in-store|store|shop|counter|visit|walk-in|face to face|persönlich|im Laden|"
    "en personne|en persona|di persona|лично",
}
_SEVERITIES: Final = {
    "small": "small|low|minor|trivial|niedrig|gering|faible|baja|bassa|laag|низкий",
    "serious": "serious|medium|normal|moderate|standard|major|mittel|moyenne|moyen|media|gemiddeld|средний",
    "urgent": "urgent|high|critical|severe|emergency|dringend|hoch|haute|élevée|alta|hoog|высокий|срочно",
}
_STATUSES: Final = {
    "introduced": "introduced|new|open|lead|referred|pending|waiting|invited|prospect|empfohlen|en attente|pendiente",
    "in contact": "in contact|contacted|contact made|called|came|came in|met|quoted|visited|signed up|registered|"
    "in Kontakt|en contact|contactado",
    "bought": "bought|purchased|purchase|sold|sale|won|converted|customer|closed won|completed|successful|gekauft|"
    "acheté|comprado",
    "rewarded": "rewarded|paid|paid out|reward paid|reward given|reward sent|settled|bezahlt|payé|pagado",
    "not now": "not now|no|declined|lost|closed lost|not interested|refused|nicht jetzt|pas maintenant|ahora no",
}
_MONTHS: Final = (
    ("jan", "ene", "gen", "янв"),
    ("feb", "fev", "фев"),
    ("mar", "mrz", "mrt", "мар"),
    ("apr", "avr", "abr", "апр"),
    ("may", "mai", "mag", "mei", "maj", "маи", "мая"),
    ("jun", "juin", "giu", "июн"),
    ("jul", "juil", "lug", "июл"),
    ("aug", "aou", "ago", "авг"),
    ("sep", "set", "сен"),
    ("oct", "okt", "ott", "out", "окт"),
    ("nov", "ноя"),
    ("dec", "dez", "dic", "дек"),
)
"""How the months begin in the larger languages, folded."""

_LONGEST_DAY: Final = 60
_TIME: Final = re.compile(
    r"[T ,]+\d{1,2}:\d{2}(:\d{2}([.,]\d+)?)?\s*([AaPp]\.?[Mm]\.?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?$"
)
_NUMERIC: Final = re.compile(r"(\d{1,4})\s*([-/.])\s*(\d{1,2})\s*\2\s*(\d{1,4})\.?$")
_COMPACT: Final = re.compile(r"(\d{4})(\d{2})(\d{2})$")
_DAY_FIRST: Final = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th|er)?\.?[- ]*(?:de |of )?([^\W\d]+)\.?(?: de|,)?(?:[- ]*'?(\d{4}|\d{2}))?$"
)
_MONTH_FIRST: Final = re.compile(r"([^\W\d]+)\.?[- ]*(\d{1,2})(?:st|nd|rd|th)?(?:[-, ]+'?(\d{4}|\d{2}))?$")
_YEARLESS: Final = re.compile(r"(--)?(\d{1,2})[-/.](\d{1,2})\.?$")
_EMAIL: Final = re.compile(r"[^\s@<>,;]+@[^\s@<>,;]+$")
_BETWEEN_TAGS: Final = re.compile(r":::|[,;|]")
_BETWEEN: Final = re.compile(r"\s+[/|]\s+|\s*[;|\n]\s*|,\s+|\s+or\s+|\s+/\s*|/\s+|,(?=[^,]*@)")


class CellNotUnderstood(ValueError):
    """A cell that does not say what its column should; the message is the reason."""


def read_yes_or_no(cell: str) -> str:
    """Permission columns: "yes", "no", or nothing."""
    word = cell.casefold()
    if word in _YES:
        return "yes"
    if word in _NO:
        return "no"
    if word in _NOTHING or word in _NOT_YET:
        return ""
    raise CellNotUnderstood(f"“{_short(cell)}” is neither yes nor no")


def read_no_or_yes(cell: str) -> str:
    """Columns like "do not e-mail", in which a yes forbids."""
    return {"yes": "no", "no": "", "": ""}[read_yes_or_no(cell)]


def read_kind(cell: str) -> str:
    """Person, household or business; "is a company" columns say yes or no."""
    kind = _kinds().get(fold(cell))
    if kind is None:
        raise CellNotUnderstood(f"“{_short(cell)}” is no kind of customer (person, household or business)")
    return kind


def read_channel(cell: str) -> str:
    """How somebody told the shop something."""
    channel = _channels().get(fold(cell))
    if channel is None:
        raise CellNotUnderstood(f"“{_short(cell)}” is no channel ({', '.join(_CHANNELS)})")
    return channel


def is_channel(cell: str) -> bool:
    """Whether a cell is one of the words for a channel."""
    return fold(cell) in _channels()


@cache
def _channels() -> dict[str, str]:
    return {fold(word): channel for channel, words in _CHANNELS.items() for word in words.split("|")}


def read_severity(cell: str) -> str:
    """How much a complaint weighs."""
    severity = _severities().get(fold(cell))
    if severity is None:
        raise CellNotUnderstood(f"“{_short(cell)}” is no severity ({', '.join(_SEVERITIES)})")
    return severity


def is_severity(cell: str) -> bool:
    """Whether a cell is one of the words for a severity."""
    return fold(cell) in _severities()


@cache
def _severities() -> dict[str, str]:
    return {fold(word): severity for severity, words in _SEVERITIES.items() for word in words.split("|")}


def read_status(cell: str) -> str:
    """How far a referral has come: a stage of the book, or "rewarded" for one whose reward was handed over."""
    if cell.casefold() in _NOTHING:
        return ""
    status = _statuses().get(fold(cell))
    if status is None:
        raise CellNotUnderstood(f"“{_short(cell)}” is no status ({', '.join(_STATUSES)})")
    return status


def is_status(cell: str) -> bool:
    """Whether a cell is one of the words for how far a referral has come."""
    return fold(cell) in _statuses()


@cache
def _statuses() -> dict[str, str]:
    return {fold(word): status for status, words in _STATUSES.items() for word in words.split("|")}


def read_known(cell: str) -> str:
    """A cell as it is, unless it only says that there is nothing."""
    return "" if cell.casefold() in _NOTHING else cell


def read_name(cell: str) -> str:
    """A name on one line; one of which nothing can be seen is none."""
    name = clean(cell)
    return "" if is_blank(name) else name


def read_tags(cell: str) -> str:
    """Tags parted by commas; the groups of an address book that start with a star are the program's own."""
    pieces = map(str.strip, _BETWEEN_TAGS.split(cell))
    return ", ".join(piece for piece in pieces if piece and not piece.startswith("* "))


def is_kind(cell: str) -> bool:
    """Whether a cell is one of the words for a kind of customer."""
    return fold(cell) in _kinds()


@cache
def _kinds() -> dict[str, str]:
    kinds = {fold(word): kind for kind, words in _KINDS.items() for word in words.split("|")}
    return kinds | dict.fromkeys(("yes", "true", "1"), "business") | dict.fromkeys(("no", "false", "0"), "person")


def read_email(cell: str) -> str:
    """One e-mail address, as written."""
    address = cell.removeprefix("mailto:").strip("<>")
    if _EMAIL.match(address):
        return address
    if cell.casefold() in _NOTHING:
        return ""
    raise CellNotUnderstood(f"“{_short(cell)}” is not an e-mail address")


def is_email(cell: str) -> bool:
    """Whether a cell is one e-mail address."""
    return bool(_EMAIL.match(cell))


def holds_several(cell: str) -> bool:
    """Whether something parts a cell into several addresses or numbers."""
    return "@" in cell or bool(_BETWEEN.search(cell))


def split_contacts(cell: str) -> tuple[list[str], list[str]]:
    """E-mail addresses and phone numbers of a cell that holds several ("ann@example.com / 555 0100")."""
    emails: list[str] = []
    phones: list[str] = []
    for piece in _BETWEEN.split(cell):
        if "@" in piece:
            emails.append(read_email(piece.strip()))
        elif looks_like_phone(piece):
            phones.append(piece.strip())
        elif piece.strip().casefold() not in _NOTHING:
            raise CellNotUnderstood(f"“{_short(piece)}” is neither an e-mail address nor a phone number")
    return emails, phones


def looks_like_phone(cell: str) -> bool:
    """Short, mostly digits, and at least five of them."""
    digits = sum(map(str.isdigit, cell))
    return digits >= 5 and digits * 2 >= len(cell.replace(" ", "")) and len(cell) <= 40


def looks_like_day(cell: str) -> bool:
    """Whether a cell has the shape of a day, whatever the order."""
    bare = _without_time(cell)
    return bool(
        _NUMERIC.match(bare)
        or _COMPACT.match(bare)
        or _month_of(_DAY_FIRST, bare, 2)
        or _month_of(_MONTH_FIRST, bare, 1)
    )


def looks_like_birthday(cell: str) -> bool:
    """A day, or a month and a day without a year."""
    return looks_like_day(cell) or bool(_YEARLESS.match(cell))


def date_order_shown(cell: str) -> Order | None:
    """The order that one cell gives away: 15/01 can only be day first; 03/04 and ISO say nothing."""
    found = _NUMERIC.match(_without_time(cell))
    if not found or len(found[1]) == 4:
        return None
    if int(found[1]) > 31:
        return "ymd"
    if int(found[3]) > 12:
        return "mdy"
    return "dmy" if int(found[1]) > 12 or found[2] == "." else None


def infer_date_order(cells: Iterable[str]) -> Order | None:
    """The order that a whole column shows: one 15/01 among many 03/04 decides; None if none or two do."""
    orders = {order for order in map(date_order_shown, cells) if order}
    return orders.pop() if len(orders) == 1 else None


def read_day(cell: str, order: Order, today: date, *, past: bool = False) -> str:
    """A day with its year as YYYY-MM-DD; a time behind it is left out.

    Two-digit years reach ten years ahead, or with `past` (birthdays) never beyond today (D2).
    """
    if cell.casefold() in _NOTHING or not cell.strip("0-/.: "):
        return ""
    bare = _without_time(cell)
    year, month, day = _parts_of_day(bare, order) or (None, 0, 0)
    if year is None:
        raise CellNotUnderstood(f"“{_short(cell)}” is not a date")
    try:
        found = date(_century(year, today, past=past), month, day)
    except ValueError:
        how = f" (read as {_ORDER_WORDS[order]})" if _NUMERIC.match(bare) else ""
        raise CellNotUnderstood(f"“{_short(cell)}” is not a day of the calendar{how}") from None
    if past and found > today:
        raise CellNotUnderstood(f"“{_short(cell)}” lies in the future")
    return found.isoformat()


_ORDER_WORDS: Final = {"dmy": "day, month, year", "mdy": "month, day, year", "ymd": "year, month, day"}


def read_birthday(cell: str, order: Order, today: date) -> str:
    """A day of the past, or --MM-DD where the year is not known."""
    found = _YEARLESS.match(cell)
    if found:
        month, day = int(found[2]), int(found[3])
        if order == "dmy" and not found[1]:
            month, day = day, month
        return _yearless(cell, month, day)
    parts = _parts_of_day(_without_time(cell), order)
    if parts and parts[0] is None:
        return _yearless(cell, parts[1], parts[2])
    return read_day(cell, order, today, past=True)


def join_birthday(year: str, month: str, day: str) -> str:
    """The birthday of a file that keeps year, month and day apart; without month or day there is none."""
    if not (month and day):
        return ""
    whole = f"{year}-{month}-{day}"
    if not (month.isdecimal() and day.isdecimal() and (year.isdecimal() or not year)):
        raise CellNotUnderstood(f"“{_short(whole)}” is not a date")
    if not year or not int(year):
        return _yearless(whole, int(month), int(day))
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        raise CellNotUnderstood(f"“{_short(whole)}” is not a day of the calendar") from None


def _without_time(cell: str) -> str:
    return _TIME.sub("", cell) if len(cell) <= _LONGEST_DAY else ""


def _yearless(cell: str, month: int, day: int) -> str:
    try:
        date(2000, month, day)
    except ValueError:
        raise CellNotUnderstood(f"“{_short(cell)}” is not a day of the calendar") from None
    return f"--{month:02}-{day:02}"


def _parts_of_day(bare: str, order: Order) -> tuple[str | None, int, int] | None:
    """Year as written (None if there is none), month and day; None where the cell is no day at all."""
    if found := _COMPACT.match(bare):
        return found[1], int(found[2]), int(found[3])
    if found := _NUMERIC.match(bare):
        first, second, third = found[1], found[3], found[4]
        if len(first) == 4 or (order == "ymd" and len(third) < 4):
            return first, int(second), int(third)
        if order == "mdy":
            return third, int(first), int(second)
        return third, int(second), int(first)
    if month := _month_of(_DAY_FIRST, bare, 2):
        found = _DAY_FIRST.match(bare)
        return (found[3], month, int(found[1])) if found else None
    if month := _month_of(_MONTH_FIRST, bare, 1):
        found = _MONTH_FIRST.match(bare)
        return (found[3], month, int(found[2])) if found else None
    return None


def _month_of(pattern: re.Pattern[str], bare: str, group: int) -> int:
    found = pattern.match(bare)
    return _month(fold(found[group])) if found else 0


def _month(word: str) -> int:
    for number, beginnings in enumerate(_MONTHS, 1):
        if word.startswith(beginnings):
            return number
    return 0


def _century(year: str, today: date, *, past: bool) -> int:
    number = int(year)
    if len(year) > 2:
        return number
    latest = today.year if past else today.year + 10
    return latest - (latest - number) % 100


def read_country(cell: str) -> str:
    """ISO 3166 code of a country given by code or by its name in one of the larger languages."""
    if cell in ("-", "—", "–", "?", ".") or cell.casefold() in ("n/a", "none", "unknown"):
        return ""
    code = country_code(cell)
    if code is None:
        raise CellNotUnderstood(f"“{_short(cell)}” is not a country that carebook knows")
    return code


def _short(cell: str) -> str:
    return cell if len(cell) <= 40 else cell[:39] + "…"
