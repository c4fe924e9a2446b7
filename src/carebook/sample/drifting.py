"""Those at either end: who asked and has not bought yet, who just bought a lot, who drifts away, who came back."""

from __future__ import annotations

from carebook.sample.almanac import Almanac
from carebook.sample.goods import bought
from carebook.sample.names import EAST, FALLS, PINE, QUARRY
from carebook.sample.people import One, Purchase, Someone, Touch

CAME_BACK, NOT_WON, LET_GO = "Ottilie Brandt", "Marvin Teague", "Percival Stoke"
ASKED_WHY, OWNED, OFFERED = "Henrietta Falk", "Lorenzo Bianchi", "Maud Feld"
WONDERED, MOVED = "Agnes Rourke", "Judith Amory"


def drifting(day: Almanac) -> list[Someone]:
    """Return everyone whose coming, leaving, or coming back is told."""
    return [*_new(day), *_quiet(day), *_being_won_back(day), *_once_asked(day)]


def _often(day: Almanac, product: str, since: int, last: int, every: int) -> list[Purchase]:
    """The same thing again and again, until so many days ago."""
    return [bought(day.ago(ago), product) for ago in range(since, last - 1, -every)]


def _new(day: Almanac) -> list[Someone]:
    """One who asked, and one who bought more than ever."""
    return [
        Someone(
            "Imogen",
            "Sayer",
            street="12 Orchard Road",
            town=QUARRY,
            phone="802 555 0188",
            opened=day.ago(6),
            source="a friend",
            touches=[Touch(day.ago(6), "phone", "Asked whether we plant hedges, and what it comes to.")],
        ),
        Someone(
            "Bartholomew",
            "Quill",
            street="9 Mill Street",
            town=FALLS,
            phone="802 555 0189",
            opened=day.ago(350),
            source="walked past",
            persona="landscaper",
            purchases=[bought(day.ago(350), "pruning shears"), bought(day.ago(5), "dog bed, washable", 6)],
        ),
    ]


def _quiet(day: Almanac) -> list[Someone]:
    """Silent for longer than they ever were."""
    return [
        Someone(
            "Cordelia",
            "Nash",
            street="31 Mill Street",
            town=FALLS,
            phone="802 555 0191",
            source="walked past",
            persona="flower lover",
            note="Came in every few weeks for soil and a talk.",
            purchases=_often(day, "potting soil, 40 quarts", 438, 118, 20),
            waits="reactivation",
        ),
        Someone(
            "Theodore",
            "Blackwood",
            street="2 Orchard Road",
            town=QUARRY,
            phone="802 555 0192",
            source="a friend",
            persona="landscaper",
            note="Plants out whole gardens. Pays the same day.",
            purchases=[Purchase(day.ago(ago), "shade cloth", 27500, 13000, 10) for ago in range(425, 124, -30)],
        ),
        Someone(
            "Judith",
            "Amory",
            street="8 Willow Court",
            town=EAST,
            phone="802 555 0193",
            source="school fair",
            purchases=_often(day, "rabbit hay and pellets", 430, 130, 50),
        ),
    ]


def _being_won_back(day: Almanac) -> list[Someone]:
    """Rosie wants them back, and is on the way."""
    return [
        Someone(
            "Agnes",
            "Rourke",
            street="27 Bridge Street",
            town=FALLS,
            phone="802 555 0190",
            source="walked past",
            persona="flower lover",
            purchases=_often(day, "hanging baskets", 790, 490, 75),
        ),
        Someone(
            "Henrietta",
            "Falk",
            street="14 Bridge Street",
            town=FALLS,
            phone="802 555 0194",
            source="the town paper",
            persona="landscaper",
            purchases=_often(day, "leather gloves", 830, 530, 60),
            waits="win_back_enquiry",
        ),
        Someone(
            "Lorenzo",
            "Bianchi",
            street="55 Quarry Road",
            town=QUARRY,
            phone="802 555 0195",
            source="a friend",
            persona="balcony gardener",
            purchases=_often(day, "potting soil, 40 quarts", 700, 400, 50),
            waits="win_back_amends",
        ),
        Someone(
            "Maud",
            "Feld",
            "household",
            street="6 Cider Hill Road",
            town=PINE,
            phone="802 555 0196",
            source="walked past",
            persona="pet first",
            members=[One("Ira Feld", "partner"), One("Tuppence", "pet", note="Cat. Particular about her litter")],
            purchases=_often(day, "cat litter and food", 655, 385, 45),
            waits="win_back_offer",
        ),
    ]


def _once_asked(day: Almanac) -> list[Someone]:
    """Whom Rosie asked to come back, some while ago: how it went is in their record."""
    return [
        Someone(
            "Ottilie",
            "Brandt",
            street="19 Maple Avenue",
            town=EAST,
            phone="802 555 0197",
            source="found us online",
            persona="flower lover",
            purchases=[*_often(day, "lavender in pots", 700, 420, 70), bought(day.ago(52), "pruning shears")],
        ),
        Someone(
            "Marvin",
            "Teague",
            street="40 River Road",
            town=FALLS,
            phone="802 555 0198",
            source="walked past",
            purchases=_often(day, "dog food, 30 pounds", 720, 480, 40),
        ),
        Someone(
            "Percival",
            "Stoke",
            street="3 Birch Lane",
            town=FALLS,
            phone="802 555 0199",
            source="a friend",
            note="Never content, whatever it was.",
            purchases=_often(day, "leather gloves", 700, 520, 60),
        ),
    ]
