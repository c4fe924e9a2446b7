"""Who recommends Rosie, and whom she asks to: each step is a form filled in, and its verb done."""

from __future__ import annotations

from typing import Any

from rosie import Rosie

from carebook.book.change import Change
from carebook.entry import Entry, read
from carebook.referrals.desk import asking, introducing, rewarding
from carebook.referrals.entry import (
    SPOKEN,
    AskEntry,
    CorrectionEntry,
    IntroductionEntry,
    MomentEntry,
    NotNowEntry,
    TermsEntry,
    ThanksEntry,
)
from carebook.referrals.model import Ask, Referral
from carebook.referrals.store import asking as asks
from carebook.referrals.store import referrals


class WordOfMouth:
    """The referrals' desk at Rosie's."""

    def __init__(self, rosie: Rosie) -> None:
        self.rosie = rosie

    def _form(self, model: type[Entry], typed: dict[str, str]) -> Any:
        return read(model, typed, self.rosie.setting)

    def introduce(
        self, referrer: int, introduced: str = "Dora Quinn", on: str = "", *, referred: int | None = None
    ) -> Referral:
        form = self._form(IntroductionEntry, {"introduced": introduced, "introduced_on": on})
        return introducing.introduce(self.rosie.book, referrer, form, self.rosie.today, referred_id=referred)[1]

    def thank(self, referral: Referral, **typed: str) -> Change:
        return rewarding.thank(self.rosie.book, referral.id, self._form(ThanksEntry, typed), self.rosie.today)

    def correct(self, referral: Referral, referrer: int) -> Referral:
        form = self._form(CorrectionEntry, {})
        return introducing.correct_referrer(self.rosie.book, referral.id, referrer, form, self.rosie.today)[1]

    def come(self, referral: Referral, customer: int) -> Change:
        today = self.rosie.today
        return introducing.come_in_contact(self.rosie.book, referral.id, customer, today, today)

    def not_now(self, referral: Referral) -> Change:
        return introducing.not_now(self.rosie.book, referral.id, self._form(NotNowEntry, {}), self.rosie.today)

    def regular(self, name: str = "Ann Park", **typed: str) -> int:
        """Enter a customer of long standing who praised us today, and may be asked; no other letter is due to them."""
        customer = self.rosie.customer(name, opened_on="2024-02-01", **typed)
        for day in ("2026-01-12", "2026-06-15"):
            self.rosie.sale(customer, day)
        self.praise(customer)
        return customer

    def praise(self, customer: int) -> Change:
        form = self._form(MomentEntry, {"what": "So helpful!"})
        return asking.note_moment(self.rosie.book, customer, form, self.rosie.today)

    def ask(self, customer: int, via: str = "post") -> Ask:
        if via in SPOKEN:
            asking.ask(self.rosie.book, customer, self._form(AskEntry, {"via": via}), self.rosie.today)
        else:
            asking.ask_by_letter(self.rosie.book, [customer], via, self.rosie.today)
        return asks.asks_of(self.rosie.book.db, customer)[0]

    def against(self, customer: int) -> list[str]:
        """Return why a customer may not be asked by letter today."""
        return asking.reasons_against(self.rosie.book.db, customer, self.rosie.today)

    def set_terms(self, **typed: str) -> Change:
        return rewarding.set_terms(self.rosie.book, self._form(TermsEntry, typed), self.rosie.today)

    def referral(self, one: Referral) -> Referral:
        return referrals.referral(self.rosie.book.db, one.id)

    def asked(self, one: Ask) -> Ask:
        return asks.ask(self.rosie.book.db, one.id)
