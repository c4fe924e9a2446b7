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
_OURS = b"process "
"""How the text of a lock file begins."""


class WriterLock:
    """The right to write one book."""

    def __init__(self, book: Path, *, wait: float = 0.0) -> None:
        """Take the lock, waiting up to so many seconds; raise BookLocked with its holder, or ReadOnly."""
        self.path = book.with_name(book.name + ".lock")
        try:
            self._file = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
        except OSError as error:
            raise _cannot_write(self.path.parent, error) from error
        try:
            self._hold(book, wait)
            self.ended_badly = self._sign()
        except BaseException:
            os.close(self._file)
            raise

    def _hold(self, book: Path, wait: float) -> None:
        until = time.monotonic() + wait
        while True:
            try:
                fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except OSError:
                if time.monotonic() >= until:
                    holder = os.pread(self._file, 200, 0).decode(errors="replace").strip() or "since just now"
                    raise BookLocked(book, holder) from None
                time.sleep(_PAUSE)

    def _sign(self) -> bool:
        """Write who holds the book since when; tell whether the text of one that ended badly stood there.

        A file of the owner's that happens to have this name is left as it is (X4). Of a text that a power cut left
        unwritten, zeros may remain.
        """
        found = os.pread(self._file, 200, 0)
        if found.strip(b"\0") and not found.startswith(_OURS):
            raise ReadOnly(f"{self.path} is in the way, and carebook did not make it. Give that file another name.")
        since = clock.now().strftime("%H:%M on %d %b %Y")
        text = _OURS + f"{os.getpid()}, since {since}\n".encode()
        try:
            os.pwrite(self._file, text, 0)
            os.ftruncate(self._file, len(text))
        except OSError as error:
            raise _cannot_write(self.path, error) from error
        return bool(found)

    def release(self) -> None:
        """Give the right back; the emptied file stays, so that no other program locks a name that is gone.

        After a bad end it is emptied only once the book was checked, however many programs write it until then.
        """
        if not self.ended_badly:
            os.ftruncate(self._file, 0)
        os.close(self._file)


def _cannot_write(path: Path, error: OSError) -> ReadOnly:
    return ReadOnly(f"{path} cannot be written ({(error.strerror or str(error)).lower()}).")
