"""A win-back in words: who it is about, what is next, the six steps with what was learned, offers, letters, diary."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from datetime import date

from carebook import money
from carebook.customers import store as customers
from carebook.customers.model import Customer
from carebook.customers.words import by_channel
from carebook.days import in_words, near
from carebook.letters.model import KINDS
from carebook.letters.store.letters import letters_of, on_agenda
from carebook.retention import rules
from carebook.retention import words as standing_words
from carebook.retention.model import NextStep, Offer, Permission, Probe, StepDone, WinBack, WinBackStep
from carebook.retention.refusals import EnoughContacts
from carebook.retention.store import win_backs
from carebook.retention.store.owed import next_step
from carebook.retention.store.standings import standing
from carebook.shop.model import Shop
from carebook.tui.panes.complaints_sheet import LETTER_MARKS, Promise
from carebook.tui.panes.retention_winback_sheet import Sheet
from carebook.tui.screens.record.card import short_day
from carebook.tui.screens.record.rows import state_of
from carebook.tui.widgets.facts import Note

TO_DO = {
    WinBackStep.WANT: "Do we want them back? Decide",
    WinBackStep.WHY: "Ask why they left, and listen",
    WinBackStep.OFFERS: "Ask what they were offered, at what price, and how they rate it",
    WinBackStep.RESPONSIBILITY: "Say what was our part, without any condition",
    WinBackStep.PERMISSION: "Ask whether we may keep in touch",
    WinBackStep.OUTCOME: "Make an offer that fits the reason",
}
"""What each step asks of the owner."""
_MADE, _REFUSED = "See that the offer leaves, then note how it ended", "They want no more letters: end it here"
_NAMES = {
    WinBackStep.WANT: "Want them?",
    WinBackStep.WHY: "Why?",
    WinBackStep.OFFERS: "What offers?",
    WinBackStep.RESPONSIBILITY: "Our part",
    WinBackStep.PERMISSION: "Keep in touch?",
    WinBackStep.OUTCOME: "Outcome",
}
_HINTS = {
    WinBackStep.WANT: "Yes, or let go with a reason and a good farewell",
    WinBackStep.WHY: "At least two questions, and what they answer",
    WinBackStep.OFFERS: "Ours and others', with prices, rated by them",
    WinBackStep.RESPONSIBILITY: "We own it, with no “if you come back”",
    WinBackStep.PERMISSION: "Their leave, before any offer",
    WinBackStep.OUTCOME: "An offer that fits, and how it ended",
}


def sheet_of(db: sqlite3.Connection, case: WinBack, shop: Shop, today: date) -> Sheet:
    """Return a win-back in words."""
    customer = customers.customer(db, case.customer_id)
    told, offered = win_backs.probes(db, case.id), win_backs.offers(db, case.id)
    return Sheet(
        title=customer.name,
        about=tuple(_about(db, customer, shop, today)),
        owed=tuple(_owed(db, case, today)),
        steps=tuple(_steps(db, case, told, offered, today)),
        answers=tuple((one.question, one.answer) for one in told),
        offers=tuple((_rating(one), _offer(one, shop)) for one in offered),
        letters=tuple(_letters(db, case, today)),
        diary=tuple(_diary(step, today) for step in win_backs.steps(db, case.id)),
    )


def _about(db: sqlite3.Connection, customer: Customer, shop: Shop, today: date) -> Iterator[str]:
    """Say what the customer was worth, their rhythm, for how long they are silent, and where to reach them."""
    bought = standing(db, customer.id)
    if bought is None:
        yield "Has never bought"
    else:
        sales = f"{bought.purchase_days} time{'s' if bought.purchase_days != 1 else ''}"
        of_it = {0: "none of it", bought.profit: "all of it"}
        lately = of_it.get(bought.profit_24m, f"{_shown(bought.profit_24m, shop)} of it")
        worth = f"bought {sales}, profit {_shown(bought.profit, shop)}, {lately} in the last 24 months"
        yield " · ".join(filter(None, (bought.tier, worth)))
        yield f"{standing_words.in_words(bought, today)}; {standing_words.state_in_words(bought, today)}"
    if reach := " · ".join(filter(None, (customer.phone, customer.mobile, customer.email))):
        yield reach


# What is next ---------------------------------------------------------------------------------------------------


def _owed(db: sqlite3.Connection, case: WinBack, today: date) -> Iterator[tuple[str, bool]]:
    if case.ended_on:
        return
    if win_backs.has_died(db, case.customer_id):
        yield "They have died: end it, quietly · press a", True
        return
    if win_backs.wants_no_contact(db, case.customer_id):
        yield "They asked not to be contacted: end it · press f", True
        return
    if rests := rules.rests_until(win_backs.contact_days(db, case.id), today):
        yield str(EnoughContacts(rests)).removesuffix("."), False
        yield f"Then: {to_do(case)}", False
    elif owed := next_step(db, case, today):
        yield f"{to_do(case)}: {_by(owed, today)} · press {key(case)}", owed.by < today


def to_do(case: WinBack) -> str:
    """Say what is next in an open win-back."""
    step = case.next_step or WinBackStep.OUTCOME
    if case.permission == Permission.REFUSED:
        return _REFUSED
    if step is WinBackStep.RESPONSIBILITY and case.our_part:
        return "Print the letter with our part, on Today, and mark it sent"
    return _MADE if step is WinBackStep.OUTCOME and case.offered_on else TO_DO[step]


def key(case: WinBack) -> str:
    """Return the key of what is next; at the end there are two ways."""
    waits_for_offer = case.next_step is WinBackStep.OUTCOME and case.offered_on is None
    return "a, or f to end it" if waits_for_offer and case.permission != Permission.REFUSED else "a"


def _by(owed: NextStep, today: date) -> str:
    if owed.by < today:
        return f"due {in_words(owed.by, today)}, {near(owed.by, today)}"
    return f"by {in_words(owed.by, today)}, {near(owed.by, today)}"


# The steps ------------------------------------------------------------------------------------------------------


def _steps(
    db: sqlite3.Connection, case: WinBack, told: Sequence[Probe], offered: Sequence[Offer], today: date
) -> Iterator[Promise]:
    learned = {
        WinBackStep.WANT: "yes",
        WinBackStep.WHY: _why(db, case),
        WinBackStep.OFFERS: _counted(offered),
        WinBackStep.RESPONSIBILITY: _our_part(case),
        WinBackStep.PERMISSION: ", ".join(filter(None, (case.permission or "", case.permission_how))),
        WinBackStep.OUTCOME: "\n".join(filter(None, (case.outcome or "", case.ending))),
    }
    for step, day in case.days.items():
        said = f"{short_day(day, today)}: {learned[step]}" if day else _not_yet(case, step, told, today)
        yield Promise(day is not None, _NAMES[step], said)


def _not_yet(case: WinBack, step: WinBackStep, told: Sequence[Probe], today: date) -> str:
    """Say what a step asks for, or how far it has come."""
    if step is WinBackStep.WHY and told:
        return f"{len(told)} answer{'s' if len(told) != 1 else ''} so far; the reason is still to come"
    if step is WinBackStep.RESPONSIBILITY and case.our_part:
        return f"Sending the letter does it: “{case.our_part}”"
    if step is WinBackStep.OUTCOME and case.offered_on:
        return f"offered {short_day(case.offered_on, today)}, by letter: {case.offer}"
    return _HINTS[step]


def _why(db: sqlite3.Connection, case: WinBack) -> str:
    called = {one.id: one.name for one in win_backs.strengths(db)}
    words = f"“{case.reason_words}”" if case.reason_words else ""
    chose = f"Chose us for: {called[case.chose_for]}" if case.chose_for else ""
    left = f"Left for: {called[case.left_for]}" if case.left_for else ""
    return "\n".join(filter(None, (case.reason or "", words, chose, left)))


def _counted(offered: Sequence[Offer]) -> str:
    ours = sum(one.side == "ours" for one in offered)
    rated = sum(one.rating is not None for one in offered)
    return f"{ours} of ours, {len(offered) - ours} of others, {rated} rated"


def _our_part(case: WinBack) -> str:
    changed = f"Changed: {case.what_changed}" if case.what_changed else ""
    return "\n".join(filter(None, (case.our_part or "by letter", changed)))


# What else there is ---------------------------------------------------------------------------------------------


def _rating(one: Offer) -> str:
    return f"{one.rating} of 10" if one.rating else "not rated"


def _offer(one: Offer, shop: Shop) -> str:
    who = "we" if one.side == "ours" else one.who or "others"
    price = _price(one.price, shop)
    return f"{who}: {', '.join(filter(None, (one.feature, price)))}"


def _price(price: int | None, shop: Shop) -> str:
    if price is None:
        return ""
    return _shown(price, shop) if price else "free"


def _letters(db: sqlite3.Connection, case: WinBack, today: date) -> Iterator[Note]:
    for letter in letters_of(db, case.customer_id):
        if (letter.subject_kind, letter.subject_id) == ("win-back", case.id):
            due = on_agenda(db, letter.id) if letter.state == "open" else None
            mark = LETTER_MARKS.get(due.state if due else letter.state, "·")
            yield mark, f"{KINDS[letter.kind].title} · {state_of(letter, due, today)}"


def _diary(step: StepDone, today: date) -> Note:
    words = ", ".join(filter(None, (step.step, by_channel(step.by_channel))))
    return short_day(step.on_day, today), f"{words}: {step.what}" if step.what else words


def _shown(minor: int, shop: Shop) -> str:
    return money.shown(minor, shop.currency, shop.country)
