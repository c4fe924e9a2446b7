"""Whatever is done at any desk, in any order: the figures that the book keeps are those of its sales (VAL-1a)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from random import Random
from shutil import copy
from tempfile import TemporaryDirectory
from typing import Any

import naive
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from test_retention_counting import counted, same

from carebook.book import rows
from carebook.book.book import Book
from carebook.customers.desk.people import remove_customer
from carebook.customers.desk.sales import edit_sale, record_sale, refund_sale, remove_sale
from carebook.customers.entry import RefundEntry, SaleEntry
from carebook.entry import AnyEntry, read
from carebook.errors import Refusal
from carebook.exchange import desk as exchange
from carebook.exchange.source import look
from carebook.followers import FOLLOWERS
from carebook.retention.desk.counting import count_day
from carebook.retention.desk.leaving import note_departure
from carebook.retention.entry import DepartureEntry
from carebook.retention.model import State
from carebook.retention.store import standings
from carebook.shop import store as shop_store
from carebook.shop.desk import set_number
from carebook.typed import Setting

MONDAY = date(2026, 11, 2)
CUSTOMERS = 25
"""So many that a sale counts its own customer only, and a large import counts everyone."""
HEADER = "Sale number,Customer number,Date,Product,Amount,Cost,Refund of\n"

customers = st.integers(1, CUSTOMERS)
some_sale = st.integers(1, 80)
money = st.sampled_from(["0", "5", "40", "999.99"])
cost = st.sampled_from(["", "0", "12.34"])
ago = st.integers(0, 800)


@pytest.fixture(scope="module")
def shop_with_sales(bare_book: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book of 25 customers, who bought a few times each, counted on Monday."""
    path = Path(copy(bare_book, tmp_path_factory.mktemp("sold")))
    chance = Random(7)
    with Book.open(path, write=True) as book:
        with book.writing():
            for n in range(1, CUSTOMERS + 1):
                known: dict[str, rows.Value] = {"id": n, "name": f"Customer {n}", "external_id": f"C{n}"}
                rows.insert(book.db, "customer", known | {"entered_on": MONDAY})
                for _ in range(chance.randrange(5)):
                    sold_on = MONDAY - timedelta(days=chance.randrange(800))
                    sale: dict[str, rows.Value] = {"customer_id": n, "sold_on": sold_on, "entered_on": sold_on}
                    rows.insert(book.db, "sale", sale | {"product": "rose", "amount": chance.randrange(10_000)})
        count_day(book, MONDAY)
    return path


def fill(model: type[AnyEntry], today: date, **typed: str) -> AnyEntry:
    """Fill in a form on a day."""
    return read(model, typed, Setting("US", "USD", today))


class AnyTrade(RuleBasedStateMachine):
    """An owner who sells, takes back, imports, mistypes and undoes, on days that pass."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.book = Book.open(Path(copy(path, self.folder.name)), write=True, followers=FOLLOWERS)
        self.today = MONDAY
        self.files = 0

    def teardown(self) -> None:
        self.book.close()
        self.folder.cleanup()

    def attempt(self, verb: Callable[..., object], *args: Any) -> None:
        """Do something, or be told why not."""
        try:
            verb(self.book, *args)
        except Refusal:
            assert not self.book.db.in_transaction

    def entry(self, model: type[AnyEntry], **typed: str) -> AnyEntry:
        return fill(model, self.today, **typed)

    def day(self, days_ago: int) -> str:
        return (self.today - timedelta(days=days_ago)).isoformat()

    @rule(customer=customers, days_ago=ago, amount=money, cost=cost)
    def sell(self, customer: int, days_ago: int, amount: str, cost: str) -> None:
        entry = self.entry(SaleEntry, sold_on=self.day(days_ago), product="mower", amount=amount, cost=cost)
        self.attempt(record_sale, customer, entry, self.today)

    @rule(sale=some_sale, days_ago=ago, amount=money, cost=cost)
    def mend_a_sale(self, sale: int, days_ago: int, amount: str, cost: str) -> None:
        entry = self.entry(SaleEntry, sold_on=self.day(days_ago), product="rake", amount=amount, cost=cost)
        self.attempt(edit_sale, sale, entry, self.today)

    @rule(sale=some_sale, amount=st.sampled_from(["", "", "1.11"]))
    def give_back(self, sale: int, amount: str) -> None:
        self.attempt(refund_sale, sale, self.entry(RefundEntry, sold_on="today", amount=amount), self.today)

    @rule(sale=some_sale)
    def remove(self, sale: int) -> None:
        self.attempt(remove_sale, sale, self.today)

    @rule(customer=customers)
    def remove_somebody(self, customer: int) -> None:
        self.attempt(remove_customer, customer, self.today)

    @rule(customer=customers, days_ago=ago, told=st.sampled_from(["yes", "yes", "no"]))
    def hear_that_they_left(self, customer: int, days_ago: int, told: str) -> None:
        entry = self.entry(DepartureEntry, noted_on=self.day(days_ago), reason="moved", told=told)
        self.attempt(note_departure, customer, entry, self.today)

    @rule(sold=st.lists(st.tuples(customers, ago, money, cost, st.booleans()), min_size=1, max_size=6))
    def bring_a_file(self, sold: list[tuple[int, int, str, str, bool]]) -> None:
        self.files += 1
        lines = []
        for n, (customer, days_ago, amount, its_cost, back) in enumerate(sold):
            number = f"S{self.files}-{n}"
            lines.append(f"{number},C{customer},{self.day(days_ago)},mower,{amount},{its_cost},\n")
            if back:
                lines.append(f"{number}-R,C{customer},{self.day(0)},mower,-{amount},{its_cost},{number}\n")
        path = Path(self.folder.name, "sales.csv")
        path.write_text(HEADER + "".join(lines))
        source = look(path, shop_country="US", today=self.today, kind="sales")
        exchange.run(self.book, source, self.today, file_name="sales.csv")

    @rule(percent=st.integers(0, 100))
    def set_the_margin(self, percent: int) -> None:
        self.attempt(set_number, "margin_percent", str(percent), self.today)

    @rule()
    def undo(self) -> None:
        self.attempt(Book.undo, self.today)

    @rule()
    def redo(self) -> None:
        self.attempt(Book.redo, self.today)

    @rule(days=st.integers(1, 100))
    def open_it_another_day(self, days: int) -> None:
        self.today += timedelta(days=days)
        count_day(self.book, self.today)

    @invariant()
    def the_figures_are_those_of_the_sales(self) -> None:
        """VAL-1a: by the shop's figures of the day, which stand until the next or until much was changed."""
        shop = standings.yardstick(self.book.db)
        assert shop
        assert shop.counted_on == self.today
        expected = naive.standing(self.book.db, self.today, shop, shop_store.numbers(self.book.db))
        same(counted(self.book), expected)


def test_whatever_is_done_the_figures_follow(shop_with_sales: Path) -> None:
    """VAL-1a."""
    few = settings(max_examples=settings.default.max_examples // 2, stateful_step_count=20)
    run_state_machine_as_test(lambda: AnyTrade(shop_with_sales), settings=few)


# One verb after the other ----------------------------------------------------------------------------------------


def test_a_sale_counts_its_own_customer_by_the_figures_of_the_day(shop_with_sales: Path, tmp_path: Path) -> None:
    """VAL-1a: the shop is counted anew on the next day, or by an import of much."""
    with Book.open(Path(copy(shop_with_sales, tmp_path)), write=True, followers=FOLLOWERS) as book:
        shop = standings.yardstick(book.db)
        before = counted(book)
        record_sale(book, 1, fill(SaleEntry, MONDAY, sold_on="today", amount="9999"), MONDAY)
        assert standings.yardstick(book.db) == shop
        assert {customer for customer, row in counted(book).items() if before.get(customer) != row} == {1}
        count_day(book, MONDAY + timedelta(days=1))
        assert standings.yardstick(book.db) != shop


def test_an_action_on_many_counts_the_shop_anew(shop_with_sales: Path, tmp_path: Path) -> None:
    """VAL-1a: a tenth of the customers and more."""
    with Book.open(Path(copy(shop_with_sales, tmp_path)), write=True, followers=FOLLOWERS) as book:
        shop = standings.yardstick(book.db)
        path = tmp_path / "sales.csv"
        path.write_text(HEADER + "".join(f"S{n},C{n},2026-11-02,mower,75,,\n" for n in range(1, 6)))
        source = look(path, shop_country="US", today=MONDAY, kind="sales")
        exchange.run(book, source, MONDAY, file_name="sales.csv")
        assert standings.yardstick(book.db) != shop
        book.undo(MONDAY)
        assert standings.yardstick(book.db) == shop


def test_figures_are_not_in_the_undo_list(shop_with_sales: Path, tmp_path: Path) -> None:
    """VAL-1a: they are counted from the facts, before and after an undo."""
    with Book.open(Path(copy(shop_with_sales, tmp_path)), write=True, followers=FOLLOWERS) as book:
        before = counted(book)
        change = record_sale(book, 1, fill(SaleEntry, MONDAY, sold_on="today", amount="9999"), MONDAY)
        assert not change.touches("standing", "yardstick")
        after = counted(book)
        book.undo(MONDAY)
        assert counted(book) == before
        book.redo(MONDAY)
        assert counted(book) == after


def test_who_told_us_comes_back_with_their_next_sale(shop_with_sales: Path, tmp_path: Path) -> None:
    """VAL-1, CHN-2: lost from the day they told us, until they buy again."""
    with Book.open(Path(copy(shop_with_sales, tmp_path)), write=True, followers=FOLLOWERS) as book:

        def state(on: date) -> State:
            found = standings.standing(book.db, 3)
            assert found
            return found.state(on)

        record_sale(book, 3, fill(SaleEntry, MONDAY, sold_on="today", amount="20"), MONDAY)
        tuesday, wednesday = MONDAY + timedelta(days=1), MONDAY + timedelta(days=2)
        note_departure(book, 3, fill(DepartureEntry, tuesday, noted_on="today", reason="moved", told="yes"), tuesday)
        assert state(tuesday) is State.LOST
        record_sale(book, 3, fill(SaleEntry, wednesday, sold_on="today", amount="20"), wednesday)
        assert state(wednesday) is State.ACTIVE
