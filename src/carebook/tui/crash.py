"""What becomes of a crash: a private report for whoever mends it, and no customer's data on the screen (T4)."""

from __future__ import annotations

import os
import traceback
from pathlib import Path

from platformdirs import user_log_dir

from carebook import clock
from carebook.book.files import private_folder
from carebook.errors import Refusal


def keep_report() -> str:
    """Write the exception under way to the private log; return the sentences for the owner."""
    kept = _write(traceback.format_exc())
    where = f"What happened is noted in {kept}." if kept else "It could not be noted on disk."
    return f"carebook stopped by a fault of its own. Your book is saved up to the last thing you did.\n{where}"


def _write(report: str) -> Path | None:
    """Add a report to the log, which only the owner may read: a message may quote what the book holds."""
    path = Path(user_log_dir("carebook")) / "crash.log"
    try:
        private_folder(path.parent)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW, 0o600)
        with os.fdopen(handle, "a", encoding="utf-8") as file:
            file.write(f"{clock.now():%Y-%m-%d %H:%M:%S}\n{report}\n")
    except (OSError, Refusal):
        return None
    return path
