"""Money of a whole shop: in whole units, because cents say nothing there."""

from __future__ import annotations

from carebook import money
from carebook.shop.model import Shop


def whole(minor: int, shop: Shop) -> str:
    """Write an amount of minor units in whole units: "$4,533"."""
    places = money.decimals(shop.currency)
    rounded = round(minor / 10**places) * 10**places
    shown = money.shown(rounded, shop.currency, shop.country)
    return shown.replace(money.decimal_mark(shop.country) + "0" * places, "", 1) if places else shown
