"""What the shop prints on: its printers, its sheets of labels, its letterhead. All measures are in micrometres."""

from __future__ import annotations

from typing import NamedTuple


class Printer(NamedTuple):
    """A printer, and how far each page has to be moved so that it lands where it belongs."""

    id: int
    name: str
    right_by: int
    down_by: int
    in_use: bool


class LabelSheet(NamedTuple):
    """A sheet of labels: the edges of the first label, its size, and the steps from one label to the next."""

    id: int
    """0 for a sheet that carebook knows by itself."""
    name: str
    page: str
    """letter or a4."""
    columns: int
    rows: int
    left_edge: int
    top_edge: int
    width: int
    height: int
    across: int
    """From the left edge of a label to that of the next one."""
    down: int
    """From the upper edge of a label to that of the one below."""

    @property
    def on_one(self) -> int:
        """How many labels a sheet has."""
        return self.columns * self.rows


class Letterhead(NamedTuple):
    """The head of the letters: a logo (as base64 of its file), or the shop's name where there is none."""

    logo_name: str = ""
    logo_kind: str = ""
    """png, jpg or svg; empty: no logo."""
    logo: str = ""


class Setup(NamedTuple):
    """How paper is printed on in this shop: the offsets of the printer in use, the letterhead, the paper itself."""

    right_by: int = 0
    down_by: int = 0
    head: Letterhead = Letterhead()
    preprinted: bool = False
    """Whether the shop's paper has its head printed already, so that letters leave it out."""


AS_IT_COMES = Setup()
"""An exact printer, and a head of the shop's name."""
