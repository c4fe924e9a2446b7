"""Planning: which letters the facts call for, and what becomes of them when the facts change (LET-3 to LET-9)."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rosie import Facts, Rosie, day, rosies

from carebook.book import journal
from carebook.book.book import Book
from carebook.customers import desk as customers
from carebook.customers.desk import household
from carebook.customers.entry import CustomerEntry, OccasionEntry
from carebook.customers.model import Cause
from carebook.entry import read
from carebook.letters.desk import planning, running, sending
from carebook.letters.desk.looking import coming_up
from carebook.letters.entry import CampaignEntry
from carebook.letters.model import KINDS, Window
from carebook.letters.store import letters as store
from carebook.letters.store.outbox import page_of_outbox
from carebook.letters.store.today import is_reviewed, lapsed_since_review, note_review
from carebook.shop import desk as shop_desk
from carebook.shop.entry import GatheringEntry


@pytest.fixture
def rosie(book_path: Path) -> Iterator[Rosie]:
    """Her shop on Wednesday 25 November 2026, the plan being kept."""
    with rosies(book_path) as found:
        yield found


def campaign(rosie: Rosie, **typed: str) -> int:
    entry = read(CampaignEntry, {"title": "Winter news", "message": "All is warm.", **typed}, rosie.setting)
    return next(iter(running.add_campaign(rosie.book, entry, rosie.today).touched["campaign"]))


def gathering(rosie: Rosie, on: str, label: str = "Open house") -> int:
    entry = read(GatheringEntry, {"day": day(on).isoformat(), "label": label}, rosie.setting)
    return next(iter(shop_desk.add_gathering(rosie.book, entry, rosie.today).touched["gathering"]))


def states(rosie: Rosie, kind: str) -> list[tuple[str, str]]:
    return [(one.state, one.cause) for one in rosie.letters(kind)]


# Each kind -------------------------------------------------------------------------------------------------


def test_a_sale_has_its_thanks_and_its_survey(rosie: Rosie) -> None:
    sale = rosie.sale(rosie.customer(), "2026-11-25")
    assert rosie.windows("thank_you") == [("11-25", "11-25", "11-25", "11-27")]
    assert rosie.windows("how_did_we_do") == [("11-25", "12-02", "12-09", "12-16")]
    letter = rosie.one("thank_you")
    assert (letter.subject_kind, letter.subject_id, letter.occurrence) == ("sale", sale, "")


def test_a_gift_waits_for_its_day(rosie: Rosie) -> None:
    rosie.sale(rosie.customer(), "2026-11-25", gift_reveal_on="2026-12-24")
    assert rosie.windows("thank_you") == [("12-24", "12-24", "12-24", "12-28")]
    assert rosie.windows("how_did_we_do") == [("12-24", "12-31", "2027-01-07", "2027-01-14")]
    assert [kind for kind, _, _ in rosie.review()] == ["seasons_greeting"]


def test_a_gift_beyond_the_horizon_is_planned_in_time(rosie: Rosie) -> None:
    """LET-3."""
    rosie.sale(rosie.customer(), "2026-11-25", gift_reveal_on="2027-03-01")
    assert rosie.letters("thank_you") == []
    rosie.on("2027-01-01")
    assert rosie.windows("thank_you") == [("2027-03-01", "2027-03-01", "2027-03-01", "2027-03-03")]


def test_an_account_is_welcomed_once(rosie: Rosie) -> None:
    customer = rosie.customer(opened_on="2026-11-20")
    assert rosie.windows("welcome") == [("11-20", "11-30", "12-04", "12-20")]
    sending.mark_sent(rosie.on("12-01").book, [rosie.one("welcome").id], day("12-01"), day("12-01"))
    rosie.open_account(customer, "2026-11-30")
    assert [one.state for one in rosie.letters("welcome")] == ["sent"]


def test_an_unknown_account_day_is_that_of_the_first_sale(rosie: Rosie) -> None:
    customer = rosie.customer()
    assert not rosie.letters("welcome")
    rosie.sale(customer, "2026-11-20")
    assert rosie.windows("welcome") == [("11-20", "11-30", "12-04", "12-20")]
    rosie.sale(customer, "2026-11-10")
    assert rosie.windows("welcome") == [("11-10", "11-20", "11-24", "12-10")]
    rosie.on("2027-10-25")
    assert [one.occurrence for one in rosie.letters("anniversary")] == ["2027"]
    assert [one.occurrence for one in rosie.letters("how_are_we_doing")] == ["2027"]


def test_without_account_day_and_sale_only_the_yearly_greeting_is_planned(rosie: Rosie) -> None:
    rosie.customer()
    rosie.on("2027-11-24")
    assert {one.kind for one in rosie.letters()} == {"seasons_greeting"}


def test_an_anniversary_needs_a_sale_in_two_years(rosie: Rosie) -> None:
    faithful, silent = rosie.customer(opened_on="2020-12-20"), rosie.customer("Bo Lund", opened_on="2020-12-20")
    rosie.sale(faithful, "2024-12-20")
    rosie.sale(silent, "2024-12-19")
    assert rosie.windows("anniversary") == [("12-20", "12-17", "12-23", "2027-01-03")]
    rosie.sale(silent, "2026-11-24")
    assert len(rosie.letters("anniversary")) == 2


def test_the_first_anniversary_is_that_of_year_one(rosie: Rosie) -> None:
    rosie.sale(rosie.customer(opened_on="2026-11-20"), "2026-11-20")
    assert not rosie.letters("anniversary")
    rosie.on("2027-11-01")
    assert [one.occurrence for one in rosie.letters("anniversary")] == ["2027"]


def test_a_full_survey_is_for_those_of_a_year_or_two_sales(rosie: Rosie) -> None:
    old, new, keen = (rosie.customer(name) for name in ("Old One", "New One", "Keen One"))
    for customer, opened, name in ((old, "2025-06-10", "Old One"), (new, "2026-06-10", "New One")):
        rosie.open_account(customer, opened, name)
    rosie.open_account(keen, "2026-06-10", "Keen One")
    for sold_on in ("2026-06-10", "2026-09-10"):
        rosie.sale(keen, sold_on)
    assert [(one.customer_id, one.due) for one in rosie.letters("how_are_we_doing")] == [
        (old, day("12-10")),
        (keen, day("12-10")),
    ]


@pytest.mark.parametrize(
    ("opened", "on", "anchor"),
    [
        ("2024-08-31", "2026-02-01", "02-28"),
        ("2022-08-29", "2024-02-01", "2024-02-29"),
        ("2024-02-29", "2026-08-01", "08-29"),
    ],
)
def test_half_a_year_is_counted_from_the_account_day(book_path: Path, opened: str, on: str, anchor: str) -> None:
    """LET-4."""
    with rosies(book_path, on) as rosie:
        rosie.customer(opened_on=opened)
        assert [found[0] for found in rosie.windows("how_are_we_doing")] == [anchor]


def test_full_surveys_are_half_a_year_apart(rosie: Rosie) -> None:
    customer = rosie.customer(opened_on="2020-05-25")
    running.switch(rosie.book, "seasons_greeting", rosie.today, on=False)
    sending.mark_sent(rosie.book, [rosie.one("how_are_we_doing").id], rosie.today, rosie.today)
    rosie.open_account(customer, "2020-08-01")
    rosie.on("2027-01-01")
    assert [one.state for one in rosie.letters("how_are_we_doing")] == ["sent"]
    rosie.on("2027-12-31")
    assert [one.occurrence for one in rosie.letters("how_are_we_doing")] == ["2026", "2028"]


def test_the_seasons_greeting_is_before_thanksgiving_or_the_shops_own_day(rosie: Rosie) -> None:
    rosie.customer()
    assert rosie.windows("seasons_greeting") == [("11-26", "11-12", "11-18", "11-25")]
    with rosie.book.act("moved to Germany", rosie.today) as act:
        act.db.execute("UPDATE shop SET country = 'DE', greeting_day = '12-06'")
    assert rosie.windows("seasons_greeting") == [("12-06", "11-22", "11-28", "12-05")]
    with rosie.book.act("moved the day", rosie.today) as act:
        act.db.execute("UPDATE shop SET greeting_day = '12-01'")
    assert rosie.windows("seasons_greeting") == [("12-01", "11-17", "11-23", "11-30")]


def test_appreciation_leaves_on_one_day_drawn_and_kept(rosie: Rosie) -> None:
    for number in range(30):
        rosie.customer(f"Guest {number}")
    gathering(rosie, "12-30")
    before = [(one.id, one.due) for one in rosie.letters("appreciation")]
    days = {due for _, due in before}
    assert len(before) == 30
    assert min(days) >= day("12-09")
    assert max(days) <= day("12-23")
    assert len(days) > 5
    assert {one.lapses for one in rosie.letters("appreciation")} == {day("12-30")}
    assert all(one.late_after == one.due + timedelta(days=7) for one in rosie.letters("appreciation"))
    rosie.on("12-01").customer("One more")
    assert set(before) < {(one.id, one.due) for one in rosie.letters("appreciation")}


def test_appreciation_comes_once_a_year(rosie: Rosie) -> None:
    rosie.customer()
    first = gathering(rosie, "12-10")
    letter = rosie.one("appreciation")
    gathering(rosie, "12-20")
    assert rosie.one("appreciation") == letter
    sending.mark_sent(rosie.on("12-05").book, [letter.id], rosie.today, rosie.today)
    shop_desk.remove_gathering(rosie.book, first, rosie.today)
    assert states(rosie, "appreciation") == [("sent", "")]


@pytest.mark.parametrize("taken_out", [True, False], ids=["its gathering is taken out", "an earlier one is added"])
def test_who_loses_a_printed_appreciation_gets_that_of_the_gathering_in_its_place(
    rosie: Rosie, taken_out: bool
) -> None:
    """LET-3: as everybody does whose letter was not printed yet."""
    ann, bo = rosie.customer(), rosie.customer("Bo Lund")
    first, second = gathering(rosie, "12-10"), gathering(rosie, "12-20")
    letter = next(one.id for one in rosie.letters("appreciation") if one.customer_id == ann)
    with rosie.book.act("Printed", rosie.today) as act:
        store.set_on(act.db, [letter], state="printed", printed_on=rosie.today, channel="post", text="Dear Ann")
    before = rosie.facts()
    if taken_out:
        shop_desk.remove_gathering(rosie.book, first, rosie.today)
    else:
        second = gathering(rosie, "12-08")
    assert {(one.customer_id, one.subject_id) for one in rosie.letters("appreciation", "open")} == {
        (ann, second), (bo, second),
    }  # fmt: skip
    rosie.undo()
    assert rosie.facts() == before


def test_news_is_answered_by_hand_and_nothing_else_plans_a_condolence(rosie: Rosie) -> None:
    customer = rosie.customer()
    rosie.news(customer, "congratulation", "Won the flower show", heard_on="2026-11-20")
    rosie.news(customer, "condolence", "Lost her mother")
    assert rosie.windows("congratulation") == [("11-20", "11-20", "11-27", "12-11")]
    assert rosie.windows("condolence") == [("11-25", "11-25", "12-02", "12-16")]


def test_a_newsletter_goes_to_everyone_or_to_a_tag(rosie: Rosie) -> None:
    rosie.customer(tags="garden club")
    other = rosie.customer("Bo Lund")
    campaign(rosie, kind="newsletter", starts_on="2026-12-01")
    assert rosie.windows("newsletter") == [("12-01", "12-01", "12-15", "2027-01-15")] * 2
    campaign(rosie, kind="promotion", title="Pots", offer="10 % off", tag="garden club",
             starts_on="2026-12-01", ends_on="2026-12-31")  # fmt: skip
    assert rosie.windows("promotion") == [("12-01", "12-01", "-", "12-26")]
    edited = read_customer(rosie, "Bo Lund", tags="garden club")
    customers.edit_customer(rosie.book, other, edited, rosie.today)
    assert len(rosie.letters("promotion", "open")) == 2
    customers.edit_customer(rosie.book, other, read_customer(rosie, "Bo Lund", tags=""), rosie.today)
    assert states(rosie, "promotion") == [("open", ""), ("cancelled", "no longer applies")]


def read_customer(rosie: Rosie, name: str, **typed: str) -> CustomerEntry:
    return read(CustomerEntry, {"name": name, **typed}, rosie.setting)


# Yearly days -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("on", "leap", "on_1_march", "anchor", "due"),
    [
        ("2027-02-01", "", 0, "2027-02-28", "2027-02-18"),
        ("2028-02-01", "", 0, "2028-02-29", "2028-02-19"),
        ("2027-02-01", "", 1, "2027-03-01", "2027-02-19"),
        ("2028-02-01", "", 1, "2028-02-29", "2028-02-19"),
        ("2027-02-01", "mar", 0, "2027-03-01", "2027-02-19"),
        ("2027-02-01", "feb", 1, "2027-02-28", "2027-02-18"),
    ],
)
def test_29_february(book_path: Path, on: str, leap: str, on_1_march: int, anchor: str, due: str) -> None:
    """LET-4, story 4: both rules, and each occasion may override."""
    with rosies(book_path, on) as rosie:
        shop_desk.set_number(rosie.book, "leap_on_1_march", str(on_1_march), rosie.today)
        rosie.birthday(rosie.customer(), "29 feb", leap=leap)
        assert [found[:2] for found in rosie.windows("birthday")] == [(anchor, due)]


def test_an_account_opened_on_29_february_follows_the_shops_rule(book_path: Path) -> None:
    with rosies(book_path, "02-01") as rosie:
        rosie.sale(rosie.customer(opened_on="2024-02-29"), "2026-01-10")
        assert [found[0] for found in rosie.windows("anniversary")] == ["02-28"]
        shop_desk.set_number(rosie.book, "leap_on_1_march", "1", rosie.today)
        assert [found[0] for found in rosie.windows("anniversary")] == ["03-01"]


def test_birthdays_come_every_year_from_the_first(rosie: Rosie) -> None:
    """LET-4: projected from the stored day, without the day of birth itself."""
    customer = rosie.customer()
    pet = rosie.member(customer, "Fifi", "pet")
    child = rosie.member(customer, "Tim", "child", "yes")
    rosie.birthday(customer, "4 dec 1970")
    rosie.birthday(customer, "6 dec", pet)
    rosie.birthday(customer, "24 nov 2026", child)
    assert rosie.windows("birthday") == [("12-04", "11-24", "11-28", "12-04")]
    assert rosie.windows("pet_birthday") == [("12-06", "11-26", "11-30", "12-06")]
    rosie.on("2028-12-20")
    assert [one.occurrence for one in rosie.letters("birthday") if one.subject_kind == "customer"] == [
        "2026", "2027", "2028",
    ]  # fmt: skip
    assert [one.occurrence for one in rosie.letters("birthday") if one.subject_id == child] == ["2027", "2028"]


def test_who_leaves_is_not_written_to_twice_for_one_birthday(rosie: Rosie) -> None:
    """LET-3: the card that went to the household counts; next year's is their own."""
    parks = rosie.customer("Ann Park", kind="household")
    john, eva = rosie.member(parks, "John Park"), rosie.member(parks, "Eva Park", "other")
    rosie.birthday(parks, "4 dec 1980", john)
    rosie.birthday(parks, "5 dec 1950", eva)
    sending.mark_sent(rosie.book, [rosie.letters("birthday")[0].id], rosie.today, rosie.today)
    before = rosie.facts()
    household.member_left(rosie.book, john, rosie.today, rosie.today, own_record=True)
    household.member_left(rosie.book, eva, rosie.today, rosie.today, own_record=True)
    assert [
        (one.customer_id, one.state, one.cause) for one in rosie.letters("birthday") if one.customer_id != parks
    ] == [
        (parks + 1, "skipped", "sent before they left"),
        (parks + 2, "open", ""),
    ]
    for _ in range(2):
        rosie.undo()
    assert rosie.facts() == before
    for _ in range(2):
        rosie.redo()
    rosie.on("2027-12-01")
    assert [(one.customer_id, one.occurrence) for one in rosie.letters("birthday", "open")] == [
        (parks + 2, "2026"), (parks + 1, "2027"), (parks + 2, "2027"),
    ]  # fmt: skip


def test_the_birthday_of_who_gave_the_household_its_name_is_cancelled_as_theirs(rosie: Rosie) -> None:
    """SUP-1: though it stood with the household."""
    parks = rosie.customer("Ann Park", kind="household")
    rosie.member(parks, "John Park")
    rosie.birthday(parks, "4 dec")
    household.someone_died(rosie.book, parks, "Ann Park", rosie.today, rosie.today)
    assert states(rosie, "birthday") == [("cancelled", "deceased")]


@pytest.mark.parametrize(
    ("lead", "window"),
    [
        ("", ("12-20", "12-10", "12-14", "12-20")),
        ("21", ("12-20", "11-29", "12-03", "12-20")),
        ("3", ("12-20", "12-17", "12-20", "12-20")),
        ("0", ("12-20", "12-20", "12-20", "12-20")),
    ],
)
def test_a_birthday_has_a_lead_time_of_its_own(rosie: Rosie, lead: str, window: tuple[str, ...]) -> None:
    """Due so many days before, late after four days more, and never later than the day itself."""
    birthday(rosie, rosie.customer(), "20 dec", lead)
    assert rosie.windows("birthday") == [window]


def test_a_lead_time_holds_where_the_plan_lapses_earlier_or_later(rosie: Rosie) -> None:
    birthday(rosie, rosie.customer(), "20 dec", "2")
    rosie.set_window("birthday", Window(-10, -6, -5))
    assert rosie.windows("birthday") == [("12-20", "12-18", "12-20", "12-20")]
    rosie.set_window("birthday", Window(-10, -6, 3))
    assert rosie.windows("birthday") == [("12-20", "12-18", "12-20", "12-23")]


def test_a_changed_lead_time_moves_the_open_letter(rosie: Rosie) -> None:
    """LET-3: beyond the horizon too, and back again, as one and the same letter."""
    customer = rosie.customer()
    birthday(rosie, customer, "1 feb 1980", "30")
    letter = rosie.one("birthday").id
    birthday(rosie, customer, "1 feb 1980", "0")
    assert states(rosie, "birthday") == [("cancelled", "no longer applies")]
    rosie.on("12-20")
    birthday(rosie, customer, "1 feb 1980", "20")
    assert rosie.windows("birthday") == [("2027-02-01", "2027-01-12", "2027-01-16", "2027-02-01")]
    assert rosie.one("birthday").id == letter


@given(
    st.lists(st.tuples(st.dates(date(2024, 1, 1), date(2024, 12, 31)), st.none() | st.integers(0, 60)), max_size=6),
    st.lists(st.integers(1, 45), min_size=1, max_size=6),
)
def test_each_birthday_is_planned_once_whatever_its_lead_time(
    bare_book: Path, found: list[tuple[date, int | None]], steps: list[int]
) -> None:
    """LET-3, LET-4: at once, or over days on which the shop was opened or not, the same letters are there."""
    with tempfile.TemporaryDirectory() as folder:
        planned = []
        for name, days in (("often", steps), ("once", [sum(steps)])):
            path = Path(shutil.copy(bare_book, Path(folder) / f"{name}.db"))
            with rosies(path) as rosie:
                for born, lead in found:
                    birthday(rosie, rosie.customer(), f"{born:%d %b}", "" if lead is None else str(lead))
                for step in days:
                    rosie.on((rosie.today + timedelta(days=step)).isoformat())
                planned.append(rosie.book.db.execute(_BIRTHDAYS).fetchall())
                assert all(_is_as_wanted(*row) for row in rosie.book.db.execute(_LEADS))
        assert planned[0] == planned[1]


_BIRTHDAYS = (
    "SELECT customer_id, occurrence, anchor, due, late_after, lapses FROM letter WHERE kind = 'birthday' ORDER BY 1, 2"
)
_LEADS = (
    "SELECT anchor, due, late_after, lapses, coalesce(lead, 10) FROM letter"
    " JOIN occasion USING (customer_id) WHERE letter.kind = 'birthday'"
)


def _is_as_wanted(anchor: str, due: str, late_after: str, lapses: str, lead: int) -> bool:
    on = day(due) + timedelta(days=lead)
    return on == day(anchor) == day(lapses) and day(late_after) == min(day(due) + timedelta(days=4), on)


def birthday(rosie: Rosie, customer: int, on: str, lead: str) -> None:
    """Set a birthday with a lead time."""
    entry = read(OccasionEntry, {"kind": "birthday", "day": on, "lead": lead}, rosie.setting)
    customers.set_occasion(rosie.book, customer, entry, rosie.today)


# Planning again --------------------------------------------------------------------------------------------


def small_shop(rosie: Rosie) -> int:
    """A customer with a bit of everything."""
    customer = rosie.customer(opened_on="2024-12-10")
    pet = rosie.member(customer, "Fifi", "pet")
    rosie.birthday(customer, "20 dec")
    rosie.birthday(customer, "4 dec", pet)
    rosie.sale(customer, "2026-11-25")
    rosie.news(customer, "congratulation", "Won the flower show")
    campaign(rosie, kind="newsletter", starts_on="2026-12-01")
    gathering(rosie, "12-30")
    return customer


def test_a_day_is_planned_once(rosie: Rosie) -> None:
    """LET-3."""
    small_shop(rosie)
    before = rosie.facts()
    rosie.on("11-25")
    assert rosie.facts() == before


def test_what_follows_an_action_is_what_a_first_plan_finds(rosie: Rosie) -> None:
    """LET-3: keys and windows are the same, whether letters came one by one or all at once."""
    small_shop(rosie)
    key = "SELECT kind, subject_kind, subject_id, occurrence, anchor, due, lapses FROM letter ORDER BY 1, 3, 4"
    before = rosie.book.db.execute(key).fetchall()
    with rosie.book.writing():
        rosie.book.db.execute("DELETE FROM letter")
        rosie.book.db.execute("DELETE FROM keeping")
    rosie.on("11-25")
    assert rosie.book.db.execute(key).fetchall() == before


def test_a_month_closed_loses_nothing_and_doubles_nothing(rosie: Rosie) -> None:
    """LET-3, story 9 in small: daily or after 100 days, the same letters are there."""
    rosie.birthday(small_shop(rosie), "10 feb")
    key = "SELECT customer_id, kind, subject_id, occurrence, anchor, due, lapses, state FROM letter ORDER BY 1, 2, 3, 4"
    with rosie.book.writing():
        rosie.book.db.execute("CREATE TABLE kept AS SELECT * FROM letter")
        rosie.book.db.execute("CREATE TABLE kept_days AS SELECT * FROM keeping")
    rosie.on("2027-03-05")
    at_once = rosie.book.db.execute(key).fetchall()
    with rosie.book.writing():
        for table, kept in (("letter", "kept"), ("keeping", "kept_days")):
            rosie.book.db.execute(f"DELETE FROM {table}")
            rosie.book.db.execute(f"INSERT INTO {table} SELECT * FROM {kept}")
    for days in range(1, 101):
        rosie.on((date(2026, 11, 25) + timedelta(days=days)).isoformat())
    assert rosie.book.db.execute(key).fetchall() == at_once
    rosie.book.db.execute("DROP TABLE kept")
    rosie.book.db.execute("DROP TABLE kept_days")


@pytest.mark.parametrize(("sold_on", "planned"), [("2026-11-23", True), ("2026-11-20", False)])
def test_only_what_was_still_open_when_it_came_in_is_planned(rosie: Rosie, sold_on: str, planned: bool) -> None:
    """LET-5 by form: Monday's thanks lapse on Wednesday, Friday's have lapsed."""
    rosie.sale(rosie.customer(), sold_on)
    assert bool(rosie.letters("thank_you")) is planned
    assert len(rosie.letters("how_did_we_do")) == 1


def test_an_import_brings_no_letters_of_long_ago(rosie: Rosie) -> None:
    """LET-5 by import, where rows come in bulk."""
    with rosie.book.act("Imported", rosie.today) as act:
        with journal.bulk(act.db, "customer"):
            act.db.executemany(
                "INSERT INTO customer (id, name, opened_on, entered_on) VALUES (?, ?, '2026-10-20', '2026-11-25')",
                [(number, f"Guest {number}") for number in (1, 2)],
            )
        with journal.bulk(act.db, "sale"):
            act.db.executemany(
                "INSERT INTO sale (customer_id, sold_on, amount, entered_on) VALUES (?, ?, 100, '2026-11-25')",
                [(1, "2026-10-20"), (1, "2026-11-24"), (2, "2025-11-24")],
            )
    assert not rosie.letters("welcome")
    assert [one.customer_id for one in rosie.letters("thank_you")] == [1]
    rosie.on("11-26")
    assert not rosie.letters("welcome")
    empty = rosie.undo() and rosie.facts()
    assert not empty["letter"]
    assert not empty["customer"]


def test_a_moved_day_moves_the_open_letter_and_leaves_the_sent_one(rosie: Rosie) -> None:
    """LET-3."""
    ann, bo = rosie.customer(), rosie.customer("Bo Lund")
    for customer in (ann, bo):
        rosie.birthday(customer, "4 dec")
    sent = next(one for one in rosie.letters("birthday") if one.customer_id == bo)
    sending.mark_sent(rosie.book, [sent.id], rosie.today, rosie.today)
    before = {one.id: one for one in rosie.letters("birthday")}
    for customer in (ann, bo):
        rosie.birthday(customer, "14 dec")
    after = {one.id: one for one in rosie.letters("birthday")}
    assert after.keys() == before.keys()
    assert after[sent.id] == before[sent.id]
    assert rosie.windows("birthday") == [("12-14", "12-04", "12-08", "12-14")]


def test_a_day_moved_beyond_the_horizon_comes_back_in_its_time(book_path: Path) -> None:
    """LET-2, LET-3: the letter of the year is not lost."""
    with rosies(book_path, "01-05") as rosie:
        customer = rosie.customer()
        rosie.birthday(customer, "12 jan")
        rosie.birthday(customer, "20 dec")
        assert states(rosie, "birthday") == [("cancelled", "no longer applies")]
        rosie.on("11-01")
        assert rosie.windows("birthday") == [("12-20", "12-10", "12-14", "12-20")]


def test_a_fact_taken_out_cancels_and_undo_brings_back(rosie: Rosie) -> None:
    customer = rosie.customer()
    member = rosie.member(customer, "Fifi", "pet")
    pet_day = rosie.birthday(customer, "4 dec", member)
    own = rosie.birthday(customer, "10 dec")
    sale = rosie.sale(customer, "2026-11-25")
    number = campaign(rosie, kind="newsletter", starts_on="2026-12-01")
    party = gathering(rosie, "12-30")
    for kind, take_out in (
        ("birthday", lambda: customers.remove_occasion(rosie.book, own, rosie.today)),
        ("pet_birthday", lambda: customers.remove_occasion(rosie.book, pet_day, rosie.today)),
        ("pet_birthday", lambda: customers.remove_member(rosie.book, member, rosie.today)),
        ("thank_you", lambda: customers.remove_sale(rosie.book, sale, rosie.today)),
        ("newsletter", lambda: running.remove_campaign(rosie.book, number, rosie.today)),
        ("appreciation", lambda: shop_desk.remove_gathering(rosie.book, party, rosie.today)),
    ):
        before = rosie.facts()
        take_out()
        assert states(rosie, kind) == [("cancelled", "no longer applies")]
        assert rosie.letters(kind)[0].ended_on == rosie.today
        rosie.undo()
        assert rosie.facts() == before


def test_a_removed_customer_leaves_no_letter_and_undo_brings_all_back(rosie: Rosie) -> None:
    customer = small_shop(rosie)
    before = rosie.facts()
    customers.remove_customer(rosie.book, customer, rosie.today)
    assert not rosie.letters()
    assert not rosie.review()
    rosie.undo()
    assert rosie.facts() == before


# Sales -----------------------------------------------------------------------------------------------------


def test_a_full_refund_cancels_thanks_and_survey_and_a_partial_one_does_not(rosie: Rosie) -> None:
    """LET-9."""
    sale = rosie.sale(rosie.customer(), "2026-11-25", amount="25")
    rosie.refund(sale, "10")
    assert states(rosie, "thank_you") == states(rosie, "how_did_we_do") == [("open", "")]
    before = rosie.facts()
    rosie.refund(sale)
    assert states(rosie, "thank_you") == states(rosie, "how_did_we_do") == [("cancelled", "refunded")]
    rosie.undo()
    assert rosie.facts() == before


def test_a_refund_taken_out_brings_the_letters_back(rosie: Rosie) -> None:
    sale = rosie.sale(rosie.customer(), "2026-11-25")
    refund = rosie.refund(sale)
    customers.remove_sale(rosie.book, refund, rosie.today)
    assert states(rosie, "thank_you") == states(rosie, "how_did_we_do") == [("open", "")]


def test_a_printed_one_of_a_sale_refunded_later_is_cancelled_too(rosie: Rosie) -> None:
    """LET-9, LET-1: what is printed does not lapse, so its window is no reason to let it go."""
    sale = rosie.sale(rosie.customer(), "2026-11-25")
    printed = rosie.one("thank_you")
    with rosie.book.act("Printed", rosie.today) as act:
        store.set_on(
            act.db, [printed.id], state="printed", printed_on=rosie.today, channel="post", text="Dear Ann", sells=1
        )
    rosie.on("12-01")
    assert rosie.one("thank_you", "printed")
    rosie.refund(sale)
    assert states(rosie, "thank_you") == [("cancelled", "refunded")]


def test_what_was_printed_before_it_was_cancelled_comes_back_unwritten(rosie: Rosie) -> None:
    """LET-7: the text of that print is not the text of the next."""
    sale = rosie.sale(rosie.customer(), "2026-11-25")
    with rosie.book.act("Printed", rosie.today) as act:
        store.set_on(
            act.db,
            [rosie.one("thank_you").id],
            state="printed",
            printed_on=rosie.today,
            channel="post",
            text="x",
            sells=1,
        )
    refund = rosie.refund(sale)
    customers.remove_sale(rosie.book, refund, rosie.today)
    back = rosie.one("thank_you")
    assert (back.printed_on, back.channel, back.text, back.sells) == (None, None, "", False)


def test_several_sales_are_one_letter_that_names_the_latest(rosie: Rosie) -> None:
    customer = rosie.customer()
    rosie.sale(customer, "2026-11-24", "mower")
    first = rosie.one("thank_you")
    latest = rosie.sale(customer, "2026-11-25", "rose arch")
    joined = rosie.one("thank_you")
    assert (joined.id, joined.subject_id, joined.anchor) == (first.id, latest, day("11-25"))
    rosie.undo()
    assert rosie.one("thank_you") == first


def test_a_sale_soon_after_thanks_went_has_none(rosie: Rosie) -> None:
    customer = rosie.customer()
    rosie.sale(customer, "2026-11-25")
    sending.mark_sent(rosie.book, [rosie.one("thank_you").id], rosie.today, rosie.today)
    rosie.on("12-09").sale(customer, "2026-12-09")
    assert len(rosie.letters("thank_you")) == 1
    rosie.on("12-10").sale(customer, "2026-12-10")
    assert len(rosie.letters("thank_you")) == 2


def test_the_latest_of_two_is_refunded_and_the_other_is_thanked_for(rosie: Rosie) -> None:
    customer = rosie.customer()
    first, second = rosie.sale(customer, "2026-11-24"), rosie.sale(customer, "2026-11-25")
    refund = rosie.refund(second)
    assert rosie.one("thank_you").subject_id == first
    customers.remove_sale(rosie.book, refund, rosie.today)
    assert rosie.one("thank_you").subject_id == second
    assert rosie.one("thank_you", "cancelled").cause == "thanked already"


def test_two_gifts_at_the_horizon_are_one_letter(rosie: Rosie) -> None:
    """LET-3: the one planned yesterday and the one planned today find each other."""
    customer = rosie.customer()
    rosie.sale(customer, "2026-11-25", "vase", gift_reveal_on="2027-01-24")
    rosie.sale(customer, "2026-11-25", "bowl", gift_reveal_on="2027-01-25")
    assert len(rosie.letters("thank_you")) == 1
    rosie.on("11-26")
    assert [one.anchor for one in rosie.letters("thank_you")] == [day("2027-01-25")]
    before = rosie.facts()
    rosie.birthday(customer, "4 dec")
    rosie.undo()
    assert rosie.facts() == before


def test_one_survey_in_ninety_days_also_when_the_first_lapsed(rosie: Rosie) -> None:
    customer = rosie.customer()
    first = rosie.sale(customer, "2026-11-25")
    rosie.on("12-10").sale(customer, "2026-12-10")
    assert len(rosie.letters("how_did_we_do")) == 1
    rosie.on("12-20").birthday(customer, "4 jan")
    assert rosie.one("how_did_we_do").subject_id == first
    facts = rosie.facts()
    rosie.birthday(customer, "5 jan")
    rosie.undo()
    assert rosie.facts() == facts


def test_the_second_of_two_surveys_is_asked_when_the_first_is_skipped(rosie: Rosie) -> None:
    customer = rosie.customer()
    rosie.sale(customer, "2026-11-24")
    second = rosie.sale(customer, "2026-11-25")
    sending.skip(rosie.book, [rosie.one("how_did_we_do").id], "just spoke to her", rosie.today)
    assert rosie.one("how_did_we_do").subject_id == second


# Deaths ----------------------------------------------------------------------------------------------------


def test_a_death_cancels_every_letter_in_the_same_action(rosie: Rosie) -> None:
    """SUP-1."""
    customer = small_shop(rosie)
    before = rosie.facts()
    change = customers.mark_deceased(rosie.book, customer, "her son called", rosie.today)
    assert {(one.state, one.cause) for one in rosie.letters()} == {("cancelled", "deceased")}
    assert "letter" in change.touched
    assert not rosie.review()
    rosie.on("2027-11-20")
    assert {one.state for one in rosie.letters()} == {"cancelled"}
    rosie.on("2027-11-20").undo()
    assert [one for one in rosie.facts()["letter"] if one in before["letter"]] == before["letter"]


def test_a_death_noted_by_mistake_brings_the_open_ones_back(rosie: Rosie) -> None:
    customer = small_shop(rosie)
    before = [(one.id, one.state) for one in rosie.letters()]
    customers.mark_deceased(rosie.book, customer, "", rosie.today)
    customers.not_deceased(rosie.book, customer, rosie.today)
    assert [(one.id, one.state) for one in rosie.letters()] == before


def test_a_thank_you_that_is_sent_late_is_cancelled_by_a_death(rosie: Rosie) -> None:
    """SUP-1, LET-6."""
    customer = rosie.customer()
    rosie.sale(customer, "2026-11-25")
    letter = rosie.on("12-01").one("thank_you")
    sending.send_late(rosie.book, letter.id, rosie.today)
    rosie.birthday(customer, "20 dec")
    assert rosie.one("thank_you").due == rosie.today
    customers.mark_deceased(rosie.book, customer, "", rosie.today)
    assert states(rosie, "thank_you") == [("cancelled", "deceased")]


def test_a_members_death(rosie: Rosie) -> None:
    """SUP-1: their birthday and news go, condolence stays, selling and surveys are held."""
    home = rosie.customer(kind="household", given_name="Ann", family_name="Park", opened_on="2020-05-20")
    john = rosie.member(home, "John Park")
    rosie.birthday(home, "4 dec", john)
    rosie.birthday(home, "5 dec")
    rosie.news(home, "congratulation", "Won the flower show", john)
    campaign(rosie, kind="newsletter", starts_on="2026-11-25")
    customers.member_died(rosie.book, john, rosie.today, rosie.today)
    rosie.news(home, "condolence", "John died", john)
    assert states(rosie, "congratulation") == [("cancelled", "deceased")]
    assert {(one.subject_kind, one.state, one.cause) for one in rosie.letters("birthday")} == {
        ("member", "cancelled", "deceased"),
        ("customer", "open", ""),
    }
    quiet = "quiet period until 2027-02-23"
    review = {kind: (state, cause) for kind, state, cause in rosie.review()}
    assert review["condolence"] == ("due", None)
    assert review["newsletter"][1] == f"{quiet}; spacing until 2026-12-02"
    assert review["how_are_we_doing"][1] == f"{quiet}; spacing until 2026-12-02"


def test_a_pet_that_died_has_no_birthday_and_its_household_no_quiet_time(rosie: Rosie) -> None:
    customer = rosie.customer()
    pet = rosie.member(customer, "Fifi", "pet")
    rosie.birthday(customer, "4 dec", pet)
    campaign(rosie, kind="newsletter", starts_on="2026-11-25")
    customers.member_died(rosie.book, pet, rosie.today, rosie.today)
    assert states(rosie, "pet_birthday") == [("cancelled", "deceased")]
    assert not any("quiet" in (cause or "") for _, _, cause in rosie.review())


def test_a_childs_birthday_never_sells(rosie: Rosie) -> None:
    """SUP-4, SUP-7: with an offer in the plan the mother's card waits for the quiet time, the child's does not."""
    home = rosie.customer(kind="household", given_name="Ann", family_name="Park")
    tim, john = rosie.member(home, "Tim Park", "child", "yes"), rosie.member(home, "John Park")
    rosie.birthday(home, "4 dec", tim)
    rosie.birthday(home, "5 dec")
    rosie.set_offer("birthday", "10 % off")
    customers.member_died(rosie.book, john, rosie.today, rosie.today)
    found = {due.subject_kind: (due.state, due.cause) for due in store.agenda(rosie.book.db)}
    held = {due.subject_kind: due.cause for due in store.agenda(rosie.book.db, held=True) if due.kind == "birthday"}
    assert found["member"] == ("due", None)
    assert held["customer"] == "quiet period until 2027-02-23; spacing until 2026-12-02"


def test_a_birthday_with_an_offer_is_told_of_as_selling(rosie: Rosie) -> None:
    """SUP-4: the class is that of what is inside, whatever the kind; a child's stays goodwill."""
    home = rosie.customer(kind="household", given_name="Ann", family_name="Park")
    rosie.birthday(home, "4 dec")
    other = rosie.customer(name="Tim's home")
    rosie.birthday(other, "4 dec", rosie.member(other, "Tim Park", "child", "yes"))
    rosie.set_offer("birthday", "10 % off")
    told = {due.subject_kind: due.letter_class for due in store.agenda(rosie.book.db) if due.kind == "birthday"}
    assert told == {"customer": "selling", "member": "goodwill"}


def test_do_not_contact_holds_with_its_cause(rosie: Rosie) -> None:
    """SUP-3, LET-2: what may not go is looked up, not lost."""
    customer = rosie.customer()
    rosie.sale(customer, "2026-11-25")
    customers.stop(rosie.book, customer, Cause.DO_NOT_CONTACT, "by phone", rosie.today)
    assert ("thank_you", "held", "do-not-contact") in rosie.review()
    customers.allow_again(rosie.book, customer, Cause.DO_NOT_CONTACT, rosie.today)
    assert ("thank_you", "due", None) in rosie.review()


# The plan, the calendar, campaigns -------------------------------------------------------------------------


def test_a_kind_switched_off_and_on(rosie: Rosie) -> None:
    small_shop(rosie)
    before = {one.id: one for one in rosie.letters("birthday")}
    running.switch(rosie.book, "birthday", rosie.today, on=False)
    assert states(rosie, "birthday") == [("cancelled", "switched off")]
    running.switch(rosie.book, "birthday", rosie.today, on=True)
    assert {one.id: one for one in rosie.letters("birthday")} == before


def test_changed_days_move_open_letters(rosie: Rosie) -> None:
    small_shop(rosie)
    rosie.set_window("birthday", Window(-20, -15, -1))
    assert rosie.windows("birthday") == [("12-20", "11-30", "12-05", "12-19")]
    rosie.undo()
    assert rosie.windows("birthday") == [("12-20", "12-10", "12-14", "12-20")]
    shop_desk.close_on(rosie.book, {day("11-26"): "Thanksgiving", day("11-27"): ""}, rosie.today)
    assert rosie.windows("thank_you") == [("11-25", "11-25", "11-25", "12-01")]
    shop_desk.open_again_on(rosie.book, [day("11-27")], rosie.today)
    assert rosie.windows("thank_you") == [("11-25", "11-25", "11-25", "11-30")]


@pytest.mark.parametrize(
    ("kind", "window", "word"),
    [
        ("birthday", Window(-3, -5, 0), "below the first"),
        ("birthday", Window(-3, 0, -1), "below the others"),
        ("birthday", Window(-3, None, -4), "below the others"),
        ("birthday", Window(-3, 0, None), "no longer worth sending"),
    ],
)
def test_days_that_cannot_be_are_refused(rosie: Rosie, kind: str, window: Window, word: str) -> None:
    with pytest.raises(running.NotInThePlan, match=word):
        rosie.set_window(kind, window)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_can_keep_its_days_and_change_its_channel(rosie: Rosie, kind: str) -> None:
    running.change_kind(rosie.book, kind, KINDS[kind].window, "e-mail", "", rosie.today)
    assert store.planned_kinds(rosie.book.db)[kind].channel == "e-mail"


def test_an_earlier_gathering_takes_the_letters_over(rosie: Rosie) -> None:
    rosie.customer()
    gathering(rosie, "12-30")
    gathering(rosie, "12-12", "Wreath evening")
    assert states(rosie, "appreciation") == [("open", ""), ("cancelled", "no longer applies")]
    assert rosie.one("appreciation").lapses == day("12-12")


# Clocks and horizons ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("other", ["2024-11-25", "2029-11-25"])
def test_a_clock_that_was_wrong_for_a_while(rosie: Rosie, other: str) -> None:
    """D3: nothing is planned twice, nothing is lost, and a new sale is thanked for today."""
    customer = small_shop(rosie)
    before = {one.id: one for one in rosie.letters()}
    review = rosie.review()
    rosie.on(other)
    rosie.on("11-25")
    assert rosie.review() == review
    assert {one.id: one for one in rosie.letters() if one.id in before} == before
    keys = [(o.customer_id, o.kind, o.subject_id, o.occurrence) for o in rosie.letters()]
    assert len(keys) == len(set(keys))
    new = rosie.customer("Bo Lund")
    rosie.sale(new, "2026-11-25")
    due = {due.kind for due in store.agenda(rosie.book.db) if due.customer_id == new}
    assert due == {"thank_you", "seasons_greeting"}
    facts = rosie.facts()
    rosie.birthday(customer, "24 dec")
    rosie.undo()
    assert rosie.facts() == facts


def test_with_the_clock_behind_nothing_lapses(rosie: Rosie) -> None:
    """D3."""
    rosie.sale(rosie.customer(), "2026-11-25")
    rosie.on("12-15")
    rosie.on("11-26")
    assert ("thank_you", "late", None) in rosie.review()


def test_planning_reaches_sixty_days(rosie: Rosie) -> None:
    """LET-3."""
    for name, text in (("In time", "2 feb"), ("Too far", "4 feb"), ("At the edge", "3 feb")):
        rosie.birthday(rosie.customer(name), text)
    assert [one.due for one in rosie.letters("birthday")] == [day("2027-01-23"), day("2027-01-24")]
    rosie.on("11-26")
    assert len(rosie.letters("birthday")) == 3


def ahead(path: Path, on: str, days: int = 0) -> list[tuple[str, str, bool]]:
    """Look at a day as a reader does: kind, state and whether the book has the letter itself."""
    with Book.open(path, write=False) as book:
        newest = planning.look_ahead(book.db, day(on), days)
        found = store.agenda(book.db) + coming_up(book.db, day(on), day(on) + timedelta(days=days))
        return [(one.kind, one.state, (one.id or 0) <= newest) for one in found]


def test_a_reader_looks_at_other_days_and_writes_nothing(rosie: Rosie, book_path: Path) -> None:
    """LET-3."""
    rosie.birthday(rosie.customer(), "4 dec")
    rosie.sale(rosie.customer("Bo Lund"), "2026-11-25")
    before, written = rosie.facts(), book_path.stat().st_mtime_ns
    assert ("thank_you", "due", True) in ahead(book_path, "11-25")
    assert ahead(book_path, "12-03") == [("birthday", "late", True), ("how_did_we_do", "due", True)]
    assert ("birthday", "due", False) in ahead(book_path, "2027-11-25")
    assert ("birthday", "due", True) in ahead(book_path, "11-24")
    assert ("birthday", "upcoming", False) in ahead(book_path, "2027-10-25", 60)
    assert (rosie.facts(), book_path.stat().st_mtime_ns) == (before, written)


def test_looking_again_starts_from_the_book(rosie: Rosie, book_path: Path) -> None:
    rosie.sale(rosie.customer(), "2026-11-25")
    with Book.open(book_path, write=False) as book:
        newest = planning.look_ahead(book.db, day("2028-01-05"))
        assert planning.look_ahead(book.db, day("2027-01-05")) == newest
        assert planning.look_ahead(book.db, day("11-25")) == newest
        assert [one.kind for one in store.agenda(book.db)] == ["thank_you", "seasons_greeting"]


def test_what_lapsed_while_it_was_held_has_the_hold_as_its_cause(rosie: Rosie) -> None:
    """LET-2, FRQ-1."""
    customer = rosie.customer()
    with rosie.book.writing():
        note_review(rosie.book.db, rosie.today)
    rosie.birthday(customer, "28 nov")
    rosie.sale(customer, "2026-11-25")
    sending.mark_sent(rosie.book, [rosie.one("birthday").id], rosie.today, rosie.today)
    rosie.on("11-30")
    found = {one.kind: one.cause for one in lapsed_since_review(rosie.book.db, rosie.today)}
    assert found == {"seasons_greeting": "spacing until 2026-12-02", "thank_you": None}


def test_a_day_that_a_clock_ran_ahead_to_does_not_hide_what_lapses(rosie: Rosie) -> None:
    """LET-2, D3."""
    db = rosie.book.db
    rosie.sale(rosie.customer(), "2026-11-25")
    with rosie.book.writing():
        note_review(db, rosie.today)
        note_review(db, day("2031-01-05"))
        assert is_reviewed(db, rosie.today)
    rosie.on("11-30")
    assert not is_reviewed(db, rosie.today)
    assert "thank_you" in [one.kind for one in lapsed_since_review(db, rosie.today)]
    with rosie.book.writing():
        note_review(db, rosie.today)
    assert is_reviewed(db, rosie.today)
    assert "thank_you" in [one.kind for one in lapsed_since_review(db, rosie.today)]


def test_a_new_customer_is_not_late_for_what_nobody_could_have_sent(rosie: Rosie) -> None:
    """LET-5: the season's greeting was to leave by 18 November; a sale's letters count from the sale all the same."""
    rosie.sale(rosie.customer(), "2026-11-24")
    assert rosie.review() == [("thank_you", "late", None), ("seasons_greeting", "due", None)]
    assert rosie.on("11-26").review() == [("thank_you", "late", None)]


def test_one_who_came_in_time_is_late_by_the_rule(book_path: Path) -> None:
    """LET-5."""
    with rosies(book_path, "11-18") as rosie:
        rosie.customer()
        assert rosie.on("11-19").review() == [("seasons_greeting", "late", None)]


def test_lapsed_and_printed_lines_have_the_class_of_what_is_inside(rosie: Rosie) -> None:
    """SUP-4, SUP-7: a birthday with an offer sells; a child's stays goodwill."""
    with rosie.book.writing():
        note_review(rosie.book.db, rosie.today)
    mother = rosie.customer(name="Ann Park")
    rosie.birthday(mother, "30 nov")
    child = rosie.customer(name="Tim's home")
    rosie.birthday(child, "30 nov", rosie.member(child, "Tim Park", "child", "yes"))
    rosie.set_offer("birthday", "10 % off")
    printed = {due.id: due.letter_class for due in store.agenda(rosie.book.db) if due.kind == "birthday"}
    store.set_on(rosie.book.db, [one for one, sells in printed.items() if sells == "selling"], sells=1)
    store.set_on(rosie.book.db, printed, state="printed", printed_on=rosie.today)
    assert {due.id: due.letter_class for due in page_of_outbox(rosie.book.db)} == printed
    store.set_on(rosie.book.db, printed, state="open", printed_on=None)
    rosie.on("12-02")
    lapsed = lapsed_since_review(rosie.book.db, rosie.today)
    assert {due.id: due.letter_class for due in lapsed if due.kind == "birthday"} == printed
    assert sorted(printed.values()) == ["goodwill", "selling"]


# Undo ------------------------------------------------------------------------------------------------------


def test_undo_and_redo_are_exact_over_a_new_day_and_a_restart(book_path: Path) -> None:
    """S9."""
    kept: list[Facts] = []
    with rosies(book_path) as rosie:
        customer = small_shop(rosie)
        kept.append(rosie.facts())
        for act in (
            lambda: rosie.birthday(customer, "6 dec"),
            lambda: rosie.sale(customer, "2026-11-25", "bench"),
            lambda: rosie.refund(rosie.book.db.execute("SELECT max(id) FROM sale").fetchone()[0]),
            lambda: customers.mark_deceased(rosie.book, customer, "", rosie.today),
        ):
            act()
            kept.append(rosie.facts())
    with rosies(book_path) as rosie:
        for facts in kept[-2::-1]:
            rosie.undo()
            assert rosie.facts() == facts
        for facts in kept[1:]:
            rosie.redo()
            assert rosie.facts() == facts
    with rosies(book_path, "12-05") as rosie:
        now = [rosie.facts()]
        for _ in range(4):
            rosie.undo()
            now.append(rosie.facts())
        for facts in now[-2::-1]:
            rosie.redo()
            assert rosie.facts() == facts


def test_undo_leaves_the_journal_of_other_actions_alone(rosie: Rosie) -> None:
    """S9: what follows an undo is no action, so it writes nothing down and takes nothing away."""
    ann, bo = rosie.customer(), rosie.customer("Bo Lund")
    rosie.birthday(ann, "4 dec")
    rosie.birthday(bo, "5 dec")
    query = "SELECT * FROM journal WHERE action_id < (SELECT max(id) FROM action) ORDER BY id"
    before = rosie.book.db.execute(query).fetchall()
    rosie.undo()
    rosie.redo()
    assert rosie.book.db.execute(query).fetchall() == before
    rosie.undo()
    with rosie.book.writing():  # as planning of a day would, which is no action either
        rosie.book.db.execute("DELETE FROM letter WHERE kind = 'birthday'")
    rosie.undo()
    assert not rosie.book.db.execute("SELECT 1 FROM occasion").fetchall()
