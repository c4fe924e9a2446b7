"""Personas: the kinds of customers that the shop writes for, and how many customers are of each."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.screen import Screen
from textual.widgets import Static

from carebook.book.change import Change
from carebook.customers.model import Stage
from carebook.customers.store.personas import PersonaLine, contents, persona, persona_lines
from carebook.letters.content_map import content_map, title_of
from carebook.tui.actions import bindings
from carebook.tui.doer import Doer
from carebook.tui.keys import KeysOfScreen
from carebook.tui.panes.stored import FreshRows
from carebook.tui.text import plain
from carebook.tui.widgets.columns import Column
from carebook.tui.widgets.facts import Facts, Note
from carebook.tui.widgets.record_list import RecordList
from carebook.tui.widgets.rows import Row
from carebook.tui.widgets.status_line import StatusLine

ABOUT = "The kinds of customers that you write for. Enter shows what serves each, from the first need to the purchase."
NOBODY = (
    "Here you will find the kinds of customers that you write for: what troubles them, what they look for, and what"
    " serves each at each stage.\n\nn describes the first one."
)
UNDESCRIBED = "○"
_COLUMNS = (
    Column("persona", least=16),
    Column("customers", width=9, align="right"),
    Column("stages served", width=18, rank=1),
)


class PersonasScreen(KeysOfScreen, Doer, Screen[None]):
    """The list of personas, and what is known of the one under the cursor."""

    PLACE: ClassVar[str] = "personas"
    BINDINGS: ClassVar[list[BindingType]] = bindings("personas")
    CSS_PATH = "personas.tcss"

    def __init__(self) -> None:
        """Every persona that is described or that a customer has."""
        super().__init__()
        self._listed: list[PersonaLine] = []
        self.lines = RecordList(_COLUMNS, heads=True, empty=NOBODY, classes="choices")
        self.card = Facts(classes="card")
        self.card.can_focus = False

    def compose(self) -> ComposeResult:
        """The list, and the one under the cursor."""
        yield Static(plain("Personas"), classes="head")
        yield Static(plain(ABOUT), classes="about")
        with Container(classes="work"):
            yield self.lines
            yield self.card
        yield StatusLine()
        yield self.key_bar

    def on_mount(self) -> None:
        """Show them."""
        self.lines.show(FreshRows(self._rows))
        self.lines.focus()

    def follow(self, change: Change) -> None:
        """Read them anew."""
        if change.touches("persona", "content", "customer"):
            self.lines.refresh_rows()
            self.show_card()

    def _rows(self) -> list[Row]:
        self._listed = persona_lines(self.keeper.book.db)
        return [_row(line) for line in self._listed]

    @property
    def _line(self) -> PersonaLine | None:
        """The persona under the cursor."""
        return next((line for line in self._listed if line.name == self.lines.cursor_key), None)

    @on(RecordList.Highlighted)
    def show_card(self) -> None:
        """Show what is known of the persona under the cursor."""
        line = self._line
        self.card.show(() if line is None else _notes(self, line))
        self.refresh_bindings()

    def why_not(self, name: str) -> str | None:
        """Say why a verb is off."""
        line = self._line
        if name in ("edit", "remove") and line is None:
            return "There is no persona under the cursor. n describes one."
        if name == "remove" and line is not None and line.id is None:
            return "It is not described yet, so there is nothing to take out. e describes it."
        return None

    def do_new(self) -> None:
        """Describe another one."""
        from carebook.tui.forms.persona import persona_form

        self.app.push_screen(persona_form(), self._go_to)

    def do_edit(self) -> None:
        """Change it, or describe it."""
        from carebook.tui.forms.persona import edit_persona_form, persona_form

        if (line := self._line) is None:
            return
        if line.id is None:
            self.app.push_screen(persona_form(line.name), self._go_to)
        else:
            self.app.push_screen(edit_persona_form(persona(self.keeper.book.db, line.id)), self._go_to)

    def _go_to(self, change: Change | None) -> None:
        """Stand on the persona that was saved, whatever its name is now."""
        if change is not None and change.touched.get("persona"):
            self.lines.move_to(persona(self.keeper.book.db, change.only("persona")).name)

    def do_remove(self) -> None:
        """Take its description out."""
        from carebook.customers.desk.personas import remove_persona

        line = self._line
        if line is not None and line.id is not None:
            persona_id = line.id
            self.keeper.run_verb(lambda book, today: remove_persona(book, persona_id, today))

    @on(RecordList.Chosen)
    def open_map(self) -> None:
        """Show what serves it, stage by stage; one that is not described yet is described first."""
        from carebook.tui.screens.content_map import ContentMapScreen

        if (line := self._line) is None:
            return
        if line.id is None:
            self.action_do("edit")
        else:
            self.app.push_screen(ContentMapScreen(line.id))

    def do_back(self) -> None:
        """Go back."""
        self.dismiss(None)


def _row(line: PersonaLine) -> Row:
    described = line.id is not None
    served = f"{line.cells} of {len(Stage)}" if described else "not described yet"
    cells = (line.name, f"{line.customers:,}" if line.customers else "–", served)
    return Row(line.name, cells, mark=" " if described else UNDESCRIBED)


def _notes(screen: PersonasScreen, line: PersonaLine) -> list[Note]:
    if line.id is None:
        return [("persona", line.name), ("to do", "Customers have it, but it is not described yet. e describes it.")]
    found = persona(screen.keeper.book.db, line.id)
    told = (
        ("persona", found.name),
        ("problems", found.problems),
        ("needs", found.needs),
        ("look for", found.looks_for),
        ("swayed by", found.influenced_by),
    )
    (strand,) = content_map([found], contents(screen.keeper.book.db))
    served = [(str(stage), "; ".join(map(title_of, cell)) or "nothing yet") for stage, cell in strand.cells.items()]
    return [*(note for note in told if note[1]), *served]
