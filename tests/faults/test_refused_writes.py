"""The disk says no: the book is before or after, and the sentence says what to do (S4, B4)."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from writer import ADD, TODAY, digest

from carebook.book import backup, journal
from carebook.book.book import Book
from carebook.book.files import CannotWrite
from carebook.book.refusals import BookMoved

_HERE = Path(__file__).parent


def _run(program: str, *words: object) -> Any:
    command = [sys.executable, str(_HERE / program), *map(str, words)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 16 MB, where this machine lets us make one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", str(folder)]
    mountable = os.geteuid() == 0 and shutil.which("mount")
    if not mountable or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("only root may mount a small disk, and only where mounting is allowed")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


@pytest.fixture
def disk_for_reading(small_disk: Path) -> Path:
    """The same disk, on which nothing may be written."""
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    return small_disk


def test_a_backup_to_a_disk_for_reading_is_refused_in_a_sentence(book: Book, disk_for_reading: Path) -> None:
    """B4"""
    with pytest.raises(CannotWrite, match="read-only file system"):
        backup.copy_to(book.path, book.db, disk_for_reading / "mine.db")


def test_a_backup_goes_to_a_file_of_the_owners_when_its_usual_folder_cannot_be_made(book: Book, tmp_path: Path) -> None:
    """B1"""
    backup.folder_of(book.path).write_text("in the way")
    backup.copy_to(book.path, book.db, tmp_path / "mine.db")
    with Book.open(tmp_path / "mine.db", write=False) as copy:
        assert journal.dump(copy.db) == journal.dump(book.db)


def _prepare(path: Path) -> list[str]:
    Book.create(path)
    with Book.open(path, write=True) as book:
        with book.act("Added", TODAY):
            book.db.execute(ADD, ["Ann", ""])
        backup.take(path, book.db, "by-hand")
    return sorted(str(file.relative_to(path.parent)) for file in path.parent.rglob("*"))


def _assert_nothing_happened(answer: Any, files: list[str]) -> None:
    assert answer["told"]["import"].startswith("NotSaved: Nothing was saved: the disk ")
    for deed in ("backup", "new", "restore"):
        assert answer["told"][deed].startswith("CannotWrite: ")
        assert "Nothing was left half done." in answer["told"][deed]
    assert answer["same"]
    assert answer["same_after"]
    assert answer["files"] == files
    assert answer["with_room"] == "went well"


def test_on_a_full_disk_nothing_changes_and_nothing_half_is_left(small_disk: Path) -> None:
    """S4, B4"""
    files = _prepare(small_disk / "book.db")
    answer = _run("full_disk.py", small_disk / "book.db", "fill")
    _assert_nothing_happened(answer, files)
    assert "the disk is full. Make room" in answer["told"]["import"]


def test_where_files_may_not_grow_nothing_changes_and_nothing_half_is_left(tmp_path: Path) -> None:
    """S4, B4"""
    files = _prepare(tmp_path / "book.db")
    _assert_nothing_happened(_run("full_disk.py", tmp_path / "book.db", "limit"), files)


@pytest.fixture
def others_folder() -> Iterator[Path]:
    """A folder that any user may reach, which a test's own one is not."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


def test_a_book_in_a_folder_for_reading_is_looked_at_and_not_written(others_folder: Path) -> None:
    """S4"""
    path = others_folder / "book.db"
    Book.create(path)
    path.chmod(0o644)
    others_folder.chmod(0o555)
    before = path.read_bytes()
    told = _run("read_only.py", path)
    assert told["_act"].startswith("ReadOnly: Nothing was changed: ")
    assert "cannot be written (permission denied)" in told["_act"]
    assert told["_back_up"].startswith("CannotWrite: ")
    assert told["_look"] == "went well"
    assert told["_restore"].startswith("ReadOnly: ")
    assert path.read_bytes() == before
    assert list(others_folder.iterdir()) == [path]


def test_a_book_for_reading_in_a_folder_for_writing_is_not_written(others_folder: Path) -> None:
    """S4"""
    path = others_folder / "book.db"
    Book.create(path)
    path.chmod(0o444)
    others_folder.chmod(0o777)
    before = path.read_bytes()
    told = _run("read_only.py", path)
    assert "may only be read. Allow writing" in told["_act"]
    assert told["_look"] == "went well"
    assert [kept.read_bytes() for kept in others_folder.glob("book-replaced-*.db")] == [before]


def test_a_book_that_may_not_even_be_read_is_told(others_folder: Path) -> None:
    """S6"""
    path = others_folder / "book.db"
    Book.create(path)
    path.chmod(0o200)
    assert "could not be opened" in _run("read_only.py", path)["_look"]


def _move(path: Path) -> None:
    path.rename(path.with_name("moved.db"))


def _replace(path: Path) -> None:
    copy = path.with_name("copy.db")
    shutil.copy(path, copy)
    copy.replace(path)


@pytest.mark.parametrize("fault", [_move, _replace, Path.unlink], ids=["moved", "replaced", "deleted"])
@pytest.mark.parametrize("moment", ["before the action", "in the action"])
def test_a_book_moved_under_the_program_is_not_written(book: Book, fault: Any, moment: str) -> None:
    """S4"""
    before = journal.dump(book.db)
    if moment == "before the action":
        fault(book.path)
    with pytest.raises(BookMoved, match="moved or replaced"), book.act("Added", TODAY):
        book.db.execute(ADD, ["Ann", ""])
        fault(book.path)
    for left in book.path.parent.glob("*.db"):
        with Book.open(left, write=False) as found:
            assert journal.dump(found.db) == before


def test_a_twin_of_a_moved_book_does_not_write_the_one_in_its_place(book: Book) -> None:
    """S4"""
    _replace(book.path)
    with book.twin() as twin, pytest.raises(BookMoved), twin.act("Added", TODAY):
        twin.db.execute(ADD, ["Ann", ""])


def test_a_book_put_back_goes_on(book: Book) -> None:
    """S4"""
    away = book.path.with_name("away.db")
    book.path.rename(away)
    with pytest.raises(BookMoved), book.act("Added", TODAY):
        book.db.execute(ADD, ["Ann", ""])
    away.rename(book.path)
    with book.act("Added", TODAY):
        book.db.execute(ADD, ["Ann", ""])
    with Book.open(book.path, write=False) as found:
        assert digest(found) == digest(book)
