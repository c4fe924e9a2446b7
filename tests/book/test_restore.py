"""Restore: the backup takes the book's place, and what it replaces is kept (B3)."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from carebook.book import backup, journal
from carebook.book.book import Book
from carebook.book.refusals import BookLocked, NotABook
from carebook.book.restore import BackupDamaged, NoBackup, NothingToRestore, restore
from carebook.errors import Refusal

TODAY = date(2026, 11, 25)


@pytest.fixture(autouse=True)
def _fixed_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAREBOOK_TODAY", TODAY.isoformat())


@pytest.fixture
def path(book_path: Path) -> Path:
    """A closed book with Ann in its two backups, and Bob besides in the second."""
    with Book.open(book_path, write=True) as book:
        for name in ("Ann", "Bob", "Cy"):
            with book.act(f"Added {name}", TODAY):
                book.db.execute("INSERT INTO customer (name, entered_on) VALUES (?, '2026-11-25')", [name])
            if name != "Cy":
                backup.take(book.path, book.db, "by-hand")
    return book_path


def _names(path: Path) -> list[str]:
    with Book.open(path, write=False) as book:
        return [row[0] for row in book.db.execute("SELECT name FROM customer ORDER BY id")]


def test_the_newest_whole_backup_comes_back_and_the_replaced_book_is_kept(path: Path) -> None:
    before = path.read_bytes()
    restored = restore(path)
    assert restored.backup == backup.listed(path)[0].path
    assert restored.kept == path.with_name("book-replaced-2026-11-25.db")
    assert restored.kept.read_bytes() == before
    assert _names(path) == ["Ann", "Bob"]
    assert _names(restored.kept) == ["Ann", "Bob", "Cy"]


def test_the_restored_book_is_worked_on_as_before(path: Path) -> None:
    restore(path)
    with Book.open(path, write=True) as book:
        assert book.undo(TODAY).label == "Added Bob"
    assert _names(path) == ["Ann"]


def test_a_restore_is_itself_taken_back_by_restoring_what_it_kept(path: Path) -> None:
    kept = restore(path).kept
    assert kept
    again = restore(path, kept)
    assert _names(path) == ["Ann", "Bob", "Cy"]
    assert again.kept == path.with_name("book-replaced-2026-11-25-2.db")


def test_a_named_backup_is_restored(path: Path) -> None:
    restore(path, backup.listed(path)[-1].path)
    assert _names(path) == ["Ann"]


def test_restoring_never_thins_or_changes_the_backups(path: Path) -> None:
    folder = backup.folder_of(path)
    before = {file.name: file.read_bytes() for file in folder.iterdir()}
    restore(path)
    restore(path)
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == before


_DAMAGED = {"empty": b"", "1 byte": b"S", "zeros": bytes(9000), "text": b"some text\n" * 999}


@pytest.mark.parametrize("content", _DAMAGED.values(), ids=_DAMAGED)
def test_a_damaged_book_is_restored_and_kept_as_it_is(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    kept = restore(path).kept
    assert kept
    assert kept.read_bytes() == content
    assert _names(path) == ["Ann", "Bob"]


def test_a_missing_book_is_restored(path: Path) -> None:
    path.unlink()
    assert restore(path).kept is None
    assert _names(path) == ["Ann", "Bob"]


@pytest.mark.parametrize("word", ["-journal", "-wal", "-shm"])
@pytest.mark.parametrize("missing", [False, True], ids=["", "book missing"])
def test_the_journal_of_the_replaced_book_goes_with_it(path: Path, word: str, missing: bool) -> None:
    beside = path.with_name(path.name + word)
    beside.write_bytes(b"half a write")
    if missing:
        path.unlink()
    restore(path)
    assert not beside.exists()
    assert path.with_name(f"book-replaced-2026-11-25.db{word}").read_bytes() == b"half a write"
    assert _names(path) == ["Ann", "Bob"]


def test_a_flipped_backup_is_refused_by_name_and_passed_over_by_default(path: Path) -> None:
    """B1"""
    newest = backup.listed(path)[0].path
    content = bytearray(newest.read_bytes())
    content[-1] ^= 1
    newest.write_bytes(content)
    before = path.read_bytes()
    with pytest.raises(BackupDamaged, match="not as it was"):
        restore(path, newest)
    assert path.read_bytes() == before
    assert restore(path).backup.name.startswith("book-000001")


def test_a_damaged_backup_without_a_checksum_is_refused(path: Path, tmp_path: Path) -> None:
    carried = tmp_path / "carried.db"
    content = backup.listed(path)[0].path.read_bytes()
    carried.write_bytes(content.replace(b"Bob", b"\x07ob"))
    with pytest.raises(BackupDamaged, match="is damaged"):
        restore(path, carried)
    carried.write_bytes(content)
    assert restore(path, carried).backup == carried


def test_a_backup_of_rows_that_changed_by_themselves_is_refused_by_name_and_passed_over_by_default(path: Path) -> None:
    """B1, S7"""
    newest = backup.listed(path)[0]
    with closing(sqlite3.connect(newest.path)) as db:
        db.execute("UPDATE customer SET name = 'Rob' WHERE name = 'Bob'")
        db.commit()
    newest.checksum_path.write_text(f"{backup.checksum(newest.path)}  {newest.path.name}\n")
    with pytest.raises(BackupDamaged, match="rows of customer"):
        restore(path, newest.path)
    assert restore(path).backup.name.startswith("book-000001")
    assert _names(path) == ["Ann"]


def test_what_was_replaced_is_private(path: Path) -> None:
    """X4"""
    path.chmod(0o644)
    kept = restore(path).kept
    assert kept
    assert kept.stat().st_mode & 0o777 == 0o600


def test_a_backup_that_is_not_there_is_said_with_where_they_are(path: Path, tmp_path: Path) -> None:
    with pytest.raises(NoBackup, match="book-backups"):
        restore(path, tmp_path / "nope")


def test_beside_what_has_no_backup_nothing_is_made(tmp_path: Path) -> None:
    """X4"""
    notes = tmp_path / "notes.txt"
    notes.write_text("mine")
    for asked in (None, notes, tmp_path / "nope"):
        with pytest.raises(Refusal):
            restore(notes, asked)
    assert list(tmp_path.iterdir()) == [notes]


def test_what_is_no_backup_is_refused(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "list.csv"
    other.write_text("name\n" * 99)
    before = path.read_bytes()
    with pytest.raises(NotABook, match="some other kind of file"):
        restore(path, other)
    assert path.read_bytes() == before


def test_without_a_whole_backup_the_book_stays(path: Path) -> None:
    for found in backup.listed(path):
        found.checksum_path.unlink()
    with pytest.raises(NothingToRestore, match="no whole backup"):
        restore(path)
    assert _names(path) == ["Ann", "Bob", "Cy"]


def test_a_book_that_another_program_writes_is_not_replaced(path: Path) -> None:
    with Book.open(path, write=True) as book:
        before = journal.dump(book.db)
        with pytest.raises(BookLocked):
            restore(path)
        assert journal.dump(book.db) == before


def test_a_link_stays_a_link(path: Path, tmp_path: Path) -> None:
    link = tmp_path / "desktop.db"
    link.symlink_to(path)
    restore(link)
    assert link.is_symlink()
    assert _names(path) == ["Ann", "Bob"]


def test_nothing_half_done_is_left_beside_the_book(path: Path) -> None:
    left = path.with_name(".book.db.999999999.part")
    left.write_text("a killed restore")
    restore(path)
    assert sorted(file.name for file in path.parent.iterdir()) == [
        "book-backups",
        "book-replaced-2026-11-25.db",
        "book.db",
        "book.db.lock",
    ]
