"""The first two promises, own it and ask, and the word to the customer when a day has passed (CMP-1, CMP-2)."""

from __future__ import annotations

import sqlite3
from datetime import date
from typing import TYPE_CHECKING

from carebook.book.book import Book
from carebook.book.change import Change
from carebook.book.rows import Value
from carebook.complaints import rules
from carebook.complaints.desk.turns import in_turn, write_contact
from carebook.complaints.model import Complaint, Stage, StepName
from carebook.complaints.store import cases
from carebook.shop import store as shop_store

if TYPE_CHECKING:
    from carebook.complaints.entry import AcknowledgementEntry, AskEntry, ProgressEntry


def acknowledge(
    book: Book, complaint_id: int, entry: AcknowledgementEntry, today: date, *, token: str | None = None
) -> Change:
    """Note that we told the customer: we heard, we own it, who acts, by when (CMP-1)."""
    case = in_turn(book, complaint_id, "acknowledge", entry.on_day)
    with book.act(f"Acknowledged complaint {case.number}", today, token=token) as act:
        values: dict[str, Value] = {
            "acknowledged_on": entry.on_day,
            "acknowledged_by": entry.via,
            "handler": entry.handler,
            "answer_by": entry.answer_by or _answer_by(act.db, case, entry.on_day),
        }
        cases.save(act.db, case.id, values)
        cases.write_step(act.db, case, StepName.ACKNOWLEDGED, entry.on_day, by_channel=entry.via, who=entry.handler)
        write_contact(act.db, case, entry.via, entry.on_day, "we heard, and look after it")
    return act.change


def _answer_by(db: sqlite3.Connection, case: Complaint, on: date) -> date:
    return rules.answer_by(case.begun_on, on, shop_store.open_days(db), shop_store.numbers(db))


def note_letter(db: sqlite3.Connection, complaint_id: int, kind: str, on: date, channel: str) -> None:
    """Do the step that a sent letter is (CMP-8a); the caller holds the action and writes the contact.

    A complaint_acknowledgement acknowledges, a recovery_follow_up asks whether it is right now. One that is
    said to have left before the step that it follows counts from that step's day.
    """
    case = cases.case(db, complaint_id)
    on = max(on, rules.last_step(case)[0])
    if kind == "complaint_acknowledgement" and case.stage is Stage.RECEIVED:
        values: dict[str, Value] = {
            "acknowledged_on": on,
            "acknowledged_by": channel,
            "answer_by": _answer_by(db, case, on),
        }
        cases.save(db, case.id, values)
        cases.write_step(db, case, StepName.ACKNOWLEDGED, on, by_channel=channel, who=case.handler)
    elif kind == "recovery_follow_up" and case.stage is Stage.PUT_RIGHT:
        cases.save(db, case.id, {"asked_again_on": max(on, case.asked_again_on or on)})


def ask(book: Book, complaint_id: int, entry: AskEntry, today: date, *, token: str | None = None) -> Change:
    """Note what would put it right, in the customer's words (CMP-2)."""
    case = in_turn(book, complaint_id, "ask", entry.on_day)
    with book.act(f"Asked what puts {case.number} right", today, token=token) as act:
        cases.save(act.db, case.id, {"asked_on": entry.on_day, "remedy_sought": entry.remedy_sought})
        cases.write_step(
            act.db, case, StepName.ASKED, entry.on_day, by_channel=entry.via, who=case.handler, what=entry.remedy_sought
        )
        write_contact(act.db, case, entry.via, entry.on_day, "asked what would put it right")
    return act.change


def tell_progress(
    book: Book, complaint_id: int, entry: ProgressEntry, today: date, *, token: str | None = None
) -> Change:
    """Note a word to the customer about a day that passed, and the new day that was promised."""
    case = in_turn(book, complaint_id, "progress", entry.on_day)
    with book.act(f"Told how {case.number} stands", today, token=token) as act:
        promise = "promised_on" if case.stage in (Stage.AGREED, Stage.PROPOSED) else "answer_by"
        cases.save(act.db, case.id, {promise: entry.new_day})
        cases.write_step(
            act.db, case, StepName.PROGRESS, entry.on_day, by_channel=entry.via, who=case.handler, what=entry.words
        )
        write_contact(act.db, case, entry.via, entry.on_day, "told how it stands")
    return act.change
