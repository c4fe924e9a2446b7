"""The retention desk of a small shop, with the verbs of a win-back as short words: a form is filled in, and done."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from carebook.book import rows
from carebook.book.book import Book
from carebook.book.change import Change
from carebook.book.rows import Value
from carebook.entry import Entry, read
from carebook.retention.desk import winning
from carebook.retention.entry import (
    EndingEntry,
    OfferEntry,
    OfferLetterEntry,
    PermissionEntry,
    ProbeEntry,
    ResponsibilityEntry,
    WantEntry,
    WhyEntry,
)
from carebook.retention.model import StepDone, WinBack, WinBackStep
from carebook.retention.store import win_backs
from carebook.typed import Setting

_TODAY = {"on_day": "today"}
FORMS: dict[str, tuple[Callable[..., Change], type[Entry], dict[str, str]]] = {
    "decide": (winning.decide, WantEntry, _TODAY),
    "ask": (winning.ask, ProbeEntry, _TODAY | {"question": "What do you miss?", "answer": "The roses."}),
    "learn_why": (
        winning.learn_why,
        WhyEntry,
        _TODAY
        | {"reason": "dissatisfied", "first_question": "What made you look elsewhere?", "first_answer": "A late mower."}
        | {"second_question": "What do you miss?", "second_answer": "The roses."},
    ),
    "add_offer": (winning.add_offer, OfferEntry, _TODAY | {"feature": "Free delivery", "price": "0", "rating": "8"}),
    "take_responsibility": (
        winning.take_responsibility,
        ResponsibilityEntry,
        _TODAY | {"our_part": "We let two calls go unanswered."},
    ),
    "note_permission": (winning.note_permission, PermissionEntry, _TODAY | {"permission": "given"}),
    "offer_by_letter": (winning.offer_by_letter, OfferLetterEntry, {"offer": "We bring your roses ourselves."}),
    "end": (winning.end, EndingEntry, _TODAY | {"outcome": "won back"}),
}
"""Each verb with its form, and what is usually typed into it."""
WAY = {
    WinBackStep.WANT: "decide",
    WinBackStep.WHY: "learn_why",
    WinBackStep.OFFERS: "add_offer",
    WinBackStep.RESPONSIBILITY: "take_responsibility",
    WinBackStep.PERMISSION: "note_permission",
    WinBackStep.OUTCOME: "end",
}


class Desk:
    """Who sits at the retention desk, on a day that can be moved."""

    def __init__(self, book: Book, today: date) -> None:
        self.book, self.today = book, today

    def customer(self, name: str = "Ann Park") -> int:
        """Put a customer into the book."""
        with self.book.act(f"Entered {name}", self.today) as act:
            return rows.insert(act.db, "customer", {"name": name, "entered_on": self.today})

    def stop(self, customer_id: int, cause: str) -> None:
        """Put a lasting stop on a customer."""
        with self.book.act(cause, self.today) as act:
            values: dict[str, Value] = {"customer_id": customer_id, "cause": cause, "since": self.today}
            rows.insert(act.db, "suppression", values)

    def begin(self, customer_id: int) -> WinBack:
        return winning.open_win_back(self.book, customer_id, self.today)[1]

    def do(self, verb: str, win_back_id: int, token: str | None = None, **typed: str) -> Change:
        act, model, usual = FORMS[verb]
        entry = read(model, usual | typed, Setting("US", "USD", self.today))
        return act(self.book, win_back_id, entry, self.today, token=token)

    def lead(self, win_back_id: int, to: WinBackStep) -> WinBack:
        """Do every step before this one, all on one day."""
        for step, verb in WAY.items():
            if step is to:
                break
            self.do(verb, win_back_id)
        return self.case(win_back_id)

    def case(self, win_back_id: int) -> WinBack:
        return win_backs.win_back(self.book.db, win_back_id)

    def diary(self, win_back_id: int) -> list[StepDone]:
        return win_backs.steps(self.book.db, win_back_id)

    def contacts(self, win_back_id: int) -> list[Any]:
        found = self.book.db.execute(
            "SELECT on_day, channel, response, note FROM contact WHERE win_back_id = ? ORDER BY id", [win_back_id]
        )
        return found.fetchall()
