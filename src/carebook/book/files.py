"""Every file that carebook makes: private, whole or not there at all, never through a link (X4)."""

from __future__ import annotations

import errno
import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from carebook.book.refusals import PathTaken
from carebook.errors import Refusal

_SQLITES_OWN = ("-journal", "-wal", "-shm")
"""What SQLite may leave beside a file that it could not finish."""


class CannotWrite(Refusal):
    """A file or folder could not be made."""

    def __init__(self, path: Path, error: OSError) -> None:
        """Name what could not be written and why."""
        reason = (error.strerror or str(error)).lower()
        super().__init__(f"{path} could not be written: {reason}. Nothing was left half done.")


def folder_beside(book: Path, kind: str) -> Path:
    """Return the folder of a book's "backups" or "letters"; `rosie` and `rosie.db` have each their own."""
    return book.with_name(f"{book.stem}-{kind}" if book.suffix == ".db" else f"{kind}-of-{book.name}")


def private_folder(path: Path) -> Path:
    """Make a folder that only the owner can look into, if it is not there yet."""
    if path.is_symlink():
        raise CannotWrite(path, OSError(0, "it is a link, and carebook writes through none"))
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise CannotWrite(path, error) from error
    return path


def sync(path: Path) -> None:
    """Make what is in a file, or the names in a folder, last through a power cut."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def new_file(path: Path, *, replace: bool = False) -> Iterator[Path]:
    """Lend a temporary private file beside `path`, and give it that name when all went well.

    Raises PathTaken where something is there already and `replace` was not asked for.
    """
    if path.is_symlink() or (path.exists() and not replace):
        raise PathTaken(path)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        os.close(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600))
        yield part
        sync(part)
        if replace:
            part.replace(path)
        else:
            _name_new(part, path)
        sync(path.parent)
    except FileExistsError as error:
        raise PathTaken(path) from error
    except OSError as error:
        raise CannotWrite(path, error) from error
    except sqlite3.OperationalError as error:
        raise CannotWrite(path, OSError(str(error))) from error
    finally:
        with suppress(OSError):  # a disk for reading only, on which nothing was made
            for beside in ("", *_SQLITES_OWN):
                part.with_name(part.name + beside).unlink(missing_ok=True)


def _name_new(part: Path, path: Path) -> None:
    """Give a temporary file its name, but never over a file that came there meanwhile."""
    try:
        os.link(part, path)
    except OSError as error:
        if error.errno not in (errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS):
            raise
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))  # memory sticks know no links
        part.replace(path)
    else:
        part.unlink()


def sweep(folder: Path, name: str) -> None:
    """Take out the temporary files of this name's beginning that killed programs left in a folder."""
    for part in folder.glob(".*.part*"):
        process = re.search(r"\.(\d+)\.part", part.name)
        if part.name.startswith(f".{name}") and process and not _runs(int(process[1])):
            with suppress(OSError):  # a disk for reading only
                part.unlink()


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
