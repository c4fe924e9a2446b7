"""Reminders of the owner's own: noted, changed, put off, done, taken out, and where they stand meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from carebook import review, timeline
from carebook.book.book import Book
from carebook.book.journal import dump
from carebook.cli.words import to_do_in_words
from carebook.customers.desk import add_customer, set_occasion
from carebook.customers.desk.reminding import (
    change_reminder,
    put_reminder_off,
    remembered,
    remind,
    remove_reminder,
)
from carebook.customers.entry import CustomerEntry, OccasionEntry, ReminderEntry
from carebook.customers.model import Reminder
from carebook.customers.refusals import DoneAlready, Gone, NotPutOff
from carebook.customers.store import any_reminder
from carebook.customers.store.reminders import ToRemember, reminder, reminders
from carebook.entry import read
from carebook.shop.desk import open_shop
from carebook.shop.entry import ShopEntry
from carebook.shop.store import shop
from carebook.typed import Setting, Wrong

TODAY = date(2026, 11, 25)
SETTING = Setting("US", "USD", TODAY)
TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    Book.create(tmp_path / "x.db")
    with Book.open(tmp_path / "x.db", write=True) as found:
        open_shop(found, read(ShopEntry, {"name": "Rosie's", "country": "US", "currency": "USD"}, SETTING))
        add_customer(found, read(CustomerEntry, {"name": "Ann Park"}, SETTING), TODAY)
        yield found


def entry(what: str = "ask about the fence", on_day: str = "2026-11-27") -> ReminderEntry:
    return read(ReminderEntry, {"what": what, "on_day": on_day}, SETTING)


def note(book: Book, on_day: str = "2026-11-27", what: str = "ask about the fence") -> int:
    return remind(book, 1, entry(what, on_day), TODAY).only("reminder")


def standing(book: Book, on: date) -> list[tuple[str, str]]:
    return [(one.what, review.state_of(one, on)) for one in review.to_remember(book.db, on)]


def only(book: Book, on: date) -> ToRemember:
    (found,) = review.to_remember(book.db, on)
    return found


@pytest.mark.parametrize(
    ("typed", "beside"),
    [
        ({"what": "", "on_day": "+1w"}, "what"),
        ({"what": "  ", "on_day": "+1w"}, "what"),
        ({"what": "fence", "on_day": ""}, "on_day"),
        ({"what": "fence", "on_day": "2026-11-24"}, "on_day"),
        ({"what": "fence", "on_day": "soonish"}, "on_day"),
    ],
)
def test_what_is_missing_or_over_is_said_beside_its_field(typed: dict[str, str], beside: str) -> None:
    with pytest.raises(Wrong) as wrong:
        read(ReminderEntry, typed, SETTING)
    assert set(wrong.value.errors) == {beside}


def test_a_reminder_stands_on_its_day_and_is_late_after_it(book: Book) -> None:
    note(book)
    days = [TODAY, TOMORROW, date(2026, 11, 27), date(2026, 11, 28), date(2027, 11, 28)]
    assert [standing(book, day) for day in days] == [
        [],
        [],
        [("ask about the fence", "due")],
        [("ask about the fence", "late")],
        [("ask about the fence", "late")],
    ]


def test_today_itself_is_a_day_to_be_reminded_on(book: Book) -> None:
    note(book, "2026-11-25")
    assert standing(book, TODAY) == [("ask about the fence", "due")]


def test_late_ones_come_first_and_what_is_ahead_last(book: Book) -> None:
    for on_day, what in (("2026-11-30", "ahead"), ("2026-11-28", "due"), ("2026-11-26", "late")):
        note(book, on_day, what)
    found = review.to_remember(book.db, date(2026, 11, 28), ahead=7)
    assert [one.what for one in found] == ["late", "due", "ahead"]


def test_what_is_for_today_comes_before_a_yearly_day_that_is_near(book: Book) -> None:
    wedding = read(OccasionEntry, {"kind": "wedding", "day": "29 nov", "lead": "5"}, SETTING)
    set_occasion(book, 1, wedding, TODAY)
    note(book, "2026-11-25")
    assert [str(one.by) for one in review.to_remember(book.db, TODAY)] == ["2026-11-25", "2026-11-29"]


def test_done_it_leaves_today_and_stands_on_the_timeline(book: Book) -> None:
    number = note(book, "2026-11-25")
    assert remembered(book, only(book, TODAY), TODAY).label == "Remembered Ann Park: ask about the fence"
    assert standing(book, TODAY) == []
    assert reminder(book.db, number).done_on == TODAY
    (told,) = timeline.timeline(book.db, 1)
    assert (told.day, told.key, isinstance(told.record, Reminder)) == (TODAY, ("reminder", number), True)


def test_done_or_taken_out_twice_is_refused(book: Book) -> None:
    number = note(book, "2026-11-25")
    what = only(book, TODAY)
    remembered(book, what, TODAY)
    for again in (
        lambda: remembered(book, what, TODAY),
        lambda: put_reminder_off(book, what, TOMORROW, TODAY),
        lambda: change_reminder(book, number, entry(), TODAY),
    ):
        with pytest.raises(DoneAlready):
            again()
    remove_reminder(book, number, TODAY)
    with pytest.raises(Gone):
        remove_reminder(book, number, TODAY)


def test_put_off_it_comes_back_on_that_day(book: Book) -> None:
    note(book, "2026-11-25")
    put_reminder_off(book, only(book, TODAY), date(2026, 12, 2), TODAY)
    assert [len(standing(book, day)) for day in (TODAY, date(2026, 12, 1), date(2026, 12, 2))] == [0, 0, 1]


@pytest.mark.parametrize("until", [TODAY, TODAY - timedelta(days=1)])
def test_it_is_put_off_only_to_a_day_ahead(book: Book, until: date) -> None:
    note(book, "2026-11-25")
    with pytest.raises(NotPutOff):
        put_reminder_off(book, only(book, TODAY), until, TODAY)


def test_changing_moves_it_and_says_it_anew(book: Book) -> None:
    number = note(book)
    change_reminder(book, number, entry("ask about the gate", "2026-11-26"), TODAY)
    assert standing(book, TOMORROW) == [("ask about the gate", "due")]


def test_every_verb_is_undone_and_done_again_exactly(book: Book) -> None:
    """S9."""
    number = note(book, "2026-11-25")
    what = only(book, TODAY)
    for verb in (
        lambda: put_reminder_off(book, what, TOMORROW, TODAY),
        lambda: change_reminder(book, number, entry("other"), TODAY),
        lambda: remembered(book, what, TODAY),
        lambda: remove_reminder(book, number, TODAY),
    ):
        before = dump(book.db)
        verb()
        after = dump(book.db)
        assert before != after
        book.undo(TODAY)
        assert dump(book.db) == before
        book.redo(TODAY)
        assert dump(book.db) == after
        book.undo(TODAY)


def test_an_answer_that_was_sent_in_twice_is_one_reminder(book: Book) -> None:
    """S2."""
    remind(book, 1, entry(), TODAY, token="once")
    with pytest.raises(Exception, match="already"):
        remind(book, 1, entry(), TODAY, token="once")
    assert len(reminders(book.db, 1)) == 1


def test_reminders_go_with_their_customer(book: Book) -> None:
    from carebook.customers.desk import remove_customer

    note(book)
    remove_customer(book, 1, TODAY)
    assert book.db.execute("SELECT count(*) FROM reminder").fetchone()[0] == 0
    book.undo(TODAY)
    assert len(reminders(book.db, 1)) == 1


# Yearly days ----------------------------------------------------------------------------------------------


def wedding(book: Book, day: str = "30 nov 2016", lead: str = "") -> int:
    typed = {"kind": "wedding", "day": day, "lead": lead}
    return set_occasion(book, 1, read(OccasionEntry, typed, SETTING), TODAY).only("occasion")


def test_a_yearly_day_is_remembered_before_it_and_never_late(book: Book) -> None:
    """LET-4."""
    wedding(book)
    days = {day: standing(book, day) for day in (date(2026, 11, 22), date(2026, 11, 23), date(2026, 11, 30))}
    assert days == {
        date(2026, 11, 22): [],
        date(2026, 11, 23): [("wedding day of Ann Park, 10 years", "due")],
        date(2026, 11, 30): [("wedding day of Ann Park, 10 years", "due")],
    }
    assert standing(book, date(2026, 12, 1)) == []


def test_a_yearly_day_that_is_done_comes_back_next_year(book: Book) -> None:
    occasion = wedding(book)
    remembered(book, only(book, TODAY), TODAY)
    assert standing(book, TODAY) == standing(book, date(2026, 11, 30)) == []
    assert standing(book, date(2027, 11, 30)) == [("wedding day of Ann Park, 11 years", "due")]
    (kept,) = reminders(book.db, 1)
    assert (kept.occasion_id, kept.on_day, kept.done_on) == (occasion, date(2026, 11, 30), TODAY)


def test_a_yearly_day_is_put_off_until_the_day_itself_at_the_latest(book: Book) -> None:
    wedding(book)
    with pytest.raises(NotPutOff, match="30 Nov"):
        put_reminder_off(book, only(book, TODAY), date(2026, 12, 1), TODAY)
    put_reminder_off(book, only(book, TODAY), date(2026, 11, 30), TODAY)
    assert [len(standing(book, TODAY + timedelta(days=n))) for n in range(8)] == [0, 0, 0, 0, 0, 1, 1, 1]
    assert standing(book, date(2026, 12, 1))[0][1] == "late"


def test_a_yearly_day_is_put_off_again_and_again_but_never_past_itself(book: Book) -> None:
    """LET-2, LET-4: once on Today, until its own day."""
    wedding(book)
    put_reminder_off(book, only(book, TODAY), TOMORROW, TODAY)
    assert (only(book, TOMORROW).due, only(book, TOMORROW).by) == (TOMORROW, date(2026, 11, 30))
    with pytest.raises(NotPutOff, match="30 Nov"):
        put_reminder_off(book, only(book, TOMORROW), date(2026, 12, 1), TOMORROW)
    put_reminder_off(book, only(book, TOMORROW), date(2026, 11, 28), TOMORROW)
    seen = [standing(book, date(2026, 11, day)) for day in (27, 28, 29, 30)]
    assert seen == [[], *([[("wedding day of Ann Park, 10 years", "due")]] * 3)]
    (late,) = standing(book, date(2026, 12, 1))
    assert late[1] == "late"
    with pytest.raises(NotPutOff, match="The day itself was"):
        put_reminder_off(book, only(book, date(2026, 12, 1)), date(2026, 12, 3), date(2026, 12, 1))


def test_a_reminder_of_a_yearly_day_is_not_changed_to_a_day_after_it(book: Book) -> None:
    wedding(book)
    number = put_reminder_off(book, only(book, TODAY), TOMORROW, TODAY).only("reminder")
    with pytest.raises(NotPutOff, match="30 Nov"):
        change_reminder(book, number, entry("flowers", "2026-12-01"), TODAY)
    change_reminder(book, number, entry("flowers", "2026-11-30"), TODAY)
    assert standing(book, date(2026, 11, 30)) == [("flowers", "due")]


def test_a_yearly_day_far_ahead_is_not_put_off_to_a_day_before_its_longest_lead_time(book: Book) -> None:
    """It would stand on Today twice, once it came into sight by itself."""
    wedding(book, "31 jan 2016", lead="60")
    (far,) = review.to_remember(book.db, TODAY, ahead=14)
    with pytest.raises(NotPutOff, match="at most 60 days before"):
        put_reminder_off(book, far, TOMORROW, TODAY)
    put_reminder_off(book, far, date(2026, 12, 2), TODAY)
    assert [len(standing(book, date(2026, 12, day))) for day in (1, 2, 3)] == [0, 1, 1]


@pytest.mark.parametrize(("on_1_march", "by"), [(0, "2027-02-28"), (1, "2027-03-01")])
def test_a_reminder_of_29_february_is_for_the_day_that_the_shop_keeps(book: Book, on_1_march: int, by: str) -> None:
    """LET-4."""
    with book.act("Set", TODAY) as act:
        act.db.execute("INSERT INTO number (name, value) VALUES ('leap_on_1_march', ?)", [on_1_march])
    wedding(book, "29 feb 2016")
    on = date(2027, 2, 24)
    put_reminder_off(book, only(book, on), date(2027, 2, 25), on)
    assert str(only(book, date(2027, 2, 25)).by) == by


# Where they are told ---------------------------------------------------------------------------------------


def test_other_programs_are_told_of_both(book: Book) -> None:
    note(book, "2026-11-25")
    occasion = wedding(book)
    rows = review.review(book.db, TOMORROW, ahead=0, everything=False, newest_id=None)
    assert [(row.desk, row.kind, row.id, row.subject, row.due, row.by, row.state) for row in rows] == [
        ("callbacks", "remind", 1, "reminder 1", "2026-11-25", "2026-11-25", "late"),
        ("callbacks", "remind", None, f"occasion {occasion}", "2026-11-23", "2026-11-30", "due"),
    ]


def test_words_name_what_when_and_who(book: Book) -> None:
    note(book, "2026-11-25")
    note(book, "2026-11-28", "bring the catalogue")
    said = to_do_in_words(shop(book.db), TOMORROW, review.gather(book.db, TOMORROW, ahead=3))
    assert "1 to do, 1 late" in said
    assert "Remember\n  !  ask about the fence  Ann Park  for Wed 25 Nov" in said
    assert "Remember, coming up\n     bring the catalogue  Ann Park  from Sat 28 Nov" in said


def test_a_book_without_any_loads_nothing_for_them(book: Book) -> None:
    assert not any_reminder(book.db)
    number = note(book)
    assert any_reminder(book.db)
    remembered(book, ToRemember(number, None, 1, "Ann Park", TODAY, TODAY, "x"), TODAY)
    assert not any_reminder(book.db)
    wedding(book)
    assert any_reminder(book.db)


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT EXISTS (SELECT 1 FROM reminder WHERE done_on IS NULL)",
        "SELECT EXISTS (SELECT 1 FROM occasion WHERE kind <> 'birthday')",
        "SELECT r.id FROM reminder r JOIN customer c ON c.id = r.customer_id WHERE r.done_on IS NULL AND r.on_day > ''"
        " AND r.on_day <= '2026-11-25'",
        "SELECT id FROM reminder WHERE customer_id = 1",
    ],
)
def test_a_hundred_thousand_are_looked_up_by_an_index(book: Book, statement: str) -> None:
    plan = " ".join(row[3] for row in book.db.execute(f"EXPLAIN QUERY PLAN {statement}"))
    assert "INDEX reminder_" in plan or "INDEX occasion_to_remember" in plan, plan
