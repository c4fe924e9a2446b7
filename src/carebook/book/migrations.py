"""From an empty file to today's schema in numbered steps, each book once, old or new and never between (S8)."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from carebook.book import seal
from carebook.book.refusals import NotSaved
from carebook.book.schema import APPLICATION_ID
from carebook.book.steps import complaints, first, referrals, retention, writing

Step = Callable[[sqlite3.Connection], None]


def _of(statements: Callable[[], list[str]]) -> Step:
    """Make a step of what says its statements."""

    def step(db: sqlite3.Connection) -> None:
        for statement in statements():
            db.execute(statement)

    return step


STEPS: tuple[Step, ...] = (
    *(_of(first.statements), _of(complaints.statements)),
    *(_of(retention.statements), _of(referrals.statements), _of(writing.statements)),
)
"""Step n brings a book of version n - 1 to version n. A step once released is never changed."""


def make(db: sqlite3.Connection) -> None:
    """Turn an empty file into an empty book; raises sqlite3.Error on a full disk."""
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    _run(db, STEPS)


def migrate(path: Path, db: sqlite3.Connection, steps: Sequence[Step] = STEPS) -> None:
    """Bring an older book up to date, after a backup that was read back."""
    from carebook.book.backup import take

    take(path, db, "before-migration")
    try:
        _run(db, steps)
    except sqlite3.DatabaseError as error:
        raise NotSaved(path, f"the book could not be brought up to date ({error}).") from error


def _run(db: sqlite3.Connection, steps: Sequence[Step]) -> None:
    """Take the missing steps in one transaction; references are checked at its end, so a table can be made anew."""
    db.execute("PRAGMA foreign_keys = OFF")
    version = db.execute("PRAGMA user_version").fetchone()[0]
    db.execute("BEGIN IMMEDIATE")
    try:
        for step in steps[version:]:
            step(db)
        db.execute(f"PRAGMA user_version = {len(steps)}")
        broken = db.execute("PRAGMA foreign_key_check").fetchone()
        if broken:
            raise sqlite3.IntegrityError(f"a row of {broken[0]} lost what it belongs to")
        seal.make(db)
        db.execute("COMMIT")
    except BaseException:
        with suppress(sqlite3.Error):
            db.execute("ROLLBACK")
        raise
    finally:
        db.execute("PRAGMA foreign_keys = ON")
