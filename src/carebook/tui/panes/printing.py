"""Printing from the screen: in a thread, with progress and a way to stop, then shown in a viewer (LET-7)."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from carebook.book.change import Change
from carebook.letters.causes import said

if TYPE_CHECKING:
    from carebook.book.book import Book
    from carebook.letters.desk.orders import Order
    from carebook.letters.desk.printing import Batch
    from carebook.tui.app import CarebookApp

Progress = Callable[[int, int], None]

_NOUNS = {
    "letters": "letter",
    "email": "e-mail draft",
    "labels": "label",
    "envelopes": "envelope",
    "cards": "card",
    "sheets": "survey sheet",
    "again": "letter",
}
"""What one piece of each form is called."""
_CAUSES_TOLD = 2


@dataclass(frozen=True)
class Printed:
    """What came of a printing."""

    files: tuple[Path, ...]
    letters: tuple[int, ...]
    """What is noted as printed, or drafted, and may be marked sent."""
    said: str
    """What was printed and what stayed out, in one line."""
    changes: tuple[Change, ...]


class Printing:
    """One printing under way."""

    def __init__(self, app: CarebookApp, orders: Sequence[Order]) -> None:
        """Fill these orders, one after the other."""
        self._app = app
        self._orders = orders
        self._stop = Event()

    def stop(self) -> None:
        """Stop as soon as possible; nothing is left half done."""
        self._stop.set()

    def run(self, progress: Progress, book: Book) -> Printed:
        """Print, in a thread, on a twin of the book; let the screen know how far it is, without waiting for it."""
        from carebook.book.files import folder_beside
        from carebook.letters.desk.orders import fill

        today, folder = self._app.today, folder_beside(book.path, "letters")

        def tell(done: int, total: int) -> None:
            self._app.call_later(progress, done, total)

        batches = [fill(book, order, today, folder, tell, self._stop.is_set) for order in self._orders]
        words = _in_words([order.form for order in self._orders], batches)
        told = [said(cause, today) for batch in batches for _, cause in batch.left_out]
        words = " · ".join([words, *causes_in_words(told)])
        if again := len({number for batch in batches for number, _ in batch.remarks}):
            words = f"{words} · look at {counted(again, 'letter')} again before it goes"
        noted = tuple(number for batch in batches if batch.change for number in batch.letters)
        files = tuple(file for batch in batches for file in batch.files)
        return Printed(files, noted, words, tuple(batch.change for batch in batches if batch.change))


def _in_words(forms: Sequence[str], batches: Sequence[Batch]) -> str:
    """Say what was made: "Printed 3 letters and the list of 2 cards into rosie-letters"."""
    made = [(form, batch) for form, batch in zip(forms, batches, strict=True) if batch.files]
    if not made:
        return "Nothing was printed"
    what = " and ".join(
        f"{'the list of ' if form == 'cards' else ''}{counted(len(batch.letters), _NOUNS[form])}"
        for form, batch in made
    )
    done = "Drafted" if [form for form, _ in made] == ["email"] else "Printed"
    return f"{done} {what.replace(' draft', '') if done == 'Drafted' else what} into {made[0][1].files[0].parent.name}"


def causes_in_words(left_out: Sequence[str]) -> list[str]:
    """Say how many stayed out, by the commonest causes."""
    causes = Counter(left_out).most_common(_CAUSES_TOLD)
    return [f"{count:,} left out: {cause}" for cause, count in causes]


def counted(count: int, noun: str) -> str:
    """Return a number with its noun: "1 letter", "2,000 letters"."""
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
