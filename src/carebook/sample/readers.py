"""More of this morning: those who read what the shop sends out, tonight's cards, promised calls, season's greetings."""

from __future__ import annotations

from carebook.sample.almanac import Almanac
from carebook.sample.goods import bought
from carebook.sample.names import EAST, FALLS, PINE, QUARRY
from carebook.sample.people import One, Someone, Touch


def readers(day: Almanac) -> list[Someone]:
    """Return those whom campaigns, cards and greetings go to this morning."""
    return [*_subscribers(day), *_cards(day), *_greeted(day)]


def _subscribers(day: Almanac) -> list[Someone]:
    """Those who asked for the newsletter, and those whom the promotion is for."""
    return [
        Someone(
            "Priya",
            "Chaudhry",
            street="8 Willow Court",
            town=EAST,
            email="priya.chaudhry@postbox.example",
            opened=day.ago(620),
            source="found us online",
            persona="flower lover",
            tags=("newsletter",),
            permissions=(("e-mail", day.ago(620), "signed the list at the counter"),),
            purchases=[bought(day.ago(620), "hanging baskets", 2), bought(day.ago(230), "tomato and pepper seedlings")],
            waits="newsletter",
        ),
        Someone(
            "Νίκος",
            "Αντωνίου",
            salutation="Dear Nikos,",
            street="55 Church Street",
            town=FALLS,
            phone="802 555 0126",
            opened=day.ago(450),
            source="the town paper",
            tags=("newsletter",),
            note="No computer. Gets the newsletter on paper, and reads it aloud at the barber's.",
            purchases=[bought(day.ago(450), "leaf rake"), bought(day.ago(180), "seed potatoes", 2)],
            waits="newsletter",
        ),
        Someone(
            "Vera",
            "Kowalski",
            street="19 Orchard Lane",
            town=FALLS,
            phone="802 555 0127",
            opened=day.ago(610),
            source="a friend",
            persona="flower lover",
            tags=("first pick",),
            purchases=[bought(day.ago(610), "bare-root roses", 3), bought(day.ago(250), "bare-root roses", 2)],
            waits="promotion",
        ),
        Someone(
            "Curtis",
            "Bellamy",
            email="curtis@hillmail.example",
            opened=day.ago(430),
            source="found us online",
            persona="kitchen gardener",
            tags=("first pick", "compost course"),
            permissions=(("e-mail", day.ago(200), "said yes on the phone"),),
            purchases=[bought(day.ago(430), "seed starting kit"), bought(day.ago(220), "apple tree, two years old")],
            waits="promotion",
        ),
        Someone(
            "Sylvia",
            "Reyes",
            email="s.reyes@inbox.example",
            opened=day.ago(390),
            source="found us online",
            tags=("first pick",),
            note="We have her e-mail from an order, but never asked whether offers may go there.",
            purchases=[bought(day.ago(390), "hanging baskets")],
            waits="promotion",
        ),
    ]


def _cards(day: Almanac) -> list[Someone]:
    """Tonight's cards, a household in its quiet period, and promised calls."""
    call = "Wants a price for twelve cedar beds at the school. Rosie rings on the day that was agreed."
    return [
        Someone(
            "Ruth",
            "Goldstein",
            "household",
            street="30 Maple Avenue",
            town=EAST,
            phone="802 555 0128",
            opened=day.ago(680),
            source="a friend",
            persona="flower lover",
            members=[One("Aaron Goldstein", "partner", (2, 11, 1949), died_on=day.ago(4))],
            quiet_from=day.ago(2),
            tags=("newsletter",),
            purchases=[bought(day.ago(680), "bare-root roses", 4), bought(day.ago(200), "hanging baskets", 2)],
            news=(("condolence", day.ago(2), "Her husband Aaron has died after a long illness."),),
            waits="condolence",
        ),
        Someone(
            "Marcus",
            "Farrow",
            "household",
            street="81 Hilltop Drive",
            town=FALLS,
            phone="802 555 0129",
            opened=day.ago(540),
            source="school fair",
            members=[
                One("Imani Farrow", "partner"),
                One("Zora Farrow", "child", (4, 2, day.today.year - 16), minor=True),
            ],
            purchases=[bought(day.ago(540), "potting soil, 40 quarts", 6), bought(day.ago(190), "drip hose, 50 feet")],
            waits="congratulation",
        ),
        Someone(
            "Karen",
            "Thorne",
            street="15 School Street",
            town=FALLS,
            phone="802 555 0131",
            company="Alder Falls School",
            opened=day.ago(660),
            source="school fair",
            persona="landscaper",
            tags=("wholesale",),
            purchases=[bought(day.ago(660), "raised bed of cedar", 3), bought(day.ago(260), "seed starting kit", 10)],
            touches=[Touch(day.ago(8), "phone", call, "in", "later", day.today)],
        ),
        Someone(
            "Oscar",
            "Lund",
            street="52 Old Stage Road",
            town=PINE,
            phone="802 555 0132",
            opened=day.ago(340),
            source="walked past",
            purchases=[
                bought(day.ago(340), "heated water bowl for birds"),
                bought(day.ago(120), "cat litter and food"),
            ],
        ),
    ]


def _greeted(day: Almanac) -> list[Someone]:
    """The season's greetings that are still to be signed, in their season."""
    names = (("Beatrix", "Young", FALLS), ("Gustavo", "Peña", QUARRY))
    return [
        Someone(
            given,
            family,
            street=f"{11 + 12 * place} Cider Hill Road",
            town=town,
            phone=f"802 555 01{33 + place}",
            opened=day.ago(320 + 90 * place),
            source="a friend",
            purchases=[
                bought(day.ago(320 + 90 * place), "watering can of zinc"),
                bought(day.ago(200), "hanging baskets"),
            ],
            waits="seasons_greeting",
        )
        for place, (given, family, town) in enumerate(names)
    ]
