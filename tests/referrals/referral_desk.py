"""The referrals' desk of a small shop, with its verbs as short words: a form is filled in, and done."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from typing import Any

from carebook.book import rows
from carebook.book.book import Book
from carebook.book.rows import Value
from carebook.customers.desk.sales import record_sale, refund_sale
from carebook.customers.entry import RefundEntry, SaleEntry
from carebook.entry import AnyEntry, read
from carebook.errors import Refusal
from carebook.referrals.desk import asking, driving, introducing, rewarding
from carebook.referrals.entry import (
    AnswerEntry,
    AskEntry,
    CorrectionEntry,
    DriveEntry,
    IntroductionEntry,
    MomentEntry,
    PaidEntry,
    TermsEntry,
    ThanksEntry,
)
from carebook.referrals.model import Referral
from carebook.referrals.store import asking as asks
from carebook.referrals.store import referrals
from carebook.typed import Setting

VOUCHERS = {"referrer_kind": "voucher", "referrer_what": "Seed voucher", "referrer_amount": "10"}


class Desk:
    """Who sits at the referrals' desk, on a day that can be moved."""

    def __init__(self, book: Book, today: date) -> None:
        self.book, self.today = book, today

    def form(self, model: type[AnyEntry], **typed: str) -> AnyEntry:
        """Fill in a form as on that day."""
        return read(model, typed, Setting("US", "USD", self.today))

    def enter(self, table: str, **values: Value) -> int:
        """Put a fact into the book."""
        with self.book.act(f"Entered a {table}", self.today) as act:
            return rows.insert(act.db, table, values)

    def customer(self, name: str, **known: Value) -> int:
        """Put a customer into the book."""
        return self.enter("customer", name=name, **{"entered_on": self.today} | known)

    def sale(self, customer: int, on: date | str = "today", amount: str = "20", cost: str = "") -> int:
        """Sell something, and return the sale's id."""
        entry = self.form(SaleEntry, sold_on=str(on), amount=amount, cost=cost)
        return record_sale(self.book, customer, entry, self.today).only("sale")

    def refund(self, sale: int, amount: str = "") -> None:
        """Give a sale back, all of it unless an amount is named."""
        refund_sale(self.book, sale, self.form(RefundEntry, amount=amount), self.today)

    def introduce(self, referrer: int, name: str = "Dora", on: date | str = "today", **more: Any) -> Referral:
        """Note whom somebody told of us."""
        entry = self.form(IntroductionEntry, introduced=name, introduced_on=str(on))
        return introducing.introduce(self.book, referrer, entry, self.today, **more)[1]

    def brought(self, referrer: int, referred: int, on: date | str = "today") -> Referral:
        """Note that somebody brought a customer of the book."""
        return self.introduce(referrer, "Somebody", on, referred_id=referred)

    def comes(self, referral: Referral, customer: int, on: date | None = None) -> None:
        """Note that an introduced person came to us."""
        introducing.come_in_contact(self.book, referral.id, customer, on or self.today, self.today)

    def correct(self, referral: Referral, referrer: int) -> Referral:
        """Put right who brought somebody."""
        entry = self.form(CorrectionEntry)
        return introducing.correct_referrer(self.book, referral.id, referrer, entry, self.today)[1]

    def thank(self, referral: Referral, **typed: str) -> None:
        rewarding.thank(self.book, referral.id, self.form(ThanksEntry, **typed), self.today)

    def set_terms(self, **typed: str) -> None:
        rewarding.set_terms(self.book, self.form(TermsEntry, **typed), self.today)

    def pay(self, reward: int, **typed: str) -> None:
        rewarding.pay(self.book, reward, self.form(PaidEntry, **typed), self.today)

    def praise(self, customer: int, **typed: str) -> None:
        """Note praise, or an extra service if `kind` says so."""
        asking.note_moment(self.book, customer, self.form(MomentEntry, **typed), self.today)

    def ask(self, customer: int, **typed: str) -> int:
        """Ask somebody, and return the ask's id."""
        return asking.ask(self.book, customer, self.form(AskEntry, **typed), self.today).only("ask")

    def answer(self, ask: int, **typed: str) -> None:
        asking.answer(self.book, ask, self.form(AnswerEntry, **typed), self.today)

    def drive(self, *, baseline: str = "5", **typed: str) -> int:
        """Plan a drive, and return its id; an empty baseline is what the book counts."""
        entry = self.form(DriveEntry, baseline=baseline, **typed)
        return driving.start_drive(self.book, entry, self.today).only("drive")

    def against(self, customer: int) -> list[str]:
        """Return every reason why a customer may not be asked today."""
        return asking.reasons_against(self.book.db, customer, self.today)

    def may_be_asked(self) -> list[int]:
        return [who.customer_id for who in asks.may_be_asked(self.book.db, self.today)]

    def referral(self, referral_id: int) -> Referral:
        """Return a referral as it stands."""
        return referrals.referral(self.book.db, referral_id)

    def edges(self) -> list[tuple[int, int]]:
        return referrals.edges(self.book.db)

    def said(self, referral: Referral) -> list[str]:
        """Return the steps of a referral's diary."""
        return [one.step for one in referrals.steps(self.book.db, referral.id)]

    def undo_all(self) -> None:
        """Take back everything that can be."""
        with suppress(Refusal):
            while True:
                self.book.undo(self.today)


def texts(found: Iterable[object]) -> str:
    """Join what is said, to look for words in it."""
    return "; ".join(map(str, found))
