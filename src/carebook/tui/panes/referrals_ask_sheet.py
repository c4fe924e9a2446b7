"""Who is under the cursor of the list of whom to ask, drawn: the verdict, the reasons, what to say, what was before."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from carebook.tui.panes.complaints_case import owed_lines, part_lines
from carebook.tui.panes.figures import QUIET
from carebook.tui.panes.referrals_ask_words import AskSheet
from carebook.tui.text import plain, wrapped
from carebook.tui.widgets.letter_preview import PAPER_WIDTH

GOOD, BAD = ("✓ ", "$text-success"), ("✗ ", "$text-warning")


def laid_out(sheet: AskSheet, room: int) -> Iterator[Content]:
    """Yield the lines, all stored text literal (T1)."""
    width = min(room, PAPER_WIDTH)
    yield from _titled(sheet, width)
    if sheet.next_step:
        yield from owed_lines(sheet.next_step, width, is_late=False)
    for sign, reasons in ((BAD, sheet.bad), (GOOD, sheet.good)):
        for reason in reasons:
            yield from _signed(sign, reason, width)
    for line in wrapped(sheet.how_to_know, width) if sheet.how_to_know else ():
        yield Content.styled(line, QUIET)
    if sheet.to_say:
        yield Content("")
        yield plain("What to say", "bold")
    for said in sheet.to_say:
        for line in wrapped(said, width):
            yield plain(line)
    yield from part_lines("They sent", sheet.sent, width)
    yield from part_lines("Good moments", sheet.moments, width)
    yield from part_lines("Asked before", sheet.asks, width)


def _titled(sheet: AskSheet, width: int) -> Iterator[Content]:
    lines = wrapped(" · ".join(filter(None, (sheet.title, sheet.reach))), width)
    for line in lines:
        yield Content.styled(line, "bold")


def _signed(sign: tuple[str, str], reason: str, width: int) -> Iterator[Content]:
    for place, line in enumerate(wrapped(reason, width - 2)):
        yield Content.assemble(sign if place == 0 else "  ", line)
