"""Referrals of a file: taken in, matched with customers and referrals, and written as what was long known.

An import promises nothing by the shop's terms: it tells what was. The rewards that it names are the referrer's.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from carebook import money
from carebook.exchange.model import Tally, Watch, Writing
from carebook.exchange.reading import Reject
from carebook.exchange.referring import ReferralReader, Referred, changes
from carebook.exchange.source import Source
from carebook.exchange.store import brought, referrals
from carebook.exchange.store.referrals import Known
from carebook.referrals.store import referrals as desk_store
from carebook.shop import store as shop_store


def take_in(db: sqlite3.Connection, source: Source, tally: Tally, watch: Watch) -> None:
    """Put every sound row into the workshop."""
    shop = shop_store.shop(db)
    reader = ReferralReader(shop.currency, source.decimal or money.decimal_mark(shop.country), source.today)
    referrals.take_in(db, _sound_rows(source, reader, tally, watch))


def _sound_rows(source: Source, reader: ReferralReader, tally: Tally, watch: Watch) -> Iterator[Referred]:
    for row in watch.reading(source):
        referred = row if isinstance(row, Reject) else reader.read(row)
        if isinstance(referred, Reject):
            tally.rejected.append(referred)
        else:
            yield referred


def settle(db: sqlite3.Connection, tally: Tally, watch: Watch, writing: Writing | None) -> None:
    """Match the rows, count what becomes of each, and write it where `writing` says how."""
    referrals.match(db)
    brought.weigh(db)
    tally.rejected += referrals.refused(db)
    referrals.count(db, tally)
    if writing:
        brought.give_way(db)
        for line in referrals.add(db, writing.today):
            watch.writing(line)
    moved: set[int] = set()
    for known in referrals.known_rows(db):
        if _change(db, known, moved, writing):
            tally.updated += 1
        else:
            tally.unchanged += 1
        watch.writing(known.row.line)
    for referred_id in moved:
        brought.weigh_again(db, referred_id)


def _change(db: sqlite3.Connection, known: Known, moved: set[int], writing: Writing | None) -> bool:
    """Return whether a row changes its referral, and write it if it does; note in `moved` of whom a day has moved.

    One without a number says what is known, unless it tells whose record somebody is of whom the book has but the name.
    """
    if known.row.number is None and known.referred_id is None:
        return False
    found = desk_store.referral(db, known.referral_id)
    if known.row.number is None and found.referred_id is not None:
        return False
    rewards, steps = desk_store.rewards(db, found.id), desk_store.steps(db, found.id)
    new = changes(found, known.row, known.referred_id, rewards, steps)
    if new and writing:
        if "referred_id" in new.values:
            new.values["counts"] = int(found.counts and known.counts)
        referrals.change(db, found, new, writing.today)
        if new.moved_from and found.referred_id is not None:
            moved.add(found.referred_id)
    return bool(new)
