"""What customers are worth, in lines: concentration, tiers and what they share, months, cohorts (VAL-2, VAL-3)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from rich.cells import cell_len
from textual.content import Content

from carebook import money
from carebook.complaints.model import Share
from carebook.complaints.rules import FEW
from carebook.retention.figures import MONTHS, Cohort, KeptFigures, SalesFigures, Trait
from carebook.retention.model import Tier, Yardstick
from carebook.retention.rules import BEST, places_of_tiers
from carebook.shop.model import Numbers, Shop
from carebook.tui.panes.figures import QUIET, counted, labelled, prose, side_by_side, stacked
from carebook.tui.panes.retention_money import whole
from carebook.tui.text import fitted, plain, shortened
from carebook.tui.widgets.charts import columns, curve, nice_top, shaded

SIDE_BY_SIDE = 100
"""Cells from which two halves of the page stand beside each other."""
_CURVE_HEIGHT, _MONTHS_HEIGHT, _CURVE_WIDTH = 7, 6, 56
_MOST_COHORTS = 8
_COHORT = 9
_LABEL = 15
_PERCENT, _IN_BRACKETS = "{percent} %", "{n:,} of {of:,} ({percent} %)"
"""How a share is said in the table of years, and in a sentence."""
_NONE_YET = (
    "From the first sale on, this page shows what your customers bring: how much comes from the best of them, your "
    "three tiers and what each has in common, the months, and who still buys years after the first time. Press 2, "
    "choose a customer, and b enters a sale."
)
_COUNTING = "counting …"
_THINGS = {"persona": "persona", "source": "source", "product": "bought", "channel": "reach us by"}
_BEST = f"Your best {100 // BEST} %"
_CALLED = {Tier.VIP: "VIP", Tier.CORE: "Core", Tier.LOW: "Low"}


@dataclass(frozen=True)
class Worth:
    """What is known so far; the rest is being counted."""

    shop: Shop
    numbers: Numbers
    today: date
    yardstick: Yardstick | None
    kept: KeptFigures | None = None
    sales: SalesFigures | None = None
    problem: str = ""
    """Why nothing more will come."""

    def money(self, minor: int) -> str:
        """Write an amount in whole units."""
        return whole(minor, self.shop)


def laid_out(found: Worth, width: int) -> Iterator[Content]:
    """Yield the lines of the page."""
    if found.yardstick is None or not found.yardstick.customers:
        yield from prose(_NONE_YET, min(width, 76))
        return
    if width < SIDE_BY_SIDE:
        yield from stacked(found, width, _best, _tiers, _value, _months, _cohorts, _common)
        return
    half = width // 2
    left = stacked(found, half - 4, _best, _tiers, _value)
    right = stacked(found, width - half, _months, _cohorts)
    yield from side_by_side(left, right, half)
    yield from _common(found, width)


def _waiting(found: Worth, width: int) -> Iterator[Content]:
    yield from prose(found.problem or _COUNTING, width)


# Concentration and tiers (VAL-3) ---------------------------------------------------------------------------


def _best(found: Worth, width: int) -> Iterator[Content]:
    share = found.yardstick.top20_share if found.yardstick else None
    if share is None:
        yield plain("Nobody brought a profit in the last 24 months.", "bold")
        return
    if found.kept is None:
        yield plain("Who brings the profit", "bold")
        yield from _waiting(found, width)
        return
    brings = sum(one.customers for tier, one in found.kept.tiers.items() if tier)
    best, _ = places_of_tiers(brings)
    is_few = brings < FEW
    bring = f"bring{'s' if is_few and best == 1 else ''} {share * 100:.0f} % of the profit."
    few = f"Your best {best} of {brings} customers" if best > 1 else f"The best of your {brings} customers"
    yield from prose(f"{few if is_few else _BEST} {bring}", width, "bold")
    of = "" if is_few else f"{best:,} of {brings:,} customers · "
    yield from prose(f"{of}last 24 months, best first", width)
    room = min(width, _CURVE_WIDTH)
    if found.kept.curve:
        yield from curve(found.kept.curve, room, _CURVE_HEIGHT, 1 / BEST)
        yield Content.assemble(" " * 6, (fitted("▲ best fifth", room - 14), "$primary"), ("everyone", QUIET))


def _tiers(found: Worth, width: int) -> Iterator[Content]:
    yield plain("Three tiers", "bold")
    if found.kept is None:
        yield from _waiting(found, width)
        return
    yield from prose("customers, profit of 24 months, where it begins", width)
    everything = sum(one.profit for tier, one in found.kept.tiers.items() if tier)
    for tier in Tier:
        one = found.kept.tiers.get(tier)
        if one:
            share = f"{one.profit * 100 / everything:.0f} %" if everything else ""
            yield _tier_line(_CALLED[tier], one.customers, found.money(one.profit), share, _limit(found, tier), width)
    if others := found.kept.tiers.get(None):
        yield _tier_line("none", others.customers, "–", "", "no profit in 24 months", width)


def _tier_line(called: str, customers: int, profit: str, share: str, limit: str, width: int) -> Content:
    counts = f"{customers:>7,} {fitted(profit, 11, 'right')} {share:>5}"
    return Content.assemble((f"{called:<5}", "bold"), counts, "  ", (shortened(limit, width - 32), QUIET))


def _limit(found: Worth, tier: Tier) -> str:
    """Say from which profit in 24 months on a customer is in a tier."""
    shop, measured = found.shop, found.yardstick
    limit = measured and (measured.vip_from if tier is Tier.VIP else measured.core_from)
    if limit is None:
        return ""
    shown = money.shown(limit, shop.currency, shop.country)
    return f"below {shown} each" if tier is Tier.LOW else f"{shown} and more each"


# So far, and to come (VAL-2) -------------------------------------------------------------------------------


def _value(found: Worth, width: int) -> Iterator[Content]:
    yield plain("Profit so far, and to come", "bold")
    if found.kept is None:
        yield from _waiting(found, width)
        return
    yield from labelled("so far", found.money(found.kept.past), width, _LABEL)
    yield from labelled(
        "to be expected", f"{found.money(found.kept.expected)}, if they go on as they do", width, _LABEL
    )
    stayed, set_to = found.kept.stayed, found.numbers.retention_percent
    own = f"{counted(stayed, _IN_BRACKETS)} of the year before" if stayed.of else "not known before the second year"
    yield from labelled(
        "bought again", f"{own}; what is to come is reckoned with {set_to} %, a number you can set", width, _LABEL
    )


# Months ----------------------------------------------------------------------------------------------------


def _months(found: Worth, width: int) -> Iterator[Content]:
    yield plain("Taken in each month", "bold")
    if found.sales is None:
        yield from _waiting(found, width)
        return
    months = list(found.sales.months)
    yield from prose(_year_against_year(found, months), width)
    top = nice_top(max(amount for _, amount in months))
    label = max(len(found.money(round(top))) + 1, 4)
    room = (width - label - 1) // len(months)
    wide, gap = (max(room - 1, 1), 1) if room > 1 else (1, 0)
    axis = {0: found.money(round(top)), _MONTHS_HEIGHT - 1: "0"}
    split = MONTHS // 2 * (wide + gap)
    for row, line in enumerate(columns([amount for _, amount in months], top, _MONTHS_HEIGHT, width=wide, gap=gap)):
        at = fitted(axis.get(row, ""), label - 1, "right")
        yield Content.assemble((f"{at} ", QUIET), (line[:split], "$foreground 35%"), " ", (line[split:], "$primary"))
    for line in (_letters(months, wide, gap), _years(months, wide + gap)):
        yield Content.styled(f"{' ' * label}{line[:split].ljust(split)} {line[split:]}", QUIET)


def _year_against_year(found: Worth, months: Sequence[tuple[date, int]]) -> str:
    """Say what the last 12 whole months took beside the ones before; the running month is not over."""
    last, before = (sum(amount for _, amount in some) for some in (months[MONTHS // 2 :], months[: MONTHS // 2]))
    so_far = f"{months[-1][0]:%B} so far {found.money(months[-1][1])}"
    change = round(last * 100 / before - 100) if before > 0 and months[0][1] > 0 else 0
    more = f", {abs(change)} % {'more' if change > 0 else 'less'}" if change else ""
    return f"{found.money(last)} in the last 12 months, {found.money(before)} in the 12 before{more}; {so_far}"


def _letters(months: Sequence[tuple[date, int]], wide: int, gap: int) -> str:
    return (" " * gap).join(f"{month:%b}"[: min(wide, 3)].ljust(wide) for month, _ in months)


def _years(months: Sequence[tuple[date, int]], step: int) -> str:
    """Write each year under its January."""
    line = ""
    for place, (month, _) in enumerate(months):
        if month.month == 1:
            line = f"{line.ljust(place * step)}{month.year} "
    return line


# Cohorts ---------------------------------------------------------------------------------------------------


def _cohorts(found: Worth, width: int) -> Iterator[Content]:
    yield plain("Who still buys", "bold")
    if found.sales is None:
        yield from _waiting(found, width)
        return
    yield from prose("by the year of their first purchase", width)
    room = max((width - 16) // (_COHORT + 1), 1)
    first = min((one.year for one in found.sales.cohorts), default=found.today.year)
    years = list(range(first + 1, found.today.year + 1))[-min(room, _MOST_COHORTS) :]
    heads = "".join(f"{fitted(str(year), _COHORT - 1, 'right')}  " for year in years)
    yield Content.styled(f"{'first':<6}{'customers':>9} {heads}", QUIET)
    for one in found.sales.cohorts[-_MOST_COHORTS:]:
        yield _cohort(one, years)
    yield from prose(f"{found.today.year} is not over yet.", width)


def _cohort(one: Cohort, years: Iterable[int]) -> Content:
    cells: list[tuple[str, float | None]] = []
    for year in years:
        share = Share(one.bought.get(year, 0), one.customers)
        is_later = year > one.year and one.customers > 0
        cells.append((counted(share, _PERCENT) if is_later else "", share.n / share.of if is_later else None))
    return Content.assemble((f"{one.year:<6}", "bold"), f"{one.customers:>9,} ", shaded(cells, _COHORT))


# What tiers have in common (VAL-3) --------------------------------------------------------------------------


def _common(found: Worth, width: int) -> Iterator[Content]:
    yield plain("What they have in common", "bold")
    if found.sales is None:
        yield from _waiting(found, width)
        return
    yield from prose("What a tier has clearly more of than all who buy from you", width)
    for tier in Tier:
        traits = found.sales.traits.get(tier, ())
        if not traits:
            yield Content.assemble((f"{_CALLED[tier]:<5}", "bold"), ("nothing that stands out", QUIET))
        for place, trait in enumerate(traits):
            yield _trait(_CALLED[tier] if place == 0 else "", trait, width)


def _trait(called: str, trait: Trait, width: int) -> Content:
    counts, against = counted(trait.in_tier, _IN_BRACKETS), f"everyone {counted(trait.in_all, _IN_BRACKETS)}"
    room = min(max(width - 18 - cell_len(counts) - cell_len(against) - 5, 12), 30)
    return Content.assemble(
        (f"{called:<5}", "bold"),
        (f"{_THINGS[trait.what]:<12} ", QUIET),
        fitted(trait.value, room),
        "  ",
        counts,
        (f" · {against}", QUIET),
    )
