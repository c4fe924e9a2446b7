"""The shop's strengths, by which wins and losses are counted: added to, renamed, retired (WIN-4)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import BindingType

from carebook.book.change import Change
from carebook.retention.model import Strength
from carebook.retention.store.win_backs import strengths, tallies
from carebook.tui.actions import bindings
from carebook.tui.doer import Doer
from carebook.tui.panes.stored import FreshRows
from carebook.tui.screens.over import Over
from carebook.tui.widgets.columns import Column
from carebook.tui.widgets.record_list import RecordList
from carebook.tui.widgets.rows import Row

if TYPE_CHECKING:
    from carebook.book.book import Book

RETIRED = "○"
_ABOUT = "What customers choose you for. A retired one (○) is offered no longer."


class StrengthsScreen(Doer, Over[None]):
    """The list, in a box over the screen."""

    PLACE: ClassVar[str] = "strengths"
    BINDINGS: ClassVar[list[BindingType]] = bindings("strengths")

    def __init__(self) -> None:
        """Every strength, with how often it is named."""
        super().__init__("Your strengths", _ABOUT)
        columns = (Column("strength", least=16), Column("named", width=12, align="right", rank=1))
        self.lines = RecordList(columns, heads=True, classes="choices")

    def asked(self) -> Iterator[RecordList]:
        """The list."""
        yield self.lines

    def on_mount(self) -> None:
        """Show it."""
        self.lines.show(FreshRows(self._rows))
        self.lines.focus()

    def follow(self, change: Change) -> None:
        """Read it anew."""
        if change.touches("strength", "win_back"):
            self.lines.refresh_rows()
            self.refresh_bindings()

    def _rows(self) -> list[Row]:
        db = self.keeper.book.db
        named = {one.strength: one.chose + one.left for one in tallies(db)}
        return [_row(one, named.get(one.name, 0)) for one in strengths(db)]

    @property
    def _strength(self) -> Strength | None:
        """The strength under the cursor."""
        listed = strengths(self.keeper.book.db)
        return next((one for one in listed if one.id == self.lines.cursor_key), None)

    def do_new(self) -> None:
        """Add one."""
        from carebook.tui.forms.complaint_labels import label_form

        def add(book: Book, name: str, today: date) -> Change:
            from carebook.retention.desk.leaving import add_strength
            from carebook.retention.entry import StrengthEntry

            return add_strength(book, StrengthEntry(name=name), today)

        self.app.push_screen(label_form("A new strength", "", add))

    @on(RecordList.Chosen)
    def rename_chosen(self) -> None:
        """Rename what is opened."""
        self.action_do("edit")

    def do_edit(self) -> None:
        """Give it another name."""
        from carebook.tui.forms.complaint_labels import label_form

        if (strength := self._strength) is None:
            return

        def rename(book: Book, name: str, today: date) -> Change:
            from carebook.retention.desk.leaving import rename_strength
            from carebook.retention.entry import StrengthEntry

            return rename_strength(book, strength.id, StrengthEntry(name=name), today)

        self.app.push_screen(label_form(f"Rename the strength “{strength.name}”", strength.name, rename))

    def do_switch(self) -> None:
        """Retire it, or bring it back."""
        from carebook.retention.desk.leaving import retire_strength

        if strength := self._strength:
            retired = not strength.retired
            self.keeper.run_verb(lambda book, today: retire_strength(book, strength.id, today, retired=retired))

    def do_back(self) -> None:
        """Close the box."""
        self.dismiss(None)


def _row(one: Strength, named: int) -> Row:
    used = f"{named:,} time{'s' if named != 1 else ''}" if named else "–"
    return Row(one.id, (one.name, used), mark=RETIRED if one.retired else " ", dim=one.retired)
