"""The list of customers narrowed down: the same people as the segment says, in the order of the list."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carebook.book.book import Book
from carebook.customers import desk, store
from carebook.customers.entry import CustomerEntry, RefundEntry, SaleEntry
from carebook.customers.model import Cause, Segment, Stage
from carebook.retention.desk.counting import follow
from carebook.retention.store.listing import Narrowed, known, narrowed
from carebook.retention.store.segments import AS_ROW, IN_SEGMENT, count_in, values_of

Enter = Callable[..., Any]

PEOPLE = (
    {"name": "ann", "city": "Bath", "tags": "vip", "persona": "gardeners", "stage": "research"},
    {"name": "Bea", "city": "BATH", "tags": "vip,trade"},
    {"name": "cy", "city": "Cork", "persona": "Gardeners", "stage": "purchase"},
    {"name": "Di", "persona": "landscapers"},
    {"name": "Émile", "city": "Bath", "tags": "trade"},
)
SALES = ((1, "mower", "100", "-9d"), (2, "soil", "10", "-3d"), (3, "mower", "100", "-20d"), (5, "soil", "500", "-1d"))


@pytest.fixture
def people(book_path: Any, today: date, enter: Enter) -> Any:
    """Five customers with ids 1 to 5; the third gave the mower back, the fourth wants no post."""
    with Book.open(book_path, write=True, followers=[follow]) as book:
        for person in PEOPLE:
            desk.add_customer(book, enter(CustomerEntry, **person), today)
        for customer, product, amount, day in SALES:
            entry = enter(SaleEntry, product=product, amount=amount, sold_on=day)
            sale = desk.record_sale(book, customer, entry, today).only("sale")
            if customer == 3:
                desk.refund_sale(book, sale, enter(RefundEntry, sold_on="today"), today)
        desk.stop(book, 4, Cause.NO_POST, "", today)
        desk.stop(book, 2, Cause.NO_POST, "", today)
        yield book


@pytest.mark.parametrize(
    ("which", "found"),
    [
        (Narrowed(), [1, 2, 3, 4, 5]),
        (Narrowed(stopped=True), [2, 4]),
        (Narrowed(stopped=False), [1, 3, 5]),
        (Narrowed(Segment(tag="vip")), [1, 2]),
        (Narrowed(Segment(tag="vip"), stopped=False), [1]),
        (Narrowed(Segment(tag="VIP")), []),
        (Narrowed(Segment(persona="gardeners")), [1, 3]),
        (Narrowed(Segment(persona="GARDENERS")), [1, 3]),
        (Narrowed(Segment(stage="purchase")), [3]),
        (Narrowed(Segment(place="bath")), [1, 2, 5]),
        (Narrowed(Segment(place="bath", tag="trade")), [2, 5]),
        (Narrowed(Segment(product="mower")), [1]),
        (Narrowed(Segment(product="soil", bought_from=date(2026, 11, 24))), [5]),
        (Narrowed(Segment(product="x'y")), []),
    ],
)
def test_a_list_can_be_narrowed(people: Book, which: Narrowed, found: list[int]) -> None:
    assert narrowed(people.db, which) == found
    assert which.is_everybody == (which == Narrowed())


@pytest.mark.parametrize("order", ["name", "last_sale", "taken"])
def test_it_keeps_the_order_of_the_list(people: Book, order: store.Order) -> None:
    whole = [line.id for line in store.lines(people.db, order=order)]
    assert narrowed(people.db, Narrowed(), order) == whole
    some = narrowed(people.db, Narrowed(Segment(place="Bath")), order)
    assert some == [number for number in whole if number in (1, 2, 5)]
    assert [line.id for line in store.lines_of(people.db, some)] == some


SEGMENTS = st.builds(
    Segment,
    tag=st.sampled_from(["", "vip", "trade"]),
    persona=st.sampled_from(["", "gardeners", "GARDENERS", "nobody"]),
    stage=st.sampled_from([None, *map(str, Stage)]),
    tier=st.sampled_from([None, "VIP", "core", "low"]),
    place=st.sampled_from(["", "Bath", "cork"]),
    product=st.sampled_from(["", "mower", "soil"]),
    bought_from=st.sampled_from([None, date(2026, 11, 20)]),
)


@given(segment=SEGMENTS)
def test_a_segment_means_the_same_in_the_list_and_in_planning(people: Book, segment: Segment) -> None:
    in_planning = people.db.execute(f"SELECT c.id FROM {AS_ROW} p JOIN customer c ON {IN_SEGMENT}", values_of(segment))
    meant = sorted(number for (number,) in in_planning)
    assert sorted(narrowed(people.db, Narrowed(segment))) == meant
    assert count_in(people.db, segment) == len(meant)


def test_what_there_is_to_choose_from_is_what_the_book_has(people: Book) -> None:
    there = known(people.db)
    assert there.tags == ["trade", "vip"]
    assert there.personas == ["Gardeners", "landscapers"]
    assert there.products == ["mower", "soil"]
    assert [place.casefold() for place in there.places] == ["bath", "cork"]


@pytest.mark.parametrize(
    ("segment", "index"),
    [
        (Segment(tag="x"), "tag_by_name"),
        (Segment(persona="x"), "customer_by_persona"),
        (Segment(stage="research"), "customer_by_stage"),
        (Segment(place="x"), "customer_by_place"),
        (Segment(product="x"), "sale_by_product"),
    ],
)
def test_every_part_is_one_look_into_an_index(people: Book, segment: Segment, index: str) -> None:
    """A hundred thousand customers are not walked one by one for a part that few have."""
    asked: list[str] = []
    people.db.set_trace_callback(asked.append)
    narrowed(people.db, Narrowed(segment))
    people.db.set_trace_callback(None)
    plan = [row[3] for row in people.db.execute(f"EXPLAIN QUERY PLAN {asked[0]}")]
    assert any(line.startswith("SEARCH") and index in line for line in plan), plan
