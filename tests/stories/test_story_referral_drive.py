"""A drive of ten weeks in the sample shop: its pace, the alert at half-time, and its result (REF-6, REF-7)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

import pytest

from carebook import sample
from carebook.book import check
from carebook.book.book import Book
from carebook.customers.desk.sales import record_sale
from carebook.customers.entry import CustomerEntry, SaleEntry
from carebook.entry import AnyEntry, read
from carebook.followers import FOLLOWERS
from carebook.referrals import rules
from carebook.referrals.desk import driving, introducing, rewarding
from carebook.referrals.entry import (
    DriveEndEntry,
    DriveEntry,
    HalfTimeEntry,
    IntroductionEntry,
    PaidEntry,
    TermsEntry,
    ThanksEntry,
)
from carebook.referrals.model import Drive, Referral
from carebook.referrals.store import drives, measures, owed, referrals
from carebook.typed import Setting

WEEKS = 10
FIRST_HALF, SECOND_HALF = (1, 2, 1, 2, 2), (3, 3, 3, 3, 3)
"""Whom customers introduced in each week: 8 by half-time, when 11 were wanted, and 23 in all."""


class Shop:
    """Rosie's, week by week."""

    def __init__(self, book: Book, today: date) -> None:
        self.book, self.today = book, today
        self.referrers = [row[0] for row in book.db.execute("SELECT customer_id FROM standing ORDER BY customer_id")]
        self.named = 0

    def form(self, model: type[AnyEntry], **typed: str) -> AnyEntry:
        return read(model, typed, Setting("US", "USD", self.today))

    def is_told_of_somebody(self) -> Referral:
        """Note an introduction of today by the next customer in turn, and thank for it."""
        self.named += 1
        referrer = self.referrers[self.named % len(self.referrers)]
        entry = self.form(IntroductionEntry, introduced=f"Friend {self.named}")
        found = introducing.introduce(self.book, referrer, entry, self.today)[1]
        rewarding.thank(self.book, found.id, self.form(ThanksEntry), self.today)
        return found

    def sells_to(self, found: Referral) -> None:
        """Let an introduced person come, buy for 50.00 what cost 14.00, and reward who sent them."""
        known = self.form(CustomerEntry, name=found.introduced)
        friend = introducing.come_as_new(self.book, found.id, known, self.today).only("customer")
        sale = self.form(SaleEntry, amount="50", cost="14")
        record_sale(self.book, friend, sale, self.today)
        for reward in referrals.rewards(self.book.db, found.id):
            rewarding.pay(self.book, reward.id, self.form(PaidEntry), self.today)

    def asks_of_the_drive(self, drive: Drive) -> list[str]:
        """What Today asks about a drive."""
        return [one.about for one in owed.owed(self.book.db, self.today) if one.subject == f"drive {drive.id}"]


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    """The sample shop, on the first Monday after its own drives, with 20 introductions in the ten weeks before."""
    path = tmp_path / "rosie.db"
    begun = date(2026, 11, 25)
    sample.write(path, today=begun)
    with Book.open(path, write=True, followers=FOLLOWERS) as book:
        free = max([begun, *(one.ends_on for one in drives.drives(book.db))]) + timedelta(days=1)
        monday = free + timedelta(days=-free.weekday() % 7)
        shop = Shop(book, monday - timedelta(days=1))
        for _ in range(20 - drives.baseline(book.db, monday, WEEKS, monday)):
            shop.is_told_of_somebody()
        shop.today = monday
        yield shop


def test_a_drive_that_is_behind_at_half_time_reaches_its_target(shop: Shop) -> None:
    """REF-6: 20 in the ten weeks before and 10 % make 22; by week 5 it should be 11."""
    monday, db = shop.today, shop.book.db
    rewarding.set_terms(shop.book, shop.form(TermsEntry, referrer_kind="voucher", referrer_amount="10"), monday)
    planned = shop.form(DriveEntry, name="Winter drive", starts_on=str(monday), weeks=str(WEEKS), cost="60")
    drive = drives.drive(db, driving.start_drive(shop.book, planned, monday).only("drive"))
    assert drive.baseline == 20
    assert drive.target == 22
    came = _weeks(shop, drive, monday, FIRST_HALF)
    assert rules.pace(drive, shop.today - timedelta(days=1)) == 11
    assert drives.introduced_in(db, drive, shop.today) == 8

    assert shop.today == drive.half_time_day
    assert shop.asks_of_the_drive(drive) == ["“Winter drive” is behind at half-time: 8 introduced, 11 wanted by then"]
    plan = shop.form(HalfTimeEntry, half_time="Ask at the counter, not by the card.")
    driving.note_half_time(shop.book, drive.id, plan, shop.today)
    assert shop.asks_of_the_drive(drive) == []

    came += _weeks(shop, drive, shop.today, SECOND_HALF)
    assert shop.today == drive.ends_on + timedelta(days=1)
    assert shop.asks_of_the_drive(drive) == ["“Winter drive” is over: 23 introduced, the target was 22"]
    assert rules.reached(drive, drives.introduced_in(db, drive, shop.today))
    assert drives.by_week(db, drive, shop.today) == [*FIRST_HALF, *SECOND_HALF]
    learned = shop.form(DriveEndEntry, learned="Asking works, the card alone does not.")
    driving.close_drive(shop.book, drive.id, learned, shop.today)
    assert shop.asks_of_the_drive(drive) == []

    result = measures.stretch(db, drive.starts_on, drive.ends_on)
    assert (result.introduced, result.bought, result.per_week) == (23, 10, Fraction(23, 10))
    assert (result.profit, result.cost) == (10 * 36_00, 10 * 10_00)
    found = measures.measures(db, drive.starts_on, drive.ends_on)
    assert (found.profit, found.rewards, found.drives) == (360_00, 100_00, 60_00)
    assert found.pays == Fraction(360 - 160, 160)
    assert (found.came, found.bought, found.referred_leads.of) == (10, 10, 10)
    assert check.full(db) == []
    assert came == [1, 3, 4, 6, 8, 11, 14, 17, 20, 23]


def _weeks(shop: Shop, drive: Drive, monday: date, introduced: tuple[int, ...]) -> list[int]:
    """Live through some weeks, in each of which one of the introduced comes and buys; return the sums by then."""
    sums = []
    for week, count in enumerate(introduced):
        shop.today = monday + timedelta(days=7 * week + 2)
        told = [shop.is_told_of_somebody() for _ in range(count)]
        shop.sells_to(told[0])
        sums.append(drives.introduced_in(shop.book.db, drive, shop.today))
    shop.today = monday + timedelta(days=7 * len(introduced))
    return sums
