"""Answers: how many of the letters sent were answered, and how, by campaign, by kind, by text and in trials."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from carebook.book.book import Book
from carebook.letters.store.answering import Scope, of_campaign
from carebook.tui.actions import bindings
from carebook.tui.beside import Beside
from carebook.tui.panes.answers_rows import CAMPAIGN, COLUMNS, RateKey, Rates, rates_listed, rates_of, said_of
from carebook.tui.panes.list_and_detail import ListAndMore
from carebook.tui.panes.sections import Sections
from carebook.tui.text import plain
from carebook.tui.widgets.record_list import RecordList
from carebook.tui.widgets.rows import Source

_COUNTING = "One moment: the answers are being counted."
_EMPTY = (
    "Once letters are marked sent, this page shows what came back on them: by kind, by text, by campaign, and which of"
    " two texts does better. Whoever answers is logged in a moment: n, the beginning of a name, and one key."
)


class _Counted(NamedTuple):
    """What came back, and the lines that say it."""

    rates: Rates
    lines: Sequence[tuple[str, Source]]


class AnswersView(ListAndMore):
    """The rates of the last twelve months, and under the list what the line under the cursor says in words."""

    PLACE: ClassVar[str] = "answers"
    BINDINGS: ClassVar[list[BindingType]] = bindings("answers")

    def __init__(self) -> None:
        """Nothing counted yet: it may take a whole year's letters."""
        super().__init__(RecordList(COLUMNS, empty=_COUNTING, heads=True, classes="choices"))
        self._words = Static(classes="in-words")
        self._rates: Rates | None = None
        self._beside = Beside(self)
        self._stale = True

    def compose(self) -> ComposeResult:
        """The list, and the line in words."""
        yield self.lines
        yield self._words

    def reload(self) -> None:
        """Count anew, in a thread; while something lies over it, once that is gone."""
        if not self.screen.is_current:
            self._stale = True
            return
        self._beside.do(partial(_count, self.keeper.today), self._take)

    def _take(self, counted: _Counted) -> None:
        """Show what was counted."""
        self._rates = counted.rates
        self.lines.say_when_empty(_EMPTY)
        self.lines.show(Sections(lambda: counted.lines, counted=False))
        self.show_soon()
        self.screen.refresh_bindings()

    @property
    def _key(self) -> RateKey | None:
        """What the line under the cursor is about."""
        key = self.lines.cursor_key
        return key if isinstance(key, RateKey) else None

    def show_detail(self) -> None:
        """Say in words what the line under the cursor says in figures."""
        said = said_of(self._rates, self._key) if self._rates and self._key else ""
        self._words.update(plain(said, "$foreground-muted"))

    def why_not(self, name: str) -> str | None:
        """Say why a verb is off."""
        if self._rates is None:
            return _COUNTING
        return None if self._key else "No letter was sent yet, so nobody can have answered."

    @on(RecordList.Chosen)
    def log_chosen(self) -> None:
        """Log answers to what is opened."""
        self.action_do("log")

    def do_log(self) -> None:
        """Log answers to what is under the cursor."""
        from carebook.tui.screens.answers import log_answers_to

        if key := self._key:
            scope = of_campaign(key.number, key.kind) if key.what == CAMPAIGN else Scope(kind=key.kind)
            log_answers_to(self.keeper, scope, self.come_back)


def _count(today: date, book: Book) -> _Counted:
    """Count, in a thread: a year's letters may be many."""
    rates = rates_of(book.db, today)
    return _Counted(rates, rates_listed(book.db, rates, today))
