"""Backups: taken in good time, counted only after they were read back, thinned with age (B1, B2, B4)."""

from __future__ import annotations

import hashlib
import re
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import date, time, timedelta
from pathlib import Path
from typing import TypeAlias

from carebook import clock
from carebook.book import seal
from carebook.book.connection import CACHE_KIB, UNREADABLE, connect
from carebook.book.files import CannotWrite, folder_beside, new_file, private_folder, sweep
from carebook.book.keeping import keep, kept
from carebook.book.schema import VERSION
from carebook.errors import Refusal

Progress: TypeAlias = Callable[[int, int], None]
"""Told of the pages done and of all pages; what it raises ends the backup, which then leaves nothing."""

_PAGES = 2000
"""Pages copied at once; between two runs of them a writer may write."""
_TRIES = 3
_DAILY, _WEEKLY = timedelta(days=14), timedelta(days=70)
"""Up to these ages one backup a day, then one a week is kept; older ones are kept one a month."""
_BACKED_UP = "backed_up"


class BackupFailed(Refusal):
    """A backup was made and is not what it should be; it was thrown away (B1)."""

    def __init__(self, path: Path, why: str) -> None:
        """Say of which book and what was wrong with the backup."""
        super().__init__(
            f"A backup of {path.name} was made and thrown away, because {why}. Look closer with: carebook check {path}"
            f" - or go back to the newest whole backup with: carebook restore {path}"
        )


class NoCopy(Refusal):
    """The backup is there, but its copy in the second folder is not."""

    def __init__(self, folder: Path, why: str) -> None:
        """Name the second folder and why it took no copy."""
        super().__init__(
            f"The backup was made, but not copied to {folder}: {why} It will be tried again at the next start."
        )


@dataclass(frozen=True)
class Backup:
    """One backup that was read back when it was made."""

    number: int
    day: date
    at: time | None
    """The minute; the names of a first carebook's backups do not tell it."""
    reason: str
    size: int
    path: Path

    @property
    def checksum_path(self) -> Path:
        """Return where its checksum stands."""
        return _beside(self.path)

    def is_whole(self) -> bool:
        """Tell whether its bytes are still the ones that were read back."""
        try:
            return noted_checksum(self.path) == checksum(self.path)
        except OSError:
            return False


def folder_of(path: Path) -> Path:
    """Return the folder that a book's backups are in."""
    return folder_beside(path, "backups")


def _stem(path: Path) -> str:
    return path.stem if path.suffix == ".db" else path.name


def listed(path: Path, folder: Path | None = None) -> list[Backup]:
    """Return a book's backups, newest first by their numbers, whatever the clock said (B2)."""
    return [backup for backup in _named(path, folder or folder_of(path)) if backup.checksum_path.is_file()]


def _named(path: Path, folder: Path) -> list[Backup]:
    """Return the files of a folder that are named as backups of a book, highest number first."""
    name = re.compile(re.escape(_stem(path)) + r"-(\d{6,})-(\d{4}-\d\d-\d\d)(?:-(\d{4}))?-([a-z-]+)\.db")
    found = []
    for file in folder.glob("*.db"):
        parts = name.fullmatch(file.name)
        with suppress(ValueError, FileNotFoundError):
            if parts and not file.is_symlink():
                day, at = date.fromisoformat(parts[2]), time.fromisoformat(parts[3]) if parts[3] else None
                found.append(Backup(int(parts[1]), day, at, parts[4], file.stat().st_size, file))
    return sorted(found, key=lambda backup: backup.number, reverse=True)


def newest_whole(path: Path, folder: Path | None = None) -> Backup | None:
    """Return the newest backup whose bytes are still the ones that were read back."""
    return next((backup for backup in listed(path, folder) if backup.is_whole()), None)


def take(
    path: Path, db: sqlite3.Connection, why: str, *, folder: Path | None = None, progress: Progress | None = None
) -> Path:
    """Back a book up for a reason ("before-import"), read the backup back, and only then give it its name (B1).

    A full disk, a cancelled or a killed backup leaves the older ones as they are and no half one (B4).
    """
    return _take(path, db, why, clock.today(), [folder or folder_of(path)], progress)


def take_if_changed(
    path: Path, db: sqlite3.Connection, today: date, second_folder: str = "", *, progress: Progress | None = None
) -> Path | None:
    """Back a book up on the first open of a day when something was done since the newest backup (B2).

    Older ones are thinned, and the newest is copied to the second folder; raises NoCopy where that fails. `db` writes,
    because the book notes what was backed up.
    """
    taken = None
    folders = [folder_of(path)]
    if second_folder:
        folders.append(Path(second_folder) / folder_of(path).name)
    action = _newest_action(db)
    day, _, backed_up = (kept(db, _BACKED_UP) or "").partition(" ")
    if action and (not listed(path) or (action != backed_up and day != today.isoformat())):
        taken = _take(path, db, "daily", today, folders, progress)
        with suppress(sqlite3.OperationalError):  # a full disk; the next start makes one backup more
            keep(db, _BACKED_UP, f"{today} {action}")
        thin(path, today)
    if second_folder:
        _copy_newest(path, folders[1])
        thin(path, today, folders[1])
    return taken


def copy_to(path: Path, db: sqlite3.Connection, target: Path) -> None:
    """Back a book up to a file of the owner's choice, which is read back like every backup (B1)."""
    with new_file(target) as part:
        _copy_pages(path, db, part, None)


def _newest_action(db: sqlite3.Connection) -> str:
    """Return what changes with every action, undo and redo; nothing for a book in which nothing was done."""
    newest, newest_done = db.execute(
        "SELECT (SELECT max(id) FROM action), (SELECT max(id) FROM action WHERE state = 'done')"
    ).fetchone()
    return f"{newest}/{newest_done or 0}" if newest else ""


def _take(
    path: Path, db: sqlite3.Connection, why: str, today: date, folders: Sequence[Path], progress: Progress | None
) -> Path:
    """Back a book up into the first folder, under a number that is in none of them, and name it by day and minute."""
    folder = private_folder(folders[0])
    sweep(folder, _stem(path))
    number = max((backup.number for place in folders for backup in _named(path, place)), default=0) + 1
    target = folder / f"{_stem(path)}-{number:06}-{today}-{clock.now():%H%M}-{why}.db"
    with new_file(target) as part:
        _copy_pages(path, db, part, progress)
        _write_checksum(target, checksum(part))
    return target


def _copy_pages(path: Path, db: sqlite3.Connection, part: Path, progress: Progress | None) -> None:
    """Copy a book, again where it was written meanwhile, until the copy has all its rows."""
    try:
        if any(_copy_agrees(path, db, part, progress) for _ in range(_TRIES)):
            return
    except sqlite3.OperationalError:
        raise
    except UNREADABLE as error:
        raise BackupFailed(path, f"it is damaged ({error})") from error
    raise BackupFailed(path, "it does not have all of the rows")


def _copy_agrees(path: Path, db: sqlite3.Connection, part: Path, progress: Progress | None) -> bool:
    with closing(sqlite3.connect(part, isolation_level=None)) as copy:
        copy.execute("PRAGMA journal_mode = OFF")
        copy.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
        tell = (lambda _, left, every: progress(every - left, every)) if progress else None
        db.backup(copy, pages=_PAGES, progress=tell)
    with closing(connect(part, write=True)) as copy:
        fault = first_fault(copy)
        if fault:
            raise BackupFailed(path, f"it is damaged ({fault})")
        return _contents(copy) == _contents(db)


def first_fault(db: sqlite3.Connection) -> str | None:
    """Return what is wrong first: with the file, with how its tables are made, with the rows that were sealed (S7).

    A connection that may only read leaves out the CHECKs (seen in SQLite 3.40). The tables of an older book are those
    of its time, and are not compared.
    """
    from carebook.book.check import strange_tables

    fault: str = db.execute("PRAGMA integrity_check(1)").fetchone()[0]
    if fault != "ok":
        return fault
    if db.execute("PRAGMA user_version").fetchone()[0] < VERSION:
        return None
    strange = strange_tables(db)
    if strange:
        return f"{strange[0]} is not as carebook made it"
    broken = seal.broken(db)
    return f"rows of {broken[0]} are not the ones that carebook wrote" if broken else None


def _contents(db: sqlite3.Connection) -> list[int | str]:
    """Return what a book is and how many rows each of its tables has."""
    found: list[int | str] = [db.execute(f"PRAGMA {mark}").fetchone()[0] for mark in ("application_id", "user_version")]
    for (table,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall():
        found += [table, db.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]]
    return found


def checksum(path: Path) -> str:
    """Return the SHA-256 of a file that is no live book, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def noted_checksum(backup: Path) -> str | None:
    """Return the SHA-256 that was noted when a backup was made; None beside one that was carried elsewhere alone."""
    try:
        noted = _beside(backup).read_text(errors="replace").split()
    except FileNotFoundError:
        return None
    return noted[0] if noted else ""


def _beside(backup: Path) -> Path:
    return backup.with_name(backup.name + ".sha256")


def _write_checksum(target: Path, digest: str) -> None:
    """Note a backup's SHA-256 beside it, as sha256sum writes it."""
    with new_file(_beside(target), replace=True) as part:
        part.write_text(f"{digest}  {target.name}\n", errors="surrogateescape")


def thin(path: Path, today: date, folder: Path | None = None) -> None:
    """Keep all backups of the last two days, then one a day, week and month, and always the newest whole one (B2).

    Nothing is deleted in favour of a backup that is not whole. Today counts as no later than the day after the last
    day before it that has a backup: a clock that runs ahead makes no backup old.
    """
    groups: dict[tuple[str, object], list[Backup]] = {}
    backups = listed(path, folder)
    today = min(today, max((b.day + timedelta(days=1) for b in backups if b.day < today), default=today))
    for backup in backups:
        groups.setdefault(_group(backup, today), []).append(backup)
    newest = newest_whole(path, folder)
    for (span, _), group in groups.items():
        if span != "all" and len(group) > 1:
            stays = next((backup for backup in group if backup.is_whole()), None)
            _delete(backup for backup in group if stays and backup not in (stays, newest))


def _group(backup: Backup, today: date) -> tuple[str, object]:
    """Return the span of time of which one backup is kept; one from the future counts as of today."""
    age = today - backup.day
    if age < timedelta(days=2):
        return "all", None
    if age <= _DAILY:
        return "day", backup.day
    if age <= _WEEKLY:
        return "week", backup.day.isocalendar()[:2]
    return "month", (backup.day.year, backup.day.month)


def _delete(backups: Iterable[Backup]) -> None:
    for backup in backups:
        backup.path.unlink(missing_ok=True)
        backup.checksum_path.unlink(missing_ok=True)


def _copy_newest(path: Path, folder: Path) -> None:
    """Copy the newest whole backup to a folder of the second disk, unless it is there."""
    if not folder.parent.is_dir():
        raise NoCopy(folder.parent, "the folder is not there.")
    there = {(backup.path.name, backup.size) for backup in listed(path, folder)}
    if any((backup.path.name, backup.size) in there for backup in listed(path)[:1]):
        return
    newest = newest_whole(path)
    if newest is None:
        return
    try:
        private_folder(folder)
        sweep(folder, _stem(path))
        target = folder / newest.path.name
        with new_file(target, replace=True) as part:
            _write_checksum(target, copy_file(newest.path, part))
    except CannotWrite as error:
        raise NoCopy(folder, str(error)) from error


def copy_file(source: Path, target: Path) -> str:
    """Copy a file that is no live book into another that is there already, and read it back; return its SHA-256."""
    read = hashlib.sha256()
    with source.open("rb") as old, target.open("wb") as new:
        while block := old.read(1 << 20):
            read.update(block)
            new.write(block)
    digest = checksum(target)
    if digest != read.hexdigest():
        raise OSError("what was written there reads differently")
    return digest


def all_on_one_disk(path: Path, second_folder: str) -> bool:
    """Tell whether the book and all its backups would go with one disk."""
    try:
        return not second_folder or Path(second_folder).stat().st_dev == path.stat().st_dev
    except OSError:
        return True
