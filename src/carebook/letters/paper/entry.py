"""What may come in about paper: a printer, what was measured on its page, a sheet of labels."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from pydantic import model_validator

from carebook.entry import Entry, beside, by
from carebook.letters.paper.labels import what_is_wrong
from carebook.letters.paper.measures import a_measure
from carebook.letters.paper.model import LabelSheet
from carebook.typed import NotSo, Setting, a_number, needed, one_of

_MOST = 20_000
"""So far, in micrometres, a page can be moved."""
_LEAST_STEP = 5_000
MARK = 50_000
"""The cross of the alignment page stands so far from the left and the upper edge."""


def _a_size(typed: str, ctx: Setting) -> int:
    found = a_measure(typed, ctx)
    if not _LEAST_STEP <= found <= 500_000:
        raise NotSo("Labels from 5 to 500 mm can be printed on.")
    return found


def _an_edge(typed: str, ctx: Setting) -> int:
    found = a_measure(typed, ctx)
    if found > 500_000:
        raise NotSo("No paper is that large. Type the measure in millimetres.")
    return found


def _a_mark(typed: str, ctx: Setting) -> int:
    """Read where the cross was found; what is missing to its place is how far pages have to be moved."""
    by_how_much = MARK - a_measure(typed, ctx)
    if abs(by_how_much) <= _MOST:
        return by_how_much
    raise NotSo("The cross stands about 50 mm from the edge. Print at full size, and measure to the cross marked A.")


Edge: TypeAlias = Annotated[int, by(_an_edge)]
Size: TypeAlias = Annotated[int, by(_a_size)]


class PrinterEntry(Entry):
    """A printer by its name."""

    name: Annotated[str, by(needed("A name for the printer"))]


class MeasuredEntry(Entry):
    """Where the cross of the alignment page was found, as the distance that is missing."""

    right_by: Annotated[int, by(_a_mark)]
    down_by: Annotated[int, by(_a_mark)]


class LabelSheetEntry(Entry):
    """A sheet of labels of the shop's own."""

    name: Annotated[str, by(needed("A name for the sheet"))]
    page: Annotated[str, by(one_of("letter", "a4", default="letter"))]
    columns: Annotated[int, by(lambda typed, _: a_number(typed, 1, 20))]
    rows: Annotated[int, by(lambda typed, _: a_number(typed, 1, 60))]
    width: Size
    height: Size
    left_edge: Edge
    top_edge: Edge
    across: Size
    down: Size

    @model_validator(mode="after")
    def _fits_its_paper(self) -> LabelSheetEntry:
        for field, sentence in what_is_wrong(LabelSheet(0, **self.model_dump())).items():
            raise beside(field, sentence)
        return self
