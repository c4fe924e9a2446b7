"""Those whom this morning is about: for each kind of letter, channel and hold there is someone who has it today."""

from __future__ import annotations

from datetime import date

from carebook.sample.almanac import Almanac
from carebook.sample.goods import GOODS
from carebook.sample.names import TOWNS
from carebook.sample.people import One, Purchase, Someone, Touch
from carebook.sample.season import season

FALLS, EAST, PINE, QUARRY = TOWNS
_GOODS = {good.name: good for good in GOODS}


def bought(day: date, product: str, quantity: int = 1, *, reveal: date | None = None) -> Purchase:
    """Return a sale at the shop's prices."""
    good = _GOODS[product]
    return Purchase(day, product, good.price * quantity, good.cost * quantity, quantity, reveal)


def this_morning(day: Almanac) -> list[Someone]:
    """Return everyone with something due, printed, put off or held this morning."""
    return [*_just_bought(day), *_newly_here(day), *_yearly_days(day), *_subscribers(day), *_cards(day), *_greeted(day)]


def _just_bought(day: Almanac) -> list[Someone]:
    lapsed = day.two_open_days_before(day.eve)
    return [
        Someone(
            *("Søren", "Lindqvist", "household"),
            **{"street": "14 Orchard Lane", "town": FALLS, "phone": "802 555 0111", "email": "lindqvist@postbox.example"},
            **{"opened": day.ago(700), "source": "walked past", "persona": "flower lover", "spoken_for": True},
            birthday=day.born(140, 52),
            members=[One("Astrid Lindqvist", "partner", day.born(201, 49)), One("Nils Lindqvist", "child", minor=True)],
            purchases=[bought(day.ago(700), "lavender in pots", 3), bought(day.ago(330), "amaryllis in a pot", 2)],
        ),
        Someone(
            *("Иван", "Петров"),
            **{"salutation": "Dear Иван Петров,", "street": "27 River Road, Apt 3", "town": FALLS, "language": ""},
            **{"phone": "802 555 0112", "opened": day.ago(520), "source": "a friend", "persona": "kitchen gardener"},
            note="Reads English, writes Russian. Gave us his grandmother's recipe for pickled cucumbers.",
            purchases=[bought(day.ago(520), "seed starting kit"), bought(day.eve, "heated water bowl for birds")],
            waits="thank_you",
        )
        if False
        else Someone("Иван", "Петров"),
    ]
