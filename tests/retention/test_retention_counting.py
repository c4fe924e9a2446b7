"""Everyone's buying counted in sets is the same as sale by sale, whatever was sold and given back (VAL-1a)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import naive
import pytest
from hypothesis import given
from hypothesis import strategies as st

from carebook.book import rows
from carebook.book.book import Book
from carebook.retention.desk.counting import count_day
from carebook.retention.model import Standing, State
from carebook.retention.store import counting, standings
from carebook.shop import store as shop_store

ON = date(2026, 11, 25)
Sold = dict[str, Any]
Sell = Callable[..., int]

amounts = st.sampled_from([0, 1, 33, 100, 100, 250, 9_999])
costs = st.sampled_from([None, None, 0, 33, 100, 400])
products = st.sampled_from(["", "mower", "rake", "rose"])
days_ago = st.integers(-20, 900) | st.sampled_from([0, 364, 365, 366, 729, 730, 731])
"""The days on which 12 and 24 months end come up often."""


@st.composite
def sales(draw: st.DrawFn) -> list[Sold]:
    """A sale with what was given back of it, or money given back that no sale is named for."""
    ago = draw(days_ago)
    amount, cost = draw(amounts), draw(costs)
    one: Sold = {"ago": ago, "product": draw(products), "cost": cost}
    if draw(st.integers(0, 9)) == 0:
        return [one | {"amount": -amount}]
    parts = draw(st.lists(st.tuples(st.integers(1, 9_999), st.integers(0, 400), costs), max_size=3))
    back, left = [], amount
    for part, later, its_cost in parts:
        part = left if part == 9_999 else min(part, left)
        if part:
            back.append({"ago": ago - later, "product": one["product"], "cost": its_cost, "amount": -part})
            left -= part
    revealed = draw(st.sampled_from([None, 0, 30]))
    gift = ON - timedelta(days=ago - revealed) if revealed is not None else None
    return [one | {"amount": amount, "gift_reveal_on": gift}, *back]


books = st.lists(st.lists(sales(), max_size=6), min_size=1, max_size=7)
"""What each customer bought."""


def put_in(book: Book, bought: list[list[list[Sold]]]) -> None:
    """Leave nothing in the book but these customers and their sales; the caller holds a write transaction."""
    for table in ("sale", "departure", "customer"):
        book.db.execute(f"DELETE FROM {table}")
    for customer, theirs in enumerate(bought, 1):
        rows.insert(book.db, "customer", {"id": customer, "name": f"Customer {customer}", "entered_on": ON})
        for sale, *back in theirs:
            sale_id = _put_in(book, customer, sale, None)
            for one in back:
                _put_in(book, customer, one, sale_id)


def _put_in(book: Book, customer: int, one: Sold, refund_of: int | None) -> int:
    values = {name: value for name, value in one.items() if name != "ago"}
    day = ON - timedelta(days=one["ago"])
    return rows.insert(
        book.db,
        "sale",
        {"customer_id": customer, "sold_on": day, "entered_on": day, "refund_of": refund_of, **values},
    )


def counted(book: Book) -> dict[int, naive.Row]:
    """The rows that the book keeps."""
    return {row[0]: tuple(row) for row in book.db.execute("SELECT * FROM standing")}


def same(found: dict[int, naive.Row], expected: dict[int, naive.Row]) -> None:
    """Hold rows against rows, with a hair's breadth for what is no whole number."""
    assert found.keys() == expected.keys()
    for customer, row in expected.items():
        for one, other in zip(found[customer], row, strict=True):
            assert one == (pytest.approx(other) if isinstance(other, float) else other)


@pytest.fixture
def sell(book: Book) -> Sell:
    """Put a sale into the book: `sell(customer, days ago, amount, cost=..., refund_of=...)`."""

    def put(customer: int, ago: int, amount: int, **known: Any) -> int:
        refund_of = known.pop("refund_of", None)
        with book.writing():
            book.db.execute(
                "INSERT OR IGNORE INTO customer (id, name, entered_on) VALUES (?, ?, ?)",
                [customer, f"Customer {customer}", ON.isoformat()],
            )
            return _put_in(book, customer, {"ago": ago, "amount": amount, "product": "", **known}, refund_of)

    return put


def stand(book: Book, customer: int = 1, on: date = ON) -> Standing:
    """Count everyone, and return how one of them stands."""
    with book.writing():
        counting.count_all(book.db, on)
    found = standings.standing(book.db, customer)
    assert found
    return found


# VAL-1 to VAL-3, CHN-1: in sets as one by one ------------------------------------------------------------------


@given(bought=books)
def test_counting_in_sets_is_counting_sale_by_sale(book: Book, bought: list[list[list[Sold]]]) -> None:
    """VAL-1, VAL-1a, VAL-2, VAL-3, CHN-1: a naive count gives the same shop and the same customers."""
    with book.writing():
        put_in(book, bought)
        counting.count_all(book.db, ON)
    numbers = shop_store.numbers(book.db)
    expected = naive.yardstick(book.db, ON, numbers)
    shop = standings.yardstick(book.db)
    assert shop
    assert shop[1:] == tuple(pytest.approx(one) if isinstance(one, float) else one for one in expected[1:])
    same(counted(book), naive.standing(book.db, ON, shop, numbers))


@given(bought=books, later=st.integers(1, 500), touched=st.sets(st.integers(1, 7)))
def test_some_are_counted_by_the_figures_of_the_day(
    book: Book, bought: list[list[list[Sold]]], later: int, touched: set[int]
) -> None:
    """VAL-1a: counted by themselves they stand as they do among all; the others, and the shop, are left alone."""
    with book.writing():
        put_in(book, bought)
        counting.count_all(book.db, ON)
        before, shop = counted(book), standings.yardstick(book.db)
        assert shop
        on = ON + timedelta(days=later)
        book.db.execute("DELETE FROM temp.touched")
        book.db.executemany("INSERT INTO temp.touched VALUES (?)", [[one] for one in touched])
        counting.count_touched(book.db, on)
    assert standings.yardstick(book.db) == shop
    anew = naive.standing(book.db, on, shop, shop_store.numbers(book.db))
    untouched = {customer: row for customer, row in before.items() if customer not in touched}
    same(counted(book), untouched | {customer: row for customer, row in anew.items() if customer in touched})


@given(bought=books, margin=st.integers(0, 100))
def test_what_was_all_given_back_brought_nothing(book: Book, bought: list[list[list[Sold]]], margin: int) -> None:
    """VAL-2: a sale and all of it back is no profit, whatever it cost and whatever was written beside the refund."""
    with book.writing():
        put_in(book, [[sale for sale in theirs if sale[0]["amount"] >= 0] for theirs in bought])
        shop_store.save_number(book.db, "margin_percent", margin)
        book.db.execute(
            "INSERT INTO sale (customer_id, sold_on, product, amount, cost, refund_of, entered_on)"
            " SELECT s.customer_id, ?1, s.product, -left, 7, s.id, ?1 FROM (SELECT s.*, s.amount + coalesce("
            " (SELECT sum(b.amount) FROM sale b WHERE b.refund_of = s.id), 0) AS left FROM sale s) s"
            " WHERE s.refund_of IS NULL AND left > 0",
            [ON.isoformat()],
        )
        for customer in range(1, len(bought) + 1):
            _put_in(book, customer, {"ago": 3, "amount": 10_000, "cost": 6_000, "product": ""}, None)
        counting.count_all(book.db, ON + timedelta(days=500))
        book.db.execute("DELETE FROM number")
    free_gifts = dict(
        book.db.execute("SELECT customer_id, sum(cost) FROM sale WHERE amount = 0 AND cost > 0 GROUP BY customer_id")
    )
    for customer in range(1, len(bought) + 1):
        found = standings.standing(book.db, customer)
        assert found
        assert found.profit == 4_000 - free_gifts.get(customer, 0)


def test_story_8_stands_in_the_book(book: Book, sell: Sell) -> None:
    """VAL-1, story 8: in a shop whose mean gap is 70 days, to the day."""
    for day in (date(2025, 1, 10), date(2025, 3, 12), date(2025, 5, 9), date(2025, 7, 15)):
        sell(1, (ON - day).days, 60_00)
    with book.writing():
        book.db.execute("INSERT INTO yardstick (id, counted_on, customers, mean_gap) VALUES (1, ?, 1, 70)", [str(ON)])
        book.db.execute("INSERT INTO temp.touched VALUES (1)")
        counting.count_touched(book.db, ON)
    found = standings.standing(book.db, 1)
    assert found
    days = [(day - found.last_on).days for day in (found.slipping_on, found.dormant_on, found.lost_on)]
    assert (found.purchase_days, found.rhythm, days) == (4, 65.2, [131, 196, 327])


# VAL-1a: purchase days -----------------------------------------------------------------------------------------


def test_a_fully_refunded_day_is_no_purchase_day(book: Book, sell: Sell) -> None:
    """VAL-1a: what was bought on the 100th day ago came all back, in two parts."""
    sell(1, 200, 50_00)
    back = sell(1, 100, 80_00)
    assert (stand(book).purchase_days, stand(book).last_on) == (2, ON - timedelta(days=100))
    sell(1, 90, -30_00, refund_of=back)
    assert stand(book).purchase_days == 2
    sell(1, 80, -50_00, refund_of=back)
    assert (stand(book).purchase_days, stand(book).last_on) == (1, ON - timedelta(days=200))


def test_a_day_of_which_one_sale_was_kept_is_a_purchase_day(book: Book, sell: Sell) -> None:
    """VAL-1a: and several sales of a day are one."""
    back = sell(1, 100, 80_00)
    sell(1, 100, 5_00)
    sell(1, 100, 5_00)
    sell(1, 90, -80_00, refund_of=back)
    assert (stand(book).purchase_days, stand(book).profit) == (1, 4_00)


def test_what_is_free_is_a_purchase(book: Book, sell: Sell) -> None:
    """VAL-1: a zero is a sale."""
    sell(1, 100, 0)
    assert stand(book).purchase_days == 1


def test_who_gave_everything_back_is_a_prospect(book: Book, sell: Sell) -> None:
    """VAL-1a."""
    sell(1, 90, -80_00, refund_of=sell(1, 100, 80_00))
    with book.writing():
        counting.count_all(book.db, ON)
    assert standings.standing(book.db, 1) is None
    assert standings.yardstick(book.db) == (ON, 0, None, None, None, None, None, None)


def test_an_earlier_day_does_not_know_of_a_later_refund(book: Book, sell: Sell) -> None:
    """VAL-1a: as of that day it was bought and kept."""
    sell(1, 50, -80_00, refund_of=sell(1, 100, 80_00))
    assert stand(book, on=ON - timedelta(days=60)).profit == 32_00


# VAL-2, CHN-1: money given back --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("amount", "cost", "back", "cost_back", "profit"),
    [
        (100_00, 60_00, 100_00, None, 0),
        (100_00, 60_00, 100_00, 60_00, 0),
        (100_00, 60_00, 50_00, None, 20_00),
        (100_00, None, 100_00, 60_00, 0),
        (100_00, None, 25_00, None, 30_00),
        (100_00, 130_00, 100_00, None, 0),
        (3_00, 1_00, 1_00, None, 1_33),
    ],
)
def test_money_given_back_takes_its_share_of_the_profit(
    book: Book, sell: Sell, amount: int, cost: int | None, back: int, cost_back: int | None, profit: int
) -> None:
    """VAL-2: by the sale's own cost; the shop's 40 % where it is not known."""
    sell(1, 500, 0)
    sell(1, 90, -back, cost=cost_back, refund_of=sell(1, 100, amount, cost=cost))
    assert (stand(book).profit, stand(book).profit_24m) == (profit, profit)


def test_money_given_back_for_no_named_sale_brings_its_goods_back(book: Book, sell: Sell) -> None:
    """VAL-2: a file that names no sale, with the cost of what came back beside it."""
    sell(1, 100, 100_00, cost=60_00)
    sell(1, 90, -100_00, cost=60_00)
    assert stand(book).profit == 0


def test_money_given_back_is_taken_off_where_its_sale_was_counted(book: Book, sell: Sell) -> None:
    """VAL-2, CHN-1: a refund of an old sale makes neither this year's custom less, nor the expected profit."""
    old = sell(1, 740, 100_00)
    before = sell(1, 400, 100_00)
    sell(1, 100, 100_00)
    kept = stand(book)
    sell(1, 5, -100_00, refund_of=old)
    sell(1, 5, -40_00, refund_of=before)
    found = stand(book)
    assert (kept.profit_24m, found.profit_24m, found.profit) == (80_00, 64_00, 64_00)
    assert (found.spent_now, found.spent_before, found.churn) == (100_00, 60_00, None)


# VAL-1, VAL-1a: told, and other days ---------------------------------------------------------------------------


def test_who_told_us_is_lost_at_once_until_they_buy_again(book: Book, sell: Sell) -> None:
    """VAL-1, CHN-2: told on the 10th day ago; a guess of ours changes nothing."""
    sell(1, 20, 50_00)
    with book.writing():
        noted: dict[str, rows.Value] = {
            "customer_id": 1,
            "noted_on": ON - timedelta(days=10),
            "reason": "moved",
            "told": 0,
        }
        rows.insert(book.db, "departure", noted)
    assert stand(book).state(ON) is State.ACTIVE
    with book.writing():
        rows.insert(book.db, "departure", noted | {"told": 1})
    lost = stand(book)
    assert (lost.lost_on, lost.state(ON), lost.churn) == (ON - timedelta(days=10), State.LOST, "account")
    assert stand(book, on=ON - timedelta(days=11)).state(ON - timedelta(days=11)) is State.ACTIVE
    sell(1, 9, 50_00)
    assert stand(book).state(ON) is State.ACTIVE


@pytest.mark.parametrize(("bought", "state"), [(11, State.LOST), (10, State.LOST), (9, State.ACTIVE)])
def test_only_a_later_day_takes_back_what_they_told_us(book: Book, sell: Sell, bought: int, state: State) -> None:
    """VAL-1: told on the 10th day ago, as they bought for the last time, or not."""
    sell(1, bought, 50_00)
    with book.writing():
        noted: dict[str, rows.Value] = {"noted_on": ON - timedelta(days=10), "reason": "moved", "told": 1}
        rows.insert(book.db, "departure", noted | {"customer_id": 1})
    assert stand(book).state(ON) is state


def test_another_day_is_counted_beside_the_book(book: Book, sell: Sell) -> None:
    """VAL-1a: a reader of an earlier day sees it, and changes nothing."""
    sell(1, 100, 50_00)
    sell(1, 20, 50_00)
    kept = stand(book)
    counting.lay_aside(book.db)
    earlier = ON - timedelta(days=50)
    counting.count_all(book.db, earlier)
    found = standings.standing(book.db, 1)
    assert found
    assert (found.purchase_days, standings.counted_on(book.db)) == (1, earlier)
    with Book.open(book.path, write=False) as other:
        assert standings.standing(other.db, 1) == kept


def test_a_day_is_counted_once(book: Book, sell: Sell) -> None:
    """VAL-1a: the figures of the day are kept until the next."""
    sell(1, 100, 50_00)
    count_day(book, ON)
    sell(2, 100, 50_00)
    count_day(book, ON)
    assert list(counted(book)) == [1]
    count_day(book, ON + timedelta(days=1))
    assert list(counted(book)) == [1, 2]
