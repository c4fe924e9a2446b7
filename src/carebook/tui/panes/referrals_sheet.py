"""A referral in words: who sent whom, what is next and by when, how far it has come, rewards, letters, diary."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from textual.content import Content

from carebook.customers import store as customers
from carebook.customers.model import Customer
from carebook.customers.words import by_channel
from carebook.days import in_words, near
from carebook.letters.model import KINDS
from carebook.letters.store.letters import letters_of, on_agenda
from carebook.referrals.desk.rewarding import warnings
from carebook.referrals.model import ForWhom, Given, Referral, Reward, Stage, Step
from carebook.referrals.rules import THANK_OPEN_DAYS
from carebook.referrals.store.owed import Owed
from carebook.referrals.store.referrals import bringer, steps
from carebook.referrals.store.standing import NextStep, Standing
from carebook.referrals.words import reward_in_words
from carebook.shop.model import Shop
from carebook.tui.panes.complaints_case import owed_lines, part_lines, promise_lines
from carebook.tui.panes.complaints_sheet import LETTER_MARKS, Promise
from carebook.tui.screens.record.card import short_day
from carebook.tui.screens.record.rows import state_of
from carebook.tui.text import wrapped
from carebook.tui.widgets.facts import Note
from carebook.tui.widgets.letter_preview import PAPER_WIDTH


@dataclass(frozen=True, slots=True)
class Sheet:
    """A referral as it is drawn, in this order."""

    title: str
    owed: tuple[tuple[str, bool], ...]
    """What is next, and whether it is late."""
    about: tuple[str, ...]
    steps: tuple[Promise, ...]
    warnings: tuple[Note, ...]
    letters: tuple[Note, ...]
    diary: tuple[Note, ...]


def laid_out(sheet: Sheet, room: int) -> Iterator[Content]:
    """Yield the lines of a referral, all stored text literal (T1)."""
    width = min(room, PAPER_WIDTH)
    for line in wrapped(sheet.title, width):
        yield Content.styled(line, "bold")
    for said in sheet.about:
        for line in wrapped(said, width):
            yield Content.styled(line, "$foreground-muted")
    yield Content("")
    for sentence, is_late in sheet.owed:
        yield from owed_lines(sentence, width, is_late=is_late)
    if sheet.owed:
        yield Content("")
    for step in sheet.steps:
        yield from promise_lines(step, width)
    yield from part_lines("", sheet.warnings, width)
    yield from part_lines("Letters", sheet.letters, width)
    yield from part_lines("Diary", sheet.diary, width)


def said_of(given: Given, shop: Shop) -> str:
    """Say what somebody gets: "a voucher for $10.00"."""
    return reward_in_words(*given, shop.currency, shop.country)


def sheet_of(db: sqlite3.Connection, how: Standing, shop: Shop, today: date) -> Sheet:
    """Return a referral in words."""
    found = how.referral
    referrer = customers.customer(db, found.customer_id)
    doubts = warnings(db, found) if how.open_rewards else []
    return Sheet(
        title=found.introduced,
        owed=tuple(_owed(how, referrer, today)),
        about=tuple(filter(None, _about(db, found, referrer, today))),
        steps=tuple(_steps(how, referrer, shop, today)),
        warnings=tuple(("! reward?", doubt) for doubt in doubts),
        letters=tuple(_letters(db, found, today)),
        diary=tuple(_diary(step, today) for step in steps(db, found.id)),
    )


def _about(db: sqlite3.Connection, found: Referral, referrer: Customer, today: date) -> Iterator[str]:
    yield f"Sent by {referrer.name} on {in_words(found.introduced_on, today)}"
    if reach := referrer.phone or referrer.mobile:
        yield f"Phone of {referrer.name}: {reach}"
    elif referrer.email:
        yield f"E-mail of {referrer.name}: {referrer.email}"
    if found.referred_id and (called := customers.customer(db, found.referred_id).name) != found.introduced:
        yield f"In the book as {called}"
    yield found.note
    if not found.counts:
        counted = bringer(db, found.referred_id) if found.referred_id else None
        other = f"{counted[1]} counts as the one who sent them" if counted else "Somebody else sent them"
        yield f"{other}: this one is kept, and earns no reward"


# What is next -----------------------------------------------------------------------------------------------


def _owed(how: Standing, referrer: Customer, today: date) -> Iterator[tuple[str, bool]]:
    found = how.referral
    if how.thanks:
        yield f"Thank {referrer.name}: {_by(how.thanks, today)} · press t", how.thanks.by < today
    for reward in how.open_rewards:
        if due := how.due.get(reward.id):
            yield f"Reward {due.customer}: {_by(due, today)} · press $", due.by < today
    if found.stage is Stage.NOT_NOW:
        yield "They want nothing now. If that changes: press x, or v when they come", False
    elif how.next_step is NextStep.CAME and found.contact_on:
        yield "They came, and their record is not in the book: press v and say who they are", False
    elif how.next_step is NextStep.CAME:
        yield "When they call or come in: press v", False
    elif how.next_step is NextStep.BOUGHT:
        yield "When they buy: press b", False


def _by(one: Owed, today: date) -> str:
    word = "due" if one.by < today else "by"
    return f"{word} {in_words(one.by, today)}, {near(one.by, today)}"


# How far it has come ----------------------------------------------------------------------------------------


def _steps(how: Standing, referrer: Customer, shop: Shop, today: date) -> Iterator[Promise]:
    found = how.referral
    yield Promise(True, "Sent to us", short_day(found.introduced_on, today))
    yield Promise(found.thanked_on is not None, "Thanked", _thanked(how, today))
    came = short_day(found.contact_on, today) if found.contact_on else "Until then only their name is kept"
    yield Promise(found.contact_on is not None, "Came to us", came)
    if found.stage is Stage.NOT_NOW and found.not_now_on:
        yield Promise(True, "Not now", short_day(found.not_now_on, today))
    bought = short_day(found.bought_on, today) if found.bought_on else "Their first purchase makes a reward due"
    yield Promise(found.bought_on is not None, "Bought", bought)
    if found.counts and not how.rewards:
        yield Promise(False, "Reward", "None is promised; m promises one")
    for reward in how.rewards:
        whose = referrer.name if reward.for_whom == ForWhom.REFERRER else found.introduced
        said = f"{whose}: {said_of(reward.given, shop)}\n{_settled(reward, due=reward.id in how.due, today=today)}"
        yield Promise(reward.paid_on is not None, "Reward", said)


def _thanked(how: Standing, today: date) -> str:
    found = how.referral
    if found.thanked_on:
        return ", ".join(filter(None, (short_day(found.thanked_on, today), by_channel(found.thanked_by))))
    return f"Within {THANK_OPEN_DAYS} business days, sale or no sale" if how.thanks else "Not thanked"


def _settled(reward: Reward, *, due: bool, today: date) -> str:
    if reward.paid_on:
        return ": ".join(filter(None, (f"handed over {short_day(reward.paid_on, today)}", reward.ending)))
    if reward.waived_on:
        return f"dropped {short_day(reward.waived_on, today)}: {reward.ending}"
    return "due now" if due else "once they have bought"


# Letters and diary ------------------------------------------------------------------------------------------


def _letters(db: sqlite3.Connection, found: Referral, today: date) -> Iterator[Note]:
    for letter in letters_of(db, found.customer_id):
        if (letter.subject_kind, letter.subject_id) == ("referral", found.id):
            due = on_agenda(db, letter.id) if letter.state == "open" else None
            mark = LETTER_MARKS.get(due.state if due else letter.state, "·")
            yield mark, f"{KINDS[letter.kind].title} · {state_of(letter, due, today)}"


def _diary(step: Step, today: date) -> Note:
    words = ", ".join(filter(None, (step.step, by_channel(step.by_channel))))
    said = step.what if step.step != "introduced" else ""
    return short_day(step.on_day, today), f"{words}: {said}" if said else words
