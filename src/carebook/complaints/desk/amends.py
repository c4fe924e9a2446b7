"""The other two promises: make it right, and then some (CMP-3, CMP-4)."""

from __future__ import annotations

import sqlite3
from datetime import date
from typing import TYPE_CHECKING

from carebook import money
from carebook.book import rows
from carebook.book.book import Book
from carebook.book.change import Change
from carebook.book.rows import Value
from carebook.complaints import rules
from carebook.complaints.desk.turns import in_turn, refuse_after_death
from carebook.complaints.model import Complaint, Part, Stage, StepName
from carebook.complaints.refusals import AboveLimit, OutOfTurn, TooEarly
from carebook.complaints.store import cases
from carebook.shop import store as shop_store

if TYPE_CHECKING:
    from carebook.complaints.entry import AgreementEntry, BonusEntry, DoneEntry, ProposalEntry


def propose(book: Book, complaint_id: int, entry: ProposalEntry, today: date, *, token: str | None = None) -> Change:
    """Propose what puts it right, with its day and, if we like, something on top; with their yes it is agreed at once.

    A proposal made before takes its place. Raises AboveLimit for an offer that the owner has not confirmed (CMP-4).
    """
    case = in_turn(book, complaint_id, "propose", entry.on_day)
    with book.act(f"Proposed a remedy for {case.number}", today, token=token) as act:
        withdraw_offer(act.db, case)
        _refuse_above_limit(act.db, case, (entry.cost or 0) + (entry.bonus_cost or 0), confirmed=entry.above_limit)
        _offer(act.db, case, Part.CORE, entry.kind, entry.what, entry.cost, entry.on_day)
        values: dict[str, Value] = {
            "proposed_on": entry.on_day,
            "promised_on": entry.promised_on,
            "what_happened": entry.what_happened or case.what_happened,
            "what_changed": entry.what_changed or case.what_changed,
        }
        cases.save(act.db, case.id, values)
        said = f"{entry.kind}: {entry.what}" if entry.what else entry.kind
        cases.write_step(act.db, case, StepName.PROPOSED, entry.on_day, who=case.handler, what=said)
        if entry.bonus_kind:
            _offer(act.db, case, Part.BONUS, entry.bonus_kind, entry.bonus_what, entry.bonus_cost, entry.on_day)
        if entry.agreed:
            _agree(act.db, case, entry.on_day)
            act.label = f"Agreed on a remedy for {case.number}"
    return act.change


def withdraw_offer(db: sqlite3.Connection, case: Complaint) -> None:
    """Take back what was proposed and not agreed; what was given before stays."""
    for remedy in rules.offer_at_hand(case, cases.remedies(db, case.id)):
        rows.delete(db, "remedy", remedy.id)


def _offer(
    db: sqlite3.Connection, case: Complaint, part: Part, kind: str, what: str, cost: int | None, on: date
) -> None:
    values: dict[str, Value] = {
        "complaint_id": case.id,
        "customer_id": case.customer_id,
        "part": part,
        "kind": kind,
        "what": what,
        "cost": cost or 0,
        "offered_on": on,
    }
    rows.insert(db, "remedy", values)


def _refuse_above_limit(db: sqlite3.Connection, case: Complaint, more: int, *, confirmed: bool) -> None:
    shop, numbers = shop_store.shop(db), shop_store.numbers(db)
    minor = 10 ** money.decimals(shop.currency)
    cost = sum(remedy.cost for remedy in cases.remedies(db, case.id)) + more
    if rules.above_limit(cost, numbers, minor) and not confirmed:
        limit = numbers.remedy_limit * minor
        raise AboveLimit(*(money.shown(sum_, shop.currency, shop.country) for sum_ in (cost, limit)))


def add_bonus(book: Book, complaint_id: int, entry: BonusEntry, today: date, *, token: str | None = None) -> Change:
    """Give something on top, once the core remedy is promised (CMP-4)."""
    case = cases.case(book.db, complaint_id)
    if why := rules.no_bonus_yet(case, cases.remedies(book.db, complaint_id)):
        raise OutOfTurn(why)
    refuse_after_death(book.db, case)
    last, said = rules.last_step(case, Stage.PROPOSED)
    if entry.on_day < last:
        raise TooEarly(case, last, said, entry.on_day)
    _refuse_above_limit(book.db, case, entry.cost or 0, confirmed=entry.above_limit)
    with book.act(f"Added something on top for {case.number}", today, token=token) as act:
        _offer(act.db, case, Part.BONUS, entry.kind, entry.what, entry.cost, entry.on_day)
    return act.change


def agree(book: Book, complaint_id: int, entry: AgreementEntry, today: date, *, token: str | None = None) -> Change:
    """Note the customer's yes; a day promised before stays unless another is named."""
    case = in_turn(book, complaint_id, "agree", entry.on_day)
    promised_on = entry.promised_on or case.promised_on
    if promised_on is None:
        raise OutOfTurn("By when will it be done? Name the day that you promise.")
    with book.act(f"Agreed on a remedy for {case.number}", today, token=token) as act:
        cases.save(act.db, case.id, {"promised_on": promised_on})
        _agree(act.db, case, entry.on_day)
    return act.change


def _agree(db: sqlite3.Connection, case: Complaint, on: date) -> None:
    cases.save(db, case.id, {"agreed_on": on})
    cases.write_step(db, case, StepName.AGREED, on, who=case.handler)


def put_right(book: Book, complaint_id: int, entry: DoneEntry, today: date, *, token: str | None = None) -> Change:
    """Note that what was promised is done (CMP-3)."""
    case = in_turn(book, complaint_id, "put right", entry.on_day)
    with book.act(f"Put {case.number} right", today, token=token) as act:
        cases.save(act.db, case.id, {"put_right_on": entry.on_day})
        cases.write_step(act.db, case, StepName.PUT_RIGHT, entry.on_day, who=case.handler, what=entry.what)
    return act.change
