"""The categories and root causes that complaints are sorted by: the shop's own lists."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import BindingType

from carebook.complaints.model import Label
from carebook.complaints.store.cases import labels
from carebook.complaints.store.lists import count_labelled
from carebook.tui.actions import bindings
from carebook.tui.panes.plain_list import PlainList
from carebook.tui.panes.sections import Sections
from carebook.tui.panes.stored import FreshRows
from carebook.tui.widgets.columns import Column
from carebook.tui.widgets.record_list import RecordList
from carebook.tui.widgets.rows import Row, Source

if TYPE_CHECKING:
    from carebook.book.book import Book
    from carebook.book.change import Change

CATEGORY, ROOT_CAUSE = "category", "root cause"
"""The lists; a row's key is one of these and an id."""
RETIRED = "○"


class LabelsView(PlainList):
    """The lists."""

    PLACE: ClassVar[str] = "labels"
    BINDINGS: ClassVar[list[BindingType]] = bindings("labels")
    ABOUT: ClassVar[str] = "What complaints are sorted by. A retired one (○) is offered no longer; its cases keep it."
    COLUMNS: ClassVar = (
        Column("name", least=20),
        Column("cases", width=12, align="right", rank=1),
        Column("state", width=8, rank=2),
    )

    def rows(self) -> Source:
        """Return both lists."""
        return Sections(self._sections)

    def _sections(self) -> list[tuple[str, Source]]:
        return [("Categories", self._listed(CATEGORY)), ("Root causes", self._listed(ROOT_CAUSE))]

    def _listed(self, which: str) -> FreshRows:
        db = self.keeper.book.db
        counts = count_labelled(db)
        return FreshRows(lambda: [_row(one, counts.get(one.id, 0)) for one in labels(db, which, retired=True)])

    @property
    def _label(self) -> Label | None:
        """The label under the cursor."""
        key = self.lines.cursor_key
        if not isinstance(key, tuple):
            return None
        listed = labels(self.keeper.book.db, key[0], retired=True)
        return next((one for one in listed if one.id == key[1]), None)

    def do_new(self) -> None:
        """Add to the list that the cursor is in."""
        from carebook.tui.forms.complaint_labels import label_form

        label = self._label
        which = label.list if label else CATEGORY

        def add(book: Book, name: str, today: date) -> Change:
            from carebook.complaints.desk import add_label

            return add_label(book, which, name, today)

        self.app.push_screen(label_form(f"A new {which}", "", add))

    @on(RecordList.Chosen)
    def rename_chosen(self) -> None:
        """Rename what is opened."""
        self.action_do("edit")

    def do_edit(self) -> None:
        """Give it another name."""
        from carebook.tui.forms.complaint_labels import label_form

        if (label := self._label) is None:
            return

        def rename(book: Book, name: str, today: date) -> Change:
            from carebook.complaints.desk import rename_label

            return rename_label(book, label.id, label.list, name, today)

        self.app.push_screen(label_form(f"Rename the {label.list} “{label.name}”", label.name, rename))

    def do_switch(self) -> None:
        """Retire it, or bring it back."""
        from carebook.complaints.desk import bring_back_label, retire_label

        if label := self._label:
            switch = bring_back_label if label.retired else retire_label
            self.keeper.run_verb(lambda book, today: switch(book, label.id, today))


def _row(label: Label, cases: int) -> Row:
    state = "retired" if label.retired else ""
    used = f"{cases:,} {'case' if cases == 1 else 'cases'}" if cases else "–"
    return Row(
        (label.list, label.id), (label.name, used, state), mark=RETIRED if label.retired else " ", dim=label.retired
    )
