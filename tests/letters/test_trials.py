"""Two texts tried against each other: the split of the customers, and what may be said of the counts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carebook.letters.trials import FEWEST, Counts, arm_of, difference, verdict, wilson


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (29, 29, 0.8830, 1.0)],
)
def test_a_share_has_the_limits_of_wilsons_score(hits: int, of: int, low: float, high: float) -> None:
    """Newcombe 1998, two-sided intervals for the single proportion, method 3."""
    found = wilson(hits, of)
    assert (found.low, found.high) == (pytest.approx(low, abs=1e-4), pytest.approx(high, abs=1e-4))


@pytest.mark.parametrize(
    ("b", "a", "low", "high"),
    [
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((6, 7), (2, 7), 0.0582, 0.8062),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((0, 10), (0, 20), -0.1611, 0.2775),
        ((10, 10), (0, 20), 0.6791, 1.0),
    ],
)
def test_a_difference_has_the_limits_of_newcombes_hybrid_score(
    b: tuple[int, int], a: tuple[int, int], low: float, high: float
) -> None:
    """Newcombe 1998, interval estimation for the difference between independent proportions, method 10."""
    found = difference(*a, *b)
    assert (found.low, found.high) == (pytest.approx(low, abs=1e-4), pytest.approx(high, abs=1e-4))


@pytest.mark.parametrize(
    ("a", "b", "said"),
    [
        ((9, 9, 9), (500, 0, 0), "Too few to say: 9 sent with A, 500 with B. With 10 of each it can be compared."),
        (
            *((200, 12, 20), (200, 20, 22)),
            "Too early to say which is better. Glad answers: A 12 of 200 (6 %), B 20 of 200 (10 %): "
            "B may be anything from 1.4 points worse to 9.6 points better.",
        ),
        (
            *((200, 12, 20), (200, 40, 50)),
            "B is better by 14.0 points, somewhere from 7.5 to 20.6 points. "
            "Glad answers: A 12 of 200 (6 %), B 40 of 200 (20 %).",
        ),
        (
            *((200, 0, 70), (200, 0, 22)),
            "A is better by 24.0 points, somewhere from 15.9 to 31.7 points. "
            "Answers: A 70 of 200 (35 %), B 22 of 200 (11 %).",
        ),
    ],
)
def test_the_verdict_names_the_counts_and_how_sure_it_is(
    a: tuple[int, int, int], b: tuple[int, int, int], said: str
) -> None:
    assert verdict(Counts(*a), Counts(*b)) == said


counts = st.integers(FEWEST, 3000).flatmap(
    lambda sent: st.integers(0, sent).flatmap(lambda n: st.integers(0, n).map(lambda glad: Counts(sent, glad, n)))
)


@given(counts, counts)
def test_turned_round_the_verdict_is_the_same(a: Counts, b: Counts) -> None:
    one, other = verdict(a, b), verdict(b, a)
    if one.startswith("Too early"):
        assert other.startswith("Too early")
    else:
        assert {one[0], other[0]} == {"A", "B"}
        assert one[1:].partition(". ")[0] == other[1:].partition(". ")[0]


@given(counts)
def test_equal_counts_never_decide(a: Counts) -> None:
    assert verdict(a, a).startswith("Too early")


@pytest.mark.parametrize("trial", [1, 2, 77])
def test_about_half_of_the_customers_get_either_text_and_always_the_same(trial: int) -> None:
    arms = [arm_of(trial, customer) for customer in range(1, 4001)]
    assert 1880 < arms.count("a") < 2120
    assert arms == [arm_of(trial, customer) for customer in range(1, 4001)]


def test_two_trials_split_the_customers_differently() -> None:
    same = sum(arm_of(1, customer) == arm_of(2, customer) for customer in range(1, 4001))
    assert 1880 < same < 2120
