"""Customers with a story of their own: stops, losses, gifts, money given back, a birthday on 29 February."""

from __future__ import annotations

from carebook.sample.almanac import Almanac
from carebook.sample.goods import bought
from carebook.sample.names import EAST, FALLS, PINE, QUARRY
from carebook.sample.people import One, Someone, Touch


def regulars(day: Almanac) -> list[Someone]:
    """Return those who show what a book has to remember."""
    return [*_stopped(day), *_bereaved(day), *_givers(day), *_businesses(day)]


def _stopped(day: Almanac) -> list[Someone]:
    """Everyone who may not be written to, or not in every way."""
    return [
        Someone(
            "Gloria",
            "Hollis",
            street="90 Quarry Road",
            town=QUARRY,
            phone="802 555 0136",
            opened=day.ago(600),
            source="the town paper",
            stops=(("do-not-contact", day.ago(150), "wrote to us: no letters of any kind, please"),),
            purchases=[bought(day.ago(600), "pruning shears"), bought(day.ago(6), "cat litter and food")],
        ),
        Someone(
            "Elias",
            "Haddad",
            street="21 Bridge Street",
            town=FALLS,
            phone="802 555 0137",
            opened=day.ago(570),
            source="walked past",
            stops=(("no-marketing", day.ago(200), "said so at the counter"),),
            permissions=(("surveys", day.ago(200), "glad to answer questions, he says"),),
            purchases=[bought(day.ago(570), "leather gloves"), bought(day.ago(25), "tulip and crocus bulbs", 2)],
        ),
        Someone(
            "Nadia",
            "Ivanova",
            street="16 Willow Court",
            town=EAST,
            email="nadia.ivanova@postbox.example",
            opened=day.ago(530),
            source="found us online",
            persona="balcony gardener",
            stops=(("no-post", day.ago(300), "asked us to save the paper"),),
            permissions=(("e-mail", day.ago(300), "asked for e-mail instead of paper"),),
            tags=("newsletter",),
            purchases=[bought(day.ago(530), "shade cloth"), bought(day.ago(45), "amaryllis in a pot")],
        ),
        Someone(
            "Isaac",
            "Dunn",
            street="7 Birch Lane",
            town=FALLS,
            opened=day.ago(650),
            source="a friend",
            stops=(("gone-away", day.ago(70), "post came back"),),
            purchases=[bought(day.ago(650), "dog food, 30 pounds"), bought(day.ago(290), "dog food, 30 pounds")],
            touches=[
                Touch(day.ago(70), "post", "The birthday letter came back: moved, no new address.", "in", "returned")
            ],
        ),
    ]


def _bereaved(day: Almanac) -> list[Someone]:
    """A customer who died, a widow in her quiet period, a dog who is missed."""
    return [
        Someone(
            "Harold",
            "Finch",
            street="2 Orchard Lane",
            town=FALLS,
            opened=day.ago(720),
            source="walked past",
            birthday=day.born(6, 83),
            note="His wooden bird houses still hang in the shop.",
            stops=(("deceased", day.ago(120), "his sister told us"),),
            quiet_from=day.ago(120),
            purchases=[bought(day.ago(720), "suet and bird seed for the winter"), bought(day.ago(400), "leaf rake")],
        ),
        Someone(
            "Ursula",
            "Zimmermann",
            "household",
            street="48 Church Street",
            town=FALLS,
            phone="802 555 0138",
            opened=day.ago(630),
            source="farmers' market",
            members=[One("Ernst Zimmermann", "partner", (8, 30, 1946), died_on=day.ago(33))],
            quiet_from=day.ago(32),
            news=(("condolence", day.ago(32), "Her husband Ernst has died. He built half the benches in town."),),
            tags=("newsletter",),
            purchases=[bought(day.ago(630), "apple tree, two years old"), bought(day.ago(155), "hanging baskets")],
        ),
        Someone(
            "Jamal",
            "Carver",
            "household",
            street="36 Hilltop Drive",
            town=FALLS,
            phone="802 555 0139",
            opened=day.ago(610),
            source="a friend",
            persona="pet first",
            members=[
                One("Denise Carver", "partner", day.born(170, 38)),
                One(
                    "Biscuit", "pet", day.born(7, 14), died_on=day.ago(90), note="Beagle. Came in with them for years."
                ),
                One("Pickle", "pet", day.born(230, 1), note="Beagle puppy"),
            ],
            purchases=[bought(day.ago(610), "dog food, 30 pounds"), bought(day.ago(85), "dog bed, washable")],
        ),
    ]


def _givers(day: Almanac) -> list[Someone]:
    """Gifts, money given back, a leap-day birthday, a customer abroad."""
    whole, part = bought(day.ago(20), "scratching post"), bought(day.ago(64), "potting soil, 40 quarts", 4)
    whole.back, whole.back_on, whole.why_back = whole.amount, day.ago(15), "Too tall for the flat. Brought back unused."
    part.back, part.back_on, part.why_back = 1590, day.ago(58), "One bag had split."
    return [
        Someone(
            "Eleanor",
            "Price",
            street="10 Maple Avenue",
            town=EAST,
            phone="802 555 0140",
            opened=day.ago(580),
            source="the town paper",
            birthday=(2, 29, 1968),
            note="A surprise for her brother: not a word about it before the day.",
            purchases=[
                bought(day.ago(580), "wreath of fir and holly", reveal=day.ago(560)),
                bought(day.ago(3), "bird bath of cast stone", reveal=day.ahead(24)),
            ],
        ),
        Someone(
            "Liam",
            "Joyce",
            street="13 River Road",
            town=FALLS,
            phone="802 555 0141",
            opened=day.ago(300),
            source="found us online",
            persona="pet first",
            purchases=[whole],
        ),
        Someone(
            "Carmen",
            "Vasquez",
            street="58 Mill Street",
            town=FALLS,
            phone="802 555 0142",
            opened=day.ago(510),
            source="walked past",
            birthday=day.born(88),
            news=(("congratulation", day.ago(74), "Her dahlias took first prize at the county fair."),),
            purchases=[bought(day.ago(510), "wildflower seeds", 3), part],
        ),
        Someone(
            "Åse",
            "Bjørnstad",
            street="Fjellveien 12",
            town=("Bergen", "", "5019"),
            country="NO",
            email="aase@postbox.example",
            opened=day.ago(420),
            source="a friend",
            note="Orders seeds for her cabin whenever she visits her sister in Pine Crossing.",
            purchases=[bought(day.ago(420), "wildflower seeds", 10), bought(day.ago(75), "tulip and crocus bulbs", 5)],
        ),
    ]


def _businesses(day: Almanac) -> list[Someone]:
    """Firms that buy for their customers."""
    return [
        Someone(
            company="Pine Crossing Veterinary Clinic",
            kind="business",
            street="1 Old Stage Road",
            town=PINE,
            phone="802 555 0143",
            email="front@pineclinic.example",
            opened=day.ago(710),
            source="farmers' market",
            persona="pet first",
            tags=("wholesale", "delivery"),
            members=[One("Dr. Anneliese Voß", "contact", day.born(190))],
            purchases=[bought(day.ago(days), "dog food, 30 pounds", 6) for days in (710, 560, 430, 300, 185, 60)],
            touches=[Touch(day.ago(60), "in person", "Sends every new puppy owner to us.", "in", "positive")],
        ),
        Someone(
            company="Bon Pain Bakery",
            kind="business",
            street="8 Mill Street",
            town=FALLS,
            phone="802 555 0144",
            opened=day.ago(490),
            source="walked past",
            tags=("delivery",),
            members=[One("Émile Fontaine", "contact")],
            purchases=[bought(day.ago(days), "hanging baskets", 4) for days in (490, 180)],
        ),
    ]
