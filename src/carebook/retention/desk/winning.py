"""Winning a customer back, step by step (WIN-1, WIN-2); each verb is one undoable action."""

from __future__ import annotations

import sqlite3
from datetime import date
from typing import TYPE_CHECKING

from carebook import days
from carebook.book import rows
from carebook.book.book import Book
from carebook.book.change import Change
from carebook.book.rows import Value
from carebook.customers import store as customers
from carebook.customers.desk.consent import write_death
from carebook.customers.desk.people import short
from carebook.customers.model import Channel, Response
from carebook.days import in_words
from carebook.retention import rules
from carebook.retention.desk.working import note_worked
from carebook.retention.model import Ending, Opportunity, Permission, Reason, WinBack, WinBackStep, Worked
from carebook.retention.refusals import (
    EnoughContacts,
    HasDied,
    NothingOnRecord,
    NotTheirTurn,
    OpenAlready,
    TooEarly,
    WantsNoContact,
)
from carebook.retention.store import win_backs

if TYPE_CHECKING:
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

_BY_LETTER = (Channel.POST, Channel.HANDWRITTEN)
"""Channels whose contact is written when their letter is sent."""
_LETTER_STEPS = {
    "win_back_enquiry": "asked why",
    "win_back_amends": "responsibility",
    "win_back_offer": "offered",
}


def open_win_back(
    book: Book, customer_id: int, today: date, *, worked: Opportunity | None = None, token: str | None = None
) -> tuple[Change, WinBack]:
    """Begin to win a customer back; one who stood on a list leaves it."""
    customer = customers.customer(book.db, customer_id)
    if win_backs.has_died(book.db, customer_id):
        raise HasDied(short(customer.name))
    if win_backs.wants_no_contact(book.db, customer_id):
        raise WantsNoContact(short(customer.name))
    if win_backs.open_win_back(book.db, customer_id):
        raise OpenAlready(short(customer.name))
    with book.act(f"Began to win {short(customer.name)} back", today, token=token) as act:
        case_id = rows.insert(act.db, "win_back", {"customer_id": customer_id, "opened_on": today})
        case = win_backs.win_back(act.db, case_id)
        win_backs.write_step(act.db, case, "opened", today)
        if worked:
            note_worked(act.db, customer_id, worked, Worked.WIN_BACK, today)
    return act.change, case


def decide(book: Book, win_back_id: int, entry: WantEntry, today: date, *, token: str | None = None) -> Change:
    """Say whether we want them back: yes, or let go with a reason and a good farewell (WIN-1)."""
    if entry.wanted != "yes":
        case, _ = _in_turn(book.db, win_back_id, WinBackStep.OUTCOME, entry.on_day)
        return _end(book, case, Ending.LET_GO, entry.ending, entry.on_day, today, token=token)
    case, name = _in_turn(book.db, win_back_id, WinBackStep.WANT, entry.on_day)
    if case.wanted_on:
        raise NotTheirTurn(f"You said on {days.in_words(case.wanted_on)} already that you want {name} back.")
    with book.act(f"We want {name} back", today, token=token) as act:
        win_backs.save(act.db, case.id, {"wanted_on": entry.on_day})
        win_backs.write_step(act.db, case, "wanted", entry.on_day, what=entry.ending)
    return act.change


def ask(book: Book, win_back_id: int, entry: ProbeEntry, today: date, *, token: str | None = None) -> Change:
    """Write down a probing question and its answer; offers and answers can be added until the end (WIN-1)."""
    case, name = _in_turn(book.db, win_back_id, WinBackStep.WHY, entry.on_day)
    with book.act(f"Wrote down an answer of {name}", today, token=token) as act:
        _write_probe(act.db, case, entry.on_day, entry.question, entry.answer)
        _done(act.db, case, "asked why", entry.on_day, entry.via, entry.question)
    return act.change


def learn_why(book: Book, win_back_id: int, entry: WhyEntry, today: date, *, token: str | None = None) -> Change:
    """Write down why they left, or better words of it; two probing questions have their answers by then (WIN-1).

    What is only put better was no further touch.
    """
    case, name = _in_turn(book.db, win_back_id, WinBackStep.WHY, entry.on_day)
    answered = [
        (question, answer)
        for question, answer in (
            (entry.first_question, entry.first_answer),
            (entry.second_question, entry.second_answer),
        )
        if answer
    ]
    missing = rules.PROBES - len(answered) - len(win_backs.probes(book.db, case.id))
    if missing > 0:
        more = "one more answer" if missing == 1 else f"{missing} answers"
        raise NotTheirTurn(f"Before the reason stands, ask a little deeper: {more} to a probing question.")
    label = f"Put better why {name} left" if case.why_on else f"Wrote down why {name} left"
    with book.act(label, today, token=token) as act:
        for question, answer in answered:
            _write_probe(act.db, case, entry.on_day, question, answer)
        values: dict[str, Value] = {
            "why_on": case.why_on or entry.on_day,
            "reason": entry.reason,
            "reason_words": entry.reason_words,
            "chose_for": win_backs.strength_for(act.db, entry.chose_for),
            "left_for": win_backs.strength_for(act.db, entry.left_for),
        }
        win_backs.save(act.db, case.id, values)
        if entry.reason == Reason.DIED:
            write_death(act.db, customers.customer(act.db, case.customer_id), entry.reason_words, today)
        said = ". ".join(filter(None, (entry.reason, entry.reason_words)))
        if case.why_on and not answered:
            win_backs.write_step(act.db, case, "why", entry.on_day, what=said)
        else:
            _done(act.db, case, "why", entry.on_day, entry.via, said)
    return act.change


def _write_probe(db: sqlite3.Connection, case: WinBack, on: date, question: str, answer: str) -> None:
    values: dict[str, Value] = {"win_back_id": case.id, "customer_id": case.customer_id, "on_day": on}
    rows.insert(db, "probe", values | {"question": question, "answer": answer})


def add_offer(book: Book, win_back_id: int, entry: OfferEntry, today: date, *, token: str | None = None) -> Change:
    """Write down what was offered, by us or by another shop, at what price and how they rate it (WIN-1, WIN-3)."""
    case, name = _in_turn(book.db, win_back_id, WinBackStep.OFFERS, entry.on_day)
    with book.act(f"Wrote down an offer to {name}", today, token=token) as act:
        values: dict[str, Value] = {"win_back_id": case.id, "customer_id": case.customer_id, **entry.model_dump()}
        rows.insert(act.db, "offer", values)
        if case.offers_on is None:
            win_backs.save(act.db, case.id, {"offers_on": entry.on_day})
        win_backs.write_step(act.db, case, "offer", entry.on_day, what=entry.feature)
    return act.change


def rate_offer(book: Book, offer_id: int, rating: int, today: date) -> Change:
    """Note how the customer rates an offer, from 1 to 10 (WIN-3)."""
    found = win_backs.offer(book.db, offer_id)
    case, _ = _in_turn(book.db, found.win_back_id, WinBackStep.OFFERS, today)
    with book.act(f"Rated “{found.feature}” {rating} of 10", today) as act:
        rows.update(act.db, "offer", offer_id, {"rating": rating})
        win_backs.write_step(act.db, case, "rated", today, what=f"{found.feature}: {rating} of 10")
    return act.change


def take_responsibility(
    book: Book, win_back_id: int, entry: ResponsibilityEntry, today: date, *, token: str | None = None
) -> Change:
    """Say what was our part, without a condition; by letter it is done when the letter is sent (WIN-1).

    Said again, or in better words, the step keeps its first day.
    """
    case, name = _in_turn(book.db, win_back_id, WinBackStep.RESPONSIBILITY, entry.on_day)
    by_letter = entry.via in _BY_LETTER
    if by_letter and case.responsibility_on:
        raise NotTheirTurn(f"Our part was owned on {in_words(case.responsibility_on)}, and no second letter goes.")
    label = f"Wrote down our part for {name}'s letter" if by_letter else f"Owned our part towards {name}"
    with book.act(label, today, token=token) as act:
        values: dict[str, Value] = {"our_part": entry.our_part, "what_changed": entry.what_changed}
        if not by_letter:
            values["responsibility_on"] = case.responsibility_on or entry.on_day
            _done(act.db, case, "responsibility", entry.on_day, entry.via, entry.our_part)
        win_backs.save(act.db, case.id, values)
    return act.change


def note_permission(
    book: Book, win_back_id: int, entry: PermissionEntry, today: date, *, token: str | None = None
) -> Change:
    """Note whether we may keep in touch; one who refuses is made no offer that has not left (WIN-1, WIN-2)."""
    case, name = _in_turn(book.db, win_back_id, WinBackStep.PERMISSION, entry.on_day)
    refused = entry.permission == Permission.REFUSED
    if entry.permission == Permission.STANDING and not win_backs.has_standing_permission(book.db, case.customer_id):
        raise NothingOnRecord(name)
    with book.act(f"{name}: permission {entry.permission}", today, token=token) as act:
        values: dict[str, Value] = {
            "permission_on": entry.on_day,
            "permission": entry.permission,
            "permission_how": entry.permission_how,
        }
        if refused and not win_backs.offer_letters(book.db, case):
            values |= {"offered_on": None, "offer": ""}
        win_backs.save(act.db, case.id, values)
        response = Response.NEGATIVE if refused else Response.POSITIVE
        said = ", ".join(filter(None, (entry.permission, entry.permission_how)))
        _done(act.db, case, "permission", entry.on_day, entry.via, said, response)
    return act.change


def offer_by_letter(
    book: Book, win_back_id: int, entry: OfferLetterEntry, today: date, *, token: str | None = None
) -> Change:
    """Ask for an offer letter; without a reason or a permission it is refused, naming the missing step (WIN-2).

    Another offer, on a later day, is another letter.
    """
    case, name = _win_back(book.db, win_back_id)
    if win_backs.has_died(book.db, case.customer_id):
        raise HasDied(name)
    if win_backs.wants_no_contact(book.db, case.customer_id):
        raise WantsNoContact(name)
    standing = win_backs.has_standing_permission(book.db, case.customer_id)
    if why := rules.no_offer_letter(case, standing=standing):
        raise NotTheirTurn(why)
    if until := rules.rests_until(win_backs.contact_days(book.db, case.id), today):
        raise EnoughContacts(until)
    if today in win_backs.offer_letters(book.db, case):
        raise NotTheirTurn("An offer letter went out to them today already. Give it a few days.")
    with book.act(f"Made {name} an offer, by letter", today, token=token) as act:
        values: dict[str, Value] = {"offered_on": today, "offer": entry.offer}
        if case.permission is None:
            values |= {"permission_on": today, "permission": Permission.STANDING}
        win_backs.save(act.db, case.id, values)
        win_backs.write_step(act.db, case, "offered", today, what=entry.offer)
    return act.change


def end(book: Book, win_back_id: int, entry: EndingEntry, today: date, *, token: str | None = None) -> Change:
    """End a win-back: won, not won, let go, or stopped (WIN-1)."""
    case, _ = _in_turn(book.db, win_back_id, WinBackStep.OUTCOME, entry.on_day)
    return _end(
        book, case, Ending(entry.outcome), entry.ending, entry.on_day, today, chose_for=entry.chose_for, token=token
    )


def _end(
    book: Book,
    case: WinBack,
    outcome: Ending,
    ending: str,
    on: date,
    today: date,
    *,
    chose_for: str = "",
    token: str | None = None,
) -> Change:
    name = short(customers.customer(book.db, case.customer_id).name)
    if outcome not in rules.endings(died=win_backs.has_died(book.db, case.customer_id)):
        raise HasDied(name)
    with book.act(f"{name}: {outcome}", today, token=token) as act:
        values: dict[str, Value] = {"ended_on": on, "outcome": outcome, "ending": ending}
        if chose_for and outcome is Ending.WON:
            values["chose_for"] = win_backs.strength_for(act.db, chose_for)
        win_backs.save(act.db, case.id, values)
        win_backs.write_step(act.db, case, "ended", on, what=". ".join(filter(None, (outcome, ending))))
    return act.change


def note_letter(db: sqlite3.Connection, win_back_id: int, kind: str, on: date, channel: str) -> None:
    """Do the step that a sent letter does; the caller holds the action, and writes its contact (CMP-8a)."""
    case = win_backs.win_back(db, win_back_id)
    if kind == "win_back_amends":
        win_backs.save(db, case.id, {"responsibility_on": on})
    win_backs.write_step(db, case, _LETTER_STEPS[kind], on, by_channel=channel, what="by letter")


# What every step shares ---------------------------------------------------------------------------------------


def _win_back(db: sqlite3.Connection, win_back_id: int) -> tuple[WinBack, str]:
    """Return a win-back and what its customer is called."""
    case = win_backs.win_back(db, win_back_id)
    return case, short(customers.customer(db, case.customer_id).name)


def _in_turn(db: sqlite3.Connection, win_back_id: int, step: WinBackStep, on: date) -> tuple[WinBack, str]:
    """Return a win-back whose turn for a step it is; raise NotTheirTurn with what is missing, TooEarly for its day."""
    case, name = _win_back(db, win_back_id)
    if step is not WinBackStep.OUTCOME and win_backs.has_died(db, case.customer_id):
        raise HasDied(name)
    if why := rules.out_of_turn(case, step):
        raise NotTheirTurn(why)
    if on < (last := rules.not_before(case, step)):
        raise TooEarly(last, on)
    return case, name


def _done(
    db: sqlite3.Connection,
    case: WinBack,
    step: str,
    on: date,
    via: str,
    what: str,
    response: str | None = None,
) -> None:
    """Write a step into the diary, and the touch that it was (WIN-2 counts those); a letter writes its own.

    What was said in one talk is one touch.
    """
    win_backs.write_step(db, case, step, on, by_channel=via, what=what)
    if via in _BY_LETTER:
        return
    if talk := win_backs.contact_on(db, case.id, on, via):
        number, note = talk
        more: dict[str, Value] = {"note": note if step in note.split(": ")[-1].split(", ") else f"{note}, {step}"}
        rows.update(db, "contact", number, more | ({"response": response} if response else {}))
        return
    contact: dict[str, Value] = {
        "customer_id": case.customer_id,
        "on_day": on,
        "channel": via,
        "direction": "out",
        "response": response,
        "note": f"Winning back: {step}",
        "win_back_id": case.id,
    }
    rows.insert(db, "contact", contact)
