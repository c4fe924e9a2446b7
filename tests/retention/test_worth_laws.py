"""What the whole shop's buying says: concentration and what a tier has in common (VAL-3)."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carebook.complaints.model import Share
from carebook.retention.figures import POINTS, above_chance, concentration, in_common
from carebook.retention.model import Tier

SIZES = {Tier.VIP: 20, Tier.CORE: 60, Tier.LOW: 20}


@given(st.lists(st.integers(1, 10**9), min_size=1, max_size=300).map(lambda profits: sorted(profits, reverse=True)))
def test_the_curve_grows_from_nothing_to_all_and_ever_more_slowly(profits: list[int]):
    curve = concentration(profits)
    steps = [after - before for before, after in pairwise(curve)]
    assert len(curve) == POINTS + 1
    assert curve[0] == 0
    assert curve[-1] == pytest.approx(1)
    assert all(later <= step + 1e-9 for step, later in pairwise(steps))


@given(st.lists(st.integers(1, 10**6), min_size=5, max_size=200).map(lambda profits: sorted(profits, reverse=True)))
def test_the_curve_at_a_fifth_is_what_the_best_fifth_bring(profits: list[int]):
    """VAL-3, where the customers can be parted by five."""
    profits = profits[: len(profits) // 5 * 5]
    best = sum(profits[: len(profits) // 5]) / sum(profits)
    assert concentration(profits)[POINTS // 5] == pytest.approx(best)


def test_no_profit_has_no_curve():
    assert concentration([]) == ()
    assert concentration([0, 0]) == ()


def test_what_a_tier_has_clearly_more_of_stands_out():
    counts = {
        (Tier.VIP, "persona", "landscaper"): 12,
        (Tier.CORE, "persona", "landscaper"): 8,
        (Tier.VIP, "source", "a friend"): 5,
        (Tier.CORE, "source", "a friend"): 15,
        (Tier.LOW, "source", "a friend"): 5,
        (Tier.LOW, "product", "gloves"): 2,
    }
    found = in_common(counts, SIZES)
    assert [(one.what, one.value, one.in_tier, one.in_all) for one in found[Tier.VIP]] == [
        ("persona", "landscaper", Share(12, 20), Share(20, 100))
    ]
    assert found[Tier.CORE] == []
    assert found[Tier.LOW] == []


def test_of_one_thing_the_two_that_stand_out_most_are_told():
    counts = {(Tier.VIP, "product", name): 10 + n for n, name in enumerate(("turf", "soil", "sand"))}
    assert [one.value for one in in_common(counts, SIZES)[Tier.VIP]] == ["sand", "soil"]


def test_a_small_difference_among_very_many_is_none():
    sizes = {Tier.VIP: 20_000, Tier.CORE: 60_000, Tier.LOW: 20_000}
    counts = {(Tier.VIP, "source", "a friend"): 3_000, (Tier.CORE, "source", "a friend"): 8_400}
    counts[Tier.LOW, "source", "a friend"] = 2_800
    assert above_chance(Share(3_000, 20_000), Share(14_200, 100_000)) > 3
    assert in_common(counts, sizes)[Tier.VIP] == []
