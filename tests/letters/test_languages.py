"""The language of a letter: read as people write it, and the words that days and numbers take in it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carebook.letters.languages import code_of, in_full, name_of, some_years, without_year

DAY = date(2026, 11, 2)


@pytest.mark.parametrize(
    ("line", "code"),
    [
        *(
            ("", ""),
            ("en", "en"),
            ("de", "de"),
            ("DE", "de"),
            ("fr-CA", "fr"),
            ("pt_BR.UTF-8", "pt"),
            ("de (Bern)", "de"),
        ),
        *(("German", "de"), ("german", "de"), ("Deutsch", "de"), ("allemand", "de"), ("Tedesco", "de"), ("ger", "de")),
        *(("Español", "es"), ("espanol", "es"), ("中文", "zh"), ("русский", "ru"), ("Brazilian Portuguese", "pt")),
        *(("Swiss German", "de"), ("German / English", "de"), ("please write French", "fr"), ("English (UK)", "en")),
        *(("klingon", ""), ("xx", ""), ("?", ""), ("12", "")),
    ],
)
def test_a_language_is_read_as_people_write_it(line: str, code: str) -> None:
    assert code_of(line) == code


@given(st.text(max_size=30))
def test_anything_that_stands_there_is_two_letters_or_nothing(line: str) -> None:
    assert len(code_of(line)) in (0, 2)


@pytest.mark.parametrize(
    ("language", "country", "full", "short"),
    [
        ("en", "US", "November 2, 2026", "November 2"),
        ("en", "GB", "2 November 2026", "2 November"),
        ("de", "US", "2. November 2026", "2. November"),
        ("fr", "CA", "2 novembre 2026", "2 novembre"),
        ("es", "US", "2 de noviembre de 2026", "2 de noviembre"),
        ("ja", "JP", "2026年11月2日", "11月2日"),
        ("xx", "US", "November 2, 2026", "November 2"),
    ],
)
def test_a_day_is_written_as_the_language_does(language: str, country: str, full: str, short: str) -> None:
    assert in_full(DAY, language, country) == full
    assert without_year(DAY, language, country) == short


def test_every_language_that_a_customer_can_have_writes_every_day() -> None:
    from babel.localedata import locale_identifiers

    for language in {code.split("_")[0] for code in locale_identifiers()}:
        assert in_full(DAY, language, "US")
        assert without_year(DAY, language, "US")
        assert some_years(2, language)


def test_years_are_counted_in_the_language() -> None:
    assert [some_years(n, "de") for n in (1, 2)] == ["1 Jahr", "2 Jahre"]
    assert [some_years(n, "pl") for n in (1, 2, 5)] == ["1 rok", "2 lata", "5 lat"]


def test_a_language_has_an_english_name() -> None:
    assert [name_of("de"), name_of("xx")] == ["German", "xx"]
