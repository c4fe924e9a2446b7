"""What Rosie sells, at what price and cost in cents, and in which months."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from carebook.sample.people import Purchase

_SPRING, _SUMMER, _AUTUMN, _WINTER = (3, 4, 5), (6, 7, 8), (9, 10, 11), (12, 1, 2)
_YEAR = tuple(range(1, 13))


class Good(NamedTuple):
    """One thing on the shelves."""

    name: str
    price: int
    cost: int
    months: tuple[int, ...]


GOODS = (
    Good("tomato and pepper seedlings", 1850, 760, _SPRING),
    Good("raised bed of cedar", 14900, 8800, _SPRING),
    Good("seed potatoes", 1290, 540, _SPRING),
    Good("wildflower seeds", 890, 310, _SPRING),
    Good("apple tree, two years old", 5900, 3100, (*_SPRING, *_AUTUMN)),
    Good("bare-root roses", 3450, 1600, (11, 12, 2, 3, 4)),
    Good("hanging baskets", 4200, 1900, (5, *_SUMMER)),
    Good("drip hose, 50 feet", 3990, 2150, _SUMMER),
    Good("shade cloth", 2750, 1300, _SUMMER),
    Good("lavender in pots", 1680, 640, _SUMMER),
    Good("bird bath of cast stone", 8900, 5100, (4, *_SUMMER)),
    Good("tulip and crocus bulbs", 1990, 780, _AUTUMN),
    Good("leaf rake", 2690, 1350, _AUTUMN),
    Good("winter cover for shrubs", 2190, 930, (10, 11, 12)),
    Good("wreath of fir and holly", 3800, 1450, (11, 12)),
    Good("amaryllis in a pot", 2450, 1050, (11, 12, 1)),
    Good("Christmas tree, six feet", 6500, 3600, (12,)),
    Good("suet and bird seed for the winter", 2390, 1280, (10, 11, *_WINTER)),
    Good("seed starting kit", 3290, 1580, (1, 2, 3)),
    Good("heated water bowl for birds", 4590, 2700, (11, *_WINTER)),
    Good("potting soil, 40 quarts", 1590, 820, _YEAR),
    Good("pruning shears", 3650, 1820, _YEAR),
    Good("leather gloves", 2400, 1100, _YEAR),
    Good("watering can of zinc", 3900, 1950, _YEAR),
    Good("dog food, 30 pounds", 5490, 3980, _YEAR),
    Good("cat litter and food", 3870, 2760, _YEAR),
    Good("dog bed, washable", 6400, 3300, _YEAR),
    Good("scratching post", 4950, 2480, _YEAR),
    Good("rabbit hay and pellets", 1940, 1150, _YEAR),
)

BY_MONTH = {month: tuple(good for good in GOODS if month in good.months) for month in _YEAR}
"""What sells in each month."""

BUSY = {1: 3, 2: 3, 3: 7, 4: 11, 5: 14, 6: 10, 7: 7, 8: 6, 9: 8, 10: 7, 11: 6, 12: 9}
"""How busy each month is, against the others."""

_BY_NAME = {good.name: good for good in GOODS}


def bought(day: date, product: str, quantity: int = 1, *, reveal: date | None = None) -> Purchase:
    """Return a sale at the shop's prices: of this, or of something else where it is out of season on that day."""
    good = _BY_NAME[product]
    if day.month not in good.months:
        in_season = BY_MONTH[day.month]
        good = in_season[(day.toordinal() + len(product)) % len(in_season)]
    return Purchase(day, good.name, good.price * quantity, good.cost * quantity, quantity, reveal)
