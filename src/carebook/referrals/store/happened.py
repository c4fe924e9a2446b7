"""What the referrals' desk did with one customer: for the timeline, in words."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date

from carebook.customers.model import Channel
from carebook.customers.words import by_channel
from carebook.days import in_words
from carebook.referrals.model import Ask, Moment, MomentKind
from carebook.referrals.store.asking import asks_of, moments
from carebook.referrals.store.told import BY_LETTER, Recommended

_LETTERS = (Channel.POST, Channel.HANDWRITTEN, Channel.EMAIL)
_GIVEN = {
    "introduced": "introduced {name}",
    "in contact": "{name}, whom they sent, came to us",
    "not now": "{name}, whom they sent, wants nothing now",
    "thanked": "thanked{how} for sending {name}",
    "rewarded": "rewarded for sending {name}",
    "no reward": "no reward for sending {name}",
    "corrected": "it was not they who sent {name}",
    "taken up": "{name}, whom they sent, taken up again",
}
_RECEIVED = {
    "introduced": "sent by {name}",
    "in contact": "came to us, sent by {name}",
    "not now": "wanted nothing when {name} sent them",
    "corrected": "it was not {name} who sent them",
}
"""How a step reads with the referrer, and with the introduced one; thanks and rewards are the referrer's."""
_STEPS = (
    "SELECT p.id, p.step, p.on_day, p.by_channel, p.what, r.introduced, NULL FROM referral_step p"
    " JOIN referral r ON r.id = p.referral_id WHERE r.customer_id = :whose UNION ALL"
    " SELECT p.id, p.step, p.on_day, p.by_channel, p.what, r.introduced, c.name FROM referral r"
    " JOIN referral_step p ON p.referral_id = r.id JOIN customer c ON c.id = r.customer_id WHERE r.referred_id = :whose"
)


def happened(db: sqlite3.Connection, customer_id: int) -> list[Recommended]:
    """Return the steps of the referrals by and of a customer, the asks and the good moments.

    Thanks by the planned letter, and an ask by letter that has no answer yet, stand as that letter.
    """
    asked = (_asked(one) for one in asks_of(db, customer_id))
    noted = (_noted(one) for one in moments(db, customer_id))
    return [*_steps(db, customer_id), *filter(None, asked), *noted]


def _steps(db: sqlite3.Connection, customer_id: int) -> Iterator[Recommended]:
    for number, step, on, channel, what, introduced, referrer in db.execute(_STEPS, {"whose": customer_id}):
        words = _GIVEN if referrer is None else _RECEIVED
        if step not in words or (step, what) == ("thanked", BY_LETTER):
            continue
        noted = "" if step == "introduced" else what
        line = words[step].format(name=referrer or introduced, how=_how(channel))
        yield Recommended("referral", number, date.fromisoformat(on), _with(line, noted), noted, channel)


def _asked(one: Ask) -> Recommended | None:
    if one.asked_on is None or (one.by_channel in _LETTERS and one.answered_on is None):
        return None
    later = f", from {in_words(one.again_on)}" if one.again_on else ""
    line = _with(f"asked{_how(one.by_channel)}", f"{one.answer or 'no answer yet'}{later}")
    if one.by_channel in _LETTERS and one.answered_on:
        return Recommended("ask", one.id, one.answered_on, line, one.note)
    return Recommended("ask", one.id, one.asked_on, line, one.note, one.by_channel)


def _noted(one: Moment) -> Recommended:
    line = "praised us" if one.kind == MomentKind.PRAISE else "an extra service from us"
    return Recommended("moment", one.id, one.on_day, _with(line, one.what), one.what)


def _how(channel: str | None) -> str:
    return f" {by_channel(channel)}" if channel else ""


def _with(line: str, what: str) -> str:
    first = what.partition("\n")[0]
    return f"{line}: {first}" if first else line
