"""X1: which line holds the names of columns, and which files have none."""

import pytest

from carebook.exchange.reading import Record
from carebook.exchange.table import find_table

ANN = "Ann Lee,ann@elm.example,12"
HEADERS = [
    ("an empty column, and rows that are longer", ["name,email,", "Ann Lee,ann@elm.example,1,2,3"]),
    ("an empty column, and many longer rows", ["name,email,", *["Ann Lee,ann@elm.example,1,2,3"] * 3]),
    ("a number", ["name,email,1", ANN]),
    ("a year", ["name,email,2024", ANN]),
    ("a business year", ["name,email,2023-24", ANN]),
    ("a day", ["name,email,2024-01-31", ANN]),
    ("a colour and a title for the terminal", ["\x1b[31mname,email,\x1b]0;title\x07", ANN]),
    ("an unfinished escape", ["name,email,\x1b]0;title", ANN]),
    ("a column named by nothing that is seen", ["name,email,\u200b", ANN]),
    ("years, many of them", ["name,email,2020,2021,2022,2023,a,b,c,d", "Ann Lee,ann@elm.example,1,2,3,4,a,b,c,d"]),
    ("one known name beside a year", ["name,2024", "Ann Lee,12"]),
    ("one known name over longer rows", ["name", "Ann Lee,ann@elm.example,1,2,3"]),
    ("unknown names", ["wer,wozu,wann", "Ann Lee,Vase,2024-01-31"]),
]
NO_HEADERS = [
    ("an address book", ["Ann Lee,Ann,Lee,ann@elm.example,555-010-020", "Bo Au,Bo,Au,b@elm.example,555-010-021"]),
    ("a first row of known words with an e-mail", ["Contact,Company,elm@elm.example", ANN]),
    ("names and phones alone", ["Ann Lee,555-010-020", "Bo Au,555-010-021"]),
    ("figures", ["00004,19970101,2,29.33", "00004,19970118,2,29.73"]),
]


def records(lines: list[str]) -> list[Record]:
    return [Record(number, line.split(",")) for number, line in enumerate(lines, 1)]


@pytest.mark.parametrize("lines", [case[1] for case in HEADERS], ids=[case[0] for case in HEADERS])
def test_names_of_columns_are_no_customer_whatever_stands_beside_them(lines: list[str]):
    assert find_table(records(lines)).header_line == 1


@pytest.mark.parametrize("lines", [case[1] for case in NO_HEADERS], ids=[case[0] for case in NO_HEADERS])
def test_a_file_without_names_of_columns_begins_with_its_first_row(lines: list[str]):
    table = find_table(records(lines))
    assert (table.header_line, table.first_line) == (None, 1)


def test_a_later_row_of_known_words_and_a_figure_is_no_header_where_there_is_one():
    table = find_table(records(["wer,wozu,wann", "Client,Contact,12", ANN]))
    assert table.header_line == 1


def test_a_header_with_a_year_is_found_below_the_title_of_a_report():
    assert find_table(records(["Elm Bakery,,", ",,", "name,email,2024", ANN, ANN])).header_line == 3


def test_a_column_named_by_nothing_that_is_seen_is_called_by_its_place():
    columns = find_table(records(["name,email,\u3164", ANN])).columns
    assert [column.name for column in columns] == ["name", "email", "column 3"]
