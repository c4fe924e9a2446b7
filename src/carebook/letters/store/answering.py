"""Finding the letter that somebody answers, while its answer is logged."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from carebook.book import rows, search
from carebook.letters.model import SEASON_KINDS
from carebook.letters.store.endings import OF_CAMPAIGN
from carebook.text import fold

MOST = 50
"""Letters that are found at once: more letters of a name are typed instead."""
SHEET = "sheet"
"""The answer to a letter that was answered by a survey sheet."""
_MOST_DIGITS = 18
_LISTED = "(SELECT value FROM json_each(?))"


class Scope(NamedTuple):
    """Which letters are answered: those of a kind, those of a campaign, or of a season's campaign, which has both."""

    kind: str = ""
    campaign: int | None = None


def of_campaign(campaign: int, kind: str) -> Scope:
    """Return the letters of a campaign of a kind; those of a season's are about no campaign, but of its year."""
    return Scope(kind if kind in SEASON_KINDS else "", campaign)


class SentLetter(NamedTuple):
    """A letter that left, and what came back on it."""

    id: int
    customer_id: int
    customer: str
    kind: str
    sent_on: date
    response: str
    """What came back; empty: nothing yet."""


_LETTER = "SELECT l.id, l.customer_id, c.name, l.kind, l.sent_on"
_OF = "JOIN customer c ON c.id = l.customer_id JOIN listing n ON n.customer_id = l.customer_id"
_MATCHING = "SELECT rowid FROM search WHERE search MATCH ?"
_IN_TURN = (
    " AND l.sent_on IS NOT NULL ORDER BY l.state = 'answered', instr(' ' || n.sorts_as, ' ' || ?) = 0,"
    " l.sent_on DESC, l.id DESC LIMIT ?"
)


def found(db: sqlite3.Connection, scope: Scope, typed: str) -> list[SentLetter]:
    """Return the sent letters to whom every typed word begins a word of, or the one with the typed number.

    Those that are not answered come first, then those whose name it is, then the newest.
    """
    number = typed.strip().lstrip("#")
    if number.isascii() and number.isdecimal() and len(number) <= _MOST_DIGITS:
        where, values = _within(scope)
        sql = f"{_LETTER} FROM letter l {_OF} WHERE l.id = ?{where}{_IN_TURN}"
        return _letters(db, sql, [int(number), *values, "", MOST])
    expression = search.match(typed)
    if expression is None:
        return []
    return _letters(db, *_by_name(scope, expression, fold(typed)))


def _by_name(scope: Scope, expression: str, name: str) -> tuple[str, list[object]]:
    """Return the statement that finds by name: a campaign's letters are walked, of a kind those of who is found."""
    where, values = _within(scope)
    if scope.kind:
        sql = f"{_LETTER} FROM search s CROSS JOIN letter l ON l.customer_id = s.rowid {_OF} WHERE search MATCH ?"
        return f"{sql}{where}{_IN_TURN}", [expression, *values, name, MOST]
    sql = f"{_LETTER} FROM letter l INDEXED BY letter_by_campaign {_OF} WHERE l.customer_id IN ({_MATCHING})"
    return f"{sql}{where}{_IN_TURN}", [expression, *values, name, MOST]


def _letters(db: sqlite3.Connection, sql: str, values: list[object]) -> list[SentLetter]:
    letters = db.execute(sql, values).fetchall()
    answers = responses(db, (number for number, *_ in letters))
    return [
        SentLetter(number, customer, who, kind, date.fromisoformat(sent_on), answers.get(number, ""))
        for number, customer, who, kind, sent_on in letters
    ]


def responses(db: sqlite3.Connection, letters: Iterable[int]) -> dict[int, str]:
    """Return the answer to each of these letters that has one."""
    wanted = rows.listed(letters)
    sheets = f"SELECT id, '{SHEET}' FROM letter WHERE state = 'answered' AND id IN {_LISTED}"
    reply = "SELECT letter_id, response FROM contact WHERE direction = 'in' AND response IS NOT NULL"
    return dict(db.execute(sheets, [wanted])) | dict(db.execute(f"{reply} AND letter_id IN {_LISTED}", [wanted]))


def _within(scope: Scope) -> tuple[str, list[object]]:
    if scope.campaign is None:
        return " AND l.kind = ?", [scope.kind]
    if scope.kind:
        its_year = f"EXISTS (SELECT 1 FROM campaign p WHERE p.id = ? AND {OF_CAMPAIGN})"
        return f" AND l.kind = ? AND {its_year}", [scope.kind, scope.campaign]
    return " AND l.subject_kind = 'campaign' AND l.subject_id = ?", [scope.campaign]
