"""Survey sheets that came back: one answer to a letter, and the figures of all."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from datetime import date

from carebook.book import rows
from carebook.book.rows import Value
from carebook.customers.model import Mean, SurveyAnswer, SurveyFigures
from carebook.customers.refusals import Gone

_ANSWERS = f"SELECT {rows.columns_of(SurveyAnswer)} FROM survey_answer"


def survey_answers(db: sqlite3.Connection, customer_id: int) -> list[SurveyAnswer]:
    """Return what a customer answered, newest first."""
    found = db.execute(f"{_ANSWERS} WHERE customer_id = ? ORDER BY answered_on DESC, id DESC", [customer_id])
    return rows.as_records(SurveyAnswer, found)


def survey_answer(db: sqlite3.Connection, answer_id: int) -> SurveyAnswer:
    """Return one answer; raise Gone."""
    for answer in rows.as_records(SurveyAnswer, db.execute(f"{_ANSWERS} WHERE id = ?", [answer_id])):
        return answer
    raise Gone("answer")


def answer_to(db: sqlite3.Connection, letter_id: int) -> SurveyAnswer | None:
    """Return the answer to the sheet that went out with a letter."""
    found = db.execute(f"{_ANSWERS} WHERE letter_id = ?", [letter_id])
    return next(iter(rows.as_records(SurveyAnswer, found)), None)


def save_answer(
    db: sqlite3.Connection, customer_id: int, kind: str, letter_id: int, values: Mapping[str, Value]
) -> None:
    """Keep the one answer to a letter; entered again, it takes the place of what stood there."""
    if known := answer_to(db, letter_id):
        rows.update(db, "survey_answer", known.id, values)
    else:
        of: dict[str, Value] = {"customer_id": customer_id, "kind": kind, "letter_id": letter_id}
        rows.insert(db, "survey_answer", {**of, **values})


def survey_figures(db: sqlite3.Connection, start: date, end: date) -> SurveyFigures:
    """Return the mean satisfaction and recommend of the sheets answered from a day to another, both counted."""
    found = db.execute(
        "SELECT avg(satisfaction), count(satisfaction), avg(recommend), count(recommend) FROM survey_answer"
        " WHERE answered_on BETWEEN ? AND ?",
        [start.isoformat(), end.isoformat()],
    ).fetchone()
    return SurveyFigures(Mean(*found[:2]), Mean(*found[2:]))
