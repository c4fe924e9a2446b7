"""The figures that customers keep of their sales, against a plain count in Python; and what the check finds."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carebook.book import journal
from carebook.book.book import Book
from carebook.customers import desk, store
from carebook.customers.entry import CustomerEntry, RefundEntry, SaleEntry
from carebook.errors import Refusal

TODAY = date(2026, 11, 25)
Enter = Callable[..., Any]

STEPS = st.lists(
    st.tuples(
        st.sampled_from(["sale", "sale", "refund", "edit", "remove", "undo", "redo"]),
        st.integers(0, 9),
        st.integers(0, 400),
        st.integers(0, 90_000),
    ),
    max_size=25,
)


def take(book: Book, step: tuple[str, int, int, int]) -> None:
    """Do one random step; the desk may refuse it."""
    verb, which, days_ago, amount = step
    day = TODAY - timedelta(days=days_ago)
    sales = [row[0] for row in book.db.execute("SELECT id FROM sale ORDER BY id")]
    chosen = sales[which % len(sales)] if sales else 1
    try:
        if verb == "sale":
            desk.record_sale(book, 1 + which % 2, SaleEntry(sold_on=day, amount=amount), TODAY)
        elif verb == "refund":
            desk.refund_sale(book, chosen, RefundEntry(sold_on=day, amount=amount or None), TODAY)
        elif verb == "edit":
            desk.edit_sale(book, chosen, SaleEntry(sold_on=day, amount=amount), TODAY)
        elif verb == "remove":
            desk.remove_sale(book, chosen, TODAY)
        elif verb == "undo":
            book.undo(TODAY)
        else:
            book.redo(TODAY)
    except Refusal:
        return


def counted(book: Book, customer_id: int) -> tuple[date | None, date | None, int, int]:
    """Count by hand: days and number of purchases, money kept."""
    sales = store.sales(book.db, customer_id, 0, 1000)
    bought = sorted(sale.sold_on for sale in sales if sale.refund_of is None)
    return (*((bought[0], bought[-1]) if bought else (None, None)), len(bought), sum(sale.amount for sale in sales))


@given(STEPS)
def test_the_figures_are_those_of_a_plain_count(steps: list[tuple[str, int, int, int]]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "book.db"
        Book.create(path)
        with Book.open(path, write=True) as book:
            with book.writing():
                book.db.execute(
                    "INSERT INTO shop (id, name, country, currency, language) VALUES (1, 'S', 'US', 'USD', 'en')"
                )
            for name in ("Ann", "Bo"):
                desk.add_customer(book, CustomerEntry(name=name), TODAY)
            before = journal.dump(book.db)
            for step in steps:
                take(book, step)
                for customer_id in (1, 2):
                    found = book.db.execute("SELECT count(*) FROM customer WHERE id = ?", [customer_id]).fetchone()[0]
                    if found:
                        kept = store.customer(book.db, customer_id)
                        figures = (kept.first_sale_on, kept.last_sale_on, kept.sales, kept.taken)
                        assert figures == counted(book, customer_id)
            assert store.broken(book.db) == []
            while book.next_undo() not in (None, "Added Bo", "Added Ann"):
                book.undo(TODAY)
            if book.next_undo() == "Added Bo":
                assert journal.dump(book.db) == before


@pytest.fixture
def ann(book: Book, enter: Enter) -> int:
    """Ann with one sale of $100."""
    customer = desk.add_customer(book, enter(CustomerEntry, name="Ann"), TODAY).only("customer")
    desk.record_sale(book, customer, enter(SaleEntry, amount="100"), TODAY)
    return customer


def test_a_zero_amount_is_a_sale_and_untied_money_back_is_none(book: Book, ann: int) -> None:
    with book.writing():
        book.db.executemany(
            "INSERT INTO sale (customer_id, sold_on, amount, entered_on) VALUES (?, ?, ?, '2026-11-25')",
            [(ann, "2026-11-01", 0), (ann, "2026-10-01", -500)],
        )
        store.recount(book.db, [ann])
    customer = store.customer(book.db, ann)
    assert (customer.first_sale_on, customer.sales, customer.taken) == (date(2026, 11, 1), 2, 9500)


def test_recount_takes_everyone_that_an_action_touched(book: Book, ann: int) -> None:
    with book.act("Imported 2 sales", TODAY) as act:
        book.db.executemany(
            "INSERT INTO sale (customer_id, sold_on, amount, entered_on) VALUES (?, '2026-11-01', ?, '2026-11-25')",
            [(ann, 100), (ann, 200)],
        )
        journal.gather_touched(book.db, act.number)
        store.recount(book.db)
    assert store.customer(book.db, ann).taken == 10300
    assert store.broken(book.db) == []


def test_figures_that_are_right_are_not_written_again(book: Book, ann: int) -> None:
    with book.act("Looked", TODAY) as act:
        store.recount(book.db, [ann])
        assert book.db.execute("SELECT changes()").fetchone() == (0,)
    assert act.change.touched == {}


@pytest.mark.parametrize(
    ("damage", "found"),
    [
        ("UPDATE customer SET taken = 1 WHERE id = 1", "The figures of a customer do not match the sales."),
        ("UPDATE customer SET last_sale_on = NULL WHERE id = 1", "The figures of a customer do not match the sales."),
        (
            "INSERT INTO sale (customer_id, sold_on, amount, refund_of, entered_on)"
            " VALUES (1, '2026-11-25', -10001, 1, '2026-11-25')",
            "More was given back than a sale took.",
        ),
        (
            "INSERT INTO sale (customer_id, sold_on, amount, refund_of, entered_on)"
            " VALUES (2, '2026-11-25', -1, 1, '2026-11-25')",
            "A refund stands with another customer than its sale.",
        ),
        (
            "INSERT INTO occasion (customer_id, member_id, month_day, entered_on) VALUES (1, 1, '05-03', '2026-11-25')",
            "An occasion belongs to a member of another customer.",
        ),
    ],
)
def test_what_breaks_a_rule_is_found(book: Book, ann: int, damage: str, found: str) -> None:
    """S7."""
    with book.writing():
        book.db.execute("INSERT INTO customer (id, name, entered_on) VALUES (2, 'Bo', '2026-11-25')")
        book.db.execute("INSERT INTO member (id, customer_id, name) VALUES (1, 2, 'Tim')")
    assert store.broken(book.db) == []
    with book.writing():
        book.db.execute(damage)
    assert found in [what for what, _, _ in store.broken(book.db)]
    assert {where for _, where, _ in store.broken(book.db)} <= {"customer #1", "customer #2"}
