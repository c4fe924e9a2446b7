from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carebook import money
from carebook.money import NotAnAmount

AMOUNTS = st.integers(-money.LARGEST, money.LARGEST)
CURRENCIES = ["USD", "EUR", "GBP", "JPY", "KWD", "CHF", "SEK", "INR", "BRL", "RUB", "CLP", "CAD", "PLN", "XYZ"]
COUNTRIES = ["US", "GB", "DE", "FR", "CH", "SE", "IN", "BR", "RU", "JP", "KW", "CA", "AT", "NL", "ZA", "CL", "IE", ""]


@pytest.mark.parametrize(
    ("typed", "currency", "decimal", "minor"),
    [
        ("1,000,000", "USD", None, 1_000_000_00),
        ("43,000,000.00", "USD", None, 43_000_000_00),
        ("1.000.000,50", "EUR", None, 1_000_000_50),
        ("2.500.000", "IDR", None, 2_500_000_00),
        ("1,315.5", "USD", None, 1_315_50),
        ("0,5", "EUR", None, 50),
        ("(1,200.00)", "USD", None, -1_200_00),
        ("USD 1,315.00", "USD", None, 1_315_00),
        ("$29.33", "USD", None, 29_33),
        ("-$29.33", "USD", None, -29_33),
        ("($29.33)", "USD", None, -29_33),
        ("US$ 29.33", "USD", None, 29_33),
        ("C$5", "CAD", None, 5_00),
        ("5 Kč", "CZK", None, 5_00),
        ("Rs. 1,00,000", "INR", None, 100_000_00),
        ("RS.500", "INR", None, 500_00),
        ("$.5", "USD", None, 50),
        ("12.50-", "USD", None, -12_50),
        ("−5", "USD", None, -5_00),
        ("+5", "USD", None, 5_00),
        ("5,-", "EUR", None, 5_00),
        ("5,– €", "EUR", None, 5_00),
        ("1 234,50", "EUR", None, 1_234_50),
        ("1\u202f234,50\u00a0€", "EUR", None, 1_234_50),
        ("1'234.50", "CHF", None, 1_234_50),
        ("1’234’567.50", "CHF", None, 1_234_567_50),
        ("1,234", "USD", None, 1_234_00),
        ("1,234", "USD", ".", 1_234_00),
        ("1.234", "EUR", ",", 1_234_00),
        ("1,23", "USD", None, 1_23),
        ("1,23", "USD", ".", 1_23),
        ("29.33", "EUR", ",", 29_33),
        ("0,500", "EUR", None, 50),
        ("9.990", "USD", None, 9_99),
        ("12.500", "KWD", None, 12_500),
        ("1,234", "KWD", ",", 1_234),
        ("1.500", "JPY", None, 1500),
        ("¥1,500", "JPY", None, 1500),
        ("1500.00", "JPY", None, 1500),
        (".5", "USD", None, 50),
        ("5.", "USD", None, 5_00),
        ("007", "USD", None, 7_00),
        ("٣٫٥", "EUR", None, 3_50),
        ("100,000,000,000.00", "USD", None, money.LARGEST),
    ],
)
def test_a_typed_amount_is_understood(typed, currency, decimal, minor):
    assert money.parse(typed, currency, decimal=decimal) == minor


@pytest.mark.parametrize(
    ("typed", "currency", "sentence"),
    [
        ("29.337", "USD", "“29.337” has too many decimals: USD has 2 decimals. Type an amount like 1234.50."),
        ("12.5001", "KWD", "KWD has 3 decimals"),
        ("15.5", "JPY", "JPY has no decimals. Type an amount like 123450."),
        ("", "USD", "An empty field is not an amount that carebook can read"),
        ("free", "USD", "“free” is not an amount that carebook can read"),
        ("1e5", "USD", "can read"),
        ("--5", "USD", "can read"),
        ("(-5)", "USD", "can read"),
        ("$", "USD", "can read"),
        ("nan", "USD", "can read"),
        ("EUR 5", "USD", "“EUR 5” is not an amount in USD"),
        ("€5", "USD", "not an amount in USD"),
        ("USD.5", "USD", "not an amount in USD"),
        ("R$5", "USD", "not an amount in USD"),
        ("1 23", "USD", "points and commas"),
        ("1,23,4", "USD", "points and commas"),
        ("1.234.56", "USD", "points and commas"),
        ("1,2.3,4", "USD", "points and commas"),
        ("100,000,000,000.01", "USD", "more money than the book can hold"),
        ("9" * 5000, "USD", "can read"),
    ],
)
def test_what_is_no_amount_is_refused_with_a_sentence(typed, currency, sentence):
    with pytest.raises(NotAnAmount) as refused:
        money.parse(typed, currency)
    assert sentence in str(refused.value)


@given(st.text(max_size=12) | st.from_regex(r"[0-9.,' ()$€-]{1,12}", fullmatch=True), st.sampled_from(CURRENCIES))
def test_whatever_is_typed_gives_an_amount_or_a_refusal(typed, currency):
    with suppress(NotAnAmount):
        assert abs(money.parse(typed, currency)) <= money.LARGEST


@given(AMOUNTS, st.sampled_from(CURRENCIES))
def test_the_plain_form_reads_back(minor, currency):
    assert money.parse(money.plain(minor, currency), currency, decimal=".") == minor


@given(AMOUNTS, st.sampled_from(CURRENCIES), st.sampled_from(COUNTRIES))
def test_what_is_shown_reads_back_in_its_country(minor, currency, country):
    shown = money.shown(minor, currency, country)
    assert money.parse(shown, currency, decimal=money.decimal_mark(country)) == minor


@pytest.mark.parametrize(
    ("samples", "mark"),
    [
        (["1,315.50", "12"], "."),
        (["1.315,50"], ","),
        (["0,5", "3"], ","),
        (["12.50"], "."),
        (["2.500.000"], ","),
        (["1,000,000"], "."),
        (["1 234,5"], ","),
        (["1,234", "1.234"], None),
        (["12.5", "12,5"], None),
        (["12.5", "13.5", "12,5", "n/a", ""], "."),
        ([], None),
    ],
)
def test_a_columns_decimal_mark_comes_from_the_amounts_with_one_reading(samples, mark):
    assert money.guess_decimal(samples) == mark


@pytest.mark.parametrize(
    ("minor", "currency", "written"),
    [
        (123450, "USD", "1234.50"),
        (-5, "USD", "-0.05"),
        (0, "USD", "0.00"),
        (1500, "JPY", "1500"),
        (-12500, "KWD", "-12.500"),
    ],
)
def test_json_has_a_decimal_string(minor, currency, written):
    assert money.plain(minor, currency) == written


@pytest.mark.parametrize(
    ("minor", "currency", "country", "written"),
    [
        (123450, "GBP", "GB", "£1,234.50"),
        (123450, "EUR", "DE", "1.234,50_€"),
        (123450, "EUR", "IE", "€1,234.50"),
        (123450, "EUR", "FR", "1_234,50_€"),
        (123450, "EUR", "AT", "€_1.234,50"),
        (123450, "USD", "US", "$1,234.50"),
        (123450, "USD", "PR", "$1,234.50"),
        (123450, "USD", "CA", "USD_1,234.50"),
        (123450, "CAD", "CA", "$1,234.50"),
        (123450, "CHF", "CH", "CHF_1’234.50"),
        (123450, "SEK", "SE", "1_234,50_kr"),
        (123450, "BRL", "BR", "R$_1.234,50"),
        (123456750, "INR", "IN", "₹12,34,567.50"),
        (123450, "JPY", "JP", "¥123,450"),
        (-123450, "GBP", "GB", "-£1,234.50"),
        (-5, "EUR", "DE", "-0,05_€"),
        (5, "XYZ", "", "XYZ_0.05"),
    ],
)
def test_an_amount_is_shown_in_the_countrys_way(minor, currency, country, written):
    assert money.shown(minor, currency, country) == written.replace("_", "\u00a0")


@pytest.mark.parametrize(
    ("locale", "country", "currency"),
    [
        ("en_US", "US", "USD"),
        ("en_GB", "GB", "GBP"),
        ("de_DE", "DE", "EUR"),
        ("nl_NL", "NL", "EUR"),
        ("sv_SE", "SE", "SEK"),
        ("pl_PL", "PL", "PLN"),
        ("pt_BR", "BR", "BRL"),
        ("en_IN", "IN", "INR"),
        ("de_CH", "CH", "CHF"),
        ("tr_TR", "TR", "TRY"),
        ("ru_RU", "RU", "RUB"),
        ("id_ID", "ID", "IDR"),
    ],
)
def test_the_small_tables_agree_with_babels(locale, country, currency):
    from babel.numbers import format_currency

    theirs = format_currency(12345678.5, currency, locale=locale)
    ours = money.shown(1234567850, currency, country)
    assert ours.replace("\u00a0", "") == theirs.replace("\u00a0", "")


def test_decimals_agree_with_babels_table_of_currencies():
    from babel.numbers import get_currency_precision

    for currency in CURRENCIES[:-1]:
        assert money.decimals(currency) == get_currency_precision(currency)
