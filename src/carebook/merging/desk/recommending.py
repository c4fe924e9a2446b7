"""Who brought whom, once two customers are one: nobody brings themselves, one referrer counts, no circles (REF-4).

And nobody is asked twice for a recommendation because they stood in the book twice (REF-2).
"""

from __future__ import annotations

import sqlite3
from datetime import date, timedelta

from carebook.book import rows
from carebook.customers.desk.people import short
from carebook.customers.model import Customer
from carebook.merging.store import joining as store
from carebook.referrals.model import Ask
from carebook.referrals.store import asking, referrals
from carebook.shop.store import numbers


def part_the_two(db: sqlite3.Connection, keep: Customer, gone: Customer, today: date) -> None:
    """Set aside what says that one of the two brought the other; a reward that was promised for it is dropped."""
    why = f"{short(gone.name)} turned out to be {short(keep.name)}"
    for referral_id in store.between(db, keep.id, gone.id):
        found = referrals.referral(db, referral_id)
        for reward in referrals.rewards(db, referral_id):
            if reward.paid_on is None and reward.waived_on is None:
                rows.update(db, "reward", reward.id, {"waived_on": today, "ending": why})
                referrals.write_step(db, found, "no reward", today, what=why)
        apart: dict[str, rows.Value] = {"referred_id": None, "contact_on": None, "not_now_on": today, "counts": 0}
        referrals.save(db, referral_id, apart)
        referrals.write_step(db, found, "corrected", today, what=why)


def let_one_count(db: sqlite3.Connection, keep: int, gone: int) -> None:
    """Let the first named referrer of the two count, and no other (REF-1)."""
    for referral_id in store.counting(db, (keep, gone))[1:]:
        referrals.save(db, referral_id, {"counts": 0})


def put_right(db: sqlite3.Connection, keep: int, today: date) -> None:
    """Put right what was said twice by now, and the circle that may have arisen (REF-4)."""
    for referral_id in store.said_twice(db, keep):
        _correct(db, referral_id, today, "two records of one customer were merged, so this was said twice")
    break_circle(db, keep, today)


def break_circle(db: sqlite3.Connection, customer_id: int, today: date) -> None:
    """Break the circle by which a customer would have brought itself, where it is newest (REF-4)."""
    if circle := store.circle(db, customer_id):
        _correct(db, circle[-1], today, "records were merged or taken apart, and this would close a circle")


def _correct(db: sqlite3.Connection, referral_id: int, today: date, why: str) -> None:
    found = referrals.referral(db, referral_id)
    if found.counts:
        referrals.save(db, referral_id, {"counts": 0})
    referrals.write_step(db, found, "corrected", today, what=why)


def let_them_rest(db: sqlite3.Connection, keep: int, gone: int, today: date) -> None:
    """Give up an ask of either that is still to come, where the other was asked not long ago (REF-2)."""
    for one, other in ((keep, gone), (gone, keep)):
        if any(_rests_after(made, db, today) for made in asking.asks_of(db, other)):
            for ask in asking.asks_of(db, one):
                if ask.asked_on is None:
                    rows.delete(db, "ask", ask.id)


def _rests_after(ask: Ask, db: sqlite3.Connection, today: date) -> bool:
    """Tell whether somebody is not to be asked again yet after this."""
    if ask.asked_on is None:
        return False
    return today < (ask.again_on or ask.asked_on + timedelta(days=numbers(db).referral_ask_gap))
