"""The shop closed for weeks: what can be done before, what turns late or lapses meanwhile, and what else falls due."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen
from textual.widgets import Static

from carebook.book.book import Book
from carebook.book.change import Change
from carebook.days import in_words, order_of, parse_day
from carebook.errors import Refusal
from carebook.review import duties_ahead
from carebook.shop import store as shop_store
from carebook.tui.actions import bindings
from carebook.tui.beside import Beside
from carebook.tui.doer import Doer
from carebook.tui.keys import KeysOfScreen
from carebook.tui.panes.figures import prose
from carebook.tui.screens.away_lines import Leaving, lines
from carebook.tui.screens.over import Over
from carebook.tui.text import plain
from carebook.tui.widgets.day_field import DayField
from carebook.tui.widgets.form import Form
from carebook.tui.widgets.page import Page
from carebook.tui.widgets.status_line import StatusLine

if TYPE_CHECKING:
    from carebook.tui.app import CarebookApp

MOST_DAYS = 366
_COUNTING = "Looking what falls into these days…"
_NOT_COUNTED = "This could not be looked up just now. Go back and try again."


class AskAway(Over["tuple[date, date] | None"]):
    """Asks for the first and the last day on which the shop is closed."""

    def __init__(self, first: str) -> None:
        """Begin with a day that was chosen; empty for none."""
        super().__init__("The shop is closed", "You see what that means for the letters; nothing is changed yet.")
        self._first = first

    def asked(self) -> Iterator[Form]:
        """The two days."""
        read = self.keeper.read_day
        yield Form(
            DayField("first", "From", read, self._first, hint="21 dec"),
            DayField("last", "Until", read, hint="10 jan; the last day that it is closed"),
        )

    @on(Form.Submitted)
    def answer(self, submitted: Form.Submitted) -> None:
        """Answer with both days, or say beside each what is wrong."""
        days: dict[str, date] = {}
        errors: dict[str, str] = {}
        for name, typed in submitted.values.items():
            try:
                days[name] = self._read(typed)
            except Refusal as refusal:
                errors[name] = str(refusal)
        if not errors:
            errors = self._wrong_together(days["first"], days["last"])
        if errors:
            self.query_one(Form).show_errors(errors)
        else:
            self.dismiss((days["first"], days["last"]))

    def _read(self, typed: str) -> date:
        if not typed:
            raise Refusal("A day is needed here.")
        return parse_day(typed, self.keeper.today, order_of(self.keeper.shop.country))

    def _wrong_together(self, first: date, last: date) -> dict[str, str]:
        if last < self.keeper.today:
            return {"last": "That is over. Type a day to come."}
        if last < first:
            return {"last": "This is before the first day."}
        if (last - max(first, self.keeper.today)).days >= MOST_DAYS:
            return {"last": "That is more than a year. Look at a shorter time."}
        return {}

    @on(Form.Cancelled)
    def leave(self) -> None:
        """Leave without an answer."""
        self.dismiss(None)


def ask_away(app: CarebookApp, first: date | None) -> None:
    """Ask from when and until when, and open what that means."""

    def answered(days: tuple[date, date] | None) -> None:
        if days:
            app.push_screen(AwayScreen(*days))

    app.push_screen(AskAway(in_words(first) if first and first > app.today else ""), answered)


class AwayScreen(KeysOfScreen, Doer, Screen[None]):
    """What the days away mean, on one page."""

    PLACE: ClassVar[str] = "away"
    BINDINGS: ClassVar[list[BindingType]] = bindings("away")
    DEFAULT_CSS = """
    AwayScreen > .name { padding: 0 2; text-style: bold; height: 1; }
    """
    AUTO_FOCUS = "Page"

    def __init__(self, first: date, last: date) -> None:
        """Look at the days from the first to the last on which the shop is closed."""
        super().__init__()
        self._first, self._last = first, last
        self._leaving: Leaving | None = None
        self._beside = Beside(self, reading=True)
        self.page = Page()

    def compose(self) -> ComposeResult:
        """The days, and what they mean."""
        yield Static(plain(f"Closed from {in_words(self._first)} until {in_words(self._last)}"), classes="name")
        yield self.page
        yield StatusLine()
        yield self.key_bar

    def on_mount(self) -> None:
        """Begin to look."""
        self.page.show(lambda width: prose(_COUNTING, width))
        self.look()

    def look(self) -> None:
        """Look in a thread what falls into these days."""
        self._beside.do(partial(_weigh, self._first, self._last, self.keeper.today), self._take, self._give_up)

    def follow(self, change: Change) -> None:
        """Look again after every change."""
        self.look()

    def _take(self, leaving: Leaving) -> None:
        self._leaving = leaving
        self.page.show(partial(lines, leaving))
        self.refresh_bindings()

    def _give_up(self, why: str) -> None:
        self._leaving = None
        self.page.show(lambda width: prose(_NOT_COUNTED, width))
        self.keeper.say(why, "refusal")
        self.refresh_bindings()

    def action_scroll(self, by: int) -> None:
        """Scroll by lines."""
        self.page.by_lines(by)

    def action_leap(self, pages: int) -> None:
        """Scroll by pages."""
        self.page.by_pages(pages)

    def why_not(self, name: str) -> str | None:
        """Say why a verb is off."""
        if name == "close" and (self._leaving is None or not self._leaving.open_days):
            return "All these days are closed days already." if self._leaving else "One moment, please."
        return None

    def do_back(self) -> None:
        """Go back to the year."""
        self.dismiss()

    def do_close(self) -> None:
        """Make closed days of all these days, so that windows in open days pass over them."""
        from carebook.shop.desk import close_on

        if self._leaving:
            days = dict.fromkeys(self._leaving.open_days, "away")
            self.keeper.run_verb(lambda book, today: close_on(book, days, today))


def _weigh(first: date, last: date, today: date, book: Book) -> Leaving:
    """Look, in a thread, what falls into these days."""
    from carebook.letters.desk.looking import while_away

    first = max(first, today)
    letters, duties = while_away(book.db, first, last, today), duties_ahead(book.db, today, last)
    return Leaving(letters, duties, _open(book.db, first, last), _gatherings(book.db, first, last), today)


def _gatherings(db: sqlite3.Connection, first: date, last: date) -> list[tuple[date, str]]:
    return [(one.day, one.label) for one in shop_store.calendar(db).gatherings if first <= one.day <= last]


def _open(db: sqlite3.Connection, first: date, last: date) -> list[date]:
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    open_days = shop_store.open_days(db)
    return [day for day in days if open_days.is_open(day)]
