"""How a customer stands, in words."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carebook.retention import rules
from carebook.retention.model import Standing
from carebook.retention.words import in_words, state_in_words

LAST = date(2026, 1, 1)


def standing(rhythm: float, purchase_days: int = 4, told: date | None = None) -> Standing:
    """Someone who bought last on 1 January 2026."""
    slipping, dormant, lost = (
        rules.first_day_beyond(LAST, rhythm, limit) for limit in (rules.SLIPPING, rules.DORMANT, rules.LOST)
    )
    return Standing(
        customer_id=1,
        purchase_days=purchase_days,
        first_on=LAST,
        last_on=LAST,
        rhythm=rhythm,
        slipping_on=slipping,
        dormant_on=dormant,
        lost_on=min(lost, told or date.max),
        profit=0,
        profit_24m=0,
        spent_now=0,
        spent_before=0,
        products_now=0,
        products_before=0,
        tier=None,
        churn=None,
    )


@pytest.mark.parametrize(
    ("rhythm", "silent", "said"),
    [
        (65.2, 217, "usually every 9 weeks, silent for 31"),
        (65.2, 6, "usually every 9 weeks, silent for 6 days"),
        (65.2, 7, "usually every 9 weeks, silent for 1"),
        (65.2, 0, "usually every 9 weeks, bought today"),
        (1.2, 1, "usually every day, silent for 1 day"),
        (1.0, 12, "usually every day, silent for 12 days"),
        (10.0, 12, "usually every 10 days, silent for 12"),
        (20.9, 40, "usually every 21 days, silent for 40"),
        (21.0, 40, "usually every 3 weeks, silent for 5"),
        (182.0, 400, "usually every 6 months, silent for 13"),
        (365.0, 20, "usually every 12 months, silent for 20 days"),
    ],
)
def test_the_rhythm_and_the_silence_are_told_in_one_unit(rhythm, silent, said):
    """VAL-1."""
    assert in_words(standing(rhythm), LAST + timedelta(days=silent)) == said


@pytest.mark.parametrize(
    ("silent", "said"),
    [
        (0, "bought once, today"),
        (1, "bought once, 1 day ago"),
        (30, "bought once, 4 weeks ago"),
        (500, "bought once, 16 months ago"),
    ],
)
def test_who_bought_once_has_no_usual_gap(silent, said):
    assert in_words(standing(60, purchase_days=1), LAST + timedelta(days=silent)) == said


@pytest.mark.parametrize(
    ("silent", "said"),
    [
        (130, "active, slipping from Tue 12 May 2026"),
        (131, "slipping since Tue 12 May 2026, dormant from Thu 16 Jul 2026"),
        (196, "dormant since Thu 16 Jul 2026, lost from Tue 24 Nov 2026"),
        (327, "lost since Tue 24 Nov 2026"),
    ],
)
def test_a_state_is_told_with_when_it_began_and_what_follows(silent, said):
    """Story 8: slipping from day 131 of silence, dormant from day 196, lost from day 327."""
    assert state_in_words(standing(65.2), LAST + timedelta(days=silent)) == said


def test_who_told_us_is_lost_at_once():
    """CHN-2: though the silence would not yet have made them slip."""
    told = LAST + timedelta(days=3)
    assert state_in_words(standing(65.2, told=told), told) == "lost since Sun 4 Jan 2026"


def test_who_never_bought_is_a_prospect():
    assert state_in_words(None, LAST) == "prospect"


@given(st.floats(min_value=1, max_value=5000), st.integers(0, 20_000), st.integers(1, 50))
def test_every_rhythm_and_silence_has_words(rhythm, silent, days):
    on = LAST + timedelta(days=silent)
    assert in_words(standing(rhythm, days), on)
    assert state_in_words(standing(rhythm, days), on)
