"""Where a customer stands in a list is where the list shows it."""

from datetime import timedelta

import pytest

from carebook.customers import store
from carebook.customers.desk import add_customer, record_sale, stop
from carebook.customers.entry import CustomerEntry, SaleEntry
from carebook.customers.model import Cause


@pytest.mark.parametrize("order", ["name", "last_sale", "taken"])
@pytest.mark.parametrize("stopped", [None, True, False])
def test_the_place_is_the_line(book, enter, today, order, stopped):
    for number, name in enumerate(["bea", "Ann", "ann", "Cy", "Ämil", "[/]"]):
        customer = add_customer(book, enter(CustomerEntry, name=name), today).only("customer")
        if number % 3:
            day = (today - timedelta(days=number // 2)).isoformat()
            record_sale(book, customer, enter(SaleEntry, amount=str(5 * (number // 2)), sold_on=day), today)
        if number % 2:
            stop(book, customer, Cause.NO_POST, "", today)
    listed = [line.id for line in store.lines(book.db, order=order, stopped=stopped)]
    places = [store.place_in_list(book.db, number, order=order, stopped=stopped) for number in range(1, 8)]
    assert places == [listed.index(number) if number in listed else None for number in range(1, 8)]
