"""What customers like, at which price: offers that were rated, in levels that an owner understands (WIN-3)."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carebook.retention.rules import PRICE_LEVELS, price_limits, trade_off

prices = st.one_of(st.none(), st.integers(0, 10**8))
ratings = st.lists(
    st.tuples(st.sampled_from(["Delivery", "delivery", "Visit"]), prices, st.integers(1, 10)), max_size=30
)


@pytest.mark.parametrize(
    ("given_prices", "limits"),
    [
        ([], []),
        ([2500], []),
        ([0, 2500, 4500], [0, 2500]),
        ([500, 1000, 1500, 2000], [1000, 1500]),
        ([1999, 2999, 2999, 4999, 9900, 12000], [3000, 10000]),
    ],
)
def test_a_few_prices_stand_each_by_itself_and_many_in_round_levels(given_prices: list[int], limits: list[int]) -> None:
    """WIN-3."""
    assert price_limits(given_prices) == limits


@given(st.lists(st.integers(0, 10**8), min_size=1, max_size=60))
def test_no_level_is_empty(each: list[int]) -> None:
    """WIN-3."""
    limits = price_limits(each)
    assert limits == sorted(set(limits))
    assert len(limits) < PRICE_LEVELS
    edges = [-1, *limits, max(each)]
    assert all(any(low < price <= high for price in each) for low, high in pairwise(edges))


@given(ratings)
def test_every_rating_counts_once_for_its_offer_and_once_for_its_price(
    rated: list[tuple[str, int | None, int]],
) -> None:
    """WIN-3."""
    found = trade_off(rated)
    if found is None:
        assert not rated
        return
    assert sum(one.ratings for one in found.features) == sum(one.ratings for one in found.prices) == len(rated)
    assert found.mean == pytest.approx(sum(rating for *_, rating in rated) / len(rated))
    assert [one.worth for one in found.features] == sorted((one.worth for one in found.features), reverse=True)


def test_offers_that_differ_by_capitals_alone_are_one() -> None:
    found = trade_off([("Free delivery", 0, 9), ("free Delivery", 500, 7), ("Visit", None, 2)])
    assert found is not None
    assert [(one.level, one.worth, one.ratings) for one in found.features] == [("Free delivery", 8, 2), ("Visit", 2, 1)]
    assert [one.level for one in found.prices] == [0, 1, None]
    assert not found.adds


def test_with_enough_ratings_offers_and_prices_are_told_apart() -> None:
    """WIN-3: the visit is liked less only because it was dear."""
    rated = [("delivery", 0, 9), ("delivery", 0, 9), ("delivery", 5000, 5), ("visit", 0, 9), *[("visit", 5000, 5)] * 3]
    found = trade_off([(feature, price, rating) for feature, price, rating in rated])
    assert found is not None
    assert found.adds
    assert [one.worth for one in found.features] == pytest.approx([0, 0])
    assert [one.worth for one in found.prices] == pytest.approx([2, -2])
