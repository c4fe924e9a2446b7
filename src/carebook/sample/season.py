"""What the shop has to say and to offer at the time of the year."""

from __future__ import annotations

from typing import NamedTuple


class Season(NamedTuple):
    """A quarter of the year in the shop's own words."""

    gathering: str
    issue: str
    message: str
    promotion: str
    pitch: str
    offer: str


_WINTER = Season(
    "Winter open evening",
    "Winter in the garden",
    "The beds are asleep, and so is most of the work. Three things are worth doing on a mild day: empty the rain"
    " barrel, look over the dahlias in the cellar, and leave the seed heads standing: the goldfinches live on them.\n\n"
    "Feed the birds every day or not at all, since they plan their mornings around you. Black sunflower seed is what"
    " most of them like best.\n\n"
    "We keep a stove going at the back of the shop until the thaw. Come in and warm your hands while you choose.",
    "Something for the birds",
    "Our winter seed has come in from the mill, and this year it is a good one: clean, heavy, mixed to our own list."
    " A few people hear of it before it goes on the shelf, and you are one of them.\n\n"
    "We can also show you how to hang a feeder so that it belongs to the birds and not to the squirrels.",
    "15 % off all bird seed and feeders",
)
_SPRING = Season(
    "Spring planting evening",
    "First warm days",
    "Everybody wants to plant too early, and so do we. Wait until the soil is warm enough to sit on. Until then, start"
    " tomatoes on a bright sill and turn them every day.\n\n"
    "Lawns first want air, then food. An hour with a fork does more good than a bag of anything.\n\n"
    "Our seedlings begin to come in with April. The chalkboard by the door says what came today.",
    "Room for one more tree",
    "Our young fruit trees came in last week, and there are more of them than we have room for. You like to"
    " choose while there is a choice, so we thought of you first.\n\n"
    "Any tree planted this month has the whole summer to settle. We will tell you how to water it.",
    "15 % off every fruit tree",
)
_SUMMER = Season(
    "Summer garden evening",
    "High summer",
    "Water early, water deep, and not every day. A finger in the soil tells more than a clock does.\n\n"
    "Cut lavender when half of it is open, and roses just above a leaf of five. Leave some thistles for the"
    " goldfinches, if your neighbors will let you.\n\n"
    "On hot days there is a bowl of water for dogs at the door, and lemonade for whoever is at the other end.",
    "Shade for the hot weeks",
    "The hot weeks are here, and our shade cloth and drip hoses are too. A few people hear"
    " of it before the sign goes up, and you are one of them.\n\n"
    "Bring the measure of the bed, and we will cut what you need.",
    "15 % off shade cloth and drip hoses",
)
_AUTUMN = Season(
    "Harvest evening",
    "Leaves and bulbs",
    "This is the best planting time of the year, whatever spring may say. The soil is warm, the rain does the watering,"
    " and roots have until the frost to settle in.\n\n"
    "Plant tulips as deep as your hand is long. Squirrels dig for what they smell, so wash the bulbs first.\n\n"
    "Leaves are worth keeping. Rake them under the shrubs and let the worms do the rest.",
    "Bulbs by the handful",
    "The bulbs have come in, and this year they are big ones. You like to choose while there is"
    " a choice, so you should have first pick.\n\n"
    "Fill a paper bag as you like. We will write down for you what is in it, and when it will bloom.",
    "15 % off all bulbs",
)


def season(month: int) -> Season:
    """Return what belongs to a month; November is early winter in Vermont."""
    return {11: _WINTER, 12: _WINTER, 1: _WINTER, 2: _WINTER, 3: _SPRING, 4: _SPRING, 5: _SPRING}.get(
        month, _SUMMER if month in (6, 7, 8) else _AUTUMN
    )
