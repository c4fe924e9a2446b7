"""X1: sales are imported as one action, with the customers that they make; the same sale is never there twice."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from importing import TODAY, Shop, reasons

from carebook.customers import store as customers

HEAD = (
    "external_id,customer,customer_name,customer_email,date,product,quantity,"
    "amount,cost,refund_of,gift_reveal_on,note\n"
)


def test_sales_come_in_with_the_customers_that_they_make_as_one_action(shop: Shop):
    done = shop.run(
        "customer,customer_name,date,quantity,amount,gift_reveal_on\n"
        "00012,Ann Park,2026-11-02,2,12.50,2026-12-24\n00012,,2026-11-03,,0,\n,Bo Au,2026-11-03,,3,\n"
    )
    assert (done.added, done.batch, shop.book.next_undo()) == (3, 1, "Imported 3 sales from list.csv")
    assert shop.rows(
        "SELECT external_id, name, salutation, first_sale_on, last_sale_on, sales, taken FROM customer ORDER BY id"
    ) == [
        ("00012", "Ann Park", "Dear Ann Park,", "2026-11-02", "2026-11-03", 2, 1250),
        (None, "Bo Au", "Dear Bo Au,", "2026-11-03", "2026-11-03", 1, 300),
    ]
    assert shop.rows("SELECT quantity, amount, gift_reveal_on FROM sale ORDER BY id")[0] == ("2", 1250, "2026-12-24")
    after = shop.facts()
    shop.book.undo(TODAY)
    assert shop.rows("SELECT (SELECT count(*) FROM customer) + (SELECT count(*) FROM sale)") == [(0,)]
    shop.book.redo(TODAY)
    assert shop.facts() == after


def test_rows_without_a_number_are_known_by_their_contents_and_how_often_they_stood_there(shop: Shop):
    text = "customer_name,date,amount\n" + "Ann,2026-11-02,5\n" * 3
    assert shop.run(text).added == 3
    assert shop.run(text).unchanged == 3
    assert shop.run(text + "Ann,2026-11-02,5\n").added == 1


def test_a_number_that_is_known_updates_its_sale_and_moves_it_to_whom_the_file_says(shop: Shop):
    shop.run("external_id,customer_name,date,product,amount\n1,Ann,2026-11-02,Vase,5\n2,Bo,2026-11-02,Vase,5\n")
    done = shop.run("external_id,customer_name,date,product,amount\n1,Bo,2026-11-01,,6\n2,Bo,2026-11-02,Vase,5\n")
    assert (done.updated, done.unchanged) == (1, 1)
    assert shop.rows("SELECT customer_id, sold_on, product, amount, entered_on FROM sale WHERE external_id = '1'") == [
        (2, "2026-11-01", "Vase", 600, "2026-11-25")
    ]
    assert shop.rows("SELECT sales, taken FROM customer ORDER BY id") == [(0, 0), (2, 1100)]


def test_a_number_twice_in_one_file_is_refused_with_the_line_of_the_first(shop: Shop):
    done = shop.run("external_id,customer_name,date,amount\n1,Ann,2026-11-02,5\n1,Bo,2026-11-02,6\n")
    assert (done.added, done.rejected) == (1, ((3, "line 2 has the same external_id", "Bo"),))
    assert shop.rows("SELECT name FROM customer") == [("Ann",)]


WHOSE = [
    ("C1,,", "Ann"),
    ("A@X.example,,", "Ann"),
    ("bo,,", "Bo"),
    ("Twin,,", "several customers are called “Twin”; say which by number or e-mail"),
    ("Nobody,,", "nobody in the book has the number, the e-mail or the name “Nobody”"),
    (",,a@x.example", "Ann"),
    (",Bo,", "Bo"),
    (",Twin,", "several customers are called “Twin”; say which by number or e-mail"),
    (",Twin,new@x.example", "Twin"),
    ("C9,Cy,", "Cy"),
    ("C9,,c@x.example", "c@x.example"),
    ("B7,Bo,b@x.example", "Bo"),
]


@pytest.mark.parametrize(("cells", "who"), WHOSE)
def test_the_customer_of_a_sale_is_found_or_made(shop: Shop, cells: str, who: str):
    shop.run("external_id,name,email,phone\nC1,Ann,a@x.example,\n,Bo,b@x.example,\n,Twin,,555\n,Twin,,556\n")
    text = f"customer,customer_name,customer_email,date,amount\n{cells},2026-11-02,5\n"
    done = shop.run(text)
    assert shop.run(text).added == 0
    if done.rejected:
        assert reasons(done) == {2: who}
    else:
        assert shop.rows("SELECT name FROM sale JOIN customer c ON c.id = customer_id") == [(who,)]
        assert shop.rows("SELECT count(*) FROM customer WHERE external_id = 'B7'") == [(int(cells.startswith("B7")),)]


def test_a_refund_finds_its_sale_before_or_behind_it_and_in_the_book(shop: Shop):
    shop.run(HEAD + "1,,Ann,,2026-11-02,,,10,,,,\n")
    done = shop.run(HEAD + "R1,,Ann,,2026-11-03,,,-4,,1,,\nR2,,Ann,,2026-11-03,,,-5,,2,,\n2,,Ann,,2026-11-02,,,5,,,,\n")
    assert done.added == 3
    assert shop.rows(
        "SELECT r.external_id, s.external_id FROM sale r JOIN sale s ON s.id = r.refund_of ORDER BY 1"
    ) == [
        ("R1", "1"),
        ("R2", "2"),
    ]
    assert shop.rows("SELECT sales, taken FROM customer") == [(2, 600)]
    assert shop.run(HEAD + "-,,Ann,,2026-11-03,,,-1,,,,\n").added == 1


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("R,,Ann,,2026-11-03,,,-4,,9,,", "refund_of: there is no sale “9”"),
        ("R,,Ann,,2026-11-03,,,4,,1,,", "refund_of: money given back is an amount below zero"),
        ("R,,Ann,,2026-11-03,,,-8,,1,,", "refund_of: more would be given back than the sale took"),
        ("R,,Bo,,2026-11-03,,,-1,,1,,", "refund_of: that is a sale to another customer"),
        ("R,,Ann,,2026-11-03,,,-1,,B,,", "refund_of: that is itself money given back"),
        ("B,,Ann,,2026-11-03,,,5,,,,", "amount: money given back is an amount below zero"),
        ("1,,Ann,,2026-11-02,,,2,,,,", "what was given back of this sale before does not fit it any more"),
        ("1,,Bo,,2026-11-02,,,10,,,,", "what was given back of this sale before does not fit it any more"),
        ("S,,Ann,,2026-11-26,,,1,,,,", "date: 2026-11-26 is still to come"),
        ("S,,Ann,,2026-11-03,,a,1,,,,", "quantity: “a” is not a quantity"),
        ("S,,Ann,,2026-11-03,,,1,-1,,,", "cost: a cost is not below zero"),
        ("S,,Ann,,2026-11-03,,,1,,,2026-11-02,", "gift_reveal_on: a gift is given on the day it is bought or later"),
    ],
)
def test_what_does_not_fit_is_listed_and_the_book_stays_sound(shop: Shop, row: str, reason: str):
    shop.run(HEAD + "1,,Ann,,2026-11-02,,,10,,,,\nB,,Ann,,2026-11-03,,,-3,,1,,\n2,,Bo,,2026-11-02,,,10,,,,\n")
    done = shop.run(HEAD + row + "\n")
    assert (done.rejected, done.batch) == (((2, reason, "Bo" if ",Bo," in row else "Ann"),), None)
    assert customers.broken(shop.book.db) == []


def test_an_amount_in_another_currency_is_refused_with_its_sentence(shop: Shop):
    done = shop.run("customer_name,date,amount\nAnn,2026-11-02,5\nAnn,2026-11-02,€5\n")
    assert done.added == 1
    assert "is not an amount in USD" in done.rejected[0].reason


NUMBERS = st.sampled_from(["", "1", "2", "3"])
ROWS = st.tuples(
    NUMBERS,
    st.sampled_from(["", "C1", "Ann", "a@x.example"]),
    st.sampled_from(["", "Ann", "Bo"]),
    st.sampled_from(["", "a@x.example", "b@x.example"]),
    st.sampled_from(["5", "-5", "0"]),
    NUMBERS,
).map(lambda row: f"{row[0]},{row[1]},{row[2]},{row[3]},2026-11-02,,,{row[4]},,{row[5]},,")
FILES = st.lists(ROWS, min_size=1, max_size=6).map(lambda rows: HEAD + "\n".join(rows) + "\n")


@given(first=FILES, second=FILES)
def test_any_file_imported_again_adds_nothing_breaks_nothing_and_undo_is_exact(shop: Shop, first: str, second: str):
    """X1, S7, S9"""
    while shop.book.next_undo():
        shop.book.undo(TODAY)
    empty = shop.facts()
    for text in (first, second):
        shop.run(text, kind="sales")
        assert customers.broken(shop.book.db) == []
    count = shop.rows("SELECT count(*) FROM sale")
    shop.run(second, kind="sales")
    assert shop.rows("SELECT count(*) FROM sale") == count
    after = shop.facts()
    actions = 0
    while shop.book.next_undo():
        shop.book.undo(TODAY)
        actions += 1
    assert shop.facts() == empty
    for _ in range(actions):
        shop.book.redo(TODAY)
    assert shop.facts() == after
