"""Names, streets and small remarks out of which the crowd of the sample is made."""

from __future__ import annotations

FALLS = ("Alder Falls", "VT", "05097")
EAST = ("East Alder", "VT", "05098")
PINE = ("Pine Crossing", "VT", "05099")
QUARRY = ("Quarry Bridge", "NH", "03599")
TOWNS = (FALLS, EAST, PINE, QUARRY)
"""Made-up places around the shop: town, state and postcode."""

STREETS = (
    *("Mill Street", "Maple Avenue", "Quarry Road", "Church Street", "Orchard Lane", "River Road", "School Street"),
    *("Hilltop Drive", "Birch Lane", "Old Stage Road", "Willow Court", "Bridge Street", "Cider Hill Road"),
)
GIVEN = (
    *("Alice", "Benjamin", "Carmen", "David", "Ebony", "Frank", "Grace", "Hugo", "Irene", "Jamal", "Karen", "Liam"),
    *("Maya", "Noah", "Olivia", "Pedro", "Quinn", "Rachel", "Samuel", "Tanya", "Umberto", "Vera", "Wendell", "Ximena"),
    *("Yusuf", "Zoë", "André", "Beatrix", "Curtis", "Dolores", "Elias", "Florence", "Gustavo", "Hannah", "Isaac"),
    *("Joan", "Kenji", "Lucía", "Marcus", "Nadia", "Oscar", "Priya", "Ramón", "Sylvia", "Theo", "Ursula", "Victor"),
)
FAMILY = (
    *("Abbott", "Baptiste", "Carver", "Dubois", "Ellison", "Fitzgerald", "Goldstein", "Haddad", "Ibarra", "Jensen"),
    *("Kowalski", "Larsson", "Marsh-Hill", "Nakamura", "O'Connell", "Peña", "Quigley", "Rossi", "Sørensen", "Tran"),
    *("Underwood", "Vasquez", "Whitaker", "Young", "Zimmermann", "Ames", "Bellamy", "Chaudhry", "Dunn", "Eriksson"),
    *("Farrow", "Grant", "Hollis", "Ivanova", "Joyce", "Kaur", "Lund", "Mbeki", "Novák", "Oakes", "Price", "Reyes"),
    *("Sato", "Thorne", "Usman", "Voss", "Wójcik", "Yates", "Zapata"),
)
PETS = ("Pippin", "Clover", "Moss", "Pepper", "Juno", "Olive", "Rusty", "Hazel", "Domino", "Waffles", "Ziggy")
FIRMS = ("Bakery", "Dental Practice", "Landscaping", "Veterinary Clinic", "Bookshop", "Guest House", "Coffee Bar")
SOURCES = ("walked past", "a friend", "farmers' market", "the town paper", "found us online", "school fair", "")
PERSONAS = ("kitchen gardener", "flower lover", "pet first", "balcony gardener", "landscaper", "new home", "")
TAGS = ("compost course", "delivery", "wholesale", "seed swap", "volunteer")
MAIL = ("postbox.example", "inbox.example", "hillmail.example")
NOTES = (
    "Clay soil, full sun at the back.",
    "Likes to be shown how, not told.",
    "Asks for peat-free soil only.",
    "Deer in the garden every spring.",
    "Parks at the side door. Help with heavy bags.",
    "Grows dahlias for the county fair.",
    "Prefers a call after six.",
    "Starting over after moving house.",
    "Has a greenhouse from her father.",
    "Two cats indoors, so no lilies.",
)
TALKS = (
    ("in person", "Asked about frost dates. We looked them up together.", "positive"),
    ("phone", "Wanted to know whether the delivery could come earlier. It could.", "positive"),
    ("in person", "The gloves were too small. Changed them on the spot.", "positive"),
    ("phone", "Left a message that the order is in.", "none"),
    ("e-mail", "Sent a picture of the front bed in bloom.", "positive"),
    ("phone", "Too busy this season to think about the hedge.", "negative"),
)
