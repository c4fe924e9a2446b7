"""What leaves in figures, and why they leave: the shop's own reasons beside the rule of thumb (CHN-1, CHN-2)."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from carebook.complaints.model import Share
from carebook.complaints.rules import FEW, percent
from carebook.retention.figures import Loss, Losses
from carebook.retention.model import RULE_OF_THUMB, Churn, Reason
from carebook.shop.model import Shop
from carebook.tui.panes.figures import QUIET, prose
from carebook.tui.panes.retention_leavers import HEADINGS
from carebook.tui.panes.retention_money import whole
from carebook.tui.text import fitted, plain, shortened
from carebook.tui.widgets.bars import bar

_REASON, _COUNT, _PERCENT, _TOLD, _SHORTEST_BAR, _LONGEST_BAR = 22, 5, 6, 5, 5, 24
_LOST = {
    Churn.ACCOUNT: "they brought {} of profit a year",
    Churn.PRODUCTS: "{} less profit a year",
    Churn.SPEND: "{} less profit a year",
}
_ASK = (
    "No reason is known yet. When somebody leaves, ask them: what they say is often not what one guesses. d notes the "
    "reason of the customer under the cursor, in their words; a win-back keeps it too."
)
_COMMONLY = (
    "“Commonly told” is a rule of thumb that goes from hand to hand; nobody measured it in your shop. Your own reasons "
    "say more."
)


def summary(found: Losses, shop: Shop, width: int) -> Iterator[Content]:
    """Yield a line for each way of leaving, and one for who was won back."""
    most = max((one.a_year for one in [*found.lost.values(), found.won_back]), default=0)
    for churn, heading in HEADINGS.items():
        one = found.lost.get(churn, Loss(0, 0, 0))
        yield _line(heading, one, most, _LOST[churn].format(whole(one.a_year, shop)), width)
    brings = f"they brought {whole(found.won_back.a_year, shop)} of profit a year"
    yield _line("Won back", found.won_back, most, brings, width, "$success")


def _line(called: str, one: Loss, most: int, said: str, width: int, colour: str = "$primary") -> Content:
    recently = f", {one.recently:,} in the last 12 months" if 0 < one.recently < one.customers else ""
    room = min(max(width - 20 - 8 - 58, 0), _LONGEST_BAR)
    said = said + recently if one.customers else ""
    return Content.assemble(
        (fitted(called, 20), "" if one.customers else QUIET),
        (f"{one.customers:>7,} ", "bold" if one.customers else QUIET),
        (bar(one.a_year, most, room) if room else "", colour),
        (" " + shortened(said, width - 29 - room), QUIET),
    )


def laid_out(found: Losses, width: int) -> Iterator[Content]:
    """Yield the lines of why customers leave."""
    known = sum(found.reasons.values())
    yield plain("Why they leave", "bold")
    if known:
        yield from prose(f"{known:,} {'customer' if known == 1 else 'customers'} whose reason is known", width)
    else:
        yield from prose(_ASK, width)
    yield Content("")
    yield Content.assemble(
        (fitted("", _REASON) + fitted("yours", _COUNT, "right"), QUIET),
        (fitted("commonly told", max(width - _REASON - _COUNT, 0), "right"), QUIET),
    )
    most = max(found.reasons.values(), default=0)
    for reason in sorted(Reason, key=lambda one: (-found.reasons.get(one, 0), -RULE_OF_THUMB.get(one, 0))):
        yield _reason(reason, found.reasons.get(reason, 0), known, most, width)
    yield Content("")
    few = f" With fewer than {FEW} cases only counts are shown." if 0 < known < FEW else ""
    yield from prose(_COMMONLY + few, width)


def _reason(reason: Reason, count: int, known: int, most: int, width: int) -> Content:
    percents = percent(Share(count, known))
    own = "" if percents is None or not count else f"{percents} %"
    told = f"{RULE_OF_THUMB[reason]} %" if reason in RULE_OF_THUMB else "–"
    room = min(width - _REASON - _COUNT - _PERCENT - _TOLD - 1, _LONGEST_BAR)
    room = room if room >= _SHORTEST_BAR else 0
    drawn = bar(count, most, room)
    taken = _REASON + _COUNT + 1 + room + _PERCENT
    return Content.assemble(
        fitted(reason, _REASON),
        (f"{count:>{_COUNT},}" if count else fitted("–", _COUNT, "right"), "bold" if count else QUIET),
        " ",
        (drawn, "$primary"),
        " ",
        fitted(own, _PERCENT - 1),
        (fitted(told, max(width - taken, 0), "right"), QUIET),
    )
