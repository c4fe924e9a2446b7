"""Rosie's own words: a second text that she tries against ours, and what people answered to her letters."""

from __future__ import annotations

import sqlite3
from datetime import date, timedelta
from typing import NamedTuple

from carebook.book.book import Book
from carebook.customers.model import Channel, Response
from carebook.letters.desk.answers import log_answers
from carebook.letters.shelf import original
from carebook.sample import store
from carebook.sample.almanac import Almanac
from carebook.text import clean

TRIED_AGO = 150
"""So many days ago she began to try the second text."""
_TRIED = "how_did_we_do"
_SECOND_TEXT = """\
{% if sale.product %}How is the {{ sale.product | bare }}{% else %}How are things{% endif %}? We ask because we cannot
see it from behind the till.

The sheet has five questions. Three minutes with a pencil, and we know what to do better, for you and for whoever comes
in after you. Please say it as plainly as you would to a neighbour.

An envelope is with it. We read every one ourselves.

With kind regards,
"""


class _Answer(NamedTuple):
    """One answer to the newest letter of a kind that was not answered yet, after so many days."""

    kind: str
    response: str
    after: int
    note: str = ""
    channel: str = Channel.IN_PERSON
    call_back_in: int | None = None


_ANSWERS = (
    _Answer("newsletter", Response.POSITIVE, 3, "Wants two of the feeders from page one."),
    _Answer("newsletter", Response.POSITIVE, 2, "Read it aloud to the whole table."),
    _Answer("newsletter", Response.NEGATIVE, 1, "Has no garden any more.", Channel.EMAIL),
    _Answer("newsletter", Response.LATER, 2, "Back from their daughter's next week.", Channel.PHONE, 8),
    _Answer("promotion", Response.POSITIVE, 9, "Came for the shade cloth."),
    _Answer("promotion", Response.POSITIVE, 12),
    _Answer("seasons_greeting", Response.POSITIVE, 2, "Rang to say that nobody else writes any more.", Channel.PHONE),
    _Answer("seasons_greeting", Response.POSITIVE, 3),
    _Answer("anniversary", Response.POSITIVE, 5, "Did not know that it was four years already."),
    _Answer("reactivation", Response.POSITIVE, 10, "Had been ill. Comes on Saturday.", Channel.PHONE),
    _Answer("reactivation", Response.NEGATIVE, 8, "Buys at the new place, it is on the way."),
    _Answer("welcome", Response.POSITIVE, 6, "Asked for Rosie by name."),
)


def begin_trial(db: sqlite3.Connection, day: Almanac) -> None:
    """Try a second text for the short survey."""
    begun = day.ago(TRIED_AGO).isoformat()
    store.put_in(db, "template", [(1, _TRIED, _SECOND_TEXT, begun, 1)])
    store.put_in(db, "trial", [(_TRIED, 1, clean(original(_TRIED), lines=True), begun)])


def log_what_they_said(book: Book, day: Almanac) -> None:
    """Log answers to her letters, each to the newest one of its kind that it can belong to."""
    for one in _ANSWERS:
        found = store.unanswered(book.db, one.kind, day.eve - timedelta(days=one.after))
        if found is None:
            continue
        letter, sent_on = found
        on = date.fromisoformat(sent_on) + timedelta(days=one.after)
        call_back = day.today + timedelta(days=one.call_back_in) if one.call_back_in else None
        said = (book, [letter], one.response, on, day.eve)
        log_answers(*said, note=one.note, call_back_on=call_back, channel=one.channel)
