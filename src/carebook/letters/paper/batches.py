"""The files of one print run: they appear all together, or none does (X4)."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from typing import TypeVar

from carebook.book.files import new_file, private_folder, sweep

BATCH = 250
"""Letters of one PDF; more of them are set batch by batch, so that a large job fills no memory."""
_Piece = TypeVar("_Piece")


def in_batches(pieces: Sequence[_Piece]) -> list[Sequence[_Piece]]:
    """Return pieces batch by batch, in their order; none where there is no piece."""
    return [pieces[start : start + BATCH] for start in range(0, len(pieces), BATCH)]


def free_name(folder: Path, stem: str, suffix: str = ".pdf") -> Path:
    """Return a path of this name in a folder at which nothing is yet."""
    path, count = folder / f"{stem}{suffix}", 1
    while _is_taken(path):
        count += 1
        path = folder / f"{stem}-{count}{suffix}"
    return path


def _is_taken(path: Path) -> bool:
    return path.exists() or path.is_symlink()


class _NotKept(Exception):
    """A run was broken off."""


class RunOfFiles:
    """New files in a folder; leaving the run names them all, an error in it leaves nothing."""

    def __init__(self, folder: Path) -> None:
        """Begin a run in a folder, which is made when there is something to put into it."""
        self._folder = folder
        self._unnamed: list[tuple[Path, AbstractContextManager[Path]]] = []
        self.paths: list[Path] = []
        """The files that have their names, in their order."""

    def __enter__(self) -> RunOfFiles:
        """Begin."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Give the files their names, or let nothing be left of them."""
        try:
            while self._unnamed and kind is None:
                path, lent = self._unnamed[0]
                lent.__exit__(None, None, None)
                self.paths.append(path)
                del self._unnamed[0]
        except BaseException:
            self.take_out()
            raise
        finally:
            for _, lent in self._unnamed:
                lent.__exit__(_NotKept, _NotKept(), None)

    def add(self, content: bytes, stem: str, suffix: str = ".pdf", *, numbered: bool = False) -> None:
        """Write one more file, private from its beginning; of several, each has its number."""
        if not self._unnamed:
            private_folder(self._folder)
            sweep(self._folder, f"{stem.partition('-')[0]}-")
        path = self._numbered(stem, suffix) if numbered else free_name(self._folder, stem, suffix)
        lent = new_file(path)
        lent.__enter__().write_bytes(content)
        self._unnamed.append((path, lent))

    def _numbered(self, stem: str, suffix: str) -> Path:
        taken, number = {path for path, _ in self._unnamed}, 1
        while (path := self._folder / f"{stem}-{number}{suffix}") in taken or _is_taken(path):
            number += 1
        return path

    def take_out(self) -> None:
        """Take the files out again: what was to be noted with them was not."""
        for path in self.paths:
            path.unlink(missing_ok=True)
        self.paths.clear()
