"""The app: which screen is shown, what can be done everywhere, the day that goes by, and how it all ends."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, ClassVar

from rich.text import Text
from textual import on
from textual.binding import Binding, BindingType
from textual.screen import Screen

from carebook import clock
from carebook.book.drafts import names_of_drafts
from carebook.days import in_words
from carebook.errors import Refusal
from carebook.tui.action import Action
from carebook.tui.actions import EVERYWHERE, action, bindings
from carebook.tui.crash import keep_report
from carebook.tui.doer import Doer, customer_here, doers
from carebook.tui.keys import KeysOfScreen
from carebook.tui.messages import BookChosen, ContactWanted, CustomerChosen
from carebook.tui.screens.main import MainScreen
from carebook.tui.upkeep import Upkeep
from carebook.tui.verbs import VerbRunner
from carebook.tui.widgets.day_field import DayField

if TYPE_CHECKING:
    from textual.command import Provider

LOOK_AT_CLOCK = 30.0
"""Seconds between two looks at what day it is (D3)."""


class CarebookApp(Doer, VerbRunner):
    """The screen over one book, or the welcome where there is none."""

    PLACE: ClassVar[str] = EVERYWHERE
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(EVERYWHERE),
        Binding("ctrl+q", "do('quit')", show=False, priority=True),
    ]
    CSS_PATH = "app.tcss"
    TITLE = "carebook"
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {lambda: _palette()}

    def __init__(self, book_path: Path | None, *, sample: TemporaryDirectory[str] | None = None) -> None:
        """Open a book, or welcome the owner; `sample` is the folder of a sample shop, which goes when this ends."""
        super().__init__(book_path)
        self._sample = sample
        self.upkeep = Upkeep(self)
        self._waiting: tuple[Action, Screen[Any]] | None = None
        """What is to be done once the day is laid out, and the screen on which it was asked for."""

    # Which screen ---------------------------------------------------------------------------------------

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
        self.set_interval(LOOK_AT_CLOCK, self.look_at_clock)
        if self.has_book:
            self.call_after_refresh(self.begin)

    def begin(self) -> None:
        """Begin with an open book, once the owner sees it."""
        if self._sample is None:
            from carebook.tui.last_book import remember_book

            remember_book(self.book.path)
        if names := names_of_drafts(self.book.db):
            from carebook.tui.forms.draft_names import said_name

            name = said_name(self.book.db, names[0])
            self.say(f"“{name}” is half written: what you had typed is there when you open it again.", "warning")
        self.upkeep.start()

    @on(BookChosen)
    async def open_chosen(self, chosen: BookChosen) -> None:
        """Show the book that was made or chosen in the welcome, which stays below."""
        try:
            self.open_book(chosen.path)
        except Refusal as refusal:
            self.say(str(refusal), "refusal")
            return
        await self.push_screen(MainScreen())
        self.begin()
        self.perform(action(chosen.then))

    def look_around(self) -> None:
        """Open a sample shop that is gone when the program ends."""
        from carebook.sample import demo_book

        self._sample = TemporaryDirectory(prefix="carebook-sample-")
        self.post_message(BookChosen(demo_book(Path(self._sample.name), self.today)))

    async def replace_book(self, work: Callable[[Path], str]) -> None:
        """Do what needs the book closed, such as restoring a backup; open it again and say what `work` answers."""
        path = self.book.path
        self.upkeep.stop()
        self.close_book()
        try:
            said = work(path)
        except Refusal as refusal:
            await self._open_again(path)
            self.say(str(refusal), "refusal")
        else:
            await self._open_again(path)
            self.say(said)

    async def _open_again(self, path: Path) -> None:
        try:
            self.open_book(path)
        except Refusal as refusal:
            self.exit(return_code=1, message=Text(str(refusal)))
            return
        await self.main.forget_hidden()
        self.main.reload_all()
        self.upkeep.start()

    # What can be done everywhere ------------------------------------------------------------------------

    def why_not(self, name: str) -> str | None:
        """Undo and redo are off while the book may only be looked at."""
        return self.looking_only or None if name in ("undo", "redo") else None

    def perform(self, one: Action) -> None:
        """Do an action that was chosen by name, here or in its own place; one that writes waits for the day's plan."""
        if one.writes and self.planning:
            self._waiting = one, self.screen
            return
        for node, place in doers(self.screen):
            if place == one.place:
                self.call_later(self.run_action, one.call, node)
                return
        if self.has_book and one.place in self.main.place_names:
            self.call_later(self._perform_there, one)

    async def _perform_there(self, one: Action) -> None:
        await self.action_go(one.place)
        await self.run_action(one.call, self.main.pane)

    async def action_go(self, place: str) -> None:
        """Show a place, closing what lies over the main screen."""
        if not self.has_book:
            self.say("No book is open yet.", "warning")
            return
        while self.screen is not self.main:
            await self.pop_screen()
        await self.main.go(place)

    def do_find(self) -> None:
        """Find a customer from wherever we are."""
        from carebook.tui.screens.find import FindScreen

        self.push_screen(FindScreen())

    def do_praise(self) -> None:
        """Note that somebody just praised us: who is under the cursor, or else whom the owner finds."""
        from carebook.tui.forms.moment import note_praise

        note_praise(self, customer_here(self.screen))

    def do_help(self) -> None:
        """Show the keys of this screen."""
        from carebook.tui.screens.help import HelpScreen

        self.push_screen(HelpScreen(self.screen))

    def do_quit(self) -> None:
        """End; everything is saved already."""
        self.leave()

    @on(CustomerChosen)
    async def open_customer(self, chosen: CustomerChosen) -> None:
        """Show a customer's record over whatever is on the screen; of one who went meanwhile there is none."""
        from carebook.customers.store import customer
        from carebook.tui.screens.record.screen import RecordScreen

        try:
            customer(self.book.db, chosen.customer_id)
        except Refusal as gone:
            self.say(str(gone), "warning")
            return
        await self.push_screen(RecordScreen(chosen.customer_id, chosen.step))

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
            for screen in self.screen_stack:
                for field in screen.query(DayField):
                    field.judge()
            if self.has_book:
                self.main.reload_all()
                self.upkeep.start()

    def show_plan(self) -> None:
        """Show the day as it is laid out now, and do what waited for it, unless the owner went on to something else."""
        self.main.reload_all()
        waiting, self._waiting = self._waiting, None
        if waiting is not None and waiting[1] is self.screen:
            self.perform(waiting[0])

    def point_out_clock(self) -> None:
        """Say when the clock is behind the last entry: then days are wrong (D3)."""
        last = self.book.last_day()
        if last is not None and last > self.today:
            day, newest = in_words(self.today), in_words(last)
            self.say(f"The clock says {day}, but the last entry is of {newest}. Check the computer's date.", "warning")

    # Endings --------------------------------------------------------------------------------------------

    def leave(self, code: int = 0) -> None:
        """End with an exit code; what is half typed is kept."""
        try:
            self.keep_drafts()
        finally:
            self.exit(return_code=code)

    def keep_drafts(self) -> None:
        """Keep what is half typed as it is at this moment (T7)."""
        for screen in self.screen_stack:
            if isinstance(screen, KeysOfScreen) and screen.is_mounted:
                screen.keep()

    def _fatal_error(self) -> None:
        """Crash without showing what the book holds, and say where the private report is (T4)."""
        self.bell()
        self._exit_renderables.append(Text(keep_report()))
        self._close_messages_no_wait()

    def on_unmount(self) -> None:
        """End in order."""
        self.let_go()

    def let_go(self) -> None:
        """Give the book back, and let a sample shop go."""
        self.upkeep.stop()
        self.close_book()
        if self._sample is not None:
            self._sample.cleanup()


def _palette() -> type[Provider]:
    from carebook.tui.palette import Commands

    return Commands
