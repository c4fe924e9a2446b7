"""A win-back on the screen: what is next, the six steps, what they told us, offers, letters, diary."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from textual.content import Content

from carebook.tui.panes.complaints_case import owed_lines, part_lines, promise_lines
from carebook.tui.panes.complaints_sheet import Promise
from carebook.tui.text import plain, wrapped
from carebook.tui.widgets.facts import Note
from carebook.tui.widgets.letter_preview import PAPER_WIDTH


@dataclass(frozen=True, slots=True)
class Sheet:
    """A win-back as it is drawn, in this order."""

    title: str
    owed: tuple[tuple[str, bool], ...]
    """What is next, and whether it is late."""
    about: tuple[str, ...]
    steps: tuple[Promise, ...]
    answers: tuple[tuple[str, str], ...]
    """Each question with its answer."""
    offers: tuple[Note, ...]
    letters: tuple[Note, ...]
    diary: tuple[Note, ...]


def laid_out(sheet: Sheet, room: int) -> Iterator[Content]:
    """Yield the lines of a win-back, all stored text literal (T1)."""
    width = min(room, PAPER_WIDTH)
    for line in wrapped(sheet.title, width):
        yield Content.styled(line, "bold")
    for sentence, is_late in sheet.owed:
        yield from owed_lines(sentence, width, is_late=is_late)
    yield Content("")
    for said in sheet.about:
        for line in wrapped(said, width):
            yield Content.styled(line, "$foreground-muted")
    yield Content("")
    for step in sheet.steps:
        yield from promise_lines(step, width)
    yield from _told(sheet.answers, width)
    yield from part_lines("Offers", sheet.offers, width)
    yield from part_lines("Letters", sheet.letters, width)
    yield from part_lines("Diary", sheet.diary, width)


def _told(answers: tuple[tuple[str, str], ...], width: int) -> Iterator[Content]:
    if answers:
        yield Content("")
        yield plain("What they told us", "bold")
    for question, answer in answers:
        for line in wrapped(question, width):
            yield Content.styled(line, "$foreground-muted")
        for line in wrapped(f"“{answer}”", width - 2):
            yield Content.assemble("  ", (line, "italic"))
