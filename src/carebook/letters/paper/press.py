"""Printing to a file: finished letters, or the list of tonight's cards, as one private PDF (LET-11, X4)."""

from __future__ import annotations

import dataclasses
import datetime
import json
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import IO, TYPE_CHECKING, Any

from carebook import days
from carebook.book.files import new_file, private_folder
from carebook.errors import Refusal
from carebook.letters.paper.sizes import page_of

if TYPE_CHECKING:
    from carebook.letters.writing import LetterText

Progress = Callable[[int, int], None]
"""Is told how many pieces are done, of how many."""
_GLANCE = 0.05  # seconds between two looks at whether the owner has cancelled


class CannotTypeset(Refusal):
    """The typesetter is missing or broke off."""

    def __init__(self) -> None:
        """Say that nothing came of it, and what may help."""
        super().__init__(
            "The letters could not be set, because the typesetter (typst) is missing or stopped halfway."
            " Nothing was written; install carebook anew, then print again."
        )


class PrintingCancelled(Refusal):
    """The owner stopped the printing."""

    def __init__(self) -> None:
        """Say that nothing came of it."""
        super().__init__("Printing was stopped. Nothing was written.")


@dataclass(frozen=True, slots=True)
class Card:
    """What the owner wants at hand when writing one card tonight (LET-11)."""

    name: str
    address: tuple[str, ...]
    occasion: str
    """The news itself, such as "Opened a second shop"."""
    points: tuple[str, ...] = ()
    """What to speak of: last purchase, members, last contact."""
    thoughts: tuple[str, ...] = ()
    """Where the words may start from; see `writing.thoughts`."""


@dataclass(frozen=True, slots=True)
class Typeset:
    """What became of a batch."""

    path: Path | None
    """The PDF; None where not one piece could be set."""
    pages: dict[int, int]
    """How many pages each piece takes, by its id."""
    left_out: dict[int, str]
    """The pieces that could not be set, by id, with the cause: no font for "字"."""


def typeset(
    letters: Sequence[tuple[int, LetterText]],
    out: Path,
    today: datetime.date,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Typeset:
    """Set letters, each with its id and in their order, into the new file `out`; each starts on a fresh page."""
    pieces = [_letter_piece(number, letter) for number, letter in letters]
    return _print("letter.typ", pieces, {}, out, today, progress, cancelled)


def typeset_cards(
    cards: Sequence[tuple[int, Card]],
    out: Path,
    today: datetime.date,
    country: str,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Typeset:
    """Set the list of tonight's cards, several to a page of the country's paper, into the new file `out`."""
    pieces = [{"id": number, **dataclasses.asdict(card)} for number, card in cards]
    inputs = {"page": page_of(country), "dated": days.long(today, country)}
    return _print("cards.typ", pieces, inputs, out, today, progress, cancelled)


def typeset_report(page: Mapping[str, Any], out: Path, today: datetime.date, country: str) -> Typeset:
    """Set the page of a month, as `carebook.report` words it, on the country's paper into the new file `out`."""
    return _print("report.typ", [{"id": 0, **page}], {"page": page_of(country)}, out, today, None, None)


def _letter_piece(number: int, letter: LetterText) -> dict[str, Any]:
    piece = {"id": number, **dataclasses.asdict(letter)}
    del piece["remarks"]
    if letter.sheet:
        for asked, question in zip(piece["sheet"]["questions"], letter.sheet.questions, strict=True):
            asked["steps"] = question.steps
    return piece


def _print(
    document: str,
    pieces: list[dict[str, Any]],
    inputs: dict[str, str],
    out: Path,
    today: datetime.date,
    progress: Progress | None,
    cancelled: Callable[[], bool] | None,
) -> Typeset:
    tell = progress or (lambda done, total: None)
    tell(0, len(pieces))
    job = {"document": document, "today": today.isoformat(), "inputs": inputs, "pieces": pieces}
    answer = _run(json.dumps(job).encode(), cancelled or (lambda: False))
    head, _, pdf = answer.partition(b"\n")
    report = json.loads(head)
    if pdf:
        private_folder(out.parent)
        with new_file(out) as part:
            part.write_bytes(pdf)
    tell(len(pieces), len(pieces))
    return Typeset(out if pdf else None, dict(report["pages"]), dict(report["left_out"]))


def _run(job: bytes, cancelled: Callable[[], bool]) -> bytes:
    """Hand a job to the typesetter's process and wait for its answer, or kill it when the owner says stop."""
    command = [sys.executable, "-P", "-m", "carebook.letters.paper.typesetting"]
    pipe = subprocess.PIPE
    try:
        process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL)
    except OSError as error:
        raise CannotTypeset from error
    with process:
        try:
            answer = _answer(process, job, cancelled)
        finally:
            process.kill()
    if process.returncode != 0:
        raise CannotTypeset
    return answer


def _answer(process: subprocess.Popen[bytes], job: bytes, cancelled: Callable[[], bool]) -> bytes:
    """Feed the job in while looking for the answer: `communicate` itself forgets what a first look did not get to."""
    given, process.stdin = process.stdin, None
    feeding = Thread(target=_feed, args=(given, job), daemon=True)
    feeding.start()
    while not cancelled():
        with suppress(subprocess.TimeoutExpired):
            return process.communicate(timeout=_GLANCE)[0]
    raise PrintingCancelled


def _feed(given: IO[bytes] | None, job: bytes) -> None:
    """Write a job into the typesetter's hands; one that died or was stopped takes no more of it."""
    if given:
        with suppress(OSError), given:
            given.write(job)
