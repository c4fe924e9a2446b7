"""Names as QuickBooks lists write them: "Smith, John - USD", "Ann Park (deleted)", "Elm Group:Elm Bakery"."""

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

_DELETED: Final = re.compile(r"\s*\(deleted\)$", re.IGNORECASE)
_CURRENCY: Final = re.compile(
    r"\s+(?:- )?\(?(?:AED|AUD|BRL|CAD|CHF|CNY|CZK|DKK|EUR|GBP|HKD|IDR|ILS|INR|JPY|KRW|MXN|MYR|NOK|NZD|PHP|PLN|SEK|SGD"
    r"|THB|TRY|TWD|USD|VND|ZAR)\)?$"
)
_AFTER_A_COMMA: Final = frozenset(
    (
        *("inc", "llc", "llp", "lp", "ltd", "limited", "co", "corp", "company", "gmbh", "plc"),
        *("jr", "sr", "ii", "iii", "esq", "md", "phd"),
    )
)


class Tidied(NamedTuple):
    """A customer's plain name; the group it belongs to, if any; whether QuickBooks had it deleted."""

    name: str
    group: str
    deleted: bool


def is_quickbooks(keys: Iterable[str]) -> bool:
    """Whether the columns are those of a QuickBooks list."""
    return {"customer", "openbalance"} <= set(keys)


def tidy(written: str) -> Tidied:
    """The name without currency, mark and group, the first name first."""
    name = _DELETED.sub("", written)
    deleted = name != written
    name = _CURRENCY.sub("", name)
    group, _, own = name.rpartition(":")
    name, group = (own.strip() or name), group.strip()
    last, comma, first = (part.strip() for part in name.partition(","))
    if comma and last and first and "," not in first and first.rstrip(".").casefold() not in _AFTER_A_COMMA:
        name = f"{first} {last}"
    return Tidied(name, group, deleted)
