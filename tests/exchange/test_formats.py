"""D1, D2, X1: what the cells of files say."""

from datetime import date

import pytest

from carebook.days import Order
from carebook.exchange.formats import (
    CellNotUnderstood,
    infer_date_order,
    join_birthday,
    looks_like_day,
    read_birthday,
    read_country,
    read_day,
    read_email,
    read_kind,
    read_no_or_yes,
    read_tags,
    read_yes_or_no,
    split_contacts,
)

TODAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("cell", "order", "day"),
    [
        ("2026-03-04", "mdy", "2026-03-04"),
        ("2026/3/4", "dmy", "2026-03-04"),
        ("20240115", "dmy", "2024-01-15"),
        ("03/04/2026", "dmy", "2026-04-03"),
        ("03/04/2026", "mdy", "2026-03-04"),
        ("15.01.26", "dmy", "2026-01-15"),
        ("08/14/25", "mdy", "2025-08-14"),
        ("26-01-15", "ymd", "2026-01-15"),
        ("3/15/2024 2:30 PM", "mdy", "2024-03-15"),
        ("2024-03-12 09:14", "mdy", "2024-03-12"),
        ("2021-01-28T11:04:09+00:00", "mdy", "2021-01-28"),
        ("2021-01-28T11:04:09.120Z", "mdy", "2021-01-28"),
        ("15 Jan 2026", "mdy", "2026-01-15"),
        ("Jan 15, 2026", "dmy", "2026-01-15"),
        ("Jan 28 2021", "dmy", "2021-01-28"),
        ("15-Jan-24", "mdy", "2024-01-15"),
        ("5. März 2024", "dmy", "2024-03-05"),
        ("5 août 2024", "dmy", "2024-08-05"),
        ("1er décembre 2024", "dmy", "2024-12-01"),
        ("5 de mayo de 2024", "dmy", "2024-05-05"),
        ("5 мая 2024", "dmy", "2024-05-05"),
        ("0000-00-00", "dmy", ""),
        ("n/a", "dmy", ""),
    ],
)
def test_days_are_read_as_files_write_them(cell: str, order: Order, day: str):
    assert read_day(cell, order, TODAY) == day
    assert looks_like_day(cell) or not day


@pytest.mark.parametrize("cell", ["31/02/2026", "13/13/2026", "2026-02-30", "soon", "not-a-date", "5", "17 May", "+2w"])
def test_what_is_no_day_with_a_year_is_refused(cell: str):
    with pytest.raises(CellNotUnderstood):
        read_day(cell, "dmy", TODAY)


@pytest.mark.parametrize(
    ("cell", "order", "day"),
    [
        ("--05-17", "dmy", "--05-17"),
        ("17 May", "mdy", "--05-17"),
        ("May 17", "dmy", "--05-17"),
        ("05/17", "mdy", "--05-17"),
        ("17/05", "dmy", "--05-17"),
        ("17.5.", "dmy", "--05-17"),
        ("29 Feb", "dmy", "--02-29"),
        ("12/31/30", "mdy", "1930-12-31"),
        ("1/2/26", "mdy", "2026-01-02"),
    ],
)
def test_birthdays_may_lack_the_year_and_never_lie_ahead(cell: str, order: Order, day: str):
    """D2"""
    assert read_birthday(cell, order, TODAY) == day


@pytest.mark.parametrize("cell", ["30 Feb", "2027-01-01", "31/04"])
def test_a_birthday_that_cannot_be_is_refused(cell: str):
    with pytest.raises(CellNotUnderstood):
        read_birthday(cell, "dmy", TODAY)


def test_a_birthday_is_joined_from_its_parts():
    assert join_birthday("1970", "11", "5") == "1970-11-05"
    assert join_birthday("", "2", "29") == "--02-29"
    assert join_birthday("1970", "", "") == ""
    with pytest.raises(CellNotUnderstood):
        join_birthday("1971", "2", "29")


@pytest.mark.parametrize(
    ("cells", "order"),
    [
        (["03/04/2026", "01/15/2026"], "mdy"),
        (["03/04/2026", "15/01/2026"], "dmy"),
        (["03/04/2026"], None),
        (["03.04.2026"], "dmy"),
        (["2026-03-04"], None),
        (["15/01/2026", "01/15/2026"], None),
        (["2024-03-12 09:14", "3/15/2024 2:30 PM"], "mdy"),
    ],
)
def test_one_telling_date_decides_for_the_column(cells: list[str], order: Order | None):
    assert infer_date_order(cells) == order


def test_yes_and_no_in_many_languages():
    assert [read_yes_or_no(cell) for cell in ("Yes", "1", "TRUE", "Ja", "oui", "Sí", "subscribed")] == ["yes"] * 7
    assert [read_yes_or_no(cell) for cell in ("No", "0", "Nein", "Non", "unsubscribed")] == ["no"] * 5
    assert [read_yes_or_no(cell) for cell in ("n/a", "-", "never subscribed")] == [""] * 3
    with pytest.raises(CellNotUnderstood, match="maybe"):
        read_yes_or_no("maybe")


def test_a_yes_to_do_not_write_forbids_and_a_no_permits_nothing():
    """SUP-5: silence is never permission."""
    assert (read_no_or_yes("yes"), read_no_or_yes("no")) == ("no", "")


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("us", "US"),
        ("USA", "US"),
        ("United States", "US"),
        ("U.K.", "GB"),
        ("Deutschland", "DE"),
        ("Österreich", "AT"),
        ("Россия", "RU"),
        ("Côte d'Ivoire", "CI"),
        ("日本", "JP"),
        ("NA", "NA"),
        ("n/a", ""),
    ],
)
def test_countries_are_known_by_code_and_by_name(cell: str, code: str):
    assert read_country(cell) == code


def test_an_unknown_country_gets_a_reason():
    with pytest.raises(CellNotUnderstood, match="M3M 3M3"):
        read_country("M3M 3M3")


def test_e_mails_are_kept_as_written():
    assert read_email("Ann.Park@Example.com") == "Ann.Park@Example.com"
    assert read_email("none") == ""
    with pytest.raises(CellNotUnderstood):
        read_email("ann at example.com")


@pytest.mark.parametrize(
    ("cell", "emails", "phones"),
    [
        ("ann@example.com / 987 650 1234", ["ann@example.com"], ["987 650 1234"]),
        ("ann@example.com; bob@example.com", ["ann@example.com", "bob@example.com"], []),
        ("555-0100-22, 555-0101-22", [], ["555-0100-22", "555-0101-22"]),
    ],
)
def test_a_cell_with_several_contacts_is_split(cell: str, emails: list[str], phones: list[str]):
    assert split_contacts(cell) == (emails, phones)


def test_kinds_and_tags():
    assert [read_kind(cell) for cell in ("Company", "individual", "Familie", "1", "FALSE")] == [
        "business",
        "person",
        "household",
        "business",
        "person",
    ]
    assert read_tags("* My Contacts ::: Choir; VIP") == "Choir, VIP"
