"""Making two customers of one again, also when much has happened since."""

from __future__ import annotations

import sqlite3
from datetime import date

from carebook.book import rows
from carebook.book.book import Book
from carebook.book.change import Change
from carebook.customers import store as customers
from carebook.customers.desk.people import short
from carebook.customers.model import Merging
from carebook.customers.store import mergings
from carebook.merging.desk.recommending import break_circle
from carebook.merging.refusals import NothingKnownOf, NotMerged
from carebook.merging.rules import given_back
from carebook.merging.store import parting
from carebook.merging.store.parting import Changed, Image

_COUNTED = frozenset(("first_sale_on", "last_sale_on", "sales", "taken"))
_PLANNED = ("letter",)
"""Rows that planning makes and takes back by itself."""


def unmerge(book: Book, merging_id: int, today: date) -> Change:
    """Give a merged record back what was its own, as far as it still stands.

    What changed since stays changed, what was added since stays with the kept customer, or goes with what it belongs
    to. A stop that was put since holds for both: nobody knows which of the two said it (SUP-9).
    """
    merged = mergings.merging(book.db, merging_id)
    if merged is None:
        raise NotMerged
    changed = parting.changed_by(book.db, merged.action_id)
    was = _kept_then(changed, merged)
    if was is None:
        raise NothingKnownOf(short(merged.gone_name))
    keep = customers.customer(book.db, merged.customer_id)
    with book.act(f"Took {short(merged.gone_name)} out of {short(keep.name)} again", today) as act:
        act.db.execute("PRAGMA defer_foreign_keys = ON")
        _part(act.db, merged, changed, {was: keep.id}, today)
    return act.change


def _kept_then(changed: list[Changed], merged: Merging) -> int | None:
    """Return who the kept customer was when it happened; None where the journal does not know it any more."""
    gone_is_known = any((one.table, one.row_id) == ("customer", merged.gone_id) for one in changed)
    for one in changed:
        if (one.table, one.row_id) == ("merging", merged.id) and one.after and gone_is_known:
            return int(one.after["customer_id"])
    return None


def _part(db: sqlite3.Connection, merged: Merging, changed: list[Changed], is_now: dict[int, int], today: date) -> None:
    for one in changed:
        _give_back(db, one, is_now)
    keep, gone = merged.customer_id, merged.gone_id
    rows.delete(db, "merging", merged.id)
    parting.settle_ties(db, keep, gone)
    parting.share_stops(db, keep, gone, merged.merged_on)
    for customer_id in (keep, gone):
        break_circle(db, customer_id, today)
    customers.recount(db, [keep, gone])


def _give_back(db: sqlite3.Connection, one: Changed, is_now: dict[int, int]) -> None:
    """Give one row its look from before, as far as nobody changed it since."""
    now = parting.row_now(db, one.table, one.row_id)
    if one.before is None:
        if one.after and now and one.table not in _PLANNED and not _changed_since(one, now, is_now):
            rows.delete(db, one.table, one.row_id)
    elif one.after is None:
        if now is None:
            parting.put_back(db, one.table, _as_of_today(db, one, is_now))
    elif now is not None:
        mine = parting.references(one.table, one.before)
        values = given_back(one.before, one.after, now, is_now=is_now, references=mine)
        kept = {column: value for column, value in values.items() if column not in _COUNTED}
        parting.set_columns(db, one.table, one.row_id, kept, mine)


def _changed_since(one: Changed, now: Image, is_now: dict[int, int]) -> bool:
    after = one.after or {}
    names = parting.references(one.table, after)
    return any(
        now[column] != (is_now.get(value, value) if column in names else value) for column, value in after.items()
    )


def _as_of_today(db: sqlite3.Connection, one: Changed, is_now: dict[int, int]) -> Image:
    """Return a row that merging took out, with who is meant by now; a number that somebody else got since is left."""
    image = dict(one.before or {})
    for column in parting.references(one.table, image):
        image[column] = is_now.get(image[column], image[column])
    number = image.get("external_id") if one.table == "customer" else None
    if number and not parting.number_is_free(db, number):
        image["external_id"] = None
    return image
