"""Killed at random moments of every kind of write: nothing confirmed is lost, nothing is torn (S1, S2, S9, B1)."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest
from writer import ADD, TODAY, digest

from carebook.book import backup, check
from carebook.book.book import Book
from carebook.book.refusals import DoneBefore
from carebook.book.restore import restore

KILLS = int(os.environ.get("CAREBOOK_FAULTS", "40"))
_WRITER = Path(__file__).with_name("writer.py")


def _run_and_kill(program: list[str], seconds: float) -> list[list[str]]:
    """Start a program, kill it so long after its first line, and return the words of its whole lines."""
    with subprocess.Popen([sys.executable, *program], stdout=subprocess.PIPE, text=True) as run:
        assert run.stdout is not None
        first = run.stdout.readline()
        time.sleep(seconds)
        assert run.poll() is None, "it ended by itself"
        run.kill()
        rest = run.stdout.read()
    return [line.split() for line in (first + rest).splitlines(keepends=True) if line.endswith("\n")]


def _confirmed_and_coming(lines: list[list[str]]) -> tuple[str, list[str]]:
    """Return what the book held at the last confirmation, and the last line that told what it would hold next."""
    confirmed, coming = "", lines[0]
    for line in lines:
        if line[0] == "will":
            coming = line
        else:
            confirmed = coming[3]
    return confirmed, coming


def _repeat(book: Book, token: str) -> None:
    with suppress(DoneBefore), book.act("add", TODAY, token=token):
        book.db.execute(ADD, [token, ""])


@pytest.fixture(scope="module")
def battered(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A book, and what it held before it was written to and killed time and again."""
    path = tmp_path_factory.mktemp("killed") / "book.db"
    Book.create(path)
    with Book.open(path, write=True) as book:
        return path, digest(book)


@pytest.mark.parametrize("seed", range(KILLS))
def test_nothing_confirmed_is_lost_by_a_kill(battered: tuple[Path, str], seed: int) -> None:
    """S1, S2: the lock is free, the book whole, and the killed action done again stands in it once."""
    path, _ = battered
    lines = _run_and_kill([str(_WRITER), str(path), str(seed)], random.Random(seed).uniform(0, 0.15))
    confirmed, coming = _confirmed_and_coming(lines)
    with Book.open(path, write=True) as book:
        assert digest(book) in (confirmed, coming[3])
        assert check.full(book.db) == []
        assert book.ended_badly
        if coming[1] == "add":
            _repeat(book, coming[2])
            _repeat(book, coming[2])
            count = book.db.execute("SELECT count(*) FROM customer WHERE name = ?", [coming[2]])
            assert count.fetchone() == (1,)
    backups = backup.listed(path)
    assert all(found.is_whole() for found in backups)
    for found in backups[1:]:
        found.path.unlink()


def test_undo_is_still_exact_after_all_the_kills(battered: tuple[Path, str]) -> None:
    """S9"""
    path, first = battered
    with Book.open(path, write=True) as book:
        last = digest(book)
        undone = 0
        while book.next_undo():
            book.undo(TODAY)
            undone += 1
        assert digest(book) == first
        for _ in range(undone):
            book.redo(TODAY)
        assert digest(book) == last
        assert check.full(book.db) == []


_RESTORING = """
import sys
from pathlib import Path
from carebook.book.restore import restore
path = Path(sys.argv[1])
while True:
    print(restore(path).kept, flush=True)
"""


@pytest.mark.parametrize("seed", range(max(KILLS // 8, 5)))
def test_a_killed_restore_leaves_a_whole_book(book_path: Path, seed: int) -> None:
    """B3"""
    with Book.open(book_path, write=True) as book:
        with book.act("Imported", TODAY):
            book.db.executemany(ADD, [[f"Customer {number}", "a note " * 50] for number in range(2000)])
        backup.take(book.path, book.db, "by-hand")
        expected = digest(book)
    _run_and_kill(["-c", _RESTORING, str(book_path)], random.Random(seed).uniform(0, 0.1))
    with Book.open(book_path, write=True) as book:
        assert digest(book) == expected
        assert check.full(book.db) == []
    restore(book_path)
    assert not list(book_path.parent.glob(".*"))
