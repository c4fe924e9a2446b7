"""Two records side by side, in lines: what both say, and what stays."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from carebook.merging.comparing import Comparison, Fact, Stays
from carebook.tui.panes.figures import QUIET, prose
from carebook.tui.text import fitted, plain, wrapped

SIDE_BY_SIDE = 100
"""Cells from which both records stand beside each other."""
_LABEL = 15
_MOST = 4
"""Lines of one fact that are shown of each record; the record itself has all of a long note."""
_STAYS, _GOES = "✓ ", "  "
_HOW = (
    "✓ marks what stays. What is empty is filled from the other record; a phone, an e-mail or an address that gives way"
    " is put into the note. Members, days, tags, sales, letters and everything else of both are kept; of every stop the"
    " stricter holds."
)


def laid_out(found: Comparison, width: int) -> Iterator[Content]:
    """Yield the lines of the sheet."""
    for warning in found.warnings:
        for place, line in enumerate(wrapped(warning, width - 2)):
            yield Content.assemble(("! " if place == 0 else "  ", "$text-warning"), plain(line))
    if found.warnings:
        yield Content("")
    lay_out = _beside if width >= SIDE_BY_SIDE else _below
    yield from lay_out(found, width)
    yield Content("")
    yield from prose(_HOW, width)


def _beside(found: Comparison, width: int) -> Iterator[Content]:
    """Yield a line for each fact, the kept record's on the left."""
    half = (width - _LABEL) // 2
    titles = fitted("stays in the book", half), fitted("is merged into it", half)
    yield Content.assemble(" " * _LABEL, (titles[0], "bold"), (titles[1], "bold"))
    for fact in found.facts:
        ours, theirs = _cell(fact, Stays.OURS, half), _cell(fact, Stays.THEIRS, half)
        for place in range(max(len(ours), len(theirs))):
            label = fitted(fact.label if place == 0 else "", _LABEL)
            left, right = (cell[place] if place < len(cell) else Content(" " * half) for cell in (ours, theirs))
            yield Content.assemble((label, QUIET), left, right)


def _below(found: Comparison, width: int) -> Iterator[Content]:
    """Yield the kept record's facts, then the other one's."""
    for side, title in ((Stays.OURS, "Stays in the book"), (Stays.THEIRS, "Is merged into it")):
        yield Content.styled(title, "bold")
        for fact in found.facts:
            if not _said(fact, side):
                continue
            for place, line in enumerate(_cell(fact, side, width - _LABEL)):
                yield Content.assemble((fitted(fact.label if place == 0 else "", _LABEL), QUIET), line)
        if side is Stays.OURS:
            yield Content("")


def _said(fact: Fact, side: Stays) -> str:
    return fact.ours if side is Stays.OURS else fact.theirs


def _cell(fact: Fact, side: Stays, width: int) -> list[Content]:
    """Return what one record says, with a sign and not by colour alone where it stays (T5)."""
    said = _said(fact, side)
    stays = bool(said) and fact.stays in (side, Stays.BOTH)
    lines = wrapped(said, width - len(_STAYS) - 1) if said else []
    if len(lines) > _MOST:
        lines = [*lines[: _MOST - 1], "…"]
    style = "" if stays else QUIET
    return [
        Content.styled((_STAYS if stays and place == 0 else _GOES) + fitted(line, width - len(_STAYS)), style)
        for place, line in enumerate(lines)
    ]
