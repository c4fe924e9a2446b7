"""Running the screen from a terminal, and giving the terminal back however it ends (T3)."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import termios
import threading
from pathlib import Path
from tempfile import TemporaryDirectory

from platformdirs import user_data_dir

from carebook.errors import Refusal
from carebook.tui.app import CarebookApp
from carebook.tui.last_book import last_book

NO_TERMINAL = 2
_SIGNALS = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)
_PATIENCE = 8.0
"""Seconds that a signal waits for an orderly end; what was saved is saved whatever comes after."""


class NoTerminal(Refusal):
    """The screen was asked for where there is none."""

    def __init__(self) -> None:
        """Point to the commands."""
        super().__init__(
            "There is no terminal here to show the screen on. Use a command, such as: carebook review BOOK"
        )


def run(path: Path | None, *, sample: TemporaryDirectory[str] | None = None) -> int:
    """Show the screen until the owner leaves, and return the exit code; raises a Refusal if the book does not open.

    A sample shop's folder goes however this ends, and its book is not remembered as the last one used.
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        sys.stderr.write(f"{NoTerminal()}\n")
        return NO_TERMINAL
    app = CarebookApp(path or book_at_hand(), sample=sample)
    try:
        return asyncio.run(_run(app))
    finally:
        app.close_book()


def book_at_hand() -> Path | None:
    """Return the book to open where none was named: the last one used, else the only one in the default place."""
    if path := last_book():
        return path
    found = sorted(Path(user_data_dir("carebook")).glob("*.db"))
    return found[0] if len(found) == 1 else None


async def _run(app: CarebookApp) -> int:
    loop = asyncio.get_running_loop()
    for number in _SIGNALS:
        signal.signal(number, lambda number, _: _end(app, loop, 128 + number))
    await app.run_async()
    return app.return_code or 0


def _end(app: CarebookApp, loop: asyncio.AbstractEventLoop, code: int) -> None:
    """End in order; where that comes to nothing, end all the same.

    The loop does it between two events, so that what is half typed is kept and no writing is cut in two (T7).
    """
    last_resort = threading.Timer(_PATIENCE, os._exit, [code])
    last_resort.daemon = True
    last_resort.start()
    loop.call_soon_threadsafe(_leave, app, code)


def _leave(app: CarebookApp, code: int) -> None:
    """Leave the screen, or only the book where the terminal is lost: writing to one makes Textual wait for ever."""
    if not _terminal_is_lost():
        app.leave(code)
        return
    try:
        app.keep_drafts()
        app.let_go()
    finally:
        os._exit(code)


def _terminal_is_lost() -> bool:
    try:
        termios.tcgetattr(sys.stdin.fileno())
    except (termios.error, OSError, ValueError):
        return True
    return False
