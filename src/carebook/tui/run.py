"""Running the screen from a terminal, and giving the terminal back however it ends (T3)."""

from __future__ import annotations

import asyncio
import signal
import sys
from functools import partial
from pathlib import Path

from platformdirs import user_data_dir

from carebook.errors import Refusal
from carebook.tui.app import CarebookApp
from carebook.tui.last_book import last_book

CRASHED, NO_TERMINAL = 1, 2
_SIGNALS = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)


class NoTerminal(Refusal):
    """The screen was asked for where there is none."""

    def __init__(self) -> None:
        """Point to the commands."""
        super().__init__(
            "There is no terminal here to show the screen on. Use a command, such as: carebook review BOOK"
        )


def run(path: Path | None) -> int:
    """Show the screen until the owner leaves, and return the exit code; raises a Refusal if the book does not open."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        sys.stderr.write(f"{NoTerminal()}\n")
        return NO_TERMINAL
    app = CarebookApp(path or book_at_hand())
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
        loop.add_signal_handler(number, partial(app.exit, return_code=128 + number))
    await app.run_async()
    return app.return_code or 0
