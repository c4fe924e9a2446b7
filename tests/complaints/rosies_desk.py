"""The complaints' desk of a small shop, with its verbs as short words: a form is filled in and the verb is done."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from carebook.book.book import Book
from carebook.book.change import Change
from carebook.complaints import desk
from carebook.complaints.entry import (
    AcknowledgementEntry,
    AgreementEntry,
    AskEntry,
    BonusEntry,
    CaseEntry,
    ClosingEntry,
    DoneEntry,
    FollowUpEntry,
    ProgressEntry,
    ProposalEntry,
    RefusalEntry,
    ReopeningEntry,
)
from carebook.complaints.model import Complaint, Remedy, Stage, Step
from carebook.complaints.store import cases
from carebook.entry import Entry, read
from carebook.typed import Setting

_FORMS: dict[str, tuple[Callable[..., Change], type[Entry], dict[str, str]]] = {
    "acknowledge": (desk.acknowledge, AcknowledgementEntry, {"on_day": "today", "handler": "Rosie Bell"}),
    "ask": (desk.ask, AskEntry, {"on_day": "today", "remedy_sought": "My money back."}),
    "propose": (desk.propose, ProposalEntry, {"on_day": "today", "kind": "refund", "cost": "80", "promised_on": "+1w"}),
    "agree": (desk.agree, AgreementEntry, {"on_day": "today"}),
    "add_bonus": (desk.add_bonus, BonusEntry, {"on_day": "today", "kind": "a small gift", "cost": "5"}),
    "put_right": (desk.put_right, DoneEntry, {"on_day": "today"}),
    "follow_up": (desk.follow_up, FollowUpEntry, {"on_day": "today", "is_right": "yes", "satisfaction": "4"}),
    "tell_progress": (
        desk.tell_progress,
        ProgressEntry,
        {"on_day": "today", "new_day": "+2w", "words": "It is on its way."},
    ),
    "refuse": (
        desk.refuse,
        RefusalEntry,
        {"on_day": "today", "reason": "Rust from salt.", "alternative": "A repair.", "approved_by": "Rosie Bell"},
    ),
    "close": (
        desk.close,
        ClosingEntry,
        {
            "outcome": "recovered",
            "category": "Late",
            "root_cause": "Supplier late",
            "what_changed": "We ask the supplier on Mondays.",
        },
    ),
    "reopen": (desk.reopen, ReopeningEntry, {"reason": "It broke again."}),
}
VERBS = tuple(_FORMS)
_WAY = ("acknowledge", "ask", "propose", "agree", "put_right", "follow_up")
_REACHED = (
    *(Stage.RECEIVED, Stage.ACKNOWLEDGED, Stage.ASKED, Stage.PROPOSED),
    *(Stage.AGREED, Stage.PUT_RIGHT, Stage.FOLLOWED_UP),
)


class Desk:
    """Who sits at the complaints' desk, on a day that can be moved."""

    def __init__(self, book: Book, today: date) -> None:
        self.book, self.today = book, today

    def form(self, model: type[Entry], **typed: str) -> Any:
        return read(model, typed, Setting("US", "USD", self.today))

    def log(self, customer_id: int, words: str = "The mower came late.", **typed: Any) -> Complaint:
        sale_id = typed.pop("sale_id", None)
        entry = self.form(CaseEntry, **{"words": words, "received_on": "today"} | typed)
        return desk.log(self.book, customer_id, entry, self.today, sale_id=sale_id)[1]

    def do(self, verb: str, complaint_id: int, token: str | None = None, **typed: str) -> Change:
        act, model, usual = _FORMS[verb]
        return act(self.book, complaint_id, self.form(model, **usual | typed), self.today, token=token)

    def lead(self, complaint_id: int, stage: Stage) -> Complaint:
        """Take a case that was only received to a stage, all on one day."""
        if stage is Stage.REFUSED:
            self.lead(complaint_id, Stage.ACKNOWLEDGED)
            self.do("refuse", complaint_id)
        elif stage is Stage.CLOSED:
            self.lead(complaint_id, Stage.FOLLOWED_UP)
            self.do("close", complaint_id)
        else:
            for verb in _WAY[: _REACHED.index(stage)]:
                self.do(verb, complaint_id)
        return self.case(complaint_id)

    def case(self, complaint_id: int) -> Complaint:
        return cases.case(self.book.db, complaint_id)

    def diary(self, complaint_id: int) -> list[Step]:
        return cases.steps(self.book.db, complaint_id)

    def remedies(self, complaint_id: int) -> list[Remedy]:
        return cases.remedies(self.book.db, complaint_id)

    def contacts(self, complaint_id: int) -> list[tuple[object, ...]]:
        columns = "on_day, channel, direction, response, call_back_on, note"
        found = self.book.db.execute(
            f"SELECT {columns} FROM contact WHERE complaint_id = ? ORDER BY id", [complaint_id]
        )
        return found.fetchall()
