"""Work beside the screen: in a thread, with a connection of its own, and told to the screen when it is done."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING, TypeVar, cast

from carebook.book.book import Book
from carebook.errors import Refusal

if TYPE_CHECKING:
    from textual.app import App
    from textual.widget import Widget

    from carebook.tui.app import CarebookApp

Found = TypeVar("Found")


class Beside:
    """One kind of work of a screen or a widget; of several that were asked for, only the last one is told."""

    def __init__(self, node: Widget | App[None], *, reading: bool = False) -> None:
        """Work for a node on the book's twin; what lays out other days is done on a connection for `reading` only."""
        self._node, self._reading = node, reading
        self._asked = 0
        self.under_way = False
        """Whether something was asked for and is not told yet."""

    def do(
        self, work: Callable[[Book], Found], then: Callable[[Found], None], failed: Callable[[str], None] | None = None
    ) -> None:
        """Do some work in a thread, then hand on what was found; why it could not be done goes to the status line.

        `failed` is told that sentence instead.
        """
        app = cast("CarebookApp", self._node.app)
        self._asked += 1
        self.under_way = True
        beside = partial(Book.open, app.book.path, write=False) if self._reading else app.book.twin
        tell = partial(app.call_later, self._tell, self._asked)
        refused = failed or partial(app.say, tone="refusal")
        self._node.run_worker(partial(_work, beside, work, tell, then, refused), thread=True)

    def leave(self) -> None:
        """Let nothing more be told of what was asked for."""
        self._asked += 1
        self.under_way = False

    def _tell(self, asked: int, told: Callable[[], None]) -> None:
        """Tell what came of it, unless it was asked for anew, or nobody looks any more."""
        if asked == self._asked:
            self.under_way = False
            if self._node.is_attached:
                told()


def _work(
    beside: Callable[[], Book],
    work: Callable[[Book], Found],
    tell: Callable[[Callable[[], None]], object],
    then: Callable[[Found], None],
    failed: Callable[[str], None],
) -> None:
    try:
        with closing(beside()) as book:
            found = work(book)
    except (Refusal, sqlite3.Error) as problem:
        tell(partial(failed, why_not_done(problem)))
    else:
        tell(partial(then, found))


def why_not_done(problem: Refusal | sqlite3.Error) -> str:
    """Say in a sentence why something could not be done."""
    if isinstance(problem, Refusal):
        return str(problem)
    return f"Nothing was changed: the book could not be read ({problem}). Quit, and look with: carebook check"
