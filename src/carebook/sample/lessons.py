"""Cases that are closed, one or more with each outcome, and what Rosie changed after them.

Three of them have one root cause within 90 days, which raises the alert (CMP-7).
"""

from __future__ import annotations

from carebook.sample.cases import (
    Asked,
    Closed,
    Delayed,
    FollowedUp,
    Heard,
    Offered,
    OnTop,
    PutRight,
    Refused,
    Trouble,
    Wrote,
)

_QUALITY = "Supplier's quality"

LESSONS = (
    Trouble(
        *("Roland Whitcomb", "dog food, 30 pounds", 172, "the same bag was charged twice"),
        "I have looked at my card and you took it twice. I only carried one bag home, I can tell you that.",
        *("Wrong bill or price", "money"),
        (
            Heard(172),
            Asked(172, "Just the money back, please."),
            Offered(172, "refund", "the $54.90 that we took twice", 5490, 1),
            Wrote(172, "adjustment"),
            PutRight(171, "Refunded to the card."),
            FollowedUp(164, 5, "That was quick."),
            Closed(164, "recovered", "Our own slip", "We read the slip aloud before the card goes in."),
        ),
    ),
    Trouble(
        *("Katarzyna Wiśniewska", "pruning shears", 141, "the blade came loose after a week"),
        "A week old and the blade wobbles. I paid for good ones so that this would not happen.",
        *("Broken or faulty", "goods"),
        (
            Wrote(140, "complaint_acknowledgement"),
            Asked(139, "A pair that holds."),
            Offered(
                *(138, "replacement", "a new pair from another workshop, brought to your door", 1900, 4),
                OnTop("a small gift", "a tin of blade oil", 450),
                "A rivet in that batch is too soft, and we had not tried one before we put them on the shelf",
                "We sent the whole batch back",
            ),
            Wrote(138, "adjustment"),
            PutRight(135, "Brought to her door."),
            Wrote(127, "recovery_follow_up"),
            FollowedUp(124, 5, "They cut like butter."),
            Closed(124, "recovered", _QUALITY, "We sent the whole batch back, and try one pair of every new one."),
        ),
        via="e-mail",
    ),
    Trouble(
        *("Abner Tuttle", "leather gloves", 130, "the gloves shrank beside the stove"),
        "I hung them over the stove to dry and now they would fit my grandson. Good leather does not do that.",
        *("Broken or faulty", "goods"),
        (
            Wrote(129, "complaint_acknowledgement"),
            Asked(128, "All the money back."),
            Refused(
                126,
                "Any leather shrinks when it dries in great heat, and we found the seams and the hide of yours sound.",
                "We will oil and stretch them for you at no cost. If they stay too small, a new pair is yours for"
                " what we paid for it.",
            ),
            Wrote(125, "refusal"),
            Closed(
                *(110, "refused", "Outside our hands"),
                "Nothing, because the gloves were good. We now say at the counter how to dry them.",
            ),
        ),
        via="in person",
    ),
    Trouble(
        *("Douglas Peck", "topsoil, two cubic yards", 121, "the soil did not come on the day that we named"),
        "I took the day off for it. I sat on the porch from eight to five with two shovels and my brother.",
        *("Late", "service"),
        (
            Heard(120),
            Asked(119, "Bring it on the day you say."),
            Offered(118, "redo", "the whole load, and two of us to wheel it to the beds", 6000, 3),
            Wrote(118, "adjustment"),
            Delayed(113, "The truck is being mended. Eight o'clock on the new day, and Rosie comes along.", 2),
            Closed(
                *(108, "unrecovered", "No time planned"),
                "He bought it elsewhere, and fairly so. We name a day only once the truck is free on it.",
            ),
        ),
    ),
    Trouble(
        *("Beryl Osgood", "", 104, "one of us was short with you at the till"),
        "The young man sighed at me. I was counting coins, I am eighty, and he sighed.",
        *("Rude or careless", "attention"),
        (
            Heard(103),
            Asked(103, "leaves it to us"),
            Offered(
                *(102, "apology in person", "Rosie would like to come by with the one who sighed", 0, 3),
                OnTop("a handwritten note", "a card from all of us", 0),
            ),
            Wrote(102, "adjustment"),
            PutRight(100, "They had tea. He carried her wood in."),
            FollowedUp(92, None),
            Closed(68, "no answer", "Training", "Nobody works the till alone in the Saturday rush."),
        ),
        via="in person",
    ),
    Trouble(
        *("Simone Archambault", "dog bed, washable", 82, "the zip of the cover broke in the first wash"),
        "Washable, it says. The zip did not get through one wash.",
        *("Broken or faulty", "goods"),
        (
            Wrote(82, "complaint_acknowledgement"),
            Asked(81, "A cover with a zip that works."),
            Offered(80, "replacement", "a new cover with a zip of metal", 1800, 5),
            Wrote(80, "adjustment"),
            PutRight(76),
            Wrote(69, "recovery_follow_up"),
            FollowedUp(66, 4),
            Closed(66, "recovered", _QUALITY, "We only order covers with zips of metal now."),
        ),
    ),
    Trouble(
        *("Odette Marchand", "clay fire bowl", 78, "the bowl cracked while a fire was burning in it"),
        "It went off like a shot. Nobody sat near it, and I do not like to think further than that.",
        *("Broken or faulty", "money"),
        (
            Heard(78),
            Asked(78, "My money, and that you tell the others."),
            Offered(
                *(77, "refund", "all that you paid, and we fetch what is left of the bowl", 7800, 2),
                OnTop("a small gift", "a lantern for the terrace", 1500),
                "A bowl of this firing can crack when it gets very hot",
                "We took the bowls off the shelf, and write to everyone who has one",
            ),
            Wrote(77, "adjustment"),
            PutRight(76, "Refunded. We carried the pieces away."),
            FollowedUp(67, 5, "You wrote to them all. I heard it from two."),
            Closed(67, "recovered", "Our own slip", "We light every new bowl for an evening before we sell it."),
        ),
        severity="urgent",
    ),
    Trouble(
        *("Zoltán Fekete", "scratching post", 74, "the post came off its foot"),
        "The cat looked at me as if I had built it.",
        *("Broken or faulty", "goods"),
        (
            Heard(73),
            Asked(73, "Somebody to fix it."),
            Offered(72, "repair", "it gets a longer bolt", 300, 3),
            Wrote(72, "adjustment"),
            PutRight(70),
            FollowedUp(62, 5, "She sits on it and looks down on me."),
            Closed(62, "recovered", _QUALITY, "Every post gets the longer bolt before it leaves."),
        ),
        severity="small",
    ),
    Trouble(
        *("Quarry Bridge Kennels", "dog food, 30 pounds", 57, "two of the sacks were torn"),
        "Two sacks of six torn, and the food all over our storeroom.",
        *("Broken or faulty", "goods"),
        (
            Wrote(57, "complaint_acknowledgement"),
            Asked(56, "Two whole sacks, and soon: we feed twelve dogs.", "e-mail"),
            Offered(
                *(56, "replacement", "two new sacks, brought to you", 6200, 1),
                OnTop("free delivery", "this month's delivery without charge", 900),
            ),
            Wrote(56, "adjustment"),
            PutRight(55),
            FollowedUp(47, 4),
            Closed(47, "recovered", _QUALITY, "We look over every pallet before we sign for it."),
        ),
        via="e-mail",
    ),
    Trouble(
        *("Ingrid Halvorsen", "watering can of zinc", 44, "the can holds less than its label says"),
        "Two gallons, it says. I measured it twice, and it is nothing like two gallons.",
        *("Wrong goods", "goods"),
        (
            Heard(43),
            Closed(
                *(42, "withdrawn", "Outside our hands"),
                "Nothing, because she had measured with her English jug, and rang to say so herself, laughing.",
            ),
        ),
        severity="small",
    ),
    Trouble(
        *("Felix Amundsen", "potting soil, 40 quarts", 33, "the sacks came three days after the day that we named"),
        "My seedlings stood in the bath for three days. We all washed at the neighbors'.",
        *("Late", "money"),
        (
            Heard(33),
            Asked(32, "I should not pay for a delivery like that."),
            Offered(
                *(32, "discount", "the $15 for bringing it", 1500, 2),
                OnTop("a small gift", "a tray of herbs", 600),
                "We had written the order on the wrong day's sheet",
                "There is one sheet now, and it hangs by the door",
            ),
            Wrote(31, "adjustment"),
            PutRight(30),
            Wrote(23, "recovery_follow_up"),
            FollowedUp(20, 4),
            Closed(20, "recovered", "Order taken down wrong", "There is one sheet now, and it hangs by the door."),
        ),
    ),
)
