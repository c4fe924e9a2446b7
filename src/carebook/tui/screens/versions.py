"""The versions of a text: when each was in use, how many letters went out with it, and its words (LET-7)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from carebook.book.change import Change
from carebook.days import in_words
from carebook.letters.languages import name_of
from carebook.letters.model import OwnWords
from carebook.letters.shelf import original
from carebook.letters.store.wording import in_use, versions, went_out
from carebook.letters.wording import title_of
from carebook.tui.actions import bindings
from carebook.tui.doer import Doer
from carebook.tui.forms.words import joined
from carebook.tui.keys import KeysOfScreen
from carebook.tui.panes.stored import FreshRows
from carebook.tui.panes.words_rows import WordsKey, letter_with, words_of
from carebook.tui.text import plain
from carebook.tui.widgets.columns import Column
from carebook.tui.widgets.letter_preview import LetterPreview
from carebook.tui.widgets.record_list import RecordList
from carebook.tui.widgets.rows import Row
from carebook.tui.widgets.status_line import StatusLine

OURS = 0
"""The key of our own words, which are the first version of every text."""
IN_USE = "●"
_COLUMNS = (
    Column("in use", least=20),
    Column("went out", width=8, align="right", rank=1),
)


class VersionsScreen(KeysOfScreen, Doer, Screen[Any]):
    """The versions, newest first, and the letter that is written with the one under the cursor."""

    PLACE: ClassVar[str] = "versions"
    BINDINGS: ClassVar[list[BindingType]] = bindings("versions")
    CSS_PATH = "versions.tcss"
    AUTO_FOCUS = "RecordList"

    def __init__(self, name: str, language: str) -> None:
        """The versions of a text."""
        super().__init__()
        self._text, self._language = name, language
        self.lines = RecordList(_COLUMNS, heads=True, classes="choices")
        self._letter = LetterPreview()

    def compose(self) -> ComposeResult:
        """The title; the list, and the letter; status, keys."""
        language = f" · in {name_of(self._language)}" if self._language else ""
        note = (f" · versions{language}", "$foreground-muted")
        yield Static(Content.assemble(plain(title_of(self._text), "bold"), note), classes="head")
        with Container(classes="desk"):
            yield self.lines
            yield self._letter
        yield StatusLine()
        yield self.key_bar

    def on_mount(self) -> None:
        """List them."""
        self.lines.show(FreshRows(self._rows))

    def follow(self, change: Change) -> None:
        """Read them anew."""
        if change.touches("template"):
            self.lines.refresh_rows()
            self.show_letter()

    def _rows(self) -> Sequence[Row]:
        db = self.keeper.book.db
        now = in_use(db, self._text, self._language)
        rows = [self._row(one, now) for one in versions(db, self._text, self._language)]
        ours = "our words" if now else "our words, in use"
        return [*rows, Row(OURS, (ours, ""), mark=" " if now else IN_USE)]

    def _row(self, one: OwnWords, now: OwnWords | None) -> Row:
        today = self.keeper.today
        until = f" to {in_words(one.retired_on, today)}" if one.retired_on else ""
        tried = ", on trial" if one.on_trial and not one.retired_on else ""
        is_now = now is not None and one.id == now.id
        said = f"{in_words(one.made_on, today)}{until}{tried}"
        return Row(one.id, (said, f"{went_out(self.keeper.book.db, one.id):,}"), mark=IN_USE if is_now else " ")

    @property
    def _version(self) -> OwnWords | None:
        """The version under the cursor; None is ours."""
        listed = versions(self.keeper.book.db, self._text, self._language)
        return next((one for one in listed if one.id == self.lines.cursor_key), None)

    @on(RecordList.Highlighted)
    def show_letter(self) -> None:
        """Show the letter with the version under the cursor."""
        version = self._version
        text = version.text if version else joined(original(self._text))
        key = WordsKey(self._text, self._language)
        self._letter.show(words_of(letter_with(self.keeper.book.db, key, text, self.keeper.today)))
        self.refresh_bindings()

    @on(RecordList.Chosen)
    def go_into_letter(self) -> None:
        """Go into the letter, to scroll it."""
        self._letter.focus()

    def why_not(self, name: str) -> str | None:
        """Say why a verb is off."""
        if name == "bring_back":
            now = in_use(self.keeper.book.db, self._text, self._language)
            if self.lines.cursor_key == (now.id if now else OURS):
                return "This version is the one in use."
        return None

    def do_bring_back(self) -> None:
        """Write letters with this version again."""
        from carebook.letters.desk.wording import bring_back, restore_original

        version = self._version
        if version is None:
            self.keeper.run_verb(lambda book, today: restore_original(book, self._text, self._language, today))
        else:
            self.keeper.run_verb(lambda book, today: bring_back(book, version.id, today))

    def do_back(self) -> None:
        """Go back to the words."""
        self.dismiss()
