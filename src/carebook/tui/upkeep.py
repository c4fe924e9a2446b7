"""What a start need not keep the owner waiting for: plan the day, look whether the book is whole, back it up.

It runs in a thread on the book's twin, after the first paint and again on every new day (S7, B2, LET-3).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import date
from functools import partial
from threading import Event
from typing import TYPE_CHECKING

from carebook.book.book import Book
from carebook.errors import Refusal
from carebook.letters.desk.planning import look_ahead, plan_day
from carebook.upkeep import begin_day, is_counted, is_laid_out, look_through_if_due

if TYPE_CHECKING:
    from carebook.tui.app import CarebookApp

PAUSE, TRIES = 0.05, 100
"""Seconds between two tries to break the work off, and how many are made before the end comes without it."""


class Upkeep:
    """The quiet work on the book that is open."""

    def __init__(self, app: CarebookApp) -> None:
        """Look after the book that an app has open."""
        self._app = app
        self._twin: Book | None = None
        self._stop = Event()
        self._idle = Event()
        self._idle.set()
        self._looked_ahead_to: date | None = None

    @property
    def day_is_laid_out(self) -> bool:
        """Tell whether the agenda is today's, in the book or laid out beside it for a reader."""
        today = self._app.today
        return self._looked_ahead_to == today or is_laid_out(self._app.book.db, today)

    def start(self) -> None:
        """Begin; the day's plan comes first, because the owner waits for it."""
        app = self._app
        app.point_out_clock()
        if app.looking_only:
            self._look_only()
            return
        app.planning = not self.day_is_laid_out
        self._stop = Event()
        app.run_worker(partial(self._work, app.book, self._stop), thread=True, group="upkeep")

    def stop(self) -> None:
        """Break the work off, because the book is to be closed; what was half done is taken back.

        One interruption ends one statement, and a check goes on with its next: so it is interrupted until it ends.
        """
        self._stop.set()
        for _ in range(TRIES):
            twin = self._twin
            if twin is not None:
                with suppress(sqlite3.ProgrammingError):  # closed just now
                    twin.db.interrupt()
            if self._idle.wait(PAUSE):
                return

    def _look_only(self) -> None:
        """Lay out the day beside a book that may not be written."""
        app = self._app
        if not self.day_is_laid_out:
            look_ahead(app.book.db, app.today)
            self._looked_ahead_to = app.today
            app.main.reload_all()
        app.say(app.looking_only, "warning")

    def _work(self, book: Book, stop: Event) -> None:
        """Do it all on a book's twin, in a thread; one that begins only after the end does nothing."""
        self._idle.clear()
        try:
            if not stop.is_set():
                with closing(book.twin()) as self._twin:
                    self._plan(self._twin)
                    self._look_after(self._twin)
        except Refusal as refusal:
            self._tell(self._app.say, str(refusal), "refusal")
        except sqlite3.Error as error:
            self._tell(self._app.say, f"The book could not be looked through: {error}.", "refusal")
        finally:
            self._app.planning = False
            self._twin = None
            self._idle.set()

    def _plan(self, twin: Book) -> None:
        """Plan the day and show it (LET-3)."""
        if self._app.planning:
            plan_day(twin, self._app.today)
            self._app.planning = False
            self._tell(self._app.show_plan)

    def _look_after(self, twin: Book) -> None:
        """Look whether the book is whole, all of it weekly and after a bad end (S7); only a whole one is backed up."""
        from carebook.book.check import quick

        if findings := quick(twin.db) or look_through_if_due(twin, self._app.today):
            self._tell(self._app.say, f"{findings[0].what}. {findings[0].advice}", "refusal")
            return
        counted = is_counted(twin.db, self._app.today)
        begin_day(twin, self._app.today, lambda said: self._tell(self._app.say, said, "warning"))
        if not counted:
            self._tell(self._app.show_plan)

    def _tell(self, callback: Callable[..., None], *values: object) -> None:
        """Let the screen know, without waiting for it; not any more once the book is being closed."""
        if not self._stop.is_set():
            self._app.call_later(callback, *values)
