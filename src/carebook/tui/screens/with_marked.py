"""What can be done for many customers at once; and, afterwards, who was left as before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual import on
from textual.binding import BindingType

from carebook.customers.store import names
from carebook.letters.causes import said
from carebook.tui.actions import bindings
from carebook.tui.doer import Doer
from carebook.tui.screens.over import Over
from carebook.tui.widgets.columns import Column
from carebook.tui.widgets.record_list import RecordList
from carebook.tui.widgets.rows import FixedRows, Row

CHOICES: dict[str, str] = {
    "tag": "Add a tag",
    "untag": "Take a tag off",
    "persona": "Set the persona",
    "stage": "Set the buying stage",
    "permit": "Record a permission",
    "stop": "Note a stop",
    "contact": "Log one contact for all",
}


class WithMarked(Doer, Over[str | None]):
    """A list of what can be done."""

    PLACE: ClassVar[str] = "with_marked"
    BINDINGS: ClassVar[list[BindingType]] = bindings("with_marked")

    def __init__(self, many: int) -> None:
        """For so many customers."""
        super().__init__(f"With the marked {'customer' if many == 1 else f'{many:,} customers'}")
        rows = [Row(what, (title,)) for what, title in CHOICES.items()]
        self.lines = RecordList([Column("what")], FixedRows(rows), classes="choices")

    def asked(self) -> Iterator[RecordList]:
        """The list."""
        yield self.lines

    def on_mount(self) -> None:
        """Start in it."""
        self.lines.focus()

    @on(RecordList.Chosen)
    def choose(self, chosen: RecordList.Chosen) -> None:
        """Answer with what is to be done."""
        self.dismiss(str(chosen.key))

    def do_back(self) -> None:
        """Leave without doing anything."""
        self.dismiss(None)


class LeftAsBefore(Doer, Over[None]):
    """Who was left out of something that was done for many, each with the cause."""

    PLACE: ClassVar[str] = "left_as_before"
    BINDINGS: ClassVar[list[BindingType]] = bindings("left_as_before")

    def __init__(self, refused: Sequence[tuple[int, str]]) -> None:
        """List them."""
        count = f"{len(refused):,} stay as they were" if len(refused) > 1 else "1 stays as they were"
        super().__init__(count, "What they asked for, or a death, is never changed for many at once.")
        self._refused = refused
        self.lines = RecordList([Column("name", least=16), Column("why", least=20)], classes="choices")

    def asked(self) -> Iterator[RecordList]:
        """The list."""
        yield self.lines

    def on_mount(self) -> None:
        """Read their names."""
        keeper = self.keeper
        known = names(keeper.book.db, (customer for customer, _ in self._refused))
        self.lines.show(
            FixedRows(
                [Row(customer, (known.get(customer, ""), said(why, keeper.today))) for customer, why in self._refused]
            )
        )
        self.lines.focus()

    @on(RecordList.Chosen)
    def do_back(self) -> None:
        """Go back."""
        self.dismiss(None)
