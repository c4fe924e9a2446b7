"""The content map: personas down, stages of buying across; in each cell what serves them, or that nothing does."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen
from textual.widgets import Static

from carebook.book.change import Change
from carebook.customers.model import Content, Stage
from carebook.customers.store.personas import contents, persona_lines, personas
from carebook.letters.content_map import Strand, content_map, empty_cells, title_of
from carebook.tui.actions import bindings
from carebook.tui.beside import Beside
from carebook.tui.doer import Doer
from carebook.tui.keys import KeysOfScreen
from carebook.tui.panes.stored import FreshRows
from carebook.tui.text import plain
from carebook.tui.widgets.columns import Column
from carebook.tui.widgets.facts import Facts
from carebook.tui.widgets.record_list import RecordList
from carebook.tui.widgets.rows import Row
from carebook.tui.widgets.status_line import StatusLine

if TYPE_CHECKING:
    from carebook.book.book import Book
    from carebook.tui.app import CarebookApp

ABOUT = "Which letter or piece serves whom, and when. ← → goes from stage to stage; ○ is nothing yet."
NOBODY = "No persona is described yet.\n\nesc goes back, and n describes one."
EMPTY = "○"
_STAGES = tuple(Stage)
_COLUMNS = (Column("persona", least=11), *(Column(str(stage), share=1, least=11) for stage in Stage))
_GAPS_SHOWN = 12


class ContentMapScreen(KeysOfScreen, Doer, Screen[None]):
    """A grid with a cursor; below it the cell under the cursor, and what is still empty."""

    PLACE: ClassVar[str] = "content_map"
    BINDINGS: ClassVar[list[BindingType]] = bindings("content_map")
    CSS_PATH = "personas.tcss"

    def __init__(self, persona_id: int | None = None) -> None:
        """Begin with a persona."""
        super().__init__()
        self._begin_at = persona_id
        self._stage = 0
        self._strands: list[Strand] = []
        self._undescribed: list[str] = []
        self._printing = Beside(self)
        self.lines = RecordList(_COLUMNS, heads=True, empty=NOBODY, classes="choices")
        self.card = Facts(classes="card")
        self.card.can_focus = False

    def compose(self) -> ComposeResult:
        """The grid, the cell."""
        yield Static(plain("What serves whom"), classes="head")
        yield Static(plain(ABOUT), classes="about")
        yield self.lines
        yield self.card
        yield StatusLine()
        yield self.key_bar

    def on_mount(self) -> None:
        """Show it."""
        self._read()
        self.lines.show(FreshRows(self._rows))
        if self._begin_at is not None:
            self.lines.move_to(self._begin_at)
        self.lines.focus()

    def follow(self, change: Change) -> None:
        """Read it anew."""
        if change.touches("persona", "content", "customer"):
            self._read()
            self.lines.refresh_rows()
            self.show_cell()

    def _read(self) -> None:
        """Read the map, and who is not on it yet."""
        db = self.keeper.book.db
        self._strands = content_map(personas(db), contents(db))
        self._undescribed = [line.name for line in persona_lines(db) if line.id is None]

    def _rows(self) -> list[Row]:
        here = self.lines.cursor_key if self.is_mounted else None
        return [_row(strand, self._stage if strand.persona.id == here else None) for strand in self._strands]

    @property
    def _strand(self) -> Strand | None:
        """The persona's row under the cursor."""
        return next((one for one in self._strands if one.persona.id == self.lines.cursor_key), None)

    @property
    def stage(self) -> Stage:
        """The stage under the cursor."""
        return _STAGES[self._stage]

    def _cell(self) -> tuple[Content, ...]:
        strand = self._strand
        return strand.cells[self.stage] if strand else ()

    @on(RecordList.Highlighted)
    def redraw(self) -> None:
        """Let the mark of the cell follow the cursor."""
        self.lines.refresh_rows()
        self.show_cell()

    def show_cell(self) -> None:
        """Show what is in the cell under the cursor, and what is still empty anywhere."""
        strand = self._strand
        notes = []
        if strand is not None:
            pieces = [title_of(piece) for piece in strand.cells[self.stage]]
            notes.append((str(self.stage), f"{strand.persona.name}: {'; '.join(pieces) or 'nothing yet'}"))
        gaps = empty_cells(self._strands)
        notes += [("empty", gap) for gap in gaps[:_GAPS_SHOWN]]
        if len(gaps) > _GAPS_SHOWN:
            notes.append(("", f"and {len(gaps) - _GAPS_SHOWN:,} more; the printed sheet has them all"))
        if self._undescribed:
            notes.append(("to describe", ", ".join(self._undescribed)))
        self.card.show(notes)
        self.refresh_bindings()

    def why_not(self, name: str) -> str | None:
        """Say why a verb is off."""
        if name in ("new", "remove", "print") and self._strand is None:
            return "No persona is described yet. esc goes back, and n describes one."
        if name == "print" and self._printing.under_way:
            return "One moment: the content map is being set."
        if name == "remove" and not self._cell():
            return "Nothing stands here yet. n puts something down."
        return None

    def action_turn(self, step: int) -> None:
        """Go to the stage before or after."""
        self._stage = min(max(self._stage + step, 0), len(_STAGES) - 1)
        self.redraw()

    @on(RecordList.Chosen)
    def add_to_cell(self) -> None:
        """Put something down in the cell under the cursor."""
        self.action_do("new")

    def do_new(self) -> None:
        """Put down what serves the persona at the stage."""
        from carebook.tui.forms.persona import content_form

        if (strand := self._strand) is not None:
            self.app.push_screen(content_form(strand.persona, self.stage))

    def do_remove(self) -> None:
        """Take out what was put down last."""
        from carebook.customers.desk.personas import remove_content

        if cell := self._cell():
            last = cell[-1].id
            self.keeper.run_verb(lambda book, today: remove_content(book, last, today))

    def do_print(self) -> None:
        """Print the map on one sheet, in a thread."""
        self.keeper.say("Setting the content map")
        self._printing.do(partial(_print, self.keeper.today), partial(_open, self.keeper))

    def do_back(self) -> None:
        """Go back."""
        self.dismiss(None)


def _row(strand: Strand, stage: int | None) -> Row:
    """Return a persona's row; the cell under the cursor stands between ‹ and ›."""
    shown = [_short(pieces) for pieces in strand.cells.values()]
    if stage is not None:
        shown[stage] = f"‹{shown[stage]}›"
    return Row(strand.persona.id, (strand.persona.name, *shown))


def _short(pieces: tuple[Content, ...]) -> str:
    if not pieces:
        return EMPTY
    more = f" +{len(pieces) - 1}" if len(pieces) > 1 else ""
    return f"{title_of(pieces[0])}{more}"


def _print(today: date, book: Book) -> Path:
    """Set the map, in a thread."""
    from carebook.book.files import folder_beside
    from carebook.letters.desk.mapping import print_content_map

    return print_content_map(book.db, folder_beside(book.path, "letters"), today)


def _open(app: CarebookApp, path: Path) -> None:
    """Open the map in the viewer, and say where it is."""
    from carebook.tui.panes.printing import open_in_viewer

    opened = open_in_viewer(path)
    app.say(f"Printed the content map into {path.parent.name}" + ("" if opened else f": {path.name}"))
