"""Honest gaps: what is not known yet, of the shop and of its customers, and how many of them lack it (LET-8)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen
from textual.widgets import Static

from carebook.book.change import Change
from carebook.customers.gaps import TITLES, WHY, Gap
from carebook.customers.store.gaps import count_gaps
from carebook.customers.store.personas import persona_lines
from carebook.shop.gaps import DETAILS, missing_details
from carebook.tui.actions import bindings
from carebook.tui.beside import Beside
from carebook.tui.doer import Doer
from carebook.tui.keys import KeysOfScreen
from carebook.tui.panes.stored import FreshRows
from carebook.tui.text import plain
from carebook.tui.widgets.columns import Column
from carebook.tui.widgets.record_list import RecordList
from carebook.tui.widgets.rows import Row
from carebook.tui.widgets.status_line import StatusLine

if TYPE_CHECKING:
    from carebook.book.book import Book
    from carebook.tui.screens.form import FormScreen

ABOUT = "What is not known yet, and what that costs you. Enter fills it in, one after the other."
COUNTING = "One moment: looking through the book."
NOTHING = "Nothing is missing: everybody can be reached, greeted and asked.\n\nesc goes back."
_COLUMNS = (
    Column("gap", share=3, least=40),
    Column("customers", width=9, align="right"),
    Column("why", share=2, least=20, rank=1),
)


class GapsScreen(KeysOfScreen, Doer, Screen[None]):
    """The gaps, each with its count."""

    PLACE: ClassVar[str] = "gaps"
    BINDINGS: ClassVar[list[BindingType]] = bindings("gaps")
    CSS_PATH = "personas.tcss"

    def __init__(self) -> None:
        """Nothing counted yet."""
        super().__init__()
        self._counts: dict[Gap, int] = {}
        self._beside = Beside(self)
        self.lines = RecordList(_COLUMNS, empty=COUNTING, classes="choices")

    def compose(self) -> ComposeResult:
        """What this is, and the list."""
        yield Static(plain("Honest gaps"), classes="head")
        yield Static(plain(ABOUT), classes="about")
        yield self.lines
        yield StatusLine()
        yield self.key_bar

    def on_mount(self) -> None:
        """Count, and show the list when that is done."""
        self.lines.focus()
        self._count()

    def follow(self, change: Change) -> None:
        """Count anew."""
        self._count()

    def _count(self) -> None:
        self._beside.do(lambda book: count_gaps(book.db), self._show)

    def _show(self, counts: dict[Gap, int]) -> None:
        self._counts = counts
        self.lines.say_when_empty(NOTHING)
        self.lines.replace(FreshRows(self._rows))
        self.refresh_bindings()

    def _rows(self) -> list[Row]:
        shop = [Row(("shop", name), (DETAILS[name][0], "", DETAILS[name][1])) for name in self._missing()]
        people = [Row(("gap", gap), (TITLES[gap], f"{n:,}", WHY[gap])) for gap, n in self._counts.items() if n]
        unknown = [line for line in persona_lines(self.keeper.book.db) if line.id is None]
        personas = [
            Row(("persona", line.name), (line.name, f"{line.customers:,}", "a persona that is not described yet"))
            for line in unknown
        ]
        return [
            *_headed("Your customers", people),
            *_headed("Your shop", shop),
            *_headed("Your personas", personas),
        ]

    def _missing(self) -> list[str]:
        return missing_details(self.keeper.shop)

    @on(RecordList.Chosen)
    def open_gap(self, chosen: RecordList.Chosen) -> None:
        """Fill in what is under the cursor."""
        match chosen.key:
            case ("gap", Gap() as gap):
                from carebook.tui.screens.gap import GapScreen

                self.app.push_screen(GapScreen(gap))
            case ("shop", str(name)):
                self.app.push_screen(_detail_form(self, name))
            case ("persona", str(name)):
                from carebook.tui.forms.persona import persona_form

                self.app.push_screen(persona_form(name))

    def do_back(self) -> None:
        """Go back."""
        self.dismiss(None)


def _headed(title: str, rows: Sequence[Row]) -> list[Row]:
    return [Row(title, (title,), heading=True), *rows] if rows else []


def _detail_form(screen: GapsScreen, name: str) -> FormScreen:
    """Make the form for one detail of the shop."""
    from carebook.tui.forms.shop import save_shop
    from carebook.tui.screens.form import FormScreen
    from carebook.tui.widgets.controls import LineInput
    from carebook.tui.widgets.field import Field

    def save(book: Book, values: dict[str, str], today: date, _: str) -> Change:
        return save_shop(screen.keeper, book, values, today)

    title, why = DETAILS[name]
    return FormScreen(title, lambda: (Field(name, title, LineInput()),), save, draft=f"Shop {name}", sentence=why)
