"""Those who came because somebody told them of Rosie's, and those who tell."""

from __future__ import annotations

from carebook.sample.almanac import Almanac
from carebook.sample.goods import bought
from carebook.sample.names import EAST, FALLS, PINE, QUARRY
from carebook.sample.people import Someone

JUST_BOUGHT, TO_THANK, TO_ASK_BY_LETTER, ASKS_LATER, PRAISED = (
    *("Clementine Ward", "Phoebe Lindgren", "Millicent Frost", "Gideon Calder", "Wilhelmina Oduya"),
)


def recommending(day: Almanac) -> list[Someone]:
    """Return one who was sent to us and bought, and those to thank or to ask this morning."""
    return [
        Someone(
            "Clementine",
            "Ward",
            street="22 School Street",
            town=FALLS,
            phone="802 555 0170",
            opened=day.ago(14),
            source="a friend",
            persona="balcony gardener",
            purchases=[bought(day.ago(8), "amaryllis in a pot", 2)],
        ),
        Someone(
            "Phoebe",
            "Lindgren",
            street="5 Hilltop Drive",
            town=EAST,
            phone="802 555 0171",
            source="walked past",
            persona="flower lover",
            note="Knows everybody on the hill.",
            purchases=[bought(day.ago(580), "lavender in pots", 2), bought(day.ago(255), "bird bath of cast stone")],
            waits="referral_thanks",
        ),
        Someone(
            "Millicent",
            "Frost",
            street="17 Church Street",
            town=FALLS,
            phone="802 555 0172",
            source="the town paper",
            persona="kitchen gardener",
            purchases=[bought(day.ago(ago), "raised bed of cedar") for ago in (640, 420, 120)],
            waits="referral_ask",
        ),
        Someone(
            "Gideon",
            "Calder",
            street="30 Cider Hill Road",
            town=PINE,
            phone="802 555 0173",
            source="walked past",
            persona="landscaper",
            purchases=[bought(day.ago(ago), "drip hose, 50 feet", 2) for ago in (505, 330, 140)],
        ),
        Someone(
            "Wilhelmina",
            "Oduya",
            street="11 Quarry Road",
            town=QUARRY,
            phone="802 555 0174",
            source="farmers' market",
            persona="flower lover",
            note="Her front bed stops the cars in June.",
            purchases=[bought(day.ago(ago), "bird bath of cast stone", 2) for ago in (610, 450, 290, 160)],
        ),
    ]
