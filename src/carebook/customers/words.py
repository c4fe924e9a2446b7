"""Customers in words that every desk and the screen can use alike."""

from __future__ import annotations

from carebook.customers.model import Channel

_OWN_WAY = {Channel.HANDWRITTEN: "by hand", Channel.IN_PERSON: "in person"}


def by_channel(channel: str | None) -> str:
    """Say how something went: "by phone", "by hand", "in person"; nothing where nobody noted it."""
    return _OWN_WAY.get(Channel(channel), f"by {channel}") if channel else ""
