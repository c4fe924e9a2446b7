"""The laws of rhythm, worth and churn, as tables of cases (VAL-1 to VAL-3, CHN-1)."""

from __future__ import annotations

import math
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carebook.retention import rules
from carebook.retention.model import RULE_OF_THUMB, Churn, Reason, Standing, State, Tier, Yardstick
from carebook.shop.model import Numbers

ON = date(2026, 11, 25)
NUMBERS = Numbers()
PURCHASES = (date(2025, 1, 10), date(2025, 3, 12), date(2025, 5, 9), date(2025, 7, 15))
"""Story 8."""
LIMITS = (rules.SLIPPING, rules.DORMANT, rules.LOST)
gaps = st.floats(1, 1000)
past_days = st.dates(date(2000, 1, 1), ON)


def a_yardstick(mean_gap: float | None) -> Yardstick:
    return Yardstick(ON, 1, mean_gap, mean_gap, None, None, None, None)


def a_standing(last_on: date, rhythm: float) -> Standing:
    """A customer of this rhythm, of whom nothing else matters."""
    slipping, dormant, lost = (rules.first_day_beyond(last_on, rhythm, limit) for limit in LIMITS)
    return Standing(1, 4, last_on, last_on, rhythm, slipping, dormant, lost, 0, 0, 0, 0, 0, 0, None, None)


# VAL-1: rhythm and states ----------------------------------------------------------------------------------


def test_story_8_comes_out_to_the_day() -> None:
    """VAL-1, story 8: rhythm 65.2; slipping from day 131 of silence, dormant from 196, lost from 327."""
    last = PURCHASES[-1]
    rhythm = rules.rhythm(len(PURCHASES), PURCHASES[0], last, 70)
    assert rhythm == 65.2
    assert [(rules.first_day_beyond(last, rhythm, limit) - last).days for limit in LIMITS] == [131, 196, 327]


@pytest.mark.parametrize(
    ("silent", "state"),
    [
        (0, State.ACTIVE),
        (130, State.ACTIVE),
        (131, State.SLIPPING),
        (195, State.SLIPPING),
        (196, State.DORMANT),
        (326, State.DORMANT),
        (327, State.LOST),
        (5000, State.LOST),
    ],
)
def test_a_state_begins_on_its_first_day(silent: int, state: State) -> None:
    """VAL-1, story 8."""
    standing = a_standing(PURCHASES[-1], 65.2)
    on = PURCHASES[-1] + timedelta(days=silent)
    assert (standing.state(on), standing.silent_days(on)) == (state, silent)


@pytest.mark.parametrize(
    ("rhythm", "first_days"),
    [(1, [30, 60, 90]), (14.9, [30, 60, 90]), (15, [31, 60, 90]), (18, [37, 60, 91]), (20, [41, 61, 101])],
)
def test_nobody_slips_before_30_days_nor_is_lost_before_90(rhythm: float, first_days: list[int]) -> None:
    """VAL-1: above 2, 3, 5 times the rhythm, never before 30, 60, 90 days of silence."""
    assert [(rules.first_day_beyond(ON, rhythm, limit) - ON).days for limit in LIMITS] == first_days


@given(st.integers(1, 40), st.integers(0, 8000), st.integers(1, 3650), past_days)
def test_the_first_day_is_exact_however_the_rhythm_divides(count: int, span: int, shops_gap: int, last: date) -> None:
    """VAL-1: no day is lost to a rounding, as it is counted with fractions."""
    first = last - timedelta(days=span if count > 1 else 0)
    exact = Fraction((last - first).days + 2 * shops_gap, count + 1)
    rhythm = rules.rhythm(count, first, last, shops_gap)
    for times, least in LIMITS:
        silent = next(day for day in range(max(math.floor(times * exact) - 1, least), 30_000) if day > times * exact)
        assert rules.first_day_beyond(last, rhythm, (times, least)) == last + timedelta(days=silent)


@given(past_days, gaps)
def test_states_follow_one_another(last: date, rhythm: float) -> None:
    """VAL-1: nobody is dormant before they slipped, nor lost before they were dormant."""
    standing = a_standing(last, rhythm)
    assert last < standing.slipping_on <= standing.dormant_on <= standing.lost_on
    seen = [standing.state(last + timedelta(days=n)) for n in range(0, 6000, 7)]
    assert seen == sorted(seen, key=list(State).index)


def test_a_single_purchase_has_the_rhythm_of_the_shop() -> None:
    """VAL-1: no own gap, so only the shop's counts."""
    assert rules.rhythm(1, ON, ON, 70) == 70


def test_the_longest_silence_ends_with_the_calendar() -> None:
    """VAL-1: a rhythm of a century is no error."""
    assert rules.first_day_beyond(date(2026, 1, 1), 3e6, rules.LOST) == date.max


@pytest.mark.parametrize(
    ("yardstick", "expected"), [(None, 90), (a_yardstick(None), 90), (a_yardstick(41.5), 41.5), (a_yardstick(0.5), 0.5)]
)
def test_a_shop_without_gaps_goes_by_its_number(yardstick: Yardstick | None, expected: float) -> None:
    """VAL-1: 90 days, until it has gaps of its own."""
    assert rules.mean_gap(yardstick, NUMBERS) == expected


# VAL-1b: likely to return ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("purchase_days", "silent", "median", "score"),
    [
        (1, 0, 50, 1.0),
        (4, 0, 50, 4.0),
        (4, 100, 50, 4 * math.exp(-1)),
        (2, 30, 60, 2 * math.exp(-0.25)),
        (1, 2, 0.2, math.exp(-1)),
    ],
)
def test_who_bought_often_and_lately_returns(purchase_days: int, silent: int, median: float, score: float) -> None:
    """VAL-1b: purchase days x exp(-days silent / (2 x median))."""
    assert rules.return_score(purchase_days, silent, median) == pytest.approx(score)


buyers = st.tuples(st.integers(1, 60), st.integers(0, 2000))


@given(buyers, buyers, st.floats(0, 700), st.integers(0, 1000))
def test_the_order_kept_is_the_order_of_the_scores_on_any_day(
    one: tuple[int, int], other: tuple[int, int], median: float, later: int
) -> None:
    """VAL-1b: what is kept once orders a call list on every day after."""
    scores = [math.log(days) - (silent + later) / (2 * max(median, 1.0)) for days, silent in (one, other)]
    kept = [rules.return_order(days, ON - timedelta(days=silent), median) for days, silent in (one, other)]
    if not math.isclose(*scores, abs_tol=1e-6):
        assert (scores[0] > scores[1]) == (kept[0] > kept[1])
    for (days, silent), score in zip((one, other), scores, strict=True):
        assert rules.return_score(days, silent + later, median) == pytest.approx(math.exp(score))


# VAL-2: lifetime value -------------------------------------------------------------------------------------


def test_the_worked_example_of_a_lifetime_value_to_the_cent() -> None:
    """VAL-2: $60 x 4 a year x 45 % = $108; retention .75, discount .10 -> $339.43."""
    yearly = 60_00 * 4 * 45 // 100
    assert yearly == 108_00
    assert round(rules.lifetime_value(yearly, 0.75, 0.10)) == 339_43


@pytest.mark.parametrize(
    ("profit", "first_on", "expected"),
    [
        (216_00, date(2020, 1, 1), 339_43),
        (108_00, date(2026, 11, 24), 339_43),
        (108_00, date(2025, 11, 25), 339_43),
        (162_00, date(2025, 5, 26), 339_35),
        (0, date(2020, 1, 1), 0),
        (-50_00, date(2020, 1, 1), 0),
    ],
    ids=["two years", "a day", "a year", "a year and a half", "no profit", "a loss"],
)
def test_the_future_is_reckoned_from_a_years_profit(profit: int, first_on: date, expected: int) -> None:
    """VAL-2: the last 24 months, or since the first purchase, at least a year."""
    numbers = Numbers(retention_percent=75, discount_percent=10)
    assert rules.expected_profit(profit, first_on, ON, numbers, is_lost=False) == expected


def test_nothing_is_expected_of_a_lost_customer() -> None:
    """VAL-2."""
    assert rules.expected_profit(108_00, date(2020, 1, 1), ON, NUMBERS, is_lost=True) == 0


@given(st.floats(0, 1e7), st.integers(0, 99), st.integers(0, 100))
def test_a_lifetime_is_worth_the_sum_of_its_years(yearly: float, retention: int, discount: int) -> None:
    """VAL-2: m (1 + d) / (1 + d - r) is m, and what is left of it each year after, taken off by the discount."""
    kept, waited = retention / 100, 1 + discount / 100
    years = math.fsum(yearly * (kept / waited) ** n for n in range(4000))
    assert rules.lifetime_value(yearly, kept, discount / 100) == pytest.approx(years, rel=1e-6)


# VAL-3: tiers ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("customers", "places"), [(1, (1, 1)), (2, (1, 2)), (3, (1, 3)), (4, (1, 4)), (5, (1, 4)), (6, (2, 5)), (7, (2, 6))]
)
def test_a_fifth_is_best_and_a_fifth_is_least(customers: int, places: tuple[int, int]) -> None:
    """VAL-3: with fewer than five nobody is low, and there is always a best one."""
    assert rules.places_of_tiers(customers) == places


@given(st.integers(5, 10_000))
def test_the_middle_is_three_fifths(customers: int) -> None:
    """VAL-3: 20, 60 and 20 %, but for the rounding of one customer."""
    vips, core = rules.places_of_tiers(customers)
    assert 0 <= vips - customers / 5 < 1
    assert 0 <= customers / 5 - (customers - core) < 1


@pytest.mark.parametrize(
    ("profit", "tier"),
    [(500, Tier.VIP), (400, Tier.VIP), (399, Tier.CORE), (100, Tier.CORE), (99, Tier.LOW), (1, Tier.LOW), (0, None)],
)
def test_the_limits_of_the_tiers_belong_to_the_better_one(profit: int, tier: Tier | None) -> None:
    """VAL-3: who brought as much as the last VIP is one too; who brought nothing has no tier."""
    assert rules.tier_of(profit, 400, 100) is tier


def test_who_made_a_loss_has_no_tier_and_no_limits_make_none() -> None:
    """VAL-3."""
    assert rules.tier_of(-1, 400, 100) is None
    assert rules.tier_of(500, None, None) is None


# CHN-1: churn ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lost", "sales", "spent", "products", "churn"),
    [
        (True, 9, (0, 0), (0, 0), Churn.ACCOUNT),
        (True, 9, (50, 100), (1, 2), Churn.ACCOUNT),
        (False, 9, (100, 100), (1, 2), Churn.PRODUCTS),
        (False, 1, (100, 100), (1, 2), Churn.PRODUCTS),
        (False, 9, (50, 100), (1, 2), Churn.PRODUCTS),
        (False, 9, (69, 100), (2, 2), Churn.SPEND),
        (False, 3, (69, 100), (2, 2), Churn.SPEND),
        (False, 3, (69, 100), (0, 0), Churn.SPEND),
        (False, 2, (69, 100), (2, 2), None),
        (False, 9, (70, 100), (2, 2), None),
        (False, 9, (0, 100), (0, 2), None),
        (False, 9, (100, 0), (2, 0), None),
        (False, 9, (-10, 100), (2, 2), None),
    ],
)
def test_custom_is_lost_in_three_ways(
    lost: bool, sales: int, spent: tuple[int, int], products: tuple[int, int], churn: Churn | None
) -> None:
    """CHN-1: all of it; fewer products; below 70 % of the year before with the same ones, after 3 sales or more."""
    found = rules.churn_of(
        is_lost=lost,
        sales=sales,
        spent_now=spent[0],
        spent_before=spent[1],
        products_now=products[0],
        products_before=products[1],
    )
    assert found is churn


def test_the_rule_of_thumb_is_the_one_that_is_told() -> None:
    """CHN-2: 1, 3, 5, 9, 14, 68 %; two reasons have none."""
    assert list(RULE_OF_THUMB.values()) == [1, 3, 5, 9, 14, 68]
    assert sum(RULE_OF_THUMB.values()) == 100
    assert set(Reason) - set(RULE_OF_THUMB) == {Reason.NEED_ENDED, Reason.UNKNOWN}
