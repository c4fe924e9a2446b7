"""Today: what is due, and each letter as it will print."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from datetime import timedelta
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.timer import Timer
from textual.widgets import Static

from carebook.customers.store import count
from carebook.errors import Refusal
from carebook.letters.desk.looking import coming_up
from carebook.letters.model import KINDS
from carebook.letters.store.today import is_reviewed, note_review
from carebook.tui.actions import bindings
from carebook.tui.panes.pane import Pane
from carebook.tui.panes.sections import Sections
from carebook.tui.panes.today_detail import Detail, detail_of
from carebook.tui.panes.today_rows import COLUMNS, todays_sections
from carebook.tui.panes.today_verbs import TodayVerbs
from carebook.tui.text import plain
from carebook.tui.widgets.bars import ProgressLine
from carebook.tui.widgets.record_list import RecordList
from carebook.tui.widgets.rows import Source

PAUSE = 0.05
"""Seconds that the cursor rests before its letter is written: a key held down waits for none."""


class TodayPane(TodayVerbs, Pane):
    """The review."""

    PLACE: ClassVar[str] = "today"
    BINDINGS: ClassVar[list[BindingType]] = bindings("today")
    STYLES: ClassVar[str] = "today.tcss"
    KINDS: ClassVar[tuple[str, ...]] = (
        *("letter", "customer", "member", "occasion", "sale", "news", "contact", "suppression", "permission"),
        *("shop", "number", "closed_day", "gathering", "plan", "campaign"),
    )

    def __init__(self) -> None:
        """All that is due, and nothing yet of what waits."""
        super().__init__()
        self._everything = False
        self._rest: Timer | None = None
        self.lines = RecordList(COLUMNS)
        self.detail = Detail()
        self.progress = ProgressLine()
        self._done = Static(classes="done")

    def compose(self) -> ComposeResult:
        """What is said when all is done; list and detail; the progress of a printing."""
        yield self._done
        with Horizontal(classes="work"):
            yield self.lines
            yield self.detail
        yield self.progress

    def on_mount(self) -> None:
        """List the day."""
        self.lines.show(Sections(self._sections))
        self._after_reading()

    def first_focus(self) -> RecordList:
        """Start in the list."""
        return self.lines

    def reload(self) -> None:
        """Read the day anew; the cursor stays with its line, or in its place."""
        self.lines.refresh_rows()
        self._after_reading()

    def _sections(self) -> list[tuple[str, Source]]:
        if not self.keeper.upkeep.day_is_laid_out:
            return []
        return todays_sections(self.keeper.book.db, self.keeper.today, everything=self._everything)

    def _after_reading(self) -> None:
        self.set_class(not self.lines.count, "-empty")
        if not self.lines.count:
            self.close_detail()
            self._done.update(plain(self._said_when_empty(), lines=True))
        self._show_soon()
        self.call_after_refresh(self._note_review)

    def _said_when_empty(self) -> str:
        """Say that all is done and what tomorrow brings; or what will stand here, and how to begin."""
        db, today = self.keeper.book.db, self.keeper.today
        if not self.keeper.upkeep.day_is_laid_out:
            return "Good morning. Looking through your customers for what is due today…"
        if not count(db):
            return (
                "Here you will find every morning whom to thank, write to or call.\n\n"
                "It needs your customers first: press 2 and then n to type one in, or , to import a file."
            )
        tomorrow = Counter(KINDS[due.kind].title for due in coming_up(db, today, today + timedelta(days=1)))
        brings = ", ".join(f"{number} {title}" for title, number in tomorrow.items())
        return (
            f"All done for today.\n\nTomorrow: {brings or 'nothing new so far'}. A shows what waits and what is coming."
        )

    def _note_review(self) -> None:
        """Remember that this day was seen, so that what lapses is told once (LET-2)."""
        keeper = self.keeper
        laid_out = keeper.has_book and keeper.upkeep.day_is_laid_out and not keeper.planning
        if laid_out and keeper.book.writable and not is_reviewed(keeper.book.db, keeper.today):
            with suppress(Refusal), keeper.book.writing():
                note_review(keeper.book.db, keeper.today)

    # List and detail ------------------------------------------------------------------------------------

    @on(RecordList.Highlighted)
    @on(RecordList.Marked)
    def follow_cursor(self) -> None:
        """Show what the cursor stands on, once it rests."""
        self._show_soon()
        self.screen.refresh_bindings()

    def _show_soon(self) -> None:
        if self._rest is not None:
            self._rest.stop()
        self._rest = self.set_timer(PAUSE, self.show_detail)

    def show_detail(self) -> None:
        """Show the line under the cursor, where there is room for it."""
        if not self.detail.display:
            return
        key = self.lines.cursor_key
        if not isinstance(key, tuple) or len(key) != 2:
            self.detail.show(None)
            return
        self.detail.show(detail_of(self.keeper.book.db, *key, self.keeper.today))

    @on(RecordList.Chosen)
    def open_detail(self) -> None:
        """Go into the detail; where there is little room it takes the list's."""
        self.add_class("-open")
        self.call_after_refresh(self._focus_detail)

    def _focus_detail(self) -> None:
        self.detail.focus(scroll_visible=False)
        self.show_detail()

    @on(Detail.Closed)
    def close_detail(self) -> None:
        """Go back to the list."""
        self.remove_class("-open")
        if self.detail.has_focus:
            self.lines.focus(scroll_visible=False)

    @on(Detail.Turned)
    def turn(self, turned: Detail.Turned) -> None:
        """Step through the list from inside the detail."""
        self.lines.action_step(turned.step)
        self.show_detail()

    def on_resize(self) -> None:
        """A window made wide shows the detail at once."""
        self._show_soon()

    def do_all(self) -> None:
        """Show or hide what is held, put off and coming up."""
        self._everything = not self._everything
        self.reload()
