"""The book: opening it, and the one write path, `with book.act("Marked 3 letters sent", today):` (S1-S6, S9)."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from types import TracebackType

from carebook.book import journal, seal, search
from carebook.book.change import Change, Follower
from carebook.book.connection import connect, open_book, refuse_strangers, resolved
from carebook.book.files import new_file
from carebook.book.keeping import CHECKED_ON, keep
from carebook.book.lock import WriterLock
from carebook.book.refusals import BookMoved, DoneBefore, NothingToUndo, NotSaved, ReadOnly
from carebook.book.schema import VERSION


class Act:
    """An action under way."""

    def __init__(self, db: sqlite3.Connection, number: int) -> None:
        """Begin the action of this number."""
        self.db = db
        self.number = number
        self.label: str | None = None
        self._change: Change | None = None

    @property
    def change(self) -> Change:
        """What was touched; to be asked for after the action."""
        if self._change is None:
            raise RuntimeError("the action is not finished")
        return self._change

    def finish(self, change: Change) -> None:
        """Note what was touched."""
        self._change = change


class Book:
    """An open book. `db` is for reading; writing goes through `act`, `undo` and `redo`."""

    def __init__(
        self, path: Path, db: sqlite3.Connection, lock: WriterLock | None, followers: Sequence[Follower]
    ) -> None:
        """Take over an open connection; with the writer's lock the book may be written."""
        self.path = path
        self.db = db
        self._lock = lock
        self._followers = tuple(followers)
        self._seat = self._where()
        self._borrows_lock = False
        self._sealed = self._journalled = False

    @classmethod
    def open(cls, path: Path, *, write: bool, followers: Sequence[Follower] = (), wait: float = 0.0) -> Book:
        """Open a book; for writing, wait so many seconds for the lock. Raises a Refusal that says what is wrong."""
        path = resolved(path)
        if not write:
            return cls(path, open_book(path, write=False), None, ())
        refuse_strangers(path)  # before anything is made beside it
        lock = WriterLock(path, wait=wait)
        try:
            db = open_book(path, write=True)
            if db.execute("PRAGMA user_version").fetchone()[0] < VERSION:
                from carebook.book.migrations import migrate

                migrate(path, db)
            return cls(path, db, lock, followers)
        except BaseException:
            lock.release()
            raise

    @classmethod
    def create(cls, path: Path) -> None:
        """Make an empty book, whole or not at all; raise PathTaken where something is there already (X4)."""
        from carebook.book.migrations import make

        with new_file(path) as part:
            db = connect(part, write=True)
            try:
                make(db)
            finally:
                db.close()

    def twin(self) -> Book:
        """Open the same book once more, for a worker thread; it writes under this one's lock."""
        twin = Book(self.path, connect(self.path, write=self.writable), self._lock, self._followers)
        twin._seat, twin._borrows_lock = self._seat, True
        return twin

    @property
    def writable(self) -> bool:
        """Tell whether this program may write the book."""
        return self._lock is not None

    @property
    def ended_badly(self) -> bool:
        """Tell whether the last program to write this book was cut off (S7: then all of it is checked)."""
        return self._lock is not None and self._lock.ended_badly

    def note_checked(self, today: date) -> None:
        """Remember that all of the book was found whole (S7)."""
        with self.writing():
            keep(self.db, CHECKED_ON, today)
        if self._lock:
            self._lock.ended_badly = False

    def close(self) -> None:
        """Close the file and give the lock back, unless it is a twin's."""
        self.db.close()
        if self._lock and not self._borrows_lock:
            self._lock.release()
        self._lock = None

    def __enter__(self) -> Book:
        """Lend the open book."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the book, however its use ended."""
        self.close()

    def _where(self) -> tuple[int, int] | None:
        try:
            seat = self.path.stat()
        except OSError:
            return None
        return seat.st_dev, seat.st_ino

    @contextmanager
    def writing(self, *, journalled: bool = False) -> Iterator[None]:
        """Hold a write transaction: all of it is saved, or none (S1, S4); an action's is journalled."""
        if not self.writable:
            raise ReadOnly("this book is open for looking only.")
        if self._where() != self._seat:
            raise BookMoved(self.path)
        self._watch(journalled=journalled)
        try:
            self.db.execute("BEGIN IMMEDIATE")
            yield
            if self._where() != self._seat:
                raise BookMoved(self.path)
            self.db.execute("COMMIT")
        except BaseException as error:
            with suppress(sqlite3.Error):
                self.db.execute("ROLLBACK")
            if isinstance(error, sqlite3.DatabaseError) and _name(error).startswith(_REFUSED_BY_DISK):
                raise NotSaved(self.path, _sentence(error)) from error
            raise

    def _watch(self, *, journalled: bool) -> None:
        """Make the triggers of a connection before its first write and its first action: they take time and memory."""
        if not self._sealed:
            journal.lay(self.db)
            seal.install(self.db)
            self._sealed = True
        if journalled and not self._journalled:
            journal.install(self.db)
            self._journalled = True

    @contextmanager
    def act(self, label: str, today: date, *, token: str | None = None) -> Iterator[Act]:
        """Do one undoable action: journal it, let the followers follow, keep the search index, save.

        An action that changed nothing leaves no trace. One whose token is in the book already raises DoneBefore and
        adds nothing (S2).
        """
        with self.writing(journalled=True):
            self._refuse_repeat(token)
            number = self.db.execute(
                "INSERT INTO action (label, made_on, token) VALUES (?, ?, ?)", [label, today.isoformat(), token]
            ).lastrowid
            act = Act(self.db, number or 0)
            self.db.execute("INSERT INTO temp.acting (action_id) VALUES (?)", [number])
            try:
                yield act
                label = act.label or label
                act.finish(self._settle(act.number, label, today))
            finally:
                with suppress(sqlite3.Error):
                    self.db.execute("DELETE FROM temp.acting")
            if act.change.touched:
                journal.forget_undone(self.db)
                self.db.execute("UPDATE action SET label = ? WHERE id = ?", [label, number])
            else:
                self.db.execute("DELETE FROM action WHERE id = ?", [number])

    def _refuse_repeat(self, token: str | None) -> None:
        row = self.db.execute("SELECT label, state FROM action WHERE token = ?", [token]).fetchone()
        if row:
            raise DoneBefore(row[0], undone=row[1] == "undone")

    def _settle(self, number: int, label: str, today: date) -> Change:
        """Let the followers and the search index catch up with an action; say what it touched."""
        self.db.execute("DELETE FROM temp.touched")
        journal.gather_touched(self.db, number)
        change = Change(number, label, journal.touched_rows(self.db, number))
        for follow in self._followers:
            follow(self.db, change, today)
        if change.touches("customer", "member"):
            search.refresh(self.db)
        return Change(number, label, journal.touched_rows(self.db, number)) if self._followers else change

    def undo(self, today: date) -> Change:
        """Take back the newest action, whichever program did it (S9)."""
        return self._step("undo", "SELECT max(id) FROM action WHERE state = 'done'", today)

    def redo(self, today: date) -> Change:
        """Do again what was taken back last."""
        return self._step("redo", "SELECT min(id) FROM action WHERE state = 'undone'", today)

    def _step(self, word: str, which: str, today: date) -> Change:
        with self.writing():
            number = self.db.execute(which).fetchone()[0]
            if number is None:
                raise NothingToUndo(word)
            label = self.db.execute("SELECT label FROM action WHERE id = ?", [number]).fetchone()[0]
            self.db.execute("PRAGMA defer_foreign_keys = ON")
            self.db.execute("DELETE FROM temp.touched")
            if word == "undo":
                journal.gather_touched(self.db, number)
                journal.take_back(self.db, number)
            else:
                journal.do_again(self.db, number)
                journal.gather_touched(self.db, number)
            state = "undone" if word == "undo" else "done"
            self.db.execute("UPDATE action SET state = ? WHERE id = ?", [state, number])
            change = Change(number, label, journal.touched_rows(self.db, number))
            for follow in self._followers:
                follow(self.db, change, today)
            search.refresh(self.db)
        return change

    def next_undo(self) -> str | None:
        """Name the action that undo would take back."""
        row = self.db.execute("SELECT label FROM action WHERE state = 'done' ORDER BY id DESC LIMIT 1").fetchone()
        return row[0] if row else None

    def last_day(self) -> date | None:
        """Return the day of the newest entry that stands, by which a clock that is behind is known (D3)."""
        row = self.db.execute("SELECT max(made_on) FROM action WHERE state = 'done'").fetchone()
        return date.fromisoformat(row[0]) if row[0] else None


_REFUSED_BY_DISK = tuple(
    f"SQLITE_{word}" for word in ("FULL", "BUSY", "READONLY", "IOERR", "CANTOPEN", "CORRUPT", "NOTADB", "PROTOCOL")
)


def _name(error: sqlite3.DatabaseError) -> str:
    """Return SQLite's name of an error; Python's own errors of this class have none."""
    return getattr(error, "sqlite_errorname", "")


def _sentence(error: sqlite3.DatabaseError) -> str:
    """Say in the owner's words why SQLite could not write."""
    name = _name(error)
    if name.startswith("SQLITE_FULL"):
        return "the disk is full. Make room, then do it again."
    if name.startswith("SQLITE_BUSY"):
        return "another program is busy with the book. Wait a moment, then do it again."
    if name.startswith("SQLITE_READONLY"):
        return "the file or its folder may only be read. Allow writing, then do it again."
    if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
        return "the book is damaged. Restore a backup."
    return f"the disk answered with an error ({error}). Look whether it is still there and has room."
