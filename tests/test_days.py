from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carebook import days
from carebook.days import Leap, NotADay, OpenDays

WED = date(2026, 11, 25)
BIRTHS = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("anchor", "n", "expected"),
    [
        (date(2026, 11, 2), 0, date(2026, 11, 2)),
        (date(2026, 11, 2), 2, date(2026, 11, 4)),
        (date(2026, 11, 6), 1, date(2026, 11, 9)),
        (date(2026, 11, 7), 0, date(2026, 11, 7)),
        (date(2026, 11, 7), 1, date(2026, 11, 9)),
        (date(2026, 11, 25), 2, date(2026, 11, 30)),
    ],
)
def test_business_days_are_the_shops_open_days(anchor, n, expected):
    shop = OpenDays(closed_dates=frozenset({date(2026, 11, 26)}))
    assert shop.nth_open_day(anchor, n) == expected


def test_a_shop_closed_all_week_counts_every_day_but_its_holidays():
    shop = OpenDays(frozenset(range(7)), frozenset({date(2026, 11, 26)}))
    assert shop.nth_open_day(WED, 1) == date(2026, 11, 27)


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.integers(1, 30), st.frozensets(st.integers(0, 6)))
def test_the_nth_open_day_has_n_open_days_behind_it(anchor, n, closed):
    shop = OpenDays(closed)
    found = shop.nth_open_day(anchor, n)
    span = (found - anchor).days
    assert sum(shop.is_open(anchor + timedelta(days=away)) for away in range(1, span + 1)) == n
    assert shop.is_open(found)


def test_let4_29_february_comes_once_a_year_from_1900_to_2100():
    for year in range(1900, 2101):
        leap = year % 4 == 0 and year not in (1900, 2100)
        assert days.yearly(2, 29, year) == date(year, 2, 29 if leap else 28)
        assert days.yearly(2, 29, year, Leap.MAR) == (date(year, 2, 29) if leap else date(year, 3, 1))


@pytest.mark.parametrize(
    ("start", "end", "leap", "years"),
    [
        (date(2024, 5, 15), date(2026, 5, 14), Leap.FEB, 1),
        (date(2024, 5, 15), date(2026, 5, 15), Leap.FEB, 2),
        (date(2000, 2, 29), date(2027, 2, 28), Leap.FEB, 27),
        (date(2000, 2, 29), date(2027, 2, 28), Leap.MAR, 26),
        (date(2000, 2, 29), date(2027, 3, 1), Leap.MAR, 27),
        (date(2026, 5, 15), date(2026, 5, 14), Leap.FEB, -1),
    ],
)
def test_d2_years_are_counted_by_the_calendar(start, end, leap, years):
    assert days.years_between(start, end, leap) == years
    assert days.age_on(start.year, start.month, start.day, end, leap) == years


def test_d2_a_date_without_a_year_has_no_age():
    assert days.age_on(None, 2, 29, WED) is None


@pytest.mark.parametrize(
    ("anchor", "years", "expected"),
    [
        (date(2025, 8, 31), 0, date(2026, 2, 28)),
        (date(2023, 8, 31), 0, date(2024, 2, 29)),
        (date(2023, 8, 31), 1, date(2025, 2, 28)),
        (date(2024, 12, 15), 2, date(2027, 6, 15)),
    ],
)
def test_let4_half_a_year_is_counted_from_the_anchor(anchor, years, expected):
    assert days.half_year_after(anchor, years) == expected


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(-500, 500))
def test_months_are_added_as_dateutil_adds_them(day, n):
    from dateutil.relativedelta import relativedelta

    assert days.add_months(day, n) == day + relativedelta(months=n)


@pytest.mark.parametrize(
    ("country", "expected"),
    [
        ("US", date(2026, 11, 26)),
        ("PR", date(2026, 11, 26)),
        ("CA", date(2026, 10, 12)),
        ("LR", date(2026, 11, 5)),
        ("GB", None),
        ("", None),
    ],
)
def test_thanksgiving_is_the_countrys_own(country, expected):
    assert days.thanksgiving(country, 2026) == expected


@pytest.mark.parametrize(
    ("typed", "order", "expected"),
    [
        ("today", "dmy", WED),
        ("Tomorrow ", "dmy", date(2026, 11, 26)),
        ("yesterday", "dmy", date(2026, 11, 24)),
        ("fri", "dmy", date(2026, 11, 27)),
        ("Tues", "dmy", date(2026, 12, 1)),
        ("wednesday", "dmy", date(2026, 12, 2)),
        ("last fri", "dmy", date(2026, 11, 20)),
        ("last wed", "dmy", date(2026, 11, 18)),
        ("+2w", "dmy", date(2026, 12, 9)),
        ("-3d", "dmy", date(2026, 11, 22)),
        ("−3 d", "dmy", date(2026, 11, 22)),
        ("+1m", "dmy", date(2026, 12, 25)),
        ("+1y", "dmy", date(2027, 11, 25)),
        ("3 may", "dmy", date(2027, 5, 3)),
        ("25 nov", "dmy", WED),
        ("24 nov", "dmy", date(2027, 11, 24)),
        ("may 3", "dmy", date(2027, 5, 3)),
        ("3 May 2026", "mdy", date(2026, 5, 3)),
        ("May 3rd, 2026", "dmy", date(2026, 5, 3)),
        ("15 Jan 2026", "mdy", date(2026, 1, 15)),
        ("Jan 15, 2026", "dmy", date(2026, 1, 15)),
        ("3-May-26", "mdy", date(2026, 5, 3)),
        ("2026-Sept-3", "dmy", date(2026, 9, 3)),
        ("Wed 25 Nov 2026", "dmy", WED),
        ("3.5.", "dmy", date(2027, 5, 3)),
        ("3. 5. 2026", "dmy", date(2026, 5, 3)),
        ("3/5", "dmy", date(2027, 5, 3)),
        ("3/5", "mdy", date(2027, 3, 5)),
        ("3/5", "ymd", date(2027, 3, 5)),
        ("3/5/26", "dmy", date(2026, 5, 3)),
        ("3/5/26", "mdy", date(2026, 3, 5)),
        ("26/3/5", "ymd", date(2026, 3, 5)),
        ("15.01.26", "dmy", date(2026, 1, 15)),
        ("03/04/2026", "mdy", date(2026, 3, 4)),
        ("03/04/2026", "dmy", date(2026, 4, 3)),
        ("2026-06-05", "dmy", date(2026, 6, 5)),
        ("2026/6/5", "mdy", date(2026, 6, 5)),
        ("3/15/2024 2:30 PM", "mdy", date(2024, 3, 15)),
        ("2024-03-15T14:30:00Z", "dmy", date(2024, 3, 15)),
        ("2024-03-15 14:30:00 -0400", "dmy", date(2024, 3, 15)),
        ("29 feb", "dmy", date(2028, 2, 29)),
        ("1/1/36", "dmy", date(2036, 1, 1)),
        ("1/1/37", "dmy", date(1937, 1, 1)),
        ("may", "dmy", date(2027, 5, 1)),
        ("in May", "mdy", date(2027, 5, 1)),
        ("dec", "ymd", date(2026, 12, 1)),
        ("november", "dmy", date(2027, 11, 1)),
    ],
)
def test_a_typed_day_is_understood(typed, order, expected):
    assert days.parse_day(typed, WED, order) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("3 may", date(2026, 5, 3)),
        ("26 nov", date(2025, 11, 26)),
        ("25/11", WED),
        ("fri", date(2026, 11, 20)),
        ("wed", date(2026, 11, 18)),
        ("25/11/26", WED),
        ("26/11/26", date(1926, 11, 26)),
        ("29 feb", date(2024, 2, 29)),
    ],
)
def test_a_day_of_the_past_is_the_latest_such(typed, expected):
    assert days.parse_day(typed, WED, "dmy", past=True) == expected


@given(BIRTHS, st.sampled_from(["dmy", "mdy", "ymd"]))
def test_d2_a_two_digit_birth_year_is_never_in_the_future(born, order):
    parts = {"d": f"{born.day:02}", "m": f"{born.month:02}", "y": f"{born.year % 100:02}"}
    typed = "/".join(parts[part] for part in order)
    try:
        found = days.parse_day(typed, WED, order, past=True)
    except NotADay:
        assert (born.month, born.day) == (2, 29)
    else:
        assert found <= WED
        assert (found.month, found.day, found.year % 100) == (born.month, born.day, born.year % 100)


@given(st.dates(date(1000, 1, 1)))
def test_what_the_screen_shows_can_be_typed_back(day):
    for order in ("dmy", "mdy", "ymd"):
        assert days.parse_day(days.in_words(day), WED, order) == day
        assert days.parse_day(days.long(day, "US"), WED, order) == day
        assert days.parse_day(days.long(day, "GB"), WED, order) == day
        assert days.parse_day(day.isoformat(), WED, order) == day


@pytest.mark.parametrize(
    ("typed", "order", "sentence"),
    [
        ("31/02", "dmy", "“31/02” is not a day: February has 29 days. Type a day like 25/11/2026 or 25 nov."),
        ("31/02/2026", "dmy", "February 2026 has 28 days"),
        ("29 Feb 2026", "dmy", "February 2026 has 28 days"),
        ("01/15/2026", "dmy", "there is no month 15"),
        ("0/5/2026", "dmy", "May 2026 has 31 days"),
        ("soonish", "mdy", "“soonish” is not a day that carebook can read. Type a day like 11/25/2026"),
        ("", "ymd", "An empty field is not a day that carebook can read. Type a day like 2026-11-25"),
        ("3/5/202", "dmy", "can read"),
        ("may 2026", "dmy", "can read"),
        ("foo 3 may", "dmy", "can read"),
        ("3 mai", "dmy", "can read"),
        ("2026-05", "dmy", "can read"),
        ("0000-05-03", "dmy", "there is no year 0"),
        ("+9999y", "dmy", "beyond the calendar"),
        ("-99999m", "dmy", "beyond the calendar"),
    ],
)
def test_what_is_no_day_is_refused_with_a_sentence(typed, order, sentence):
    with pytest.raises(NotADay) as refused:
        days.parse_day(typed, WED, order)
    assert sentence in str(refused.value)


@pytest.mark.parametrize("typed", ["tomorrow", "+1d", "26/11/2026", "2030-01-01"])
def test_d2_the_past_never_gives_the_future(typed):
    with pytest.raises(NotADay, match="still to come: today is Wed 25 Nov 2026"):
        days.parse_day(typed, WED, "dmy", past=True)


@given(st.text(max_size=12) | st.from_regex(r"[0-9./\- ]{1,10}|[+-][0-9]{1,5}[dwmy]", fullmatch=True))
def test_whatever_is_typed_gives_a_day_or_a_refusal(typed):
    for order in ("dmy", "mdy", "ymd"):
        with suppress(NotADay):
            assert isinstance(days.parse_day(typed, WED, order), date)


@pytest.mark.parametrize(
    ("typed", "order", "expected"),
    [
        ("3 may", "dmy", (None, 5, 3)),
        ("29/2", "dmy", (None, 2, 29)),
        ("5/3", "mdy", (None, 5, 3)),
        ("3.5.72", "dmy", (1972, 5, 3)),
        ("26/11/26", "dmy", (1926, 11, 26)),
        ("29 Feb 2000", "dmy", (2000, 2, 29)),
    ],
)
def test_an_occasion_may_lack_its_year(typed, order, expected):
    assert days.parse_occasion(typed, WED, order) == expected


@pytest.mark.parametrize("typed", ["today", "30 feb", "29 feb 2001", "3 may 2027", ""])
def test_an_occasion_that_cannot_be_is_refused(typed):
    with pytest.raises(NotADay):
        days.parse_occasion(typed, WED, "dmy")


@pytest.mark.parametrize(
    ("country", "order"), [("US", "mdy"), ("PH", "mdy"), ("JP", "ymd"), ("SE", "ymd"), ("DE", "dmy"), ("", "dmy")]
)
def test_each_country_has_its_order(country, order):
    assert days.order_of(country) == order


def test_a_day_is_shown_in_words():
    assert days.in_words(WED) == "Wed 25 Nov 2026"
    assert days.in_words(WED, date(2026, 1, 1)) == "Wed 25 Nov"
    assert days.in_words(WED, date(2025, 12, 31)) == "Wed 25 Nov 2026"
    assert days.long(WED, "GB") == "25 November 2026"
    assert days.long(WED, "US") == "November 25, 2026"


@pytest.mark.parametrize(
    ("away", "words"),
    [(0, "today"), (1, "tomorrow"), (-1, "yesterday"), (3, "in 3 days"), (-2, "2 days ago")],
)
def test_a_near_day_is_told_by_its_distance(away, words):
    assert days.near(WED + timedelta(days=away), WED) == words


@pytest.mark.parametrize("typed", ["may", "in may", "november"])
def test_a_month_alone_is_no_day_of_the_past_and_no_yearly_day(typed):
    """D2: nobody was born, and nothing was sold, in the whole of a month."""
    with pytest.raises(NotADay):
        days.parse_day(typed, WED, "dmy", past=True)
    with pytest.raises(NotADay):
        days.parse_occasion(typed, WED, "dmy")


def test_the_month_that_runs_is_not_the_next_such():
    assert days.parse_day("may", date(2026, 5, 1), "dmy") == date(2027, 5, 1)
    assert days.parse_day("may", date(2026, 4, 30), "dmy") == date(2026, 5, 1)


def test_public_holidays_are_those_of_the_country():
    assert (date(2026, 11, 26), "Thanksgiving Day") in days.public_holidays("US", 2026)
    assert len(days.public_holidays("DE", 2026, "BY")) > len(days.public_holidays("DE", 2026))
    assert days.public_holidays("XX", 2026) == []
    assert days.public_holidays("DE", 2026, "nowhere") == []


@pytest.mark.parametrize("text", ["", "2026-2-3", "2026-02-30", "20260203", "2026-W06-2", "2026-02-03 "])
def test_d1_a_stored_day_is_strict(text):
    assert days.day("2026-02-03") == date(2026, 2, 3)
    with pytest.raises(NotADay):
        days.day(text)
