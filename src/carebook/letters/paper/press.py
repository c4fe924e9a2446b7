"""Printing to a file: finished letters, or the list of tonight's cards, as one private PDF (LET-11, X4)."""

from __future__ import annotations

import base64
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
from typing import IO, TYPE_CHECKING, Any, NamedTuple

from carebook import days
from carebook.book.files import new_file, private_folder
from carebook.errors import Refusal
from carebook.letters.paper.model import AS_IT_COMES, LabelSheet, Setup
from carebook.letters.paper.sizes import page_of
from carebook.text import cut

if TYPE_CHECKING:
    from carebook.letters.survey import SurveySheet
    from carebook.letters.writing import LetterText

Progress = Callable[[int, int], None]
"""Is told how many pieces are done, of how many."""
LONGEST_LINE = 120
"""Cells of a line of an address, as in letters."""
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


class Job(NamedTuple):
    """Pieces to be set by one document, before there is a file."""

    document: str
    pieces: list[dict[str, Any]]
    inputs: Mapping[str, str]
    """What all pages share."""

    def parted(self, most: int) -> list[Job]:
        """Return it as jobs of so many pieces at most, in their order; none where there is no piece."""
        starts = range(0, len(self.pieces), most)
        return [self._replace(pieces=self.pieces[start : start + most]) for start in starts]


class Pressed(NamedTuple):
    """What came out of the press: a PDF, or only how many pages it would have."""

    pdf: bytes
    pages: dict[int, int]
    """How many pages each piece takes, by its id; those that share a page count as one each."""
    left_out: dict[int, str]
    last_page: int
    """How many pages there are in all."""


def typeset(job: Job, out: Path, today: datetime.date) -> Typeset:
    """Set a job into the new file `out`; where no piece can be set, there is none."""
    made = press(job, today)
    if made.pdf:
        private_folder(out.parent)
        with new_file(out) as part:
            part.write_bytes(made.pdf)
    return Typeset(out if made.pdf else None, made.pages, made.left_out)


def typeset_cards(
    cards: Sequence[tuple[int, Card]], out: Path, today: datetime.date, country: str, setup: Setup = AS_IT_COMES
) -> Typeset:
    """Set the list of tonight's cards, several to a page of the country's paper, into the new file `out`."""
    return typeset(cards_job(cards, today, country, setup), out, today)


def typeset_report(page: Mapping[str, Any], out: Path, today: datetime.date, country: str) -> Typeset:
    """Set the page of a month, as `carebook.report` words it, on the country's paper into the new file `out`."""
    return typeset(Job("report.typ", [{"id": 0, **page}], {"page": page_of(country)}), out, today)


def typeset_content_map(page: Mapping[str, Any], out: Path, today: datetime.date, country: str) -> Typeset:
    """Set the content map, as `letters.content_map` words it, on the country's paper into the new file `out`."""
    return typeset(Job("contentmap.typ", [{"id": 0, **page}], {"page": page_of(country)}), out, today)


def letters_job(letters: Sequence[tuple[int, LetterText]], setup: Setup = AS_IT_COMES) -> Job:
    """Return the setting of letters, each with its id and in their order."""
    pieces = [_letter_piece(number, letter) for number, letter in letters]
    return Job("letter.typ", pieces, {**moved(setup), **headed(setup)})


def cards_job(cards: Sequence[tuple[int, Card]], today: datetime.date, country: str, setup: Setup) -> Job:
    """Return the setting of the list of tonight's cards."""
    pieces = [{"id": number, **dataclasses.asdict(card)} for number, card in cards]
    return Job("cards.typ", pieces, {"page": page_of(country), "dated": days.long(today, country), **moved(setup)})


def labels_job(
    addresses: Sequence[tuple[int, Sequence[str]]], sheet: LabelSheet, first: int, setup: Setup, *, edges: bool = False
) -> Job:
    """Return the setting of addresses on sheets of labels, from a label on; `edges` draws the edge of each."""
    inputs = {"sheet": json.dumps(sheet._asdict()), "first": str(first), "edges": "yes" if edges else "no"}
    return Job("labels.typ", _addressed(addresses), {**inputs, **moved(setup)})


def envelopes_job(
    addresses: Sequence[tuple[int, Sequence[str]]], sender: Sequence[str], envelope: str, setup: Setup
) -> Job:
    """Return the setting of envelopes, each a page of its own."""
    inputs = {"sender": json.dumps([cut(line, LONGEST_LINE) for line in sender]), "format": envelope}
    return Job("envelope.typ", _addressed(addresses), {**inputs, **moved(setup)})


def _addressed(addresses: Sequence[tuple[int, Sequence[str]]]) -> list[dict[str, Any]]:
    """Return addresses as pieces; a line of thousands of letters is cut before it is measured."""
    return [{"id": number, "lines": [cut(line, LONGEST_LINE) for line in lines]} for number, lines in addresses]


def moved(setup: Setup) -> dict[str, str]:
    """Return what moves every page as the printer in use needs it."""
    return {"right_by": str(setup.right_by), "down_by": str(setup.down_by)}


def headed(setup: Setup) -> dict[str, str]:
    """Return the head of the letters; the bytes of its logo as numbers, because inputs are text."""
    head: dict[str, Any] = {"preprinted": setup.preprinted}
    if setup.head.logo:
        head |= {"logo": list(base64.b64decode(setup.head.logo)), "format": setup.head.logo_kind}
    return {"head": json.dumps(head)}


def press(
    job: Job,
    today: datetime.date,
    cancelled: Callable[[], bool] | None = None,
    *,
    only_count: bool = False,
    seconds: int | None = None,
) -> Pressed:
    """Set a job in the typesetter's process; with `only_count` nothing but its pages comes back.

    One that asks for more of the processor than so many `seconds` is broken off, as a typesetter that fails is.
    """
    how = {"today": today.isoformat(), "only_count": only_count, "seconds": seconds}
    told = {**job._asdict(), "inputs": dict(job.inputs), **how}
    answer = _run(json.dumps(told).encode(), cancelled or (lambda: False))
    head, _, pdf = answer.partition(b"\n")
    report = json.loads(head)
    return Pressed(pdf, dict(report["pages"]), dict(report["left_out"]), report["last_page"])


def _letter_piece(number: int, letter: LetterText) -> dict[str, Any]:
    piece = {"id": number, **dataclasses.asdict(letter)}
    del piece["remarks"]
    if letter.sheet:
        piece["sheet"] = sheet_piece(letter.sheet)
    return piece


def sheet_piece(sheet: SurveySheet) -> dict[str, Any]:
    """Return a survey sheet with the steps of each scale."""
    questions = [{**dataclasses.asdict(question), "steps": question.steps} for question in sheet.questions]
    return {**dataclasses.asdict(sheet), "questions": questions}


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
