"""What is said after a death was noted: exactly what stopped, what rests, and what goes on (SUP-1)."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from carebook.customers import rules, store
from carebook.customers.model import Cause, Customer
from carebook.days import in_words
from carebook.letters.model import KINDS, Anchor, Due
from carebook.letters.store.households import aftermath
from carebook.shop import store as shop_store
from carebook.tui.screens.record.card import short_day

if TYPE_CHECKING:
    from carebook.book.change import Change
    from carebook.tui.widgets.facts import Note

_LISTED = 6


def nobody_is_left(db: sqlite3.Connection, customer_id: int) -> bool:
    """Tell whether nothing is sent to a customer any more because they died."""
    return any(stop.cause == Cause.DECEASED for stop in store.suppressions(db, customer_id))


def happy_letters(db: sqlite3.Connection, customer_id: int, change: Change, today: date) -> list[int]:
    """Return the letters that would still celebrate in a house where somebody died."""
    return aftermath(db, customer_id, change, today).celebrating


def after_death(db: sqlite3.Connection, customer_id: int, who: str, change: Change, today: date) -> Iterator[Note]:
    """Yield what a death changed, as notes."""
    customer = store.customer(db, customer_id)
    found = aftermath(db, customer_id, change, today)
    yield "stopped", _listed(found.stopped, who, today) or f"no letter to {who} was under way"
    if nobody_is_left(db, customer_id):
        yield "from now on", "nothing is sent any more, and no birthday is kept"
        return
    yield "left out", f"{who} stands on no birthday list, and is not addressed any more"
    if found.anew:
        yield (
            "print anew",
            f"{_listed(found.anew, customer.name, today)}\nIt named {who}. If it is in an envelope, take it out.",
        )
    yield "letters to", customer.addressee or customer.name
    yield "greeting", customer.salutation or "with the name"
    yield from _quiet(db, customer, found.resting, today)
    yield "goes on", _listed(found.to_come, customer.name, today) or "nothing is planned"
    if happy := len(found.celebrating):
        also = ", what is held too" if set(found.celebrating) - {one.id for one in found.to_come} else ""
        yield "happy ones", f"x leaves out {'the one' if happy == 1 else f'all {happy}'} that would celebrate{also}"
    yield "always", "service letters, and cards that you choose to write"
    if heirs := rules.heirs(customer, store.members(db, customer_id)):
        yield "the record", f"still goes by the name of {customer.name}: n puts it in the name of {heirs[0].name}"


def _quiet(db: sqlite3.Connection, customer: Customer, resting: Sequence[Due], today: date) -> Iterator[Note]:
    if customer.quiet_from is None:
        return
    until = customer.quiet_from + timedelta(days=shop_store.numbers(db).quiet_days)
    yield "quiet until", f"{in_words(until, today)}: nothing that sells, asks or surveys"
    in_time = [one for one in resting if one.lapses is None or one.lapses >= until.isoformat()]
    if in_time:
        yield "rests", _listed(in_time, customer.name, today)


def _listed(letters: Sequence[Due], whose: str, today: date) -> str:
    """Name letters line by line, "Birthday, John Park, on 2 Dec"; a birthday of nobody else is `whose`."""
    lines = [_one(letter, whose, today) for letter in letters[:_LISTED]]
    more = len(letters) - _LISTED
    return "\n".join([*lines, *([f"and {more} more"] if more > 0 else [])])


def _one(letter: Due, whose: str, today: date) -> str:
    kind = KINDS[letter.kind]
    if kind.anchor in (Anchor.BIRTHDAY, Anchor.PET_BIRTHDAY):
        return f"{kind.title}, {letter.about or whose}, on {_day(letter.anchor, today)}"
    when = "printed" if letter.state == "printed" else f"from {_day(letter.due, today)}"
    return ", ".join(filter(None, (kind.title, letter.about, when)))


def _day(text: str, today: date) -> str:
    return short_day(date.fromisoformat(text), today)
