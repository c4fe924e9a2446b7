"""`carebook report`: a month on one page, and in JSON."""

from __future__ import annotations

import stat
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from commands import carebook

from carebook.book.book import Book


def words_of(path: Path) -> str:
    """The words of a PDF of one page."""
    document = pdfium.PdfDocument(path)
    assert len(document) == 1
    return " ".join(document[0].get_textpage().get_text_bounded().split())


def test_json_has_the_month_and_its_parts(buyers: Path) -> None:
    document = carebook("report", buyers, "--month", "2026-11", "--json").json
    assert list(document) == ["month", "letters", "complaints", "retention", "referrals"]
    assert document["month"] == "2026-11"
    happened = ["introduced", "in_contact", "bought", "asked", "agreed", "rewards_paid", "thanked_on_time"]
    assert list(document["referrals"]) == happened
    assert document["retention"]["revenue"] == "50.00"
    assert document["retention"]["new"] == 1
    assert list(document["retention"]["revenue_by_month"])[-1] == "2026-11"


def test_the_default_is_the_last_month_that_is_over(buyers: Path) -> None:
    assert carebook("report", buyers, "--json").json["month"] == "2026-10"
    assert carebook("report", buyers, "--json", today="2027-01-01").json["month"] == "2026-12"


def test_json_alone_makes_no_file(buyers: Path) -> None:
    carebook("report", buyers, "--json")
    assert list(buyers.parent.rglob("*.pdf")) == []


def test_the_page_lies_privately_among_the_books_letters_and_another_stands_beside_it(buyers: Path) -> None:
    folder = buyers.parent / "book-letters"
    for name in ("report-2026-10.pdf", "report-2026-10-2.pdf"):
        answer = carebook("report", buyers)
        assert answer.out == f"Typeset the report of October 2026: {folder / name}\n"
        assert stat.S_IMODE((folder / name).stat().st_mode) == 0o600


def test_the_page_tells_the_month(buyers: Path, tmp_path: Path) -> None:
    out = tmp_path / "deep" / "november.pdf"
    assert carebook("report", buyers, "--month", "2026-11", "--out", out, "--json").json["month"] == "2026-11"
    words = words_of(out)
    assert words.startswith("November 2026 Rosie's Garden Supplies as known on November 25, 2026")
    for said in ("$50.00 in 1 sale so far", "1 new customer", "0 complaints received", "89 % of the profit"):
        assert said in words


@pytest.mark.parametrize("country", ["US", "GB"])
def test_a_full_month_fills_one_page_of_the_countrys_paper(buyers: Path, tmp_path: Path, country: str) -> None:
    with Book.open(buyers, write=True) as book, book.writing():
        book.db.execute("UPDATE shop SET country = ?", [country])
        for number in range(30):
            day = f"2026-11-{number % 20 + 1:02}"
            book.db.execute(
                "INSERT INTO referral (customer_id, introduced, introduced_on, entered_on, contact_on, thanked_on,"
                " thanked_by) VALUES (1, ?, ?, ?, ?, ?, 'phone')",
                [f"Zed {number}", *[day] * 4],
            )
        book.db.execute(
            "INSERT INTO drive (name, starts_on, weeks, target_percent, baseline) VALUES (?, '2026-11-01', 10, 10, 20)",
            ["The drive before Christmas, for all who like to tell of us " * 3],
        )
        book.db.execute(
            "INSERT INTO ask (customer_id, wanted_on, asked_on, by_channel)"
            " VALUES (1, '2026-11-02', '2026-11-02', 'phone')"
        )
        book.db.execute(
            "INSERT INTO reward (referral_id, customer_id, for_whom, kind, amount, promised_on, paid_on)"
            " VALUES (1, 1, 'referrer', 'money', 123456, '2026-11-02', '2026-11-09')"
        )
    out = tmp_path / "november.pdf"
    carebook("report", buyers, "--month", "2026-11", "--out", out)
    words = words_of(out)
    for said in ("30 introductions", "30 of 30", "asked, and agreed", "rewards paid", "The drive before Christmas"):
        assert said in words


def test_a_file_that_is_there_stays_as_it_is(buyers: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.pdf").write_text("mine")
    answer = carebook("report", buyers, "--out", tmp_path / "mine.pdf")
    assert answer.code == 1
    assert "mine.pdf" in answer.err
    assert (tmp_path / "mine.pdf").read_text() == "mine"


@pytest.mark.parametrize("month", ["2026-13", "2026", "11/2026", "2026-1", "2026-W4", "", "2027-01", "1066-10"])
def test_what_is_no_month_that_has_begun_is_wrong_usage(buyers: Path, month: str) -> None:
    answer = carebook("report", buyers, "--month", month, "--json")
    assert (answer.code, answer.out) == (2, "")
    assert len(answer.err.splitlines()) == 1


def test_a_missing_book_is_refused_and_new_is_named(tmp_path: Path) -> None:
    answer = carebook("report", tmp_path / "none.db")
    assert (answer.code, answer.out) == (1, "")
    assert "carebook new" in answer.err


def test_an_empty_book_has_its_page_too(book_path: Path) -> None:
    carebook("report", book_path)
    words = words_of(book_path.parent / "book-letters" / "report-2026-10.pdf")
    assert "Nothing was taken in these twelve months." in words
    assert "no profit yet" in words


def test_a_letter_that_no_font_has_is_named(buyers: Path) -> None:
    with Book.open(buyers, write=True) as book, book.writing():
        book.db.execute("UPDATE shop SET name = 'Shop 𒈨'")
    answer = carebook("report", buyers)
    assert answer.code == 1
    assert 'no font for "𒈨"' in answer.err
    assert list(buyers.parent.rglob("*.pdf")) == []
