"""Cases that are open this morning, one at every stage, from one that was reopened to one of last evening."""

from __future__ import annotations

from carebook.sample.cases import (
    Asked,
    Closed,
    FollowedUp,
    Heard,
    Offered,
    OnTop,
    PutRight,
    Refused,
    Reopened,
    Trouble,
    Wrote,
)

UNSETTLED = (
    Trouble(
        *("Hannah Birnbaum", "dog bed, washable", 61, "the filling went flat within a few weeks"),
        "It was a bed when I bought it and it is a rug now.",
        *("Broken or faulty", "goods"),
        (
            Heard(60),
            Asked(60, "A bed that stays one."),
            Offered(59, "repair", "it gets a new filling", 900, 5),
            Wrote(59, "adjustment"),
            PutRight(55),
            FollowedUp(46, 3),
            Closed(46, "recovered", "Our own slip", "We weigh the filling before it goes in."),
            Reopened(2, "Flat again. She rang, and she was right to."),
        ),
    ),
    Trouble(
        *("Nell Cavanaugh", "watering can of zinc", 24, "the can leaks along its seam"),
        "By the time I am at the beans there is nothing left for the beans.",
        *("Broken or faulty", "goods"),
        (
            Heard(24),
            Asked(23, "A can that is tight."),
            Offered(22, "replacement", "a new can that stood full overnight on our counter", 1950, 4),
            Wrote(22, "adjustment"),
            PutRight(19),
            Wrote(12, "recovery_follow_up"),
            FollowedUp(3, 5, "Dry feet, wet beans."),
        ),
    ),
    Trouble(
        *("Rosalind Achebe", "potting soil, 40 quarts", 15, "the soil was full of stones"),
        "My seedlings are growing on gravel.",
        *("Broken or faulty", "goods"),
        (
            Wrote(14, "complaint_acknowledgement"),
            Asked(12, "Soil, please. I have stones of my own."),
            Offered(
                *(11, "replacement", "four sacks that we sieved ourselves", 3280, 3),
                OnTop("an hour of our time", "an hour of help with filling the boxes", 1800),
            ),
            Wrote(11, "adjustment"),
            PutRight(7, "The sacks are in her shed, and the boxes are filled."),
        ),
    ),
    Trouble(
        *("Ferdinand Kruse", "digging fork", 14, "the handle broke off at the first stone"),
        "It was one stone. I have seen spoons that would have moved it.",
        *("Broken or faulty", "goods"),
        (
            Heard(13),
            Asked(12, "A new handle would do."),
            Offered(10, "repair", "it gets a handle of ash", 700, 4),
            Wrote(10, "adjustment"),
        ),
    ),
    Trouble(
        *("Arthur Delacroix-Webb", "pruning shears", 9, "the spring jumped out at the first cut"),
        "I found the spring in the pond.",
        *("Broken or faulty", "goods"),
        (
            Heard(8),
            Asked(7, "A pair that stays together."),
            Offered(6, "replacement", "a new pair from another workshop", 1900, 7, agreed=False),
        ),
    ),
    Trouble(
        *("Lorna Fitch", "rabbit hay and pellets", 7, "the rabbit would not eat the hay"),
        "He sniffed at it and walked away. He has never done that with the hay from my cousin.",
        *("Other", "money"),
        (
            Heard(7),
            Asked(5, "My money back for all three sacks."),
            Refused(
                1,
                "We had the third sack looked at, and the hay in it is fresh and clean. Rabbits have their tastes, and"
                " this meadow is not to his.",
                "We will take the third sack back as it is, and give you a bag of meadow hay to try.",
            ),
        ),
        severity="small",
    ),
    Trouble(
        *("Teresa Moniz", "scratching post", 6, "the post came a week after the day that we named"),
        "You said Monday. The cat had found the sofa by Tuesday.",
        *("Late", "money"),
        (
            Heard(5),
            Asked(4, "leaves it to us"),
            Offered(
                *(1, "discount", "the $12 for bringing it", 1200, 5),
                OnTop("a small gift", "a bag of catnip, grown here", 350),
                "We had promised two deliveries for the same hour, and kept one of them",
                "Every hour on the sheet has room for one delivery now",
            ),
        ),
    ),
    Trouble(
        *("Maeve Gallagher", "rabbit hay and pellets", 4, "half of the hay was gray with mold"),
        "I counted: three of six bales. The rabbits counted faster and are living on carrots.",
        *("Broken or faulty", "goods"),
        (
            Wrote(3, "complaint_acknowledgement"),
            Asked(2, "Three bales that smell of summer.", "e-mail"),
        ),
        via="e-mail",
    ),
    Trouble(
        *("Walter Nakai", "dog food, 30 pounds", 4, "the food was months old and had moths in it"),
        "I opened the sack in the kitchen. In the kitchen! They are everywhere.",
        *("Broken or faulty", "goods"),
    ),
    Trouble(
        *("Thúy Đặng", "cat litter and food", 2, "we sent the wrong food"),
        "She is on the kidney food. This one is for kittens.",
        *("Wrong goods", "goods"),
        (Heard(1),),
        severity="urgent",
    ),
)
"""In the order of the days on which they were taken down."""

LAST = Trouble(
    *("Roland Whitcomb", "leather gloves", 1, "the left glove has a hole in its thumb"),
    "It is always me, isn't it? One glove is fine.",
    *("Broken or faulty", "goods"),
    severity="small",
    via="in person",
)
"""Taken down last evening; his second within 12 months, so that Rosie calls him herself (CMP-7)."""
