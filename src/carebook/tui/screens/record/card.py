"""Who a customer is, in words: the head of the record, and the card beside the list of customers."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date

from carebook import money
from carebook.complaints.rules import at_risk
from carebook.complaints.store.cases import cases_of
from carebook.customers import store
from carebook.customers.model import Customer
from carebook.customers.postal import postal_lines
from carebook.customers.rules import ADULT_AGE, age_of, has_grown_up, honest_gaps
from carebook.days import in_words
from carebook.referrals.store.told import has_referrals
from carebook.retention.store.standings import standing
from carebook.retention.words import in_words as rhythm_in_words
from carebook.shop.model import Shop
from carebook.text import names_in_words
from carebook.tui.widgets.facts import Note

STOPS = {
    "deceased": "died: nothing is sent",
    "do-not-contact": "do not contact: only service letters",
    "no-marketing": "no marketing",
    "no-post": "nothing by post",
    "no-e-mail": "nothing by e-mail",
    "no-phone": "no calls",
    "no-text": "no texts",
    "gone-away": "moved away: nothing by post",
}
"""The lasting stops as the owner reads them."""

LEAVE = {"e-mail": "offers by e-mail", "text": "offers by text", "surveys": "surveys in spite of no marketing"}
"""What a customer may give leave to."""


def short_day(day: date, today: date) -> str:
    """Say a day as "25 Nov", with its year where that is not today's."""
    return in_words(day, today).partition(" ")[2]


def month_and_day(month: int, day: int) -> str:
    """Say a yearly day as "29 Feb"."""
    some_leap_year = date(2024, month, day)
    return short_day(some_leap_year, some_leap_year)


def known_of(db: sqlite3.Connection, customer: Customer, shop: Shop, today: date) -> list[Note]:
    """Return what stops letters to a customer, how they are addressed and reached, and what is not known."""
    return [note for note in _notes(db, customer, shop, today) if note[1]]


def card(db: sqlite3.Connection, customer: Customer, shop: Shop, today: date) -> list[Note]:
    """Return what stands beside a list: what is known, and the name, figures and members too."""
    names = names_in_words([member.name for member in store.members(db, customer.id) if member.died_on is None])
    more = [("name", customer.name), ("so far", figures(db, customer, shop, today)), ("members", names)]
    return [*(note for note in more if note[1]), *known_of(db, customer, shop, today)]


def figures(db: sqlite3.Connection, customer: Customer, shop: Shop, today: date) -> str:
    """Say in one line since when, what they bought and when last, who sent them, and whom they sent (REF-1)."""
    since = customer.opened_on or customer.first_sale_on
    parts = [f"since {short_day(since, today)}"] if since else []
    return " · ".join([*parts, *_bought(customer, shop, today), *_sent(db, customer.id)])


def _bought(customer: Customer, shop: Shop, today: date) -> Iterator[str]:
    if customer.last_sale_on is None:
        yield "no sale yet"
        return
    yield "1 sale" if customer.sales == 1 else f"{customer.sales:,} sales"
    yield f"{money.shown(customer.taken, shop.currency, shop.country)} taken"
    yield f"last sale {short_day(customer.last_sale_on, today)}"


def _sent(db: sqlite3.Connection, customer_id: int) -> Iterator[str]:
    if not has_referrals(db, customer_id):
        return
    from carebook.referrals.store.referrals import bringer, referrals_by

    if found := bringer(db, customer_id):
        yield f"sent by {found[1]}"
    if sent := [one for one in referrals_by(db, customer_id) if one.counts]:
        bought = sum(one.bought_on is not None for one in sent)
        yield f"sent us {len(sent):,}" + (f", {bought:,} bought" if bought else "")


def _address(customer: Customer, shop: Shop) -> tuple[str, ...]:
    return postal_lines(
        customer.address1,
        customer.address2,
        customer.city,
        customer.region,
        customer.postcode,
        customer.country,
        home=shop.country,
    )


def _notes(db: sqlite3.Connection, customer: Customer, shop: Shop, today: date) -> Iterator[Note]:
    stops, leaves = store.suppressions(db, customer.id), store.permissions(db, customer.id)
    for stop in stops:
        yield "‖ stop", _since(STOPS[stop.cause], stop.since, stop.how, today)
    if customer.quiet_from:
        yield "quiet", f"a death in the household, noted {short_day(customer.quiet_from, today)}"
    yield from _complaints(db, customer.id, today)
    yield "phone", " · ".join(filter(None, (customer.phone, customer.mobile)))
    yield "e-mail", customer.email
    yield "letters to", "\n".join((customer.addressee or customer.name, *_address(customer, shop)))
    yield "greeting", customer.salutation
    yield "buys", _buying(db, customer.id, today)
    yield "called", customer.called
    yield "note", customer.note
    for leave in leaves:
        yield "leave", _since(LEAVE[leave.channel], leave.given_on, leave.how, today)
    yield "tags", ", ".join(store.tags(db, customer.id))
    yield "came by", customer.source
    yield "persona", customer.persona
    yield "stage", customer.stage or ""
    yield "language", customer.language
    yield "number", customer.external_id or ""
    for gap in honest_gaps(customer, store.members(db, customer.id), leaves, stops):
        yield "to ask", gap
    for name in _grown_up(db, customer.id, today):
        yield "to ask", f"{name} is {ADULT_AGE} or older, and still marked as under age: y on them"


def _grown_up(db: sqlite3.Connection, customer_id: int, today: date) -> Iterator[str]:
    """Name the members whom nobody has marked as grown up though they are (SUP-7)."""
    days = store.occasions(db, customer_id)
    for member in store.members(db, customer_id):
        if has_grown_up(member, age_of(member, days, today)):
            yield member.name


def _buying(db: sqlite3.Connection, customer_id: int, today: date) -> str:
    """Say how often they buy, how long they have been silent, how they stand, and their tier (VAL-1, VAL-3)."""
    found = standing(db, customer_id)
    if found is None:
        return ""
    return " · ".join(filter(None, (rhythm_in_words(found, today), found.state(today), found.tier)))


def _complaints(db: sqlite3.Connection, customer_id: int, today: date) -> Iterator[Note]:
    """Say which complaints are open, and whether a second one within a year puts the customer at risk (CMP-7)."""
    found = cases_of(db, customer_id)
    for case in found:
        if case.closed_on is None:
            yield "! case", f"{case.number} open: {case.title}"
    if at_risk([case.received_on for case in found], today):
        yield "! at risk", f"two complaints within a year, the latest {short_day(found[0].received_on, today)}"


def _since(what: str, day: date, how: str, today: date) -> str:
    """Say what holds, since when, and how the shop came to know."""
    return " · ".join(filter(None, (what, f"since {short_day(day, today)}", how)))
