"""A field for a customer who is in the book: by the beginnings of words of the name, or by their number."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import TYPE_CHECKING

from carebook.customers import store
from carebook.customers.model import Line
from carebook.text import cut
from carebook.tui.widgets.controls import LineInput
from carebook.tui.widgets.field import Field
from carebook.typed import Wrong

if TYPE_CHECKING:
    from carebook.tui.app import CarebookApp

_WIDTH = 40
"""Cells that a name may take in the sentence below the field."""
_SHOWN = 3
"""Customers who are named where several are found."""


class CustomerField(Field):
    """Names who is meant as it is typed; empty, nobody."""

    def __init__(self, app: CarebookApp, key: str, label: str, value: str = "", *, hint: str = "a name, or #7") -> None:
        """A field that begins with a name or number."""
        super().__init__(key, label, LineInput(value, hint=hint))
        self._app = app

    def on_mount(self) -> None:
        """Say who is meant from the beginning."""
        self.judge()

    def judge(self) -> None:
        """Say who is meant, who may be, or that nobody is."""
        typed = self.value
        found = store.meant(self._app.book.db, typed, _SHOWN + 1) if typed else []
        if len(found) == 1:
            self.say(_named(found[0]))
        elif found:
            self.say(f"{_numbered(found)}: type more, or the number")
        else:
            self.say("Nobody in the book is called that." if typed else "")


def meant(db: sqlite3.Connection, key: str, typed: str) -> int | None:
    """Return the one customer who is meant, None where nothing is typed; raise Wrong beside the field."""
    if not typed:
        return None
    found = store.meant(db, typed, _SHOWN + 1)
    if len(found) == 1:
        return found[0].id
    if not found:
        raise Wrong(
            {key: f"Nobody in the book is called “{cut(typed, _WIDTH)}”. Try fewer letters, or leave it empty."}
        )
    raise Wrong({key: f"Which one? {_numbered(found)}. Type more of the name, or the number with its #."})


def _numbered(found: Sequence[Line]) -> str:
    """Name the first ones found, each with the number to choose it by."""
    named = [f"{_named(line)} #{line.id}" for line in found[:_SHOWN]]
    return " · ".join([*named, "more"] if len(found) > _SHOWN else named)


def _named(line: Line) -> str:
    """Name a customer, with the place that tells them apart."""
    place = f", {cut(line.place, _WIDTH)}" if line.place else ""
    return cut(line.name, _WIDTH) + place
