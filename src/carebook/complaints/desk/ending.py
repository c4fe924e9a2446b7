"""How a case ends: followed up, refused, closed with what was learned, and opened once more (CMP-5, CMP-7)."""

from __future__ import annotations

import sqlite3
from datetime import date
from typing import TYPE_CHECKING

from carebook.book.book import Book
from carebook.book.change import Change
from carebook.book.rows import Value
from carebook.complaints import rules
from carebook.complaints.desk.amends import withdraw_offer
from carebook.complaints.desk.labels import label_for
from carebook.complaints.desk.turns import in_turn, refuse_clock_behind, write_contact
from carebook.complaints.model import Complaint, Outcome, Stage, StepName
from carebook.complaints.refusals import OutOfTurn
from carebook.complaints.store import cases
from carebook.customers.model import Response

if TYPE_CHECKING:
    from carebook.complaints.entry import ClosingEntry, FollowUpEntry, RefusalEntry, ReopeningEntry


def follow_up(book: Book, complaint_id: int, entry: FollowUpEntry, today: date, *, token: str | None = None) -> Change:
    """Note the answer to "is it right now?", or that it was asked; a no begins the case anew, and urgent (CMP-5)."""
    case = in_turn(book, complaint_id, "follow up", entry.on_day)
    with book.act(f"Followed up {case.number}", today, token=token) as act:
        if entry.is_right == "no answer":
            cases.save(act.db, case.id, {"asked_again_on": max(entry.on_day, case.asked_again_on or entry.on_day)})
            write_contact(act.db, case, entry.via, entry.on_day, "asked whether it is right now", Response.NONE)
            act.label = f"Asked whether {case.number} is right now"
        elif entry.is_right == "yes":
            values: dict[str, Value] = {
                "followed_up_on": entry.on_day,
                "followed_up_by": entry.via,
                "is_right": 1,
                "satisfaction": entry.satisfaction,
            }
            cases.save(act.db, case.id, values)
            _write_answer(act.db, case, entry, "it is right now", Response.POSITIVE)
        else:
            _write_answer(act.db, case, entry, "it is not right yet", Response.NEGATIVE)
            _begin_anew(act.db, case, entry.on_day)
            act.label = f"{case.number} is not right yet, and begins anew"
    return act.change


def _write_answer(db: sqlite3.Connection, case: Complaint, entry: FollowUpEntry, answer: str, response: str) -> None:
    """Write what the customer answered into the diary, and that we asked."""
    score = f" Satisfaction {entry.satisfaction} of 5." if entry.satisfaction else ""
    said = f"{answer.capitalize()}.{score} {entry.words}".strip()
    step = StepName.FOLLOWED_UP
    cases.write_step(db, case, step, entry.on_day, by_channel=entry.via, who=case.handler, what=said)
    write_contact(db, case, entry.via, entry.on_day, answer, response)


def _begin_anew(db: sqlite3.Connection, case: Complaint, on: date) -> None:
    """Begin a case anew: urgent, and to be asked about once more; what was offered and not agreed is off the table."""
    withdraw_offer(db, case)
    anew = rules.begin_anew(case, on)
    changed = {name: value for name, value in anew._asdict().items() if getattr(case, name) != value}
    cases.save(db, case.id, changed)


def refuse(book: Book, complaint_id: int, entry: RefusalEntry, today: date, *, token: str | None = None) -> Change:
    """Decide on a fair no, with its reason, an alternative and the owner's approval."""
    case = in_turn(book, complaint_id, "refuse", entry.on_day)
    with book.act(f"Refused {case.number}", today, token=token) as act:
        values: dict[str, Value] = {
            "refused_on": entry.on_day,
            "refusal_reason": entry.reason,
            "refusal_alternative": entry.alternative,
            "approved_by": entry.approved_by,
        }
        cases.save(act.db, case.id, values)
        cases.write_step(act.db, case, StepName.REFUSED, entry.on_day, who=entry.approved_by, what=entry.reason)
    return act.change


def close(book: Book, complaint_id: int, entry: ClosingEntry, today: date, *, token: str | None = None) -> Change:
    """Close a case with its outcome, a category, a root cause and what was changed (CMP-7)."""
    case = cases.case(book.db, complaint_id)
    if why := rules.not_that_outcome(case, Outcome(entry.outcome), today):
        raise OutOfTurn(why)
    refuse_clock_behind(case, today)
    with book.act(f"Closed {case.number}: {entry.outcome}", today, token=token) as act:
        values: dict[str, Value] = {
            "closed_on": today,
            "outcome": entry.outcome,
            "category_id": label_for(act.db, "category", entry.category),
            "root_cause_id": label_for(act.db, "root cause", entry.root_cause),
            "what_changed": entry.what_changed,
        }
        cases.save(act.db, case.id, values)
        said = f"{entry.outcome}. {entry.what_changed}"
        cases.write_step(act.db, case, StepName.CLOSED, today, who=case.handler, what=said)
    return act.change


def reopen(book: Book, complaint_id: int, entry: ReopeningEntry, today: date, *, token: str | None = None) -> Change:
    """Open a closed case again, with the reason; it is urgent, and what would put it right is asked once more."""
    case = cases.case(book.db, complaint_id)
    if case.stage is not Stage.CLOSED:
        raise OutOfTurn(f"Case {case.number} is open. There is nothing to reopen.")
    refuse_clock_behind(case, today)
    with book.act(f"Reopened {case.number}", today, token=token) as act:
        _begin_anew(act.db, case, today)
        cases.write_step(act.db, case, StepName.REOPENED, today, who=case.handler, what=entry.reason)
    return act.change
