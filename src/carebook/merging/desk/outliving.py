"""What became known of people while two records were one, once they are taken apart (SUP-1, SUP-7).

A death, and that somebody is under age, holds for whoever of that name is in either record.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import date

from carebook.book import rows
from carebook.customers import store as customers
from carebook.customers.desk.people import address_anew, short
from carebook.customers.model import Cause, Customer, Member, Merging
from carebook.customers.rules import may_be_addressed
from carebook.merging.refusals import UnderAge
from carebook.merging.rules import of_name
from carebook.merging.store.parting import Lived, lives_since
from carebook.text import fold


def refuse_minor(db: sqlite3.Connection, merged: Merging) -> None:
    """Refuse to give back the record of a person who was marked as under age since; raise UnderAge (SUP-7)."""
    for one in lives_since(db, merged.customer_id, merged.action_id):
        if _is_minor_since(one) and fold(merged.gone_name) in _names(one):
            raise UnderAge(short(merged.gone_name), short(customers.customer(db, merged.customer_id).name))


def carry_over(db: sqlite3.Connection, keep: int, gone: int, lives: Sequence[Lived], today: date) -> None:
    """Note with both records who died since they were merged, and who is under age, and address them no more."""
    quiet_from = customers.customer(db, keep).quiet_from
    for one in lives:
        if one.now["role"] == "pet":
            continue
        for customer_id in (keep, gone):
            if _died_since(one):
                _let_die(db, customers.customer(db, customer_id), one, quiet_from, today)
            elif _is_minor_since(one):
                _let_be_minor(db, customers.customer(db, customer_id), one)


def _died_since(one: Lived) -> bool:
    return one.then["died_on"] is None and one.now["died_on"] is not None


def _is_minor_since(one: Lived) -> bool:
    return bool(one.now["minor"]) and not one.then["minor"]


def _names(one: Lived) -> set[str]:
    """Return the names of a member then and now, as names are compared."""
    return {fold(str(one.then["name"])), fold(str(one.now["name"]))}


def _themselves(members: Sequence[Member], one: Lived) -> Member | None:
    """Return the same member, or else who has the same name in the other record."""
    return next((member for member in members if member.id == one.now["id"]), of_name(members, *_names(one)))


def _let_die(db: sqlite3.Connection, customer: Customer, one: Lived, quiet_from: date | None, today: date) -> None:
    """Note a death in a record that has a member of that name, or goes by it, which may end it with that (SUP-1)."""
    members = customers.members(db, customer.id)
    same = _themselves(members, one)
    by_name = fold(customer.name) in _names(one)
    if not same and not by_name:
        return
    if same and same.died_on is None:
        rows.update(db, "member", same.id, {"died_on": one.now["died_on"]})
    quiet = max(filter(None, (quiet_from, customer.quiet_from)), default=None)
    rows.update(db, "customer", customer.id, {"quiet_from": quiet})
    address_anew(db, customer, members, without=same or _unlisted(customer))
    if by_name and not _others_keep_it(customer, customers.members(db, customer.id)):
        customers.save_stop(db, customer.id, Cause.DECEASED, today, f"{short(customer.name)} died")


def _unlisted(customer: Customer) -> Member:
    """Return the person by whose name alone a record goes, as a member of it."""
    return Member(0, customer.id, customer.name, customer.called, "other", False, None, "")


def _others_keep_it(customer: Customer, members: Sequence[Member]) -> bool:
    """Tell whether living adults go on with a household or a business that goes by the name of one who died."""
    keeping = (one for one in members if one.role in ("partner", "contact") and may_be_addressed(one))
    return customer.kind != "person" and any(keeping)


def _let_be_minor(db: sqlite3.Connection, customer: Customer, one: Lived) -> None:
    """Note with a record that one of its members is under age (SUP-7)."""
    members = customers.members(db, customer.id)
    same = _themselves(members, one)
    if same is None:
        return
    if not same.minor:
        rows.update(db, "member", same.id, {"minor": 1})
    address_anew(db, customer, members, without=same)
