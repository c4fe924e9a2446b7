"""Restore: a backup takes the place of the book, and what it replaces is kept (B3)."""

from __future__ import annotations

import os
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from carebook import clock
from carebook.book.backup import copy_file, first_fault, folder_of, listed, noted_checksum
from carebook.book.connection import UNREADABLE, connect, refuse_strangers, resolved
from carebook.book.files import CannotWrite, new_file, sweep, sync
from carebook.book.lock import WriterLock
from carebook.book.refusals import NotABook
from carebook.errors import Refusal

_COMPANIONS = ("-journal", "-wal", "-shm")
"""Files beside a database that SQLite would play into whatever stands at its name."""


class NothingToRestore(Refusal):
    """There is no backup that could be restored."""

    def __init__(self, path: Path) -> None:
        """Name the book and where its backups should be."""
        super().__init__(
            f"There is no whole backup of {path.name} in {folder_of(path)}. "
            f"If one is elsewhere, name it: carebook restore {path} BACKUP"
        )


class NoBackup(Refusal):
    """There is nothing where the backup should be."""

    def __init__(self, path: Path, backup: Path) -> None:
        """Name what was asked for, and where the book's backups are."""
        super().__init__(f"There is no backup at {backup}. Those of {path.name} are in {folder_of(path)}.")


class BackupDamaged(Refusal):
    """The backup is not what was once read back; the book was left as it is."""

    def __init__(self, backup: Path, why: str) -> None:
        """Name the backup and what is wrong with it."""
        super().__init__(f"{backup} {why} Nothing was restored; try an older backup.")


@dataclass(frozen=True)
class Restored:
    """What was restored, and where the book that it replaced is kept now (None where there was none)."""

    backup: Path
    kept: Path | None


def restore(path: Path, backup: Path | None = None) -> Restored:
    """Put a backup, by default the newest whole one, in the place of a book that no program has open for writing.

    The book it replaces, damaged or not, is kept beside it under a dated name, with its journal (B3).
    """
    path = resolved(path)
    if path.is_dir():
        raise CannotWrite(path, OSError("it is a folder"))
    _refuse_nothing(path, backup)  # before anything is made beside it
    lock = WriterLock(path)
    try:
        return _restore(path, backup) if backup else _restore_newest(path)
    finally:
        lock.release()


def _refuse_nothing(path: Path, backup: Path | None) -> None:
    """Say where there is no backup to go back to."""
    if backup is None:
        if not listed(path):
            raise NothingToRestore(path)
    elif not backup.exists():
        raise NoBackup(path, backup)
    else:
        refuse_strangers(backup)


def _restore_newest(path: Path) -> Restored:
    """Restore the newest backup that is whole: as it was made, and not made of a damaged book."""
    for backup in listed(path):
        if backup.is_whole():
            with suppress(BackupDamaged, NotABook):
                return _restore(path, backup.path)
    raise NothingToRestore(path)


def _restore(path: Path, backup: Path) -> Restored:
    refuse_strangers(backup)
    sweep(path.parent, path.name)
    with new_file(path, replace=True) as part:
        _refuse_changed(backup, copy_file(backup, part))
        _refuse_damaged(backup, part)
        sync(part)
        kept = _set_aside(path)
    if kept:
        with suppress(OSError):  # a book of another user's, or a stick that knows no such rights
            kept.chmod(0o600)
    return Restored(backup, kept)


def _refuse_changed(backup: Path, digest: str) -> None:
    """Compare what was read of a backup to the checksum beside it, if there is one."""
    if noted_checksum(backup) not in (None, digest):
        raise BackupDamaged(backup, "is not as it was when it was made.")


def _refuse_damaged(backup: Path, part: Path) -> None:
    try:
        with closing(connect(part, write=True)) as db:
            fault = first_fault(db)
    except UNREADABLE as error:
        raise BackupDamaged(backup, f"is damaged ({error}).") from error
    if fault:
        raise BackupDamaged(backup, f"is damaged ({fault}).")


def _set_aside(path: Path) -> Path | None:
    """Give the book its second, dated name, and take away what SQLite would play into the restored one.

    A book without a journal stays under its own name as well, until the restored one takes that name in one step. With
    a journal it goes first: should the program be killed here, a missing book is told, a torn one might not be.
    """
    kept = _free_name(path)
    companions = [word for word in _COMPANIONS if path.with_name(path.name + word).exists()]
    there = path.exists()
    if there and companions:
        path.rename(kept)
    elif there:
        _link(path, kept)
    for word in companions:
        path.with_name(path.name + word).rename(kept.with_name(kept.name + word))
    sync(path.parent)
    return kept if there else None


def _link(path: Path, kept: Path) -> None:
    try:
        os.link(path, kept)
    except PermissionError:  # memory sticks know no links
        path.rename(kept)


def _free_name(path: Path) -> Path:
    """Return a name beside the book that tells the day, and that nothing has yet."""
    day = clock.today()
    number = 1
    while True:
        name = f"{path.stem}-replaced-{day}{f'-{number}' if number > 1 else ''}{path.suffix}"
        if not any(path.with_name(name + word).exists() for word in ("", *_COMPANIONS)):
            return path.with_name(name)
        number += 1
