"""Drives: a target over what comes without one, a line of pace, an alert at half-time (REF-6)."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from referral_desk import Desk

from carebook.referrals import rules
from carebook.referrals.desk import driving
from carebook.referrals.entry import DriveEndEntry, DriveEntry, HalfTimeEntry
from carebook.referrals.model import Drive
from carebook.referrals.refusals import DrivesOverlap, OutOfTurn
from carebook.referrals.store import drives, owed

MONDAY = date(2026, 9, 7)


def a_drive(weeks: int = 10, baseline: int = 20, percent: int = 10) -> Drive:
    """A drive from a Monday on."""
    return Drive(1, "Autumn", MONDAY, weeks, percent, baseline, 0, "", None, "", None, "")


# The numbers ------------------------------------------------------------------------------------------------


def test_two_a_week_for_ten_weeks_and_ten_percent_make_22_and_11_by_week_five() -> None:
    """REF-6."""
    drive = a_drive()
    assert drive.target == 22
    assert rules.pace(drive, MONDAY + timedelta(days=34)) == 11
    assert [rules.pace(drive, MONDAY + timedelta(days=n)) for n in (-1, 6, 69, 100)] == [0, Fraction(22, 10), 22, 22]
    assert drive.half_time_day == MONDAY + timedelta(days=35)
    assert drive.ends_on == MONDAY + timedelta(days=69)


@pytest.mark.parametrize(
    ("drive", "enough"),
    [(a_drive(), 9), (a_drive(baseline=25, percent=0), 10), (a_drive(baseline=0), 0), (a_drive(percent=100), 16)],
    ids=["8.8 of 11", "10 of 12.5 to the point", "nothing to reach", "16 of 20 to the point"],
)
def test_below_80_percent_of_pace_at_half_time_is_behind(drive: Drive, enough: int) -> None:
    """REF-6."""
    assert not rules.is_behind(drive, enough)
    assert rules.is_behind(drive, enough - 1) or enough == 0


def test_an_odd_number_of_weeks_has_its_half_time_in_the_middle_of_one() -> None:
    """REF-6: of 7 days, four are the first half."""
    assert a_drive(weeks=1).half_time_day == MONDAY + timedelta(days=4)
    assert a_drive(weeks=3).half_time_day == MONDAY + timedelta(days=11)


@given(st.integers(1, 53), st.integers(0, 500), st.integers(0, 1000))
def test_the_line_of_pace_never_falls_and_ends_at_the_target(weeks: int, baseline: int, percent: int) -> None:
    """REF-6."""
    drive = a_drive(weeks, baseline, percent)
    line = [rules.pace(drive, MONDAY + timedelta(days=n)) for n in range(-1, 7 * weeks + 1)]
    assert line == sorted(line)
    assert line[0] == 0
    assert line[-2:] == [drive.target] * 2
    assert rules.reached(drive, -(-drive.target.numerator // drive.target.denominator))


# At the desk ------------------------------------------------------------------------------------------------


@pytest.fixture
def ann(desk: Desk) -> int:
    """Who introduced somebody on the last day before, and the first day that count for a baseline."""
    ann = desk.customer("Ann")
    for on in (MONDAY - timedelta(days=15), MONDAY - timedelta(days=14), MONDAY - timedelta(days=1), MONDAY):
        desk.introduce(ann, f"Somebody of {on}", on)
    return ann


def test_the_baseline_is_what_came_in_as_many_weeks_before(desk: Desk, ann: int) -> None:
    """REF-6."""
    counted = desk.drive(name="Autumn", starts_on=str(MONDAY), weeks="2", baseline="")
    assert drives.drive(desk.book.db, counted).baseline == 2
    entry = desk.form(DriveEntry, name="Autumn", starts_on=str(MONDAY), weeks="2", baseline="30", target_percent="20 %")
    driving.edit_drive(desk.book, counted, entry, desk.today)
    assert drives.drive(desk.book.db, counted).target == 36


def test_only_introductions_that_count_bring_a_drive_forward(desk: Desk, ann: int) -> None:
    """REF-6: who is named twice was introduced once."""
    drive = drives.drive(desk.book.db, desk.drive(name="Autumn", starts_on=str(MONDAY), weeks="2", baseline=""))
    bo, dora = desk.customer("Bo"), desk.customer("Dora")
    desk.brought(ann, dora, MONDAY + timedelta(days=7))
    desk.brought(bo, dora, MONDAY + timedelta(days=8))
    desk.introduce(bo, "After it", MONDAY + timedelta(days=14))
    assert drives.introduced_in(desk.book.db, drive, desk.today) == 2
    assert drives.by_week(desk.book.db, drive, desk.today) == [1, 1]
    assert drives.by_week(desk.book.db, drive, MONDAY - timedelta(days=1)) == []


def test_drives_do_not_overlap_by_a_day(desk: Desk) -> None:
    """REF-6: nobody could tell their introductions apart."""
    first = desk.drive(name="Autumn", starts_on="2026-09-07", weeks="2")
    for starts_on, weeks in (("2026-09-20", "1"), ("2026-08-31", "2"), ("2026-08-31", "9"), ("2026-09-08", "1")):
        with pytest.raises(DrivesOverlap, match="“Autumn” runs until"):
            desk.drive(name="Other", starts_on=starts_on, weeks=weeks)
    desk.drive(name="After", starts_on="2026-09-21", weeks="1")
    desk.drive(name="Before", starts_on="2026-08-31", weeks="1")
    entry = desk.form(DriveEntry, name="Autumn", starts_on="2026-09-08", weeks="2", baseline="5")
    with pytest.raises(DrivesOverlap, match="“After”"):
        driving.edit_drive(desk.book, first, entry, desk.today)


def test_half_time_and_the_end_are_noted_when_they_are_there(desk: Desk) -> None:
    """REF-6."""
    drive = desk.drive(name="Autumn", starts_on=str(MONDAY), weeks="2", baseline="20")
    desk.today = MONDAY + timedelta(days=6)
    with pytest.raises(OutOfTurn, match="half-time on Mon 14 Sep"):
        driving.note_half_time(desk.book, drive, desk.form(HalfTimeEntry, half_time="Ask."), desk.today)
    assert owed.paces(desk.book.db, desk.today) == []
    desk.today += timedelta(days=1)
    assert "is behind at half-time: 0 introduced, 11 wanted" in owed.paces(desk.book.db, desk.today)[0].about
    driving.note_half_time(desk.book, drive, desk.form(HalfTimeEntry, half_time="Ask at the till."), desk.today)
    assert owed.paces(desk.book.db, desk.today) == []
    desk.today = MONDAY + timedelta(days=13)
    with pytest.raises(OutOfTurn, match="runs until Sun 20 Sep"):
        driving.close_drive(desk.book, drive, desk.form(DriveEndEntry), desk.today)
    desk.today += timedelta(days=1)
    assert "is over: 0 introduced, the target was 22" in owed.paces(desk.book.db, desk.today)[0].about
    driving.close_drive(desk.book, drive, desk.form(DriveEndEntry, learned="Begin earlier.", cost="35"), desk.today)
    assert owed.paces(desk.book.db, desk.today) == []
    known = drives.drive(desk.book.db, drive)
    assert (known.half_time, known.learned, known.cost) == ("Ask at the till.", "Begin earlier.", 3500)
