"""Customers, their members and their yearly days."""

from __future__ import annotations

import sqlite3
from datetime import date
from typing import TYPE_CHECKING

from carebook.book import rows
from carebook.book.book import Book
from carebook.book.change import Change
from carebook.book.rows import Value
from carebook.customers import rules, store
from carebook.customers.model import Cause, Customer, Member
from carebook.customers.refusals import Gone, NotOneOfThem, NumberTaken, OneBirthday
from carebook.text import cut

if TYPE_CHECKING:
    from carebook.customers.entry import CustomerEntry, MemberEntry, OccasionEntry

_NAME_WIDTH = 60


def short(name: str) -> str:
    """Return a name as it fits into the label of an action."""
    return cut(name, _NAME_WIDTH)


def add_customer(book: Book, entry: CustomerEntry, today: date, *, token: str | None = None) -> Change:
    """Enter a new customer; an addressee and a salutation that were not typed are suggested and stored."""
    with book.act(f"Added {short(entry.name)}", today, token=token) as act:
        write_customer(act.db, entry, today)
    return act.change


def write_customer(db: sqlite3.Connection, entry: CustomerEntry, today: date) -> int:
    """Put a new customer in, within an action that the caller holds; return the id."""
    _refuse_taken_number(db, entry.external_id, None)
    values = _columns(entry, entry.addressee or rules.suggest_addressee(entry), entry.salutation)
    values["salutation"] = entry.salutation or rules.suggest_salutation(entry)
    customer_id = rows.insert(db, "customer", {**values, "entered_on": today})
    store.save_tags(db, customer_id, entry.tags)
    return customer_id


def edit_customer(book: Book, customer_id: int, entry: CustomerEntry, today: date) -> Change:
    """Change a customer's details."""
    with book.act(f"Changed {short(entry.name)}", today) as act:
        rewrite_customer(act.db, customer_id, entry)
    return act.change


def rewrite_customer(db: sqlite3.Connection, customer_id: int, entry: CustomerEntry) -> None:
    """Change a customer's details, within an action that the caller holds; another address lifts gone-away (SUP-6).

    An addressee or salutation that was the suggested one, or was emptied, follows the new names.
    """
    before, members = store.customer(db, customer_id), store.members(db, customer_id)
    _refuse_taken_number(db, entry.external_id, customer_id)
    addressee, salutation = entry.addressee, entry.salutation
    if addressee in ("", rules.suggest_addressee(before, members)):
        addressee = rules.suggest_addressee(entry, members)
    if salutation in ("", rules.suggest_salutation(before, members)):
        salutation = rules.suggest_salutation(entry, members)
    values = _columns(entry, addressee, salutation)
    rows.update(db, "customer", customer_id, values)
    store.save_tags(db, customer_id, entry.tags)
    if rules.moved(before, values):
        store.lift_stop(db, customer_id, Cause.GONE_AWAY)


def _columns(entry: CustomerEntry, addressee: str, salutation: str) -> dict[str, Value]:
    typed: dict[str, Value] = entry.model_dump(exclude={"tags"})
    nothing = {"external_id": entry.external_id or None, "stage": entry.stage or None}
    return {**typed, "addressee": addressee, "salutation": salutation, **nothing}


def _refuse_taken_number(db: sqlite3.Connection, external_id: str, customer_id: int | None) -> None:
    owner = store.owner_of_number(db, external_id)
    if owner is not None and owner[0] != customer_id:
        raise NumberTaken(external_id, owner[1])


def remove_customer(book: Book, customer_id: int, today: date) -> Change:
    """Take a customer out of the book with everything that belongs to it; undo brings all of it back."""
    customer = store.customer(book.db, customer_id)
    with book.act(f"Removed {short(customer.name)}", today) as act:
        rows.delete(book.db, "customer", customer_id)
    return act.change


def add_member(
    book: Book,
    customer_id: int,
    entry: MemberEntry,
    today: date,
    *,
    birthday: OccasionEntry | None = None,
    token: str | None = None,
) -> Change:
    """Enter someone of a household or business; the suggested addressee and salutation take them in.

    A person with a partner is a household.
    """
    customer, members = store.customer(book.db, customer_id), store.members(book.db, customer_id)
    with book.act(f"Added {short(entry.name)} to {short(customer.name)}", today, token=token) as act:
        if customer.kind == "person" and entry.role == "partner":
            rows.update(book.db, "customer", customer_id, {"kind": "household"})
        member_id = rows.insert(book.db, "member", {"customer_id": customer_id, **entry.model_dump()})
        if birthday is not None:
            save_occasion(book.db, customer_id, member_id, None, birthday, today)
        address_anew(book.db, customer, members)
    return act.change


def edit_member(
    book: Book, member_id: int, entry: MemberEntry, today: date, *, birthday: OccasionEntry | None = None
) -> Change:
    """Change a member's details, and set their birthday where one is given."""
    before = store.member(book.db, member_id)
    customer, members = household_of(book.db, before)
    with book.act(f"Changed {short(entry.name)} of {short(customer.name)}", today) as act:
        rows.update(book.db, "member", member_id, entry.model_dump())
        if birthday is not None:
            save_occasion(book.db, customer.id, member_id, None, birthday, today)
        address_anew(book.db, customer, members, changed=before)
    return act.change


def remove_member(book: Book, member_id: int, today: date) -> Change:
    """Take a member out, and their yearly days; nobody is written to by that name any more."""
    member = store.member(book.db, member_id)
    customer, members = household_of(book.db, member)
    with book.act(f"Removed {short(member.name)} from {short(customer.name)}", today) as act:
        rows.delete(book.db, "member", member_id)
        address_anew(book.db, customer, members, without=member)
    return act.change


def member_died(book: Book, member_id: int, died_on: date, today: date) -> Change:
    """Note that a member died: they are addressed no more, and the quiet period begins today (SUP-1).

    A pet has no quiet period. A household that goes by the name of the one who died, and has no other partner, gets
    nothing any more.
    """
    member = store.member(book.db, member_id)
    customer, members = household_of(book.db, member)
    with book.act(f"Noted that {short(member.name)} died", today) as act:
        rows.update(book.db, "member", member_id, {"died_on": died_on})
        if member.role != "pet":
            rows.update(book.db, "customer", customer.id, {"quiet_from": today})
            address_anew(book.db, customer, members, without=member)
            if rules.died_out(customer, store.members(book.db, customer.id)):
                store.save_stop(book.db, customer.id, Cause.DECEASED, today, f"{short(member.name)} died")
    return act.change


def household_of(db: sqlite3.Connection, member: Member) -> tuple[Customer, list[Member]]:
    """Return the customer whom a member belongs to, and all its members."""
    return store.customer(db, member.customer_id), store.members(db, member.customer_id)


def address_anew(
    db: sqlite3.Connection,
    before: Customer,
    members_before: list[Member],
    *,
    without: Member | None = None,
    changed: Member | None = None,
) -> None:
    """Let the suggested addressee and salutation follow the names, and any that names the one who left.

    Where even the suggestion names the one who left, nothing is suggested. Lines that were suggested for one member
    alone follow that one, who is given as it was before it `changed`.
    """
    after, members = store.customer(db, before.id), store.members(db, before.id)
    alone = next((m for m in members if changed and m.id == changed.id), None)
    new: dict[str, Value] = {}
    for line, suggest in rules.SUGGESTIONS.items():
        stored = getattr(before, line)
        if stored in ("", suggest(before, members_before)) or (without and rules.names_someone(stored, without, after)):
            suggested = suggest(after, members, without)
            new[line] = "" if without and rules.names_someone(suggested, without, after) else suggested
        elif changed and alone and stored == rules.lines_for(changed, before)[line]:
            new[line] = rules.lines_for(alone, after)[line]
    if new:
        rows.update(db, "customer", before.id, new)


def set_occasion(
    book: Book,
    customer_id: int,
    entry: OccasionEntry,
    today: date,
    *,
    member_id: int | None = None,
    occasion_id: int | None = None,
    token: str | None = None,
) -> Change:
    """Set a yearly day of a customer or of one of its members: a new one, the one named, or the only birthday.

    A day that was moved is a new fact of today (LET-5).
    """
    customer = store.customer(book.db, customer_id)
    whose = customer.name
    if member_id is not None:
        member = store.member(book.db, member_id)
        if member.customer_id != customer_id:
            raise NotOneOfThem(customer.name)
        whose = member.name
    what = entry.label or ("wedding day" if entry.kind == "wedding" else entry.kind)
    with book.act(f"Set the {what} of {short(whose)}", today, token=token) as act:
        save_occasion(book.db, customer_id, member_id, occasion_id, entry, today)
    return act.change


def save_occasion(
    db: sqlite3.Connection,
    customer_id: int,
    member_id: int | None,
    occasion_id: int | None,
    entry: OccasionEntry,
    today: date,
) -> None:
    """Set a yearly day, within an action that the caller holds: the one named, the only birthday, or a new one."""
    if entry.kind == "birthday":
        standing = store.birthday(db, customer_id, member_id)
        if occasion_id is not None and standing not in (None, occasion_id):
            raise OneBirthday
        occasion_id = standing if occasion_id is None else occasion_id
    year, month, day = entry.day
    values: dict[str, Value] = {
        "customer_id": customer_id,
        "member_id": member_id,
        "kind": entry.kind,
        "label": entry.label,
        "month_day": f"{month:02}-{day:02}",
        "year": year,
        "leap": entry.leap or None,
        "lead": entry.lead,
    }
    if occasion_id is None:
        rows.insert(db, "occasion", {**values, "entered_on": today})
        return
    before = store.occasion(db, occasion_id)
    if before.customer_id != customer_id:
        raise Gone("occasion")
    if (before.month, before.day) != (month, day):
        values["entered_on"] = today
    rows.update(db, "occasion", occasion_id, values)


def remove_occasion(book: Book, occasion_id: int, today: date) -> Change:
    """Take a yearly day out."""
    occasion = store.occasion(book.db, occasion_id)
    customer = store.customer(book.db, occasion.customer_id)
    with book.act(f"Removed a {occasion.label or occasion.kind} of {short(customer.name)}", today) as act:
        rows.delete(book.db, "occasion", occasion_id)
    return act.change
