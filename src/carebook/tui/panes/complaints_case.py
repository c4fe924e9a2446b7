"""A case on the screen: its sheet beside the list, or over it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.widget import Widget

from carebook.tui.actions import bindings
from carebook.tui.panes.complaints_sheet import Promise, Sheet
from carebook.tui.panes.today_detail import Detail
from carebook.tui.text import plain, shortened, wrapped
from carebook.tui.widgets.facts import Note
from carebook.tui.widgets.letter_preview import PAPER_WIDTH, labelled

PROMISE_WIDTH = 17
"""Cells of the promises' names with their signs."""
KEPT, NOT_YET = "✓ ", "○ "


class CaseDetail(VerticalScroll, inherit_bindings=False):
    """Shows one case; up and down step through the list."""

    DEFAULT_CSS = """
    CaseDetail {
        padding: 0 1 0 2; scrollbar-gutter: stable; scrollbar-size-vertical: 1;
        scrollbar-color: $foreground 30%; scrollbar-background: $background;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings("detail")

    def __init__(self) -> None:
        """No case yet."""
        super().__init__(classes="detail")
        self._paper = _Paper()

    def compose(self) -> ComposeResult:
        """One sheet, as long as the case."""
        yield self._paper

    def show(self, sheet: Sheet | None) -> None:
        """Show another case from its beginning; None shows none. The same case stays as it is scrolled."""
        if sheet != self._paper.sheet:
            self._paper.sheet = sheet
            self.scroll_home(animate=False)

    def action_close(self) -> None:
        """Go back to the list."""
        self.post_message(Detail.Closed())

    def action_turn(self, step: int) -> None:
        """Step through the list."""
        self.post_message(Detail.Turned(step))


class _Paper(Widget):
    """The sheet: its lines depend on its width."""

    DEFAULT_CSS = f"""
    _Paper {{ height: auto; max-width: {PAPER_WIDTH}; text-wrap: nowrap; text-overflow: clip; }}
    """
    sheet: reactive[Sheet | None] = reactive(None, layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self._lines(width))

    def render(self) -> Content:
        return Content("\n").join(self._lines(self.size.width))

    def _lines(self, width: int) -> list[Content]:
        return list(laid_out(self.sheet, max(width, 1))) if self.sheet else []


def laid_out(sheet: Sheet, width: int) -> Iterator[Content]:
    """Yield the lines of a case, all stored text literal (T1)."""
    for line in wrapped(sheet.title, width):
        yield Content.styled(line, "bold")
    for line in wrapped(sheet.about, width):
        yield Content.styled(line, "$foreground-muted")
    yield Content("")
    for sentence, is_late in sheet.owed:
        yield from owed_lines(sentence, width, is_late=is_late)
    if sheet.owed:
        yield Content("")
    for line in wrapped(f"“{sheet.words}”", width):
        yield Content.styled(line, "italic")
    yield Content("")
    for promise in sheet.promises:
        yield from promise_lines(promise, width)
    yield from part_lines("", sheet.notes, width)
    yield from part_lines("Letters", sheet.letters, width)
    yield from part_lines("Diary", sheet.diary, width)


def owed_lines(sentence: str, width: int, *, is_late: bool) -> Iterator[Content]:
    """Yield the lines of what is next."""
    sign, style = ("! ", "bold $text-error") if is_late else ("→ ", "bold $text-accent")
    return _hung((sign, style), wrapped(sentence, width - len(sign)), "" if is_late else "bold")


def promise_lines(promise: Promise, width: int) -> Iterator[Content]:
    """Yield the lines of a promise or a step, signed as kept or not yet."""
    label_width = min(PROMISE_WIDTH, width // 2)
    sign, style = (KEPT, "$text-success") if promise.kept else (NOT_YET, "$foreground-muted")
    name = shortened(promise.name, label_width - len(sign) - 1)
    label = (sign + name).ljust(label_width)
    return _hung(
        (label, style), wrapped(promise.said, width - label_width), "" if promise.kept else "$foreground-muted"
    )


def _hung(label: tuple[str, str], lines: Iterable[str], style: str) -> Iterator[Content]:
    """Hang lines beside a label."""
    margin = " " * cell_len(label[0])
    for place, line in enumerate(lines):
        yield Content.assemble(label if place == 0 else margin, (line, style))


def part_lines(heading: str, notes: tuple[Note, ...], width: int) -> Iterator[Content]:
    """Yield the lines of labelled notes under a heading, if there are any."""
    if notes:
        yield Content("")
        if heading:
            yield plain(heading, "bold")
        yield from labelled(notes, width)
