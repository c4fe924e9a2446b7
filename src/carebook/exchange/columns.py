"""Which column is which field: by its name in many languages and programs, checked against its contents (X1)."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

from carebook.countries import country_code
from carebook.exchange import formats, words
from carebook.text import fold

Kind = Literal["customers", "sales", "complaints", "referrals"]
Fits = Callable[[str], bool]

FIELDS: Final[Mapping[Kind, tuple[str, ...]]] = {
    "customers": (
        *("external_id", "name", "given_name", "family_name", "called", "company", "kind", "salutation"),
        *("email", "phone", "mobile", "address1", "address2", "city", "region", "postcode", "country", "language"),
        *("birthday", "opened_on", "source", "persona", "tags", "note"),
        *("mail_ok", "email_ok", "phone_ok", "marketing_ok", "deceased_on"),
    ),
    "sales": (
        *("external_id", "customer", "customer_name", "customer_email", "date", "product", "quantity"),
        *("amount", "cost", "refund_of", "gift_reveal_on", "note"),
    ),
    "complaints": (
        *("external_id", "customer", "received_on", "via", "text", "category", "severity", "sale", "remedy_sought"),
    ),
    "referrals": ("external_id", "referrer", "introduced", "on", "customer", "status", "reward", "note"),
}
"""The import fields of each kind, in the order in which the world reads about them."""

_WORDS: Final[Mapping[Kind, Mapping[str, str]]] = {
    "customers": words.CUSTOMER_WORDS,
    "sales": words.SALE_WORDS,
    "complaints": words.COMPLAINT_WORDS,
    "referrals": words.REFERRAL_WORDS,
}
_NUMBER: Final = re.compile(
    r"[-+(]*\s*[^\w\s.,()-]?\s*(?:[A-Z]{3}\s*)?[-+]?\d[\d.,'\s]*\)?\s*(?:[^\w\s]|[A-Z]{3})?\s*-?$"
)
_LONGEST_NUMBER: Final = 40
_IN_BRACKETS: Final = re.compile(r"\(.*?\)")
_TWO_WAYS: Final = frozenset(("contact", "home", "work", "customer", "client", "id", "number", "reference"))
_NUMBERS_OF_A_LINE: Final = frozenset(("externalid", "lineitemid"))
"""Names that promise a number for every line of sales; an invoice has one number and several lines."""
_ADDRESSES: Final = frozenset(("email", "phone", "mobile", "address1", "postcode", "birthday"))
"""What a list of customers tells of each of them, and one of introductions does not (REF-1)."""
_NAME_ALONE: Final = frozenset(("name", "nom", "naam", "nome", "nombre", "имя", "nazwisko"))


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a file: its name, unique in the file, and the filled cells of its head."""

    name: str
    cells: tuple[str, ...]

    @property
    def key(self) -> str:
        """The name as it is compared."""
        return _key(self.name)

    @property
    def repeats(self) -> bool:
        """Whether two cells are the same."""
        return len(set(self.cells)) < len(self.cells)

    def mostly(self, fits: Fits) -> bool:
        """Whether three in five of the filled cells are of a sort; an empty column contradicts nothing."""
        seen = self.cells[:100]
        return sum(map(fits, seen)) * 5 >= len(seen) * 3


def _key(name: str) -> str:
    return fold(_IN_BRACKETS.sub("", name) if not name.startswith("(") else name).replace(" ", "")


def guess_kind(columns: Sequence[Column]) -> Kind:
    """Sales have a day and an amount in every row, complaints and referrals say so; any other file lists customers."""
    complaints, referrals, sales = (_fields_of(columns, kind) for kind in ("complaints", "referrals", "sales"))
    if _tells(columns, words.TELLING_WORDS) and complaints >= {"customer", "received_on", "text"}:
        return "complaints"
    is_sales = sales >= {"date", "amount"}
    if _tells(columns, words.TELLING_REFERRAL_WORDS) and referrals >= {"referrer", "on"}:
        reachable = not _ADDRESSES.isdisjoint(_fields_of(columns, "customers"))
        if "introduced" in referrals or ("customer" in referrals and not (is_sales or reachable)):
            return "referrals"
    return "sales" if is_sales else "customers"


def _fields_of(columns: Sequence[Column], kind: Kind) -> set[str]:
    return set(guess_mapping(columns, kind).values())


def _tells(columns: Sequence[Column], telling: str) -> bool:
    return any(column.key in _telling_words(telling) for column in columns)


def guess_mapping(columns: Sequence[Column], kind: Kind) -> dict[str, str]:
    """Column names to import fields, in the order of the file; columns that say nothing to carebook are left out."""
    if all(column.name in FIELDS[kind] or not is_known(column.name) for column in columns):
        chosen = {column.name: column.name for column in columns if column.name in FIELDS[kind]}
    elif kind == "customers":
        chosen = _choose_customers(columns)
    elif kind == "sales":
        chosen = _choose_sales(columns)
    else:
        chosen = _choose(columns, kind, _WORDS[kind])
    return {column.name: chosen[column.name] for column in columns if column.name in chosen}


def is_known(name: str) -> bool:
    """Whether a cell could be the name of a column: the mark of a header line."""
    key = _key(name)
    return bool(key) and (
        name in FIELDS["customers"]
        or _rank(key, "customers") is not None
        or _rank(key, "sales") is not None
        or key in _refusing_words()
        or key in _telling_words(words.TELLING_WORDS)
        or key in _telling_words(words.TELLING_REFERRAL_WORDS)
        or bool(_address_parts(key))
    )


def refuses(name: str) -> bool:
    """Whether a yes in this column takes a permission away ("Do not e-mail")."""
    return _key(name) in _refusing_words()


def birthday_parts(names: Iterable[str]) -> dict[str, int]:
    """The columns that hold year (0), month (1) and day (2) of a birth apart; none if there is but one such column."""
    keys = [_key(part) for part in words.BIRTHDAY_PARTS]
    first: dict[int, str] = {}
    for name in names:
        if _key(name) in keys:
            first.setdefault(keys.index(_key(name)), name)
    return {name: part for part, name in first.items()} if len(first) > 1 else {}


def is_number(cell: str) -> bool:
    """Whether a cell is an amount or a count and nothing else."""
    return len(cell) <= _LONGEST_NUMBER and bool(_NUMBER.match(cell))


@cache
def _known_words(kind: Kind) -> dict[str, dict[str, int]]:
    """For every key the fields that it may name, with its rank among the names of that field."""
    known: dict[str, dict[str, int]] = {}
    for field, names in _WORDS[kind].items():
        for rank, name in enumerate((field, *names.split("|"))):
            known.setdefault(_key(name), {}).setdefault(field, rank)
    return known


@cache
def _telling_words(telling: str) -> frozenset[str]:
    return frozenset(map(_key, telling.split("|")))


@cache
def _refusing_words() -> dict[str, str]:
    return {_key(name): field for field, names in words.REFUSING_WORDS.items() for name in names.split("|")}


def _rank(key: str, kind: Kind) -> dict[str, int] | None:
    """The fields that a column may feed, with the rank of its name; "Customer E-mail" ranks behind "E-mail"."""
    known = _known_words(kind)
    if key in known:
        return known[key]
    for owner in map(_key, words.OWNER_WORDS.split("|")):
        rest = key.removeprefix(owner)
        if rest != key and rest in known:
            return {field: rank + 100 for field, rank in known[rest].items() if field != "name" or rest == "name"}
    return None


def _choose(columns: Iterable[Column], kind: Kind, order: Iterable[str]) -> dict[str, str]:
    """The best column for each field: filled before empty, then by rank, then from left to right."""
    ranked = [(column, _rank(column.key, kind)) for column in columns]
    chosen: dict[str, str] = {}
    for field in order:
        candidates = [
            (not column.cells, ranks[field], place, column)
            for place, (column, ranks) in enumerate(ranked)
            if ranks and field in ranks and column.name not in chosen and _may_feed(column, field, kind)
        ]
        if candidates:
            chosen[min(candidates, key=lambda candidate: candidate[:3])[3].name] = field
    return chosen


def _choose_customers(columns: Sequence[Column]) -> dict[str, str]:
    chosen = _choose(columns, "customers", words.CUSTOMER_WORDS)
    fields = {field: name for name, field in chosen.items()}
    _settle_lone_name(fields)
    chosen = {name: field for field, name in fields.items()}
    for column in columns:
        if column.name in chosen:
            continue
        if column.key in _refusing_words() and column.mostly(_is_yes_or_no):
            field = _refusing_words()[column.key]
            if field not in chosen.values():
                chosen[column.name] = field
        elif column.cells and "note" in (_rank(column.key, "customers") or {}):
            chosen[column.name] = "note"
    if parts := birthday_parts(column.name for column in columns):
        chosen = {name: field for name, field in chosen.items() if field != "birthday"}
        chosen |= dict.fromkeys(parts, "birthday")
    return chosen | _choose_address([column for column in columns if column.name not in chosen])


def _settle_lone_name(fields: dict[str, str]) -> None:
    """Beside a first name, a lone "Name" is the family name, and the other way round; a company alone is the name."""
    if "company" in fields and fields.keys().isdisjoint(("name", "given_name", "family_name")):
        fields["name"] = fields.pop("company")
    if _key(fields.get("name", "")) not in map(_key, _NAME_ALONE):
        return
    if "given_name" in fields and "family_name" not in fields:
        fields["family_name"] = fields.pop("name")
    elif "family_name" in fields and "given_name" not in fields and _key(fields["name"]) != "name":
        fields["given_name"] = fields.pop("name")


def _choose_sales(columns: Sequence[Column]) -> dict[str, str]:
    order = ("date", "amount", "quantity", "external_id", "customer", "customer_email", *words.SALE_WORDS)
    chosen = _choose(columns, "sales", dict.fromkeys(order))
    fields = {field: name for name, field in chosen.items()}
    if "customer_name" not in fields:
        people = {field: name for name, field in _choose(columns, "customers", ("given_name", "family_name")).items()}
        chosen |= dict.fromkeys((name for name in people.values() if name not in chosen), "customer_name")
        if not people and "customer_email" not in fields and _key(fields.get("customer", "")) == "buyer":
            chosen[fields["customer"]] = "customer_name"
    return chosen


@cache
def _address_parts(key: str) -> tuple[tuple[int, str, int], ...]:
    """(place, part, rank) that the name of a column may stand for, "Home Postal Code" being home's postcode."""
    found = []
    for place, (_, names) in enumerate(words.ADDRESS_PLACES):
        for name in names.split("|"):
            before = _key(name)
            rest = key[len(before) :] if key.startswith(before) else ""
            for part, ranks in _address_words().items():
                if rest in ranks and (before or rest not in ("code", "formatted")):
                    found.append((place, part, ranks[rest]))
    return tuple(found)


@cache
def _address_words() -> dict[str, dict[str, int]]:
    return {
        part: {_key(name): rank for rank, name in reversed(list(enumerate((part, *names.split("|")))))}
        for part, names in words.ADDRESS_WORDS.items()
    }


def _choose_address(columns: Iterable[Column]) -> dict[str, str]:
    """All parts from one place, so that no home street meets an office's town: the first place that is well filled."""
    places: dict[int, dict[str, list[tuple[bool, int, Column]]]] = {}
    for column in columns:
        for place, part, rank in _address_parts(column.key):
            if part != "country" or column.mostly(_is_country):
                places.setdefault(place, {}).setdefault(part, []).append((not column.cells, rank, column))
    best = {
        place: {part: min(found, key=lambda one: one[:2])[2] for part, found in parts.items()}
        for place, parts in places.items()
    }
    filled = {
        place: sum(len(parts[part].cells) for part in ("address1", "city", "postcode", "country") if part in parts)
        for place, parts in best.items()
    }
    if not best:
        return {}
    place = next(place for place in sorted(best) if filled[place] * 2 >= max(filled.values()))
    chosen: dict[str, str] = {}
    for part in words.ADDRESS_WORDS:
        best_one = best[place].get(part)
        if best_one and best_one.name not in chosen:
            chosen[best_one.name] = words.ADDRESS_FIELDS.get(part, part)
    return chosen


def _is_country(cell: str) -> bool:
    return country_code(cell) is not None


def _is_yes_or_no(cell: str) -> bool:
    return cell.casefold() in formats.YES_OR_NO


def _is_kind(cell: str) -> bool:
    return formats.is_kind(cell)


def _has_letters(cell: str) -> bool:
    return any(map(str.isalpha, cell))


def _is_name(cell: str) -> bool:
    return "@" not in cell and _has_letters(cell) and not formats.looks_like_phone(cell)


def _is_code(cell: str) -> bool:
    return " " not in cell and (not _has_letters(cell) or any(map(str.isdigit, cell)) or "@" in cell)


def _is_phrase(cell: str) -> bool:
    return " " in cell and _has_letters(cell)


_SORTS: Final[Mapping[str, Fits]] = {
    "email": lambda cell: "@" in cell,
    "customer_email": lambda cell: "@" in cell,
    "birthday": formats.looks_like_birthday,
    "opened_on": formats.looks_like_day,
    "deceased_on": formats.looks_like_day,
    "date": formats.looks_like_day,
    "received_on": formats.looks_like_day,
    "via": formats.is_channel,
    "severity": formats.is_severity,
    "on": formats.looks_like_day,
    "status": formats.is_status,
    "reward": is_number,
    "gift_reveal_on": formats.looks_like_day,
    "kind": _is_kind,
    "salutation": _is_phrase,
    "source": _has_letters,
    "persona": _has_letters,
    "name": _is_name,
    "customer_name": _is_name,
    "amount": is_number,
    "cost": is_number,
    "quantity": is_number,
    **dict.fromkeys(("mail_ok", "email_ok", "phone_ok", "marketing_ok"), _is_yes_or_no),
}
"""What the cells of a column must look like before its name is believed."""


def _may_feed(column: Column, field: str, kind: Kind) -> bool:
    """Whether the contents bear out what the name promises."""
    if field in _SORTS:
        return column.mostly(_SORTS[field])
    if field == "external_id":
        return not (column.repeats and _may_repeat(column, kind))
    if column.key in _TWO_WAYS and field == "phone":
        return bool(column.cells) and column.mostly(formats.looks_like_phone)
    if column.key == "id" and field == "customer":
        return column.repeats
    if column.key in _TWO_WAYS and field == "customer" and kind == "sales":
        return column.mostly(_is_code)
    return True


def _may_repeat(column: Column, kind: Kind) -> bool:
    """Whether a number that stands twice is more likely no number of the rows than a slip in one of them."""
    return column.key in _TWO_WAYS or (kind == "sales" and column.key not in _NUMBERS_OF_A_LINE)


def repeating_number(columns: Iterable[Column], kind: Kind, mapping: Mapping[str, str]) -> str | None:
    """The column that would be the rows' external_id by its name, and is left out because a number stands twice."""
    if "external_id" in mapping.values():
        return None
    named = (column for column in columns if "external_id" in (_rank(column.key, kind) or {}))
    return next((column.name for column in named if column.name not in mapping and column.repeats), None)


def guess_unnamed(columns: Sequence[Column]) -> dict[str, str]:
    """Fields of a file without a header line, from the contents alone: what looks like a name, an e-mail, a phone."""
    sorts: tuple[tuple[str, Fits], ...] = (
        ("email", lambda cell: "@" in cell),
        ("name", lambda cell: _is_name(cell) and _is_phrase(cell) and not any(map(str.isdigit, cell))),
        ("name", lambda cell: _is_name(cell)),
        ("phone", lambda cell: formats.looks_like_phone(cell) and not formats.looks_like_day(cell)),
    )
    chosen: dict[str, str] = {}
    for field, fits in sorts:
        found = next((c for c in columns if c.cells and c.name not in chosen and c.mostly(fits)), None)
        if found and field not in chosen.values():
            chosen[found.name] = field
    return {column.name: chosen[column.name] for column in columns if column.name in chosen}
