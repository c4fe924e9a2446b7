"""Rosie's shop with customers who may be asked whom else she could help, and partners, for the screens' tests."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from shops import SETTING, TODAY, customer, empty_shop, sale

from carebook.book.book import Book
from carebook.entry import read
from carebook.followers import FOLLOWERS
from carebook.referrals.desk import asking, introducing, partnering, rewarding
from carebook.referrals.entry import (
    AskEntry,
    IntroductionEntry,
    MomentEntry,
    PartnerEntry,
    PassedOnEntry,
    TermsEntry,
)
from carebook.retention.desk.counting import count_day

HOSTILE = "[bold red]Robert[/] 'Bobby' 😀 O\u202eTables"
ANN, BEN, CARA, DAN, EVE, ROBERT, VET, FLORIST = range(1, 9)
"""Ann, Cara and Robert may be asked; Ben waits to answer, Dan gave no occasion, Eve is new."""


def referral_shop(path: Path) -> Path:
    """Fill the shop."""
    empty_shop(path)
    with Book.open(path, write=True, followers=FOLLOWERS) as book:
        for name in ("Ann Park", "Ben Reed", "Cara Fern", "Dan Birch"):
            _regular(book, name)
        customer(book, "Eve Holm", opened_on="2026-10-01")
        _regular(book, HOSTILE)
        customer(book, "Bath Vets", kind="business", phone="207 555 0155")
        customer(book, "Lily & Co", kind="business")
        count_day(book, TODAY)
        _terms(book)
        for happy, words, days in (
            (ANN, "The best advice I ever had", 3),
            (BEN, "So friendly", 9),
            (CARA, "", 20),
            (EVE, "", 5),
        ):
            _praise(book, happy, words, days)
        _praise(book, ROBERT, "[red]fine[/]", 30)
        asked = {"on_day": (TODAY - timedelta(days=4)).isoformat(), "via": "phone", "note": "will think about it"}
        asking.ask(book, BEN, read(AskEntry, asked, SETTING), TODAY)
        for named, days in (("Dora Bell", 90), ("Gus Hall", 300)):
            _introduce(book, ANN, named, days)
        _partners(book)
    return path


def _regular(book: Book, name: str) -> None:
    one = customer(book, name, opened_on="2024-03-01", phone="207 555 0101")
    for days in (400, 220, 40):
        sale(book, one, "seeds", TODAY - timedelta(days=days), "30")


def _terms(book: Book) -> None:
    typed = {
        "who_fits": "people with a new garden",
        "what_to_say": "They tell you honestly what will grow.",
        "referrer_kind": "voucher",
        "referrer_amount": "10",
        "introduced_kind": "gift",
        "introduced_what": "a bag of bulbs",
    }
    rewarding.set_terms(book, read(TermsEntry, typed, SETTING), TODAY)


def _praise(book: Book, customer_id: int, words: str, days: int) -> None:
    typed = {"on_day": (TODAY - timedelta(days=days)).isoformat(), "what": words}
    asking.note_moment(book, customer_id, read(MomentEntry, typed, SETTING), TODAY)


def _introduce(book: Book, referrer: int, named: str, days: int) -> None:
    typed = {"introduced": named, "introduced_on": (TODAY - timedelta(days=days)).isoformat()}
    introducing.introduce(book, referrer, read(IntroductionEntry, typed, SETTING), TODAY)


def _partners(book: Book) -> None:
    agreed = {"trade": "vet", "agreed": "Our leaflets at their desk, theirs at ours.", "since": "2026-01-15"}
    partnering.make_partner(book, VET, read(PartnerEntry, agreed, SETTING), TODAY)
    for named, days in (("Hal Stone", 60), ("Ida Moor", 12)):
        _introduce(book, VET, named, days)
    passed = {"name": "Jo West", "on_day": (TODAY - timedelta(days=30)).isoformat(), "note": "a limping hound"}
    partnering.pass_on(book, VET, read(PassedOnEntry, passed, SETTING), TODAY)
    partnering.make_partner(book, FLORIST, read(PartnerEntry, {"trade": "florist"}, SETTING), TODAY)
