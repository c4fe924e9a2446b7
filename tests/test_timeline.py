"""One customer's timeline over all desks."""

from datetime import date, timedelta

import pytest

from carebook.book.book import Book
from carebook.customers.desk import add_customer, hear_news, log_contact, record_sale, refund_sale
from carebook.customers.entry import ContactEntry, CustomerEntry, NewsEntry, RefundEntry, SaleEntry
from carebook.letters.desk import follow
from carebook.letters.desk.planning import plan_day
from carebook.letters.desk.sending import mark_sent
from carebook.timeline import timeline


@pytest.fixture
def ann(book_path, enter, today):
    """Ann, with two sales, a refund, a call, news, and her letters."""
    with Book.open(book_path, write=True, followers=[follow]) as book:
        entry = enter(CustomerEntry, name="Ann Park", address1="4 Mill Lane", city="Bath", postcode="04530")
        number = add_customer(book, entry, today).only("customer")
        for ago, product in ((30, "a hoe"), (0, "a spade")):
            day = (today - timedelta(days=ago)).isoformat()
            record_sale(book, number, enter(SaleEntry, product=product, amount="20", sold_on=day), today)
        refund_sale(book, 1, enter(RefundEntry, amount="5"), today)
        log_contact(book, number, enter(ContactEntry, channel="phone", note="asked", on_day="yesterday"), today)
        hear_news(book, number, enter(NewsEntry, what="won a prize"), today)
        plan_day(book, today)
        yield book, number


def test_it_is_newest_first_and_a_letter_follows_its_sale(ann):
    book, number = ann
    entries = timeline(book.db, number)
    assert [entry.day for entry in entries] == sorted((entry.day for entry in entries), reverse=True)
    kinds = [entry.key[0] for entry in entries if entry.day == date(2026, 11, 25)]
    assert kinds == sorted(kinds, key=["letter", "contact", "news", "sale"].index)
    assert {entry.key[0] for entry in entries} == {"letter", "contact", "news", "sale"}


def test_pages_put_together_are_the_whole(ann):
    book, number = ann
    whole = timeline(book.db, number)
    assert len(whole) > 5
    for size in (1, 2, 3, 100):
        pages = [timeline(book.db, number, start, size) for start in range(0, len(whole), size)]
        assert [entry for page in pages for entry in page] == whole


def test_a_sent_letter_stands_once_on_the_day_it_was_sent(ann, today):
    book, number = ann
    letter = book.db.execute(
        "SELECT id FROM letter WHERE kind = 'thank_you' AND due = ?", [today.isoformat()]
    ).fetchone()[0]
    mark_sent(book, [letter], today, today)
    entries = [entry for entry in timeline(book.db, number) if entry.key == ("letter", letter)]
    assert [entry.day for entry in entries] == [today]
    assert [entry.key for entry in timeline(book.db, number) if entry.key[0] == "contact"] == [("contact", 1)]


def test_others_are_not_in_it(ann, enter, today):
    book, _ = ann
    other = add_customer(book, enter(CustomerEntry, name="Bo"), today).only("customer")
    assert [entry for entry in timeline(book.db, other) if entry.key[0] != "letter"] == []
