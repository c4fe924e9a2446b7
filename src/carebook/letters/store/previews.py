"""What a text is previewed with: a real letter of its kind, or facts made from a real customer."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import date, timedelta
from itertools import chain

from carebook.customers import store as customers
from carebook.customers.model import Customer
from carebook.customers.rules import family_of, short_name
from carebook.days import years_between
from carebook.letters.facts import (
    CampaignFacts,
    ComplaintFacts,
    CustomerFacts,
    LetterFacts,
    OccasionFacts,
    ReferralFacts,
    SaleFacts,
    WinBackFacts,
)
from carebook.letters.model import SEASON_KINDS
from carebook.letters.store import letters as store
from carebook.letters.store.drafts import customer_facts, facts_of, feast_of, shop_facts
from carebook.letters.store.nobody import without_anybody
from carebook.letters.store.plan import ALIVE
from carebook.letters.store.silence import silence_of
from carebook.shop import store as shop_store

_WRITTEN_TO = (
    "SELECT c.id FROM letter l JOIN customer c ON c.id = l.customer_id"
    f" WHERE l.kind = ? AND l.sent_on IS NOT NULL AND {ALIVE} ORDER BY l.sent_on DESC, l.id DESC"
)
_NEWEST_OF = (
    "SELECT l.id FROM letter l WHERE l.customer_id = ? AND l.kind = ? AND l.state <> 'cancelled'"
    " AND NOT EXISTS (SELECT 1 FROM member m WHERE l.subject_kind = 'member' AND m.id = l.subject_id"
    " AND m.died_on IS NOT NULL) ORDER BY l.anchor DESC, l.id DESC LIMIT 1"
)
_FIRST = f"SELECT c.id FROM customer c WHERE {ALIVE} ORDER BY c.id"
_SOON = timedelta(days=14)
_CASE = ComplaintFacts(
    number="2026-001",
    understood="it came nine days late",
    sought="I want it as it should be.",
    remedy="replacement",
    what="a new one",
    happened="It was written down for the wrong week.",
    changed="We now read every order back.",
    bonus="a small present",
    reason="We looked at it closely, and found it as it was agreed.",
    alternative="We will gladly come by and look at it with you.",
)
_AWAY = WinBackFacts(
    months=6,
    our_part="We were too slow to answer.",
    changed="We answer on the same day now.",
    offer="We would like to come by for an hour, free of charge.",
)
_FRIEND = ReferralFacts(
    introduced="Jo Miller",
    may_come=True,
    who_fits="people who have just moved here",
    what_to_say="They keep their word.",
)


def written_to_last(db: sqlite3.Connection, kind: str) -> int | None:
    """Return the customer to whom the newest letter of a kind went, else the first one of the book.

    Nobody who died is shown as the reader of a letter, nor a household whose letters have nobody left to go to (SUP-1).
    """
    found = chain(db.execute(_WRITTEN_TO, [kind]), db.execute(_FIRST))
    return next((one for (one,) in found if not without_anybody(db, [one])), None)


def facts_of_newest(db: sqlite3.Connection, kind: str, customer_id: int, today: date) -> LetterFacts | None:
    """Return what a customer's newest letter of a kind is written from; none of a member who died is shown."""
    row = db.execute(_NEWEST_OF, [customer_id, kind]).fetchone()
    if row is None:
        return None
    found = facts_of(db, [row[0]], shop_store.shop(db), store.planned_kinds(db), today)
    return found[row[0]][1] if found else None


def made_facts(db: sqlite3.Connection, kind: str, customer_id: int | None, whose: str, today: date) -> LetterFacts:
    """Return what a letter to a customer could be written from, with an example of whatever they have nothing of.

    `whose` is the role of the one whose day it is, or "minor". Without a customer it is written to one made up.
    """
    made = LetterFacts(
        shop=shop_facts(shop_store.shop(db)),
        customer=CustomerFacts("Ann Park", ("Ann Park", "4 Mill Lane"), "Dear Ann"),
        today=today,
        sale=SaleFacts("rose arch", today),
        occasion=_day_of(db, kind, today),
        campaign=_campaign(db, kind, today),
        complaint=replace(_CASE, answer_by=today + _SOON),
        win_back=_AWAY,
        referral=_FRIEND,
        bought=True,
        years=1,
        offer=store.planned_kinds(db)[kind].offer,
    )
    if customer_id is None:
        return made
    customer = customers.customer(db, customer_id)
    made = _written_to(db, customer, made)
    return made if kind in SEASON_KINDS else replace(made, occasion=_birthday(db, customer, whose, made.occasion))


def _day_of(db: sqlite3.Connection, kind: str, today: date) -> OccasionFacts:
    """Return which day a letter of a kind could be about: Thanksgiving, a gathering, or an example's birthday."""
    if kind == "seasons_greeting":
        feast = feast_of(shop_store.shop(db), today.year)
        return OccasionFacts("Thanksgiving" if feast else "", feast or today + _SOON)
    if kind == "appreciation":
        ahead = (one for one in shop_store.calendar(db).gatherings if one.day >= today)
        return next((OccasionFacts(one.label, one.day) for one in ahead), OccasionFacts("", today + _SOON))
    return OccasionFacts("Fifi", today + _SOON)


def _campaign(db: sqlite3.Connection, kind: str, today: date) -> CampaignFacts:
    """Return the newest campaign of a kind, or an example of one."""
    for one in store.campaigns(db):
        if one.kind == kind:
            return CampaignFacts(one.title, one.message, one.offer, one.ends_on, one.product)
    message = "Here stands the message of your campaign."
    return CampaignFacts("The title of your campaign", message, "its offer", today + _SOON, "")


def _written_to(db: sqlite3.Connection, customer: Customer, made: LetterFacts) -> LetterFacts:
    sale, away = silence_of(db, customer.id, None, made.today)
    opened = customer.opened_on or customer.first_sale_on
    years = years_between(opened, made.today) if opened else 0
    return replace(
        made,
        customer=customer_facts({**customer._asdict(), "what": customer.kind}, customer.id, shop_store.shop(db)),
        sale=sale if sale.product else made.sale,
        win_back=replace(made.win_back, months=away.months or made.win_back.months),
        complaint=replace(made.complaint, product=sale.product),
        bought=customer.sales > 0,
        years=max(years, 1),
    )


def _birthday(db: sqlite3.Connection, customer: Customer, whose: str, example: OccasionFacts) -> OccasionFacts:
    """Return a day of the first member of whom such a letter could be."""
    family = family_of(customer.name, customer.family_name)
    for one in customers.members(db, customer.id):
        theirs = "pet" if one.role == "pet" else "minor" if one.minor else "member"
        if theirs == (whose if whose in ("pet", "minor") else "member") and one.died_on is None:
            return replace(example, name=short_name(one.name, one.called, family))
    return example if whose in ("minor", "pet", "member") else replace(example, name="")
