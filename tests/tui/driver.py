"""A small language for driving the screen: press keys, then look at the status, the cursor, the screens, the book."""

from __future__ import annotations

from collections.abc import AsyncIterator, Hashable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

from textual import events
from textual.pilot import Pilot
from textual.worker import WorkerCancelled

from carebook.book.book import Book
from carebook.tui.app import CarebookApp
from carebook.tui.panes.views import ViewsPane
from carebook.tui.widgets.record_list import RecordList
from carebook.tui.widgets.status_line import StatusLine

LONGEST_TYPED = 16


class Owner:
    """Someone at the keyboard."""

    def __init__(self, app: CarebookApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    async def press(self, *keys: str) -> None:
        """Press keys, one after the other, and wait for what they do."""
        for key in keys:
            await self.pilot.press(key)

    async def type(self, text: str) -> None:
        """Type a text; a long one is pasted."""
        if len(text) > LONGEST_TYPED:
            self.app.screen.post_message(events.Paste(text))
            await self.pilot.pause()
        else:
            await self.press(*("space" if letter == " " else letter for letter in text))

    async def turn_to(self, view: str) -> None:
        """Turn to a view of the place that is shown, with the key that goes to the next one."""
        pane = self.app.main.pane
        assert isinstance(pane, ViewsPane)
        for _ in range(20):
            if view == pane.view.PLACE:
                return
            await self.press("right")
        raise AssertionError(f"no view is called {view}")

    async def settle(self) -> None:
        """Wait until no work is under way, and what it tells the screen is shown."""
        await self.pilot.pause()
        for worker in list(self.app.workers):
            with suppress(WorkerCancelled):  # a screen that goes takes its worker with it
                await worker.wait()
        await self.pilot.pause()

    @property
    def book(self) -> Book:
        """The open book."""
        return self.app.book

    def ask(self, sql: str, *values: object) -> Any:
        """Return the first column of the first row that the book answers with."""
        row = self.book.db.execute(sql, values).fetchone()
        return row[0] if row else None

    @property
    def status(self) -> str:
        """What the status line says."""
        lines = self.app.screen.query(StatusLine)
        return lines.last().said if lines else ""

    @property
    def selected(self) -> Hashable:
        """What the list with the focus, or the first one, has under its cursor."""
        focused = self.app.focused
        return (
            focused.cursor_key
            if isinstance(focused, RecordList)
            else self.app.screen.query(RecordList).first().cursor_key
        )

    @property
    def screens(self) -> list[str]:
        """The names of the screens, the one on top last."""
        return [type(screen).__name__ for screen in self.app.screen_stack]

    @property
    def text(self) -> str:
        """Everything that stands on the screen."""
        return "\n".join(strip.text for strip in self.app.screen._compositor.render_strips())

    @property
    def keys(self) -> str:
        """What the footer says."""
        return self.text.splitlines()[-1]


@asynccontextmanager
async def owner(path: Path | None, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Owner]:
    """Open the screen on a book, or on the welcome, and wait until it has settled."""
    app = CarebookApp(path)
    async with app.run_test(size=size) as pilot:
        someone = Owner(app, pilot)
        await someone.settle()
        yield someone
