"""Categories and root causes: a field in which the first letters of one are enough, and the form for its name."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from carebook.complaints.store.cases import labels
from carebook.text import fold
from carebook.tui.screens.form import FormScreen
from carebook.tui.widgets.controls import LineInput
from carebook.tui.widgets.field import Field

if TYPE_CHECKING:
    from carebook.book.book import Book
    from carebook.book.change import Change

SHOWN = 3
"""Labels that are shown of those that begin so."""


class LabelField(Field):
    """A label of a list, by its beginning; below it stands which one is meant, or which there are."""

    def __init__(self, key: str, label: str, db: sqlite3.Connection, which: str, value: str = "") -> None:
        """A field for one of the labels of a list that are in use."""
        super().__init__(key, label, LineInput(value))
        self._known = [one.name for one in labels(db, which) if one.name != value] + [value] * bool(value)

    def on_descendant_focus(self) -> None:
        """Say what there is to choose from, unless something else is said of it."""
        super().on_descendant_focus()
        if not self.word:
            self.judge()

    def on_descendant_blur(self) -> None:
        """Leave the room to other fields."""
        super().on_descendant_blur()
        if not self.value:
            self.say("")

    @property
    def value(self) -> str:
        """The label that is meant: the known one that begins so, or a new one as it is typed."""
        return self._meant() or super().value

    def judge(self) -> None:
        """Say which label is meant; that it is a new one; or which there are."""
        typed, begun = super().value, self._begun()
        if not typed:
            self.say(" · ".join(self._known))
        elif not begun:
            self.say(f"“{typed}” is new on the list")
        elif typed == begun[0]:
            self.say("")
        else:
            others = " · ".join(begun[1:SHOWN])
            self.say(f"{begun[0]} (also: {others})" if others else begun[0])

    def _meant(self) -> str:
        """Return the known label that is meant."""
        return next(iter(self._begun()), "")

    def _begun(self) -> list[str]:
        """Return the known labels that begin as it is typed, the one that is meant first."""
        typed = fold(super().value)
        begun = [name for name in self._known if typed and fold(name).startswith(typed)]
        return sorted(begun, key=lambda name: fold(name) != typed)


def label_form(title: str, name: str, save_name: Callable[[Book, str, date], Change]) -> FormScreen:
    """Make the form for the name of a category or root cause."""

    def save(book: Book, values: dict[str, str], today: date, _: str) -> Change:
        from carebook.typed import Wrong

        if not values["name"]:
            raise Wrong({"name": "A name is needed here."})
        return save_name(book, values["name"], today)

    return FormScreen(title, lambda: [Field("name", "Name", LineInput(name))], save)
