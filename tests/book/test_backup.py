"""Backups: read back before they count, in good time, thinned with age (B1, B2, B4)."""

from __future__ import annotations

import hashlib
import os
import re
import sqlite3
from contextlib import closing
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from carebook import clock
from carebook.book import backup, journal
from carebook.book.backup import Backup, BackupFailed, NoCopy
from carebook.book.book import Book

TODAY = date(2026, 11, 25)


def _add(book: Book, name: str = "Ann") -> None:
    with book.act("Added", TODAY):
        book.db.execute("INSERT INTO customer (name, entered_on) VALUES (?, '2026-11-25')", [name])


def _names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


@pytest.fixture
def folder(book_path: Path) -> Path:
    """Where the backups of the test's book go."""
    return book_path.with_name("book-backups")


@pytest.fixture(autouse=True)
def _fixed_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAREBOOK_TODAY", TODAY.isoformat())


def test_a_backup_holds_the_same_facts_and_is_named_by_number_day_time_and_reason(book: Book, folder: Path) -> None:
    """B1"""
    _add(book)
    taken = backup.take(book.path, book.db, "before-import")
    assert taken.parent == folder
    parts = re.fullmatch(r"book-000001-2026-11-25-(\d{4})-before-import.db", taken.name)
    assert parts
    with Book.open(taken, write=False) as copy:
        assert journal.dump(copy.db) == journal.dump(book.db)
    assert _names(folder) == [taken.name, taken.name + ".sha256"]
    assert backup.listed(book.path) == [
        Backup(1, TODAY, time.fromisoformat(parts[1]), "before-import", taken.stat().st_size, taken)
    ]


def test_a_backup_and_its_folder_are_private(book: Book, folder: Path) -> None:
    """X4"""
    backup.take(book.path, book.db, "by-hand")
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {file.stat().st_mode & 0o777 for file in folder.iterdir()} == {0o600}


def test_the_checksum_is_written_as_sha256sum_writes_it(book: Book) -> None:
    """B1"""
    taken = backup.take(book.path, book.db, "by-hand")
    digest = hashlib.sha256(taken.read_bytes()).hexdigest()
    assert taken.with_name(taken.name + ".sha256").read_text() == f"{digest}  {taken.name}\n"


def test_a_backup_may_go_to_another_folder(book: Book, tmp_path: Path) -> None:
    taken = backup.take(book.path, book.db, "by-hand", folder=tmp_path / "stick")
    assert taken.parent == tmp_path / "stick"


@pytest.mark.parametrize("other", ["rosie", "rosie.old", "rosie.DB"])
def test_two_books_of_one_stem_do_not_share_their_backups(tmp_path: Path, other: str) -> None:
    assert backup.folder_of(tmp_path / "rosie.db") == tmp_path / "rosie-backups"
    assert backup.folder_of(tmp_path / "rosie.db") != backup.folder_of(tmp_path / other)


def test_a_clock_that_ran_ahead_makes_no_backup_old(tmp_path: Path) -> None:
    """B2, D3"""
    path = tmp_path / "book.db"
    _lay_out(path, [1, 0, 0, 0, -1500])
    backup.thin(path, TODAY + timedelta(1500))
    assert len(backup.listed(path)) == 5


def test_a_book_whose_name_is_no_text_is_backed_up(book_path: Path) -> None:
    """B1"""
    path = book_path.rename(book_path.with_name(os.fsdecode(b"caf\xe9.db")))
    with Book.open(path, write=False) as book:
        backup.take(path, book.db, "by-hand")
    assert backup.newest_whole(path) == backup.listed(path)[0]


def test_progress_is_told_and_what_it_raises_ends_the_backup(book: Book, folder: Path) -> None:
    """B4"""
    told: list[tuple[int, int]] = []
    backup.take(book.path, book.db, "by-hand", progress=lambda done, every: told.append((done, every)))
    assert told[-1][0] == told[-1][1] > 0
    before = _names(folder)

    def cancel(done: int, every: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        backup.take(book.path, book.db, "by-hand", progress=cancel)
    assert _names(folder) == before
    _add(book)


def test_a_backup_of_a_damaged_book_does_not_count(book_path: Path, folder: Path) -> None:
    """B1"""
    with closing(sqlite3.connect(book_path)) as db:
        db.execute("PRAGMA ignore_check_constraints = ON")
        db.execute("UPDATE shop SET country = 'nowhere'")
        db.commit()
    with Book.open(book_path, write=True) as book, pytest.raises(BackupFailed, match="it is damaged"):
        backup.take(book.path, book.db, "by-hand")
    assert _names(folder) == []


def test_a_backup_of_a_book_whose_rows_changed_by_themselves_does_not_count(book: Book, folder: Path) -> None:
    """B1, S7: the seal of the copy is broken, though SQLite finds nothing wrong."""
    _add(book)
    book.close()
    with closing(sqlite3.connect(book.path)) as db:
        db.execute("UPDATE customer SET name = 'Bnn'")
        db.commit()
    with Book.open(book.path, write=False) as looked_at, pytest.raises(BackupFailed, match="rows of customer") as told:
        backup.take(book.path, looked_at.db, "by-hand")
    assert "carebook check" in str(told.value)
    assert "carebook restore" in str(told.value)
    assert _names(folder) == []


def test_a_temporary_file_that_a_killed_backup_left_does_not_count_and_is_swept(book: Book, folder: Path) -> None:
    """B1"""
    folder.mkdir(mode=0o700)
    left = folder / ".book-000007-2026-11-25-daily.db.999999999.part"
    left.write_bytes(b"SQLite format 3\0")
    assert backup.listed(book.path) == []
    taken = backup.take(book.path, book.db, "by-hand")
    assert _names(folder) == [taken.name, taken.name + ".sha256"]


def test_a_flipped_backup_is_not_whole_and_the_one_before_it_is_the_newest_whole(book: Book) -> None:
    """B1"""
    first = backup.take(book.path, book.db, "by-hand")
    second = backup.take(book.path, book.db, "by-hand")
    content = bytearray(second.read_bytes())
    content[5000] ^= 1
    second.write_bytes(content)
    assert [found.is_whole() for found in backup.listed(book.path)] == [False, True]
    newest = backup.newest_whole(book.path)
    assert newest is not None
    assert newest.path == first


def test_one_is_taken_on_the_first_open_of_a_day_when_something_was_done(book: Book) -> None:
    """B2"""
    days = [TODAY + timedelta(number) for number in range(9)]
    assert backup.take_if_changed(book.path, book.db, days[0]) is None
    _add(book)
    assert backup.take_if_changed(book.path, book.db, days[0])
    _add(book)
    assert backup.take_if_changed(book.path, book.db, days[0]) is None
    assert backup.take_if_changed(book.path, book.db, days[1])
    assert backup.take_if_changed(book.path, book.db, days[2]) is None
    book.undo(TODAY)
    assert backup.take_if_changed(book.path, book.db, days[3])
    book.undo(TODAY)
    assert backup.take_if_changed(book.path, book.db, days[4])
    book.redo(TODAY)
    assert backup.take_if_changed(book.path, book.db, days[5])
    assert backup.take_if_changed(book.path, book.db, days[6]) is None
    _add(book)
    assert backup.take_if_changed(book.path, book.db, TODAY - timedelta(4000)), "the clock was set back"


def test_one_is_taken_where_all_were_deleted(book: Book) -> None:
    """B2"""
    _add(book)
    taken = backup.take_if_changed(book.path, book.db, TODAY)
    assert taken
    taken.unlink()
    assert backup.take_if_changed(book.path, book.db, TODAY)


def _lay_out(path: Path, ages: list[int], *, flipped: frozenset[int] = frozenset()) -> None:
    """Lay out backups of so many days of age each, oldest number first."""
    folder = backup.folder_of(path)
    folder.mkdir(exist_ok=True)
    for number, age in enumerate(ages, 1):
        name = f"{path.stem}-{number:06}-{TODAY - timedelta(age)}-daily.db"
        (folder / name).write_bytes(b"%d" % number)
        digest = hashlib.sha256(b"rotten" if number in flipped else b"%d" % number).hexdigest()
        (folder / f"{name}.sha256").write_text(f"{digest}  {name}\n")


_THINNED: dict[str, tuple[list[int], list[int]]] = {
    "all of the last two days": ([1, 1, 0, 0, 0], [1, 2, 3, 4, 5]),
    "one a day": ([3, 3, 2, 2, 2, 1, 0], [2, 5, 6, 7]),
    "one a week": ([23, 22, 21, 16, 15, 1, 0], [3, 5, 6, 7]),
    "one a month": ([200, 199, 170, 169, 1, 0], [2, 4, 5, 6]),
    "a clock set forward for one backup": ([2, 1, -4000, 0], [1, 2, 3, 4]),
    "a clock set back for one backup": ([1, 0, 4000, 0], [1, 2, 3, 4]),
    "a clock set back and the newest among the oldest": ([1, 0, 4000, 4000, 4000], [1, 2, 5]),
    "a shop that was away": ([30, 30, 29, 29, 0], [2, 3, 4, 5]),
    "one": ([4000], [1]),
    "none": ([], []),
}


@pytest.mark.parametrize(("ages", "kept"), _THINNED.values(), ids=_THINNED)
def test_backups_are_thinned_with_age_and_the_newest_stays(tmp_path: Path, ages: list[int], kept: list[int]) -> None:
    """B2"""
    path = tmp_path / "book.db"
    _lay_out(path, ages)
    backup.thin(path, TODAY)
    assert sorted(found.number for found in backup.listed(path)) == kept
    assert len(_names(backup.folder_of(path)) if ages else []) == 2 * len(kept)


@pytest.mark.parametrize("wrong_days", [4000, -4000], ids=["forward", "back"])
def test_the_newest_whole_backup_is_never_deleted_whatever_the_clock_says(tmp_path: Path, wrong_days: int) -> None:
    """B2"""
    path = tmp_path / "book.db"
    _lay_out(path, [40, 40, 40, 40], flipped=frozenset({4}))
    backup.thin(path, TODAY + timedelta(wrong_days))
    newest = backup.newest_whole(path)
    assert newest is not None
    assert newest.number == 3


def test_a_whole_backup_is_not_deleted_in_favour_of_a_damaged_one(tmp_path: Path) -> None:
    """B2"""
    path = tmp_path / "book.db"
    _lay_out(path, [5, 5, 1, 0], flipped=frozenset({2}))
    backup.thin(path, TODAY)
    assert [found.number for found in backup.listed(path)] == [4, 3, 1]


def test_files_of_the_owner_in_the_folder_are_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "book.db"
    _lay_out(path, [400, 399, 0])
    others = ["book-000001-2020-13-45-daily.db", "book-copy.db", "notes.txt", "other-000001-2020-01-01-daily.db"]
    for name in others:
        (backup.folder_of(path) / name).write_text("mine")
    backup.thin(path, TODAY)
    assert set(others) <= set(_names(backup.folder_of(path)))


def test_the_newest_is_copied_to_the_second_folder_and_read_back_there(book: Book, tmp_path: Path) -> None:
    """B2"""
    stick = tmp_path / "stick"
    stick.mkdir()
    _add(book)
    taken = backup.take_if_changed(book.path, book.db, TODAY, str(stick))
    assert taken
    (copied,) = backup.listed(book.path, stick / "book-backups")
    assert copied.is_whole()
    assert copied.path.read_bytes() == taken.read_bytes()


def test_a_second_folder_that_is_not_there_is_told_and_served_when_it_is_back(book: Book, tmp_path: Path) -> None:
    """B2"""
    stick = tmp_path / "stick"
    _add(book)
    with pytest.raises(NoCopy, match="the folder is not there"):
        backup.take_if_changed(book.path, book.db, TODAY, str(stick))
    assert len(backup.listed(book.path)) == 1
    assert not stick.exists()
    stick.mkdir()
    assert backup.take_if_changed(book.path, book.db, TODAY, str(stick)) is None
    assert len(backup.listed(book.path, stick / "book-backups")) == 1


def test_numbers_go_on_where_the_first_folder_was_lost(book: Book, tmp_path: Path) -> None:
    """B2"""
    stick = tmp_path / "stick"
    stick.mkdir()
    _add(book)
    for number in range(3):
        backup.take_if_changed(book.path, book.db, TODAY + timedelta(number), str(stick))
        _add(book)
    for found in backup.listed(book.path):
        found.path.unlink()
    backup.take_if_changed(book.path, book.db, TODAY + timedelta(9), str(stick))
    assert [found.number for found in backup.listed(book.path)] == [4]


def test_whether_all_is_on_one_disk_is_told(book: Book, tmp_path: Path) -> None:
    assert backup.all_on_one_disk(book.path, "")
    assert backup.all_on_one_disk(book.path, str(tmp_path))
    assert backup.all_on_one_disk(book.path, str(tmp_path / "not there"))
    own = tmp_path.stat().st_dev
    others = (place for place in map(Path, ("/dev/shm", "/proc")) if place.is_dir() and place.stat().st_dev != own)
    elsewhere = next(others, None)
    if elsewhere is None:
        pytest.skip("this machine has no second file system to look at")
    assert not backup.all_on_one_disk(book.path, str(elsewhere))


def test_a_backup_tells_the_minute_in_its_name(book: Book) -> None:
    before = clock.now().replace(second=0, microsecond=0)
    backup.take(book.path, book.db, "by-hand")
    (taken,) = backup.listed(book.path)
    assert taken.at is not None
    assert before <= datetime.combine(taken.day, taken.at) <= clock.now()
    assert f"-2026-11-25-{taken.at:%H%M}-by-hand.db" in taken.path.name


def test_backups_whose_names_tell_no_time_are_listed_numbered_and_thinned_with_the_others(book: Book) -> None:
    """B2: a first carebook named them by day alone."""
    _lay_out(book.path, [5, 5, 1])
    backup.take(book.path, book.db, "by-hand")
    listed = backup.listed(book.path)
    assert [(found.number, found.at is None) for found in listed] == [(4, False), (3, True), (2, True), (1, True)]
    backup.thin(book.path, TODAY)
    assert [found.number for found in backup.listed(book.path)] == [4, 3, 2]


def test_a_time_that_is_none_makes_no_backup(tmp_path: Path) -> None:
    path = tmp_path / "book.db"
    _lay_out(path, [0])
    odd = backup.folder_of(path) / "book-000002-2026-11-25-9999-daily.db"
    odd.write_text("mine")
    (backup.folder_of(path) / f"{odd.name}.sha256").write_text("mine")
    assert [found.number for found in backup.listed(path)] == [1]
