"""Touches with customers, promised calls, and what the shop hears of them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from carebook.book import rows
from carebook.book.book import Book
from carebook.book.change import Change
from carebook.customers import store
from carebook.customers.desk.people import short
from carebook.customers.model import Cause, Channel, Customer, Response
from carebook.customers.refusals import Gone, IsAnAnswer, IsASentLetter, NotOneOfThem

if TYPE_CHECKING:
    from carebook.customers.entry import ContactEntry, NewsEntry

_WHAT: dict[str, str] = {
    Channel.POST: "a letter",
    Channel.HANDWRITTEN: "a card",
    Channel.EMAIL: "an e-mail",
    Channel.PHONE: "a call",
    Channel.TEXT: "a text",
    Channel.IN_PERSON: "a visit",
}


def log_contact(book: Book, customer_id: int, entry: ContactEntry, today: date, *, token: str | None = None) -> Change:
    """Log one touch, either way; post that came back stops all post until the address changes (SUP-6)."""
    customer = store.customer(book.db, customer_id)
    label = f"Logged {_touch(entry.channel, entry.direction, customer)}"
    with book.act(label, today, token=token) as act:
        values = {**entry.model_dump(), "customer_id": customer_id, "response": entry.response or None}
        rows.insert(book.db, "contact", values)
        if entry.response == Response.RETURNED:
            store.save_stop(book.db, customer_id, Cause.GONE_AWAY, entry.on_day, "post came back")
    return act.change


def remove_contact(book: Book, contact_id: int, today: date) -> Change:
    """Take a contact out; a stop that it brought stays. One that is a sent letter goes only with the letter."""
    contact = store.contact(book.db, contact_id)
    if contact.letter_id is not None:
        raise IsAnAnswer if contact.direction == "in" else IsASentLetter
    customer = store.customer(book.db, contact.customer_id)
    with book.act(f"Removed {_touch(contact.channel, contact.direction, customer)}", today) as act:
        rows.delete(book.db, "contact", contact_id)
    return act.change


def _touch(channel: str, direction: str, customer: Customer) -> str:
    return f"{_WHAT[channel]} {'from' if direction == 'in' else 'to'} {short(customer.name)}"


def called_back(book: Book, contact_id: int, today: date) -> Change:
    """Note that a promised call was made; it leaves the list of calls."""
    contact = store.contact(book.db, contact_id)
    if contact.call_back_on is None:
        raise Gone("promised call")
    customer = store.customer(book.db, contact.customer_id)
    with book.act(f"Called {short(customer.name)} back", today) as act:
        rows.update(book.db, "contact", contact_id, {"called_back_on": today})
    return act.change


def hear_news(
    book: Book,
    customer_id: int,
    entry: NewsEntry,
    today: date,
    *,
    member_id: int | None = None,
    token: str | None = None,
) -> Change:
    """Note what asks for a card by hand: good news of a customer or member, or a loss."""
    customer = store.customer(book.db, customer_id)
    if member_id is not None and store.member(book.db, member_id).customer_id != customer_id:
        raise NotOneOfThem(customer.name)
    with book.act(f"Noted news of {short(customer.name)}", today, token=token) as act:
        values = {**entry.model_dump(), "customer_id": customer_id, "member_id": member_id, "entered_on": today}
        rows.insert(book.db, "news", values)
    return act.change


def remove_news(book: Book, news_id: int, today: date) -> Change:
    """Take out what was heard; the card that it asks for is not written, unless it is sent already."""
    news = store.one_news(book.db, news_id)
    customer = store.customer(book.db, news.customer_id)
    with book.act(f"Removed news of {short(customer.name)}", today) as act:
        rows.delete(book.db, "news", news_id)
    return act.change
