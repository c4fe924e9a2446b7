"""What the cases of a period teach (CMP-7, CMP-9)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from rosies_desk import Desk

from carebook.book import rows
from carebook.book.book import Book
from carebook.complaints import desk
from carebook.complaints.model import Bar, Figure, Measures, Share, Stage
from carebook.complaints.store import cases
from carebook.complaints.store import measures as store
from carebook.shop import store as shop_store

NOVEMBER = date(2026, 11, 1), date(2026, 11, 30)
TODAY = date(2026, 11, 25)
_LEARNED = {"category_id": 1, "root_cause_id": 10, "what_changed": "We ask sooner."}


@pytest.fixture
def customer(book: Book) -> int:
    with book.writing():
        return rows.insert(book.db, "customer", {"name": "Ann", "entered_on": TODAY})


def put_case(book: Book, customer_id: int, received: str, **known: Any) -> int:
    """Put a case into the book as it would stand, with its diary's proposal where it has one."""
    number = cases.next_number(book.db, int(received[:4]))
    columns = {"customer_id": customer_id, "received_on": received, "via": "phone", "words": number}
    if "put_right_on" in known:
        known = {"agreed_on": received, "proposed_on": received} | known
    if "proposed_on" in known:
        known = {"asked_on": received} | known
    if "closed_on" in known:
        known = {"outcome": "unrecovered"} | _LEARNED | known
    with book.writing():
        complaint_id = rows.insert(book.db, "complaint", {**columns, "number": number, "entered_on": received, **known})
        if "proposed_on" in known:
            day = date.fromisoformat(known["proposed_on"])
            cases.write_step(book.db, cases.case(book.db, complaint_id), "proposed", day)
    return complaint_id


def put_sale(book: Book, customer_id: int, day: str, amount: int = 100, **known: Any) -> int:
    with book.writing():
        sale = {"customer_id": customer_id, "sold_on": day, "amount": amount, "entered_on": day, **known}
        return rows.insert(book.db, "sale", sale)


def november(book: Book) -> Measures:
    return store.measures(book.db, *NOVEMBER, TODAY)


def test_a_period_without_cases_measures_nothing(book: Book) -> None:
    none, nobody = Figure(None, 0), Share(0, 0)
    assert november(book) == Measures(0, nobody, none, none, nobody, none, nobody, nobody, nobody, 0, 0, 0)
    assert november(book).per_100_sales is None


def test_a_period_has_its_first_and_its_last_day(book: Book, customer: int) -> None:
    for day in ("2026-10-31", "2026-11-01", "2026-11-30", "2026-12-01"):
        put_case(book, customer, day)
        put_sale(book, customer, day)
    measured = november(book)
    assert (measured.cases, measured.sales) == (2, 2)


@pytest.mark.parametrize(
    ("received", "known", "share"),
    [
        ("2026-11-13", {"acknowledged_on": "2026-11-13"}, (1, 1)),
        ("2026-11-13", {"acknowledged_on": "2026-11-16"}, (1, 1)),
        ("2026-11-13", {"acknowledged_on": "2026-11-17"}, (0, 1)),
        ("2026-11-20", {"acknowledged_on": "2026-11-24"}, (0, 1)),
        ("2026-11-19", {"acknowledged_on": "2026-11-23"}, (1, 1)),
        ("2026-11-24", {}, (0, 0)),
        ("2026-11-23", {}, (0, 1)),
        ("2026-11-13", {"closed_on": "2026-11-16", "outcome": "withdrawn"}, (0, 0)),
        ("2026-11-13", {"closed_on": "2026-11-17", "outcome": "withdrawn"}, (0, 1)),
    ],
)
def test_acknowledged_on_time_counts_business_days(
    book: Book, customer: int, received: str, known: dict[str, str], share: tuple[int, int]
) -> None:
    """CMP-1: Fri 20 Nov is a closed day, and what is not due yet does not count."""
    with book.writing():
        shop_store.save_closed_day(book.db, date(2026, 11, 20), "Stocktaking")
        shop_store.save_number(book.db, "acknowledge_open_days", 1)
    put_case(book, customer, received, **known)
    assert november(book).acknowledged == share


def test_days_are_medians_of_calendar_days(book: Book, customer: int) -> None:
    for received, proposed, put_right in (
        ("2026-11-02", "2026-11-02", "2026-11-02"),
        ("2026-11-03", "2026-11-07", "2026-11-13"),
        ("2026-11-04", "2026-11-05", None),
        ("2026-11-05", None, None),
    ):
        known = {"proposed_on": proposed, "put_right_on": put_right}
        put_case(book, customer, received, **{name: day for name, day in known.items() if day})
    measured = november(book)
    assert measured.days_to_propose == (1, 3)
    assert measured.days_to_put_right == (5, 2)
    assert measured.at_first_contact == (1, 4)


def test_a_case_begun_anew_keeps_its_first_proposal_and_waits_to_be_put_right(at_desk: Desk, case: int) -> None:
    at_desk.lead(case, Stage.PUT_RIGHT)
    assert november(at_desk.book).at_first_contact == (1, 1)
    at_desk.do("follow_up", case, is_right="no", satisfaction="1")
    measured = november(at_desk.book)
    assert (measured.days_to_propose, measured.days_to_put_right) == ((0, 1), (None, 0))
    assert (measured.at_first_contact, measured.satisfaction) == ((0, 1), (None, 0))
    at_desk.today += timedelta(days=5)
    at_desk.do("ask", case)
    at_desk.do("propose", case, agreed="yes")
    at_desk.do("put_right", case)
    measured = november(at_desk.book)
    assert (measured.days_to_propose, measured.days_to_put_right) == ((0, 1), (5, 1))


def test_satisfaction_is_a_mean_of_those_who_answered(book: Book, customer: int) -> None:
    for satisfaction in (5, 4, None):
        put_case(book, customer, "2026-11-02", satisfaction=satisfaction)
    assert november(book).satisfaction == (4.5, 2)


@pytest.mark.parametrize(
    ("sold", "again"),
    [
        ({"day": "2025-11-10"}, 0),
        ({"day": "2025-11-11"}, 1),
        ({"day": "2026-11-10"}, 1),
        ({"day": "2026-11-11"}, 0),
        ({"day": "2025-12-01", "amount": 0}, 0),
        ({"day": "2025-12-01", "amount": -5}, 0),
    ],
)
def test_bought_again_is_within_12_months_after_the_close(
    book: Book, customer: int, sold: dict[str, Any], again: int
) -> None:
    put_case(book, customer, "2025-11-01", closed_on="2025-11-10", outcome="recovered")
    put_sale(book, customer, **sold)
    year = store.measures(book.db, date(2025, 11, 1), date(2025, 11, 30), TODAY)
    assert (year.bought_after_recovery, year.bought_after_other_close) == ((again, 1), (0, 0))


def test_recovered_stand_beside_all_others_that_are_closed(book: Book, customer: int) -> None:
    with book.writing():
        other = rows.insert(book.db, "customer", {"name": "Bo", "entered_on": TODAY})
    for who, outcome in ((customer, "recovered"), (other, "refused"), (other, "withdrawn")):
        put_case(book, who, "2026-11-02", closed_on="2026-11-05", outcome=outcome)
    put_case(book, customer, "2026-11-06")
    put_sale(book, other, "2026-11-06")
    refunded = put_sale(book, customer, "2026-11-05")
    put_sale(book, customer, "2026-11-06", -100, refund_of=refunded)
    measured = november(book)
    assert (measured.recovered, measured.bought_after_recovery) == ((1, 3), (0, 1))
    assert measured.bought_after_other_close == (2, 2)
    assert (measured.sales, measured.per_100_sales) == (2, 200)


def test_only_what_was_agreed_costs(at_desk: Desk, case: int) -> None:
    at_desk.lead(case, Stage.ASKED)
    at_desk.do("propose", case, cost="80", bonus_kind="a voucher", bonus_cost="10")
    assert (november(at_desk.book).remedies, november(at_desk.book).bonuses) == (0, 0)
    at_desk.do("agree", case)
    assert (november(at_desk.book).remedies, november(at_desk.book).bonuses) == (8000, 1000)
    at_desk.do("put_right", case)
    at_desk.do("follow_up", case, is_right="no")
    assert (november(at_desk.book).remedies, november(at_desk.book).bonuses) == (8000, 1000)
    at_desk.do("ask", case)
    at_desk.do("propose", case, cost="30", bonus_kind="a voucher", bonus_cost="2")
    assert (november(at_desk.book).remedies, november(at_desk.book).bonuses) == (8000, 1000)
    at_desk.do("close", case, outcome="unrecovered")
    assert (november(at_desk.book).remedies, november(at_desk.book).bonuses) == (8000, 1000)
    at_desk.book.undo(at_desk.today)
    at_desk.do("agree", case)
    assert (november(at_desk.book).remedies, november(at_desk.book).bonuses) == (11000, 1200)


# What it was about -----------------------------------------------------------------------------------------


def test_what_cases_were_about_stands_largest_first(book: Book, customer: int) -> None:
    for category, root_cause, product in ((1, 10, "mower"), (2, 11, "mower"), (2, 11, "hose"), (None, None, "")):
        known = {"category_id": category, "root_cause_id": root_cause, "product": product}
        put_case(book, customer, "2026-11-02", **known)
    put_case(book, customer, "2026-12-02", category_id=5, product="rake")
    assert store.pareto(book.db, "category", *NOVEMBER) == [Bar("Broken or faulty", 2), Bar("Late", 1)]
    assert store.pareto(book.db, "root cause", *NOVEMBER) == [Bar("Supplier's quality", 2), Bar("Supplier late", 1)]
    assert store.pareto(book.db, "product", *NOVEMBER) == [Bar("mower", 2), Bar("hose", 1)]


def test_three_with_one_root_cause_in_90_days_are_an_alert(book: Book, customer: int) -> None:
    """CMP-7."""
    put_case(book, customer, "2026-08-26", root_cause_id=10)
    for day in ("2026-08-27", "2026-11-25", "2026-10-01"):
        put_case(book, customer, day, root_cause_id=11)
    for day in ("2026-11-01", "2026-11-02"):
        put_case(book, customer, day, root_cause_id=10)
        put_case(book, customer, day)
    (alert,) = store.alerts(book.db, TODAY)
    assert alert.root_cause == "Supplier's quality"
    assert [(one.number, one.customer, one.received_on.isoformat()) for one in alert.cases] == [
        ("2026-002", "Ann", "2026-08-27"),
        ("2026-004", "Ann", "2026-10-01"),
        ("2026-003", "Ann", "2026-11-25"),
    ]
    assert store.alerts(book.db, TODAY + timedelta(days=1)) == []


def test_the_most_frequent_cause_comes_first_and_days_to_come_count_nothing(book: Book, customer: int) -> None:
    for cause, times in ((10, 3), (11, 4), (12, 3)):
        for _ in range(times):
            put_case(book, customer, "2026-11-02", root_cause_id=cause)
    put_case(book, customer, "2026-11-26", root_cause_id=10)
    found = [(alert.root_cause, len(alert.cases)) for alert in store.alerts(book.db, TODAY)]
    assert found == [("Supplier's quality", 4), ("Order taken down wrong", 3), ("Supplier late", 3)]


def test_who_complained_twice_within_12_months_is_at_risk(book: Book) -> None:
    """CMP-7, as the law for each."""
    received = {
        "once": ["2026-11-01"],
        "twice": ["2026-01-01", "2026-11-01"],
        "to the day": ["2025-11-01", "2026-11-01"],
        "too far": ["2025-10-31", "2026-11-01"],
        "long ago": ["2025-11-01", "2025-11-20"],
        "a year ago": ["2025-11-01", "2025-11-25"],
    }
    risky = set()
    for name, days in received.items():
        with book.writing():
            customer_id = rows.insert(book.db, "customer", {"name": name, "entered_on": TODAY})
        for day in days:
            put_case(book, customer_id, day)
        if name in ("twice", "to the day", "a year ago"):
            risky.add(customer_id)
    assert store.at_risk(book.db, TODAY) == risky


def test_a_new_name_of_a_root_cause_is_the_same_cause(at_desk: Desk, customer: int) -> None:
    put_case(at_desk.book, customer, "2026-11-02", root_cause_id=10)
    desk.rename_label(at_desk.book, 10, "root cause", "Slow supplier", TODAY)
    put_case(at_desk.book, customer, "2026-11-03", root_cause_id=10)
    assert store.pareto(at_desk.book.db, "root cause", *NOVEMBER) == [Bar("Slow supplier", 2)]
