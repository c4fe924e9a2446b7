"""Those who complained, and those who bought what the shop had to write to its buyers about."""

from __future__ import annotations

from datetime import date

from carebook.sample.almanac import Almanac
from carebook.sample.goods import bought
from carebook.sample.names import EAST, FALLS, PINE, QUARRY
from carebook.sample.people import One, Purchase, Someone

FIRE_BOWL, STOOL = "clay fire bowl", "folding garden stool"
"""What Rosie wrote to the buyers of some months ago, and writes to them of today."""


def troubled(day: Almanac) -> list[Someone]:
    """Return everyone whose case is told, of whatever stage."""
    return [*_content_again(day), *_in_other_ways(day), *_being_put_right(day), *_waiting_for_us(day)]


def _fire_bowl(day: date) -> Purchase:
    return Purchase(day, FIRE_BOWL, 7800, 4100)


def _stool(day: date) -> Purchase:
    return Purchase(day, STOOL, 3450, 1700)


def _content_again(day: Almanac) -> list[Someone]:
    """Their cases ended well."""
    cracked = _fire_bowl(day.ago(98))
    cracked.back, cracked.back_on, cracked.why_back = cracked.amount, day.ago(76), "It cracked in the fire."
    return [
        Someone(
            "Roland",
            "Whitcomb",
            street="23 Quarry Road",
            town=FALLS,
            phone="802 555 0145",
            opened=day.ago(478),
            source="walked past",
            persona="pet first",
            note="Keeps every slip. Good company once he has been heard.",
            purchases=[bought(day.ago(173), "dog food, 30 pounds"), bought(day.ago(9), "leather gloves")],
            waits="how_did_we_do",
        ),
        Someone(
            "Katarzyna",
            "Wiśniewska",
            street="5 Birch Lane",
            town=FALLS,
            email="k.wisniewska@inbox.example",
            phone="802 555 0164",
            opened=day.ago(440),
            source="found us online",
            persona="flower lover",
            purchases=[bought(day.ago(148), "pruning shears"), bought(day.ago(101), "leather gloves")],
        ),
        Someone(
            "Simone",
            "Archambault",
            "household",
            street="60 Maple Avenue",
            town=EAST,
            phone="802 555 0146",
            opened=day.ago(455),
            source="a friend",
            persona="pet first",
            members=[One("Paul Archambault", "partner"), One("Ravioli", "pet", note="Basset hound")],
            purchases=[bought(day.ago(92), "dog bed, washable"), _stool(day.ago(38))],
            waits="product_notice",
        ),
        Someone(
            "Odette",
            "Marchand",
            street="17 Hilltop Drive",
            town=FALLS,
            phone="802 555 0147",
            opened=day.ago(462),
            source="farmers' market",
            purchases=[cracked, bought(day.ago(41), "watering can of zinc")],
        ),
        Someone(
            "Zoltán",
            "Fekete",
            street="34 River Road",
            town=FALLS,
            phone="802 555 0148",
            opened=day.ago(431),
            source="walked past",
            persona="pet first",
            purchases=[bought(day.ago(88), "scratching post"), _stool(day.ago(52))],
            waits="product_notice",
        ),
        Someone(
            company="Quarry Bridge Kennels",
            kind="business",
            street="2 Quarry Road",
            town=QUARRY,
            phone="802 555 0149",
            email="office@quarrykennels.example",
            opened=day.ago(468),
            source="a friend",
            persona="pet first",
            tags=("wholesale", "delivery"),
            members=[One("Bettina Roosevelt-Lang", "contact")],
            purchases=[bought(day.ago(days), "dog food, 30 pounds", 6) for days in (200, 130, 58)],
        ),
        Someone(
            "Felix",
            "Amundsen",
            street="71 Old Stage Road",
            town=PINE,
            phone="802 555 0150",
            opened=day.ago(447),
            source="the town paper",
            persona="kitchen gardener",
            tags=("first pick", "delivery"),
            purchases=[bought(day.ago(400), "leather gloves"), bought(day.ago(34), "potting soil, 40 quarts", 5)],
        ),
    ]


def _in_other_ways(day: Almanac) -> list[Someone]:
    """Their cases ended as well, though not all of them well."""
    return [
        Someone(
            "Abner",
            "Tuttle",
            street="9 Cider Hill Road",
            town=PINE,
            phone="802 555 0151",
            opened=day.ago(489),
            source="walked past",
            purchases=[bought(day.ago(150), "leather gloves")],
        ),
        Someone(
            "Douglas",
            "Peck",
            street="101 Orchard Lane",
            town=FALLS,
            phone="802 555 0152",
            opened=day.ago(452),
            source="found us online",
            persona="new home",
            purchases=[Purchase(day.ago(128), "topsoil, two cubic yards", 18600, 9900)],
        ),
        Someone(
            "Beryl",
            "Osgood",
            phone="802 555 0153",
            opened=day.ago(483),
            source="walked past",
            note="Eighty, and counts her coins herself. Give her the time.",
            purchases=[_fire_bowl(day.ago(107))],
        ),
        Someone(
            "Ingrid",
            "Halvorsen",
            street="14 Church Street",
            town=FALLS,
            phone="802 555 0154",
            email="ingrid.halvorsen@postbox.example",
            opened=day.ago(436),
            source="a friend",
            persona="balcony gardener",
            note="Measures everything, twice. Still has the jug from her years in Leeds.",
            purchases=[bought(day.ago(47), "watering can of zinc"), _stool(day.ago(33))],
            waits="product_notice",
        ),
    ]


def _being_put_right(day: Almanac) -> list[Someone]:
    """Rosie has promised them something, or has kept it."""
    return [
        Someone(
            "Hannah",
            "Birnbaum",
            street="29 School Street",
            town=FALLS,
            phone="802 555 0155",
            opened=day.ago(420),
            source="a friend",
            persona="pet first",
            purchases=[bought(day.ago(97), "dog bed, washable")],
        ),
        Someone(
            "Nell",
            "Cavanaugh",
            street="44 Mill Street",
            town=FALLS,
            phone="802 555 0156",
            opened=day.ago(465),
            source="farmers' market",
            persona="kitchen gardener",
            purchases=[bought(day.ago(240), "leather gloves"), bought(day.ago(30), "watering can of zinc")],
        ),
        Someone(
            "Rosalind",
            "Achebe",
            street="12 Willow Court",
            town=EAST,
            phone="802 555 0157",
            email="rosalind.achebe@hillmail.example",
            opened=day.ago(457),
            source="school fair",
            persona="kitchen gardener",
            purchases=[bought(day.ago(18), "potting soil, 40 quarts", 4)],
        ),
        Someone(
            "Ferdinand",
            "Kruse",
            street="86 River Road",
            town=FALLS,
            phone="802 555 0158",
            opened=day.ago(443),
            source="walked past",
            purchases=[Purchase(day.ago(22), "digging fork", 4800, 2600)],
        ),
        Someone(
            "Teresa",
            "Moniz",
            street="7 Bridge Street",
            town=FALLS,
            phone="802 555 0159",
            opened=day.months_before(1, 24),
            source="the town paper",
            persona="pet first",
            purchases=[_fire_bowl(day.ago(104)), bought(day.ago(16), "scratching post")],
        ),
        Someone(
            "Arthur",
            "Delacroix-Webb",
            street="3 Hilltop Drive",
            town=FALLS,
            phone="802 555 0160",
            opened=day.ago(471),
            source="found us online",
            persona="flower lover",
            tags=("first pick",),
            purchases=[bought(day.ago(210), "potting soil, 40 quarts", 3), bought(day.ago(12), "pruning shears")],
        ),
    ]


def _waiting_for_us(day: Almanac) -> list[Someone]:
    """Those who wait for a word this morning."""
    return [
        Someone(
            "Lorna",
            "Fitch",
            street="50 Birch Lane",
            town=FALLS,
            phone="802 555 0161",
            opened=day.ago(475),
            source="a friend",
            persona="pet first",
            purchases=[bought(day.ago(29), "rabbit hay and pellets", 3)],
        ),
        Someone(
            "Maeve",
            "Gallagher",
            email="maeve.g@inbox.example",
            opened=day.ago(428),
            source="found us online",
            persona="pet first",
            note="Gave us nothing but her e-mail, and answers within the hour.",
            purchases=[bought(day.ago(11), "rabbit hay and pellets", 6)],
        ),
        Someone(
            "Walter",
            "Nakai",
            street="19 Old Stage Road",
            town=PINE,
            phone="802 555 0162",
            opened=day.ago(460),
            source="walked past",
            persona="pet first",
            purchases=[_fire_bowl(day.ago(112)), bought(day.ago(13), "dog food, 30 pounds")],
        ),
        Someone(
            "Thúy",
            "Đặng",
            street="38 Maple Avenue",
            town=EAST,
            phone="802 555 0163",
            opened=day.ago(450),
            source="a friend",
            persona="pet first",
            members=[One("Bưởi", "pet", note="Cat of sixteen years, on the kidney food")],
            purchases=[bought(day.ago(6), "cat litter and food", 2)],
        ),
    ]
