"""Noting when it is a good moment to ask, and asking (REF-2)."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from carebook.book import rows
from carebook.book.book import Book
from carebook.book.change import Change
from carebook.book.rows import Value
from carebook.customers import store as customers
from carebook.customers.desk.people import short
from carebook.customers.model import Response
from carebook.referrals import rules
from carebook.referrals.model import Answer, MomentKind
from carebook.referrals.refusals import AnsweredAlready, BeforeIt, MayNotBeAsked, NotAskedYet
from carebook.referrals.store import asking as store
from carebook.shop.store import numbers

if TYPE_CHECKING:
    from carebook.referrals.entry import AnswerEntry, AskEntry, MomentEntry

_RESPONSES = {
    Answer.AGREED: Response.POSITIVE,
    Answer.DECLINED: Response.NEGATIVE,
    Answer.NONE: Response.NONE,
}


def note_moment(book: Book, customer_id: int, entry: MomentEntry, today: date, *, token: str | None = None) -> Change:
    """Note praise that we heard, or an extra service that we gave (REF-2)."""
    name = short(customers.customer(book.db, customer_id).name)
    praised = entry.kind == MomentKind.PRAISE
    with book.act(
        f"Noted praise from {name}" if praised else f"Noted what we did for {name}", today, token=token
    ) as act:
        rows.insert(act.db, "moment", {"customer_id": customer_id, **entry.model_dump()})
    return act.change


def remove_moment(book: Book, moment_id: int, today: date) -> Change:
    """Take praise or an extra service out."""
    found = store.moment(book.db, moment_id)
    name = short(customers.customer(book.db, found.customer_id).name)
    with book.act(f"Removed the {found.kind} of {name}", today) as act:
        rows.delete(act.db, "moment", moment_id)
    return act.change


def reasons_against(db: sqlite3.Connection, customer_id: int, on: date, *, besides_a_letter: bool = False) -> list[str]:
    """Return every reason why a customer may not be asked on a day; none: they may (REF-2).

    `besides_a_letter` passes over one that was to ask them and has not left.
    """
    customers.customer(db, customer_id)
    found = store.candidate(db, customer_id, on)
    if found and besides_a_letter:
        found = found._replace(under_way="")
    return rules.reasons_against(found, on, numbers(db)) if found else []


def ask(book: Book, customer_id: int, entry: AskEntry, today: date, *, token: str | None = None) -> Change:
    """Note that a customer was asked whom else we could help (REF-2); a letter that was to ask them is not needed then.

    Raises MayNotBeAsked with every reason against it, BeforeIt for a day before the last ask.
    """
    name = short(customers.customer(book.db, customer_id).name)
    on = entry.on_day
    if reasons := reasons_against(book.db, customer_id, on, besides_a_letter=True):
        raise MayNotBeAsked(name, reasons)
    last = next((one.asked_on for one in store.asks_of(book.db, customer_id) if one.asked_on), None)
    if last and on < last:
        raise BeforeIt("They were asked", last)
    with book.act(f"Asked {name}", today, token=token) as act:
        values: dict[str, Value] = {"customer_id": customer_id, "wanted_on": on, "by_channel": entry.via}
        values |= {"asked_on": on, "note": entry.note, **_answered(entry.answer, on, entry.again_on)}
        _write_contact(act.db, rows.insert(act.db, "ask", values), customer_id, entry)
    return act.change


@dataclass(frozen=True)
class WrittenTo:
    """Whom a letter will ask, and every other with why not."""

    customers: tuple[int, ...]
    refused: tuple[tuple[int, str], ...]
    change: Change | None
    """None where nobody may be asked."""


def ask_by_letter(book: Book, customers: Sequence[int], channel: str, today: date) -> WrittenTo:
    """Have a letter planned for each of these customers that asks them; whom the rules spare is left out (REF-2)."""
    law = numbers(book.db)
    known = store.candidates(book.db, dict.fromkeys(customers), today)
    against = {who.customer_id: rules.reasons_against(who, today, law) for who in known}
    refused = tuple((customer, "; ".join(reasons)) for customer, reasons in against.items() if reasons)
    chosen = [who for who in known if not against[who.customer_id]]
    if not chosen:
        return WrittenTo((), refused, None)
    named = f"a letter that asks {short(chosen[0].customer)}" if len(chosen) == 1 else f"{len(chosen)} letters that ask"
    with book.act(f"Planned {named}", today) as act:
        for who in chosen:
            values: dict[str, Value] = {"customer_id": who.customer_id, "wanted_on": today}
            rows.insert(act.db, "ask", values | {"by_channel": channel, "note": ""})
    return WrittenTo(tuple(who.customer_id for who in chosen), refused, act.change)


def answer(book: Book, ask_id: int, entry: AnswerEntry, today: date, *, token: str | None = None) -> Change:
    """Note what they said who were asked."""
    found = store.ask(book.db, ask_id)
    name = short(customers.customer(book.db, found.customer_id).name)
    if found.asked_on is None:
        raise NotAskedYet(name)
    if found.answer:
        raise AnsweredAlready(name, found.answer)
    if entry.on_day < found.asked_on:
        raise BeforeIt("They were asked", found.asked_on)
    with book.act(f"{name}: {entry.answer}", today, token=token) as act:
        values = _answered(entry.answer, entry.on_day, entry.again_on)
        rows.update(act.db, "ask", ask_id, values | ({"note": entry.note} if entry.note else {}))
    return act.change


def note_letter(db: sqlite3.Connection, ask_id: int, on: date, channel: str) -> None:
    """Note that a letter asked; the caller holds the action, and writes its contact (CMP-8a)."""
    rows.update(db, "ask", ask_id, {"asked_on": on, "by_channel": channel})


def _answered(said: str, on: date, again_on: date | None) -> dict[str, Value]:
    return {"answer": said or None, "answered_on": on if said else None, "again_on": again_on}


def _write_contact(db: sqlite3.Connection, ask_id: int, customer_id: int, entry: AskEntry) -> None:
    response = _RESPONSES.get(Answer(entry.answer)) if entry.answer else None
    values: dict[str, Value] = {"customer_id": customer_id, "on_day": entry.on_day, "channel": entry.via}
    what = ". ".join(
        filter(None, ("Asked for a referral", f"Said: {entry.answer}" if entry.answer else "", entry.note))
    )
    rows.insert(db, "contact", values | {"response": response, "note": what, "ask_id": ask_id})
