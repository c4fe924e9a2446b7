"""A program for which the disk is full: it tries every kind of write, and says what was refused and what is left."""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from writer import ADD, TODAY, digest

from carebook.book import backup, journal
from carebook.book.book import Book
from carebook.book.restore import restore
from carebook.errors import Refusal


def _import(book: Book) -> None:
    with book.act("Imported", TODAY), journal.bulk(book.db, "customer"):
        book.db.executemany(ADD, [[f"Customer {number}", "a note " * 99] for number in range(3000)])


def _told(deed: Callable[[], object]) -> str:
    try:
        deed()
    except Refusal as refusal:
        return f"{type(refusal).__name__}: {refusal}"
    return "went well"


def _limit_files(size: int) -> None:
    """Let no file grow beyond a size, as a full disk would (here for any user, and without a disk of its own)."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


def _fill(folder: Path, left: int) -> None:
    """Fill a small disk but for so many bytes."""
    free = os.statvfs(folder).f_bavail * os.statvfs(folder).f_frsize
    (folder / "filling").write_bytes(bytes(max(free - left, 0)))


def _report(
    path: Path, shut: Callable[[], None], shut_for_files: Callable[[], None], free: Callable[[], None]
) -> dict[str, object]:
    """Try to write with no room for the book to grow, then with none for new files; then with room."""
    with Book.open(path, write=True) as book:
        before = digest(book)
        shut()
        told = {"import": _told(lambda: _import(book))}
        shut_for_files()
        told["backup"] = _told(lambda: backup.take(path, book.db, "by-hand"))
        told["new"] = _told(lambda: Book.create(path.with_name("other.db")))
        same = digest(book) == before
    told["restore"] = _told(lambda: restore(path))
    files = sorted(str(file.relative_to(path.parent)) for file in path.parent.rglob("*") if file.name != "filling")
    free()
    with Book.open(path, write=True) as book:
        same_after = digest(book) == before
        after = _told(lambda: _import(book))
    return {"told": told, "same": same, "same_after": same_after, "files": files, "with_room": after}


def main() -> None:
    path, way = Path(sys.argv[1]), sys.argv[2]
    if way == "limit":
        # A limit below the book's size would also forbid what a full disk allows: to put its own pages back.
        now = path.stat().st_size
        answer = _report(
            path,
            lambda: _limit_files(now),
            lambda: _limit_files(64 * 1024),
            lambda: _limit_files(resource.RLIM_INFINITY),
        )
    else:
        filling = path.with_name("filling")
        answer = _report(path, lambda: _fill(path.parent, 64 * 1024), lambda: None, filling.unlink)
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()
