"""Who complains at Rosie's, and how the case is led: each step is a form filled in, and its verb done."""

from __future__ import annotations

from typing import Any

from rosie import Rosie

from carebook.book.change import Change
from carebook.complaints import desk
from carebook.complaints.entry import (
    AcknowledgementEntry,
    AskEntry,
    BonusEntry,
    CaseEntry,
    ClosingEntry,
    DoneEntry,
    FollowUpEntry,
    ProposalEntry,
    RefusalEntry,
    ReopeningEntry,
)
from carebook.complaints.model import Complaint
from carebook.complaints.store import cases
from carebook.entry import Entry, read


class Case:
    """A complaint of one of Rosie's customers."""

    def __init__(self, rosie: Rosie, customer: int, *, sale_id: int | None = None, **typed: str) -> None:
        self.rosie = rosie
        said = {"words": "It came nine days late!", "summary": "the rose arch came nine days late", **typed}
        _, taken = desk.log(rosie.book, customer, self._form(CaseEntry, said), rosie.today, sale_id=sale_id)
        self.id, self.number = taken.id, taken.number

    @property
    def now(self) -> Complaint:
        return cases.case(self.rosie.book.db, self.id)

    def _form(self, model: type[Entry], typed: dict[str, str]) -> Any:
        return read(model, typed, self.rosie.setting)

    def _do(self, verb: Any, model: type[Entry], typed: dict[str, str]) -> Change:
        done: Change = verb(self.rosie.book, self.id, self._form(model, typed), self.rosie.today)
        return done

    def acknowledge(self, **typed: str) -> Change:
        return self._do(desk.acknowledge, AcknowledgementEntry, {"handler": "Rosie Bell", **typed})

    def agree(self, **typed: str) -> Change:
        """Ask, and agree on money back by next week."""
        self._do(desk.ask, AskEntry, {"remedy_sought": "The delivery for nothing."})
        promise = {"kind": "refund", "what": "the delivery", "cost": "12", "promised_on": "+1w", "agreed": "yes"}
        return self._do(desk.propose, ProposalEntry, {**promise, **typed})

    def give(self, what: str) -> Change:
        return self._do(desk.add_bonus, BonusEntry, {"kind": "a small gift", "what": what})

    def put_right(self, **typed: str) -> Change:
        return self._do(desk.put_right, DoneEntry, typed)

    def follow_up(self, **typed: str) -> Change:
        return self._do(desk.follow_up, FollowUpEntry, typed)

    def refuse(self, **typed: str) -> Change:
        no = {"reason": "It came on the day agreed.", "alternative": "We bring the next one free.", **typed}
        return self._do(desk.refuse, RefusalEntry, {"approved_by": "Rosie Bell", **no})

    def close(self, outcome: str = "recovered") -> Change:
        learned = {"category": "Late", "root_cause": "Supplier late", "what_changed": "We call the day before."}
        return self._do(desk.close, ClosingEntry, {"outcome": outcome, **learned})

    def reopen(self) -> Change:
        return self._do(desk.reopen, ReopeningEntry, {"reason": "It broke again."})

    def settle(self, outcome: str = "recovered") -> None:
        """Lead it from its beginning to its end on one day."""
        self.acknowledge()
        if outcome == "refused":
            self.refuse()
        else:
            self.agree()
            self.put_right()
            self.follow_up()
        self.close(outcome)
