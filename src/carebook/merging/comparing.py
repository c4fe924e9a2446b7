"""Two records side by side, before they are merged: what both say, what stays, and what to look at first."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from carebook import money
from carebook.customers import store as customers
from carebook.customers.model import Cause, Customer, Member, Occasion, Permission, Suppression
from carebook.customers.postal import postal_lines
from carebook.days import in_words
from carebook.merging import rules
from carebook.merging.store import joining, looking
from carebook.retention.store import win_backs
from carebook.shop.model import Shop
from carebook.text import fold, names_in_words

_FIELDS = {
    "name": "name",
    "external_id": "number",
    "kind": "kind",
    "called": "called",
    "company": "company",
    "email": "e-mail",
    "phone": "phone",
    "mobile": "mobile",
    "salutation": "greeting",
    "language": "language",
    "source": "came by",
    "persona": "persona",
    "stage": "buying stage",
}
_COUNTS = {
    "sale": "sales",
    "letter": "letters sent",
    "contact": "contacts",
    "complaint": "complaints",
    "referral": "sent to us",
    "survey_answer": "surveys",
    "reminder": "reminders",
}
_NAMED = 3
"""How many days are named in a warning."""


class Stays(StrEnum):
    """Whose word stands once they are merged."""

    OURS = "ours"
    THEIRS = "theirs"
    BOTH = "both"
    NEITHER = "neither"


class Fact(NamedTuple):
    """One thing that is known of either record."""

    label: str
    ours: str
    theirs: str
    stays: Stays


class Record(NamedTuple):
    """One of the two, as far as it is compared."""

    customer: Customer
    members: list[Member]
    occasions: list[Occasion]
    stops: list[Suppression]
    permissions: list[Permission]
    tags: list[str]
    counts: dict[str, int]


class Comparison(NamedTuple):
    """The kept record and the other one."""

    keep: Customer
    gone: Customer
    facts: list[Fact]
    warnings: list[str]


def compare(db: sqlite3.Connection, keep_id: int, gone_id: int, shop: Shop, today: date) -> Comparison:
    """Hold two records against each other; raise NoSuchCustomer."""
    keep, gone = _record(db, keep_id), _record(db, gone_id)
    facts = [fact for fact in _facts(keep, gone, shop, today) if fact.ours or fact.theirs]
    return Comparison(keep.customer, gone.customer, facts, list(_warnings(db, keep, gone, today)))


def _record(db: sqlite3.Connection, customer_id: int) -> Record:
    return Record(
        customers.customer(db, customer_id),
        customers.members(db, customer_id),
        customers.occasions(db, customer_id),
        customers.suppressions(db, customer_id),
        customers.permissions(db, customer_id),
        customers.tags(db, customer_id),
        looking.counts(db, customer_id),
    )


# What both say ------------------------------------------------------------------------------------------------


def _facts(keep: Record, gone: Record, shop: Shop, today: date) -> Iterator[Fact]:
    ours, theirs = keep.customer, gone.customer
    taken = rules.joined(ours, theirs)
    for field, label in _FIELDS.items():
        mine, other = (str(getattr(one, field) or "") for one in (ours, theirs))
        yield Fact(label, mine, other, _whose(field in taken, mine, other))
    mine, other = (_address(one, shop) for one in (ours, theirs))
    yield Fact("address", mine, other, _whose(not taken.keys().isdisjoint(rules.ADDRESS), mine, other))
    yield Fact("note", ours.note, theirs.note, Stays.BOTH)
    since = [one.opened_on or one.first_sale_on for one in (ours, theirs)]
    mine, other = (in_words(day, today) if day else "" for day in since)
    yield Fact("since", mine, other, _whose((since[0] or date.max) > (since[1] or date.max), mine, other))
    yield _birthdays(keep, gone)
    yield from _all_of_both(keep, gone)
    yield from _flags(keep, gone)
    for table, label in _COUNTS.items():
        yield Fact(label, _figure(keep, table, shop), _figure(gone, table, shop), Stays.BOTH)


def _whose(theirs_stand: bool, ours: str, theirs: str) -> Stays:
    if ours == theirs:
        return Stays.BOTH
    return Stays.THEIRS if theirs_stand and theirs else Stays.OURS


def _address(customer: Customer, shop: Shop) -> str:
    lines = postal_lines(
        *(customer.address1, customer.address2, customer.city, customer.region, customer.postcode, customer.country),
        home=shop.country,
    )
    return ", ".join(lines)


def _birthday(record: Record) -> Occasion | None:
    own = (day for day in record.occasions if day.kind == "birthday" and day.member_id is None)
    return next(own, None)


def _birthdays(keep: Record, gone: Record) -> Fact:
    both = _birthday(keep), _birthday(gone)
    words = [_day_in_words(day) if day else "" for day in both]
    changed = both[0] is None or (both[1] is not None and bool(rules.joined_day(both[0], both[1])))
    return Fact("birthday", words[0], words[1], _whose(changed, *words))


def _day_in_words(day: Occasion) -> str:
    some_leap_year = 2024
    said = in_words(date(some_leap_year, day.month, day.day), date(some_leap_year, 1, 1)).partition(" ")[2]
    return f"{said} {day.year}" if day.year else said


def _all_of_both(keep: Record, gone: Record) -> Iterator[Fact]:
    mine, other = (names_in_words([one.name for one in record.members]) for record in (keep, gone))
    yield Fact("members", mine, other, Stays.BOTH)
    yield Fact("tags", ", ".join(keep.tags), ", ".join(gone.tags), Stays.BOTH)


def _flags(keep: Record, gone: Record) -> Iterator[Fact]:
    """Yield stops, of which all stay, and leave, of which the stricter does (SUP-9)."""
    mine, other = (", ".join(one.cause for one in record.stops) for record in (keep, gone))
    yield Fact("stops", mine, other, Stays.BOTH)
    given = [{one.channel: one for one in record.permissions} for record in (keep, gone)]
    for channel in sorted(given[0] | given[1]):
        stands = rules.may_stand(channel, [keep.stops, gone.stops], [own.get(channel) for own in given])
        said = "given" if stands else "given; a stop ends it"
        mine, other = (said if channel in own else "" for own in given)
        yield Fact(f"leave: {channel}", mine, other, Stays.BOTH if stands else Stays.NEITHER)


def _figure(record: Record, table: str, shop: Shop) -> str:
    number = record.counts[table]
    if table != "sale" or not number:
        return f"{number:,}" if number else ""
    return f"{number:,} · {money.shown(record.customer.taken, shop.currency, shop.country)}"


# What to look at first ------------------------------------------------------------------------------------------


def _warnings(db: sqlite3.Connection, keep: Record, gone: Record, today: date) -> Iterator[str]:
    ours, theirs = keep.customer, gone.customer
    if rules.one_of_theirs(ours, keep.members, gone.members):
        yield f"{ours.name} is one of those in {theirs.name}, so that record has to stay. Press x first."
    elif ours.kind == "person" and theirs.kind != "person":
        yield f"{theirs.name} is a {theirs.kind}. To keep it as one, press x first."
    yield from _same_sales(db, ours.id, theirs.id, today)
    one, other = _birthday(keep), _birthday(gone)
    if one and other and (one.month, one.day) != (other.month, other.day):
        yield f"Their birthdays differ: {_day_in_words(one)} and {_day_in_words(other)}. One of the two is given up."
    elif one and other and one.year and other.year and one.year != other.year:
        yield f"They were born in different years: {one.year} and {other.year}."
    yield from _of_people(keep, gone)
    yield from _of_stops(keep, gone)
    if joining.between(db, ours.id, theirs.id):
        yield "One of the two is said to have sent you the other. That referral is set aside."
    if win_backs.open_win_back(db, ours.id) and win_backs.open_win_back(db, theirs.id):
        yield "Both are being won back. The newer of the two win-backs is stopped."
    if not _anything_alike(keep, gone):
        yield "Neither name, phone, e-mail nor address is the same. Look whether they are one customer."


def _same_sales(db: sqlite3.Connection, ours: int, theirs: int, today: date) -> Iterator[str]:
    days = looking.same_sales(db, ours, theirs)
    if not days:
        return
    named = [in_words(date.fromisoformat(one.day), today) for one in days[:_NAMED]]
    if len(days) > _NAMED:
        named.append(f"{len(days) - _NAMED:,} more days")
    same = " of the same amount" if any(one.same_amount for one in days) else ""
    yield f"Both have a sale{same} on {names_in_words(named)}. One may have been entered twice; both are kept."


def _of_people(keep: Record, gone: Record) -> Iterator[str]:
    """Yield who is addressed no more because one of the records says that they died or are under age (SUP-1, SUP-7)."""
    theirs = {one.id: one for one in gone.members}
    pairs = {ours: theirs[other] for other, ours in rules.same_people(keep.members, gone.members).items()}
    person = rules.themselves(keep.customer, keep.members, gone.customer)
    gone_is_dead = any(stop.cause == Cause.DECEASED for stop in gone.stops)
    for one in keep.members:
        other = pairs.get(one.id)
        if one.role == "pet" or (other is None and one.id != person):
            continue
        theirs_died = other.died_on is not None if other else gone_is_dead
        if (one.died_on is None) == theirs_died and (other is not None or not theirs_died):
            yield f"{one.name} has died, says one of the two. Nothing is addressed to them any more."
        elif one.minor != (other is not None and other.minor):
            yield f"{one.name} is under age, says one of the two. Letters are addressed to the adults alone (SUP-7)."


def _of_stops(keep: Record, gone: Record) -> Iterator[str]:
    causes = [{one.cause for one in record.stops} for record in (keep, gone)]
    person = rules.themselves(keep.customer, keep.members, gone.customer)
    if Cause.DECEASED in causes[1] and person is not None:
        dead = [one._replace(died_on=date.min) if one.id == person else one for one in keep.members]
        if rules.lives_on(keep.customer, dead):
            noted = "That is noted with the member of this name; the others are written to."
            yield f"{gone.customer.name} has died. {noted}"
            causes[1].discard(Cause.DECEASED)
    for cause, means in ((Cause.DECEASED, "has died: nothing is sent any more"), (Cause.GONE_AWAY, "has moved away")):
        for record, own, others in ((keep, causes[0], causes[1]), (gone, causes[1], causes[0])):
            if cause in own and cause not in others:
                yield f"{record.customer.name} {means}. That will hold for the merged record."


def _anything_alike(keep: Record, gone: Record) -> bool:
    ours, theirs = keep.customer, gone.customer
    fields = ("name", "email", "phone", "mobile", "address1")
    alike = any(fold(getattr(ours, one)) == fold(getattr(theirs, one)) != "" for one in fields)
    words = set(fold(ours.name).split()) & set(fold(theirs.name).split())
    return alike or bool(words)
