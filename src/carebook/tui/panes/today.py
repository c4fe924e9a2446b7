"""Today: what is due, and each letter as it will print."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable
from contextlib import suppress
from datetime import timedelta
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from carebook.customers.store import count
from carebook.errors import Refusal
from carebook.letters.desk.looking import coming_up
from carebook.letters.model import KINDS
from carebook.letters.store.letters import count_agenda
from carebook.letters.store.today import is_reviewed, lapse_tonight, note_review
from carebook.review import to_remember
from carebook.tui.actions import bindings
from carebook.tui.panes.list_and_detail import ListAndDetail
from carebook.tui.panes.sections import Sections
from carebook.tui.panes.today_detail import detail_of
from carebook.tui.panes.today_rows import AHEAD, COLUMNS, COMING, HELD, todays_sections, what_waits
from carebook.tui.panes.today_verbs import TodayVerbs
from carebook.tui.text import plain
from carebook.tui.widgets.bars import ProgressLine
from carebook.tui.widgets.letter_preview import Letter
from carebook.tui.widgets.record_list import RecordList
from carebook.tui.widgets.rows import Source


class TodayPane(ListAndDetail, TodayVerbs):
    """The review."""

    DEFAULT_CSS = """
    TodayPane > .waiting { height: 1; padding: 0 1; color: $text-muted; text-wrap: nowrap; display: none; }
    TodayPane.-waiting > .waiting { display: block; }
    """
    PLACE: ClassVar[str] = "today"
    BINDINGS: ClassVar[list[BindingType]] = bindings("today")
    KINDS: ClassVar[tuple[str, ...]] = (
        *("letter", "customer", "member", "occasion", "sale", "news", "contact", "suppression", "permission"),
        *("complaint", "case_step", "remedy", "departure", "worked", "win_back", "win_back_step"),
        *("reminder", "own_letter", "referral", "reward", "ask", "moment", "drive", "survey_answer"),
        *("shop", "number", "closed_day", "gathering", "plan", "campaign"),
    )

    def __init__(self) -> None:
        """All that is due, and nothing yet of what waits."""
        super().__init__(RecordList(COLUMNS))
        self._everything = False
        self._left: Hashable | None = None
        """Where the cursor was before it went to what waits."""
        self.progress = ProgressLine()
        self._done = Static(classes="done")
        self._waiting = Static(classes="waiting")

    def compose(self) -> ComposeResult:
        """What is said when all is done; list and detail; how much waits unseen; the progress of a printing."""
        yield self._done
        yield from self.work()
        yield self._waiting
        yield self.progress

    def on_mount(self) -> None:
        """List the day."""
        self.lines.show(Sections(self._sections))
        self._after_reading()

    def reload(self) -> None:
        """Read the day anew; the cursor stays with its line, or in its place."""
        self.lines.refresh_rows()
        self._after_reading()

    def _sections(self) -> list[tuple[str, Source]]:
        if not self.keeper.upkeep.day_is_laid_out:
            return []
        keeper = self.keeper
        return todays_sections(keeper.book.db, keeper.shop, keeper.today, everything=self._everything)

    def _after_reading(self) -> None:
        self.set_class(not self.lines.count, "-empty")
        if not self.lines.count:
            self.close_detail()
            self._done.update(plain(self._said_when_empty(), lines=True))
        waits = self._said_of_waiting()
        self.set_class(bool(waits), "-waiting")
        self._waiting.update(waits)
        self.show_soon()
        self.call_after_refresh(self._note_review)

    def _said_when_empty(self) -> str:
        """Say that all is done and what tomorrow brings; or what will stand here, and how to begin."""
        db, today = self.keeper.book.db, self.keeper.today
        if not self.keeper.upkeep.day_is_laid_out:
            return "One moment: looking through your customers for what is due today…"
        if not count(db):
            return (
                "Here you will find every morning whom to thank, write to or call.\n\n"
                "It needs your customers first: press 2 and then n to type one in, or , to import a file."
            )
        tomorrow = Counter(KINDS[due.kind].title for due in coming_up(db, today, today + timedelta(days=1)))
        if ahead := sum(one.due > today for one in to_remember(db, today, 1)):
            tomorrow["to remember"] = ahead
        brings = ", ".join(f"{number} {title}" for title, number in tomorrow.items())
        return (
            f"All done for today.\n\nTomorrow: {brings or 'nothing new so far'}. A shows what waits and what is coming."
        )

    def _said_of_waiting(self) -> str:
        """Say how much is due and waits, where it is not listed: who misses a letter finds it there."""
        if self._everything or not self.keeper.upkeep.day_is_laid_out:
            return ""
        counts = count_agenda(self.keeper.book.db)
        waiting = ((counts["held"], "held"), (counts["snoozed"], "put off"))
        words = " · ".join(f"{count:,} {word}" for count, word in waiting if count)
        if lapsing := lapse_tonight(self.keeper.book.db, self.keeper.today):
            words += f" · {lapsing:,} {'letter lapses' if lapsing == 1 else 'letters lapse'} tonight"
        return f"{words} · A shows why" if words else ""

    def _note_review(self) -> None:
        """Remember that this day was seen, so that what lapses is told once (LET-2)."""
        keeper = self.keeper
        laid_out = keeper.has_book and keeper.upkeep.day_is_laid_out and not keeper.planning
        if laid_out and keeper.book.writable and not is_reviewed(keeper.book.db, keeper.today):
            with suppress(Refusal), keeper.book.writing():
                note_review(keeper.book.db, keeper.today)

    def shown_of(self, key: Hashable) -> Letter | None:
        """Return the letter as it prints, or the call to make."""
        match key:
            case (str(what), int(number)):
                return detail_of(self.keeper.book.db, what, number, self.keeper.today)
            case _:
                return None

    def do_all(self) -> None:
        """Show what is held, put off and coming up, say how much that is, and go there; or hide it, and go back."""
        self._everything = not self._everything
        if not self._everything:
            self._hide_what_waits()
            return
        self._left = self.lines.cursor_key
        self.reload()
        found = what_waits(self.keeper.book.db, self.keeper.today)
        waiting = [(heading, rows) for heading, rows in found if rows.count()]
        if not waiting:
            self.keeper.say(f"Nothing is held, put off, or coming up in {AHEAD} days")
            return
        self.lines.action_last()
        self.lines.move_to(waiting[0][1].page(0, 1)[0].key)
        counts = [f"{rows.count():,} {heading.lower()}" for heading, rows in waiting]
        self.keeper.say(" · ".join([*counts, "A hides them again"]))

    def _hide_what_waits(self) -> None:
        cursor = self.lines.cursor_key
        self.reload()
        if isinstance(cursor, tuple) and cursor[0] in (HELD, COMING) and self._left is not None:
            self.lines.move_to(self._left)
        self.keeper.say("Only what is due is shown · A shows what waits")
