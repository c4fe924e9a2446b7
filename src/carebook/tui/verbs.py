"""The app's second layer: it runs the desks' verbs, says what they did, and tells every screen what they changed."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Protocol, TypeAlias, TypeVar

from carebook.book.book import Book
from carebook.book.change import Change
from carebook.errors import Refusal
from carebook.letters.causes import said
from carebook.tui.action import Action
from carebook.tui.actions import EVERYWHERE
from carebook.tui.beside import why_not_done
from carebook.tui.doer import Doer
from carebook.tui.keeping import BookKeeper

if TYPE_CHECKING:
    from textual.dom import DOMNode


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
Verb: TypeAlias = Callable[[Book, date], Done]
"""A desk's verb, waiting for the book and the day."""


class VerbRunner(BookKeeper):
    """Runs verbs on the book it keeps."""

    planning = False
    """Whether the day's letters are still being planned: nothing else may write meanwhile."""

    def run_verb(self, verb: Verb[Done]) -> Done | None:
        """Run a verb as of today, tell everyone what it changed, and say so; or say why not."""
        try:
            done = verb(self.book, self.today)
        except (Refusal, sqlite3.Error) as problem:
            self.say(why_not_done(problem), "refusal")
            return None
        self.settle(done)
        return done

    def settle(self, done: Change | Answered) -> None:
        """Pass on and say what a verb did, whichever thread it ran in."""
        change = done if isinstance(done, Change) else done.change
        refused = () if isinstance(done, Change) else done.refused
        words = []
        if change is not None and change.touched:
            self.spread(change)
            words.append(f"{change.label} · u to undo")
        if refused:
            causes = ", ".join(dict.fromkeys(said(cause, self.today) for _, cause in refused[:3]))
            words.append(f"{len(refused)} left as before: {causes}")
        self.say(" · ".join(words) or "Nothing had to be changed", "warning" if refused else "ok")

    def spread(self, change: Change) -> None:
        """Let every screen that shows what was touched read it anew."""
        for screen in self.screen_stack:
            if hasattr(screen, "follow"):
                screen.follow(change)

    def do_undo(self) -> bool:
        """Take the newest action back and say which; return whether it could be."""
        return self._step(self.book.undo, "Undid: {} · U to do it again")

    def do_redo(self) -> None:
        """Do again what was taken back, and say what."""
        self._step(self.book.redo, "Did again: {} · u to undo")

    def _step(self, step: Callable[[date], Change], words: str) -> bool:
        try:
            change = step(self.today)
        except (Refusal, sqlite3.Error) as problem:
            self.say(why_not_done(problem), "refusal")
            return False
        self.spread(change)
        self.say(words.format(change.label))
        return True

    def why_off(self, node: DOMNode, one: Action) -> str | None:
        """Say why an action is off just now, or return None."""
        if not self.has_book and one.place == EVERYWHERE and one.name not in ("quit", "help", "commands"):
            return "No book is open yet."
        if one.writes and self.looking_only:
            return self.looking_only
        if one.writes and self.planning:
            return "One moment: today's letters are still being planned."
        return node.why_not(one.name) if isinstance(node, Doer) else None
