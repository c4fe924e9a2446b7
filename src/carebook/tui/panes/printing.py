"""Printing from the screen: in a thread, with progress and a way to stop, then shown in a viewer (LET-7)."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from carebook.book.change import Change
from carebook.errors import Refusal
from carebook.letters.causes import said

if TYPE_CHECKING:
    from carebook.tui.app import CarebookApp

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Printed:
    """What came of a printing."""

    files: tuple[Path, ...]
    letters: tuple[int, ...]
    said: str
    """What was printed and what stayed out, in one line."""
    change: Change | None


class Printing:
    """One printing under way."""

    def __init__(self, app: CarebookApp, letters: Sequence[int] | None, cards: Sequence[int] | None) -> None:
        """Print these letters and the list of these cards; None is all that are due."""
        self._app = app
        self._letters = letters
        self._cards = cards
        self._stop = Event()

    def stop(self) -> None:
        """Stop as soon as possible; nothing is left half done."""
        self._stop.set()

    def run(self, progress: Progress, finished: Callable[[Printed | Refusal], None]) -> None:
        """Print, in a thread; tell the screen how far it is and what came of it."""
        try:
            printed: Printed | Refusal = self._print(lambda done, total: self._tell(progress, done, total))
        except Refusal as refusal:
            printed = refusal
        self._tell(finished, printed)

    def _tell(self, callback: Callable[..., None], *values: object) -> None:
        """Let the screen know, without waiting for it."""
        self._app.call_later(callback, *values)

    def _print(self, progress: Progress) -> Printed:
        from carebook.book.files import folder_beside
        from carebook.letters.desk.printing import Batch, print_cards, print_letters

        path, today = self._app.book.path, self._app.today
        folder = folder_beside(path, "letters")
        with closing(self._app.book.twin()) as twin:
            letters = cards = Batch((), (), ())
            if self._letters is None or self._letters:
                letters = print_letters(
                    twin, self._letters, today, folder, progress=progress, cancelled=self._stop.is_set
                )
            if self._cards is None or self._cards:
                cards = print_cards(twin, self._cards, today, folder)
        files = (*letters.files, *cards.files)
        causes = [said(cause, today) for _, cause in (*letters.left_out, *cards.left_out)]
        words = _in_words(letters.letters, cards.letters, causes, files)
        if again := len({number for number, _ in letters.remarks}):
            words = f"{words} · look at {_counted(again, 'letter')} again before it goes"
        return Printed(files, letters.letters, words, letters.change)


def _in_words(letters: Sequence[int], cards: Sequence[int], left_out: Sequence[str], files: Sequence[Path]) -> str:
    parts = [_counted(len(letters), "letter") if letters or not cards else ""]
    parts.append(f"the list of {_counted(len(cards), 'card')}" if cards else "")
    what = " and ".join(filter(None, parts))
    done = f"Printed {what} into {files[0].parent.name}" if files else "Nothing was printed"
    causes = Counter(left_out).most_common(2)
    return " · ".join([done, *(f"{count} left out: {cause}" for cause, count in causes)])


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def open_in_viewer(path: Path) -> bool:
    """Open a file in the system's viewer, which then lives on its own; tell whether there is one."""
    viewer = "open" if sys.platform == "darwin" else "xdg-open"
    quiet = subprocess.DEVNULL
    try:
        subprocess.Popen([viewer, str(path)], stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True)
    except OSError:
        return False
    return True
