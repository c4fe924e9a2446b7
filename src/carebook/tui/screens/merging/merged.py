"""Choosing which of the records that were merged into a customer is taken out of it again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import BindingType

from carebook.customers.model import Merging
from carebook.customers.store.mergings import mergings
from carebook.days import in_words
from carebook.tui.actions import bindings
from carebook.tui.doer import Doer
from carebook.tui.screens.over import Over
from carebook.tui.screens.record.rows import merged_in_words
from carebook.tui.widgets.columns import Column
from carebook.tui.widgets.record_list import RecordList
from carebook.tui.widgets.rows import FixedRows, Row

if TYPE_CHECKING:
    from carebook.tui.app import CarebookApp

_HOW = (
    "What was theirs goes back to them as far as it still stands. What you changed since stays changed, and what came"
    " since stays here. Of several the newest is taken out first. u takes it back."
)


class MergedOnes(Doer, Over["int | None"]):
    """Answers with the record to take out; None: none."""

    PLACE: ClassVar[str] = "merged"
    BINDINGS: ClassVar[list[BindingType]] = bindings("merged")

    def __init__(self, name: str, found: Sequence[Merging]) -> None:
        """Choose among those who were merged into a customer of this name, given the newest first."""
        super().__init__(f"Take which record out of {name}?", _HOW)
        turns = ["now", *(f"after {newer.gone_name}" for newer in found)]
        rows = [
            Row(one.id, (merged_in_words(one), in_words(one.merged_on), turn))
            for one, turn in zip(found, turns, strict=False)
        ]
        columns = Column("who"), Column("merged", width=16, rank=2), Column("can be taken out", rank=1)
        self.lines = RecordList(columns, FixedRows(rows), classes="choices")

    def asked(self) -> Iterator[RecordList]:
        """The merged records, the newest first."""
        yield self.lines

    def on_mount(self) -> None:
        """Begin in the list."""
        self.lines.focus()

    @on(RecordList.Chosen)
    def answer(self, chosen: RecordList.Chosen) -> None:
        """Answer with the one under the cursor."""
        self.dismiss(chosen.key if isinstance(chosen.key, int) else None)

    def do_back(self) -> None:
        """Take none out."""
        self.dismiss(None)


def ask_which_to_take_out(keeper: CarebookApp, customer_id: int, name: str) -> None:
    """Ask which merged record to take out of a customer, and do it."""

    def take_out(merging_id: int | None) -> None:
        from carebook.merging.desk import unmerge

        if merging_id is not None:
            keeper.run_verb(lambda book, today: unmerge(book, merging_id, today))

    keeper.push_screen(MergedOnes(name, mergings(keeper.book.db, customer_id)), take_out)
