"""One program writes a book at a time; the second is told who and since when, and may look (S3)."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from carebook.book.book import Book
from carebook.book.refusals import BookLocked, NotSaved, ReadOnly

TODAY = date(2026, 11, 25)
_ADD = "INSERT INTO customer (name, entered_on) VALUES (?, '2026-11-25')"
_HOLDER = """
import sys
from pathlib import Path
from carebook.book.book import Book
with Book.open(Path(sys.argv[1]), write=True):
    print("open", flush=True)
    sys.stdin.readline()
"""


@contextmanager
def _another_program(path: Path) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-c", _HOLDER, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == "open\n"
        try:
            yield program
        finally:
            program.kill()


def test_the_second_program_is_told_who_holds_the_book_since_when(
    book_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CAREBOOK_TODAY", "2026-11-25")
    with _another_program(book_path) as program:
        with pytest.raises(BookLocked) as told:
            Book.open(book_path, write=True)
        assert f"process {program.pid}, since " in str(told.value)
        assert "on 25 Nov 2026" in str(told.value)


def test_readers_work_while_another_program_writes(book_path: Path) -> None:
    with _another_program(book_path), Book.open(book_path, write=False) as book:
        assert book.db.execute("SELECT owner FROM shop").fetchall() == [("Rosie Bell",)]


def test_a_writer_waits_for_the_book(book_path: Path) -> None:
    with _another_program(book_path) as program:
        threading.Timer(0.3, lambda: print(file=program.stdin, flush=True)).start()
        start = time.monotonic()
        with Book.open(book_path, write=True, wait=5.0) as book:
            assert not book.ended_badly
        assert 0.1 < time.monotonic() - start < 4


def test_a_writer_does_not_wait_for_ever(book_path: Path) -> None:
    with _another_program(book_path):
        start = time.monotonic()
        with pytest.raises(BookLocked):
            Book.open(book_path, write=True, wait=0.3)
        assert 0.25 < time.monotonic() - start < 2


def test_a_kill_frees_the_book(book_path: Path) -> None:
    with _another_program(book_path) as program:
        program.kill()
        program.wait()
        with Book.open(book_path, write=True) as book:
            assert book.ended_badly


def test_a_book_given_back_is_free_at_once_and_ended_well(book_path: Path) -> None:
    for _ in range(2):
        with Book.open(book_path, write=True) as book:
            assert not book.ended_badly


def test_fifty_races_of_two_writing_connections_lose_nothing(book: Book) -> None:
    failed: list[BaseException] = []
    together = threading.Barrier(2)

    def work() -> None:
        try:
            with book.twin() as twin:
                for number in range(50):
                    together.wait(10)
                    with twin.act("Added by the twin", TODAY):
                        twin.db.execute(_ADD, [f"twin {number}"])
        except BaseException as error:  # told to the test, whose thread this is not
            failed.append(error)
            together.abort()

    worker = threading.Thread(target=work)
    worker.start()
    for number in range(50):
        together.wait(10)
        with book.act("Added", TODAY):
            book.db.execute(_ADD, [f"book {number}"])
    worker.join()
    assert failed == []
    assert book.db.execute("SELECT count(*), (SELECT count(*) FROM action) FROM customer").fetchone() == (100, 100)


def test_a_reader_that_holds_a_query_open_delays_a_write_that_then_fails_whole(book: Book) -> None:
    book.db.execute("PRAGMA busy_timeout = 100")
    with Book.open(book.path, write=False) as reader:
        query = reader.db.execute("SELECT name FROM sqlite_master")
        query.fetchone()
        with pytest.raises(NotSaved, match="another program is busy"), book.act("Added", TODAY):
            book.db.execute(_ADD, ["Ann"])
        query.close()
    assert book.next_undo() is None
    with book.act("Added", TODAY):
        book.db.execute(_ADD, ["Ann"])
    assert book.next_undo() == "Added"


def test_a_file_of_the_owners_that_has_the_locks_name_is_left_alone(book_path: Path) -> None:
    """X4"""
    other = book_path.with_name("book.db.lock")
    Book.create(other)
    before = other.read_bytes()
    with pytest.raises(ReadOnly, match=r"book\.db\.lock is in the way"):
        Book.open(book_path, write=True)
    assert other.read_bytes() == before


def test_zeros_that_a_power_cut_left_in_the_lock_are_a_bad_end(book_path: Path) -> None:
    """S7"""
    book_path.with_name("book.db.lock").write_bytes(bytes(60))
    with Book.open(book_path, write=True) as book:
        assert book.ended_badly


def test_with_no_room_for_the_locks_text_the_book_may_still_be_looked_at(book_path: Path) -> None:
    """S4"""
    program = [
        "import resource, signal, sys",
        "from carebook.cli.program import run",
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)",
        "resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))",
        f"sys.exit(run(['check', {str(book_path)!r}]))",
    ]
    done = subprocess.run([sys.executable, "-c", "\n".join(program)], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert "is whole" in done.stdout
