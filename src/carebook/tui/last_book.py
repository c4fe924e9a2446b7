"""Which book was open last: offered when carebook is started without one."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from platformdirs import user_state_dir

from carebook.book.files import new_file, private_folder
from carebook.errors import Refusal


def _note() -> Path:
    return Path(user_state_dir("carebook")) / "last-book"


def last_book() -> Path | None:
    """Return the book that was open last, if it is still there."""
    try:
        path = Path(_note().read_text("utf-8").strip())
    except (OSError, UnicodeDecodeError):
        return None
    return path if path.is_absolute() and path.is_file() else None


def remember_book(path: Path) -> None:
    """Note which book is open, privately; a note that cannot be written is not missed."""
    if last_book() == path:
        return
    with suppress(Refusal):
        note = _note()
        private_folder(note.parent)
        with new_file(note, replace=True) as part:
            part.write_text(f"{path}\n", "utf-8")
