"""A case in words: what is next, what the customer said, the four promises, the cost, the letters, the diary."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from carebook import money
from carebook.complaints import rules
from carebook.complaints.model import Complaint, Duty, Part, Remedy, Stage, Step, StepName
from carebook.complaints.store import cases
from carebook.complaints.store.lists import clock
from carebook.customers import store as customers
from carebook.customers.model import Customer
from carebook.customers.words import by_channel
from carebook.days import in_words, near
from carebook.letters.model import KINDS
from carebook.letters.store.letters import letters_of, on_agenda
from carebook.shop.model import Shop
from carebook.tui.screens.record.card import short_day
from carebook.tui.screens.record.rows import state_of
from carebook.tui.widgets.facts import Note

KEYS = {"progress": "w"}
"""The keys of what is owed besides the next step, which is "a"."""
LETTER_MARKS = {
    "late": "!",
    "held": "‖",
    "snoozed": "z",
    "sent": "✓",
    "answered": "✓",
    "cancelled": "×",
    "skipped": "×",
}
"""How a letter of the case stands, as a sign."""


@dataclass(frozen=True, slots=True)
class Promise:
    """One of the four promises, or what follows them: kept or not yet, and what there is to say of it."""

    kept: bool
    name: str
    said: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A case as it is drawn, in this order."""

    title: str
    about: str
    owed: tuple[tuple[str, bool], ...]
    """What is next, and whether it is late."""
    words: str
    promises: tuple[Promise, ...]
    notes: tuple[Note, ...]
    letters: tuple[Note, ...]
    diary: tuple[Note, ...]


def sheet_of(db: sqlite3.Connection, case: Complaint, shop: Shop, today: date) -> Sheet:
    """Return a case in words."""
    customer = customers.customer(db, case.customer_id)
    remedies = cases.remedies(db, case.id)
    about = (customer.name, case.number, f"{in_words(case.received_on, today)}, {by_channel(case.via)}", case.severity)
    return Sheet(
        title=case.title,
        about=" · ".join(about),
        owed=tuple(_owed(duty, today) for duty in clock(db, today)(case)),
        words=case.words,
        promises=tuple(_promises(case, remedies, shop, today)),
        notes=tuple(note for note in _notes(db, case, customer, remedies, shop, today) if note[1]),
        letters=tuple(_letters(db, case, today)),
        diary=tuple(_diary(step, today) for step in cases.steps(db, case.id)),
    )


def _owed(duty: Duty, today: date) -> tuple[str, bool]:
    key = f"press {_key(duty)}"
    if duty.by < today:
        return f"{duty.to_do}: due {in_words(duty.by, today)}, {near(duty.by, today)} · {key}", True
    word, day = ("from", duty.due) if duty.due > today else ("by", duty.by)
    return f"{duty.to_do}: {word} {in_words(day, today)}, {near(day, today)} · {key}", False


def _key(duty: Duty) -> str:
    if duty.kind == "follow_up" and duty.case.asked_again_on is not None:
        return "f, or a if they did answer"
    return KEYS.get(duty.kind, "a")


# The promises --------------------------------------------------------------------------------------------


def _promises(case: Complaint, remedies: Sequence[Remedy], shop: Shop, today: date) -> Iterator[Promise]:
    now = rules.offered_now(case, remedies)
    core = [_offered(remedy, shop) for remedy in now if remedy.part == Part.CORE]
    bonus = [_offered(remedy, shop) for remedy in now if remedy.part == Part.BONUS]
    yield Promise(case.acknowledged_on is not None, "Own it", _owned(case, today))
    yield Promise(case.asked_on is not None, "Ask", _asked(case, today))
    made_right = [*core, *_made_right(case, today)] or ["What gives back what they lost, and by when"]
    yield Promise(case.put_right_on is not None, "Make it right", "\n".join(made_right))
    yield Promise(
        bool(bonus) and case.put_right_on is not None,
        "And then some",
        "\n".join(bonus) or "Something on top, before they ask for it",
    )
    if case.stage is not Stage.REFUSED:
        yield Promise(case.followed_up_on is not None, "Is it right?", _followed_up(case, today))
    if case.refused_on:
        said = f"{_day(case.refused_on, today)}, approved by {case.approved_by}\nInstead: {case.refusal_alternative}"
        yield Promise(True, "A fair no", said)
    if case.closed_on:
        yield Promise(True, "Closed", f"{_day(case.closed_on, today)}: {case.outcome}")


def _owned(case: Complaint, today: date) -> str:
    if case.acknowledged_on is None:
        return "We heard, we own it, who acts, by when"
    how = by_channel(case.acknowledged_by)
    return ", ".join(filter(None, (_day(case.acknowledged_on, today), case.handler, how)))


def _asked(case: Complaint, today: date) -> str:
    if case.asked_on is None:
        said_at_once = f"\nSo far they said: “{case.remedy_sought}”" if case.remedy_sought else ""
        return f"What would put this right for you?{said_at_once}"
    return f"{_day(case.asked_on, today)}: “{case.remedy_sought}”"


def _made_right(case: Complaint, today: date) -> Iterator[str]:
    days = (
        ("proposed", case.proposed_on),
        ("agreed", case.agreed_on),
        ("promised by", None if case.put_right_on else case.promised_on),
        ("done", case.put_right_on),
    )
    reached = ", ".join(f"{word} {_day(day, today)}" for word, day in days if day)
    if reached:
        yield reached


def _followed_up(case: Complaint, today: date) -> str:
    if case.followed_up_on:
        by = f", {by_channel(case.followed_up_by)}" if case.followed_up_by else ""
        happy = f", satisfaction {case.satisfaction} of 5" if case.satisfaction else ""
        return f"{_day(case.followed_up_on, today)}{by}: it is{happy}"
    if case.asked_again_on:
        return f"asked {_day(case.asked_again_on, today)}, no answer yet"
    return "Asked a week after it was put right"


def _offered(remedy: Remedy, shop: Shop) -> str:
    what = f"{remedy.kind}: {remedy.what}" if remedy.what else remedy.kind
    return f"{what}, {_shown(remedy.cost, shop)}" if remedy.cost else what


# What else is known --------------------------------------------------------------------------------------


def _notes(
    db: sqlite3.Connection, case: Complaint, customer: Customer, remedies: Sequence[Remedy], shop: Shop, today: date
) -> Iterator[Note]:
    if rules.at_risk(cases.latest_received(db, customer.id), today):
        yield "at risk", "Not their first complaint within 12 months: call them yourself"
    yield "about", _about(db, case, shop, today)
    yield "category", cases.label_name(db, case.category_id)
    yield "they lost", case.loss or ""
    yield "handled by", case.handler
    if case.answer_by and case.proposed_on is None:
        yield "promised", f"an answer by {in_words(case.answer_by, today)}"
    yield "phone", " · ".join(filter(None, (customer.phone, customer.mobile)))
    yield "cost", _cost(sum(remedy.cost for remedy in remedies), cases.price(db, case), customer.taken, shop)
    yield "explained", case.what_happened
    yield "root cause", cases.label_name(db, case.root_cause_id)
    yield "changed", case.what_changed
    if case.reopened:
        yield "begun anew", "once" if case.reopened == 1 else f"{case.reopened} times"


def _about(db: sqlite3.Connection, case: Complaint, shop: Shop, today: date) -> str:
    if case.sale_id is None:
        return case.product
    sale = customers.sale(db, case.sale_id)
    return f"{case.product or 'a sale'}, {_shown(sale.amount, shop)}, {_day(sale.sold_on, today)}"


def _cost(cost: int, price: int | None, taken: int, shop: Shop) -> str:
    """Set what a case costs against its sale's price and all that the customer brought (CMP-4)."""
    if not cost:
        return f"nothing yet; they have brought {_shown(taken, shop)} so far" if taken > 0 else ""
    of = [f"{cost * 100 // price} % of the sale"] if price and price > 0 else []
    if taken > 0:
        of.append(f"{cost * 100 // taken} % of the {_shown(taken, shop)} they have brought")
    return ": ".join(filter(None, (_shown(cost, shop), ", ".join(of))))


def _letters(db: sqlite3.Connection, case: Complaint, today: date) -> Iterator[Note]:
    for letter in letters_of(db, case.customer_id):
        if (letter.subject_kind, letter.subject_id) == ("complaint", case.id):
            due = on_agenda(db, letter.id) if letter.state == "open" else None
            yield (
                LETTER_MARKS.get(due.state if due else letter.state, "·"),
                (f"{KINDS[letter.kind].title} · {state_of(letter, due, today)}"),
            )


def _diary(step: Step, today: date) -> Note:
    words = ", ".join(filter(None, (step.step, by_channel(step.by_channel), step.who)))
    said = f": {step.what}" if step.what and step.step != StepName.RECEIVED else ""
    return _day(step.on_day, today), words + said


def _day(day: date, today: date) -> str:
    return short_day(day, today)


def _shown(minor: int, shop: Shop) -> str:
    return money.shown(minor, shop.currency, shop.country)
