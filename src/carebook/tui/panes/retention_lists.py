"""Opportunities: the lists that bring money back, and the one that is being worked (VAL-4, VAL-5)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container

from carebook.tui.actions import bindings
from carebook.tui.panes.list_and_detail import ListAndMore
from carebook.tui.panes.retention_lists_rows import (
    LIST_COLUMNS,
    LISTS,
    Entries,
    WorkingList,
    came_of,
    list_rows,
)
from carebook.tui.panes.retention_lists_working import WorkingView
from carebook.tui.widgets.facts import Facts, Note
from carebook.tui.widgets.record_list import RecordList

_FIRST = 5
"""So many are named beside the list that they stand on."""


class OpportunitiesView(ListAndMore):
    """The lists with their counts; one of them opens over the others as a working list."""

    PLACE: ClassVar[str] = "opportunities"
    BINDINGS: ClassVar[list[BindingType]] = bindings("opportunities")

    def __init__(self) -> None:
        """All lists, none opened."""
        super().__init__(RecordList(LIST_COLUMNS, heads=True, classes="choices"))
        self.working = WorkingView(LISTS[0])
        self._about = Facts(classes="about")
        self._about.can_focus = False

    def compose(self) -> ComposeResult:
        """The lists, what one is about, and the one that is worked."""
        with Container(classes="overview"):
            yield self.lines
            yield self._about
        yield self.working

    def on_mount(self) -> None:
        """Count them, and begin where somebody stands."""
        rows = list_rows(self.keeper.book.db, self.keeper.today)
        self.lines.show(rows)
        if (first := next((row.key for row in rows.page(0, len(LISTS)) if not row.dim), None)) is not None:
            self.lines.move_to(first)

    @property
    def is_working(self) -> bool:
        """Whether a list is open."""
        return self.has_class("-working")

    def first_focus(self) -> RecordList:
        """Start among the lists, or in the one that is open."""
        return self.working.lines if self.is_working else self.lines

    def reload(self) -> None:
        """Read anew what is shown."""
        if self.is_working:
            self.working.reload()
            return
        self.lines.show(list_rows(self.keeper.book.db, self.keeper.today))
        self.show_soon()

    def show_detail(self) -> None:
        """Show what the list under the cursor has, where there is room for it."""
        which = self.lines.cursor_key
        if self._about.display and not self.is_working and isinstance(which, WorkingList):
            self._about.show(list(self._notes(which)))

    def _notes(self, which: WorkingList) -> Iterator[Note]:
        yield "to do", which.to_do
        if came := came_of(self.keeper.book.db, which, self.keeper.today):
            yield "90 days", came
        first = Entries(self.keeper, which).page(0, _FIRST)
        for place, row in enumerate(first):
            name, words, stake = row.cells
            yield "", " "
            yield "" if place else "first", " · ".join(filter(None, (name, stake)))
            yield "", words

    @on(RecordList.Chosen)
    def open_list(self, chosen: RecordList.Chosen) -> None:
        """Work the list under the cursor."""
        if chosen.record_list is self.lines and isinstance(chosen.key, WorkingList):
            self.add_class("-working")
            self.working.open(chosen.key)
            self.screen.refresh_bindings()

    @on(WorkingView.Left)
    def close_list(self) -> None:
        """Go back to the lists, counted anew."""
        self.remove_class("-working")
        self.reload()
        self.lines.focus(scroll_visible=False)
        self.screen.refresh_bindings()
