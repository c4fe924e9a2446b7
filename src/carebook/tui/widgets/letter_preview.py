"""A letter on the screen as it will print, and below it what is known about it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.widget import Widget

from carebook.tui.text import shortened, wrapped

PAPER_WIDTH = 68
"""Cells of the widest line of a letter: longer ones are tiring to read."""
LABEL_WIDTH = 12


@dataclass(frozen=True, slots=True)
class Letter:
    """The parts of a letter in their order on paper, then notes (label, sentence) that do not print."""

    sender: tuple[str, ...] = ()
    addressee: tuple[str, ...] = ()
    dated: str = ""
    salutation: str = ""
    paragraphs: tuple[str, ...] = ()
    closing: str = ""
    signature: tuple[str, ...] = ()
    footer: str = ""
    notes: tuple[tuple[str, str], ...] = ()


class LetterPreview(VerticalScroll):
    """Shows one letter; scrolls when it is longer than the room it has."""

    DEFAULT_CSS = """
    LetterPreview {
        padding: 0 1 0 2; scrollbar-gutter: stable; scrollbar-size-vertical: 1;
        scrollbar-color: $foreground 30%; scrollbar-background: $background;
    }
    """

    def __init__(self, *, empty: str = "", id: str | None = None, classes: str | None = None) -> None:
        """A preview without a letter says `empty`."""
        super().__init__(id=id, classes=classes)
        self._paper = _Paper(empty)

    def compose(self) -> ComposeResult:
        """One sheet, as long as the letter."""
        yield self._paper

    def on_resize(self) -> None:
        """Let the letter know how many of its lines are seen at once."""
        self._paper.room = self.size.height

    def show(self, letter: Letter | None) -> None:
        """Show another letter from its beginning; None shows none."""
        self._paper.letter = letter
        self.scroll_home(animate=False)


class _Paper(Widget):
    """The sheet: its lines depend on its width."""

    DEFAULT_CSS = f"""
    _Paper {{ height: auto; max-width: {PAPER_WIDTH}; text-wrap: nowrap; text-overflow: clip; }}
    """
    letter: reactive[Letter | None] = reactive(None, layout=True)
    room: reactive[int] = reactive(0, layout=True)

    def __init__(self, empty: str) -> None:
        super().__init__()
        self._empty = empty

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return self._lines(width).plain.count("\n") + 1

    def render(self) -> Content:
        return self._lines(self.size.width)

    def _lines(self, width: int) -> Content:
        if self.letter is not None:
            return laid_out(self.letter, width, self.room)
        return Content("\n").join(["", *wrapped(self._empty, width)]).stylize("$foreground-muted")


def laid_out(letter: Letter, width: int, room: int) -> Content:
    """A letter and its notes as lines of at most `width` cells, all text literal (T1).

    The notes stand below it, or above where not all of it is seen at once in `room` lines.
    """
    paper = [*_paper(letter, width)]
    if not letter.notes:
        return Content("\n").join(paper)
    notes, rule = [*labelled(letter.notes, width)], Content.styled("─" * width, "$foreground 25%")
    fits = len(paper) + 1 + len(notes) <= room
    return Content("\n").join([*paper, rule, *notes] if fits else [*notes, rule, *paper])


def _paper(letter: Letter, width: int) -> Iterator[Content | str]:
    yield from _to_the_right(letter.sender, width)
    blocks = [
        [line for part in letter.addressee for line in wrapped(part, width)],
        [letter.dated],
        [letter.salutation],
        *([paragraph] for paragraph in letter.paragraphs),
        [letter.closing],
        list(letter.signature),
    ]
    for block in blocks:
        if any(block):
            yield ""
            for part in block:
                yield from wrapped(part, width)
    if letter.footer:
        yield ""
        for line in wrapped(letter.footer, width):
            yield Content.styled(line, "$foreground-muted")
    yield ""


def _to_the_right(sender: tuple[str, ...], width: int) -> Iterator[Content]:
    """The sender's lines under one another, as far right as the longest allows."""
    lines = [shortened(line, width) for line in sender]
    indent = " " * (width - max((cell_len(line) for line in lines), default=0))
    for place, line in enumerate(lines):
        yield Content.styled(indent + line, "bold" if place == 0 else "")


def labelled(notes: Sequence[tuple[str, str]], width: int) -> Iterator[Content]:
    """A label on the left of each note; in a narrow window the label stands before the sentence."""
    label_width = min(max(cell_len(label) for label, _ in notes) + 2, LABEL_WIDTH, width // 3)
    for label, sentence in notes:
        for place, line in enumerate(wrapped(sentence, width - label_width)):
            head = shortened(label, label_width - 1) if place == 0 else ""
            yield Content.assemble((head + " " * (label_width - cell_len(head)), "$foreground-muted"), line)
