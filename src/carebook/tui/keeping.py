"""The app's first layer: it keeps the book open, and knows the shop and the day."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from textual import events
from textual.app import App
from textual.screen import Screen

from carebook import clock
from carebook.book.book import Book
from carebook.book.refusals import BookLocked, ReadOnly
from carebook.days import in_words, near, order_of, parse_day
from carebook.errors import Refusal
from carebook.followers import FOLLOWERS
from carebook.shop.model import Shop
from carebook.shop.store import shop
from carebook.tui.terminal import Terminal
from carebook.tui.widgets.status_line import StatusLine, Tone


class BookKeeper(App[None]):
    """Has a book open, or none while the owner is being welcomed."""

    def __init__(self, book_path: Path | None) -> None:
        """Open a book, for looking only where it cannot be written; raises the Refusal that says what is wrong."""
        in_colour = "NO_COLOR" not in os.environ
        super().__init__(driver_class=Terminal, ansi_color=None if in_colour else True)
        if not in_colour:
            self.theme = "ansi-dark"
        self.today = clock.today()
        self.looking_only = ""
        """Why the book may not be written, where it may not."""
        self._answer: tuple[str, Tone] | None = None
        """What was said last, until the owner does something else."""
        self._book: Book | None = None
        if book_path is not None:
            self.open_book(book_path)

    @property
    def book(self) -> Book:
        """The open book."""
        if self._book is None:
            raise RuntimeError("no book is open")
        return self._book

    @property
    def has_book(self) -> bool:
        """Whether a book is open."""
        return self._book is not None

    @property
    def shop(self) -> Shop:
        """The shop's details as they are now."""
        return shop(self.book.db)

    def open_book(self, path: Path) -> None:
        """Open a book; where another program writes it, or the disk is read-only, for looking only (S3)."""
        self.looking_only = ""
        try:
            self._book = Book.open(path, write=True, followers=FOLLOWERS)
        except (BookLocked, ReadOnly) as why:
            self._book = Book.open(path, write=False)
            self.looking_only = str(why)

    def close_book(self) -> None:
        """Close the book and give its lock back."""
        if self._book is not None:
            self._book.close()
            self._book = None

    def read_day(self, typed: str, *, past: bool = False) -> tuple[str, bool]:
        """Say in words what a typed day means, and True; or why it is none, and False: the reader of a DayField.

        In the past, "fri" is the last one, and no day is to come.
        """
        try:
            day = parse_day(typed, self.today, order_of(self.shop.country), past=past)
        except Refusal as refusal:
            return str(refusal), False
        return f"{in_words(day)}, {near(day, self.today)}", True

    def say(self, text: str, tone: Tone = "ok") -> None:
        """Say one sentence in the status line of the screen on top that has one."""
        self._answer = text, tone
        for screen in reversed(self.screen_stack):
            for line in screen.query(StatusLine):
                line.say(text, tone)
                return

    async def on_event(self, event: events.Event) -> None:
        """Take what was said as heard once the owner goes on: it stays, but does not follow to another place."""
        if isinstance(event, (events.Key, events.MouseDown)):
            self._answer = None
        await super().on_event(event)

    def say_on(self, screen: Screen[Any]) -> None:
        """Say on another screen or place what the owner has not heard yet; what is long past goes."""
        for line in screen.query(StatusLine):
            if self._answer is None:
                line.clear()
            else:
                line.say(*self._answer)
