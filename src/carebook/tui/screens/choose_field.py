"""Choosing what a column of a file is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual import on
from textual.binding import BindingType

from carebook.tui.actions import bindings
from carebook.tui.doer import Doer
from carebook.tui.screens.importing_rows import field_words
from carebook.tui.screens.over import Over
from carebook.tui.widgets.columns import Column
from carebook.tui.widgets.record_list import RecordList
from carebook.tui.widgets.rows import FixedRows, Row


class ChooseField(Doer, Over["str | None"]):
    """Answers with a field, or with nothing for a column that is left out; None: leave it as it is."""

    PLACE: ClassVar[str] = "field"
    BINDINGS: ClassVar[list[BindingType]] = bindings("field")
    DEFAULT_CSS = """
    ChooseField RecordList { height: 14; }
    """

    def __init__(self, column: str, fields: Sequence[str], now: str) -> None:
        """Ask what a column is, that is taken for the field `now`."""
        super().__init__(f"What is in the column “{column}”?")
        self._now = now
        self.lines = RecordList(
            (Column("field"),), FixedRows([Row(field, (field_words(field),)) for field in ("", *fields)])
        )

    def asked(self) -> Iterator[RecordList]:
        """The fields."""
        yield self.lines

    def on_mount(self) -> None:
        """Stand on what it is taken for."""
        self.lines.focus()
        self.lines.move_to(self._now)

    @on(RecordList.Chosen)
    def answer(self, chosen: RecordList.Chosen) -> None:
        """Answer with the field under the cursor."""
        self.dismiss(str(chosen.key))

    def do_back(self) -> None:
        """Leave it as it is."""
        self.dismiss(None)
