"""Rosie's shop with a year of referrals, for the tests of the tree, the drives and the measures."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

from shops import SETTING, TODAY, customer, empty_shop, sale

from carebook.book.book import Book
from carebook.entry import read
from carebook.referrals.desk import asking, driving, introducing, partnering, rewarding
from carebook.referrals.entry import (
    AskEntry,
    DriveEntry,
    IntroductionEntry,
    MomentEntry,
    PaidEntry,
    PartnerEntry,
    TermsEntry,
)
from carebook.retention.store.counting import count_all
from carebook.typed import Setting

FAMILY = (
    *(("Ann Park", "Bea Lake"), ("Bea Lake", "Cal Ford"), ("Cal Ford", "Dot Hill"), ("Bea Lake", "Eli Moor")),
    *(("Ann Park", "Flo Pond"), ("Gil Vet", "Hal Rowe"), ("Gil Vet", "Ida Wood")),
)
"""Who brought whom, in the order in which they came."""


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def setting(day: date) -> Setting:
    return Setting(SETTING.country, SETTING.currency, day)


def introduce(book: Book, referrer: int, name: str, day: date, referred: int | None = None) -> int:
    """Note an introduction; who is referred has come."""
    entry = read(IntroductionEntry, {"introduced": name, "introduced_on": day.isoformat()}, setting(day))
    change, _ = introducing.introduce(book, referrer, entry, day, referred_id=referred)
    return change.only("referral")


def plan_drive(book: Book, day: date, **typed: str) -> int:
    """Plan a drive."""
    values = {"name": "Autumn drive", "starts_on": day.isoformat(), "weeks": "10", "target_percent": "10", **typed}
    return driving.start_drive(book, read(DriveEntry, values, setting(day)), day).only("drive")


def family_shop(path: Path) -> Path:
    """Fill the shop: a family of four generations, a partner, terms that changed, asks, rewards, and somebody alone.

    Six of the seven who were brought bought for a profit of 108 each; rewards and a drive cost 160 (REF-7).
    """
    empty_shop(path)
    with Book.open(path, write=True) as book:
        ids = {
            "Ann Park": customer(book, "Ann Park", opened_on="2024-03-01"),
            "Gil Vet": customer(book, "Gil Vet", kind="business"),
        }
        partner = read(PartnerEntry, {"since": ago(400).isoformat(), "trade": "vet"}, setting(ago(400)))
        partnering.make_partner(book, ids["Gil Vet"], partner, ago(400))
        set_terms(book, ago(300), {"who_fits": "gardeners", "referrer_kind": "voucher", "referrer_amount": "10"})
        set_terms(book, ago(120), {"referrer_kind": "voucher", "referrer_amount": "20"})
        for weeks in range(12):
            sale(book, ids["Ann Park"], "turf", ago(340 + weeks), "200")
        for place, (referrer, name) in enumerate(FAMILY):
            day = ago(280 - 30 * place)
            ids[name] = customer(book, name, day, source="a friend", address1=f"{place} Oak Street")
            introduce(book, ids[referrer], name, day, ids[name])
            if name != "Hal Rowe":
                sale(book, ids[name], "mower", day, "270")
        sale(book, customer(book, "Zoe Alone", ago(200), source="the paper"), "seeds", ago(200), "30")
        customer(book, "Yan Looked", ago(190), source="the paper")
        ask_ann(book, ids["Ann Park"])
        for reward in (1, 2, 3, 4, 7):
            rewarding.pay(book, reward, read(PaidEntry, {"on_day": ago(90).isoformat()}, setting(ago(90))), ago(90))
        plan_drive(book, ago(250), name="Early drive", weeks="6", baseline="2", cost="100")
        count(book)
    return path


def set_terms(book: Book, day: date, typed: Mapping[str, str]) -> None:
    rewarding.set_terms(book, read(TermsEntry, dict(typed), setting(day)), day)


def ask_ann(book: Book, ann: int) -> None:
    """Ann praised us and was asked; Flo came through her soon after."""
    day = ago(170)
    asking.note_moment(book, ann, read(MomentEntry, {"on_day": day.isoformat()}, setting(day)), day)
    asking.ask(book, ann, read(AskEntry, {"on_day": day.isoformat(), "answer": "agreed"}, setting(day)), day)


def count(book: Book) -> None:
    """Bring the customers' figures up to date."""
    with book.writing():
        count_all(book.db, TODAY)


def drives_shop(path: Path) -> Path:
    """Fill the shop: a drive that reached its target, and one of ten weeks that is behind after its half-time.

    Two a week came in the ten weeks before it, so that 22 are wanted; 8 came in its first half.
    """
    empty_shop(path)
    with Book.open(path, write=True) as book:
        ann = customer(book, "Ann Park")
        start = ago(42)
        for week in range(10):
            for _ in range(2):
                introduce(book, ann, f"Friend {week}", start - timedelta(days=7 * week + 3))
        for week, many in enumerate((1, 2, 1, 3, 1, 2)):
            for _ in range(many):
                introduce(book, ann, f"Guest {week}", start + timedelta(days=7 * week + 1))
        for week in range(6):
            introduce(book, ann, f"Early {week}", ago(300) + timedelta(days=7 * week))
        plan_drive(book, ago(300), name="Spring drive", weeks="6", baseline="5", cost="60")
        plan_drive(book, start, plan="Two cards with each sale.")
    return path
