import sqlite3
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carebook import text

ANY_TEXT = st.text(st.characters()) | st.text(
    st.sampled_from("a \t\r\n\x00\x1b[31m]\x07\x85\u2028\u202e\u200d\ufeffé\u0301")
)
NONCHARACTERS = [*range(0xFDD0, 0xFDF0), *(plane << 16 | low for plane in range(17) for low in (0xFFFE, 0xFFFF))]
CONTROLS = [*range(0x20), *range(0x7F, 0xA0)]
MARKS = [0x61C, 0x200E, 0x200F, *range(0x2028, 0x202F), *range(0x2066, 0x206A), 0xFEFF]
FORBIDDEN = [*CONTROLS, *MARKS, *NONCHARACTERS]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Ann", "Ann"),
        ("  Ann \t  Smith\n", "Ann Smith"),
        ("\x1b[31mAnn\x1b[0m", "Ann"),
        ("\x1b]0;title\x07Ann\x1b]8;;x\x1b\\", "Ann"),
        ("\x1b]never ended", "]never ended"),
        ("An\x00n\u202e", "Ann"),
        ("\ufeffAnn", "Ann"),
        ("e\x00\u0301", "é"),
        ("a\r\nb\rc\u2028d\x85e\x0bf", "a b c d e f"),
        ("👩\u200d👧", "👩\u200d👧"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("\ud800Ann\uffff", "Ann"),
        ("[bold]x[/] [@click=app.quit]hi[/]", "[bold]x[/] [@click=app.quit]hi[/]"),
        ("", ""),
    ],
)
def test_t2_a_line_comes_in_clean(typed, kept):
    assert text.clean(typed) == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\r\nb\rc\u2028d\r\r\ne", "a\nb\nc\nd\ne"),
        ("\n\n  indented\t\nnext  \n\n", "  indented\nnext"),
        ("a\n\n\tb", "a\n\n\tb"),
        ("one  line ", "one  line"),
        ("   ", ""),
    ],
)
def test_t2_a_note_keeps_its_lines_and_tabs(typed, kept):
    assert text.clean(typed, lines=True) == kept


@given(ANY_TEXT, st.booleans())
def test_t2_cleaning_twice_changes_nothing(typed, lines):
    once = text.clean(typed, lines=lines)
    assert text.clean(once, lines=lines) == once
    assert unicodedata.is_normalized("NFC", once)


@pytest.fixture(scope="module")
def checked():
    """Two checked columns in a STRICT table, as the book makes them."""
    book = sqlite3.connect(":memory:", isolation_level=None)
    book.execute("PRAGMA trusted_schema=OFF")
    line, lines = text.sql_check("line"), text.sql_check("note", lines=True)
    book.execute(f"CREATE TABLE t(line TEXT CHECK ({line}), note TEXT CHECK ({lines})) STRICT")
    yield book
    book.close()


@given(typed=ANY_TEXT)
def test_t2_the_check_takes_all_that_clean_gives(checked, typed):
    checked.execute("INSERT INTO t VALUES (?, ?)", (text.clean(typed), text.clean(typed, lines=True)))


@pytest.mark.parametrize("around", ["{}", "An{}n", "Иван{}", "’{}’", "李{}"])
def test_t2_the_check_refuses_each_forbidden_character(checked, around):
    for code in FORBIDDEN:
        typed = around.format(chr(code))
        with pytest.raises(sqlite3.IntegrityError):
            checked.execute("INSERT INTO t(line) VALUES (?)", (typed,))
        if code in (9, 10):
            checked.execute("INSERT INTO t(note) VALUES (?)", (typed,))
        else:
            with pytest.raises(sqlite3.IntegrityError):
                checked.execute("INSERT INTO t(note) VALUES (?)", (typed,))
        assert text.clean(typed) in (around.format("").strip(), around.format(" ").strip())


def test_t2_the_check_takes_every_other_character(checked):
    allowed = set(range(sys.maxunicode + 1)) - set(FORBIDDEN) - set(range(0xD800, 0xE000))
    checked.execute("INSERT INTO t VALUES (?, ?)", ("".join(map(chr, sorted(allowed))), None))


def test_the_check_is_printable_and_can_stand_beside_others():
    check = text.sql_check("name")
    assert check.isascii()
    assert check.isprintable()
    assert sqlite3.connect(":memory:").execute(f"SELECT 0 AND {text.sql_check('NULL')}").fetchone() == (0,)


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("O'Brien", "obrien"),
        ("O’Brien", "obrien"),
        ("O´Brien", "obrien"),
        ("Müller-Lüdenscheidt", "muller ludenscheidt"),
        ("STRAẞE straße", "strasse strasse"),
        ("Łukasz Ørsted Đorđe", "lukasz orsted dorde"),
        ("Æsir Œuvre Þór ð", "aesir oeuvre thor d"),
        ("Iğdır İzmir", "igdir izmir"),
        ("Γιώργος ΓΙΏΡΓΟΣ", "γιωργοσ γιωργοσ"),
        ("Алёна Йод", "алена иод"),
        ("Знам'янка", "знамянка"),
        ("王小明 Wang", "王 小 明 wang"),
        ("ひらカタ", "ひ ら カ タ"),
        ("김철수", "김철수"),
        ("Nguyễn Thị Ánh", "nguyen thi anh"),
        ("مُحَمَّد", "محمد"),
        ("٣٫٥ ＡＢ", "3 5 ab"),
        ("ann@example.com", "ann example com"),
        ("[/]", ""),
    ],
)
def test_names_are_found_without_case_accents_and_marks(written, key):
    assert text.fold(written) == key


@given(ANY_TEXT)
def test_a_key_is_its_own_key(typed):
    once = text.fold(typed)
    assert text.fold(once) == once


@pytest.mark.parametrize(
    ("typed", "key"), [("+44 (0)20 7946-0958", "4402079460958"), ("٠١٢", "012"), ("²", ""), ("none", "")]
)
def test_a_phone_is_known_by_its_digits(typed, key):
    assert text.digits(typed) == key


@pytest.mark.parametrize(("line", "width"), [("Ann", 3), ("王小明", 6), ("e\u0301", 1), ("👧", 2), ("", 0)])
def test_cells_are_those_of_a_terminal(line, width):
    assert text.cells(line) == width


@pytest.mark.parametrize(
    ("line", "width", "shown"),
    [
        ("Ann Smith", 9, "Ann Smith"),
        ("Ann Smith", 8, "Ann Smi…"),
        ("Ann Smith", 5, "Ann…"),
        ("王小明", 5, "王小…"),
        ("王小明", 4, "王…"),
        ("Ann", 1, "…"),
        ("Ann", 0, ""),
    ],
)
def test_a_long_line_is_cut_with_an_ellipsis(line, width, shown):
    assert text.cut(line, width) == shown


@given(ANY_TEXT, st.integers(1, 30))
def test_a_cut_line_always_fits(typed, width):
    line = text.clean(typed)
    shown = text.cut(line, width)
    assert text.cells(shown) <= width
    assert shown == line or text.cells(line) > width


@pytest.mark.parametrize(
    ("names", "words"),
    [([], ""), (["Ann"], "Ann"), (["Ann", "Bob"], "Ann and Bob"), (["Ann", "Bob", "Cy"], "Ann, Bob and Cy")],
)
def test_names_are_listed_as_in_a_sentence(names, words):
    assert text.names_in_words(names) == words


@pytest.mark.parametrize(
    "line", ["", "  ", "\u200b", "\u3164", "\u00ad", "\U000e0041", "\u2800\u00a0", "\ufe0f"], ids=ascii
)
def test_text_of_which_nothing_is_seen_is_blank(line: str):
    assert text.is_blank(line)


@pytest.mark.parametrize("line", ["A", "-", "é", "名", "न", "\u200bA", "👩\u200d🌾", "한"], ids=ascii)
def test_text_of_which_something_is_seen_is_not_blank(line: str):
    assert not text.is_blank(line)
