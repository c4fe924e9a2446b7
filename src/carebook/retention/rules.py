"""The laws of the retention desk: rhythm, worth, churn, and the order in which a customer is won back."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

from carebook.retention.model import (
    Churn,
    Ending,
    Liked,
    Permission,
    Tier,
    TradeOff,
    WinBack,
    WinBackStep,
    Yardstick,
)
from carebook.shop.model import Numbers

SLIPPING, DORMANT, LOST = (2, 30), (3, 60), (5, 90)
"""So many times the rhythm, and never before so many days of silence (VAL-1)."""
LEAN = 2
"""So many gaps of the shop's mean are added to the customer's own (VAL-1)."""
BEST, LEAST = 5, 5
"""One in so many is a VIP, and one in so many is low (VAL-3)."""
BIG_TIMES = 3
"""A sale of so many times the shop's mean sale is a big one."""
LESS_PERCENT = 70
"""Below so many percent of the year before is decreased spend, for who bought so often before (CHN-1)."""
OFTEN = 3
MOST_CONTACTS, CONTACT_DAYS = 3, 90
"""At most so many contacts in so many days while winning back, then stop (WIN-2)."""
PROBES = 2
"""So many probing questions have an answer before the why is known (WIN-1)."""
OWN_RATE_FROM = 20
"""After so many tries the shop's own rate stands in place of the rule of thumb (WIN-5)."""
STEP_DAYS = 7
"""The next step of a win-back waits so many days for an answer, and is late after as many more."""
CHANCES = {"existing": (60, 70), "lost": (20, 40), "prospect": (5, 20)}
"""The chance to sell to a customer, from and to so many percent, as it is commonly told (WIN-5)."""
PRICE_LEVELS = 3
"""Prices that differ more than so often are told in so many levels."""


# The lists (VAL-4) ------------------------------------------------------------------------------------------

WORKED_DAYS = 90
"""So long a worked entry stays off its list."""
ENQUIRY_DAYS, NEW_DAYS = 60, 30
"""A question waits for its answer on the list for so long, a new customer without a word for so long."""
BIG_SALE_DAYS = 14
"""A big sale is reassured about within so many days."""
SECOND_SALE_DAYS = 14
"""After so many days a first sale asks for a second."""
PRAISE_DAYS = 180
DELIGHTED, RECOMMENDS = 5, 9
"""Who was so content, or would recommend us so surely, within those days, is thanked and asked who else."""


# Rhythm (VAL-1, VAL-1b) ------------------------------------------------------------------------------------


def mean_gap(yardstick: Yardstick | None, numbers: Numbers) -> float:
    """Return the shop's mean gap in days; its set number where it has no gaps yet (VAL-1)."""
    known = yardstick.mean_gap if yardstick else None
    return known if known is not None else float(numbers.mean_gap_default)


def median_gap(yardstick: Yardstick | None, numbers: Numbers) -> float:
    """Return the median of customers' mean gaps in days; the shop's mean gap where there is none (VAL-1b)."""
    known = yardstick.median_gap if yardstick else None
    return known or mean_gap(yardstick, numbers)


def rhythm(purchase_days: int, first_on: date, last_on: date, shops_gap: float) -> float:
    """Return a customer's usual gap in days: their own gaps, leaned on the shop's (VAL-1)."""
    own_gaps = purchase_days - 1
    return ((last_on - first_on).days + LEAN * shops_gap) / (own_gaps + LEAN)


def first_day_beyond(last_on: date, rhythm_days: float, limit: tuple[int, int]) -> date:
    """Return the first day of more silence than so many times the rhythm, never before so many days of it (VAL-1)."""
    times, least = limit
    try:
        return last_on + timedelta(days=max(math.floor(times * rhythm_days) + 1, least))
    except OverflowError:
        return date.max


def return_score(purchase_days: int, silent_days: int, median_gap: float) -> float:
    """Return how likely a customer is to return, as a number to order by (VAL-1b)."""
    return purchase_days * math.exp(-silent_days / (2 * max(median_gap, 1.0)))


def return_order(purchase_days: int, last_on: date, median_gap: float) -> float:
    """Return what orders customers as `return_score` does on any day: its logarithm, counted from day 0."""
    return math.log(purchase_days) + last_on.toordinal() / (2 * max(median_gap, 1.0))


# Worth (VAL-2, VAL-3) ---------------------------------------------------------------------------------------


def lifetime_value(yearly: float, retention: float, discount: float) -> float:
    """Return what a customer brings from now on: margin a year, yearly retention, discount (VAL-2)."""
    return yearly * (1 + discount) / (1 + discount - retention)


def expected_profit(profit_24m: int, first_on: date, on: date, numbers: Numbers, *, is_lost: bool) -> int:
    """Return the profit to be expected of a customer, in minor units; of a lost one nothing (VAL-2).

    A year's margin is that of the last 24 months, or of the time since the first purchase where it is shorter, but
    of one year at the least.
    """
    if is_lost or profit_24m <= 0:
        return 0
    years = min(max((on - first_on).days / 365.25, 1.0), 2.0)
    return round(
        lifetime_value(profit_24m / years, numbers.retention_percent / 100, numbers.discount_percent / 100),
    )


def tier_of(profit_24m: int, vip_from: int | None, core_from: int | None) -> Tier | None:
    """Return a customer's tier by the limits of the day; None for one who brought no profit (VAL-3)."""
    if profit_24m <= 0 or vip_from is None or core_from is None:
        return None
    if profit_24m >= vip_from:
        return Tier.VIP
    return Tier.CORE if profit_24m >= core_from else Tier.LOW


def places_of_tiers(customers: int) -> tuple[int, int]:
    """Return how many of so many customers are VIPs, and how many are VIP or core (VAL-3)."""
    return math.ceil(customers / BEST), customers - customers // LEAST


# Churn (CHN-1) ----------------------------------------------------------------------------------------------


def churn_of(
    *, is_lost: bool, sales: int, spent_now: int, spent_before: int, products_now: int, products_before: int
) -> Churn | None:
    """Return in which way custom was lost: all of it, of some products, or of money (CHN-1)."""
    if is_lost:
        return Churn.ACCOUNT
    if 0 < products_now < products_before:
        return Churn.PRODUCTS
    less = 100 * spent_now < LESS_PERCENT * spent_before
    return Churn.SPEND if spent_now > 0 and less and sales >= OFTEN else None


# Winning back (WIN-1, WIN-2) --------------------------------------------------------------------------------

_MISSING = {
    WinBackStep.WANT: "First say that you want them back, or let them go",
    WinBackStep.WHY: "Why they left is not known yet: ask, and write down at least two answers and the reason",
    WinBackStep.OFFERS: "What was offered, by us and by others, is not written down yet",
    WinBackStep.RESPONSIBILITY: "We have not taken responsibility yet",
    WinBackStep.PERMISSION: "They have not been asked whether we may keep in touch",
}
_ORDER = list(WinBackStep)


def out_of_turn(case: WinBack, step: WinBackStep) -> str | None:
    """Return the step that is missing before one may be done, as a sentence; None where its turn has come (WIN-1)."""
    if case.ended_on:
        return "This win-back has ended. Open another one."
    waits = case.next_step or WinBackStep.OUTCOME
    if step is WinBackStep.OUTCOME or _ORDER.index(step) <= _ORDER.index(waits):
        return None
    return f"{_MISSING[waits]}."


def no_offer_letter(case: WinBack, *, standing: bool) -> str | None:
    """Return why an offer letter may not be written: no reason, or no permission (WIN-2, story 10)."""
    if case.ended_on:
        return "This win-back has ended, so no offer is made."
    missing = []
    if case.reason is None:
        missing.append("the reason why they left (step: why)")
    if case.permission == Permission.REFUSED:
        return "They asked us not to keep in touch, so no offer is written."
    if case.permission is None and not standing:
        missing.append("their permission to keep in touch (step: permission)")
    return f"An offer letter needs {' and '.join(missing)} first." if missing else None


def rests_until(contacts: Sequence[date], today: date) -> date | None:
    """Return until when a win-back rests because of so many contacts; None where another one may be made (WIN-2)."""
    recent = sorted(day for day in contacts if 0 <= (today - day).days < CONTACT_DAYS)
    if len(recent) < MOST_CONTACTS:
        return None
    return recent[-MOST_CONTACTS] + timedelta(days=CONTACT_DAYS)


def next_step_days(case: WinBack, last_on: date, contacts: Sequence[date], today: date) -> tuple[date, date]:
    """Return from when, and by when, the next step of a win-back is to be done (WIN-1, WIN-2).

    The first one at once; the others a week after the newest step, which gives a letter time to be answered, and not
    before the rest that so many contacts ask for is over.
    """
    due = last_on if case.next_step is WinBackStep.WANT else last_on + timedelta(days=STEP_DAYS)
    due = max(due, rests_until(contacts, today) or due)
    return due, due + timedelta(days=STEP_DAYS)


def not_before(case: WinBack, step: WinBackStep) -> date:
    """Return the first day that a step can be done on: that of the newest step before it (WIN-1)."""
    before = [case.days[earlier] for earlier in _ORDER[: _ORDER.index(step)]]
    if step is WinBackStep.OUTCOME:
        before.append(case.offered_on)
    return max((day for day in before if day), default=case.opened_on)


def endings(*, died: bool) -> tuple[Ending, ...]:
    """Return how a win-back can end; nobody who died comes back, or gets a farewell (SUP-1)."""
    return (Ending.STOPPED,) if died else tuple(Ending)


def success(outcomes: Sequence[str]) -> tuple[int, int]:
    """Return how many were won, of how many tries that ended; one that was let go was no try (WIN-5)."""
    tried = [outcome for outcome in outcomes if outcome != Ending.LET_GO]
    return sum(outcome == Ending.WON for outcome in tried), len(tried)


# The trade-off table (WIN-3) --------------------------------------------------------------------------------


def trade_off(ratings: Sequence[tuple[str, int | None, int]]) -> TradeOff | None:
    """Return how much each feature and each level of prices was liked; None where nothing was rated (WIN-3).

    `ratings` are feature, price in minor units, rating. Features that differ by capitals or accents alone are one.
    """
    if not ratings:
        return None
    limits = price_limits([price for _, price, _ in ratings if price is not None])
    named = {feature.casefold(): feature for feature, _, _ in reversed(ratings)}
    rows = [(feature.casefold(), _level_of(price, limits), float(rating)) for feature, price, rating in ratings]
    worths, adds = part_worths([(feature, str(level), rating) for feature, level, rating in rows])
    counts = Counter(one for feature, level, _ in rows for one in (("feature", feature), ("price", str(level))))
    features = [Liked(named[key], worths["feature", key], counts["feature", key]) for key in named]
    levels = sorted({level for _, level, _ in rows}, key=lambda level: (level is None, level))
    prices = [Liked(level, worths["price", str(level)], counts["price", str(level)]) for level in levels]
    best_first = sorted(features, key=lambda one: (-one.worth, one.level))
    mean = sum(rating for *_, rating in rows) / len(rows)
    return TradeOff(tuple(best_first), tuple(prices), tuple(limits), mean, adds)


def price_limits(prices: Sequence[int]) -> list[int]:
    """Return the highest price of each level but the last: a few prices each by itself, many in round thirds."""
    each = sorted(set(prices))
    if len(each) <= PRICE_LEVELS:
        return each[:-1]
    ordered = sorted(prices)
    cuts = (ordered[len(ordered) * part // PRICE_LEVELS] for part in range(1, PRICE_LEVELS))
    limits: list[int] = []
    for limit in sorted({_rounded(cut) for cut in cuts}):
        beyond = limits[-1] if limits else -1
        if any(beyond < price <= limit for price in each) and each[-1] > limit:
            limits.append(limit)
    return limits


def _rounded(price: int) -> int:
    """Round a price to its first digit, or to half of it."""
    half = 10 ** max(len(str(price)) - 1, 0) // 2
    return round(price / half) * half if half else price


def _level_of(price: int | None, limits: Sequence[int]) -> int | None:
    return None if price is None else bisect_left(limits, price)


def part_worths(
    ratings: Sequence[tuple[str, str, float]],
) -> tuple[dict[tuple[str, str], float], bool]:
    """Return how much each level of feature and price was liked, and whether it is by least squares (WIN-3).

    `ratings` are feature level, price level, rating. With at least two ratings more than levels the part-worths are
    effects around the mean, that sum to nought in each attribute; else the plain mean of each level.
    """
    levels = sorted({("feature", feature) for feature, _, _ in ratings} | {("price", price) for _, price, _ in ratings})
    if len(ratings) >= len(levels) + 2 and (solved := _least_squares(ratings, levels)):
        return solved, True
    means = {}
    for attribute, level in levels:
        place = 0 if attribute == "feature" else 1
        liked = [row[2] for row in ratings if row[place] == level]
        means[attribute, level] = sum(liked) / len(liked)
    return means, False


def _least_squares(
    ratings: Sequence[tuple[str, str, float]], levels: Sequence[tuple[str, str]]
) -> dict[tuple[str, str], float] | None:
    """Solve the normal equations of an effects-coded model; None where the ratings cannot tell the levels apart."""
    by = {name: [level for attribute, level in levels if attribute == name] for name in ("feature", "price")}

    def coded(feature: str, price: str) -> list[float]:
        row = [1.0]
        for name, level in (("feature", feature), ("price", price)):
            *free, last = by[name]
            row += [-1.0 if level == last else float(level == one) for one in free]
        return row

    design = [coded(feature, price) for feature, price, _ in ratings]
    size = len(design[0])
    equations = [
        [sum(row[i] * row[j] for row in design) for j in range(size)]
        + [sum(row[i] * rating for row, (_, _, rating) in zip(design, ratings, strict=True))]
        for i in range(size)
    ]
    solved = _solved(equations)
    if solved is None:
        return None
    found: dict[tuple[str, str], float] = {}
    rest = solved[1:]
    for name in ("feature", "price"):
        free = rest[: len(by[name]) - 1]
        rest = rest[len(by[name]) - 1 :]
        found |= {(name, level): worth for level, worth in zip(by[name], [*free, -sum(free)], strict=True)}
    return found


def _solved(equations: list[list[float]]) -> list[float] | None:
    """Solve linear equations by elimination; None where they have no single answer."""
    size = len(equations)
    for column in range(size):
        pivot = max(range(column, size), key=lambda row: abs(equations[row][column]))
        if abs(equations[pivot][column]) < 1e-9:
            return None
        equations[column], equations[pivot] = equations[pivot], equations[column]
        scale = equations[column][column]
        equations[column] = [value / scale for value in equations[column]]
        for row in range(size):
            if row != column and (factor := equations[row][column]):
                equations[row] = [a - factor * b for a, b in zip(equations[row], equations[column], strict=True)]
    return [row[-1] for row in equations]
