"""Life in a household or business: who leaves, marries, dies or grows up, and how the others are addressed then."""

from __future__ import annotations

import sqlite3
from datetime import date
from typing import TYPE_CHECKING

from carebook.book import rows
from carebook.book.book import Book
from carebook.book.change import Change
from carebook.book.rows import Value
from carebook.customers import rules, store
from carebook.customers.desk.people import address_anew, household_of, save_occasion, short
from carebook.customers.model import Cause, Customer, Member
from carebook.customers.refusals import NotInTheirLife, NotOneOfThem
from carebook.customers.store import households
from carebook.days import in_words
from carebook.text import fold

if TYPE_CHECKING:
    from carebook.customers.entry import AddressedEntry, MarriageEntry, OccasionEntry


# Leaving -------------------------------------------------------------------------------------------------


def member_left(
    book: Book, member_id: int, on: date, today: date, *, own_record: bool = False, token: str | None = None
) -> Change:
    """Note that a member left: out of the household or business, and addressed there no more.

    With a record of their own they are a customer from now on, with their yearly days and news. A note tells it on
    both sides. The household's name follows where it named them and a partner stays.
    """
    member = store.member(book.db, member_id)
    customer, members = household_of(book.db, member)
    if own_record:
        _refuse_own_record(member)
    with book.act(f"Noted that {short(member.name)} left {short(customer.name)}", today, token=token) as act:
        told = f"{member.name} left on {in_words(on)}."
        if own_record:
            own = _own_record(act.db, member, customer, on, today)
            households.hand_over(act.db, member_id, own)
            told += f" Now on record as #{own}."
        rows.delete(act.db, "member", member_id)
        rows.update(act.db, "customer", customer.id, {"note": _noted(customer.note, told)})
        _go_on_without(act.db, customer, member)
        address_anew(act.db, customer, members, without=member)
    return act.change


def _refuse_own_record(member: Member) -> None:
    if member.role == "pet":
        raise NotInTheirLife(f"{short(member.name)} is a pet: only people have a record of their own.")
    if member.minor:
        raise NotInTheirLife(
            f"{short(member.name)} is under age, and no letter goes to a child (SUP-7). Leave without a record of"
            " their own, or add them to the household where they live now."
        )
    if member.died_on is not None:
        raise NotInTheirLife(f"{short(member.name)} died on {in_words(member.died_on)}.")


def _own_record(db: sqlite3.Connection, member: Member, customer: Customer, on: date, today: date) -> int:
    """Enter one who left as a customer: by name and language alone, for where they live now nobody has said."""
    names = _names(member, customer)
    known = customer._replace(
        kind="person",
        company="",
        name=names["name"],
        given_name=names["given_name"],
        family_name=names["family_name"],
        called=names["called"],
    )
    note = f"Left {customer.name} (#{customer.id}) on {in_words(on)}."
    values: dict[str, Value] = {
        **names,
        "addressee": rules.suggest_addressee(known),
        "salutation": rules.suggest_salutation(known),
        "language": customer.language,
        "note": _noted(member.note, note),
        "entered_on": today,
    }
    return rows.insert(db, "customer", values)


def _names(member: Member, customer: Customer) -> dict[str, str]:
    """Return the names of a customer's record that is a member's; taken apart only by a family name that is known."""
    family = customer.family_name or rules.family_of(customer.name, "")
    given = member.name.removesuffix(f" {family}") if customer.kind == "household" and family else member.name
    apart = {"given_name": given, "family_name": family} if given != member.name else {}
    return {"name": member.name, "given_name": "", "family_name": "", "called": member.called} | apart


def _noted(note: str, sentence: str) -> str:
    return f"{note}\n{sentence}" if note else sentence


def _go_on_without(db: sqlite3.Connection, customer: Customer, gone: Member) -> None:
    """Let a household's name follow where it named one who left, and whoever stays has another."""
    stay = store.members(db, customer.id)
    name = rules.suggest_addressee(customer, stay, gone)
    if (
        customer.kind == "household"
        and name
        and rules.names_someone(customer.name, gone, customer)
        and not rules.names_someone(name, gone, customer)
    ):
        given = name.removesuffix(f" {customer.family_name}") if customer.family_name else name
        rest: dict[str, Value] = {"given_name": given if given != name else "", "called": ""}
        rows.update(db, "customer", customer.id, {"name": name, **rest})


# Marrying ------------------------------------------------------------------------------------------------


def marry(
    book: Book,
    customer_id: int,
    entry: MarriageEntry,
    today: date,
    *,
    member_id: int | None = None,
    token: str | None = None,
) -> Change:
    """Note that a customer, or one of its members, married: the spouse belongs to them, and the wedding day is kept.

    A person becomes a household. A new name takes the place of the old one; who is a member already stays the same
    one. The spouse of a grown-up child does not become one of those who keep the household.
    """
    customer, members = store.customer(book.db, customer_id), store.members(book.db, customer_id)
    one = _who_marries(customer, members, member_id)
    joint = one is None or one.role == "partner"
    who = one.name if one else customer.name
    with book.act(f"Noted that {short(who)} married {short(entry.spouse)}", today, token=token) as act:
        if customer.kind == "person":
            rows.update(act.db, "customer", customer_id, {"kind": "household"})
        if one is None:
            _rename(act.db, customer, members, entry)
        elif entry.new_name:
            rows.update(act.db, "member", one.id, {"name": entry.new_name})
        is_new = _take_in(act.db, customer, members, entry, joint=joint)
        _keep_wedding(act.db, customer_id, None if joint else member_id, entry, today, is_new=is_new)
        address_anew(act.db, customer, members, changed=one)
    return act.change


def _who_marries(customer: Customer, members: list[Member], member_id: int | None) -> Member | None:
    """Return the member who marries, None being the customer's own person; raise what speaks against it."""
    one = next((m for m in members if m.id == member_id), None)
    if member_id is not None and one is None:
        raise NotOneOfThem(customer.name)
    if customer.kind == "business":
        raise NotInTheirLife("In a business a new name is all that changes: put it in with e on the contact.")
    if one is None and customer.kind == "household" and not rules.goes_by(customer, members):
        raise NotInTheirLife(f"{short(customer.name)} is a family. Go to the one who married first: tab, up and down.")
    if one is not None and not rules.may_be_addressed(one):
        why = "a pet" if one.role == "pet" else "under age" if one.minor else "dead"
        raise NotInTheirLife(f"{short(one.name)} is {why} in this book. If that is wrong, change it with e first.")
    return one


def _take_in(
    db: sqlite3.Connection, customer: Customer, members: list[Member], entry: MarriageEntry, *, joint: bool
) -> bool:
    """Let the spouse belong to them, unless it is who the record is named after; tell whether that is somebody new."""
    role = "partner" if joint else "other"
    if fold(rules.goes_by(customer, members)) == fold(entry.spouse):
        return False
    known = next((m for m in members if fold(m.name) == fold(entry.spouse) and m.died_on is None), None)
    if known is None:
        spouse: dict[str, Value] = {"name": entry.spouse, "called": entry.called, "role": role}
        rows.insert(db, "member", {"customer_id": customer.id, **spouse})
        return True
    if joint and known.role != "partner":
        rows.update(db, "member", known.id, {"role": role})
    return False


def _rename(db: sqlite3.Connection, customer: Customer, members: list[Member], entry: MarriageEntry) -> None:
    """Give a customer a new name; one whose given name nobody knows stands among the members too, to be addressed."""
    name, given = entry.new_name or customer.name, customer.given_name
    new: dict[str, Value] = {"name": name}
    if entry.new_name:
        keeps_given = bool(given) and name.startswith(f"{given} ")
        new["family_name"] = name.removeprefix(f"{given} ") if keeps_given else ""
    rows.update(db, "customer", customer.id, new)
    shared = name.rpartition(" ")[2] == entry.spouse.rpartition(" ")[2]
    if not given and not shared and fold(name) not in {fold(m.name) for m in members}:
        rows.insert(db, "member", {"customer_id": customer.id, "name": name, "role": "partner"})


def _keep_wedding(
    db: sqlite3.Connection, customer_id: int, member_id: int | None, entry: MarriageEntry, today: date, *, is_new: bool
) -> None:
    """Keep the wedding day in the place of one before; without a day, that of an earlier marriage goes."""
    earlier = households.wedding(db, customer_id, member_id)
    if entry.day is not None:
        save_occasion(db, customer_id, member_id, earlier, _wedding(entry.day), today)
    elif earlier is not None and is_new:
        rows.delete(db, "occasion", earlier)


def _wedding(day: tuple[int | None, int, int]) -> OccasionEntry:
    from carebook.customers.entry import OccasionEntry

    return OccasionEntry(kind="wedding", day=day)


# Dying, and going on -------------------------------------------------------------------------------------


def someone_died(book: Book, customer_id: int, name: str, died_on: date, today: date) -> Change:
    """Note that somebody died who is not among the members of a household or business, or has its name (SUP-1).

    They stand among its members from now on, and the birthday that stood with the record is theirs.
    """
    customer, members = store.customer(book.db, customer_id), store.members(book.db, customer_id)
    with book.act(f"Noted that {short(name)} died", today) as act:
        is_own = fold(name) == fold(customer.name)
        values: dict[str, Value] = {
            "customer_id": customer_id,
            "name": name,
            "called": customer.called if is_own else "",
            "role": "contact" if customer.kind == "business" else "partner",
            "died_on": died_on,
        }
        member_id = rows.insert(act.db, "member", values)
        if is_own:
            households.give_birthday(act.db, customer_id, member_id)
        rows.update(act.db, "customer", customer_id, {"quiet_from": today})
        address_anew(act.db, customer, members, without=store.member(act.db, member_id))
        if rules.died_out(customer, store.members(act.db, customer_id)):
            store.save_stop(act.db, customer_id, Cause.DECEASED, today, f"{short(name)} died")
    return act.change


def go_by(book: Book, member_id: int, today: date) -> Change:
    """Keep a household from now on by the name of one of its members, as after the death of who gave it its name."""
    member = store.member(book.db, member_id)
    customer, members = household_of(book.db, member)
    if not rules.may_be_addressed(member):
        raise NotInTheirLife(f"The record goes by the name of a living adult, and {short(member.name)} is none.")
    with book.act(f"Put {short(customer.name)} in the name of {short(member.name)}", today) as act:
        rows.update(act.db, "customer", customer.id, dict(_names(member, customer)))
        address_anew(act.db, customer, members)
    return act.change


def grew_up(book: Book, member_id: int, today: date) -> Change:
    """Note that a member is under age no more: their letters are theirs from now on (SUP-7)."""
    member = store.member(book.db, member_id)
    customer, members = household_of(book.db, member)
    if not member.minor or member.role == "pet":
        raise NotInTheirLife(f"{short(member.name)} is not marked as under age.")
    with book.act(f"Noted that {short(member.name)} is grown up", today) as act:
        rows.update(act.db, "member", member_id, {"minor": 0})
        address_anew(act.db, customer, members)
    return act.change


# Whom letters go to --------------------------------------------------------------------------------------


def write_to(book: Book, member_id: int, today: date) -> Change:
    """Let the letters to a business or household go to one of its members."""
    member = store.member(book.db, member_id)
    customer = store.customer(book.db, member.customer_id)
    if not rules.may_be_addressed(member):
        raise NotInTheirLife(f"No letter is addressed to {short(member.name)}. Choose a living adult (SUP-1, SUP-7).")
    with book.act(f"Letters to {short(customer.name)} go to {short(member.name)}", today) as act:
        rows.update(act.db, "customer", customer.id, dict(rules.lines_for(member, customer)))
    return act.change


def address(book: Book, customer_id: int, entry: AddressedEntry, today: date) -> Change:
    """Change how a customer is addressed; a line left empty is suggested."""
    customer, members = store.customer(book.db, customer_id), store.members(book.db, customer_id)
    with book.act(f"Changed how {short(customer.name)} is addressed", today) as act:
        lines: dict[str, Value] = {
            "addressee": entry.addressee or rules.suggest_addressee(customer, members),
            "salutation": entry.salutation or rules.suggest_salutation(customer, members),
        }
        rows.update(act.db, "customer", customer_id, lines)
    return act.change
