"""new, backup, restore, check: the book as a whole."""

from __future__ import annotations

import os
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest
from commands import carebook

from carebook.book.book import Book
from carebook.shop.store import save_shop, shop


def test_new_makes_an_empty_book_of_the_shop(tmp_path: Path) -> None:
    path = tmp_path / "rosie.db"
    answer = carebook("new", path, "--shop", "Rosie's", "--owner", "Rosie Bell", "--country", "GB")
    assert answer.code == 0
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with Book.open(path, write=False) as book:
        made = shop(book.db)
    assert (made.name, made.owner, made.country, made.currency, made.language) == (
        "Rosie's",
        "Rosie Bell",
        "GB",
        "GBP",
        "en",
    )


def test_new_without_a_country_is_a_shop_in_the_us(tmp_path: Path) -> None:
    carebook("new", tmp_path / "a.db", "--shop", "A")
    with Book.open(tmp_path / "a.db", write=False) as book:
        assert (shop(book.db).country, shop(book.db).currency) == ("US", "USD")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--shop", " "], "name is needed"),
        (["--shop", "A", "--country", "Atlantis"], "Atlantis"),
        (["--shop", "A", "--currency", "shells"], "shells"),
        (["--shop", "A", "--language", "Elvish"], "Elvish"),
    ],
    ids=["no name", "no such country", "no such currency", "no such language"],
)
def test_new_refuses_what_cannot_be_so_and_makes_nothing(tmp_path: Path, options: list[str], said: str) -> None:
    answer = carebook("new", tmp_path / "a.db", *options)
    assert answer.code == 1
    assert said in answer.err
    assert list(tmp_path.glob("a.db*")) == []


def test_new_never_writes_over_anything(tmp_path: Path) -> None:
    """X4."""
    path = tmp_path / "a.db"
    path.write_text("mine")
    assert carebook("new", path, "--shop", "A").code == 1
    assert path.read_text() == "mine"
    (tmp_path / "link.db").symlink_to(tmp_path / "nowhere.db")
    assert carebook("new", tmp_path / "link.db", "--shop", "A").code == 1


def test_backup_goes_beside_the_book_or_where_it_is_told(morning: Path, tmp_path: Path) -> None:
    """B1."""
    assert carebook("backup", morning).code == 0
    assert len(list((tmp_path / "book-backups").glob("*by-hand.db"))) == 1
    assert carebook("backup", morning, "--out", tmp_path / "mine.db").code == 0
    with Book.open(tmp_path / "mine.db", write=False) as copy:
        assert copy.db.execute("SELECT count(*) FROM customer").fetchone()[0] == 5
    assert len(list((tmp_path / "book-backups").glob("*by-hand.db"))) == 1
    (tmp_path / "stick").mkdir()
    carebook("backup", morning, "--out", tmp_path / "stick")
    assert len(list((tmp_path / "stick").glob("*.db"))) == 1


def test_backup_never_writes_over_a_file(morning: Path, tmp_path: Path) -> None:
    """X4."""
    (tmp_path / "mine.txt").write_text("mine")
    assert carebook("backup", morning, "--out", tmp_path / "mine.txt").code == 1
    assert (tmp_path / "mine.txt").read_text() == "mine"


def test_backup_works_while_the_screen_is_open(morning: Path) -> None:
    with Book.open(morning, write=True):
        assert carebook("backup", morning).code == 0


def test_restore_puts_the_newest_backup_back_and_keeps_what_it_replaced(morning: Path, tmp_path: Path) -> None:
    """B3."""
    before = carebook("review", morning, "--json").out
    carebook("backup", morning)
    carebook("undo", morning)
    answer = carebook("restore", morning)
    assert answer.code == 0
    assert carebook("review", morning, "--json").out == before
    assert "book-replaced-2026-11-25.db" in answer.out
    assert (tmp_path / "book-replaced-2026-11-25.db").is_file()


def _name_second_folder(path: Path, folder: Path) -> None:
    with Book.open(path, write=True) as book, book.act("Chose a folder", book.last_day()):
        save_shop(book.db, shop(book.db)._replace(second_backup_folder=str(folder)))


def _second_folder(path: Path) -> str:
    with Book.open(path, write=False) as book:
        return shop(book.db).second_backup_folder


def test_the_second_folder_outlives_a_restore_and_what_was_replaced_is_kept(morning: Path, tmp_path: Path) -> None:
    """B3: it tells of this machine, not of the past."""
    carebook("backup", morning)
    _name_second_folder(morning, tmp_path / "stick")
    replaced = morning.read_bytes()
    assert carebook("restore", morning).code == 0
    assert _second_folder(morning) == str(tmp_path / "stick")
    assert (tmp_path / "book-replaced-2026-11-25.db").read_bytes() == replaced
    assert carebook("check", morning).code == 0
    assert len(list((tmp_path / "book-backups").glob("*.db"))) == 1


def test_a_half_written_book_is_replaced_and_kept_as_it_was_found(morning: Path, tmp_path: Path) -> None:
    """B3."""
    carebook("backup", morning)
    morning.with_name("book.db-journal").write_bytes(b"half a write")
    assert carebook("restore", morning).code == 0
    assert (tmp_path / "book-replaced-2026-11-25.db-journal").read_bytes() == b"half a write"


def test_what_is_no_book_is_restored_as_well(morning: Path) -> None:
    carebook("backup", morning)
    for content in (b"", b"some text" * 999):
        morning.write_bytes(content)
        assert carebook("restore", morning).code == 0
        assert carebook("check", morning).code == 0


def test_a_folder_that_is_the_same_leaves_the_restored_book_as_it_was(morning: Path, tmp_path: Path) -> None:
    carebook("backup", morning)
    (made,) = (tmp_path / "book-backups").glob("*.db")
    carebook("restore", morning)
    assert morning.read_bytes() == made.read_bytes()


def test_what_a_damaged_book_says_of_the_folder_is_not_relied_on(morning: Path, tmp_path: Path) -> None:
    """B3, S7."""
    _name_second_folder(morning, tmp_path / "stick")
    carebook("backup", morning)
    with closing(sqlite3.connect(morning)) as db:
        db.execute("UPDATE shop SET second_backup_folder = 'elsewhere'")
        db.commit()
    assert carebook("restore", morning).code == 0
    assert _second_folder(morning) == str(tmp_path / "stick")


def test_what_a_killed_restore_left_is_taken_away_by_the_next_command_that_writes(morning: Path) -> None:
    left = morning.with_name(".book.db.999999999.part")
    journal = morning.with_name(".book.db.999999999.part-journal")
    at_work = morning.with_name(f".book.db.{os.getpid()}.part")
    others = morning.with_name(".other.db.999999999.part")
    for file in (left, journal, at_work, others):
        file.write_text("half a book")
    carebook("undo", morning)
    assert [file.exists() for file in (left, journal, at_work, others)] == [False, False, True, True]


def test_a_shop_that_only_uses_commands_gets_its_weekly_check_too(morning: Path) -> None:
    """S7: what it finds is said beside the answer, which stays the same."""
    assert carebook("undo", morning, today="2026-11-26").err == ""
    with Book.open(morning, write=True) as book:
        for label, change in (("Forged", "taken = 1"), ("Named", "name = 'B'"), ("Named again", "name = 'C'")):
            with book.act(label, book.last_day()):
                book.db.execute(f"UPDATE customer SET {change} WHERE id = 1")
    assert carebook("undo", morning, today="2026-12-02").err == ""
    assert carebook("review", morning, today="2026-12-03").err == ""
    found = carebook("undo", morning, today="2026-12-03")
    assert found.code == 0
    assert found.err.count("\n") == 1
    assert found.err.endswith(f"Look closer with: carebook check {morning}\n")


def test_restore_brings_back_a_book_that_is_gone(morning: Path) -> None:
    carebook("backup", morning)
    morning.unlink()
    assert carebook("restore", morning).code == 0
    assert carebook("check", morning).code == 0


def test_restore_without_a_backup_is_refused(book_path: Path) -> None:
    answer = carebook("restore", book_path)
    assert answer.code == 1
    assert "no whole backup" in answer.err


def test_check_finds_a_whole_book_whole(morning: Path) -> None:
    """S7."""
    assert carebook("check", morning, "--json").json == {"ok": True, "findings": []}
    assert carebook("check", morning).code == 0


def test_check_lists_what_is_wrong_with_advice(morning: Path) -> None:
    """S7: the customers' own sums."""
    with Book.open(morning, write=True) as book, book.act("Forged", book.last_day()):
        book.db.execute("UPDATE customer SET taken = 1 WHERE id = 1")
    answer = carebook("check", morning, "--json")
    assert answer.code == 1
    assert answer.json["ok"] is False
    assert list(answer.json["findings"][0]) == ["what", "where", "advice"]
    assert answer.json["findings"][0]["where"] == "customer #1"
