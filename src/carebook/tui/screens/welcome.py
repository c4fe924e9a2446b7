"""The welcome: where there is no book yet, or none that opens."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from carebook.tui.actions import bindings
from carebook.tui.doer import Doer
from carebook.tui.keys import KeysOfScreen
from carebook.tui.last_book import last_book
from carebook.tui.messages import BookChosen
from carebook.tui.screens.over import Over
from carebook.tui.text import plain, short_path
from carebook.tui.widgets.columns import Column
from carebook.tui.widgets.record_list import RecordList
from carebook.tui.widgets.rows import FixedRows, Row
from carebook.tui.widgets.status_line import StatusLine

_PATH_WIDTH = 34
"""Cells of the folder that the last book is in."""
_COLUMNS = (Column(width=31), Column(share=1, rank=1))
NEW, SAMPLE = "new", "sample"


class WelcomeScreen(KeysOfScreen, Doer, Screen[None]):
    """Offers the last book, a new one, or the sample shop."""

    PLACE: ClassVar[str] = "welcome"
    BINDINGS: ClassVar[list[BindingType]] = bindings("welcome")

    def __init__(self) -> None:
        """Nothing typed yet of a new shop: there is no book that could keep it."""
        super().__init__()
        self._typed_shop: dict[str, str] = {}

    def compose(self) -> ComposeResult:
        """Who we are, and what to begin with."""
        with Vertical(classes="box"):
            yield Static(plain("carebook"), classes="title")
            yield Static(
                plain("A shop's book of customers: whom to thank, whom to write to, and what to put right, today."),
                classes="sentence",
            )
            yield RecordList(_COLUMNS, FixedRows(self._choices()), classes="choices")
            yield StatusLine()
        yield self.key_bar

    def on_mount(self) -> None:
        """Choose at once."""
        self.query_one(RecordList).focus()

    def _choices(self) -> list[Row]:
        choices = [
            Row(NEW, ("Make a book for my shop", "Shop, name, country: one minute.")),
            Row(SAMPLE, ("Look around in the sample shop", "Made up: try anything.")),
        ]
        if path := last_book():
            choices.insert(0, Row(path, (f"Open {path.stem}", short_path(path.parent, _PATH_WIDTH))))
        return choices

    @on(RecordList.Chosen)
    def begin(self, chosen: RecordList.Chosen) -> None:
        """Begin with what was chosen."""
        if isinstance(chosen.key, Path):
            self.post_message(BookChosen(chosen.key))
        elif chosen.key == NEW:
            self.do_new()
        else:
            self.do_sample()

    def do_new(self) -> None:
        """Make a book, then ask how to begin in it."""
        from carebook.tui.screens.new_book import NewBook

        def made(path: Path | None) -> None:
            if path:
                self.app.push_screen(FirstStep(), lambda step: self._open(path, step))

        self.app.push_screen(NewBook(self._typed_shop), made)

    def _open(self, path: Path, step: str | None) -> None:
        self.post_message(BookChosen(path, then=step or "everywhere.today"))

    def do_sample(self) -> None:
        """Look around in the sample shop."""
        self.keeper.look_around()


class FirstStep(Over[str]):
    """Asks how to begin in a book that has nobody in it yet; answers with the action to begin with."""

    def __init__(self) -> None:
        """Ask for the first step."""
        super().__init__("Your book is ready", "How do you want to begin?")

    def asked(self) -> Iterator[Widget]:
        """The three ways."""
        yield RecordList(
            _COLUMNS,
            FixedRows(
                [
                    Row("customers.new", ("Type my first customer", "A name is enough.")),
                    Row("settings.import", ("Import my customers from a file", "A CSV from any shop program.")),
                    Row("everywhere.today", ("Look at the empty book", "Everything can be done later.")),
                ]
            ),
            classes="choices",
        )

    @on(RecordList.Chosen)
    def answer(self, chosen: RecordList.Chosen) -> None:
        """Answer with what was chosen."""
        self.dismiss(str(chosen.key))
