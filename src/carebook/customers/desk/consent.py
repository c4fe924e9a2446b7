"""Who may be written to: stops, permissions, and a death (docs/rules.md, Who may be written to)."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from datetime import date

from carebook.book import rows
from carebook.book.book import Book
from carebook.book.change import Change
from carebook.customers import store
from carebook.customers.desk.people import short
from carebook.customers.model import Cause, Customer
from carebook.customers.refusals import NeverOverridden, OthersLiveThere
from carebook.customers.rules import OPT_OUTS, beats_leave
from carebook.text import clean
from carebook.typed import NotSo

STOPPED: Mapping[Cause, str] = {
    Cause.DO_NOT_CONTACT: "Stopped all but service letters to {}",
    Cause.NO_MARKETING: "Stopped marketing to {}",
    Cause.NO_POST: "Stopped post to {}",
    Cause.NO_EMAIL: "Stopped e-mail to {}",
    Cause.NO_PHONE: "Stopped calls to {}",
    Cause.NO_TEXT: "Stopped texts to {}",
    Cause.GONE_AWAY: "Noted that {} moved away",
}
"""What was done when a stop was put, of one customer or of many."""


def stop(book: Book, customer_id: int, cause: Cause, how: str, today: date) -> Change:
    """Put a lasting stop and how the shop came to know; a channel's stop takes back its permission (SUP-3)."""
    if cause is Cause.DECEASED:
        return mark_deceased(book, customer_id, how, today)
    customer = store.customer(book.db, customer_id)
    with book.act(STOPPED[cause].format(short(customer.name)), today) as act:
        store.save_stop(book.db, customer_id, cause, today, clean(how))
        for channel, opt_out in OPT_OUTS.items():
            if opt_out is cause:
                store.lift_permission(book.db, customer_id, channel)
    return act.change


def allow_again(book: Book, customer_id: int, cause: Cause, today: date) -> Change:
    """Take a stop away because the customer said so; a death is not taken back by this (SUP-8)."""
    if cause is Cause.DECEASED:
        raise NeverOverridden(
            "A death is not lifted like other stops. If it was noted by mistake, say so: not deceased."
        )
    customer = store.customer(book.db, customer_id)
    with book.act(f"Lifted {cause} for {short(customer.name)}", today) as act:
        store.lift_stop(book.db, customer_id, cause)
    return act.change


def permit(book: Book, customer_id: int, channel: str, how: str, today: date) -> Change:
    """Record leave to sell by e-mail or text (SUP-5), or for surveys (SUP-3), and how it was given."""
    customer = store.customer(book.db, customer_id)
    causes = {Cause(suppression.cause) for suppression in store.suppressions(book.db, customer_id)}
    if not clean(how):
        raise NotSo("Say how leave was given, like “asked in the shop”. Silence is never permission.")
    if causes & beats_leave(channel):
        raise NeverOverridden(
            f"{short(customer.name)} is marked {', '.join(sorted(causes))}. If that has changed, lift it first."
        )
    with book.act(f"Recorded leave for {channel} from {short(customer.name)}", today) as act:
        store.save_permission(book.db, customer_id, channel, today, clean(how))
    return act.change


def withdraw(book: Book, customer_id: int, channel: str, how: str, today: date) -> Change:
    """Take a permission back; for e-mail and text that is an opt-out of the channel, which an import cannot undo."""
    if channel in OPT_OUTS:
        return stop(book, customer_id, OPT_OUTS[channel], how, today)
    customer = store.customer(book.db, customer_id)
    with book.act(f"Took back leave for {channel} from {short(customer.name)}", today) as act:
        store.lift_permission(book.db, customer_id, channel)
    return act.change


def mark_deceased(book: Book, customer_id: int, how: str, today: date) -> Change:
    """Note that a customer died: nothing is sent any more, and the household's quiet period begins (SUP-1)."""
    customer = store.customer(book.db, customer_id)
    with book.act(f"Noted that {short(customer.name)} died", today) as act:
        write_death(act.db, customer, how, today)
    return act.change


def write_death(db: sqlite3.Connection, customer: Customer, how: str, today: date) -> None:
    """Write that a customer died; the caller holds the action. Raises OthersLiveThere, whose members do (SUP-1)."""
    others = [m for m in store.members(db, customer.id) if m.died_on is None and m.role != "pet"]
    if customer.kind != "person" and others:
        raise OthersLiveThere(customer.name, customer.kind)
    store.save_stop(db, customer.id, Cause.DECEASED, today, clean(how))
    rows.update(db, "customer", customer.id, {"quiet_from": today})


def not_deceased(book: Book, customer_id: int, today: date) -> Change:
    """Take back a death that was noted by mistake, and the quiet period that it began."""
    customer = store.customer(book.db, customer_id)
    since = [s.since for s in store.suppressions(book.db, customer_id) if s.cause == Cause.DECEASED]
    with book.act(f"Noted that {short(customer.name)} is alive", today) as act:
        store.lift_stop(book.db, customer_id, Cause.DECEASED)
        if customer.quiet_from in since:
            rows.update(book.db, "customer", customer_id, {"quiet_from": None})
    return act.change
