"""What the plan says of a kind of letter beside its window: whose words it has, and when the next of them may leave."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date

from carebook.days import in_words
from carebook.letters.model import Anchor, PlannedKind
from carebook.letters.store.letters import campaigns, next_days
from carebook.letters.store.wording import in_use
from carebook.letters.wording import TEXTS
from carebook.shop.store import calendar
from carebook.tui.forms.words import whose_words

Note = tuple[str, str]
_NEXT = 3


def notes_on(db: sqlite3.Connection, planned: PlannedKind, today: date) -> list[Note]:
    """Return whose words a kind has, and its next days."""
    dates = _dates(db, planned, today) if planned.is_on else ()
    return [*_words(db, planned, today), *dates]


def _words(db: sqlite3.Connection, planned: PlannedKind, today: date) -> Iterator[Note]:
    texts = [text for text in TEXTS if text.kind == planned.kind.name]
    for place, text in enumerate(texts):
        own = in_use(db, text.name, "")
        if place == 0 or own:
            about = "" if place == 0 else f"{text.title}: "
            yield ("words" if place == 0 else ""), f"{about}{whose_words(own, today)}"


def _dates(db: sqlite3.Connection, planned: PlannedKind, today: date) -> Iterator[Note]:
    found = next_days(db, planned.kind.name, today, _NEXT)
    if found:
        yield "next", " · ".join(f"{in_words(day, today)} ({count:,})" for day, count in found)
    if planned.kind.anchor is Anchor.GATHERING:
        ahead = [one for one in calendar(db).gatherings if one.day >= today]
        first = f"{ahead[0].label}, {in_words(ahead[0].day, today)}" if ahead else ""
        yield "gathering", first or "none ahead: the shop's days in the settings have the calendar"
    if planned.kind.anchor is Anchor.CAMPAIGN:
        starts = sorted((one.starts_on, one.title) for one in campaigns(db) if one.kind == planned.kind.name)
        for place, (day, title) in enumerate([one for one in starts if one[0] > today][:_NEXT]):
            yield ("campaign" if place == 0 else ""), f"“{title}” from {in_words(day, today)}"
