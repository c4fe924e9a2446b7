"""Who is under the cursor of a list, for the one who calls: why they stand there, their number, the last words."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date

from carebook import money
from carebook.customers import store
from carebook.customers.model import Contact
from carebook.shop.model import Shop
from carebook.tui.screens.record.card import card, short_day
from carebook.tui.widgets.facts import Note

_BUYS = "buys"
"""The card's note of how often they buy, their state and their tier: it says more than the list does."""

_CAREFUL = ("!", "‖", "quiet")
"""So begin the labels of notes to be known before anything is said: an open case, a stop, a death."""


def caller_card(db: sqlite3.Connection, customer_id: int, words: str, shop: Shop, today: date) -> list[Note]:
    """Return what to know before calling somebody, who stands on the list for these words; the most needed first."""
    customer = store.customer(db, customer_id)
    known = [note for note in card(db, customer, shop, today) if note[0] != "phone"]
    why = next((said for label, said in known if label == _BUYS and words in said), words)
    phone = " · ".join(filter(None, (customer.phone, customer.mobile))) or "no number known"
    careful = [note for note in known if note[0].startswith(_CAREFUL)]
    rest = [note for note in known if note not in careful and note[1] != why]
    return [*careful, ("why", why), ("phone", phone), *_lately(db, customer_id, shop, today), *rest]


def _lately(db: sqlite3.Connection, customer_id: int, shop: Shop, today: date) -> Iterator[Note]:
    """Yield what they bought last, and what was said last."""
    for sale in [one for one in store.sales(db, customer_id) if one.refund_of is None][:1]:
        paid = money.shown(sale.amount, shop.currency, shop.country)
        yield "bought", ", ".join(filter(None, (short_day(sale.sold_on, today), sale.product, paid)))
    for contact in store.contacts(db, customer_id, size=1):
        yield "last word", _said(contact, today)


def _said(contact: Contact, today: date) -> str:
    """Say when a contact was, how, and what was said."""
    whose = "" if contact.direction == "out" else "from them"
    heard = (short_day(contact.on_day, today), contact.channel, whose, contact.response or "", contact.note)
    return ", ".join(filter(None, heard))
