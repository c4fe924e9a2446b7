"""Two records of one customer become one, and undo brings both back (S9, SUP-9)."""

from __future__ import annotations

import sqlite3
from datetime import date
from pathlib import Path

import pytest
from doubles import TODAY, add, open_shop, person, take_apart, two_full_records, without_planned

from carebook.book import check
from carebook.book.book import Book
from carebook.book.journal import dump
from carebook.book.owning import NAMING_ONE, OF_CUSTOMER, TIES
from carebook.book.rows import columns
from carebook.book.schema import JOURNALLED
from carebook.customers import store
from carebook.customers.refusals import NoSuchCustomer
from carebook.letters.desk.waking import write_to
from carebook.merging.desk import merge
from carebook.merging.refusals import OneAndTheSame
from carebook.retention.model import Opportunity
from carebook.timeline import timeline
from carebook.upkeep import own_rules


def _foreign_keys(db: sqlite3.Connection) -> set[tuple[str, str, str]]:
    return {(table, key[3], key[2]) for table in JOURNALLED for key in db.execute(f"PRAGMA foreign_key_list({table})")}


def _count(db: sqlite3.Connection, table: str, customer_id: int) -> int:
    return int(db.execute(f"SELECT count(*) FROM {table} WHERE customer_id = ?", [customer_id]).fetchone()[0])


def test_every_table_that_names_a_customer_is_known(book: Book) -> None:
    """A table that a later step adds must be given to the kept customer too."""
    naming = {(table, column) for table, column, parent in _foreign_keys(book.db) if parent == "customer"}
    assert naming == {(table, "customer_id") for table in OF_CUSTOMER} | set(NAMING_ONE)


def test_every_row_that_goes_with_another_is_known(book: Book) -> None:
    """A row that belongs to a row of a customer is never parted from it."""
    tied = {(table, column, parent) for table, column, parent in _foreign_keys(book.db) if parent in OF_CUSTOMER}
    assert {one for one in tied if one[0] in OF_CUSTOMER} == {tie[:3] for tie in TIES if tie.table != "letter"}


def test_every_table_that_can_hold_a_row_of_a_customer_is_filled_by_the_tests(book_path: Path) -> None:
    with open_shop(book_path) as book:
        for customer_id in two_full_records(book):
            assert [table for table in OF_CUSTOMER if not _count(book.db, table, customer_id)] == []


def test_undo_of_a_merge_brings_the_same_facts_back_and_redo_does_it_again(book_path: Path) -> None:
    """S9: also over a restart."""
    with open_shop(book_path) as book:
        keep, gone = two_full_records(book)
        before = dump(book.db)
        merge(book, keep, gone, TODAY)
        after = dump(book.db)
        assert after != before
        book.undo(TODAY)
        assert dump(book.db) == before
    with open_shop(book_path) as book:
        book.redo(TODAY)
        assert dump(book.db) == after
    with open_shop(book_path) as book:
        book.undo(TODAY)
        assert dump(book.db) == before
        assert check.full(book.db, [own_rules]) == []


def test_nothing_is_left_of_the_other_record_and_the_book_is_whole(book_path: Path) -> None:
    with open_shop(book_path) as book:
        keep, gone = two_full_records(book)
        merge(book, keep, gone, TODAY)
        assert {table: n for table in OF_CUSTOMER if (n := _count(book.db, table, gone))} == {}
        for table in ("listing", "agenda", "standing", "suggestion"):
            assert _count(book.db, table, gone) == 0
        assert book.db.execute("SELECT count(*) FROM search WHERE rowid = ?", [gone]).fetchone() == (0,)
        assert check.full(book.db, [own_rules]) == []
        with pytest.raises(NoSuchCustomer):
            store.customer(book.db, gone)


def test_rows_that_do_not_meet_are_all_there(book_path: Path) -> None:
    """What both have is joined; everything else only changes hands."""
    met = {
        "tag": 1,
        "suppression": 1,
        "permission": 1,
        "member": 1,
        "occasion": 3,
        "partner": 1,
        "letter": 1,
        "reminder": 1,
    }
    added = {"win_back_step": 1, "merging": 1}
    with open_shop(book_path) as book:
        keep, gone = two_full_records(book)
        both = {table: _count(book.db, table, keep) + _count(book.db, table, gone) for table in OF_CUSTOMER}
        planned = _planned(book.db, keep, gone)
        merge(book, keep, gone, TODAY)
        expected = {table: both[table] - met.get(table, 0) + added.get(table, 0) for table in OF_CUSTOMER}
        now = {table: _count(book.db, table, keep) for table in OF_CUSTOMER}
        expected["letter"] = both["letter"] - planned - met["letter"]
        now["letter"] -= _planned(book.db, keep, gone)
        assert now == expected


def _planned(db: sqlite3.Connection, *customers: int) -> int:
    """Count the letters that planning makes by itself."""
    sql = "SELECT count(*) FROM letter WHERE state IN ('open', 'cancelled') AND customer_id IN (?, ?)"
    return int(db.execute(sql, customers).fetchone()[0])


def test_who_is_merged_with_itself_is_refused(book: Book) -> None:
    ann = person(book, "Ann")
    with pytest.raises(OneAndTheSame, match="Choose the other one"):
        merge(book, ann, ann, TODAY)


# The record ---------------------------------------------------------------------------------------------------


def test_the_kept_value_stands_and_an_empty_one_is_filled(book: Book) -> None:
    keep = person(book, "Ann", phone="1", note="Likes roses", opened_on="2024-05-05")
    gone = person(book, "Anna", phone="2", email="ann@example.org", external_id="A7", note="Has a dog", persona="Pro")
    merge(book, keep, gone, TODAY)
    ann = store.customer(book.db, keep)
    assert (ann.name, ann.phone, ann.email, ann.external_id, ann.persona) == (
        "Ann",
        "1",
        "ann@example.org",
        "A7",
        "Pro",
    )
    assert ann.note == "Likes roses\nHas a dog\nMerged with another record: name Anna; phone 2"
    assert ann.opened_on == date(2024, 5, 5)


@pytest.mark.parametrize(
    ("other", "given", "greeting"), [("Anna Park", "", "Dear Ann Reed,"), ("ann reed", "Ann", "Dear Ann,")]
)
def test_the_parts_of_a_name_are_taken_over_with_that_name_alone(
    book: Book, other: str, given: str, greeting: str
) -> None:
    """Nobody is greeted by a name that is not on the envelope."""
    keep = person(book, "Ann Reed")
    gone = person(book, other, given_name=other.split()[0].capitalize(), family_name=other.split()[1].capitalize())
    merge(book, keep, gone, TODAY)
    ann = store.customer(book.db, keep)
    assert (ann.given_name, ann.salutation) == (given, greeting)


def test_an_address_is_taken_over_as_a_whole_or_not_at_all(book: Book) -> None:
    keep = person(book, "Ann", address1="4 Mill Lane", city="Bath")
    gone = person(book, "Ann", address1="9 Elm Road", city="York", postcode="YO1")
    bare = person(book, "Ann", country="GB")
    merge(book, keep, gone, TODAY)
    ann = store.customer(book.db, keep)
    assert (ann.address1, ann.city, ann.postcode) == ("4 Mill Lane", "Bath", "")
    assert ann.note == "Merged with another record: address 9 Elm Road, York, YO1"
    merge(book, bare, keep, TODAY)
    taken = store.customer(book.db, bare)
    assert (taken.city, taken.country) == ("Bath", "")


def test_a_country_alone_is_taken_over_where_nothing_is_known(book: Book) -> None:
    keep, gone, other = (person(book, "Ann", country=country) for country in ("", "CA", "GB"))
    merge(book, keep, gone, TODAY)
    merge(book, keep, other, TODAY)
    assert store.customer(book.db, keep).country == "CA"


def test_an_address_that_says_nothing_else_is_not_noted(book: Book) -> None:
    keep = person(book, "Ann", address1="4 Mill Lane", city="Bath", region="ME", postcode="04530")
    gone = person(book, "Ann", address1="4 mill lane", city="Bath")
    merge(book, keep, gone, TODAY)
    assert store.customer(book.db, keep).note == ""


def test_the_earlier_account_day_and_the_later_quiet_day_stand(book: Book) -> None:
    keep = person(book, "Ann", opened_on="2025-05-05", quiet_from="2026-10-01")
    gone = person(book, "Ann", opened_on="2023-03-03", quiet_from="2026-11-01", entered_on="2023-03-03")
    merge(book, keep, gone, TODAY)
    ann = store.customer(book.db, keep)
    assert (ann.opened_on, ann.entered_on, ann.quiet_from) == (date(2023, 3, 3), date(2023, 3, 3), date(2026, 11, 1))


def test_a_suggested_addressee_takes_in_the_people_who_came(book: Book) -> None:
    keep = person(book, "Ann Park", kind="household", addressee="Ann Park", salutation="Dear Ann Park,")
    gone = person(book, "Park", kind="household")
    with book.act("John", TODAY) as act:
        add(act.db, "member", customer_id=gone, name="John Park", role="partner")
    merge(book, keep, gone, TODAY)
    assert "John" in store.customer(book.db, keep).addressee


def test_figures_are_counted_anew(book: Book) -> None:
    keep, gone = person(book, "Ann"), person(book, "Ann")
    with book.act("Sold", TODAY) as act:
        for one, day in ((keep, "2026-01-01"), (gone, "2025-01-01"), (gone, "2026-05-05")):
            add(act.db, "sale", customer_id=one, sold_on=day, amount=100, entered_on=day)
        store.recount(act.db, [keep, gone])
    merge(book, keep, gone, TODAY)
    ann = store.customer(book.db, keep)
    assert (ann.sales, ann.taken, ann.first_sale_on, ann.last_sale_on) == (3, 300, date(2025, 1, 1), date(2026, 5, 5))


# Flags (SUP-9) ------------------------------------------------------------------------------------------------

FLAGS = [
    pytest.param({}, {"leave": ["e-mail"]}, ["e-mail"], id="leave of one, no word of the other: stands"),
    pytest.param({"leave": ["e-mail"]}, {"leave": ["e-mail"]}, ["e-mail"], id="leave of both: stands"),
    pytest.param({"stop": ["no-e-mail"]}, {"leave": ["e-mail"]}, [], id="an opt-out beats the other's leave"),
    pytest.param({"leave": ["e-mail"]}, {"stop": ["no-e-mail"]}, [], id="and the kept one's"),
    pytest.param({"leave": ["text"]}, {"stop": ["no-text"]}, [], id="texts too"),
    pytest.param({"leave": ["text"]}, {"stop": ["no-e-mail"]}, ["text"], id="another channel's opt-out is none"),
    pytest.param({"leave": ["surveys"]}, {"stop": ["no-marketing"]}, [], id="surveys: the other said no to them"),
    pytest.param(
        {"leave": ["surveys"], "stop": ["no-marketing"]}, {}, ["surveys"], id="surveys: own exception stands (SUP-3)"
    ),
    pytest.param({"leave": ["surveys"]}, {"stop": ["do-not-contact"]}, [], id="do not contact"),
    *(
        pytest.param({"leave": [channel]}, {"stop": ["deceased"]}, [], id=f"a death ends leave for {channel}")
        for channel in ("e-mail", "text", "surveys")
    ),
    pytest.param(
        {"leave": ["surveys"], "stop": ["deceased"]},
        {"leave": ["surveys"]},
        [],
        id="and that of who gave it themselves",
    ),
]


@pytest.mark.parametrize(
    ("given_on", "since"), [("2026-01-01", "2026-01-01"), ("2025-01-01", "2026-01-01"), ("2026-01-01", "2025-01-01")]
)
@pytest.mark.parametrize(("kept", "other", "stands"), FLAGS)
def test_the_stricter_of_every_flag_stands(
    book: Book, kept: dict[str, list[str]], other: dict[str, list[str]], stands: list[str], given_on: str, since: str
) -> None:
    """SUP-9, SUP-3, SUP-5: whichever of them is the newer."""
    keep, gone = person(book, "Ann"), person(book, "Ann")
    with book.act("Flags", TODAY) as act:
        for one, flags in ((keep, kept), (gone, other)):
            for channel in flags.get("leave", ()):
                add(act.db, "permission", customer_id=one, channel=channel, given_on=given_on)
            for cause in flags.get("stop", ()):
                add(act.db, "suppression", customer_id=one, cause=cause, since=since)
    merge(book, keep, gone, TODAY)
    assert [one.channel for one in store.permissions(book.db, keep)] == stands
    assert {one.cause for one in store.suppressions(book.db, keep)} == {*kept.get("stop", ()), *other.get("stop", ())}


def test_of_two_stops_the_earlier_day_stands(book: Book) -> None:
    keep, gone = person(book, "Ann"), person(book, "Ann")
    with book.act("Stops", TODAY) as act:
        add(act.db, "suppression", customer_id=keep, cause="no-post", since="2026-05-05", how="by phone")
        add(act.db, "suppression", customer_id=gone, cause="no-post", since="2025-01-01", how="by letter")
    merge(book, keep, gone, TODAY)
    (stop,) = store.suppressions(book.db, keep)
    assert (stop.since, stop.how) == (date(2025, 1, 1), "by letter")


@pytest.mark.parametrize(
    ("kept", "other", "counts"),
    [("2025-01-01", "2026-05-05", "other"), ("2026-05-05", "2025-01-01", "kept"), ("2026-05-05", "2026-05-05", "kept")],
)
def test_of_two_leaves_the_newer_counts(book: Book, kept: str, other: str, counts: str) -> None:
    """SUP-5: with the day and the words of when it was given last."""
    keep, gone = person(book, "Ann"), person(book, "Ann")
    with book.act("Leave", TODAY) as act:
        add(act.db, "permission", customer_id=keep, channel="e-mail", given_on=kept, how="kept")
        add(act.db, "permission", customer_id=gone, channel="e-mail", given_on=other, how="other")
    merge(book, keep, gone, TODAY)
    (leave,) = store.permissions(book.db, keep)
    assert (str(leave.given_on), leave.how) == (max(kept, other), counts)


# Letters ------------------------------------------------------------------------------------------------------


def _anniversary(db: sqlite3.Connection, customer_id: int, state: str, text: str = "") -> int:
    sent_on = "2026-01-10" if state in ("sent", "answered") else None
    return add(
        db,
        "letter",
        customer_id=customer_id,
        kind="anniversary",
        subject_kind="customer",
        subject_id=customer_id,
        occurrence="2026",
        anchor="2026-01-10",
        due="2026-01-10",
        state=state,
        sent_on=sent_on,
        text=text,
    )


@pytest.mark.parametrize(
    ("kept", "other", "left"),
    [
        ("open", "sent", [("sent", "gone")]),
        ("sent", "open", [("sent", "kept")]),
        ("open", "skipped", [("skipped", "gone")]),
        ("printed", "skipped", [("printed", "kept")]),
        ("cancelled", "open", [("open", "gone")]),
        ("open", "open", [("open", "kept")]),
        ("sent", "sent", [("sent", "kept"), ("sent", "gone")]),
        ("sent", "answered", [("sent", "kept"), ("answered", "gone")]),
    ],
)
def test_of_two_letters_for_one_thing_what_went_out_stays(
    book: Book, kept: str, other: str, left: list[tuple[str, str]]
) -> None:
    """LET-3: one letter for one thing; nothing that was sent is lost."""
    keep, gone = person(book, "Ann"), person(book, "Ann")
    with book.act("Letters", TODAY) as act:
        _anniversary(act.db, keep, kept, "kept")
        _anniversary(act.db, gone, other, "gone")
    merge(book, keep, gone, TODAY)
    found = book.db.execute("SELECT state, text FROM letter WHERE customer_id = ? ORDER BY id", [keep]).fetchall()
    assert found == left
    assert {row[0] for row in book.db.execute("SELECT subject_id FROM letter")} == {keep}


def _who_bought_last_on(book: Book, *days: str) -> tuple[int, int]:
    both = person(book, "Ann"), person(book, "Anna")
    with book.act("Sold", TODAY) as act:
        for one, day in zip(both, days, strict=True):
            add(act.db, "sale", customer_id=one, sold_on=day, amount=500, entered_on=day)
        store.recount(act.db, both)
    return both


def _send_reactivation(db: sqlite3.Connection, customer_id: int, on: str) -> None:
    """Say that the only one of a customer was sent on a day."""
    sent = db.execute(
        "UPDATE letter SET state = 'sent', sent_on = ?1, ended_on = ?1, channel = 'post', text = 'x'"
        " WHERE kind = 'reactivation' AND customer_id = ?2",
        [on, customer_id],
    )
    assert sent.rowcount == 1


LATER, SOONER = "2026-02-10", "2026-02-08"


@pytest.mark.parametrize(
    ("last", "had_it"),
    [
        ((LATER, LATER), (0, 1)),
        ((LATER, SOONER), (0,)),
        ((LATER, SOONER), (1,)),
        ((SOONER, LATER), (0,)),
        ((SOONER, LATER), (1,)),
    ],
)
def test_who_was_written_to_in_this_silence_is_not_written_to_again(
    book_path: Path, last: tuple[str, str], had_it: tuple[int, ...]
) -> None:
    """VAL-1a: whichever of the two records bought last, and whichever had the letter."""
    with open_shop(book_path) as book:
        both = _who_bought_last_on(book, *last)
        with book.act("Sent", TODAY) as act:
            for one in had_it:
                _send_reactivation(act.db, both[one], "2026-11-20")
        before = dump(book.db)
        merge(book, *both, TODAY)
        to_come = "SELECT count(*) FROM letter WHERE kind = 'reactivation' AND state IN ('open', 'printed')"
        assert book.db.execute(to_come).fetchone() == (0,)
        refused = write_to(book, both[:1], Opportunity.DORMANT, TODAY).refused
        assert refused == ((both[0], "had this letter on 2026-11-20"),)
        take_apart(book, both[0])
        assert without_planned(dump(book.db)) == without_planned(before)


@pytest.mark.parametrize("last", [(SOONER, LATER), (LATER, SOONER)])
def test_who_was_written_to_before_the_last_purchase_of_either_may_be_written_to(
    book_path: Path, last: tuple[str, str]
) -> None:
    """VAL-1a: that letter was for an earlier silence."""
    with open_shop(book_path) as book:
        both = _who_bought_last_on(book, *last)
        with book.act("Sent", TODAY) as act:
            _send_reactivation(act.db, both[last.index(SOONER)], "2026-02-09")
        merge(book, *both, TODAY)
        assert write_to(book, both[:1], Opportunity.DORMANT, TODAY).refused == ()


# People and days ------------------------------------------------------------------------------------------------


def _birthdays(db: sqlite3.Connection, customer_id: int) -> list[tuple[str, int | None]]:
    sql = "SELECT month_day, year FROM occasion WHERE customer_id = ? AND kind = 'birthday'"
    return db.execute(sql, [customer_id]).fetchall()


@pytest.mark.parametrize(
    ("kept", "other", "stands"),
    [
        (("12-04", None), ("12-04", 1950), ("12-04", 1950)),
        (("12-04", 1950), ("12-04", None), ("12-04", 1950)),
        (("12-04", None), ("04-12", 1950), ("04-12", 1950)),
        (("12-04", 1951), ("04-12", 1950), ("12-04", 1951)),
        (("12-04", None), ("04-12", None), ("12-04", None)),
    ],
)
def test_of_two_birthdays_the_one_with_its_year_stands(
    book: Book, kept: tuple[str, int | None], other: tuple[str, int | None], stands: tuple[str, int | None]
) -> None:
    keep, gone = person(book, "Ann"), person(book, "Ann")
    with book.act("Birthdays", TODAY) as act:
        for one, (month_day, year) in ((keep, kept), (gone, other)):
            add(act.db, "occasion", customer_id=one, month_day=month_day, year=year, entered_on="2026-01-01")
    merge(book, keep, gone, TODAY)
    assert _birthdays(book.db, keep) == [stands]


def test_members_of_one_name_are_one_and_carry_their_days(book: Book) -> None:
    keep, gone = person(book, "Park", kind="household"), person(book, "Park", kind="household")
    with book.act("Members", TODAY) as act:
        sam = add(act.db, "member", customer_id=keep, name="Sam", role="other")
        same = add(act.db, "member", customer_id=gone, name="SAM", role="child", minor=1)
        add(act.db, "member", customer_id=gone, name="Sam", role="pet")
        add(act.db, "occasion", customer_id=gone, member_id=same, month_day="05-05", entered_on="2026-01-01")
    merge(book, keep, gone, TODAY)
    assert [(one.name, one.role, one.minor) for one in store.members(book.db, keep)] == [
        ("Sam", "child", True),
        ("Sam", "pet", False),
    ]
    (day,) = store.occasions(book.db, keep)
    assert day.member_id == sam


@pytest.mark.parametrize(("kept", "other"), [("child", "pet"), ("pet", "child")])
def test_a_pet_and_a_person_of_one_name_are_two(book: Book, kept: str, other: str) -> None:
    """SUP-7: a child must not get a pet's card."""
    keep, gone = person(book, "Park", kind="household"), person(book, "Park", kind="household")
    with book.act("Members", TODAY) as act:
        add(act.db, "member", customer_id=keep, name="Sam", role=kept)
        add(act.db, "member", customer_id=gone, name="Sam", role=other)
    merge(book, keep, gone, TODAY)
    assert sorted(one.role for one in store.members(book.db, keep)) == ["child", "pet"]


@pytest.mark.parametrize(("kept", "other", "stands"), [(None, 30, 30), (14, 30, 14), (0, 30, 0), (14, None, 14)])
def test_a_day_of_both_takes_over_the_lead_time_that_only_the_other_has(
    book: Book, kept: int | None, other: int | None, stands: int
) -> None:
    keep, gone = person(book, "Ann"), person(book, "Ann")
    with book.act("Weddings", TODAY) as act:
        for one, lead in ((keep, kept), (gone, other)):
            day = {"month_day": "05-05", "entered_on": "2026-01-01"}
            add(act.db, "occasion", customer_id=one, kind="wedding", lead=lead, **day)
    merge(book, keep, gone, TODAY)
    assert [day.lead for day in store.occasions(book.db, keep)] == [stands]


def test_a_person_who_is_a_member_of_the_kept_household_brings_their_birthday_to_the_member(book: Book) -> None:
    keep, gone = person(book, "The Parks", kind="household"), person(book, "Ann Park")
    with book.act("Members", TODAY) as act:
        ann = add(act.db, "member", customer_id=keep, name="Ann Park", role="partner")
        add(act.db, "occasion", customer_id=gone, month_day="05-05", entered_on="2026-01-01")
    merge(book, keep, gone, TODAY)
    (day,) = store.occasions(book.db, keep)
    assert day.member_id == ann


def test_the_death_of_a_person_is_noted_with_the_member_and_the_others_are_written_to(book: Book) -> None:
    """SUP-1: a household is not dead with one of its people."""
    keep, gone = person(book, "The Parks", kind="household"), person(book, "Ann Park", quiet_from="2026-11-01")
    with book.act("Members", TODAY) as act:
        ann = add(act.db, "member", customer_id=keep, name="Ann Park", role="partner")
        add(act.db, "member", customer_id=keep, name="John Park", role="partner")
        add(act.db, "permission", customer_id=keep, channel="e-mail", given_on="2026-01-01")
        add(act.db, "suppression", customer_id=gone, cause="deceased", since="2026-11-01")
    merge(book, keep, gone, TODAY)
    assert store.member(book.db, ann).died_on == date(2026, 11, 1)
    assert store.suppressions(book.db, keep) == []
    assert [one.channel for one in store.permissions(book.db, keep)] == ["e-mail"]
    assert store.customer(book.db, keep).quiet_from == date(2026, 11, 1)


# Cases and referrals ------------------------------------------------------------------------------------------


def test_of_two_win_backs_under_way_the_newer_is_stopped(book: Book) -> None:
    """WIN-1: one customer is won back once."""
    keep, gone = person(book, "Ann"), person(book, "Anna")
    with book.act("Win-backs", TODAY) as act:
        add(act.db, "win_back", customer_id=keep, opened_on="2026-11-02")
        add(act.db, "win_back", customer_id=gone, opened_on="2026-11-01")
    merge(book, keep, gone, TODAY)
    found = book.db.execute("SELECT opened_on, outcome FROM win_back ORDER BY opened_on").fetchall()
    assert found == [("2026-11-01", None), ("2026-11-02", "stopped")]


def _refer(db: sqlite3.Connection, who: int, whom: int, day: str, counts: int = 1) -> int:
    return add(
        db,
        "referral",
        customer_id=who,
        introduced="X",
        referred_id=whom,
        introduced_on=day,
        contact_on=day,
        entered_on=day,
        counts=counts,
    )


def _edges(db: sqlite3.Connection) -> list[tuple[int, int | None, int]]:
    return db.execute("SELECT customer_id, referred_id, counts FROM referral ORDER BY id").fetchall()


def test_a_referral_between_the_two_is_set_aside(book: Book) -> None:
    """REF-4: nobody brings themselves."""
    keep, gone = person(book, "Ann"), person(book, "Anna")
    with book.act("Referrals", TODAY) as act:
        one = _refer(act.db, keep, gone, "2026-01-01")
        add(
            act.db,
            "reward",
            customer_id=keep,
            referral_id=one,
            for_whom="referrer",
            kind="gift",
            promised_on="2026-01-01",
        )
    merge(book, keep, gone, TODAY)
    assert _edges(book.db) == [(keep, None, 0)]
    assert book.db.execute("SELECT waived_on FROM reward").fetchone() == (TODAY.isoformat(),)
    assert own_rules(book.db) == []


def test_of_two_referrers_the_first_named_counts(book: Book) -> None:
    """REF-1."""
    keep, gone, one, other = (person(book, name) for name in ("Ann", "Anna", "Ben", "Cy"))
    with book.act("Referrals", TODAY) as act:
        _refer(act.db, one, keep, "2026-02-02")
        _refer(act.db, other, gone, "2026-01-01")
    merge(book, keep, gone, TODAY)
    assert _edges(book.db) == [(one, keep, 0), (other, keep, 1)]


def test_a_circle_that_arises_is_broken_where_it_is_newest(book: Book) -> None:
    """REF-4: Ann brought Ben, Ben brought Anna, and Anna is Ann."""
    keep, gone, ben = (person(book, name) for name in ("Ann", "Anna", "Ben"))
    with book.act("Referrals", TODAY) as act:
        _refer(act.db, keep, ben, "2026-01-01")
        _refer(act.db, ben, gone, "2026-02-02")
    merge(book, keep, gone, TODAY)
    assert _edges(book.db) == [(keep, ben, 1), (ben, keep, 0)]
    assert own_rules(book.db) == []


def test_who_was_sent_by_both_records_is_thanked_for_once(book: Book) -> None:
    keep, gone, ben = (person(book, name) for name in ("Ann", "Anna", "Ben"))
    with book.act("Referrals", TODAY) as act:
        _refer(act.db, keep, ben, "2026-01-01")
        second = _refer(act.db, gone, ben, "2026-02-02", counts=0)
    merge(book, keep, gone, TODAY)
    steps = book.db.execute("SELECT referral_id, step FROM referral_step").fetchall()
    assert steps == [(second, "corrected")]


def test_the_merged_record_is_noted_with_its_number(book: Book) -> None:
    keep, gone = person(book, "Ann", external_id="A1"), person(book, "Anna", external_id="A2")
    change = merge(book, keep, gone, TODAY)
    names = [name for name in columns(book.db, "merging") if name != "id"]
    found = book.db.execute(f"SELECT {', '.join(names)} FROM merging").fetchone()
    assert dict(zip(names, found, strict=True)) == {
        "customer_id": keep,
        "gone_id": gone,
        "gone_name": "Anna",
        "gone_external_id": "A2",
        "action_id": change.action,
        "merged_on": TODAY.isoformat(),
    }


def test_the_timeline_says_who_was_merged(book: Book) -> None:
    keep, gone = person(book, "Ann"), person(book, "Anna", external_id="A2")
    merge(book, keep, gone, TODAY)
    (entry,) = timeline(book.db, keep)
    assert (entry.day, entry.key[0], entry.record.gone_name) == (TODAY, "merging", "Anna")


@pytest.mark.parametrize(
    ("asked_on", "again_on", "left"),
    [("2026-11-20", None, 0), ("2026-05-29", None, 1), ("2026-05-30", None, 0), ("2026-11-20", "2026-11-25", 1)],
)
@pytest.mark.parametrize("asked", [0, 1])
def test_who_was_asked_as_the_one_is_not_asked_again_as_the_other(
    book_path: Path, asked: int, asked_on: str, again_on: str | None, left: int
) -> None:
    """REF-2: not for 180 days, or until the day of their own wish."""
    said = {"answer": "later", "answered_on": asked_on, "again_on": again_on} if again_on else {}
    with open_shop(book_path) as book:
        both = person(book, "Ann"), person(book, "Anna")
        with book.act("Asks", TODAY) as act:
            for one in (both[asked], both[1 - asked]):
                made = {"asked_on": asked_on, **said} if one == both[asked] else {}
                add(act.db, "ask", customer_id=one, wanted_on="2026-11-24", by_channel="post", **made)
        before = dump(book.db)
        merge(book, *both, TODAY)
        to_come = "SELECT count(*) FROM letter WHERE kind = 'referral_ask' AND state = 'open'"
        assert book.db.execute(to_come).fetchone() == (left,)
        take_apart(book, both[0])
        assert dump(book.db)["ask"] == before["ask"]


# The check (S7) ---------------------------------------------------------------------------------------------------

FAULTS = [
    ("UPDATE contact SET customer_id = 2 WHERE complaint_id IS NOT NULL AND customer_id = 1", "contact"),
    ("UPDATE letter SET subject_id = 2 WHERE customer_id = 1 AND kind = 'anniversary' AND sent_on > ''", "letter #"),
    (
        "UPDATE letter SET kind = 'unheard of' WHERE kind = 'anniversary' AND customer_id = 1 AND sent_on > ''",
        "letter #",
    ),
    ("UPDATE merging SET gone_id = 2 WHERE customer_id = 1", "customer #2"),
    (
        "INSERT INTO content (persona_id, stage, letter_kind) SELECT id, 'research', 'unheard of' FROM persona",
        "persona #",
    ),
    (
        "INSERT INTO letter (customer_id, kind, subject_kind, subject_id, anchor, due)"
        " VALUES (1, 'newsletter', 'campaign', 99, '2026-11-01', '2026-11-01')",
        "letter #",
    ),
]


@pytest.mark.parametrize(("fault", "where"), FAULTS)
def test_the_check_finds_rows_that_stand_with_the_wrong_customer(book: Book, fault: str, where: str) -> None:
    two_full_records(book)
    with book.act("Persona", TODAY) as act:
        add(act.db, "persona", name="gardener")
    assert check.full(book.db, [own_rules]) == []
    with book.act("Fault", TODAY) as act:
        act.db.execute(fault)
    found = check.full(book.db, [own_rules])
    assert found
    assert all(one.where.startswith(where) for one in found)
