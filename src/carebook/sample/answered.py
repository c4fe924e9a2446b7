"""Survey sheets that came back, in their own words."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from carebook.book.book import Book
from carebook.customers.entry import SurveyAnswerEntry
from carebook.letters.desk.answers import answer_survey
from carebook.sample import store
from carebook.sample.almanac import Almanac

_ON_ITS_WAY = 5
"""Open days that a sheet takes to come back."""
_YEAR = 365


class Sheet(NamedTuple):
    """What stands on a sheet: satisfaction 1 to 5, recommend 0 to 10."""

    satisfaction: int | None
    recommend: int | None
    praise: str = ""
    better: str = ""
    may_call: bool = False
    may_quote: bool = False


_SHEETS = (
    Sheet(5, 10, "You asked what the place is like before you told me what to buy.", may_quote=True),
    Sheet(4, 8, "Friendly, and nobody hurries you.", "Open a little earlier on Saturdays."),
    Sheet(5, 9, "I came for one thing and learned three.", may_quote=True),
    Sheet(4, None, "", "The side door is hard to find in the dark."),
    Sheet(5, 10, "My grandmother's shop was like that.", "Nothing. Stay as you are.", may_quote=True),
    Sheet(4, 9, "Good advice, and the dog was let in."),
    Sheet(3, 6, "The people are kind.", "Dearer than in town. Say why, and I will pay it."),
    Sheet(5, 10, "Somebody carried it to the car without being asked."),
    Sheet(5, None, "It does what you said it would."),
    Sheet(4, 8, "I like that you say when I do not need a thing.", "A bench by the window, please.", may_quote=True),
    Sheet(5, 10, "You remembered my name.", may_call=True),
    Sheet(
        *(2, 4, "It used to be the best shop in the valley."),
        "I rang three times about my order, and was told each time that somebody would ring back. Nobody did.",
        may_call=True,
    ),
)
"""From the oldest to one that came back not long ago, with a grievance (CMP-8)."""


def enter_answers(book: Book, day: Almanac) -> None:
    """Enter the sheets that came back, spread over those that went out."""
    out = store.sheets_out(book.db, day.ago(_YEAR), day.ago(2 * _ON_ITS_WAY))
    for place, sheet in enumerate(_SHEETS, 1):
        number, sent_on = out[place * len(out) // len(_SHEETS) - 1]
        back_on = day.open_days.nth_open_day(date.fromisoformat(sent_on), _ON_ITS_WAY)
        entry = SurveyAnswerEntry(answered_on=back_on, **sheet._asdict())
        answer_survey(book, number, entry, day.eve)
