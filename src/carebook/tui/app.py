"""The app: keeps the book and the day, runs verbs, passes their changes on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, ClassVar, Protocol, TypeVar

from textual import on
from textual.app import App
from textual.binding import BindingType
from textual.dom import DOMNode
from textual.screen import Screen

from carebook import clock
from carebook.book.book import Book
from carebook.book.change import Change
from carebook.book.drafts import names_of_drafts
from carebook.book.refusals import BookLocked
from carebook.days import in_words, near, order_of, parse_day
from carebook.errors import Refusal
from carebook.letters.desk import follow
from carebook.shop.model import Shop
from carebook.shop.store import shop
from carebook.tui.actions import EVERYWHERE, Action, action, bindings
from carebook.tui.crash import keep_report
from carebook.tui.doer import Doer, doers
from carebook.tui.messages import BookChosen, ContactWanted, CustomerChosen
from carebook.tui.screens.main import MainScreen
from carebook.tui.upkeep import Upkeep
from carebook.tui.widgets.status_line import Tone

LOOK_AT_CLOCK = 30.0
"""Seconds between two looks at what day it is (D3)."""


class Answered(Protocol):
    """What a verb gives back when it could do only a part."""

    @property
    def change(self) -> Change | None:
        """What was done, if anything was."""
        ...

    @property
    def refused(self) -> tuple[tuple[int, str], ...]:
        """What was not, with the causes."""
        ...


Done = TypeVar("Done", bound=Change | Answered)
Verb = Callable[[Book, date], Done]


class CarebookApp(Doer, App[None]):
    """The screen over one book, or the welcome screen where there is none."""

    PLACE: ClassVar[str] = EVERYWHERE
    BINDINGS: ClassVar[list[BindingType]] = bindings(EVERYWHERE)
    CSS_PATH = "app.tcss"
    TITLE = "carebook"
    COMMANDS: ClassVar[set[Callable[[], type]]] = {lambda: _palette()}
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (60, "-normal"), (100, "-wide")]

    def __init__(self, book_path: Path | None) -> None:
        """Open a book, for looking only where another program writes it; raises the Refusal that says what is wrong."""
        super().__init__()
        self.today = clock.today()
        self.looking_only = ""
        """Why the book may not be written, where it may not."""
        self._book: Book | None = None
        self.upkeep = Upkeep(self)
        if book_path is not None:
            self.open_book(book_path)

    # The book -------------------------------------------------------------------------------------------

    @property
    def book(self) -> Book:
        """The open book."""
        if self._book is None:
            raise RuntimeError("no book is open")
        return self._book

    @property
    def has_book(self) -> bool:
        """Whether a book is open: not while the owner is being welcomed."""
        return self._book is not None

    @property
    def shop(self) -> Shop:
        """The shop's details as they are now."""
        return shop(self.book.db)

    def read_day(self, typed: str) -> tuple[str, bool]:
        """Say in words what a typed day means, and True; or why it is none, and False: the reader of every DayField."""
        try:
            day = parse_day(typed, self.today, order_of(self.shop.country))
        except Refusal as refusal:
            return str(refusal), False
        return f"{in_words(day)}, {near(day, self.today)}", True

    def open_book(self, path: Path) -> None:
        """Open a book; where another program writes it, for looking only (S3)."""
        self.looking_only = ""
        try:
            self._book = Book.open(path, write=True, followers=[follow])
        except BookLocked as locked:
            self._book = Book.open(path, write=False)
            self.looking_only = str(locked)

    def close_book(self) -> None:
        """Close the book and give its lock back."""
        if self._book is not None:
            self._book.close()
            self._book = None

    def replace_book(self, work: Callable[[Path], str]) -> None:
        """Do what needs the book closed, such as restoring a backup; open it again and say what `work` answers."""
        path = self.book.path
        self.close_book()
        try:
            said, tone = work(path), "ok"
        except Refusal as refusal:
            said, tone = str(refusal), "refusal"
        self.open_book(path)
        self.main.reload_all()
        self.upkeep.start()
        self.say(said, "refusal" if tone == "refusal" else "ok")

    # Showing --------------------------------------------------------------------------------------------

    @property
    def main(self) -> MainScreen:
        """The main screen."""
        return next(screen for screen in self.screen_stack if isinstance(screen, MainScreen))

    def get_default_screen(self) -> Screen[Any]:
        """Begin with the main screen, or with the welcome where there is no book."""
        if self.has_book:
            return MainScreen()
        from carebook.tui.screens.welcome import WelcomeScreen

        return WelcomeScreen()

    def on_mount(self) -> None:
        """Begin to watch the day; all that takes time follows the first paint."""
        if self.no_color:
            self.theme = "ansi-dark"
        self.set_interval(LOOK_AT_CLOCK, self.look_at_clock)
        if self.has_book:
            self.call_after_refresh(self.begin)

    def begin(self) -> None:
        """Begin with an open book, once the owner sees it."""
        from carebook.tui.last_book import remember_book

        self.upkeep.start()
        remember_book(self.book.path)
        if names := names_of_drafts(self.book.db):
            self.say(f"“{names[0]}” is half written; what you had typed is there when you open it again.", "warning")

    @on(BookChosen)
    async def open_chosen(self, chosen: BookChosen) -> None:
        """Leave the welcome for the book that was made or chosen there."""
        try:
            self.open_book(chosen.path)
        except Refusal as refusal:
            self.say(str(refusal), "refusal")
            return
        await self.switch_screen(MainScreen())
        self.begin()
        self.perform(action(chosen.then))

    def say(self, text: str, tone: Tone = "ok") -> None:
        """Say one sentence in the status line of the screen on top that has one."""
        from carebook.tui.widgets.status_line import StatusLine

        for screen in reversed(self.screen_stack):
            for line in screen.query(StatusLine):
                line.say(text, tone)
                return

    # Verbs ----------------------------------------------------------------------------------------------

    def run_verb(self, verb: Verb[Done]) -> Done | None:
        """Run a verb on the book as of today, tell everyone what it changed, and say so; or say why not."""
        try:
            done = verb(self.book, self.today)
        except Refusal as refusal:
            self.say(str(refusal), "refusal")
            return None
        self.settle(done)
        return done

    def settle(self, done: Change | Answered) -> None:
        """Pass on and say what a verb did, whichever thread it ran in."""
        change = done if isinstance(done, Change) else done.change
        refused = () if isinstance(done, Change) else done.refused
        words = []
        if change is not None:
            self.spread(change)
            words.append(f"{change.label} · u to undo" if change.touched else "Nothing had to be changed")
        if refused:
            causes = ", ".join(dict.fromkeys(cause for _, cause in refused[:3]))
            words.append(f"{len(refused)} not: {causes}")
        self.say(" · ".join(words), "warning" if refused else "ok")

    def spread(self, change: Change) -> None:
        """Let every screen and pane that shows what was touched read it anew."""
        for screen in self.screen_stack:
            if hasattr(screen, "follow"):
                screen.follow(change)

    def why_off(self, node: DOMNode, one: Action) -> str | None:
        """Say why an action is off just now, or return None."""
        if not self.has_book and one.place == EVERYWHERE and one.name not in ("quit", "help", "commands"):
            return "No book is open yet."
        if one.writes and self.looking_only:
            return self.looking_only
        if one.writes and self.upkeep.planning:
            return "One moment: today's letters are still being planned."
        return node.why_not(one.name) if isinstance(node, Doer) else None

    def perform(self, one: Action) -> None:
        """Do an action that was chosen by name: here if it applies here, else in its own place."""
        for node, place in doers(self.screen):
            if place == one.place:
                self.call_later(self.run_action, one.call, node)
                return
        if self.has_book and one.place in self.main.place_names:
            self.call_later(self._perform_there, one)

    async def _perform_there(self, one: Action) -> None:
        await self.action_go(one.place)
        await self.run_action(one.call, self.main.pane)

    # What can be done everywhere ------------------------------------------------------------------------

    def why_not(self, name: str) -> str | None:
        """Undo, redo: off while the book may only be looked at."""
        return self.looking_only or None if name in ("undo", "redo") else None

    async def action_go(self, place: str) -> None:
        """Show a place, closing what lies over the main screen."""
        if self.has_book:
            while self.screen is not self.main:
                await self.pop_screen()
            await self.main.go(place)

    def do_find(self) -> None:
        """Find a customer from wherever we are."""
        from carebook.tui.screens.find import FindScreen

        self.push_screen(FindScreen())

    def do_undo(self) -> None:
        """Take the newest action back and say which."""
        self._step(lambda: self.book.undo(self.today), "Undid: {} · U to do it again")

    def do_redo(self) -> None:
        """Do again what was taken back, and say what."""
        self._step(lambda: self.book.redo(self.today), "Did again: {} · u to undo")

    def _step(self, step: Callable[[], Change], words: str) -> None:
        try:
            change = step()
        except Refusal as refusal:
            self.say(str(refusal), "refusal")
            return
        self.spread(change)
        self.say(words.format(change.label))

    def do_help(self) -> None:
        """Show the keys of this screen."""
        from carebook.tui.screens.help import HelpScreen

        self.push_screen(HelpScreen(self.screen))

    def do_quit(self) -> None:
        """End; everything is saved already."""
        self.exit()

    @on(CustomerChosen)
    async def open_customer(self, chosen: CustomerChosen) -> None:
        """Show a customer's record over whatever is on the screen."""
        from carebook.tui.screens.record import RecordScreen

        await self.push_screen(RecordScreen(chosen.customer_id))

    @on(ContactWanted)
    async def log_contact(self, wanted: ContactWanted) -> None:
        """Open the form for a contact."""
        from carebook.tui.forms.contact import contact_form

        await self.push_screen(contact_form(self, wanted.customer_id))

    # The day --------------------------------------------------------------------------------------------

    def look_at_clock(self) -> None:
        """Notice a new day, after midnight as after a long sleep, and plan and show it (D3)."""
        today = clock.today()
        if today != self.today:
            self.today = today
            if self.has_book:
                self.main.reload_all()
                self.upkeep.start()

    def point_out_clock(self) -> None:
        """Say when the clock is behind the last entry: then days are wrong, and nothing should lapse by them (D3)."""
        last = self.book.last_day()
        if last is not None and last > self.today:
            self.say(
                f"The clock says {in_words(self.today)}, but the last entry is of {in_words(last)}. Check the date.",
                "warning",
            )

    # Endings --------------------------------------------------------------------------------------------

    def _fatal_error(self) -> None:
        """Crash without showing what the book holds, and say where the private report is (T4)."""
        self.bell()
        self._exit_renderables.append(keep_report())
        self._close_messages_no_wait()

    def on_unmount(self) -> None:
        """Give the book back."""
        self.close_book()


def _palette() -> type:
    from carebook.tui.palette import Commands

    return Commands
