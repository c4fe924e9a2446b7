"""What Today shows of thanks, rewards, asks and drives: what to know before doing what the line says."""

from __future__ import annotations

import sqlite3
from datetime import date
from math import ceil
from typing import TYPE_CHECKING

from carebook.customers import store as customers
from carebook.customers.model import Customer
from carebook.days import in_words
from carebook.letters.store.letters import all_on_agenda, thanks_letters
from carebook.referrals import rules
from carebook.referrals.desk.rewarding import warnings
from carebook.referrals.store import asking, drives
from carebook.referrals.store import referrals as store
from carebook.tui.panes.today_rows import ASK, REWARD, THANK
from carebook.tui.widgets.letter_preview import Letter

if TYPE_CHECKING:
    from carebook.tui.app import CarebookApp

Note = tuple[str, str]


def detail_of_referral(db: sqlite3.Connection, what: str, number: int, today: date) -> Letter | None:
    """Return what to know of a line; None where it is gone."""
    match what:
        case _ if what == THANK:
            return _thanks(db, number, today)
        case _ if what == REWARD:
            return _reward(db, number, today)
        case _ if what == ASK:
            return _ask(db, number, today)
        case _:
            return _drive(db, number, today)


def customer_of(db: sqlite3.Connection, what: str, number: int) -> int:
    """Return whom a line is about; 0 for a drive."""
    if what == THANK:
        return store.referral(db, number).customer_id
    if what == REWARD:
        reward = store.reward(db, number)
        found = store.referral(db, reward.referral_id)
        return found.customer_id if reward.for_whom == "referrer" else found.referred_id or found.customer_id
    return number if what == ASK else 0


def letter_of_thanks(db: sqlite3.Connection, referral_id: int) -> list[int]:
    """Return the letter that thanks for an introduction and is due, if there is one."""
    found = all_on_agenda(db, thanks_letters(db, referral_id))
    return [one.id for one in found if one.id is not None and one.state in ("due", "late")]


def open_form(app: CarebookApp, what: str, number: int, *, waive: bool = False) -> None:
    """Open the form for what a line says; `waive` drops a reward instead."""
    from carebook.tui.forms import asking as ask_forms
    from carebook.tui.forms import drive_steps, referral_rewards, referral_steps

    db = app.book.db
    if what == ASK:
        ask_forms.ask_now(app, number)
    elif what == THANK:
        app.push_screen(referral_steps.thanks_form(app, store.referral(db, number)))
    elif what == REWARD:
        reward = store.reward(db, number)
        form = referral_rewards.waived_form if waive else referral_rewards.paid_form
        app.push_screen(form(app, store.referral(db, reward.referral_id), [reward]))
    else:
        app.push_screen(drive_steps.next_form(app, drives.drive(db, number)))


def _thanks(db: sqlite3.Connection, number: int, today: date) -> Letter:
    found = store.referral(db, number)
    referrer = customers.customer(db, found.customer_id)
    said = (
        f"{referrer.name} sent {found.introduced} to you. Say thank you, whether or not anything is bought: a call or a"
        " word across the counter does it, and the letter that is planned is then not needed."
    )
    notes = [("phone", _phones(referrer)), ("introduced", in_words(found.introduced_on, today))]
    if found.note:
        notes.append(("noted", found.note))
    notes.append(("stage", found.stage))
    return Letter(addressee=(referrer.name,), paragraphs=(said,), notes=tuple(notes))


def _reward(db: sqlite3.Connection, number: int, today: date) -> Letter:
    from carebook.referrals.words import reward_in_words
    from carebook.shop.store import shop

    reward, ours = store.reward(db, number), shop(db)
    found = store.referral(db, reward.referral_id)
    whose = customers.customer(db, customer_of(db, REWARD, number))
    what = reward_in_words(*reward.given, ours.currency, ours.country)
    said = f"{found.introduced} has bought, so what you promised is due: {what} for {whose.name}."
    notes: list[Note] = [("phone", _phones(whose)), ("promised", in_words(reward.promised_on, today))]
    if found.bought_on:
        notes.append(("bought", in_words(found.bought_on, today)))
    notes += [("look again" if place == 0 else "", one) for place, one in enumerate(warnings(db, found))]
    return Letter(addressee=(whose.name,), paragraphs=(said,), notes=tuple(notes))


def _ask(db: sqlite3.Connection, number: int, today: date) -> Letter | None:
    who = asking.candidate(db, number, today)
    if who is None:
        return None
    said = "A good moment to ask whom else you could help."
    terms = store.terms_on(db, today)
    words = [one for one in (said, terms and terms.who_fits, terms and terms.what_to_say) if one]
    reasons = rules.reasons_for(who, today)
    notes = [("phone", _phones(customers.customer(db, number)))]
    notes += [("why" if place == 0 else "", one) for place, one in enumerate(reasons)]
    heard = next((one for one in asking.moments(db, number) if one.what), None)
    if heard:
        notes.append((heard.kind, heard.what))
    return Letter(addressee=(who.customer,), paragraphs=tuple(words), notes=tuple(notes))


def _drive(db: sqlite3.Connection, number: int, today: date) -> Letter:
    found = drives.drive(db, number)
    came = drives.introduced_in(db, found, today)
    if today > found.ends_on:
        said = f"{found.name} is over. Note what it taught you, so that the next one is better."
    else:
        said = f"{found.name} is behind at half-time. What will you do differently? A few asks a day are often enough."
    notes = [
        ("named", f"{came} so far" if today <= found.ends_on else str(came)),
        ("by now", f"{ceil(rules.pace(found, today))} wanted"),
        ("target", f"{ceil(found.target)} by {in_words(found.ends_on, today)}"),
    ]
    if found.plan:
        notes.append(("plan", found.plan))
    return Letter(addressee=(found.name,), paragraphs=(said,), notes=tuple(notes))


def _phones(customer: Customer) -> str:
    return " · ".join(filter(None, (customer.phone, customer.mobile))) or "not known"
