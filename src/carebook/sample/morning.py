"""Those whom this morning is about: thank-yous, welcome, surveys, birthdays and anniversaries that are due or held."""

from __future__ import annotations

from carebook.sample.almanac import Almanac
from carebook.sample.goods import bought
from carebook.sample.names import EAST, FALLS, PINE, QUARRY
from carebook.sample.people import One, Someone


def this_morning(day: Almanac) -> list[Someone]:
    """Return those who have just bought, who are asked how the shop does, and whose day is near."""
    return [*_just_bought(day), *_asked(day), *_yearly_days(day)]


def _just_bought(day: Almanac) -> list[Someone]:
    """Thank-yous: by post, e-mail and phone, one that nothing can reach, one that lapsed yesterday."""
    return [
        Someone(
            "Søren",
            "Lindqvist",
            "household",
            street="14 Orchard Lane",
            town=FALLS,
            phone="802 555 0111",
            email="lindqvist@postbox.example",
            opened=day.ago(700),
            source="walked past",
            persona="flower lover",
            birthday=day.born(140, 52),
            members=[One("Astrid Lindqvist", "partner", day.born(201, 49)), One("Nils Lindqvist", "child", minor=True)],
            purchases=[bought(day.ago(700), "lavender in pots", 3), bought(day.ago(330), "amaryllis in a pot", 2)],
        ),
        Someone(
            "Иван",
            "Петров",
            street="27 River Road, Apt 3",
            town=FALLS,
            phone="802 555 0112",
            opened=day.ago(520),
            source="a friend",
            persona="kitchen gardener",
            note="Reads English, writes Russian.\nGave us his grandmother's recipe for pickled cucumbers.",
            purchases=[bought(day.ago(520), "seed starting kit"), bought(day.eve, "heated water bowl for birds")],
            waits="thank_you",
        ),
        Someone(
            "Ελένη",
            "Παπαδοπούλου",
            email="eleni@inbox.example",
            mobile="802 555 0113",
            opened=day.ago(410),
            source="found us online",
            persona="balcony gardener",
            note="Everything by e-mail, please: her letter box is shared.",
            stops=(("no-phone", day.ago(400), "asked at the counter: she works nights"),),
            permissions=(("e-mail", day.ago(410), "ticked the box in the shop"),),
            purchases=[bought(day.ago(410), "lavender in pots", 2), bought(day.eve, "leather gloves")],
            waits="thank_you",
        ),
        Someone(
            "Walt",
            "Pruitt",
            phone="802 555 0114",
            opened=day.ago(655),
            source="walked past",
            persona="pet first",
            note="Eighty-eight, no letter box worth the name. Likes to be rung up.",
            purchases=[
                bought(day.ago(655), "suet and bird seed for the winter"),
                bought(day.eve, "potting soil, 40 quarts", 2),
            ],
            waits="thank_you",
        ),
        Someone(
            called="Juniper",
            source="farmers' market",
            persona="flower lover",
            note="Pays cash and gives no address. Brings us sourdough.",
            purchases=[bought(day.ago(95), "wildflower seeds", 4), bought(day.eve, "watering can of zinc")],
        ),
        Someone(
            "Bernard",
            "Achterberg",
            street="9 Quarry Road",
            town=QUARRY,
            phone="802 555 0115",
            opened=day.ago(380),
            source="the town paper",
            purchases=[bought(day.ago(380), "leaf rake"), bought(day.two_open_days_before(day.eve), "pruning shears")],
            waits="thank_you",
        ),
    ]


def _asked(day: Almanac) -> list[Someone]:
    """Welcome and the surveys: in time, late, put off."""
    return [
        Someone(
            "Thanh",
            "Nguyễn",
            "household",
            street="6 Willow Court",
            town=EAST,
            email="thanh.nguyen@inbox.example",
            opened=day.ago(11),
            source="a friend",
            persona="new home",
            note="Just moved in. Wants to do the whole front bed in spring, and asked for a plan.",
            members=[One("Linh Nguyễn", "partner"), One("Mochi", "pet", day.born(75, 3), note="Shiba, shy of brooms")],
            tags=("delivery",),
            waits="welcome",
        ),
        Someone(
            "Margaret",
            "O'Brien",
            street="41 Church Street",
            town=FALLS,
            phone="802 555 0116",
            opened=day.ago(690),
            source="walked past",
            persona="flower lover",
            birthday=day.born(-60, 67),
            purchases=[
                bought(day.ago(690), "bird bath of cast stone"),
                bought(day.ago(9), "winter cover for shrubs", 3),
            ],
            waits="how_did_we_do",
        ),
        Someone(
            company="Alder Falls Guest House",
            kind="business",
            street="2 Bridge Street",
            town=FALLS,
            phone="802 555 0117",
            email="desk@guesthouse.example",
            opened=day.ago(600),
            source="farmers' market",
            persona="landscaper",
            members=[One("Colette Dufour", "contact", day.born(120))],
            tags=("wholesale", "delivery"),
            purchases=[bought(day.ago(600), "hanging baskets", 12), bought(day.ago(17), "wreath of fir and holly", 8)],
            waits="how_did_we_do",
        ),
        Someone(
            "Pieter",
            "van der Berg",
            street="118 Old Stage Road",
            town=PINE,
            phone="802 555 0118",
            opened=day.months_before(-6, 18),
            source="a friend",
            persona="kitchen gardener",
            purchases=[bought(day.ago(500), "raised bed of cedar", 2), bought(day.ago(210), "seed potatoes", 3)],
            waits="how_are_we_doing",
        ),
        Someone(
            "Dolores",
            "Ibáñez",
            street="33 School Street",
            town=FALLS,
            phone="802 555 0119",
            opened=day.months_before(-12, 18),
            source="school fair",
            persona="balcony gardener",
            note="Away at her daughter's for a week. The survey can wait until she is back.",
            purchases=[
                bought(day.ago(480), "tomato and pepper seedlings", 2),
                bought(day.ago(160), "lavender in pots"),
            ],
            waits="how_are_we_doing",
        ),
    ]


def _yearly_days(day: Almanac) -> list[Someone]:
    """Birthdays of people, children and pets, one of them printed and still on the table; anniversaries."""
    return [
        Someone(
            "יעל",
            "כהן",
            salutation="Dear Yael,",
            street="4 Birch Lane",
            town=FALLS,
            phone="802 555 0130",
            opened=day.ago(360),
            source="a friend",
            persona="balcony gardener",
            note="Says Yael when she rings.",
            purchases=[bought(day.ago(360), "amaryllis in a pot"), bought(day.ago(170), "lavender in pots", 4)],
            birthday=day.born(9, 41),
            waits="birthday",
        ),
        Someone(
            "Ann",
            "Park",
            "household",
            street="77 Maple Avenue",
            town=EAST,
            email="ann.park@hillmail.example",
            phone="802 555 0121",
            opened=day.ago(560),
            source="school fair",
            persona="pet first",
            members=[
                One("John Park", "partner", day.born(95, 44)),
                One("Ellie Park", "child", day.born(5, 9), minor=True, note="Has a rabbit hutch of her own design"),
                One("Clover", "pet", day.born(260, 2), note="Rabbit"),
            ],
            wedding=(6, 21, day.today.year - 15),
            purchases=[
                bought(day.ago(560), "rabbit hay and pellets", 2),
                bought(day.ago(130), "rabbit hay and pellets", 3),
            ],
            waits="birthday",
        ),
        Someone(
            "Wendell",
            "Oakes",
            street="3 Cider Hill Road",
            town=PINE,
            phone="802 555 0122",
            opened=day.ago(590),
            source="walked past",
            birthday=day.born(8, 71),
            purchases=[bought(day.ago(590), "apple tree, two years old", 2), bought(day.ago(300), "leather gloves")],
            waits="birthday",
        ),
        Someone(
            "Tanya",
            "Whitaker",
            "household",
            street="12 Birch Lane",
            town=FALLS,
            phone="802 555 0123",
            opened=day.ago(470),
            source="found us online",
            persona="pet first",
            members=[One("Bruno", "pet", day.born(8, 6), note="Bernese mountain dog, steals gloves")],
            purchases=[bought(day.ago(470), "dog food, 30 pounds", 2), bought(day.ago(110), "dog bed, washable")],
            waits="pet_birthday",
        ),
        Someone(
            "Ramón",
            "Zapata",
            street="64 River Road",
            town=FALLS,
            phone="802 555 0124",
            opened=day.months_before(1, 48),
            source="a friend",
            persona="landscaper",
            purchases=[bought(day.ago(400), "shade cloth", 4), bought(day.ago(150), "drip hose, 50 feet", 2)],
            waits="anniversary",
        ),
        Someone(
            "Florence",
            "Ames",
            street="20 Mill Street",
            town=FALLS,
            phone="802 555 0125",
            opened=day.months_before(2, 36),
            source="walked past",
            purchases=[bought(day.ago(350), "wildflower seeds", 6), bought(day.ago(140), "bird bath of cast stone")],
            waits="anniversary",
        ),
    ]
