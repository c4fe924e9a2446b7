"""Partners who introduce their customers, and whom we sent to them: give and take."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from carebook.book import rows
from carebook.book.book import Book
from carebook.book.change import Change
from carebook.customers import store as customers
from carebook.customers.desk.people import short
from carebook.referrals.refusals import PartnerAlready
from carebook.referrals.store import partners as store

if TYPE_CHECKING:
    from carebook.referrals.entry import PartnerEntry, PassedOnEntry


def make_partner(book: Book, customer_id: int, entry: PartnerEntry, today: date, *, token: str | None = None) -> Change:
    """Make somebody of the book a partner, or one again."""
    name = short(customers.customer(book.db, customer_id).name)
    known = store.partner_of(book.db, customer_id)
    if known and known.ended_on is None:
        raise PartnerAlready(name)
    with book.act(f"{name} is a partner", today, token=token) as act:
        if known:
            rows.update(act.db, "partner", known.id, {**entry.model_dump(), "ended_on": None})
        else:
            rows.insert(act.db, "partner", {"customer_id": customer_id, **entry.model_dump()})
    return act.change


def edit_partner(book: Book, partner_id: int, entry: PartnerEntry, today: date) -> Change:
    """Change what is known of a partner."""
    known = store.partner(book.db, partner_id)
    with book.act(f"Changed the partner {short(customers.customer(book.db, known.customer_id).name)}", today) as act:
        rows.update(act.db, "partner", partner_id, entry.model_dump())
    return act.change


def end_partner(book: Book, partner_id: int, today: date) -> Change:
    """Note that a partner is one no more; who was sent by whom stays."""
    known = store.partner(book.db, partner_id)
    with book.act(f"{short(customers.customer(book.db, known.customer_id).name)} is no partner any more", today) as act:
        rows.update(act.db, "partner", partner_id, {"ended_on": today})
    return act.change


def pass_on(book: Book, customer_id: int, entry: PassedOnEntry, today: date, *, token: str | None = None) -> Change:
    """Note whom we sent to a partner."""
    name = short(customers.customer(book.db, customer_id).name)
    with book.act(f"Sent {short(entry.name)} to {name}", today, token=token) as act:
        rows.insert(act.db, "passed_on", {"customer_id": customer_id, **entry.model_dump()})
    return act.change
