"""Thanks for every introduction, and rewards apart from them (REF-3, REF-4)."""

from __future__ import annotations

import sqlite3
from datetime import date
from typing import TYPE_CHECKING

from carebook.book import rows
from carebook.book.book import Book
from carebook.book.change import Change
from carebook.book.rows import Value
from carebook.customers import store as customers
from carebook.customers.desk.people import short
from carebook.referrals import rules
from carebook.referrals.model import ForWhom, Referral, Reward
from carebook.referrals.refusals import BeforeIt, DoesNotCount, PromisedAlready, Settled, ThankedAlready
from carebook.referrals.store import referrals as store
from carebook.referrals.store.told import BY_LETTER
from carebook.referrals.words import reward_in_words
from carebook.shop.store import shop

if TYPE_CHECKING:
    from carebook.referrals.entry import PaidEntry, RewardEntry, TermsEntry, ThanksEntry, WaivedEntry


def thank(book: Book, referral_id: int, entry: ThanksEntry, today: date, *, token: str | None = None) -> Change:
    """Note that a referrer was thanked otherwise than by the planned letter, which is cancelled (REF-3, CMP-8a)."""
    found = store.referral(book.db, referral_id)
    name = short(customers.customer(book.db, found.customer_id).name)
    if found.thanked_on:
        raise ThankedAlready(name, found.thanked_on)
    refuse_earlier(found, entry.on_day)
    with book.act(f"Thanked {name} for {short(found.introduced)}", today, token=token) as act:
        _note_thanks(act.db, found, entry.on_day, entry.via, entry.what)
        contact: dict[str, Value] = {"customer_id": found.customer_id, "on_day": entry.on_day, "channel": entry.via}
        contact["referral_id"] = found.id
        note = f"Thanked for introducing {found.introduced}"
        rows.insert(act.db, "contact", contact | {"note": ". ".join(filter(None, (note, entry.what)))})
    return act.change


def note_letter(db: sqlite3.Connection, referral_id: int, on: date, channel: str) -> None:
    """Do the thanking that a sent letter does; the caller holds the action, and writes its contact (CMP-8a)."""
    _note_thanks(db, store.referral(db, referral_id), on, channel, BY_LETTER)


def _note_thanks(db: sqlite3.Connection, found: Referral, on: date, channel: str, what: str) -> None:
    store.save(db, found.id, {"thanked_on": on, "thanked_by": channel})
    store.write_step(db, found, "thanked", on, by_channel=channel, what=what)


_SETTLED = {"paid_on": ("Rewarded {}", "rewarded"), "waived_on": ("No reward for {}", "no reward")}
"""How a reward ends: the column with its day, the action's label, and the step in the diary."""


# Rewards ----------------------------------------------------------------------------------------------------


def warnings(db: sqlite3.Connection, found: Referral) -> list[str]:
    """Say what speaks against a reward for a referral; the owner decides (REF-4)."""
    return rules.warnings(
        same_household=store.same_household(db, found),
        bought_before=store.bought_before(db, found),
        introduced_on=found.introduced_on,
    )


def promise_by_terms(db: sqlite3.Connection, found: Referral) -> None:
    """Promise both what the terms of the day say, unless something speaks against it (REF-3, REF-4).

    What was promised before for the same person is not promised twice. The caller holds the action.
    """
    terms = store.terms_on(db, found.introduced_on)
    if terms is None or not found.counts or warnings(db, found):
        return
    have = store.promised(db, found)
    for who in ForWhom:
        if who not in have and (given := terms.given(who)):
            values: dict[str, Value] = {"for_whom": who, **given._asdict(), "promised_on": found.introduced_on}
            _write_reward(db, found, values)


def take_back_promises(db: sqlite3.Connection, found: Referral, on: date) -> None:
    """Drop what was promised to a name that turns out to be no stranger; the owner may promise it anew (REF-4).

    The caller holds the action.
    """
    if against := warnings(db, found):
        for reward in store.rewards(db, found.id):
            if reward.paid_on is None and reward.waived_on is None:
                _settle_row(db, found, reward, "waived_on", on, against[0])


def _write_reward(db: sqlite3.Connection, found: Referral, values: dict[str, Value]) -> int:
    return rows.insert(db, "reward", {"referral_id": found.id, "customer_id": found.customer_id, **values})


def promise(book: Book, referral_id: int, entry: RewardEntry, today: date, *, token: str | None = None) -> Change:
    """Promise a reward, or one that was dropped anew; `warnings` are for the owner to weigh before (REF-4)."""
    found = store.referral(book.db, referral_id)
    if not found.counts:
        raise DoesNotCount(short(found.introduced))
    known = next((one for one in store.rewards(book.db, referral_id) if one.for_whom == entry.for_whom), None)
    if known and known.waived_on is None:
        raise PromisedAlready
    refuse_earlier(found, entry.promised_on)
    with book.act(f"Promised {_whose(book.db, found, entry.for_whom)} a reward", today, token=token) as act:
        if known:
            rows.update(act.db, "reward", known.id, {**entry.model_dump(), "waived_on": None, "ending": ""})
        else:
            _write_reward(act.db, found, entry.model_dump())
    return act.change


def change_reward(book: Book, reward_id: int, entry: RewardEntry, today: date) -> Change:
    """Put right what was promised."""
    reward, found = _unsettled(book.db, reward_id)
    others = (one for one in store.rewards(book.db, found.id) if one.id != reward.id)
    if any(one.for_whom == entry.for_whom for one in others):
        raise PromisedAlready
    refuse_earlier(found, entry.promised_on)
    with book.act(f"Changed the reward of {_whose(book.db, found, entry.for_whom)}", today) as act:
        rows.update(act.db, "reward", reward_id, entry.model_dump())
    return act.change


def refuse_earlier(found: Referral, on: date) -> None:
    """Raise BeforeIt for a step before its introduction."""
    if on < found.introduced_on:
        raise BeforeIt("The introduction was", found.introduced_on)


def pay(book: Book, reward_id: int, entry: PaidEntry, today: date, *, token: str | None = None) -> Change:
    """Hand a reward over (REF-3)."""
    return _settle(book, reward_id, "paid_on", entry.on_day, entry.ending, today, token)


def waive(book: Book, reward_id: int, entry: WaivedEntry, today: date, *, token: str | None = None) -> Change:
    """Drop a reward, with the reason (REF-4)."""
    return _settle(book, reward_id, "waived_on", entry.on_day, entry.ending, today, token)


def _settle(book: Book, reward_id: int, column: str, on: date, ending: str, today: date, token: str | None) -> Change:
    reward, found = _unsettled(book.db, reward_id)
    if on < reward.promised_on:
        raise BeforeIt("It was promised", reward.promised_on)
    whose = _whose(book.db, found, reward.for_whom)
    with book.act(_SETTLED[column][0].format(whose), today, token=token) as act:
        _settle_row(act.db, found, reward, column, on, ending)
    return act.change


def _settle_row(db: sqlite3.Connection, found: Referral, reward: Reward, column: str, on: date, ending: str) -> None:
    rows.update(db, "reward", reward.id, {column: on, "ending": ending})
    whose = _whose(db, found, reward.for_whom)
    ours = shop(db)
    what = ", ".join(filter(None, (f"{whose}: {reward_in_words(*reward.given, ours.currency, ours.country)}", ending)))
    store.write_step(db, found, _SETTLED[column][1], on, what=what)


def _unsettled(db: sqlite3.Connection, reward_id: int) -> tuple[Reward, Referral]:
    reward = store.reward(db, reward_id)
    if reward.paid_on or reward.waived_on:
        raise Settled
    return reward, store.referral(db, reward.referral_id)


def _whose(db: sqlite3.Connection, found: Referral, for_whom: str) -> str:
    """Return what the one of the two is called who gets a reward."""
    if for_whom == ForWhom.REFERRER:
        return short(customers.customer(db, found.customer_id).name)
    return short(found.introduced)


def set_terms(book: Book, entry: TermsEntry, today: date, *, token: str | None = None) -> Change:
    """Say whom we wish for and what both get, from today on; what held before is kept, to compare (REF-7)."""
    values: dict[str, Value] = entry.model_dump()
    values |= {f"{who}_kind": values[f"{who}_kind"] or None for who in ForWhom}
    held = store.terms_on(book.db, today)
    with book.act("Changed what a referral brings", today, token=token) as act:
        if held and held.since == today:
            rows.update(act.db, "referral_terms", held.id, values)
        else:
            rows.insert(act.db, "referral_terms", {"since": today, **values})
    return act.change
