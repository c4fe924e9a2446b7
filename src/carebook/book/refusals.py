"""Everything that a book can say no to, each with its own sentence (S3, S4, S6)."""

from __future__ import annotations

from pathlib import Path

from carebook.errors import Refusal


class NoBook(Refusal):
    """There is nothing at that path."""

    def __init__(self, path: Path) -> None:
        """Name the path, and how a book is made."""
        super().__init__(f"There is no book at {path}. Make one with: carebook new {path} --shop NAME")


class NotABook(Refusal):
    """What is there is not a book that can be opened; nothing was written."""

    def __init__(self, path: Path, why: str) -> None:
        """Name the path; `why` goes on from it as a sentence."""
        super().__init__(f"{path} {why} It was left as it is.")


class PathTaken(Refusal):
    """Something is already there, and nothing is written over unasked (X4)."""

    def __init__(self, path: Path) -> None:
        """Name the path."""
        super().__init__(f"{path} is already there. Choose another name, or open it with: carebook {path}")


class BookLocked(Refusal):
    """Another program writes this book (S3)."""

    def __init__(self, path: Path, holder: str) -> None:
        """Name the book and who holds it since when."""
        super().__init__(f"{path.name} is open in another carebook ({holder}). Close that one, or only look for now.")


class ReadOnly(Refusal):
    """This program may look at the book, but not write it."""

    def __init__(self, why: str) -> None:
        """Say why, in a sentence."""
        super().__init__(f"Nothing was changed: {why}")


class BookMoved(Refusal):
    """The file was moved, replaced or deleted under the open program (S4)."""

    def __init__(self, path: Path) -> None:
        """Name the book."""
        super().__init__(
            f"Nothing was saved: {path.name} was moved or replaced while it was open. "
            "Put it back, or quit and open it where it is now."
        )


class NotSaved(Refusal):
    """The disk or the file refused the write; the book is as it was before (S4)."""

    def __init__(self, path: Path, why: str) -> None:
        """Name the book; `why` is a sentence that says what to do."""
        super().__init__(f"Nothing was saved: {why} {path.name} is as it was before.")


class DoneBefore(Refusal):
    """An action with this id of its own is in the book already, and adds nothing (S2)."""

    def __init__(self, label: str, *, undone: bool) -> None:
        """Name the action, and tell whether it was taken back since."""
        ending = "was saved before and taken back since. Redo brings it back." if undone else "has been saved already."
        super().__init__(f"“{label}” {ending}")


class NothingToUndo(Refusal):
    """There is no action to take back, or none to do again."""

    def __init__(self, word: str = "undo") -> None:
        """Say which of undo and redo was asked for."""
        super().__init__(f"There is nothing to {word}.")
