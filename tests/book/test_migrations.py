"""Migrations: a verified backup first, then old or new and never between (S8)."""

from __future__ import annotations

import hashlib
import signal
import sqlite3
import subprocess
import sys
import textwrap
from contextlib import closing
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest

from carebook.book import backup, check, journal, seal, search
from carebook.book.book import Book
from carebook.book.connection import connect
from carebook.book.migrations import STEPS, _run, migrate
from carebook.book.refusals import NotABook, NotSaved
from carebook.book.schema import APPLICATION_ID, VERSION
from carebook.book.steps import complaints, first, referrals, retention, writing

TODAY = date(2026, 11, 25)


def _second_step(db: sqlite3.Connection) -> None:
    """Make a table that others belong to anew, as a real step might."""
    db.execute("ALTER TABLE customer ADD COLUMN nickname TEXT NOT NULL DEFAULT ''")
    db.execute("CREATE TABLE copy AS SELECT * FROM closed_day")
    db.execute("DROP TABLE closed_day")
    db.execute("ALTER TABLE copy RENAME TO closed_day")


def _failing_step(db: sqlite3.Connection) -> None:
    _second_step(db)
    db.execute("INSERT INTO tag (customer_id, name) VALUES (99, 'of nobody')")


@pytest.fixture
def path(book_path: Path) -> Path:
    """A closed book of today's version."""
    with Book.open(book_path, write=True) as book, book.act("Added", TODAY):
        book.db.execute("INSERT INTO customer (name, entered_on) VALUES ('Ann', '2026-11-25')")
        book.db.execute("INSERT INTO tag (customer_id, name) VALUES (1, 'x')")
    return book_path


def _version(path: Path) -> int:
    with closing(connect(path, write=False)) as db:
        return int(db.execute("PRAGMA user_version").fetchone()[0])


def test_a_step_is_taken_after_a_verified_backup_and_the_older_program_refuses_the_book(path: Path) -> None:
    before = path.read_bytes()
    with closing(connect(path, write=True)) as db:
        migrate(path, db, (*STEPS, _second_step))
        assert db.execute("SELECT nickname FROM customer").fetchall() == [("",)]
        assert db.execute("PRAGMA foreign_keys").fetchone() == (1,)
    assert _version(path) == len(STEPS) + 1
    (taken,) = backup.listed(path)
    assert taken.reason == "before-migration"
    assert taken.is_whole()
    with pytest.raises(NotABook, match="newer carebook"):
        Book.open(path, write=True)
    assert len(taken.path.read_bytes()) == len(before)
    with Book.open(taken.path, write=False) as old:
        assert check.full(old.db) == []


def test_a_step_that_fails_leaves_the_old_book(path: Path) -> None:
    with Book.open(path, write=False) as book:
        before = journal.dump(book.db)
    with closing(connect(path, write=True)) as db, pytest.raises(NotSaved, match="could not be brought up to date"):
        migrate(path, db, (*STEPS, _failing_step))
    with Book.open(path, write=True) as book:
        assert journal.dump(book.db) == before
        assert check.full(book.db) == []


def test_where_no_backup_can_be_made_no_step_is_taken(path: Path) -> None:
    backup.folder_of(path).write_text("a file in the place of the folder")
    with closing(connect(path, write=True)) as db, pytest.raises(backup.CannotWrite):
        migrate(path, db, (*STEPS, _second_step))
    assert _version(path) == len(STEPS)


@pytest.mark.parametrize("moment", ["in the step", "before the commit"])
def test_a_migration_killed_in_the_middle_leaves_the_old_book(path: Path, moment: str) -> None:
    program = """
        import os, signal, sys
        from pathlib import Path
        from carebook.book.connection import connect
        from carebook.book.migrations import STEPS, _run, migrate

        def step(db):
            db.execute("PRAGMA cache_size = 1")
            db.execute("ALTER TABLE customer ADD COLUMN nickname TEXT NOT NULL DEFAULT ''")
            db.execute("UPDATE customer SET name = 'torn'")
            db.execute("CREATE TABLE big AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 20000)"
                       " SELECT i, hex(randomblob(50)) FROM n")
            if sys.argv[2] == "in the step":
                os.kill(os.getpid(), signal.SIGKILL)

        def last(db):
            os.kill(os.getpid(), signal.SIGKILL)

        path = Path(sys.argv[1])
        migrate(path, connect(path, write=True), (*STEPS, step, last))
    """
    with Book.open(path, write=False) as book:
        before = journal.dump(book.db)
    command = [sys.executable, "-c", textwrap.dedent(program), str(path), moment]
    done = subprocess.run(command, check=False)
    assert done.returncode == -signal.SIGKILL
    assert path.with_name("book.db-journal").exists(), "the kill came too early to mean anything"
    with Book.open(path, write=False) as book:
        assert journal.dump(book.db) == before
        assert check.full(book.db) == []
    assert backup.listed(path)[0].is_whole()


RELEASED = {
    first: "55762940b41c5102",
    complaints: "c328d17eda59511b",
    retention: "38ede8c1df33f8e4",
    referrals: "237b2a980582bc52",
    writing: "d0813c01dc187db0",
}
"""The checksum of what each released step says; a released step never changes, a new one follows it."""


@pytest.mark.parametrize("step", RELEASED, ids=lambda step: step.__name__.rpartition(".")[2])
def test_a_released_step_says_what_it_said(step: ModuleType) -> None:
    """S8"""
    assert hashlib.sha256("\n".join(step.statements()).encode()).hexdigest()[:16] == RELEASED[step]


def test_every_step_is_held_against_its_checksum() -> None:
    """S8"""
    assert len(RELEASED) == len(STEPS) == VERSION


def test_a_book_of_the_first_version_is_brought_up_to_date_and_is_as_a_new_one(tmp_path: Path) -> None:
    """S8: an old book with customers and letters in it, opened by today's program."""
    path = tmp_path / "old.db"
    with closing(sqlite3.connect(path)) as db:
        db.create_function("sorts_as", 1, search.sorts_as, deterministic=True)
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        _run(db, STEPS[:1])
        db.execute("INSERT INTO customer (name, entered_on) VALUES ('Ann', '2026-11-25')")
        search.rebuild(db)
        seal.make(db)
        db.commit()
    path.chmod(0o600)
    with Book.open(path, write=True) as book:
        assert check.full(book.db) == []
        assert book.db.execute("SELECT name FROM customer").fetchall() == [("Ann",)]
    assert _version(path) == VERSION
    assert backup.listed(path)[0].reason == "before-migration"
