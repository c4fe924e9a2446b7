"""The printed letters, measured and read back from the PDF."""

from __future__ import annotations

import ctypes
import re
import stat
import sys
import unicodedata
from dataclasses import replace
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
import pytest
from letter_facts import FULL, PRINTED_KINDS, TODAY, in_country, named

from carebook.book.refusals import PathTaken
from carebook.letters.facts import CampaignFacts, CustomerFacts
from carebook.letters.paper import press, typesetting
from carebook.letters.paper.model import AS_IT_COMES
from carebook.letters.paper.press import (
    CannotTypeset,
    Card,
    PrintingCancelled,
    envelopes_job,
    letters_job,
    typeset,
    typeset_cards,
)
from carebook.letters.paper.sizes import page_of
from carebook.letters.writing import compose, thoughts

INCH, POINT = 25.4, 25.4 / 72
WINDOWS = {  # left, top, right, bottom in mm: what shows wherever the letter slides sideways in its envelope
    "US": (0.875 * INCH, (11 / 3 - 0.5 - 1.125) * INCH, (0.875 + 4.5 - 1) * INCH, (11 / 3 - 0.5) * INCH),
    "DE": (20, 45, 110, 90),
    "GB": (20, 99 - 18 - 35, 20 + 90 - 10, 99 - 18),
}
UNPRINTABLE = "𒈨"


def texts_of(path):
    document = pdfium.PdfDocument(path)
    return [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]


def boxes(page):
    """Return each visible character of a page with its left, top, right and bottom in mm from the upper left corner."""
    height, text = page.get_height(), page.get_textpage()
    for place in range(text.count_chars()):
        letter = text.get_text_range(place, 1)
        if letter.strip() and letter != "\u200b":
            left, bottom, right, top = text.get_charbox(place)
            yield letter, tuple(edge * POINT for edge in (left, height - top, right, height - bottom))


def inside(box, window):
    return window[0] <= box[0] and window[1] <= box[1] and box[2] <= window[2] and box[3] <= window[3]


def apart(box, window):
    return box[2] < window[0] or box[0] > window[2] or box[3] < window[1] or box[1] > window[3]


def letters_of(facts_list, kind="thank_you"):
    return letters_job([(number, compose(kind, facts)) for number, facts in enumerate(facts_list, 1)])


@pytest.mark.parametrize("country", ["US", "DE", "GB"])
def test_each_letter_takes_one_page_and_each_survey_sheet_one_more(country, tmp_path):
    batch = [
        (number, compose(kind, replace(FULL, shop=in_country(country)))) for number, kind in enumerate(PRINTED_KINDS)
    ]
    done = typeset(letters_job(batch), tmp_path / "letters.pdf", TODAY)
    assert done.left_out == {}
    assert done.pages == {number: 2 if letter.sheet else 1 for number, letter in batch}
    assert len(pdfium.PdfDocument(done.path)) == sum(done.pages.values())


@pytest.mark.parametrize("lines", [1, 3, 5, 7])
@pytest.mark.parametrize("country", ["US", "DE", "GB"])
def test_the_address_and_nothing_else_shows_in_the_window(country, lines, tmp_path):
    addressee = (
        "Qüery & Jones Ångström Ltd, Head Office",
        *(f"Line {n} of the (long) address, gate {n}" for n in range(2, lines + 1)),
    )
    facts = replace(FULL, shop=in_country(country), customer=CustomerFacts("Ann", addressee, ""))
    done = typeset(letters_of([facts]), tmp_path / "letter.pdf", TODAY)
    window, shown = WINDOWS[country], ""
    for letter, box in boxes(pdfium.PdfDocument(done.path)[0]):
        assert inside(box, window) or apart(box, window), (letter, box)
        if inside(box, window):
            shown += letter
    wanted = "".join("".join(addressee).split())
    assert (wanted in shown) if country == "DE" else (shown == wanted)


def test_the_din_page_has_its_return_line_and_fold_marks(tmp_path):
    done = typeset(letters_of([replace(FULL, shop=in_country("DE"))]), tmp_path / "letter.pdf", TODAY)
    assert "Rosie’s Garden Supplies · 12 High Street · Bath BA1 1AA" in texts_of(done.path)[0]
    page = pdfium.PdfDocument(done.path)[0]
    marks = [
        round((page.get_height() - item.get_bounds()[1]) * POINT)
        for item in page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_PATH])
        if item.get_bounds()[2] * POINT < 10
    ]
    assert marks == [105, 210]


@pytest.mark.parametrize(
    ("country", "page"),
    [("US", "us"), ("CA", "us"), ("PH", "us"), ("GB", "dl"), ("IE", "dl"), ("NZ", "dl"), ("DE", "din"), ("", "din")],
)
def test_a_country_has_its_paper(country, page):
    assert page_of(country) == page


@pytest.mark.parametrize(
    "name", ["Иван Петрович Ґалаґан", "Ελένη Παπαδοπούλου", "Nguyễn Thị Hạnh", "Łukasz Ørsted-Șt", "Ğül Şahin"]
)
def test_names_of_other_alphabets_print(name, tmp_path):
    done = typeset(letters_of([named(name)]), tmp_path / "letter.pdf", TODAY)
    assert done.left_out == {}
    assert texts_of(done.path)[0].count(name) == 2


def test_a_hebrew_name_prints(tmp_path):
    done = typeset(letters_of([named("שרה לוי")]), tmp_path / "letter.pdf", TODAY)
    assert done.left_out == {}
    assert all(letter in texts_of(done.path)[0] for letter in "שרהלוי")


def test_a_letter_that_no_font_can_show_is_left_out_and_the_others_print(tmp_path):
    batch = letters_of([named("Ann Park"), named(f"Dr {UNPRINTABLE} Ur"), named("Bo Lind"), named("\U0010fffd")])
    done = typeset(batch, tmp_path / "letters.pdf", TODAY)
    assert done.left_out == {2: f'no font for "{UNPRINTABLE}"', 4: 'no font for "\U0010fffd"'}
    assert done.pages == {1: 1, 3: 1}
    assert [re.search(r"Hello [\w ]+,", text)[0] for text in texts_of(done.path)] == [
        "Hello Ann Park,",
        "Hello Bo Lind,",
    ]


def test_a_chinese_name_prints_or_is_left_out_by_name(tmp_path):
    done = typeset(letters_of([named("字"), named("Ann")]), tmp_path / "letters.pdf", TODAY)
    assert done.left_out in ({}, {1: 'no font for "字"'})
    assert 2 in done.pages


def test_a_letter_that_no_font_can_show_in_what_all_share_leaves_all_out(tmp_path):
    envelopes = envelopes_job([(1, ("Ann",)), (2, ("Bo",))], (f"{UNPRINTABLE} & Sons",), "dl", AS_IT_COMES)
    done = typeset(envelopes, tmp_path / "envelopes.pdf", TODAY)
    assert (done.path, done.left_out) == (None, dict.fromkeys((1, 2), f'no font for "{UNPRINTABLE}"'))


def test_when_no_letter_can_be_set_there_is_no_file(tmp_path):
    done = typeset(letters_of([named(UNPRINTABLE)]), tmp_path / "letters.pdf", TODAY)
    assert (done.path, done.pages) == (None, {})
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "name",
    ["[/]", "#let x = 1", "$x$", "*bold* _it_", "`raw` @ref <label>", "\\ // /* x", '"quoted" \\u{5b57}', "#panic()"],
)
def test_a_name_is_just_a_name(name, tmp_path):
    """T1: what looks like markup prints as it is written."""
    done = typeset(letters_of([named(name)]), tmp_path / "letter.pdf", TODAY)
    assert texts_of(done.path)[0].count(name) == 2


def test_the_everyday_letters_that_need_no_trial_are_all_in_the_font(tmp_path):
    assigned = [letter for letter in map(chr, range(0x21, 0x2100)) if unicodedata.category(letter) != "Cn"]
    every = [letter for letter in assigned if typesetting.is_everyday(letter)]
    texts = (" ".join(every[start : start + 50]) for start in range(0, len(every), 50))
    assert typeset(letters_of([named(text) for text in texts]), tmp_path / "all.pdf", TODAY).left_out == {}


@pytest.mark.parametrize("name", ["x" * 10_000, "W" * 10_000, "Anna " * 2_000])
def test_a_name_of_ten_thousand_characters_is_cut_and_stays_on_the_page(name, tmp_path):
    """T2."""
    done = typeset(letters_of([named(name)]), tmp_path / "letter.pdf", TODAY)
    assert done.pages == {1: 1}
    page = pdfium.PdfDocument(done.path)[0]
    assert all(box[2] < 190 for _, box in boxes(page))
    assert "…" in texts_of(done.path)[0]


def font_sizes(page):
    text, size = page.get_textpage(), ctypes.c_double
    return {round(size(pdfium_c.FPDFText_GetFontSize(text, place)).value, 1) for place in range(text.count_chars())}


def test_a_long_letter_is_set_smaller_down_to_9_5_points_before_it_takes_a_second_page(tmp_path):
    message = "\n\n".join(["The greenhouse is warm again, and the hellebores are out."] * 40)
    facts = [replace(FULL, campaign=CampaignFacts("News", message[: 59 * n - 2])) for n in range(1, 40, 2)]
    done = typeset(letters_of(facts, "newsletter"), tmp_path / "news.pdf", TODAY)
    counts = list(done.pages.values())
    assert counts == sorted(counts)
    assert {counts[0], counts[-1]} == {1, 2}
    document = pdfium.PdfDocument(done.path)
    body = [{size for size in font_sizes(document[place]) if 9.5 <= size <= 11.5} for place in range(counts.count(1))]
    assert {11.5} <= body[0]
    assert {9.5} <= body[-1]


def test_the_sheet_carries_its_number_and_every_question(tmp_path):
    letter = compose("how_are_we_doing", FULL)
    done = typeset(letters_job([(123, letter)]), tmp_path / "survey.pdf", TODAY)
    sheet = texts_of(done.path)[1]
    assert "No. 123" in sheet
    assert all(question.text in sheet for question in letter.sheet.questions)
    assert "0 1 2 3 4 5 6 7 8 9 10" in sheet


def test_tonights_cards_share_a_page_with_their_talking_points(tmp_path):
    """LET-11."""
    points = ("Last bought: bay trees, 12 October", "Family: Sami, Biscuit the dog")
    cards = [
        (n, Card("Rima Haddad", ("9 Orchard Way",), "Opened a shop", points, thoughts("congratulation", FULL)))
        for n in range(6)
    ]
    cards.append((6, Card(UNPRINTABLE, (), "Won a prize")))
    done = typeset_cards(cards, tmp_path / "cards.pdf", TODAY, "US")
    pages = texts_of(done.path)
    assert len(pages) < 4
    assert pages[0].startswith("Tonight’s cards November 25, 2026")
    for wanted in ("Rima Haddad", "9 Orchard Way", "Opened a shop", *points, *thoughts("congratulation", FULL)):
        assert wanted in pages[0]
    assert done.left_out == {6: f'no font for "{UNPRINTABLE}"'}
    assert set(done.pages) == set(range(6))


def test_the_file_is_private_and_in_its_own_folder(tmp_path):
    """X4."""
    out = tmp_path / "letters" / "2026-11-25.pdf"
    typeset(letters_of([FULL]), out, TODAY)
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert stat.S_IMODE(out.parent.stat().st_mode) == 0o700
    assert list(out.parent.iterdir()) == [out]


def test_no_file_is_written_over(tmp_path):
    """X4."""
    out = tmp_path / "letters.pdf"
    out.write_text("mine")
    with pytest.raises(PathTaken):
        typeset(letters_of([FULL]), out, TODAY)
    assert out.read_text() == "mine"


def test_the_same_letters_on_the_same_day_give_the_same_file(tmp_path):
    for name in ("a.pdf", "b.pdf"):
        typeset(letters_of([FULL]), tmp_path / name, TODAY)
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()


def test_a_job_is_broken_off_when_the_owner_says_so():
    with pytest.raises(PrintingCancelled):
        press.press(letters_of([FULL] * 50), TODAY, lambda: True)


def test_a_typesetter_that_breaks_off_is_told_in_one_sentence(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(CannotTypeset, match="Nothing was written"):
        typeset(letters_of([FULL]), tmp_path / "letters.pdf", TODAY)
    assert list(tmp_path.iterdir()) == []


def test_no_document_asks_for_a_package_from_the_network():
    """X5."""
    documents = [document.read_text("utf-8") for document in Path(press.__file__).parent.glob("*.typ")]
    assert len(documents) >= 10
    asked = {
        line for document in documents for line in re.findall(r"^.*(?:\bimport\b|include|@).*$", document, re.MULTILINE)
    }
    assert all(line.startswith('#import "parts.typ": ') for line in asked), asked


def test_a_machine_that_is_slow_to_begin_prints_many_letters_too(tmp_path, monkeypatch):
    """The job is far more than a pipe holds, and the typesetter begins to read only after the first looks at it."""
    slow = tmp_path / "slow"
    slow.write_text(f'#!/bin/sh\nsleep 0.4\nexec "{sys.executable}" "$@"\n')
    slow.chmod(0o700)
    monkeypatch.setattr(sys, "executable", str(slow))
    done = typeset(letters_of([FULL] * 150), tmp_path / "letters.pdf", TODAY)
    assert len(done.pages) == 150
