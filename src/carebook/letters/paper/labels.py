"""Sheets of labels: those that carebook knows by their published measures, and what a sheet must be like to exist."""

from __future__ import annotations

from collections.abc import Sequence

from carebook.letters.paper.model import LabelSheet
from carebook.letters.paper.sizes import page_of

PAPERS = {"letter": (215_900, 279_400), "a4": (210_000, 297_000)}
"""Width and height of the papers."""
KNOWN = (
    # 2 5/8 x 1 in; 3/16 and 1/2 in from the edges; 1/8 in between columns
    LabelSheet(
        id=0,
        name="Avery 5160",
        page="letter",
        columns=3,
        rows=10,
        left_edge=4_763,
        top_edge=12_700,
        width=66_675,
        height=25_400,
        across=69_850,
        down=25_400,
    ),
    # 4 x 2 in; 5/32 and 1/2 in from the edges; 3/16 in between columns
    LabelSheet(
        id=0,
        name="Avery 5163",
        page="letter",
        columns=2,
        rows=5,
        left_edge=3_969,
        top_edge=12_700,
        width=101_600,
        height=50_800,
        across=106_363,
        down=50_800,
    ),
    # 63.5 x 38.1 mm; 7.25 and 15.15 mm from the edges; 2.5 mm between columns
    LabelSheet(
        id=0,
        name="Avery L7160",
        page="a4",
        columns=3,
        rows=7,
        left_edge=7_250,
        top_edge=15_150,
        width=63_500,
        height=38_100,
        across=66_000,
        down=38_100,
    ),
    # 99.1 x 38.1 mm; 4.65 and 15.15 mm from the edges; 2.5 mm between columns
    LabelSheet(
        id=0,
        name="Avery L7163",
        page="a4",
        columns=2,
        rows=7,
        left_edge=4_650,
        top_edge=15_150,
        width=99_100,
        height=38_100,
        across=101_600,
        down=38_100,
    ),
)
"""The address labels that every stationer has."""


def sheets_to_offer(own: Sequence[LabelSheet], country: str) -> list[LabelSheet]:
    """Return every sheet, the shop's own ones first, then those of the country's paper."""
    here = "letter" if page_of(country) == "us" else "a4"
    return [*own, *sorted(KNOWN, key=lambda sheet: sheet.page != here)]


LEAST_WIDTH, LEAST_HEIGHT = 30_000, 16_000
"""Micrometres that an address of five lines needs at the smallest size that can be read."""


def what_is_wrong(sheet: LabelSheet) -> dict[str, str]:
    """Say of each measure why such a sheet cannot be; nothing where it can."""
    width, height = PAPERS[sheet.page]
    found = {}
    if sheet.width < LEAST_WIDTH:
        found["width"] = f"An address needs {_mm(LEAST_WIDTH)} across; on less it would be cut off."
    if sheet.height < LEAST_HEIGHT:
        found["height"] = f"An address needs {_mm(LEAST_HEIGHT)} from top to bottom; on less it would be cut off."
    if sheet.columns > 1 and sheet.across < sheet.width:
        found["across"] = f"Labels {_mm(sheet.width)} wide that begin every {_mm(sheet.across)} would overlap."
    if sheet.rows > 1 and sheet.down < sheet.height:
        found["down"] = f"Labels {_mm(sheet.height)} high that begin every {_mm(sheet.down)} would overlap."
    right = sheet.left_edge + (sheet.columns - 1) * sheet.across + sheet.width
    if not found and right > width:
        found["columns"] = f"{sheet.columns} columns end {_mm(right)} from the left; the paper is {_mm(width)} wide."
    low = sheet.top_edge + (sheet.rows - 1) * sheet.down + sheet.height
    if not found and low > height:
        found["rows"] = f"{sheet.rows} rows end {_mm(low)} from the top; the paper is {_mm(height)} high."
    return found


def _mm(measure: int) -> str:
    return f"{measure / 1000:.2f}".rstrip("0").rstrip(".") + " mm"
