"""Making two customers of one again, also when much has happened since."""

from __future__ import annotations

import sqlite3
from datetime import date

from carebook.book import rows
from carebook.book.book import Book
from carebook.book.change import Change
from carebook.book.history import Changed, Image
from carebook.customers import store as customers
from carebook.customers.desk.people import short
from carebook.customers.model import Merging
from carebook.customers.store import mergings
from carebook.merging.desk.outliving import carry_over, refuse_minor
from carebook.merging.desk.recommending import break_circle
from carebook.merging.refusals import NothingKnownOf, NotMerged, TakeOutFirst
from carebook.merging.rules import given_back, may_stand
from carebook.merging.store import parting

_COUNTED = frozenset(("first_sale_on", "last_sale_on", "sales", "taken"))


def unmerge(book: Book, merging_id: int, today: date) -> Change:
    """Give a merged record back what was its own, as far as it still stands.

    What changed since stays changed, what was added since stays with the kept customer, or goes with what it belongs
    to. A stop that was put since holds for both: nobody knows which of the two said it (SUP-9). Of several records
    that were merged into one customer the newest is taken out first.
    """
    merged = mergings.merging(book.db, merging_id)
    if merged is None:
        raise NotMerged
    newest = mergings.mergings(book.db, merged.customer_id)[0]
    if newest.id != merging_id:
        raise TakeOutFirst(short(merged.gone_name), short(newest.gone_name))
    changed = parting.changed_by(book.db, merged.action_id)
    keep, gone = customers.customer(book.db, merged.customer_id), _gone_then(changed, merged)
    if gone["kind"] == "person":
        refuse_minor(book.db, merged)
    with book.act(f"Took {short(merged.gone_name)} out of {short(keep.name)} again", today) as act:
        act.db.execute("PRAGMA defer_foreign_keys = ON")
        _part(act.db, merged, changed, today)
    return act.change


def _gone_then(changed: list[Changed], merged: Merging) -> Image:
    """Return the record that was merged as it was; raise NothingKnownOf where the journal does not know it any more."""
    known = {(one.table, one.row_id): one for one in changed}
    gone = known.get(("customer", merged.gone_id))
    if gone is None or gone.before is None or ("merging", merged.id) not in known:
        raise NothingKnownOf(short(merged.gone_name))
    return gone.before


def _part(db: sqlite3.Connection, merged: Merging, changed: list[Changed], today: date) -> None:
    """Give everything back, and let both have what neither may lose: new stops, and what became of their people."""
    keep, gone = merged.customer_id, merged.gone_id
    lives = parting.lives_since(db, keep, merged.action_id)
    new_stops = parting.stops_since(db, keep, merged.action_id)
    parting.drop_planned(db, keep, merged.action_id)
    for one in changed:
        _give_back(db, one)
    rows.delete(db, "merging", merged.id)
    parting.settle_ties(db, keep, gone)
    _share_stops(db, keep, gone, new_stops)
    carry_over(db, keep, gone, lives, today)
    for customer_id in (keep, gone):
        break_circle(db, customer_id, today)
    customers.recount(db, [keep, gone])


def _share_stops(db: sqlite3.Connection, keep: int, gone: int, causes: frozenset[str]) -> None:
    """Let both have the stops that were put while they were one, and no leave that these beat (SUP-5, SUP-9)."""
    new = [stop for stop in customers.suppressions(db, keep) if stop.cause in causes]
    for stop in new:
        customers.save_stop(db, gone, stop.cause, stop.since, stop.how)
    for one in (keep, gone):
        for leave in customers.permissions(db, one):
            if not may_stand(leave.channel, [new], [leave]):
                customers.lift_permission(db, one, leave.channel)


def _give_back(db: sqlite3.Connection, one: Changed) -> None:
    """Give one row its look from before, as far as nobody changed it since."""
    now = parting.row_now(db, one.table, one.row_id)
    if one.before is None:
        if one.after and now and all(now[column] == value for column, value in one.after.items()):
            rows.delete(db, one.table, one.row_id)
    elif one.after is None:
        if now is None:
            parting.put_back(db, one.table, _as_of_today(db, one.table, one.before))
    elif now is not None:
        values = given_back(one.before, one.after, now)
        kept = {column: value for column, value in values.items() if column not in _COUNTED}
        parting.set_columns(db, one.table, one.row_id, kept, parting.references(one.table, one.before))


def _as_of_today(db: sqlite3.Connection, table: str, image: Image) -> Image:
    """Return a row that merging took out; a number that somebody else got since is left out of it."""
    number = image.get("external_id") if table == "customer" else None
    if number and not parting.number_is_free(db, str(number)):
        return {**image, "external_id": None}
    return image
