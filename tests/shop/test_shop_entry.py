"""What may be typed about the shop."""

from datetime import date

import pytest

from carebook.entry import read
from carebook.shop.entry import RANGES, GatheringEntry, ShopEntry, a_setting
from carebook.shop.model import Numbers
from carebook.typed import NotSo, Setting, Wrong

US = Setting("US", "USD", date(2026, 11, 25))
ROSIE = {"name": "Rosie's", "country": "US", "currency": "USD"}


@pytest.mark.parametrize(
    ("field", "typed", "kept"),
    [
        ("name", "  Rosie's   Garden ", "Rosie's Garden"),
        ("country", "gb", "GB"),
        ("country", "Germany", "DE"),
        ("country", "usa", "US"),
        ("currency", "eur", "EUR"),
        ("currency", "US Dollar", "USD"),
        ("currency", "XAF", "XAF"),
        ("language", "", "en"),
        ("language", "German", "de"),
        ("language", "pt-BR", "pt-BR"),
        ("closed_weekdays", "sun, Sat", "56"),
        ("closed_weekdays", "65", "56"),
        ("closed_weekdays", "", ""),
        ("closed_weekdays", "Monday", "0"),
        ("greeting_day", "", "12-01"),
        ("greeting_day", "6 dec", "12-06"),
        ("greeting_day", "12/24", "12-24"),
        ("email", "", ""),
        ("email", "rosie@garden.example.com", "rosie@garden.example.com"),
    ],
)
def test_a_field_of_the_shop_is_read(field: str, typed: str, kept: str) -> None:
    assert getattr(read(ShopEntry, ROSIE | {field: typed}, US), field) == kept


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("name", "  ", "The shop's name is needed here."),
        ("country", "", "A country is needed here: dates, holidays and envelopes go by it."),
        ("country", "Narnia", "“Narnia” is not a country that carebook knows."),
        ("country", "EU", "“EU” is not a country that carebook knows."),
        ("currency", "", "A currency is needed here, like USD or EUR."),
        ("currency", "XAU", "“XAU” is not a currency that carebook knows."),
        ("language", "Klingonese", "“Klingonese” is not a language that carebook knows."),
        ("closed_weekdays", "s", "“s” is not a weekday."),
        ("closed_weekdays", "7", "“7” is not a weekday."),
        ("closed_weekdays", "0123456", "A shop that is closed on all seven weekdays has no business days."),
        ("greeting_day", "31/12/12/12", "is not a day"),
        ("email", "rosie", "“rosie” is not an e-mail address."),
    ],
)
def test_a_wrong_field_of_the_shop_has_its_sentence(field: str, typed: str, sentence: str) -> None:
    with pytest.raises(Wrong) as wrong:
        read(ShopEntry, ROSIE | {field: typed}, US)
    assert set(wrong.value.errors) == {field}
    assert sentence in wrong.value.errors[field]


def test_all_wrong_fields_are_named_at_once() -> None:
    with pytest.raises(Wrong) as wrong:
        read(ShopEntry, {"email": "x", "country": "x", "currency": "USD"}, US)
    assert list(wrong.value.errors) == ["name", "email", "country"]


def test_a_gathering_needs_a_day_and_a_name() -> None:
    with pytest.raises(Wrong) as wrong:
        read(GatheringEntry, {}, US)
    assert set(wrong.value.errors) == {"day", "label"}


def test_every_number_has_a_range_that_holds_its_default() -> None:
    for name, value in Numbers()._asdict().items():
        assert a_setting(name, str(value)) == value
    assert set(RANGES) == set(Numbers()._asdict())


@pytest.mark.parametrize(
    ("name", "typed", "sentence"),
    [
        ("quiet_days", "soon", "“soon” is not a whole number. Type one from 0 to 730."),
        ("quiet_days", "-1", "-1 is out of range. Type a whole number from 0 to 730."),
        ("margin_percent", "101", "101 is out of range. Type a whole number from 0 to 100."),
        ("colour", "1", "There is no number called “colour” to set."),
    ],
)
def test_a_wrong_number_has_its_sentence(name: str, typed: str, sentence: str) -> None:
    with pytest.raises(NotSo, match=sentence):
        a_setting(name, typed)
