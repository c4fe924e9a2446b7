"""Stored records turned back into what is typed read back as the same record, in every country."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carebook import money
from carebook.customers.model import Occasion
from carebook.days import order_of, parse_day, parse_occasion
from carebook.shop.model import Shop
from carebook.tui.forms import as_typed

TODAY = date(2026, 11, 25)
COUNTRIES = ["US", "GB", "DE", "SE", "CH", "TN", "IN", "JP", "KW"]
CURRENCIES = ["USD", "EUR", "JPY", "TND", "KWD"]


@given(st.integers(-(10**9), 10**9), st.sampled_from(COUNTRIES), st.sampled_from(CURRENCIES))
def test_an_amount_reads_back_as_itself(minor, country, currency):
    shop = Shop("Rosie's", country=country, currency=currency)
    typed = as_typed.amount(minor, shop)
    assert money.parse(typed, currency, decimal=money.decimal_mark(country)) == minor


@given(st.dates(date(1900, 1, 1), TODAY), st.sampled_from(COUNTRIES))
def test_a_day_reads_back_as_itself(day, country):
    typed = as_typed.day(day, Shop("Rosie's", country=country))
    assert parse_day(typed, TODAY, order_of(country), past=True) == day


@given(st.dates(date(1900, 1, 1), TODAY), st.booleans(), st.sampled_from(COUNTRIES))
def test_a_yearly_day_reads_back_as_itself(day, with_year, country):
    year = day.year if with_year else None
    stored = Occasion(1, 1, None, "birthday", "", day.month, day.day, year, None)
    typed = as_typed.occasion(stored)["day"]
    assert parse_occasion(typed, TODAY, order_of(country)) == (year, day.month, day.day)


@pytest.mark.parametrize(
    ("country", "currency", "amount", "day"),
    [
        ("US", "USD", "1234.50", "11/25/2026"),
        ("DE", "EUR", "1234,50", "25/11/2026"),
        ("SE", "SEK", "1234,50", "2026-11-25"),
    ],
)
def test_days_and_amounts_are_written_as_the_country_does(country, currency, amount, day):
    shop = Shop("Rosie's", country=country, currency=currency)
    assert as_typed.amount(123450, shop) == amount
    assert as_typed.day(TODAY, shop) == day


def test_what_is_not_known_is_empty():
    assert as_typed.amount(None, Shop("Rosie's")) == ""
    assert as_typed.day(None, Shop("Rosie's")) == ""
