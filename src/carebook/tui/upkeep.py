"""What a start need not keep the owner waiting for: look whether the book is whole, back it up, plan the day.

It runs in a thread on the book's twin, after the first paint and again on every new day (S7, B2, LET-3).
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from carebook.book.book import Book
from carebook.book.keeping import kept_day
from carebook.errors import Refusal
from carebook.letters.desk.planning import look_ahead, plan_day

if TYPE_CHECKING:
    from carebook.book.check import Finding
    from carebook.tui.app import CarebookApp


class Upkeep:
    """The quiet work on one book."""

    def __init__(self, app: CarebookApp) -> None:
        """Look after the book that an app has open."""
        self._app = app
        self.planning = False
        """Whether the day's letters are still being planned: nothing else may write meanwhile."""

    @property
    def day_is_laid_out(self) -> bool:
        """Tell whether the agenda in the book is today's."""
        return kept_day(self._app.book.db, "agenda_on") == self._app.today

    def start(self) -> None:
        """Begin; the first thing is the day's plan, because the owner waits for it."""
        app = self._app
        app.point_out_clock()
        if app.looking_only:
            if not self.day_is_laid_out:
                look_ahead(app.book.db, app.today)
                app.main.reload_all()
            app.say(app.looking_only, "warning")
            return
        self.planning = not self.day_is_laid_out
        app.run_worker(self._work, thread=True, group="upkeep", exclusive=True)

    def _work(self) -> None:
        app = self._app
        try:
            with closing(app.book.twin()) as twin:
                self._plan(twin)
                self._look_after(twin)
        except Refusal as refusal:
            app.call_from_thread(app.say, str(refusal), "refusal")
        except sqlite3.Error as error:
            app.call_from_thread(app.say, f"The book could not be looked through: {error}.", "refusal")
        finally:
            self.planning = False

    def _plan(self, twin: Book) -> None:
        """Plan the day and show it (LET-3)."""
        if self.planning:
            try:
                plan_day(twin, self._app.today)
            finally:
                self.planning = False
            self._app.call_from_thread(self._app.main.reload_all)

    def _look_after(self, twin: Book) -> None:
        """Check and back up; a book that is damaged is not backed up over good copies."""
        from carebook.book.backup import take_if_changed
        from carebook.book.check import due_for_check, full, quick
        from carebook.shop.store import shop

        app = self._app
        due = due_for_check(twin.db, app.today, app.book.ended_badly)
        findings = full(twin.db, [_own_rules]) if due else quick(twin.db)
        if findings:
            app.call_from_thread(app.say, f"{findings[0].what}. {findings[0].advice}", "refusal")
            return
        if due:
            twin.note_checked(app.today)
        take_if_changed(twin.path, twin.db, app.today, shop(twin.db).second_backup_folder)


def _own_rules(db: sqlite3.Connection) -> list[Finding]:
    """Check what the desks' own sums say (S7)."""
    from carebook.book.check import Finding
    from carebook.customers.store import broken

    return [Finding(*found) for found in broken(db)]
