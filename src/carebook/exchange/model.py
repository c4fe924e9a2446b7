"""What an import is before and after: what the file seems to be, and what becomes of its rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final, TypeAlias

from carebook.errors import Refusal
from carebook.exchange.columns import Kind
from carebook.exchange.reading import Reject
from carebook.exchange.rows import Row
from carebook.exchange.source import Source

Progress: TypeAlias = Callable[[int, int], None]
"""Told of the steps done and of all steps."""
Cancelled: TypeAlias = Callable[[], bool]
"""Asked now and then whether the owner wants to stop."""

SHOWN: Final = 5
"""So many rows are shown as examples."""
_ROWS_BETWEEN_LOOKS: Final = 1000


class ImportStopped(Refusal):
    """The owner stopped an import under way."""

    def __init__(self) -> None:
        """Say that nothing is left of it."""
        super().__init__("The import was stopped. Nothing of it is in the book.")


@dataclass(slots=True)
class Tally:
    """The rows of a file, counted by what becomes of each of them; `unsold`, `promised`, `namesakes` as in FileRead."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    unsold: int = 0
    promised: int = 0
    namesakes: int = 0
    names: list[str] = field(default_factory=list)
    """Whom the first new rows are about."""
    rejected: list[Reject] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class FileRead:
    """What a file seems to be, and its rows by what becomes of them; `header_line` is counted from 1.

    `repeating` is the column that is left out though its name is that of an external_id: a number stands twice in it.
    `unsold` counts the referrals of which the file says "bought" while the book has no sale to the introduced person,
    `promised` the new ones with a reward that is not paid, `namesakes` the new ones that only name somebody, as one
    customer of the book is called.
    """

    kind: Kind
    encoding: str
    delimiter: str
    header_line: int | None
    mapping: Mapping[str, str]
    repeating: str | None
    added: int
    updated: int
    unchanged: int
    unsold: int
    promised: int
    namesakes: int
    rejected: tuple[Reject, ...]

    @property
    def read(self) -> int:
        """All rows of the file."""
        return self.added + self.updated + self.unchanged + len(self.rejected)

    @property
    def nothing(self) -> str:
        """Why there is nothing in the file to take in, as a sentence; empty where there is something."""
        if not self.read:
            return f"There is no row of {self.kind} in this file, only the names of columns. Nothing can be taken in."
        if len(self.rejected) < self.read:
            return ""
        rows = "The only row" if self.read == 1 else f"All {self.read:,} rows"
        return f"{rows} of this file had to be left out, so nothing can be taken in. The reasons stand with the lines."

    @property
    def consequence(self) -> str:
        """What the shop takes upon itself with the new rows, as a sentence; empty for most kinds."""
        if self.kind == "referrals":
            return " ".join(_of_referrals(self.unsold, self.promised, self.namesakes))
        if self.kind != "complaints" or not self.added:
            return ""
        if self.added == 1:
            return "The new one becomes an open case: the desk owes it an answer."
        return f"The {self.added:,} new ones become open cases: the desk owes each of them an answer."


def _of_referrals(unsold: int, promised: int, namesakes: int) -> Iterator[str]:
    if unsold:
        stand = "1 of them stands" if unsold == 1 else f"{unsold:,} of them stand"
        yield f"{stand} as “in contact” and not as “bought”: the book has no sale to them since."
    if promised:
        rewards = "1 reward of them is" if promised == 1 else f"{promised:,} rewards of them are"
        yield f"{rewards} not paid yet, and owed once the introduced person has bought."
    if namesakes:
        bear = "1 of them bears" if namesakes == 1 else f"{namesakes:,} of them bear"
        yield f"{bear} the name of a customer, as a name only: say so in the column “customer” if they are the same."


@dataclass(frozen=True, kw_only=True)
class Preview(FileRead):
    """What an import would do, and whom the first new rows are about; where none is new, the first of all."""

    names: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Imported(FileRead):
    """What an import did; `batch` is the number of its action, None where there was nothing to do."""

    batch: int | None


@dataclass(frozen=True)
class Writing:
    """How an import is written down: its action and day, and the words for how the shop came to know."""

    action: int
    today: date
    how: str


class Watch:
    """Tells how far an import is, reading and writing being half of it each; ends it when the owner wants to stop."""

    def __init__(self, lines: int, progress: Progress | None = None, cancelled: Cancelled | None = None) -> None:
        """Take how many lines there are, whom to tell, and whom to ask."""
        self._lines, self._progress, self._cancelled = lines, progress, cancelled

    def reading(self, source: Source) -> Iterator[Row | Reject]:
        """Yield a file's rows; raise ImportStopped if the owner stopped it."""
        for count, row in enumerate(source.rows()):
            if count % _ROWS_BETWEEN_LOOKS == 0:
                self._step(row.line)
            yield row

    def writing(self, done: int) -> None:
        """Tell that so many rows are dealt with; raise ImportStopped if the owner stopped it."""
        self._step(self._lines + min(done, self._lines))

    def _step(self, done: int) -> None:
        if self._cancelled and self._cancelled():
            raise ImportStopped
        if self._progress:
            self._progress(done, 2 * self._lines)
