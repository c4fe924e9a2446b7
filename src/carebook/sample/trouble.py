"""What went wrong at Rosie's, from the first case that taught her something to the one of last evening."""

from __future__ import annotations

from datetime import date

from carebook.book.book import Book
from carebook.sample.almanac import Almanac
from carebook.sample.cases import Step
from carebook.sample.lessons import LESSONS
from carebook.sample.unsettled import LAST, UNSETTLED


def go_through(book: Book, day: Almanac) -> None:
    """Take every case but the last down and do what was done in it, in the order of the days."""
    troubles = (*LESSONS, *UNSETTLED)
    moments: list[tuple[date, int, Step | None]] = []
    for place, trouble in enumerate(troubles):
        moments.append((day.ago(trouble.days_ago), place, None))
        moments += ((day.ago(step.days_ago), place, step) for step in trouble.steps)
    cases: dict[int, int] = {}
    for on, place, step in sorted(moments, key=lambda moment: moment[:2]):
        if step is None:
            cases[place] = troubles[place].take_down(book, on)
        else:
            step.take(book, cases[place], on)


def take_down_the_last(book: Book, day: Almanac) -> None:
    """Take down what was said last evening: what was planned about that sale is cancelled (CMP-6)."""
    LAST.take_down(book, day.eve)
