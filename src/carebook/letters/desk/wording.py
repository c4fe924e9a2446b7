"""The owner's words in the place of ours: saved, brought back, taken out again, and tried against each other (LET-7).

What is printed or sent already keeps its text; letters that are still open are written with the words in use.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Literal

from carebook.book import rows
from carebook.book.book import Act, Book
from carebook.book.change import Change
from carebook.days import in_words
from carebook.errors import Refusal
from carebook.letters.facts import LetterFacts
from carebook.letters.languages import name_of
from carebook.letters.model import OwnWords, Trial
from carebook.letters.store import previews
from carebook.letters.store import wording as store
from carebook.letters.variants import variant_of
from carebook.letters.wording import STOP, WHOSE, Remark, fitting, kind_of, look_over, ours_of, title_of
from carebook.text import clean


class WordsNotReady(Refusal):
    """A text with errors in it; letters go on with the words that they have."""

    def __init__(self, errors: list[Remark]) -> None:
        """Name the line of the first and its reason."""
        self.errors = tuple(errors)
        first = errors[0]
        more = f" {len(errors) - 1} more to look at." if len(errors) > 1 else ""
        super().__init__(f"Not saved. Line {first.line}: {first.said}{more}")


class TrialUnderWay(Refusal):
    """Words that are tried against others just now."""

    def __init__(self, title: str, trial: Trial, today: date) -> None:
        """Say since when, and what to do."""
        since = in_words(trial.begun_on, today)
        super().__init__(
            f"Two texts of “{title}” are tried against each other since {since}, and stay as they are until one of "
            "them is kept. End the trial first."
        )


class NothingToTry(Refusal):
    """A trial that cannot be begun or ended."""


def save_words(book: Book, name: str, language: str, text: str, today: date, *, token: str | None = None) -> Change:
    """Save words as a new version that takes the place of the one in use; the same words again change nothing."""
    text = _looked_over(name, text)
    _refuse_in_trial(book.db, name, language, today)
    with _changing(book, "Changed the words of", name, language, today, token) as act:
        _put_in_use(act.db, name, language, text, today)
    return act.change


def restore_original(book: Book, name: str, language: str, today: date) -> Change:
    """Let our own words take the place of the owner's; every version stays to be read and brought back."""
    _refuse_in_trial(book.db, name, language, today)
    with _changing(book, "Restored the original of", name, language, today) as act:
        if known := store.in_use(act.db, name, language):
            store.retire(act.db, known.id, today)
    return act.change


def bring_back(book: Book, template_id: int, today: date) -> Change:
    """Use an older version again, as a new one."""
    older = store.template(book.db, template_id)
    text = _looked_over(older.name, older.text)
    _refuse_in_trial(book.db, older.name, older.language, today)
    with _changing(book, "Brought back older words of", older.name, older.language, today) as act:
        _put_in_use(act.db, older.name, older.language, text, today)
    return act.change


def begin_trial(book: Book, name: str, language: str, text: str, today: date) -> Change:
    """Try a second text, as b, against the words in use: about half of the customers get the letter with either."""
    text = _looked_over(name, text)
    if name == STOP:
        raise NothingToTry(
            "How to stop stands below other letters and is not tried by itself. Change its words instead."
        )
    _refuse_in_trial(book.db, name, language, today)
    if text == words_in_use(book.db, name, language):
        raise NothingToTry("These are the words in use. Change something in them, and try that against them.")
    with _changing(book, "Began a trial of", name, language, today) as act:
        words = {"name": name, "language": language}
        made = rows.insert(act.db, "template", {**words, "text": text, "made_on": today, "on_trial": 1})
        before = _own_in_use(act.db, name, language)
        arm_a = {"against_id": before.id} if before else {"ours": ours_of(name)}
        rows.insert(act.db, "trial", {**words, "template_id": made, **arm_a, "begun_on": today})
    return act.change


def end_trial(book: Book, trial_id: int, keep: Literal["a", "b"], today: date) -> Change:
    """End a trial: the words that are kept are those in use from now on."""
    trial = store.trial(book.db, trial_id)
    if trial.ended_on is not None:
        raise NothingToTry(f"This trial ended on {in_words(trial.ended_on, today)}.")
    with _changing(book, f"Kept text {keep.upper()} of", trial.name, trial.language, today) as act:
        rows.update(act.db, "trial", trial_id, {"ended_on": today, "kept": keep})
        if keep == "a":
            store.retire(act.db, trial.template_id, today)
            _put_in_use(act.db, trial.name, trial.language, store.tried_texts(act.db, trial)["a"], today)
        else:
            if known := store.in_use(act.db, trial.name, trial.language):
                store.retire(act.db, known.id, today)
            rows.update(act.db, "template", trial.template_id, {"on_trial": 0})
    return act.change


def words_in_use(db: sqlite3.Connection, name: str, language: str) -> str:
    """Return what customers of a language read now: the owner's words in it, their words for everybody, or ours."""
    found = _own_in_use(db, name, language)
    return found.text if found else ours_of(name)


def facts_to_preview(db: sqlite3.Connection, name: str, customer_id: int | None, today: date) -> LetterFacts:
    """Return what a text is shown with: a real letter of a customer, or what one to them could be written from.

    Without a customer it is the one to whom the newest such letter went.
    """
    kind = kind_of(name)
    who = previews.written_to_last(db, kind) if customer_id is None else customer_id
    newest = None if who is None else previews.facts_of_newest(db, kind, who, today)
    if newest is not None and name in (STOP, variant_of(kind, newest)):
        return newest
    return fitting(name, previews.made_facts(db, kind, who, WHOSE.get(name, "customer"), today))


def _own_in_use(db: sqlite3.Connection, name: str, language: str) -> OwnWords | None:
    return store.in_use(db, name, language) or store.in_use(db, name, "")


def _looked_over(name: str, text: str) -> str:
    text = clean(text, lines=True)
    if errors := [remark for remark in look_over(name, text, None) if remark.is_error]:
        raise WordsNotReady(errors)
    return text


def _refuse_in_trial(db: sqlite3.Connection, name: str, language: str, today: date) -> None:
    if trial := store.trial_on(db, name, language):
        raise TrialUnderWay(title_of(name), trial, today)


def _put_in_use(db: sqlite3.Connection, name: str, language: str, text: str, today: date) -> None:
    known = store.in_use(db, name, language)
    if text == words_in_use(db, name, language):
        return
    if known:
        store.retire(db, known.id, today)
    rows.insert(db, "template", {"name": name, "language": language, "text": text, "made_on": today})


@contextmanager
def _changing(book: Book, did: str, name: str, language: str, today: date, token: str | None = None) -> Iterator[Act]:
    tongue = f" in {name_of(language)}" if language else ""
    with book.act(f"{did} “{title_of(name)}”{tongue}", today, token=token) as act:
        yield act
