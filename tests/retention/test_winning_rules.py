"""The laws of winning a customer back, as tables of cases (WIN-1, WIN-2, WIN-3, WIN-5)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from any_win_back import OPENED, a_win_back, day, ended, waiting_for
from hypothesis import given
from hypothesis import strategies as st

from carebook.retention import rules
from carebook.retention.model import Ending, Permission, WinBackStep

ORDER = tuple(WinBackStep)
FEATURES, PRICES = ("delivery", "none", "repair"), ("high", "low", "middle")
levels = st.floats(-3, 3)


# WIN-1: the order of the steps -----------------------------------------------------------------------------


@pytest.mark.parametrize("waits", ORDER)
@pytest.mark.parametrize("step", ORDER)
def test_a_step_waits_for_the_ones_before_it(waits: WinBackStep, step: WinBackStep) -> None:
    """WIN-1: a step is done in its turn or again later; only the end may come at any time."""
    case = waiting_for(waits)
    assert case.next_step is waits
    may = step is WinBackStep.OUTCOME or ORDER.index(step) <= ORDER.index(waits)
    assert (rules.out_of_turn(case, step) is None) is may


@pytest.mark.parametrize(
    ("waits", "named"),
    [
        (WinBackStep.WANT, "want them back"),
        (WinBackStep.WHY, "Why they left"),
        (WinBackStep.OFFERS, "offered"),
        (WinBackStep.RESPONSIBILITY, "responsibility"),
    ],
)
def test_out_of_turn_names_the_step_that_is_missing(waits: WinBackStep, named: str) -> None:
    """WIN-1: the first that is missing, whatever was asked for."""
    said = rules.out_of_turn(waiting_for(waits), WinBackStep.PERMISSION)
    assert said is not None
    assert named in said


@pytest.mark.parametrize("step", ORDER)
def test_nothing_more_is_done_in_one_that_ended(step: WinBackStep) -> None:
    """WIN-1."""
    assert ended().next_step is None
    assert rules.out_of_turn(ended(), step) == "This win-back has ended. Open another one."


@pytest.mark.parametrize("waits", ORDER)
@pytest.mark.parametrize(
    ("ago", "begins"), [([], 7), ([60, 3], 7), ([85, 30, 3], 7), ([60, 30, 3], 30)], ids=["0", "2", "3 old", "3"]
)
def test_a_step_is_due_a_week_after_the_one_before(waits: WinBackStep, ago: list[int], begins: int) -> None:
    """WIN-1, WIN-2: the first one at once, and none before the rest after three contacts is over."""
    contacts = [OPENED - timedelta(days=days) for days in ago]
    if waits is WinBackStep.WANT and begins == 7:
        begins = 5 if ago[:1] == [85] else 0
    due, by = rules.next_step_days(waiting_for(waits), OPENED, contacts, OPENED)
    assert (due, by) == (day(begins), day(begins + 7))


# WIN-2: the offer letter, and how often ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("known", "standing", "named"),
    [
        ({}, False, ("the reason why they left (step: why)", "their permission to keep in touch (step: permission)")),
        ({}, True, ("the reason why they left (step: why)",)),
        ({"reason": "moved"}, False, ("their permission to keep in touch (step: permission)",)),
        ({"permission": Permission.GIVEN}, False, ("the reason why they left (step: why)",)),
        ({"reason": "moved", "permission": Permission.REFUSED}, True, ("asked us not to keep in touch",)),
        ({"permission": Permission.REFUSED}, False, ("asked us not to keep in touch",)),
        ({"reason": "moved", "permission": Permission.GIVEN, "ended_on": OPENED}, True, ("has ended",)),
    ],
)
def test_story_10_a_refused_offer_letter_names_the_missing_step(
    known: dict[str, object], standing: bool, named: tuple[str, ...]
) -> None:
    """WIN-2, story 10: no offer without a reason and a permission, and the step to do is named."""
    said = rules.no_offer_letter(a_win_back(**known), standing=standing)
    assert said is not None
    assert all(words in said for words in named)
    assert said.count("(step:") == sum("(step:" in words for words in named)


@pytest.mark.parametrize(
    ("permission", "standing"), [(Permission.GIVEN, False), (Permission.STANDING, False), (None, True)]
)
def test_an_offer_letter_goes_with_a_reason_and_a_permission(permission: Permission | None, standing: bool) -> None:
    """WIN-2: a standing permission is one."""
    assert rules.no_offer_letter(a_win_back(reason="moved", permission=permission), standing=standing) is None


@pytest.mark.parametrize(
    ("ago", "rests"),
    [
        ([], None),
        ([0, 0], None),
        ([0, 0, 0], 90),
        ([89, 30, 1], 1),
        ([90, 30, 1], None),
        ([1, 89, 30], 1),
        ([80, 70, 60, 50], 20),
        ([-1, 30, 1], None),
    ],
)
def test_after_three_contacts_it_rests_until_the_first_is_90_days_old(ago: list[int], rests: int | None) -> None:
    """WIN-2: at most 3 contacts in 90 days."""
    until = rules.rests_until([OPENED - timedelta(days=days) for days in ago], OPENED)
    assert until == (day(rests) if rests is not None else None)


@given(st.lists(st.integers(0, 400), max_size=12))
def test_no_90_days_hold_a_fourth_contact(wishes: list[int]) -> None:
    """WIN-2: whoever asks first, and whenever."""
    made: list[date] = []
    for wish in sorted(wishes):
        if rules.rests_until(made, day(wish)) is None:
            made.append(day(wish))
    assert all(later - first >= timedelta(days=90) for first, later in zip(made, made[3:], strict=False))


@given(st.lists(st.integers(0, 120), min_size=3, max_size=6))
def test_the_rest_ends_on_the_day_it_says(ago: list[int]) -> None:
    """WIN-2: that day allows a contact, and the day before does not."""
    made = [OPENED - timedelta(days=days) for days in ago]
    if until := rules.rests_until(made, OPENED):
        assert rules.rests_until(made, until) is None
        assert rules.rests_until(made, until - timedelta(days=1)) == until


# WIN-3: the trade-off table ----------------------------------------------------------------------------------


@given(st.floats(1, 10), st.tuples(levels, levels), st.tuples(levels, levels), st.data())
def test_planted_part_worths_are_found_again(
    mean: float, feature: tuple[float, float], price: tuple[float, float], data: st.DataObject
) -> None:
    """WIN-3: by least squares, however often each pair was rated."""
    worths = {
        **{("feature", name): worth for name, worth in zip(FEATURES, [*feature, -sum(feature)], strict=True)},
        **{("price", name): worth for name, worth in zip(PRICES, [*price, -sum(price)], strict=True)},
    }
    pairs = [(one, other) for one in FEATURES for other in PRICES]
    pairs += data.draw(st.lists(st.sampled_from(pairs), max_size=8))
    ratings = [(one, other, mean + worths["feature", one] + worths["price", other]) for one, other in pairs]
    found, solved = rules.part_worths(ratings)
    assert solved
    assert found == pytest.approx(worths, abs=1e-6)


def test_unlike_counts_do_not_bend_the_part_worths() -> None:
    """WIN-3: delivery was rated mostly at the low price, and is not credited with it."""
    ratings = [("delivery", "low", 9.0)] * 4 + [("delivery", "high", 5.0), ("none", "low", 7.0), ("none", "high", 3.0)]
    found, solved = rules.part_worths(ratings)
    assert solved
    expected = {("feature", "delivery"): 1, ("feature", "none"): -1, ("price", "low"): 2, ("price", "high"): -2}
    assert found == pytest.approx(expected)


@pytest.mark.parametrize(("count", "solved"), [(5, False), (6, True)])
def test_part_worths_need_two_ratings_more_than_levels(count: int, solved: bool) -> None:
    """WIN-3: with four levels, six ratings."""
    four = [("a", "x", 8.0), ("a", "y", 6.0), ("b", "x", 4.0), ("b", "y", 2.0)]
    assert rules.part_worths([*four, *four][:count])[1] is solved


def test_few_ratings_give_plain_means() -> None:
    """WIN-3."""
    found, solved = rules.part_worths([("a", "x", 8.0), ("a", "y", 4.0), ("b", "y", 1.0)])
    assert not solved
    assert found == {("feature", "a"): 6, ("feature", "b"): 1, ("price", "x"): 8, ("price", "y"): 2.5}


def test_levels_that_always_come_together_give_plain_means() -> None:
    """WIN-3: a only at x and b only at y, so nobody can tell which of the two was liked."""
    found, solved = rules.part_worths([("a", "x", 8.0), ("b", "y", 2.0)] * 4)
    assert not solved
    assert found == {("feature", "a"): 8, ("feature", "b"): 2, ("price", "x"): 8, ("price", "y"): 2}


def test_a_single_price_has_no_worth_of_its_own() -> None:
    """WIN-3: what does not change cannot be liked more or less."""
    found, solved = rules.part_worths([("a", "x", 8.0), ("b", "x", 4.0)] * 3)
    assert solved
    assert found == pytest.approx({("feature", "a"): 2, ("feature", "b"): -2, ("price", "x"): 0})


def test_no_ratings_give_an_empty_table() -> None:
    """WIN-3."""
    assert rules.part_worths([]) == ({}, False)


# WIN-5: chances ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("outcomes", "rate"),
    [
        ([], (0, 0)),
        ([Ending.WON], (1, 1)),
        ([Ending.WON, Ending.NOT_WON, Ending.STOPPED], (1, 3)),
        ([Ending.WON, Ending.LET_GO, Ending.LET_GO], (1, 1)),
        ([Ending.WON] * 7 + [Ending.NOT_WON] * 13, (7, rules.OWN_RATE_FROM)),
    ],
)
def test_one_that_was_let_go_was_no_try(outcomes: list[Ending], rate: tuple[int, int]) -> None:
    """WIN-5: the shop's own rate, of the tries that ended."""
    assert rules.success(outcomes) == rate


def test_the_rule_of_thumb_stands_until_20_tries() -> None:
    """WIN-5."""
    assert rules.OWN_RATE_FROM == 20
