"""Noting who brought whom, from a name alone to the customer that they became (REF-1, REF-4, REF-5)."""

from __future__ import annotations

import sqlite3
from datetime import date
from typing import TYPE_CHECKING

from carebook.book import rows
from carebook.book.book import Book
from carebook.book.change import Change
from carebook.book.rows import Value
from carebook.customers import store as customers
from carebook.customers.desk.people import rewrite_customer, short, write_customer
from carebook.customers.model import RECOMMENDED
from carebook.referrals.desk.rewarding import promise_by_terms, refuse_earlier, take_back_promises
from carebook.referrals.model import Referral, Stage
from carebook.referrals.refusals import (
    ClosesALoop,
    HasReferrer,
    InContactAlready,
    NamedAlready,
    OutOfTurn,
    PutRightAlready,
    Themselves,
)
from carebook.referrals.store import referrals as store
from carebook.text import fold

if TYPE_CHECKING:
    from carebook.customers.entry import CustomerEntry
    from carebook.referrals.entry import CorrectionEntry, IntroductionEntry, NotNowEntry


def introduce(
    book: Book,
    referrer_id: int,
    entry: IntroductionEntry,
    today: date,
    *,
    referred_id: int | None = None,
    token: str | None = None,
) -> tuple[Change, Referral]:
    """Note whom a customer or partner told of us: by name, or as the customer that they are already.

    The first named referrer counts; another one is kept, thanked, and counts for nothing else.
    """
    referrer = short(customers.customer(book.db, referrer_id).name)
    with book.act(f"Noted that {referrer} introduced {short(entry.introduced)}", today, token=token) as act:
        found = write_introduction(
            *(act.db, referrer_id, entry.introduced, entry.introduced_on, today),
            referred_id=referred_id,
            note=entry.note,
        )
    return act.change, found


def add_introduced(
    book: Book, entry: CustomerEntry, referrer_id: int, today: date, *, token: str | None = None
) -> Change:
    """Enter a new customer who says who sent them (REF-5)."""
    referrer = customers.customer(book.db, referrer_id)
    came_on = entry.opened_on or today
    with book.act(f"Added {short(entry.name)}, sent by {short(referrer.name)}", today, token=token) as act:
        customer_id = write_customer(act.db, _recommended(entry), today)
        write_introduction(act.db, referrer_id, entry.name, came_on, today, referred_id=customer_id)
    return act.change


def edit_introduced(book: Book, customer_id: int, entry: CustomerEntry, referrer_id: int, today: date) -> Change:
    """Change a customer's details, and note who sent them: on the day since when they are one (REF-5)."""
    before = customers.customer(book.db, customer_id)
    referrer = customers.customer(book.db, referrer_id)
    came_on = entry.opened_on or before.first_sale_on or before.entered_on
    with book.act(f"Changed {short(entry.name)}, sent by {short(referrer.name)}", today) as act:
        rewrite_customer(act.db, customer_id, entry)
        write_introduction(act.db, referrer_id, entry.name, came_on, today, referred_id=customer_id)
    return act.change


def write_introduction(
    db: sqlite3.Connection,
    referrer_id: int,
    introduced: str,
    on: date,
    today: date,
    *,
    referred_id: int | None = None,
    note: str = "",
    external_id: str | None = None,
) -> Referral:
    """Put a referral in, with the rewards that the terms promise, within an action that the caller holds."""
    _refuse_again(db, referrer_id, introduced, referred_id)
    if referred_id is not None:
        _refuse_loop(db, referrer_id, referred_id)
    values: dict[str, Value] = {
        "external_id": external_id,
        "customer_id": referrer_id,
        "introduced": introduced,
        "introduced_on": on,
        "note": note,
        "entered_on": today,
    }
    found = store.referral(db, rows.insert(db, "referral", values))
    store.write_step(db, found, "introduced", on, what=introduced)
    if referred_id is not None:
        found = _link(db, found, referred_id, on)
    promise_by_terms(db, found)
    return found


def come_in_contact(
    book: Book, referral_id: int, customer_id: int, on: date, today: date, *, token: str | None = None
) -> Change:
    """Note that an introduced person came to us, and as which customer (REF-1)."""
    found = _not_in_contact(book.db, referral_id)
    refuse_earlier(found, on)
    _refuse_again(book.db, found.customer_id, found.introduced, customer_id)
    _refuse_loop(book.db, found.customer_id, customer_id)
    with book.act(f"{short(found.introduced)} came to us", today, token=token) as act:
        _link(act.db, found, customer_id, on)
    return act.change


def come_as_new(book: Book, referral_id: int, entry: CustomerEntry, today: date, *, token: str | None = None) -> Change:
    """Enter the customer that an introduced person became (REF-1)."""
    found = _not_in_contact(book.db, referral_id)
    on = max(entry.opened_on or today, found.introduced_on)
    with book.act(f"Added {short(entry.name)}, introduced before", today, token=token) as act:
        _link(act.db, found, write_customer(act.db, _recommended(entry), today), on)
    return act.change


def _recommended(entry: CustomerEntry) -> CustomerEntry:
    """Give a new customer whom somebody sent a source, where none is typed (REF-5)."""
    return entry if entry.source else entry.model_copy(update={"source": RECOMMENDED})


def not_now(book: Book, referral_id: int, entry: NotNowEntry, today: date, *, token: str | None = None) -> Change:
    """Note that an introduced person does not want anything now (REF-1)."""
    found = store.referral(book.db, referral_id)
    if found.stage in (Stage.BOUGHT, Stage.NOT_NOW):
        done = "has bought" if found.stage is Stage.BOUGHT else "was set aside"
        raise OutOfTurn(f"{short(found.introduced)} {done} already. Nothing was changed.")
    refuse_earlier(found, entry.on_day)
    with book.act(f"{short(found.introduced)}: not now", today, token=token) as act:
        store.save(act.db, found.id, {"not_now_on": entry.on_day})
        store.write_step(act.db, found, "not now", entry.on_day, what=entry.what)
    return act.change


def take_up(book: Book, referral_id: int, today: date) -> Change:
    """Take up again a referral that was set aside as "not now"."""
    found = store.referral(book.db, referral_id)
    if found.stage is not Stage.NOT_NOW:
        raise OutOfTurn(f"{short(found.introduced)} is not set aside. Nothing was changed.")
    with book.act(f"Took up {short(found.introduced)} again", today) as act:
        store.save(act.db, found.id, {"not_now_on": None})
        store.write_step(act.db, found, "taken up", today)
    return act.change


def correct_referrer(
    book: Book, referral_id: int, referrer_id: int, entry: CorrectionEntry, today: date, *, token: str | None = None
) -> tuple[Change, Referral]:
    """Put right who brought somebody: what stood before is kept and counts no more (REF-1)."""
    found = store.referral(book.db, referral_id)
    referrer = short(customers.customer(book.db, referrer_id).name)
    if referrer_id in (found.customer_id, found.referred_id):
        raise Themselves(referrer)
    if not found.counts and found.referred_id is None:
        raise PutRightAlready(short(found.introduced))
    if not found.counts and found.referred_id and (other := store.bringer(book.db, found.referred_id)):
        raise HasReferrer(short(found.introduced), short(other[1]))
    with book.act(f"It was {referrer} who introduced {short(found.introduced)}", today, token=token) as act:
        store.save(act.db, found.id, {"counts": 0})
        what = ". ".join(filter(None, (f"it was {referrer}", entry.what)))
        store.write_step(act.db, found, "corrected", entry.on_day, what=what)
        made = _let_count(act.db, found, referrer_id, today)
    return act.change, made


def _let_count(db: sqlite3.Connection, found: Referral, referrer_id: int, today: date) -> Referral:
    """Let somebody else be the one who introduced: by what they said before, if they did, else by a new referral."""
    known = _said_before(db, referrer_id, found.introduced, found.referred_id)
    if known is None:
        return write_introduction(
            *(db, referrer_id, found.introduced, found.introduced_on, today),
            referred_id=found.referred_id,
            note=found.note,
        )
    if found.referred_id is not None:
        _refuse_loop(db, referrer_id, found.referred_id)
    store.save(db, known.id, {"counts": 1})
    store.write_step(db, known, "taken up", today)
    promise_by_terms(db, store.referral(db, known.id))
    return store.referral(db, known.id)


def _said_before(db: sqlite3.Connection, referrer_id: int, introduced: str, referred_id: int | None) -> Referral | None:
    """Return the referral by which somebody told of a person before: of that record, else by that name alone."""

    def same(one: Referral) -> bool:
        by_name = referred_id is not None or fold(one.introduced) == fold(introduced)
        return one.referred_id == referred_id and by_name

    return next(filter(same, store.referrals_by(db, referrer_id)), None)


def _link(db: sqlite3.Connection, found: Referral, referred_id: int, on: date) -> Referral:
    """Note which customer somebody is; of several referrers the first named one counts (REF-1).

    One that was put right never counts again by this. What the terms promised to a name is taken back where the
    customer turns out to be no stranger (REF-4).
    """
    other = next((one for one in store.referrals_of(db, referred_id) if one.counts and one.id != found.id), None)
    is_first = other is None or (found.introduced_on, found.id) < (other.introduced_on, other.id)
    counts = found.counts and is_first
    if other and counts:
        store.save(db, other.id, {"counts": 0})
    values: dict[str, Value] = {"referred_id": referred_id, "contact_on": on, "not_now_on": None}
    store.save(db, found.id, values | {"counts": int(counts)})
    store.write_step(db, found, "in contact", on)
    linked = store.referral(db, found.id)
    take_back_promises(db, linked, on)
    return linked


def _not_in_contact(db: sqlite3.Connection, referral_id: int) -> Referral:
    """Return a referral that is a name only; raise InContactAlready for one that is a customer (REF-1)."""
    found = store.referral(db, referral_id)
    if found.referred_id is not None:
        raise InContactAlready(short(found.introduced), short(customers.customer(db, found.referred_id).name))
    return found


def _refuse_again(db: sqlite3.Connection, referrer_id: int, introduced: str, referred_id: int | None) -> None:
    """Raise Themselves for somebody who names themselves, NamedAlready for who was named by them before."""
    referrer = customers.customer(db, referrer_id).name
    if referred_id is None:
        if fold(referrer) == fold(introduced):
            raise Themselves(short(referrer))
    elif _said_before(db, referrer_id, introduced, referred_id):
        raise NamedAlready(short(referrer), short(introduced))


def _refuse_loop(db: sqlite3.Connection, referrer_id: int, referred_id: int) -> None:
    """Raise Themselves for somebody who brought themselves, ClosesALoop for a circle (REF-4)."""
    names = [short(customers.customer(db, one).name) for one in (referrer_id, referred_id)]
    if referrer_id == referred_id:
        raise Themselves(names[0])
    if referred_id in store.ancestors(db, referrer_id):
        raise ClosesALoop(*names)
