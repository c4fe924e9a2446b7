"""The lines of the texts: whose words they are, in which languages, what is tried; and the letter of one."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from carebook.errors import Refusal
from carebook.letters.languages import name_of
from carebook.letters.model import OwnWords
from carebook.letters.store.rates import by_arm
from carebook.letters.store.wording import in_use, languages, trial_on, trials, went_out
from carebook.letters.trials import Counts, verdict
from carebook.letters.wording import STOP, TEXTS, TextName, preview, title_of
from carebook.shop.model import Shop
from carebook.tui.forms.words import OURS, YOURS, whose_words, words_now
from carebook.tui.panes.today_detail import as_it_prints
from carebook.tui.widgets.columns import Column
from carebook.tui.widgets.letter_preview import Letter
from carebook.tui.widgets.rows import Row

COLUMNS = (
    Column("text", least=24),
    Column("words", width=18, rank=1),
    Column("went out", width=8, align="right", rank=2),
)
TRIED = "½"
"""The mark of a text that a second one is tried against."""


class WordsKey(NamedTuple):
    """A text in a language; an empty one is for everybody else."""

    name: str
    language: str


def words_listed(db: sqlite3.Connection, today: date) -> list[Row]:
    """Return the texts in the order of the plan, the variants of a letter and its languages below it."""
    spoken = languages(db)
    tried = {(one.name, one.language) for one in trials(db) if one.ended_on is None}
    return [row for text in TEXTS for row in _rows(db, text, spoken, tried, today)]


def _rows(
    db: sqlite3.Connection, text: TextName, spoken: Sequence[str], tried: set[tuple[str, str]], today: date
) -> Iterator[Row]:
    lead = "" if text.name in (text.kind, STOP) else "  "
    yield _row(db, WordsKey(text.name, ""), text.title, in_use(db, text.name, ""), tried, today, lead)
    for language in spoken:
        if words := in_use(db, text.name, language):
            yield _row(db, WordsKey(text.name, language), f"in {name_of(language)}", words, tried, today, f"{lead}└ ")


def _row(
    db: sqlite3.Connection,
    key: WordsKey,
    title: str,
    words: OwnWords | None,
    tried: set[tuple[str, str]],
    today: date,
    lead: str = "",
) -> Row:
    out = f"{went_out(db, words.id):,}" if words else ""
    if key in tried:
        return Row(key, (title, f"{YOURS if words else OURS}, on trial", out), mark=TRIED, lead=lead)
    return Row(key, (title, whose_words(words, today), out), dim=words is None, lead=lead)


def text_shown(db: sqlite3.Connection, key: WordsKey, shop: Shop, today: date) -> Letter:
    """Return the letter that is written with a text, for a real customer, and what is known of the text."""
    words = in_use(db, *key)
    return replace(letter_with(db, key, words_now(db, *key), today), notes=(*_known(db, key, words, today),))


def letter_with(db: sqlite3.Connection, key: WordsKey, text: str, today: date) -> Letter:
    """Return a letter with these words for a real customer; the words themselves where it cannot be written."""
    from carebook.letters.desk.wording import facts_to_preview

    try:
        facts = facts_to_preview(db, key.name, None, today)
        return as_it_prints(preview(key.name, text, facts, key.language), [])
    except Refusal:
        return Letter(paragraphs=(text,))


def words_of(letter: Letter) -> Letter:
    """Return a letter without what stands in no text: who writes, where it goes, and the day."""
    return replace(letter, sender=(), addressee=(), dated="")


def _known(db: sqlite3.Connection, key: WordsKey, words: OwnWords | None, today: date) -> Iterator[tuple[str, str]]:
    hint = "" if words else ". e puts them in your own words"
    in_language = f", for customers who speak {name_of(key.language)}" if key.language else hint
    yield "words", f"{title_of(key.name)}: {whose_words(words, today)}{in_language}"
    if words:
        times = went_out(db, words.id)
        yield "went out", f"{times:,} time{'s' if times != 1 else ''}" if times else "not yet"
    if trial := trial_on(db, *key):
        rates = by_arm(db, trial.id)
        yield "on trial", verdict(*(Counts(one.sent, one.positive, one.answered) for one in rates.values()))
