"""Whom Rosie wins back, step by step: each step is a form filled in, and its verb done."""

from __future__ import annotations

from typing import Any

from rosie import Rosie

from carebook.book.change import Change
from carebook.entry import Entry, read
from carebook.retention.desk import winning
from carebook.retention.entry import (
    EndingEntry,
    OfferEntry,
    OfferLetterEntry,
    PermissionEntry,
    ResponsibilityEntry,
    WantEntry,
    WhyEntry,
)
from carebook.retention.model import WinBack
from carebook.retention.store import win_backs

ANSWERS = {
    "first_question": "What made you look elsewhere?",
    "first_answer": "Nobody called back.",
    "second_question": "What do they do better?",
    "second_answer": "They call back.",
}


class WayBack:
    """A win-back of one of Rosie's customers."""

    def __init__(self, rosie: Rosie, customer: int) -> None:
        self.rosie = rosie
        _, case = winning.open_win_back(rosie.book, customer, rosie.today)
        self.id = case.id

    @property
    def now(self) -> WinBack:
        return win_backs.win_back(self.rosie.book.db, self.id)

    def _do(self, verb: Any, model: type[Entry], typed: dict[str, str]) -> Change:
        form = read(model, typed, self.rosie.setting)
        done: Change = verb(self.rosie.book, self.id, form, self.rosie.today)
        return done

    def want(self, **typed: str) -> Change:
        return self._do(winning.decide, WantEntry, {"wanted": "yes", **typed})

    def learn_why(self, reason: str = "dissatisfied", **typed: str) -> Change:
        return self._do(winning.learn_why, WhyEntry, {"reason": reason, **ANSWERS, **typed})

    def add_offer(self, feature: str = "Free delivery", **typed: str) -> Change:
        return self._do(winning.add_offer, OfferEntry, {"feature": feature, **typed})

    def take_responsibility(self, **typed: str) -> Change:
        return self._do(winning.take_responsibility, ResponsibilityEntry, {"our_part": "We did not call.", **typed})

    def note_permission(self, permission: str = "given", **typed: str) -> Change:
        return self._do(winning.note_permission, PermissionEntry, {"permission": permission, **typed})

    def offer_by_letter(self, offer: str = "We bring your next order free of charge.") -> Change:
        return self._do(winning.offer_by_letter, OfferLetterEntry, {"offer": offer})

    def end(self, outcome: str = "won back", **typed: str) -> Change:
        return self._do(winning.end, EndingEntry, {"outcome": outcome, **typed})

    def until_permission(self, reason: str = "dissatisfied", via: str = "phone") -> None:
        """Take every step on one day up to the leave to keep in touch."""
        self.want()
        self.learn_why(reason, via=via)
        self.add_offer()
        self.take_responsibility(via=via)
        self.note_permission(via=via)
