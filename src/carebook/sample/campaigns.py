"""What Rosie wrote to many at once: newsletters, promotions, and notices to the buyers of a product."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from carebook.sample.almanac import Almanac
from carebook.sample.season import season
from carebook.sample.store import Row
from carebook.sample.troubled import FIRE_BOWL, STOOL

_ISSUED_AGO, _ISSUE_DAYS = 9, 91
_OVER_AGO, _OFFER_DAYS = 100, 28
_BOWLS_AGO, _SOLD_WITHIN = 70, 60
_PIECE_COST, _ANSWER_PROFIT = 85, 45_00
"""What a piece costs her, and what an answer brings, in cents."""

_OF_BOWLS = (
    "A bowl of this firing can crack when it gets very hot, and one of them did, on a terrace. Please light no fire in"
    " yours any more. We should have burned one for a whole evening ourselves before we put them on the shelf, and we"
    " had not. Now we do.\n\n"
    "You get all of your money back. We can fetch the bowl, or you keep it and plant thyme in it."
)
_OF_STOOLS = (
    "The pin that holds its legs open can work itself loose, and then the stool folds up under whoever sits on it. We"
    " found it on the one behind our own till. Please do not sit on yours until it has a new pin.\n\n"
    "We have the right pins here and fit one while you wait, or we come by and do it in your garden. If you would"
    " rather have your money back, you get all of it."
)


def campaigns(day: Almanac) -> Iterator[Row]:
    """Yield two newsletters, and a promotion and a notice each of some months ago and of today."""
    for issued in (day.ago(_ISSUED_AGO + _ISSUE_DAYS), day.ago(_ISSUED_AGO)):
        words, on = season(issued.month), issued.isoformat()
        issue = (words.issue, words.message, "", "newsletter", on, None, on, "", None, None)
        yield ("newsletter", *issue, _PIECE_COST, _ANSWER_PROFIT)
    for starts, tag in ((day.ago(_OVER_AGO), "seed swap"), (day.today, "first pick")):
        words, ends, on = season(starts.month), starts + timedelta(days=_OFFER_DAYS), starts.isoformat()
        what = (words.promotion, words.pitch, words.offer, tag)
        yield ("promotion", *what, on, ends.isoformat(), on, "", None, None, _PIECE_COST, _ANSWER_PROFIT)
    for starts, product, message in ((day.ago(_BOWLS_AGO), FIRE_BOWL, _OF_BOWLS), (day.today, STOOL, _OF_STOOLS)):
        on, since = starts.isoformat(), starts - timedelta(days=_SOLD_WITHIN)
        notice = (f"The {product}", message, "", "", on, None, on, product, since.isoformat(), on)
        yield ("product_notice", *notice, None, None)
