"""A row of referrals, read; and what it changes about a referral of the book (X1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final, NamedTuple

from carebook import money
from carebook.book.rows import Value
from carebook.exchange.merging import shown_name
from carebook.exchange.reading import Reject
from carebook.exchange.rows import Row
from carebook.referrals.model import ForWhom, Referral, Reward, RewardKind, Stage, Step
from carebook.typed import NotSo

REWARDED: Final = "rewarded"
"""The status of a referral whose reward was handed over: they have bought, the file says."""
CAME: Final = (Stage.IN_CONTACT, Stage.BOUGHT, REWARDED)
"""What a file says of somebody who came: who bought is told by the book's own sales (REF-1)."""
_FIRST_DAY: Final = "1900-01-01"


class Referred(NamedTuple):
    """One introduction as the file has it; None where the file says nothing. `number` is its external_id."""

    line: int
    number: str | None
    referrer: str
    introduced: str
    """What the introduced person is called; empty where only `customer` tells it."""
    on_day: str
    customer: str | None
    """By which word the file calls the introduced one's own record."""
    status: str | None
    reward: int | None
    """What the referrer gets, in minor units of the shop's currency."""
    note: str | None


class ReferralReader:
    """Reads rows of referrals in the shop's currency."""

    def __init__(self, currency: str, decimal: money.Mark, today: date) -> None:
        """Take what rewards are in, the mark before their decimals, and the last day an introduction may be of."""
        from carebook.referrals.entry import without_an_address

        self._check_text = without_an_address
        self._currency, self._decimal, self._today = currency, decimal, today.isoformat()

    def read(self, row: Row) -> Referred | Reject:
        """Return the introduction that a row is, or why it is none."""
        line, fields = row
        get = fields.get
        if reason := self._fault(fields["on"], fields):
            return Reject(line, reason, shown_name(fields))
        try:
            reward = money.parse(fields["reward"], self._currency, decimal=self._decimal) if get("reward") else None
        except money.NotAnAmount as refusal:
            return Reject(line, f"reward: {refusal}", shown_name(fields))
        if reward is not None and reward < 0:
            return Reject(line, "reward: a reward is not below zero", shown_name(fields))
        known = (get("customer"), get("status"), reward or None, get("note"))
        return Referred(line, get("external_id"), fields["referrer"], get("introduced", ""), fields["on"], *known)

    def _fault(self, on: str, fields: dict[str, str]) -> str | None:
        if on < _FIRST_DAY:
            return f"on: {on} is before 1900, and an introduction that old is a slip of the pen"
        if on > self._today:
            return f"on: {on} is still to come"
        for name in ("introduced", "note"):
            try:
                self._check_text(fields.get(name, ""))
            except NotSo as refusal:
                return f"{name}: {refusal}"
        return None


@dataclass
class Changes:
    """What a numbered row changes about its referral; empty where the book knows it all."""

    values: dict[str, Value] = field(default_factory=dict)
    steps: list[tuple[str, date]] = field(default_factory=list)
    """New lines of the diary, each with its day."""
    moved_from: date | None = None
    """The day on which the introduction stood before, where it stands on another now."""
    reward: dict[str, Value] = field(default_factory=dict)
    """What changes about the referrer's reward, or makes it."""

    def __bool__(self) -> bool:
        """Tell whether there is anything to change."""
        return bool(self.values or self.reward)


def changes(
    found: Referral, row: Referred, referred_id: int | None, rewards: Sequence[Reward], steps: Sequence[Step]
) -> Changes:
    """Return what a numbered row changes about its referral.

    What was done in the book stays: who came is not sent away again, who was taken up again is not set aside, a
    settled reward stays settled, and the day of an introduction that was thanked or worked on stays its day.
    """
    new = Changes()
    on = date.fromisoformat(row.on_day)
    if on != found.introduced_on and _is_as_it_came(found, steps):
        new.moved_from = found.introduced_on
        new.values |= {"introduced_on": on}
        new.values |= {name: on for name in ("contact_on", "not_now_on") if getattr(found, name)}
    told = {"external_id": row.number, "introduced": row.introduced, "note": row.note}
    new.values |= {name: value for name, value in told.items() if value and value != getattr(found, name)}
    if found.referred_id is None and referred_id is not None:
        new.values |= {"referred_id": referred_id}
    day = max(on, found.introduced_on) if new.moved_from is None else on
    if found.contact_on is None and (row.status in CAME or referred_id is not None):
        new.values |= {"contact_on": day}
        new.steps.append((Stage.IN_CONTACT, day))
    if row.status == Stage.NOT_NOW and not any(step.step == Stage.NOT_NOW for step in steps):
        new.values |= {"not_now_on": day}
        new.steps.append((Stage.NOT_NOW, day))
    _reward(new, row, day, rewards)
    return new


def _is_as_it_came(found: Referral, steps: Sequence[Step]) -> bool:
    """Tell whether nothing happened to a referral after the day on which it came."""
    return found.thanked_on is None and all(step.on_day == found.introduced_on for step in steps)


def _reward(new: Changes, row: Referred, day: date, rewards: Sequence[Reward]) -> None:
    held = next((one for one in rewards if one.for_whom == ForWhom.REFERRER), None)
    if held is None and row.reward:
        new.reward = {"for_whom": ForWhom.REFERRER, "kind": RewardKind.MONEY, "amount": row.reward, "promised_on": day}
    elif held is None or held.paid_on or held.waived_on:
        return
    elif row.reward and held.kind == RewardKind.MONEY and held.amount != row.reward:
        new.reward = {"amount": row.reward}
    if row.status == REWARDED:
        new.reward |= {"paid_on": max(day, held.promised_on) if held else day}
        new.steps.append((REWARDED, day))
