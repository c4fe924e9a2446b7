"""A program whose book or folder may only be read: it says what it was told.

Root may write whatever the modes say, so as root it becomes nobody first.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from writer import ADD, TODAY

from carebook.book import backup, check, migrations  # all that is needed, before this user may read no more of it
from carebook.book.book import Book
from carebook.book.restore import restore
from carebook.errors import Refusal

_NOBODY = 65534


def _act(path: Path) -> None:
    with Book.open(path, write=True) as book, book.act("Added", TODAY):
        book.db.execute(ADD, ["Ann", ""])


def _back_up(path: Path) -> None:
    with Book.open(path, write=False) as book:
        backup.take(path, book.db, "by-hand")


def _look(path: Path) -> None:
    with Book.open(path, write=False) as book:
        assert check.full(book.db) == []


def _restore(path: Path) -> None:
    restore(path, path)


def main() -> None:
    path = Path(sys.argv[1])
    assert migrations.STEPS
    if os.geteuid() == 0:
        os.setgid(_NOBODY)
        os.setuid(_NOBODY)
    told = {}
    for deed in (_act, _back_up, _look, _restore):
        try:
            deed(path)
            told[deed.__name__] = "went well"
        except Refusal as refusal:
            told[deed.__name__] = f"{type(refusal).__name__}: {refusal}"
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main()
