"""The places at the head of the screen, as wide as it is (T5)."""

import pytest

from carebook.tui.widgets.masthead import Masthead

FOUR = [
    ("today", "1", "Today"),
    ("customers", "2", "Customers"),
    ("letters", "4", "Letters"),
    ("settings", ",", "Settings"),
]
SIX = [*FOUR[:2], ("complaints", "3", "Complaints"), FOUR[2], ("referrals", "5", "Referrals"), FOUR[3]]


@pytest.mark.parametrize(
    ("places", "current", "width", "line"),
    [
        (FOUR, "today", 80, " 1 Today  2 Customers  4 Letters  , Settings"),
        (FOUR, "today", 40, " 1 Today  2 Customers  4 Letters  ,"),
        (FOUR, "customers", 40, " 1 Today  2 Customers  4 Letters  ,"),
        (SIX, "today", 60, " 1 Today  2 Custo…  3 Compl…  4 Lette…  5 Refer…  , Setti…"),
        (FOUR, "customers", 30, " 1   2 Customers  4   ,"),
        (SIX, "today", 40, " 1 Today  2   3   4   5   ,"),
    ],
)
async def test_the_current_place_is_named_and_the_others_as_far_as_there_is_room(show, places, current, width, line):
    head = Masthead(places)
    async with show(head, size=(width, 4)):
        head.turn_to(current)
        assert head.render().plain.splitlines()[1].rstrip() == line
