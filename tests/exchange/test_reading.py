"""X1: delimiters, strict quoting, and the line on which a record begins."""

from pathlib import Path

import pytest

from carebook.exchange.encoding import open_text
from carebook.exchange.reading import Dialect, Record, Reject, guess_dialect, read_records

COMMA = Dialect(",")


def read(text: str, dialect: Dialect = COMMA) -> list[Record | Reject]:
    return list(read_records(text.splitlines(keepends=True), dialect))


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("name,city\nAnn,Rome\n", ","),
        ("name;city;sum\nAnn;Rome;1,50\nBob;Bonn;2,50\n", ";"),
        ("name\tcity\nAnn\tRome, Italy\n", "\t"),
        ("name|city\nAnn|Rome, Italy\nBob|Bonn; Germany\n", "|"),
        ("name;address\nAnn;1 Elm St, Rome\nBob;2 Oak St, Bonn\n", ";"),
        ("name,hours,city\nAnn,9-5;9-5;9-5;9-5;9-5,Rome\nBob,9-5;9-5;9-5;9-5;9-5,Bonn\n", ","),
        ("A shop\nCustomers\n\nname,city,tag\nAnn,Rome,a\nBob,Bonn,b\n", ","),
        ("email\nann@example.com\n", ","),
        (" 00004 0001 19970101  2   29.33\r\n 00007 0002 19970118  1    9.00\r\n", " "),
        ("Ann Park 7\nBob Bell 12\n", ","),
    ],
)
def test_the_delimiter_is_the_one_that_cuts_alike(tmp_path: Path, text: str, delimiter: str):
    path = tmp_path / "list.csv"
    path.write_text(text)
    assert guess_dialect(open_text(path)).delimiter == delimiter


def test_quotes_that_mean_nothing_in_a_tab_file_are_kept(tmp_path: Path):
    path = tmp_path / "list.tsv"
    path.write_text('name\tnote\n"Rick" Edmonds\t5" pots\nAnn\t"new\n')
    dialect = guess_dialect(open_text(path))
    assert dialect == Dialect("\t", quoted=False)


def test_lines_are_counted_from_one_over_cells_of_several_lines_and_blank_ones():
    records = read('name,note\n\nAnn,"one\ntwo"\n,\n  \nBob,x\n')
    assert records == [
        Record(1, ["name", "note"]),
        Record(3, ["Ann", "one\ntwo"]),
        Record(7, ["Bob", "x"]),
    ]


def test_an_open_quote_costs_its_own_line_and_no_other():
    records = read('name,note\nAnn,"never closed\nBob,x\nCy,y\n')
    assert records == [
        Record(1, ["name", "note"]),
        Reject(2, "a quote is opened on this line and not closed", 'Ann,"never closed'),
        Record(3, ["Bob", "x"]),
        Record(4, ["Cy", "y"]),
    ]


def test_an_open_quote_that_meets_another_quote_costs_its_own_line():
    records = read('Ann,"never closed\nBob,x\nCy,"y"\nDi,z\n')
    assert records == [
        Reject(1, "a quote is opened on this line and not closed", 'Ann,"never closed'),
        Record(2, ["Bob", "x"]),
        Record(3, ["Cy", "y"]),
        Record(4, ["Di", "z"]),
    ]


def test_text_behind_a_closing_quote_is_not_guessed_at():
    assert read('"Ann" Park,x\nBob,y\n') == [
        Reject(1, "a closing quote is not followed by the next column", '"Ann" Park,x'),
        Record(2, ["Bob", "y"]),
    ]


def test_a_quote_within_a_plain_cell_is_a_quote():
    assert read('5" pot,x\n') == [Record(1, ['5" pot', "x"])]


def test_a_file_of_open_quotes_ends():
    rejects = read('"a\n' * 2_001)
    assert len(rejects) == 2_001
    assert isinstance(rejects[-1], Reject)


@pytest.mark.parametrize("quote", ["", '"'])
def test_a_cell_that_is_too_long_is_said_to_be_that(quote: str):
    records = read(f"Ann,{quote}{'x' * 200_000}{quote}\nBob,x\n")
    assert records[0][:2] == (1, "a cell is longer than 131,072 letters")
    assert records[1:] == [Record(2, ["Bob", "x"])]


def test_a_quote_that_swallows_too_much_may_be_an_open_one():
    first, *rest = read('Ann,"never closed\n' + "Bob,x\n" * 30_000)
    assert first[:2] == (1, "a cell is longer than 131,072 letters: a quote may be opened on this line and not closed")
    assert len(rest) == 30_000
