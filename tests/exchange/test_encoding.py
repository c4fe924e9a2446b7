"""X1: encodings, line ends, and files that are no tables."""

import os
from pathlib import Path

import pytest

from carebook.exchange.encoding import NotATable, open_text

WESTERN = "Name;Stadt\nMüller;Köln\nGroß;Füssen\nZoë;Café – €\n"
CYRILLIC = "Имя;Город\nИван Петров;Москва\nОльга Сидорова;Тверь\n"
JAPANESE = "名前,住所\n山田太郎,東京都千代田区\n鈴木花子,大阪市北区\n"


@pytest.mark.parametrize(
    ("text", "codec", "named"),
    [
        (WESTERN, "utf-8", "utf-8"),
        (WESTERN, "utf-8-sig", "utf-8-sig"),
        (WESTERN, "utf-16", "utf-16"),
        (WESTERN, "utf-16-le", "utf-16-le"),
        (WESTERN, "utf-16-be", "utf-16-be"),
        (CYRILLIC, "utf-16-le", "utf-16-le"),
        (WESTERN, "cp1252", "cp1252"),
        ("Name,City\nJosé,Bogotá\n", "latin-1", "cp1252"),
        ("Name,Note\nAnn,It’s “fine”\n", "cp1252", "cp1252"),
        (CYRILLIC, "cp1251", "cp1251"),
        ("Name,City\nИван Петров,Moscow\nОльга,Tver\n", "cp1251", "cp1251"),
        (JAPANESE, "cp932", "cp932"),
        ("Name,City\nAnn,Rome\n", "ascii", "utf-8"),
    ],
)
def test_text_is_read_in_its_own_encoding(tmp_path: Path, text: str, codec: str, named: str):
    path = tmp_path / "list.csv"
    path.write_bytes(text.encode(codec))
    found = open_text(path)
    assert (found.encoding, "".join(found.read()), found.damaged) == (named, text, False)


def test_accents_far_behind_a_plain_beginning_are_still_seen(tmp_path: Path):
    path = tmp_path / "list.csv"
    path.write_bytes(b"name,city\n" + b"Ann,Rome\n" * 40_000 + "Zoë,Köln\n".encode("cp1252"))
    found = open_text(path)
    assert found.encoding == "cp1252"
    assert list(found.read())[-1] == "Zoë,Köln\n"
    assert found.lines == 40_002


def test_a_broken_byte_in_utf8_is_damage_and_not_another_encoding(tmp_path: Path):
    path = tmp_path / "list.csv"
    path.write_bytes("Zoë\n".encode() * 30_000 + b"Ann\xff\n")
    found = open_text(path)
    assert (found.encoding, found.damaged) == ("utf-8", True)


@pytest.mark.parametrize(
    ("content", "line_end", "lines"),
    [
        (b"a,b\nc,d\n", "\n", ["a,b\n", "c,d\n"]),
        (b"a,b\r\nc,d\r\n", "\r\n", ["a,b\r\n", "c,d\r\n"]),
        (b"a,b\rc,d", "\r", ["a,b\r", "c,d"]),
        (b'a,"b\nb"\rc,d', "\r", ['a,"b\nb"\r', "c,d"]),
        (b"a,b\r\r\nc,d\r\r\n", "\r\r\n", ["a,b\n", "c,d\n"]),
        (b'a,"b\rb"\nc,d\n', "\n", ['a,"b\rb"\n', "c,d\n"]),
    ],
)
def test_every_line_end_parts_lines(tmp_path: Path, content: bytes, line_end: str, lines: list[str]):
    path = tmp_path / "list.csv"
    path.write_bytes(content)
    found = open_text(path)
    assert found.line_end == line_end
    assert list(found.read()) == lines


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf\n \n", "empty"),
        (b"\x00" * 5000, "empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "a picture"),
        (b"PK\x03\x04" + bytes(range(256)), "a spreadsheet"),
        (b"%PDF-1.7\n", "a PDF"),
        (b"SQLite format 3\x00" + bytes(200), "a database"),
        (b"BEGIN:VCARD\r\nFN:Ann\r\n", "vCards"),
        (bytes(range(256)) * 20, "not a text file"),
        (os.urandom(5000), "not a text file"),
    ],
    ids=["nothing", "blank", "zeroes", "png", "zip", "pdf", "sqlite", "vcard", "bytes", "noise"],
)
def test_what_is_no_text_is_refused_in_a_sentence(tmp_path: Path, content: bytes, word: str):
    path = tmp_path / "list.csv"
    path.write_bytes(content)
    with pytest.raises(NotATable, match=word):
        open_text(path)


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path):
    with pytest.raises(NotATable, match="no file"):
        open_text(tmp_path / "gone.csv")
    with pytest.raises(NotATable, match="folder"):
        open_text(tmp_path)
    with pytest.raises(NotATable, match="device"):
        open_text(Path(os.devnull))


def test_a_line_without_end_is_refused_before_it_fills_the_memory(tmp_path: Path):
    path = tmp_path / "list.csv"
    path.write_bytes(b"name\n" + b"x" * 1_200_000)
    with pytest.raises(NotATable, match=r"Line 2 .* million"):
        list(open_text(path).read())
