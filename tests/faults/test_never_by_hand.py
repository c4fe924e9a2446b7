"""The live book is never opened by hand: closing such a handle would drop SQLite's locks in this process (S5)."""

from __future__ import annotations

import json
import subprocess
import sys
import textwrap
from pathlib import Path

_PROGRAM = """
    import json, os, sys
    from datetime import date
    from pathlib import Path

    path, opened = Path(sys.argv[1]), []

    def hear(event, arguments):
        if event == "open" and isinstance(arguments[0], (str, bytes, os.PathLike)):
            opened.append(os.fsdecode(arguments[0]))

    sys.addaudithook(hear)
    from carebook.book import backup, check, journal
    from carebook.book.book import Book
    from carebook.book.refusals import BookLocked
    from carebook.book.restore import restore

    today = date(2026, 11, 25)
    with Book.open(path, write=True) as book, Book.open(path, write=False) as reader:
        with book.act("Added", today):
            book.db.execute("INSERT INTO customer (name, entered_on) VALUES ('Ann', '2026-11-25')")
        book.undo(today)
        book.redo(today)
        with book.twin() as twin, twin.act("Added", today):
            twin.db.execute("INSERT INTO customer (name, entered_on) VALUES ('Bob', '2026-11-25')")
        backup.take(path, book.db, "by-hand")
        backup.take_if_changed(path, book.db, today, str(path.parent))
        backup.all_on_one_disk(path, str(path.parent))
        assert check.full(book.db) + check.full(reader.db) + check.quick(reader.db) == []
        for deed in (lambda: Book.open(path, write=True), lambda: restore(path)):
            try:
                deed()
            except BookLocked:
                pass
    restore(path)
    Book.open(path, write=False).close()
    print(json.dumps(opened))
"""


def test_no_handle_of_our_own_is_ever_on_the_live_book(book_path: Path) -> None:
    command = [sys.executable, "-c", textwrap.dedent(_PROGRAM), str(book_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    opened = json.loads(done.stdout)
    assert str(book_path) not in opened
    assert str(book_path) + ".lock" in opened, "the ear is deaf"
