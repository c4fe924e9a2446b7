"""Logging what came back on letters: one key for each answer, and a day to call for “later”."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from carebook.customers.model import Response
from carebook.letters.store.answering import SHEET
from carebook.tui.screens.ask import AskDay

if TYPE_CHECKING:
    from carebook.book.change import Change
    from carebook.tui.app import CarebookApp


SAID: dict[str, str] = {
    Response.POSITIVE: "yes",
    Response.NEGATIVE: "no",
    Response.LATER: "later",
    Response.RETURNED: "came back",
    Response.NONE: "none",
    SHEET: "sheet",
}
"""What came back, in the words of the keys that log it."""


class LogsAnswers:
    """The keys of the answers, for a place that knows which letter is answered."""

    def log_answer(self, response: str) -> None:
        """Log an answer to the letter that the place is at."""
        raise NotImplementedError

    def do_positive(self) -> None:
        """Log a glad answer."""
        self.log_answer("positive")

    def do_negative(self) -> None:
        """Log a no."""
        self.log_answer("negative")

    def do_later(self) -> None:
        """Log “later”, with the day to call."""
        self.log_answer("later")

    def do_came_back(self) -> None:
        """Log that the post brought it back."""
        self.log_answer("returned")


def log_with(
    app: CarebookApp, letters: Sequence[int], response: str, then: Callable[[Change], None] | None = None
) -> None:
    """Log an answer to letters; for “later” ask first on which day to call."""

    def log(call_back_on: date | None = None) -> None:
        from carebook.letters.desk.answers import log_answers

        change = app.run_verb(
            lambda book, today: log_answers(book, letters, Response(response), today, today, call_back_on=call_back_on)
        )
        if change is not None and change.touched and then is not None:
            then(change)

    def on_day(day: date | None) -> None:
        if day:
            log(day)

    if response == Response.LATER:
        app.push_screen(AskDay("They said “later”", "Call on", hint="+1w"), on_day)
    else:
        log()
