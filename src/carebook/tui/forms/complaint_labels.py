"""Categories and root causes: a field for one of them, and the form for its name."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from carebook.complaints.store.cases import labels
from carebook.tui.forms.known import KnownField
from carebook.tui.screens.form import FormScreen
from carebook.tui.widgets.controls import LineInput
from carebook.tui.widgets.field import Field

if TYPE_CHECKING:
    from carebook.book.book import Book
    from carebook.book.change import Change


class LabelField(KnownField):
    """A category or root cause, by its beginning."""

    def __init__(self, key: str, label: str, db: sqlite3.Connection, which: str, value: str = "") -> None:
        """A field for one of the labels of a list that are in use."""
        super().__init__(key, label, [one.name for one in labels(db, which)], value)


def label_form(title: str, name: str, save_name: Callable[[Book, str, date], Change]) -> FormScreen:
    """Make the form for the name of a category or root cause."""

    def save(book: Book, values: dict[str, str], today: date, _: str) -> Change:
        from carebook.typed import Wrong

        if not values["name"]:
            raise Wrong({"name": "A name is needed here."})
        return save_name(book, values["name"], today)

    return FormScreen(title, lambda: [Field("name", "Name", LineInput(name))], save)
