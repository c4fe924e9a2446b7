"""Who stands on a list to work, who is left out, and who leaves it (VAL-4, VAL-5)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from carebook.book import rows
from carebook.book.book import Book
from carebook.customers.desk import add_customer, log_contact, record_sale, stop
from carebook.customers.entry import ContactEntry, CustomerEntry, SaleEntry
from carebook.customers.model import Cause
from carebook.entry import read
from carebook.followers import FOLLOWERS
from carebook.retention.desk.counting import count_day
from carebook.retention.desk.working import leave_alone
from carebook.retention.model import Opportunity
from carebook.retention.store import lists
from carebook.typed import Setting

TODAY = date(2026, 11, 25)
HERE = Setting("US", "USD", TODAY)


@pytest.fixture
def book(book_path: Path) -> Iterator[Book]:
    """Three who took gloves with their spade, two who took only a spade, and three with seeds."""
    with Book.open(book_path, write=True, followers=FOLLOWERS) as found:
        for products in (("spade", "gloves"),) * 3 + (("spade",),) * 2 + (("seeds",),) * 3:
            bought(found, *products)
        count_day(found, TODAY)
        yield found


def bought(book: Book, *products: str, days_ago: int = 20) -> int:
    """Enter a customer who bought these products."""
    one = add_customer(book, read(CustomerEntry, {"name": "Sam Spade"}, HERE), TODAY).only("customer")
    for product in products:
        sold = {"sold_on": (TODAY - timedelta(days=days_ago)).isoformat(), "product": product, "amount": "30"}
        record_sale(book, one, read(SaleEntry, sold, HERE), TODAY)
    return one


def on_list(book: Book, which: Opportunity) -> list[int]:
    """Return who stands on a list; its count and its places agree with its page."""
    found = [entry.customer_id for entry in lists.page(book.db, which, TODAY, 0, 100)]
    assert lists.count(book.db, which, TODAY) == len(found)
    assert [lists.place(book.db, which, TODAY, one) for one in found] == list(range(len(found)))
    return found


def complain(book: Book, customer_id: int) -> None:
    """Open a complaint."""
    known: dict[str, rows.Value] = {
        "customer_id": customer_id,
        "number": "2026-001",
        "received_on": TODAY,
        "entered_on": TODAY,
    }
    with book.act("Took down a complaint", TODAY) as act:
        rows.insert(act.db, "complaint", known | {"words": "It broke!", "severity": "serious", "via": "phone"})


def test_nothing_is_sold_while_a_complaint_is_open(book: Book) -> None:
    """CMP-6: who complains is made right first, and stands on that list."""
    assert on_list(book, Opportunity.CROSS_SELL) == [4, 5]
    assert on_list(book, Opportunity.SECOND_SALE) == [1, 2, 3, 4, 5, 6, 7, 8]
    complain(book, 4)
    assert on_list(book, Opportunity.CROSS_SELL) == [5]
    assert on_list(book, Opportunity.SECOND_SALE) == [1, 2, 3, 5, 6, 7, 8]
    assert on_list(book, Opportunity.COMPLAINTS) == [4]


def test_nothing_is_sold_to_who_wants_no_marketing(book: Book) -> None:
    """SUP-3; who wants no contact at all, or died, stands on no list."""
    stop(book, 4, Cause.NO_MARKETING, "", TODAY)
    stop(book, 1, Cause.DO_NOT_CONTACT, "", TODAY)
    assert on_list(book, Opportunity.CROSS_SELL) == [5]
    assert on_list(book, Opportunity.SECOND_SALE) == [2, 3, 5, 6, 7, 8]


def test_left_alone_is_each_entry_for_what_it_stands_there(book: Book) -> None:
    """An entry is known by its customer and what it is about."""
    leave_alone(book, [4, 5], Opportunity.CROSS_SELL, TODAY, about={4: "spade", 5: "spade"})
    assert on_list(book, Opportunity.CROSS_SELL) == []
    assert on_list(book, Opportunity.SECOND_SALE) == [1, 2, 3, 4, 5, 6, 7, 8]
    assert lists.worked(book.db, Opportunity.CROSS_SELL, TODAY) == ({"left alone": 2}, 0)
    book.undo(TODAY)
    assert on_list(book, Opportunity.CROSS_SELL) == [4, 5]


def test_the_longest_unspoken_to_counts_from_the_last_word_or_sale_not_from_being_entered(book: Book) -> None:
    """VAL-5: who was brought in with an old sale today has not been spoken to today."""
    old = bought(book, "spade", days_ago=300)
    new = add_customer(book, read(CustomerEntry, {"name": "Not Yet"}, HERE), TODAY).only("customer")
    log_contact(book, 1, read(ContactEntry, {"note": "a chat"}, HERE), TODAY)
    found = [one.customer_id for one in lists.longest_unspoken_to(book.db, TODAY, 0, 100)]
    assert found == [old, 2, 3, 4, 5, 6, 7, 8, 1, new]
