"""Facts for letters: a shop and customers with every detail filled in, and with as little as can be."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from carebook.letters.facts import CampaignFacts, CustomerFacts, LetterFacts, OccasionFacts, SaleFacts, ShopFacts

TODAY = date(2026, 11, 25)
PRINTED_KINDS = (
    *("thank_you", "welcome", "how_did_we_do", "anniversary", "birthday", "pet_birthday", "appreciation"),
    *("seasons_greeting", "how_are_we_doing", "newsletter", "promotion"),
)
SHOP = ShopFacts(
    name="Rosie’s Garden Supplies",
    owner="Rosie Hart",
    phone="01225 555 0142",
    email="hello@rosies.example",
    website="rosies.example",
    address=("12 High Street", "Bath BA1 1AA"),
    country="GB",
)
CUSTOMER = CustomerFacts("Ann and John Park", ("Ann and John Park", "4 Mill Lane", "Bath BA2 3QT"), "Dear Ann and John")
FULL = LetterFacts(
    shop=SHOP,
    customer=CUSTOMER,
    today=TODAY,
    sale=SaleFacts("Brill lawn mower", date(2026, 11, 2)),
    occasion=OccasionFacts("Fifi", date(2026, 12, 4), 7),
    campaign=CampaignFacts(
        "Winter news", "The greenhouse is warm again.\n\nCome and see.", "10 % off", date(2026, 12, 20)
    ),
    bought=True,
    years=2,
    news="Opened a second shop",
    number=123,
)
BAREST = LetterFacts(
    shop=ShopFacts("Rosie’s", country="US"),
    customer=CustomerFacts(),
    today=TODAY,
    sale=SaleFacts("Brill lawn mower"),
    occasion=OccasionFacts("Fifi", date(2026, 12, 4)),
    campaign=CampaignFacts("", "The greenhouse is warm again.", "10 % off", date(2026, 12, 20)),
    years=1,
)
"""Only what a letter cannot do without."""


def in_country(country: str) -> ShopFacts:
    """Return the shop moved to another country."""
    return replace(SHOP, country=country)


def named(name: str, **changes: Any) -> LetterFacts:
    """Return full facts for a customer of another name, who has no salutation stored."""
    return replace(FULL, customer=CustomerFacts(name, (name, "4 Mill Lane", "Bath BA2 3QT")), **changes)
