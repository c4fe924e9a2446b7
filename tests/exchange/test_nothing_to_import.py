"""X1, T2: names of which nothing is seen, sales of long ago, and files with nothing to take in are told in words."""

import pytest
from importing import Shop

INVISIBLE = ["\u200b", "\u3164", "\u00ad", "\U000e0041\U000e0042", "\u2060\u200d", "\u2800 \u00a0"]


@pytest.mark.parametrize("name", INVISIBLE, ids=ascii)
def test_a_name_of_which_nothing_is_seen_is_none(shop: Shop, name: str):
    done = shop.run(f"name,city\n{name},Rome\nAnn Lee,Rome\n")
    assert [(reject.line, reject.reason) for reject in done.rejected] == [(2, "a row needs a name or an e-mail")]
    assert shop.rows("SELECT name FROM customer") == [("Ann Lee",)]


def test_where_the_name_is_invisible_the_other_names_serve(shop: Shop):
    shop.run("name,given_name,family_name,city\n\u200b,Ann,Lee,Rome\n")
    assert shop.rows("SELECT name FROM customer") == [("Ann Lee",)]


def test_a_tab_or_a_line_break_in_a_name_becomes_a_space(shop: Shop):
    shop.run('name,email\n"Ann\tLee",a@elm.example\n"Bo\nAu",b@elm.example\n')
    assert shop.rows("SELECT name FROM customer ORDER BY name") == [("Ann Lee",), ("Bo Au",)]


def test_a_sale_before_1900_is_refused_in_words(shop: Shop):
    done = shop.run("customer_name,date,amount\nAnn,1899-12-31,5.00\nAnn,1900-01-01,6.00\n")
    assert [reject.reason for reject in done.rejected] == [
        "date: 1899-12-31 is before 1900, and a sale that old is a slip of the pen"
    ]
    assert shop.rows("SELECT sold_on FROM sale") == [("1900-01-01",)]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("name,email\n", "There is no row of customers in this file, only the names of columns."),
        ("date,customer,amount\n2026-02-30,Ann,1\n", "The only row of this file had to be left out"),
        ("name,email\n,\u200b\n,nobody\n", "All 2 rows of this file had to be left out"),
    ],
)
def test_a_file_with_nothing_to_take_in_says_so(shop: Shop, text: str, sentence: str):
    assert shop.preview(text).nothing.startswith(sentence)
    assert shop.run(text).nothing.startswith(sentence)


def test_a_file_that_is_known_already_is_not_called_empty(shop: Shop):
    text = "name,email\nAnn Lee,a@elm.example\n"
    shop.run(text)
    assert (shop.run(text).nothing, shop.preview(text).unchanged) == ("", 1)
