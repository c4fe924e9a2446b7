"""The year ahead, counted: against a naive count, who is stopped left out; and a shop that is closed for weeks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rosie import Rosie, day, rosies

from carebook.book.book import Book
from carebook.customers import desk as customers
from carebook.customers.model import Cause
from carebook.entry import read
from carebook.letters.desk import sending
from carebook.letters.desk.looking import while_away, year_ahead
from carebook.letters.desk.own_letters import write_own
from carebook.letters.desk.planning import look_ahead
from carebook.letters.entry import OwnLetterEntry
from carebook.letters.year import WEEKS, Away, Year, busiest, by_weeks, last_day
from carebook.shop import desk as shop_desk
from carebook.shop.entry import GatheringEntry

TODAY = day("11-25")


@pytest.fixture
def rosie(book_path: Path) -> Iterator[Rosie]:
    """Her shop on Wednesday 25 November 2026, the plan being kept."""
    with rosies(book_path) as found:
        yield found


@contextmanager
def reading(rosie: Rosie) -> Iterator[Book]:
    """Open her book a second time, for reading."""
    with Book.open(rosie.book.path, write=False) as book:
        yield book


def fill(rosie: Rosie) -> None:
    """Give her some of everything that comes back every year, and some that does not."""
    for place, name in enumerate(("Ann Park", "Boris Iwanow", "Luísa Costa", "Maria Okafor")):
        one = rosie.customer(name)
        rosie.open_account(one, f"202{place + 1}-0{place + 2}-1{place}", name)
        rosie.sale(one, f"2026-0{place + 6}-03")
        rosie.birthday(one, ("29 feb", "1 jan 1980", "4 dec", "31 dec")[place])
        pet = rosie.member(one, f"Fifi {place}", "pet")
        rosie.birthday(one, f"{place + 3} may", pet)
    rosie.sale(1, "2026-11-24", gift_reveal_on="2026-12-24")
    gathering = read(GatheringEntry, {"day": "2026-12-18", "label": "Open evening"}, rosie.setting)
    shop_desk.add_gathering(rosie.book, gathering, rosie.today)
    own = read(OwnLetterEntry, {"title": "Hi", "wanted_on": "1 jul 2027", "text": "Hello there."}, rosie.setting)
    write_own(rosie.book, 1, own, rosie.today)


def counted(rosie: Rosie) -> Year:
    with reading(rosie) as book:
        return year_ahead(book.db, rosie.today)


def naive(rosie: Rosie) -> list[Counter[str]]:
    """Count by planning the whole year aside, letter by letter."""
    last = last_day(rosie.today)
    monday = rosie.today - timedelta(days=rosie.today.weekday())
    weeks: list[Counter[str]] = [Counter() for _ in range(WEEKS)]
    with reading(rosie) as book:
        look_ahead(book.db, rosie.today, (last - rosie.today).days)
        for kind, due, lapses, state in book.db.execute("SELECT kind, due, lapses, state FROM letter"):
            if state not in ("open", "printed") or due > last.isoformat():
                continue
            if state == "open" and lapses and lapses < rosie.today.isoformat():
                continue
            weeks[(max(date.fromisoformat(due), rosie.today) - monday).days // 7][kind] += 1
    return weeks


# The year ---------------------------------------------------------------------------------------------------


def test_a_week_begins_on_monday_and_the_first_one_today() -> None:
    year = by_weeks({}, {}, TODAY)
    assert [(week.first, week.last) for week in year.weeks[:2]] == [
        (TODAY, day("11-29")),
        (day("11-30"), day("12-06")),
    ]
    assert len(year.weeks) == WEEKS
    assert year.weeks[-1].last == last_day(TODAY) == date(2027, 11, 21)


@given(st.dictionaries(st.tuples(st.dates(date(2026, 1, 1), date(2028, 6, 1)), st.just("birthday")), st.integers(1, 9)))
def test_every_day_of_the_year_ahead_falls_into_its_week(counts: dict[tuple[date, str], int]) -> None:
    year = by_weeks(counts, {}, TODAY)
    for week in year.weeks:
        here = (count for (found, _), count in counts.items() if week.first <= max(found, TODAY) <= week.last)
        assert week.letters == sum(here)
    assert year.letters == sum(count for (found, _), count in counts.items() if found <= last_day(TODAY))


@pytest.mark.parametrize(
    ("letters", "expected"),
    [
        ({}, []),
        ({5: 9}, [5]),
        (dict.fromkeys(range(WEEKS), 3), []),
        ({**dict.fromkeys(range(WEEKS), 102), 7: 153, 8: 153 - 102, 9: 152, 10: 52}, [7]),
        ({**dict.fromkeys(range(WEEKS), 3), 7: 40, 3: 50, 9: 60, 11: 45}, [9, 3, 11]),
    ],
)
def test_the_busiest_weeks_stand_out(letters: dict[int, int], expected: list[int]) -> None:
    monday = TODAY - timedelta(days=TODAY.weekday())
    counts = {(monday + timedelta(days=7 * place + 3), "birthday"): count for place, count in letters.items()}
    year = by_weeks(counts, {}, TODAY)
    assert busiest(year) == [year.weeks[place] for place in expected]


def test_it_counts_what_planning_will_plan(rosie: Rosie) -> None:
    """LET-3, against planning it all."""
    fill(rosie)
    expected = naive(rosie)
    assert sum(week.total() for week in expected) > 20
    assert [dict(week.kinds) for week in counted(rosie).weeks] == [dict(week) for week in expected]


def test_it_counts_the_same_after_a_month_with_the_shop_closed(rosie: Rosie) -> None:
    fill(rosie)
    rosie.today = day("12-27")
    assert [dict(week.kinds) for week in counted(rosie).weeks] == [dict(week) for week in naive(rosie)]


def test_nothing_of_the_book_changes(rosie: Rosie) -> None:
    fill(rosie)
    before = rosie.book.db.execute("SELECT count(*), total(id) FROM letter").fetchone(), rosie.facts()
    counted(rosie)
    assert (rosie.book.db.execute("SELECT count(*), total(id) FROM letter").fetchone(), rosie.facts()) == before


def test_what_went_or_was_left_out_is_not_to_come(rosie: Rosie) -> None:
    rosie.birthday(rosie.customer(), "4 dec")
    assert counted(rosie).weeks[0].kinds["birthday"] == 1
    sending.mark_sent(rosie.book, [rosie.one("birthday").id], TODAY, TODAY)
    year = counted(rosie)
    assert "birthday" not in year.weeks[0].kinds
    assert sum(week.kinds.get("birthday", 0) for week in year.weeks) == 0


@pytest.mark.parametrize(
    ("cause", "left"),
    [
        (None, {"birthday", "how_are_we_doing", "anniversary", "seasons_greeting"}),
        (Cause.NO_MARKETING, set()),
        (Cause.DO_NOT_CONTACT, set()),
        (Cause.DECEASED, set()),
    ],
)
def test_who_never_may_be_written_to_is_left_out(rosie: Rosie, cause: Cause | None, left: set[str]) -> None:
    """SUP-1, SUP-3."""
    ann = rosie.customer()
    rosie.open_account(ann, "2022-03-01")
    rosie.sale(ann, "2026-10-01")
    rosie.birthday(ann, "4 may")
    if cause:
        customers.stop(rosie.book, ann, cause, "said so", TODAY)
    kinds = {kind for week in counted(rosie).weeks for kind in week.kinds}
    assert kinds - {"reactivation"} == left


def test_leave_for_surveys_counts_them_in_spite_of_no_marketing(rosie: Rosie) -> None:
    """SUP-3."""
    ann = rosie.customer()
    rosie.open_account(ann, "2022-03-01")
    customers.stop(rosie.book, ann, Cause.NO_MARKETING, "said so", TODAY)
    customers.permit(rosie.book, ann, "surveys", "on the phone", TODAY)
    assert {kind for week in counted(rosie).weeks for kind in week.kinds} == {"how_are_we_doing"}


def test_sales_to_come_are_told_apart_as_so_many_a_week(rosie: Rosie) -> None:
    for number in range(21):
        rosie.sale(rosie.customer(f"Customer {number}"), (TODAY - timedelta(days=1 + number)).isoformat())
    year = counted(rosie)
    assert set(year.from_sales) == {"thank_you", "how_did_we_do"}
    assert 6 <= year.from_sales["thank_you"] <= 8


def test_an_empty_book_has_an_empty_year(rosie: Rosie) -> None:
    year = counted(rosie)
    assert (year.letters, dict(year.from_sales)) == (0, {})


# Closed for weeks -----------------------------------------------------------------------------------------------


def away(rosie: Rosie, first: str, last: str) -> Away:
    with reading(rosie) as book:
        return while_away(book.db, day(first), day(last), rosie.today)


def birthday_of(rosie: Rosie, text: str) -> None:
    rosie.birthday(rosie.customer(f"Born {text}"), text)


@pytest.mark.parametrize(
    ("birthday", "verdict"),
    [
        ("11 dec", "before"),
        ("14 dec", "lapsing"),
        ("20 dec", "lapsing"),
        ("21 dec", "late"),
        ("26 dec", "late"),
        ("27 dec", "waiting"),
        ("30 dec", "waiting"),
        ("31 dec", None),
    ],
)
def test_a_birthday_letter_by_its_window(rosie: Rosie, birthday: str, verdict: str | None) -> None:
    """It may leave from 10 days before on, is late after 6 days before, and lapses with the day; closed 4 to 20 Dec."""
    birthday_of(rosie, birthday)
    found = away(rosie, "12-04", "12-20")
    verdicts = {name: getattr(found, name).get("birthday", 0) for name in ("before", "late", "lapsing", "waiting")}
    assert verdicts == {name: int(name == verdict) for name in verdicts}


def test_those_that_lapse_are_named_the_first_to_lapse_first(rosie: Rosie) -> None:
    for text in ("18 dec", "15 dec"):
        birthday_of(rosie, text)
    assert [(one.kind, one.customer, one.lapses) for one in away(rosie, "12-04", "12-20").passing] == [
        ("birthday", "Born 15 dec", day("12-15")),
        ("birthday", "Born 18 dec", day("12-18")),
    ]


def test_days_beyond_what_is_planned_are_looked_at_too(rosie: Rosie) -> None:
    """LET-3."""
    birthday_of(rosie, "10 jul")
    assert away(rosie, "2027-06-20", "2027-07-20").lapsing == {"birthday": 1}


def test_closed_days_move_the_windows_that_count_open_days(rosie: Rosie) -> None:
    rosie.sale(rosie.customer(), "2026-11-25")
    late = away(rosie, "11-25", "12-04").lapsing
    assert late["thank_you"] == 1
    shop_desk.close_on(rosie.book, {day("11-26") + timedelta(days=n): "away" for n in range(9)}, TODAY)
    assert "thank_you" not in away(rosie, "11-25", "12-04").lapsing
    rosie.undo()
    assert away(rosie, "11-25", "12-04").lapsing == late


def test_who_never_may_be_written_to_is_not_named(rosie: Rosie) -> None:
    """SUP-3."""
    birthday_of(rosie, "15 dec")
    customers.stop(rosie.book, 1, Cause.DO_NOT_CONTACT, "said so", TODAY)
    assert away(rosie, "12-04", "12-20").passing == ()
