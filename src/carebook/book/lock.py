"""One writer at a time, by an advisory lock on a file beside the book (S3).

The kernel frees the lock when its holder ends, however it ends, so nobody ever unlocks by hand. The file says who
holds it since when; a clean end empties it, and so a text left behind tells that the last writer did not end well.
"""

from __future__ import annotations

import fcntl
import os
import time
from pathlib import Path

from carebook import clock
from carebook.book.refusals import BookLocked, ReadOnly

_PAUSE = 0.05


class WriterLock:
    """The right to write one book."""

    def __init__(self, book: Path, *, wait: float = 0.0) -> None:
        """Take the lock, waiting up to so many seconds; raise BookLocked with its holder, or ReadOnly."""
        self.path = book.with_name(book.name + ".lock")
        try:
            self._file = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
        except OSError as error:
            why = (error.strerror or str(error)).lower()
            raise ReadOnly(f"{self.path.parent} cannot be written ({why}).") from error
        until = time.monotonic() + wait
        while True:
            try:
                fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except OSError:
                if time.monotonic() >= until:
                    holder = os.pread(self._file, 200, 0).decode(errors="replace").strip() or "since just now"
                    os.close(self._file)
                    raise BookLocked(book, holder) from None
                time.sleep(_PAUSE)
        self.ended_badly = os.fstat(self._file).st_size > 0
        since = clock.now().strftime("%H:%M on %d %b %Y")
        os.ftruncate(self._file, 0)
        os.pwrite(self._file, f"process {os.getpid()}, since {since}\n".encode(), 0)

    def release(self) -> None:
        """Give the right back; the emptied file stays, so that no other program locks a name that is gone.

        After a bad end it is emptied only once the book was checked, however many programs write it until then.
        """
        if not self.ended_badly:
            os.ftruncate(self._file, 0)
        os.close(self._file)
