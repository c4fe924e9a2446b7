"""Customers in lists, found, named and recognised."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from carebook.book import search
from carebook.book.book import Book
from carebook.customers import desk, refusals, store
from carebook.customers.entry import CustomerEntry, MemberEntry, SaleEntry
from carebook.customers.model import Cause, Line

Enter = Callable[..., Any]

PEOPLE = (
    {"name": "ann park", "external_id": "00012", "city": "Bath", "email": "ann@one.example", "tags": "vip"},
    {"name": "Björn Müller", "region": "Bavaria", "phone": "+49 89 123456 78", "note": "loves roses"},
    {"name": "Юлия Иванова", "mobile": "(555) 014-2999", "address1": "12 Mill Lane"},
    {"name": "Zoë O'Brien", "city": "Cork", "tags": "vip,garden"},
    {"name": "Ann Park", "city": "York", "external_id": "#1"},
)


@pytest.fixture
def people(book: Book, today: date, enter: Enter) -> Book:
    """Five customers with ids 1 to 5; the fourth bought last, the second most."""
    for person in PEOPLE:
        desk.add_customer(book, enter(CustomerEntry, **person), today)
    for customer, amount, day in ((2, "900", "-9d"), (4, "30", "-1d"), (1, "50", "-5d")):
        desk.record_sale(book, customer, enter(SaleEntry, amount=amount, sold_on=day), today)
    desk.add_member(book, 4, enter(MemberEntry, name="Fifi", role="pet"), today)
    desk.stop(book, 3, Cause.NO_POST, "", today)
    desk.stop(book, 3, Cause.NO_EMAIL, "", today)
    return book


def ids(lines: list[Line]) -> list[int]:
    return [line.id for line in lines]


def test_a_line_says_who_where_and_what_stands(people: Book) -> None:
    assert store.lines(people.db)[0] == Line(1, "00012", "ann park", "Bath", "2026-11-20", 1, 5000, "")
    assert store.lines(people.db)[2] == Line(2, None, "Björn Müller", "Bavaria", "2026-11-16", 1, 90000, "")
    assert store.lines(people.db)[-1].stopped == "no-e-mail, no-post"


@pytest.mark.parametrize(
    ("order", "found"), [("name", [1, 5, 2, 4, 3]), ("last_sale", [4, 1, 2, 5, 3]), ("taken", [2, 1, 4, 5, 3])]
)
def test_pages_in_every_order_make_up_the_whole(people: Book, order: store.Order, found: list[int]) -> None:
    assert ids(store.lines(people.db, order=order)) == found
    pages = [store.lines(people.db, order=order, start=start, size=2) for start in (0, 2, 4)]
    assert [i for page in pages for i in ids(page)] == found
    assert store.lines(people.db, order=order, start=5) == []


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("ann", [1, 5]),
        ("PARK an", [1, 5]),
        ("muller", [2]),
        ("MÜL", [2]),
        ("obrien", [4]),
        ("юл", [3]),
        ("ИВАНОВА", [3]),
        ("fifi", [4]),
        ("roses", [2]),
        ("mill lane", [3]),
        ("12345678", [2]),
        ("0142", [3]),
        ("014-2999", [3]),
        ("00012", [1]),
        ("nobody", []),
        ("", []),
        ('" OR *', []),
        ("ark", []),
    ],
)
def test_customers_are_found_by_the_beginnings_of_words(people: Book, typed: str, found: list[int]) -> None:
    assert ids(store.find(people.db, typed)) == found
    assert store.count_found(people.db, typed) == len(found)


def test_found_pages_make_up_the_whole(people: Book) -> None:
    assert ids(store.find(people.db, "a", 0, 1)) + ids(store.find(people.db, "a", 1, 1)) == [1, 5]


@pytest.mark.parametrize(
    ("text", "customer"), [("00012", 1), ("#1", 5), ("#2", 2), ("Ann Park", 5), ("ann park", 1), ("zoë o'brien", 4)]
)
def test_a_customer_is_named_by_number_or_by_a_name_that_only_one_has(people: Book, text: str, customer: int) -> None:
    """CUSTOMER of a command: the external_id counts before `#id`."""
    assert store.who(people.db, text) == customer


@pytest.mark.parametrize("text", ["Ann", "#77", "#x", "#99999999999999999999", "", "[/]"])
def test_nobody_of_that_name(people: Book, text: str) -> None:
    with pytest.raises(refusals.NoSuchCustomer):
        store.who(people.db, text)


def test_several_of_one_name_are_told_apart_by_number_and_place(people: Book) -> None:
    with pytest.raises(refusals.SeveralCustomers) as several:
        store.who(people.db, "ANN PARK")
    assert str(several.value) == (
        "Several customers are called “ANN PARK”: #1 in Bath and #5 in York. Say which by its number."
    )


@pytest.mark.parametrize(
    ("typed", "likely"),
    [
        ({"name": "Park Ann"}, [1, 5]),
        ({"name": "Ann"}, []),
        ({"name": "ANN PARK"}, [1, 5]),
        ({"name": "Somebody", "email": "ANN@one.example"}, [1]),
        ({"name": "Somebody", "phone": "089 12345678"}, [2]),
        ({"name": "Somebody", "phone": "0142999"}, [3]),
        ({"name": "Somebody", "phone": "12"}, []),
        ({"name": "Anna Parker"}, []),
        ({"name": ""}, []),
        ({"name": "Mill Lane"}, []),
        ({"name": "zoe obrien"}, [4]),
    ],
)
def test_who_may_be_meant_is_hinted(people: Book, typed: dict[str, str], likely: list[int]) -> None:
    assert sorted(ids(store.likely_same(people.db, **typed))) == likely


def test_a_long_answer_stands_in_the_order_of_entry(book: Book) -> None:
    with book.writing():
        names = [f"Ann {n:05}" for n in range(3000, 0, -1)]
        book.db.executemany("INSERT INTO customer (name, entered_on) VALUES (?, '2026-11-25')", [(n,) for n in names])
        search.rebuild(book.db)
    assert [line.name for line in store.find(book.db, "ann", 2998, 10)] == ["Ann 00002", "Ann 00001"]
    assert store.count_found(book.db, "a") == 3000
    assert [line.name for line in store.find(book.db, "ann 0001", 0, 2)] == ["Ann 00010", "Ann 00011"]


def test_names_stand_by_their_letters_whatever_their_accents_and_case(book: Book, today: date, enter: Enter) -> None:
    names = ["Zoë", "Émile", "emma", "Ödön", "Adam", "Olga", "яна", "Яков"]
    for name in names:
        desk.add_customer(book, enter(CustomerEntry, name=name), today)
    assert [line.name for line in store.lines(book.db)] == [
        *("Adam", "Émile", "emma", "Ödön", "Olga", "Zoë", "Яков", "яна"),
    ]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("00012", [1]),
        ("#4", [4]),
        ("ann park", [1]),
        ("Ann Park", [5]),
        ("ANN PARK", [1, 5]),
        ("bjö", [2]),
        ("an", [1, 5]),
        ("o'b", [4]),
        ("nobody", []),
        ("", []),
    ],
)
def test_a_typed_name_means_whoever_it_fits_exactly_or_else_all_whom_it_begins(
    people: Book, typed: str, found: list[int]
) -> None:
    assert ids(store.meant(people.db, typed, 4)) == found


def test_how_customers_heard_of_the_shop_is_listed_the_most_frequent_first(people: Book) -> None:
    """REF-5."""
    for customer, source in ((1, "a friend"), (2, "walked past"), (3, "walked past")):
        people.db.execute("UPDATE customer SET source = ? WHERE id = ?", [source, customer])
    assert store.sources(people.db) == ["walked past", "a friend"]
