"""The one gate from stored text to what Textual draws: never markup, never a control character (T1, T2)."""

from pathlib import Path
from typing import Literal

from rich.cells import cell_len, set_cell_size
from textual.content import Content

from carebook.text import clean

Align = Literal["left", "right"]
ELLIPSIS = "…"
LOOKED_AT = 200
"""Characters of a line that are looked at, besides eight for each cell: a longer text is cut unread."""


def plain(text: str, style: str = "", *, lines: bool = False) -> Content:
    """Text as content that shows literally; with `lines` its line ends stay."""
    return Content.styled(clean(text, lines=lines), style)


def fitted(text: str, width: int, align: Align = "left") -> str:
    """One line of exactly `width` cells as Textual measures them: cut with … or padded with spaces."""
    line = shortened(text, width)
    space = " " * (width - cell_len(line))
    return space + line if align == "right" else line + space


def shortened(text: str, width: int) -> str:
    """One line of at most `width` cells, cut with … where it does not fit."""
    if width <= 0:
        return ""
    looked_at = LOOKED_AT + width * 8
    line = clean(text[:looked_at])
    if len(text) <= looked_at and cell_len(line) <= width:
        return line
    return set_cell_size(line, width - 1).rstrip() + ELLIPSIS


def short_path(path: Path, width: int) -> str:
    """A path of at most `width` letters: the home folder as ~, and what does not fit cut out of the middle."""
    home = Path.home()
    said = clean(f"~/{path.relative_to(home)}" if path.is_relative_to(home) else str(path))
    begun = width // 3
    return said if len(said) <= width else said[:begun] + ELLIPSIS + said[begun + 1 - width :]


def wrapped(text: str, width: int) -> list[str]:
    """The lines of a text in a column of `width` cells; its own line ends stay, long words are folded."""
    return [line.plain for line in plain(text, lines=True).wrap(max(width, 1))]
