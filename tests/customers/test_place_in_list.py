"""Where a customer stands in a list is where the list shows it."""

from datetime import timedelta

import pytest

from carebook.customers import store
from carebook.customers.desk import add_customer, record_sale
from carebook.customers.entry import CustomerEntry, SaleEntry


@pytest.mark.parametrize("order", ["name", "last_sale", "taken"])
def test_the_place_is_the_line(book, enter, today, order):
    for number, name in enumerate(["bea", "Ann", "ann", "Cy", "Ämil", "[/]"]):
        customer = add_customer(book, enter(CustomerEntry, name=name), today).only("customer")
        if number % 3:
            day = (today - timedelta(days=number // 2)).isoformat()
            record_sale(book, customer, enter(SaleEntry, amount=str(5 * (number // 2)), sold_on=day), today)
    listed = [line.id for line in store.lines(book.db, order=order)]
    places = [store.place_in_list(book.db, number, order=order) for number in range(1, 8)]
    assert places == [listed.index(number) if number in listed else None for number in range(1, 8)]
