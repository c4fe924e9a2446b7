"""The owner's words in the place of ours: those in use, their versions, and the trials of them (LET-7)."""

from __future__ import annotations

import sqlite3
from datetime import date

from carebook.book import rows
from carebook.customers.refusals import Gone
from carebook.letters.languages import code_of
from carebook.letters.model import OwnWords, Trial
from carebook.letters.shelf import Shelf
from carebook.shop import store as shop_store

_WORDS = f"SELECT {rows.columns_of(OwnWords)} FROM template"
_TRIALS = f"SELECT {rows.columns_of(Trial)} FROM trial"
_IN_USE = "retired_on IS NULL AND on_trial = 0"


def in_use(db: sqlite3.Connection, name: str, language: str) -> OwnWords | None:
    """Return the owner's words for a text, for customers of a language or for everybody else; None: they have none."""
    found = db.execute(f"{_WORDS} WHERE name = ? AND language = ? AND {_IN_USE}", [name, language])
    return next(iter(rows.as_records(OwnWords, found)), None)


def versions(db: sqlite3.Connection, name: str, language: str) -> list[OwnWords]:
    """Return every version of a text, newest first, with those that were only tried."""
    found = db.execute(f"{_WORDS} WHERE name = ? AND language = ? ORDER BY id DESC", [name, language])
    return rows.as_records(OwnWords, found)


def template(db: sqlite3.Connection, template_id: int) -> OwnWords:
    """Return one version; raise Gone."""
    for found in rows.as_records(OwnWords, db.execute(f"{_WORDS} WHERE id = ?", [template_id])):
        return found
    raise Gone("text")


def trial(db: sqlite3.Connection, trial_id: int) -> Trial:
    """Return one trial; raise Gone."""
    for found in rows.as_records(Trial, db.execute(f"{_TRIALS} WHERE id = ?", [trial_id])):
        return found
    raise Gone("trial")


def trial_on(db: sqlite3.Connection, name: str, language: str) -> Trial | None:
    """Return the trial of a text that is under way."""
    found = db.execute(f"{_TRIALS} WHERE name = ? AND language = ? AND ended_on IS NULL", [name, language])
    return next(iter(rows.as_records(Trial, found)), None)


def tried_texts(db: sqlite3.Connection, trial: Trial) -> dict[str, str]:
    """Return the two texts of a trial, by arm."""
    before = template(db, trial.against_id).text if trial.against_id else trial.ours
    return {"a": before, "b": template(db, trial.template_id).text}


def trials(db: sqlite3.Connection) -> list[Trial]:
    """Return every trial, newest first."""
    return rows.as_records(Trial, db.execute(f"{_TRIALS} ORDER BY id DESC"))


def languages(db: sqlite3.Connection) -> list[str]:
    """Return the languages that customers have or that there are own words for, as two letters, without the shop's."""
    spoken = {code_of(line) for (line,) in db.execute("SELECT DISTINCT language FROM customer WHERE language <> ''")}
    written = {code for (code,) in db.execute("SELECT DISTINCT language FROM template")}
    return sorted((spoken - {code_of(shop_store.shop(db).language)} | written) - {""})


def went_out(db: sqlite3.Connection, template_id: int) -> int:
    """Count the letters that were sent with a version."""
    found = db.execute("SELECT count(*) FROM letter WHERE template_id = ? AND sent_on IS NOT NULL", [template_id])
    return int(found.fetchone()[0])


def shelf(db: sqlite3.Connection) -> Shelf:
    """Return the words that letters are written with now, for a whole batch of them."""
    on_trial = "SELECT against_id FROM trial WHERE ended_on IS NULL"
    words = db.execute(f"{_WORDS} WHERE retired_on IS NULL OR id IN ({on_trial})")
    under_way = db.execute(f"{_TRIALS} WHERE ended_on IS NULL")
    return Shelf(rows.as_records(OwnWords, words), rows.as_records(Trial, under_way))


def shelf_of(db: sqlite3.Connection, letter_id: int) -> Shelf:
    """Return the words that a printed letter was written with, whatever is in use by now."""
    sql = f"{_WORDS} WHERE id = (SELECT template_id FROM letter WHERE id = ?)"
    found = rows.as_records(OwnWords, db.execute(sql, [letter_id]))
    return Shelf(one._replace(on_trial=False, retired_on=None) for one in found)


def retire(db: sqlite3.Connection, template_id: int, on: date) -> None:
    """Note that another version, or the original, took the place of this one."""
    rows.update(db, "template", template_id, {"retired_on": on})
