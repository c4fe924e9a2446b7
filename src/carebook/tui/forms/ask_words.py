"""What to say when a customer is asked whom else we could help: whom we wish for, and what both get."""

from __future__ import annotations

from carebook import money
from carebook.customers.model import Channel
from carebook.referrals.model import Terms
from carebook.shop.model import Shop

WITHOUT_TERMS = "Whom do they know who could do with our help too? A name is enough; they bring them along."


def to_say(terms: Terms | None, shop: Shop) -> list[str]:
    """Return in lines what to say by these terms; None: before there are any."""
    if terms is None:
        return [WITHOUT_TERMS]
    said = [f"Who fits: {terms.who_fits}" if terms.who_fits else "", terms.what_to_say]
    said.append(_gets("They get", terms.referrer_kind, terms.referrer_what, terms.referrer_amount, shop))
    said.append(
        _gets("Whom they send gets", terms.introduced_kind, terms.introduced_what, terms.introduced_amount, shop)
    )
    return [line for line in said if line] or [WITHOUT_TERMS]


def by(channel: str) -> str:
    """Say how somebody was asked: "by phone", "in person"."""
    return channel if channel == Channel.IN_PERSON else f"by {channel}"


def _gets(who: str, kind: str | None, what: str, amount: int, shop: Shop) -> str:
    """Say what somebody gets once the one they sent has bought: "They get a voucher: a rose, $10.00"."""
    if kind is None:
        return ""
    more = ", ".join(filter(None, (what, money.shown(amount, shop.currency, shop.country) if amount else "")))
    return f"{who} {_ONE.get(kind, f'a {kind}')}{': ' if more else ''}{more}"


_ONE = {"money": "money"}
"""Kinds of reward of which there is not one and another."""
