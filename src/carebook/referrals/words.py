"""Referrals in words that a letter, a card and the screen can use alike."""

from __future__ import annotations

import re

from carebook.days import in_words
from carebook.money import shown
from carebook.referrals.model import Drive, RewardKind

_NOTHING_MORE = {
    RewardKind.VOUCHER: "a voucher",
    RewardKind.MONEY: "a little money",
    RewardKind.GIFT: "a small gift",
    RewardKind.DISCOUNT: "a discount",
    RewardKind.DONATION: "a donation",
}
_WORTH = {
    RewardKind.VOUCHER: "a voucher for {}",
    RewardKind.MONEY: "{}",
    RewardKind.DISCOUNT: "{} off",
    RewardKind.DONATION: "a donation of {}",
}
"""How the kinds say what they are worth; what a gift cost is nobody's business."""
_FIGURE = re.compile(r"\d")


def reward_in_words(kind: str, what: str, amount: int, currency: str, country: str) -> str:
    """Say what somebody gets, fit for the middle of a sentence: "a voucher for $10.00", "a tin of oil".

    The owner's own words come first. They are left alone where they name a figure, or nothing is known of the worth.
    """
    reward = RewardKind(kind)
    what = what.strip().rstrip(" .!,;")
    worth = shown(amount, currency, country) if amount and reward in _WORTH else ""
    if not what:
        return _WORTH[reward].format(worth) if worth else _NOTHING_MORE[reward]
    if reward is RewardKind.DONATION and "donat" not in what.casefold():
        return f"{_WORTH[reward].format(worth) if worth else _NOTHING_MORE[reward]} to {what.removeprefix('to ')}"
    if not worth or _FIGURE.search(what):
        return what
    return f"{worth} {what}" if reward is RewardKind.MONEY else f"{what} ({worth})"


def not_at_half_time(drive: Drive) -> str:
    """Say that a drive's half-time is still to come (REF-6)."""
    return f"“{drive.name}” is at half-time on {in_words(drive.half_time_day)}. There is time until then."
