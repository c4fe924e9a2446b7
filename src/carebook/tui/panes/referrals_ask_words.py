"""A customer in words, for the one who asks: what speaks for it and against it, what was before, what to say."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from carebook.customers.store import customer
from carebook.customers.words import by_channel
from carebook.referrals import rules
from carebook.referrals.model import Ask, Moment, Referral
from carebook.referrals.store import asking
from carebook.referrals.store.referrals import referrals_by, terms_on
from carebook.shop.model import Shop
from carebook.shop.store import numbers
from carebook.tui.forms.ask_words import to_say
from carebook.tui.screens.record.card import short_day
from carebook.tui.widgets.facts import Note

_HOW_TO_KNOW = "n notes their praise, v an extra service; survey sheets count too."


@dataclass(frozen=True, slots=True)
class AskSheet:
    """What is shown beside the list, in this order."""

    title: str
    reach: str
    next_step: str
    """What can be done now, with its key; empty where it is not the time."""
    good: tuple[str, ...]
    """What speaks for asking them."""
    bad: tuple[str, ...]
    """What speaks against it."""
    how_to_know: str
    """How the shop comes to know that it may ask; empty where that would not help."""
    to_say: tuple[str, ...]
    """Nothing where it is not the time."""
    sent: tuple[Note, ...]
    moments: tuple[Note, ...]
    asks: tuple[Note, ...]


def ask_sheet(db: sqlite3.Connection, customer_id: int, ask_id: int | None, shop: Shop, today: date) -> AskSheet | None:
    """Return a customer in words; with `ask_id`, as somebody who was asked and has not answered."""
    known = asking.candidate(db, customer_id, today)
    if known is None:
        return None
    whose = customer(db, customer_id)
    against = rules.reasons_against(known, today, numbers(db))
    asks = asking.asks_of(db, customer_id)
    next_step = _next_step(asks, ask_id, is_free=not against)
    return AskSheet(
        title=known.customer,
        reach=" · ".join(filter(None, (whose.phone, whose.mobile, whose.email))),
        next_step=next_step,
        good=tuple(rules.reasons_for(known, today)),
        bad=tuple(against),
        how_to_know="" if next_step or known.stops else _HOW_TO_KNOW,
        to_say=tuple(to_say(terms_on(db, today), shop)) if next_step else (),
        sent=tuple(_sent(one, today) for one in referrals_by(db, customer_id)),
        moments=tuple(_moment(one, today) for one in asking.moments(db, customer_id)),
        asks=tuple(_asked(one, today) for one in asks),
    )


def _next_step(asks: list[Ask], ask_id: int | None, *, is_free: bool) -> str:
    if any(ask.id == ask_id for ask in asks):
        return "Asked already: press i when they answer"
    return "Ask them now: press a, or w for a letter" if is_free else ""


def _sent(one: Referral, today: date) -> Note:
    return short_day(one.introduced_on, today), f"{one.introduced} · {one.stage}"


def _moment(one: Moment, today: date) -> Note:
    return short_day(one.on_day, today), f"{one.kind}: {one.what}" if one.what else one.kind


def _asked(one: Ask, today: date) -> Note:
    return short_day(one.asked_on or one.wanted_on, today), ", ".join(_parts(one, today))


def _parts(one: Ask, today: date) -> Iterator[str]:
    yield by_channel(one.by_channel) if one.asked_on else "a letter, not sent yet"
    if one.answer:
        again = f" from {short_day(one.again_on, today)}" if one.again_on else ""
        yield f"{one.answer}{again}"
    elif one.asked_on:
        yield "no answer yet"
    if one.note:
        yield f"“{one.note}”"
