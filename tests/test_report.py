"""One month over all desks: what is counted in it, and how its page words it."""

from __future__ import annotations

from datetime import date

import pytest

from carebook.book.book import Book
from carebook.customers.desk import add_customer, record_sale, refund_sale
from carebook.customers.entry import CustomerEntry, RefundEntry, SaleEntry
from carebook.report import as_document, as_page, days_of, gather, last_month
from carebook.retention.desk.counting import count_day

MONTH, END = date(2026, 10, 1), date(2026, 10, 31)


@pytest.fixture
def shop(book, enter, today):
    """Three customers: one from last year, one of September who gave a part back in October, one of October."""
    for name, sales in (
        ("Ann", [("2025-10-08", "80"), ("2026-10-05", "100")]),
        ("Bo", [("2026-09-30", "60")]),
        ("Cy", [("2026-10-31", "40"), ("2026-11-01", "500")]),
    ):
        who = add_customer(book, enter(CustomerEntry, name=name), today).only("customer")
        for day, amount in sales:
            record_sale(book, who, enter(SaleEntry, sold_on=day, product="seed", amount=amount), today)
    refund_sale(book, 3, enter(RefundEntry, amount="20", sold_on="2026-10-02"), today)
    count_day(book, END)
    return book


def put(book: Book, table: str, **values: object) -> None:
    """Put a row in as it stands, whatever led to it."""
    with book.writing():
        marks = ", ".join("?" * len(values))
        book.db.execute(f"INSERT INTO {table} ({', '.join(values)}) VALUES ({marks})", list(values.values()))


def letter(book: Book, number: int, **values: object) -> None:
    whose = {"customer_id": 1, "kind": "thank_you", "subject_kind": "sale", "subject_id": number}
    put(book, "letter", **{**whose, "anchor": "2026-10-01", "due": "2026-10-01", **values})


def complaint(book: Book, number: int, received_on: str, **values: object) -> None:
    learned = {"category_id": 1, "root_cause_id": 1, "what_changed": "a call first"}
    told = {"customer_id": 1, "number": f"2026-{number:03}", "via": "phone", "words": "Late", "severity": "small"}
    put(book, "complaint", **{**told, "received_on": received_on, "entered_on": received_on, **learned, **values})


@pytest.mark.parametrize(
    ("today", "month"),
    [("2026-11-25", "2026-10-01"), ("2026-12-01", "2026-11-01"), ("2027-01-31", "2026-12-01")],
)
def test_the_last_month_is_the_last_one_that_is_over(today, month):
    assert last_month(date.fromisoformat(today)) == date.fromisoformat(month)


def test_a_month_ends_on_its_last_day_or_today(today):
    assert days_of(date(2026, 10, 7), today) == (MONTH, END)
    assert days_of(date(2026, 11, 1), today) == (date(2026, 11, 1), today)
    assert days_of(date(2024, 2, 1), today) == (date(2024, 2, 1), date(2024, 2, 29))


def test_money_given_back_counts_in_the_month_in_which_it_was(shop, today):
    found = gather(shop.db, MONTH, today)
    assert [one.amount for one in found.sold[-2:]] == [6000, 12000]
    assert [one.sales for one in found.sold[-2:]] == [1, 2]
    assert found.sold_a_year_ago.amount == 8000


def test_twelve_months_stand_side_by_side_the_reports_own_last(shop, today):
    found = gather(shop.db, MONTH, today)
    assert (found.months[0], found.months[-1]) == (date(2025, 11, 1), MONTH)
    told = (found.sold, found.letters_sent, found.complaints_received, found.new, found.lost, found.won_back)
    assert {len(one) for one in told} == {12}


def test_new_lost_and_won_back_are_counted_in_their_months(shop, today):
    put(shop, "win_back", customer_id=1, opened_on="2026-10-02", ended_on="2026-10-20", outcome="won back")
    put(shop, "win_back", customer_id=2, opened_on="2026-10-02", ended_on="2026-10-20", outcome="not won")
    found = gather(shop.db, MONTH, today)
    assert (found.new[-2:], found.won_back[-2:]) == ([1, 1], [0, 1])
    assert sum(found.states.values()) == 3


def test_a_customer_is_lost_in_the_month_in_which_the_silence_grew_too_long(book, enter, today):
    """VAL-1: once, and then 450 days of silence in a shop without gaps."""
    who = add_customer(book, enter(CustomerEntry, name="Ann"), today).only("customer")
    record_sale(book, who, enter(SaleEntry, sold_on="2025-07-15", amount="10"), today)
    count_day(book, END)
    assert gather(book.db, MONTH, today).lost[-1] == 1


def test_letters_are_counted_by_what_became_of_them_in_the_month(shop, today):
    letter(shop, 1, due="2026-10-31", state="sent", sent_on="2026-11-02")
    letter(shop, 2, due="2026-09-30", state="sent", sent_on="2026-10-01")
    letter(shop, 3, lapses="2026-10-31")
    letter(shop, 4, state="skipped", ended_on="2026-10-03")
    letter(shop, 5, state="cancelled", ended_on="2026-10-03")
    assert gather(shop.db, MONTH, today).letters == (3, 1, 1, 1)
    assert gather(shop.db, MONTH, END).letters.lapsed == 0


def test_cases_are_counted_when_they_came_and_when_they_ended(shop, today):
    complaint(shop, 1, "2026-09-28", closed_on="2026-10-05", outcome="recovered")
    complaint(shop, 2, "2026-10-02", closed_on="2026-10-30", outcome="unrecovered")
    complaint(shop, 3, "2026-10-31", closed_on="2026-11-03", outcome="recovered")
    found = gather(shop.db, MONTH, today)
    assert found.complaints == (2, 2, 1, 1)
    assert found.complaints_received[-2:] == [(1, 1), (2, 1)]


def test_the_document_has_no_holes(shop, today):
    document = as_document(gather(shop.db, MONTH, today))
    assert document["complaints"].pop("satisfaction") is None
    for part in ("letters", "complaints", "retention", "referrals"):
        assert None not in document[part].values()


@pytest.mark.parametrize(
    ("before", "said"),
    [("80", "50 % more than"), ("240", "50 % less than"), ("120", "As much as in"), (None, "The best of these months")],
)
def test_a_month_is_compared_with_the_same_one_a_year_ago(shop, today, before, said):
    with shop.writing():
        shop.db.execute("UPDATE sale SET amount = ? WHERE id = 1", [int(before or "0") * 100])
    taken = as_page(gather(shop.db, MONTH, today), today)["taken"]
    assert taken["headline"] == ["$120.00", "in 2 sales"]
    assert taken["note"].startswith(said)
    assert ("October 2025" in taken["note"]) == (before is not None)


def test_a_month_that_is_not_over_is_not_compared(shop, today):
    taken = as_page(gather(shop.db, date(2026, 11, 1), today), today)["taken"]
    assert taken["headline"] == ["$500.00", "in 1 sale so far"]
    assert "than in" not in taken["note"]


def test_kinds_beyond_the_first_four_are_summed_up(shop, today):
    kinds = ("thank_you", "welcome", "birthday", "anniversary", "appreciation", "newsletter")
    for number, kind in enumerate(kinds, 1):
        letter(shop, number, kind=kind, state="sent", sent_on="2026-10-02")
    note = as_page(gather(shop.db, MONTH, today), today)["letters"]["note"]
    assert note.endswith(", 2 other kinds")
    assert note.count(",") == 4


def introduced(book: Book, number: int, on: str, **values: object) -> None:
    told = {"id": number, "customer_id": 1, "introduced": f"Zed {number}", "entered_on": on}
    put(book, "referral", introduced_on=on, **{**told, **values})


def test_referrals_are_counted_in_the_months_in_which_things_happened(shop, today):
    """REF-7; a referral that counts no more is none, and one that was long known is not thanked late (LET-5)."""
    introduced(shop, 1, "2026-09-30", contact_on="2026-10-01", referred_id=2)
    introduced(shop, 2, "2026-10-01", contact_on="2026-10-20", referred_id=3)
    introduced(shop, 3, "2026-10-30", counts=0, contact_on="2026-10-30", referred_id=3)
    introduced(shop, 4, "2026-10-02", entered_on="2026-11-20")
    put(shop, "ask", customer_id=1, wanted_on="2026-10-02", asked_on="2026-10-02", by_channel="phone")
    answered = {"asked_on": "2026-09-30", "answer": "agreed", "answered_on": "2026-10-02"}
    put(shop, "ask", customer_id=1, wanted_on="2026-09-30", by_channel="phone", **answered)
    for number, paid in ((1, "2026-10-31"), (2, "2026-11-01")):
        kind = {"for_whom": "referrer", "kind": "money", "amount": 2550, "promised_on": "2026-10-01"}
        put(shop, "reward", referral_id=number, customer_id=1, paid_on=paid, **kind)
    found = gather(shop.db, MONTH, today)
    assert found.referrals == (2, 2, 1, 1, 1, 2550)
    assert found.introduced[-2:] == [1, 2]
    document = as_document(found)["referrals"]
    assert (document["introduced"], document["rewards_paid"]) == (2, "25.50")
    assert "drive" not in document


@pytest.mark.parametrize(
    ("introduced_on", "thanked_on", "told"),
    [
        ("2026-10-05", "2026-10-07", (1, 1)),
        ("2026-10-05", "2026-10-08", (0, 1)),
        ("2026-10-30", "2026-11-03", (1, 1)),
        ("2026-10-05", None, (0, 1)),
        ("2026-11-25", None, (0, 0)),
        ("2026-11-25", "2026-11-25", (1, 1)),
    ],
)
def test_thanks_are_on_time_within_two_business_days(shop, today, introduced_on, thanked_on, told):
    """REF-3: Friday 30 October is thanked in time by Tuesday; one whose days are not over is not late yet."""
    how = {"thanked_on": thanked_on, "thanked_by": "phone"} if thanked_on else {}
    introduced(shop, 1, introduced_on, **how)
    month = date.fromisoformat(introduced_on).replace(day=1)
    assert gather(shop.db, month, today).thanked == told


def test_the_drive_that_runs_is_told_with_its_pace(shop, today):
    """REF-6: baseline 2 a week, 10 weeks, +10 %: 22; 11 of them after 5 weeks."""
    drive = {"name": "Autumn", "starts_on": "2026-09-27", "weeks": 10, "target_percent": 10, "baseline": 20}
    put(shop, "drive", **drive)
    introduced(shop, 1, "2026-10-05")
    found = gather(shop.db, MONTH, today)
    told = {"name": "Autumn", "introduced": 1, "pace": 11.0, "target": 22.0}
    assert as_document(found)["referrals"]["drive"] == told
    assert as_page(found, today)["referrals"]["rows"][-1] == ("Autumn", "1 of 22, pace 11")


def test_the_page_says_of_referrals_only_what_there_was(shop, today):
    page = as_page(gather(shop.db, MONTH, today), today)["referrals"]
    assert page["headline"] == ["0", "introductions"]
    assert page["rows"] == [("came to you", "0"), ("bought for the first time since", "0")]
