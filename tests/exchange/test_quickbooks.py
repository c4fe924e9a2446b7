"""Names that QuickBooks writes with more in them than a name."""

import pytest

from carebook.exchange.quickbooks import tidy


@pytest.mark.parametrize(
    ("written", "tidied"),
    [
        ("Park, Ann - USD", ("Ann Park", "", False)),
        ("Ann Park EUR", ("Ann Park", "", False)),
        ("Elm Holdings Ltd (HKD)", ("Elm Holdings Ltd", "", False)),
        ("Ann Park (deleted)", ("Ann Park", "", True)),
        ("Elm Group:Elm Bakery", ("Elm Bakery", "Elm Group", False)),
        ("Elm Bakery, Inc.", ("Elm Bakery, Inc.", "", False)),
        ("Ash, Elm, Oak", ("Ash, Elm, Oak", "", False)),
        ("Elm USA", ("Elm USA", "", False)),
        (":", (":", "", False)),
    ],
)
def test_a_quickbooks_name_is_made_plain(written: str, tidied: tuple[str, str, bool]):
    assert tidy(written) == tidied
