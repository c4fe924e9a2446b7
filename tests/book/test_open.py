"""What is opened is a whole book of ours, and anything else gets its own sentence and stays as it is (S6)."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from carebook.book import connection
from carebook.book.book import Book
from carebook.book.files import CannotWrite
from carebook.book.refusals import NoBook, NotABook, PathTaken, ReadOnly
from carebook.book.schema import VERSION

Spoil = Callable[[Path], object]


def _sql(statement: str) -> Spoil:
    def spoil(path: Path) -> None:
        with closing(sqlite3.connect(path)) as db:
            db.execute(statement)
            db.commit()

    return spoil


def _bytes(change: Callable[[bytes], bytes]) -> Spoil:
    return lambda path: path.write_bytes(change(path.read_bytes()))


_SPOILED: dict[str, tuple[Spoil, str]] = {
    "0 bytes": (_bytes(lambda _: b""), "is empty"),
    "1 byte": (_bytes(lambda whole: whole[:1]), "is too short"),
    "cut off in the header": (_bytes(lambda whole: whole[:120]), "is cut off"),
    "cut off in the middle": (_bytes(lambda whole: whole[: len(whole) // 2]), "is cut off"),
    "one page short": (_bytes(lambda whole: whole[:-4096]), "is cut off"),
    "zeros": (_bytes(lambda whole: bytes(len(whole))), "holds nothing but zeros"),
    "text": (_bytes(lambda _: b"name,email\n" * 99), "some other kind of file"),
    "a broken page": (_bytes(lambda whole: whole[:100] + b"\xff" * 300 + whole[400:]), "is damaged"),
    "a broken schema": (_bytes(lambda whole: whole.replace(b"TABLE customer", b"\xe2\x28BLE customer")), "is damaged"),
    "another program's": (_sql("PRAGMA application_id = 1"), "database of another program"),
    "another program's in WAL mode": (_sql("PRAGMA journal_mode = WAL"), "WAL"),
    "a newer version": (_sql(f"PRAGMA user_version = {VERSION + 1}"), "newer carebook"),
    "version 0": (_sql("PRAGMA user_version = 0"), "another program"),
    "an extra trigger": (_sql("CREATE TRIGGER t AFTER INSERT ON tag BEGIN SELECT 1; END"), "a trigger named 't'"),
    "an extra view": (_sql("CREATE VIEW customers AS SELECT 1"), "a view named 'customers'"),
}


@pytest.mark.parametrize("write", [True, False], ids=["writing", "reading"])
@pytest.mark.parametrize(("spoil", "sentence"), _SPOILED.values(), ids=_SPOILED)
def test_what_is_not_a_book_gets_its_own_sentence_and_stays_as_it_is(
    tmp_path: Path, spoil: Spoil, sentence: str, write: bool
) -> None:
    path = tmp_path / "rosie.db"
    Book.create(path)
    spoil(path)
    before = path.read_bytes()
    with pytest.raises(NotABook, match=sentence):
        Book.open(path, write=write)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_every_sentence_is_another() -> None:
    sentences = [sentence for _, sentence in _SPOILED.values()]
    assert len(set(sentences)) >= 10


@pytest.mark.parametrize("write", [True, False])
def test_where_nothing_is_nothing_is_made(tmp_path: Path, write: bool) -> None:
    with pytest.raises(NoBook, match="carebook new"):
        Book.open(tmp_path / "rosie.db", write=write)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_not_a_book(tmp_path: Path) -> None:
    with pytest.raises(NotABook, match="is a folder"):
        Book.open(tmp_path, write=True)


def test_a_name_in_a_file_instead_of_a_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(NotABook, match="could not be reached"):
        Book.open(tmp_path / "file" / "rosie.db", write=True)


def test_a_book_of_an_older_carebook_is_not_looked_at_before_it_was_brought_up_to_date(
    book_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """S8"""
    monkeypatch.setattr(connection, "VERSION", VERSION + 1)
    with pytest.raises(ReadOnly, match="written by an older carebook"):
        Book.open(book_path, write=False)


def test_a_new_book_never_takes_the_place_of_a_file_or_goes_through_a_link(tmp_path: Path) -> None:
    """X4"""
    taken, link = tmp_path / "taken.db", tmp_path / "link.db"
    taken.write_text("mine")
    link.symlink_to(tmp_path / "elsewhere.db")
    for path in (taken, link):
        with pytest.raises(PathTaken):
            Book.create(path)
    assert taken.read_text() == "mine"
    assert sorted(tmp_path.iterdir()) == [link, taken]


def test_a_new_book_in_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CannotWrite, match="no such file"):
        Book.create(tmp_path / "nowhere" / "rosie.db")


def test_the_book_is_private(book: Book) -> None:
    """X4"""
    assert book.path.stat().st_mode & 0o777 == 0o600
    assert book.path.with_name("book.db.lock").stat().st_mode & 0o777 == 0o600


def test_the_settings_of_a_writing_connection_are_the_safe_ones(book: Book) -> None:
    expected = {"journal_mode": "delete", "synchronous": 3, "foreign_keys": 1, "secure_delete": 1, "temp_store": 2}
    expected |= {"trusted_schema": 0, "recursive_triggers": 1, "busy_timeout": 5000, "locking_mode": "normal"}
    assert {name: book.db.execute(f"PRAGMA {name}").fetchone()[0] for name in expected} == expected


def test_a_book_for_looking_refuses_every_write(book_path: Path) -> None:
    with Book.open(book_path, write=False) as book:
        with pytest.raises(ReadOnly, match="for looking only"), book.writing():
            pass
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            book.db.execute("DELETE FROM shop")


def test_opening_a_link_to_a_book_locks_the_book_itself(book_path: Path, tmp_path: Path) -> None:
    link = tmp_path / "desktop.db"
    link.symlink_to(book_path)
    with Book.open(link, write=True) as book:
        assert book.path == book_path
    assert not (tmp_path / "desktop.db.lock").exists()


def test_a_link_that_leads_back_to_itself_is_refused(tmp_path: Path) -> None:
    """S6"""
    loop = tmp_path / "loop.db"
    loop.symlink_to(loop)
    for write in (True, False):
        with pytest.raises(NotABook):
            Book.open(loop, write=write)


@pytest.mark.parametrize("table", ["sale", "keeping", "seal"])
def test_a_book_that_lost_a_table_is_refused(book_path: Path, table: str) -> None:
    """S6"""
    with closing(sqlite3.connect(book_path)) as db:
        db.execute(f"DROP TABLE {table}")
    for write in (True, False):
        with pytest.raises(NotABook, match=f"'{table}' is missing. Restore a backup"):
            Book.open(book_path, write=write)


def test_the_day_of_an_entry_that_was_taken_back_does_not_count(book: Book) -> None:
    """D3"""
    for day in (date(2026, 11, 25), date(2031, 1, 1)):
        with book.act("Added", day):
            book.db.execute("INSERT INTO customer (name, entered_on) VALUES ('Ann', '2026-11-25')")
    book.undo(date(2026, 11, 25))
    assert book.last_day() == date(2026, 11, 25)
