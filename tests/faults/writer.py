"""A program that does all that a book can be told, without end, and says with each deed what the book then holds.

`will KIND TOKEN DIGEST` comes before the commit, `done` after it: whoever kills it knows which two states may be found.
"""

from __future__ import annotations

import hashlib
import random
import sys
from datetime import date
from pathlib import Path

from carebook.book import backup, journal
from carebook.book.book import Book

TODAY = date(2026, 11, 25)
ADD = "INSERT INTO customer (name, note, entered_on) VALUES (?, ?, '2026-11-25')"


def digest(book: Book) -> str:
    return hashlib.sha256(repr(journal.dump(book.db)).encode()).hexdigest()


class Writer:
    """One run over a book; it takes back only what it did itself, because of that it knows what comes back."""

    def __init__(self, book: Book, seed: int) -> None:
        self.book = book
        self.chance = random.Random(seed)
        self.past: list[str] = []
        self.future: list[str] = []
        self.now = digest(book)

    def run(self) -> None:
        number = 0
        kinds = [self.add, self.add, self.change, self.bulk, self.delete, self.undo, self.undo, self.redo, self.back_up]
        while True:
            number += 1
            token = f"{self.chance.random()}-{number}"
            self.chance.choice(kinds)(token)
            sys.stdout.write("done\n")
            sys.stdout.flush()

    def _will(self, kind: str, token: str, after: str) -> None:
        sys.stdout.write(f"will {kind} {token} {after}\n")
        sys.stdout.flush()

    def _act(self, kind: str, token: str, *deeds: tuple[str, list[object]]) -> None:
        with self.book.act(kind, TODAY, token=token) as act:
            for sql, values in deeds:
                self.book.db.execute(sql, values)
            after = digest(self.book)
            self._will(kind, token, after)
        if act.change.touched:
            self.past.append(self.now)
            self.now, self.future = after, []

    def add(self, token: str) -> None:
        self._act("add", token, (ADD, [token, "a note " * 50]))

    def change(self, token: str) -> None:
        self._act("change", token, ("UPDATE customer SET note = ? WHERE id % 3 = 0", [token * 20]))

    def delete(self, token: str) -> None:
        self._act("delete", token, ("DELETE FROM customer WHERE id % 17 = 0", []))

    def bulk(self, token: str) -> None:
        with self.book.act("bulk", TODAY, token=token):
            with journal.bulk(self.book.db, "customer"):
                self.book.db.executemany(ADD, [[f"{token} {row}", "imported " * 40] for row in range(60)])
            after = digest(self.book)
            self._will("bulk", token, after)
        self.past.append(self.now)
        self.now, self.future = after, []

    def undo(self, token: str) -> None:
        if self.past:
            self.future.append(self.now)
            self.now = self.past.pop()
            self._will("undo", token, self.now)
            self.book.undo(TODAY)

    def redo(self, token: str) -> None:
        if self.future:
            self.past.append(self.now)
            self.now = self.future.pop()
            self._will("redo", token, self.now)
            self.book.redo(TODAY)

    def back_up(self, token: str) -> None:
        backup.take(self.book.path, self.book.db, "by-hand")


if __name__ == "__main__":
    with Book.open(Path(sys.argv[1]), write=True) as opened:
        sys.stdout.write(f"will start - {digest(opened)}\ndone\n")
        Writer(opened, int(sys.argv[2])).run()
