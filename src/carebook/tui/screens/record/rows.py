"""The lines of a record: who belongs to a customer and their yearly days, and what happened."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date

from carebook import money
from carebook.customers import store
from carebook.customers.model import Channel, Contact, Member, News, Occasion, Sale
from carebook.customers.rules import returns_on
from carebook.days import in_words
from carebook.letters.model import KINDS, Due, Letter
from carebook.letters.store.letters import on_agenda
from carebook.shop.model import Shop
from carebook.timeline import Entry, timeline
from carebook.tui.screens.record.card import month_and_day, short_day
from carebook.tui.widgets.columns import Column
from carebook.tui.widgets.rows import Row

PEOPLE_COLUMNS = (Column("who", share=1, least=10), Column("what", share=1, least=10, rank=1))

_ROLES = {"partner": "partner", "child": "child", "contact": "contact", "pet": "pet", "other": ""}
_TOUCH = {
    Channel.POST: "Letter",
    Channel.HANDWRITTEN: "Card",
    Channel.EMAIL: "E-mail",
    Channel.PHONE: "Call",
    Channel.TEXT: "Text",
    Channel.IN_PERSON: "Visit",
}
_NEWS = {"congratulation": "Good news", "condolence": "Sad news"}
_MARKS = {"due": "·", "late": "!", "held": "‖", "snoozed": "z"}


# Who belongs to a customer ------------------------------------------------------------------------------


def people(db: sqlite3.Connection, customer_id: int, today: date) -> list[Row]:
    """List the customer's own yearly days, then each member with theirs."""
    days = store.occasions(db, customer_id)
    rows = [_day_row(day, today) for day in days if day.member_id is None]
    for member in store.members(db, customer_id):
        rows.append(_member_row(member, today))
        rows += [_day_row(day, today, indent="  ") for day in days if day.member_id == member.id]
    return rows


def _member_row(member: Member, today: date) -> Row:
    words = [_ROLES[member.role], "under age" if member.minor else ""]
    if member.died_on:
        words = [f"died {short_day(member.died_on, today)}"]
    called = f" “{member.called}”" if member.called else ""
    what = ", ".join(filter(None, words))
    return Row(("member", member.id), (member.name + called, what), mark="†" if member.died_on else " ", dim=bool(member.died_on))


def _day_row(day: Occasion, today: date, indent: str = "") -> Row:
    what = day.label or ("wedding day" if day.kind == "wedding" else "birthday")
    return Row(("occasion", day.id), (indent + what, _day_in_words(day, today)))


def _day_in_words(day: Occasion, today: date) -> str:
    """Say a yearly day as "4 Dec", with what it turns on its next return where its year is known."""
    shown = month_and_day(day.month, day.day)
    if day.year is None:
        return shown
    return f"{shown} {day.year} · turns {returns_on(day, today).year - day.year}"


# What happened ------------------------------------------------------------------------------------------


def happened(db: sqlite3.Connection, customer_id: int, shop: Shop, today: date) -> list[Row]:
    """List a customer's timeline."""
    return [_entry_row(db, entry, shop, today) for entry in timeline(db, customer_id)]


def _entry_row(db: sqlite3.Connection, entry: Entry, shop: Shop, today: date) -> Row:
    day = short_day(entry.day, today)
    match entry.record:
        case Sale() as sale:
            return Row(entry.key, (day, "Refund" if sale.refund_of else "Sale", sale_in_words(sale, shop, today)))
        case Contact() as contact:
            return Row(entry.key, (day, _touch(contact), " · ".join(_said(contact, today))))
        case News() as news:
            return Row(entry.key, (day, _NEWS[news.kind], news.what))
        case Letter() as letter:
            due = on_agenda(db, letter.id) if letter.state == "open" else None
            state = state_of(letter, due, today)
            mark = _MARKS.get(due.state, " ") if due else " "
            dim = letter.sent_on is None and due is None and letter.state != "printed"
            return Row(entry.key, (day, KINDS[letter.kind].title, state), mark=mark, dim=dim)


def sale_in_words(sale: Sale, shop: Shop, today: date) -> str:
    """Say what was sold and for how much: "2 × rose arch · $50.00 · gift for 24 Dec"."""
    many = f"{sale.quantity} × " if sale.quantity != "1" else ""
    parts = [money.shown(sale.amount, shop.currency, shop.country), f"{many}{sale.product}" if sale.product else ""]
    if sale.gift_reveal_on:
        parts.append(f"a gift for {short_day(sale.gift_reveal_on, today)}")
    return " · ".join(filter(None, parts))


def _touch(contact: Contact) -> str:
    return f"{_TOUCH[Channel(contact.channel)]} {'from' if contact.direction == 'in' else 'to'} them"


def _said(contact: Contact, today: date) -> Iterator[str]:
    first = contact.note.partition("\n")[0]
    if first:
        yield f"“{first}”"
    if contact.called_back_on:
        yield f"called back {short_day(contact.called_back_on, today)}"
    elif contact.call_back_on:
        yield f"call back {short_day(contact.call_back_on, today)}"
    elif contact.response:
        yield contact.response


def state_of(letter: Letter, due: Due | None, today: date) -> str:
    """Say where a letter is in its life on a day (LET-1)."""
    match letter.state:
        case "sent" | "answered":
            return " · ".join(filter(None, (letter.state, f"by {letter.channel}" if letter.channel else "")))
        case "skipped" | "cancelled":
            return ": ".join(filter(None, (letter.state, letter.cause)))
        case "printed":
            return "printed, not yet marked sent"
    if due:
        return " · ".join(filter(None, (due.state, due.cause)))
    if letter.lapses and letter.lapses < today:
        return "lapsed, not sent"
    if letter.snoozed_until and letter.snoozed_until > today:
        return f"put off until {short_day(letter.snoozed_until, today)}"
    return "coming up" if letter.due > today else "not yet planned for today"


def entry_as_notes(entry_day: date, record: Sale | Contact | News, shop: Shop, today: date) -> list[tuple[str, str]]:
    """Return every detail of what is no letter, as (label, words)."""
    notes = [("on", in_words(entry_day, today))]
    match record:
        case Sale() as sale:
            notes += [
                ("refund" if sale.refund_of else "sale", sale_in_words(sale, shop, today)),
                ("cost", money.shown(sale.cost, shop.currency, shop.country) if sale.cost is not None else ""),
                ("number", sale.external_id or ""),
                ("note", sale.note),
            ]
        case Contact() as contact:
            later = in_words(contact.call_back_on, today) if contact.call_back_on else ""
            made = in_words(contact.called_back_on, today) if contact.called_back_on else ""
            notes += [
                ("how", _touch(contact)),
                ("said", contact.note),
                ("answer", contact.response or ""),
                ("call back", later),
                ("called", made),
            ]
        case News() as news:
            notes += [("news", news.what), ("asks for", f"a card of {news.kind}, by hand")]
    return [note for note in notes if note[1]]
