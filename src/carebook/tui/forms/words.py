"""What is opened to write a letter's words: to change them, to try a second text against them, in another language."""

from __future__ import annotations

import re
import sqlite3
from datetime import date
from typing import TYPE_CHECKING

from carebook.days import in_words
from carebook.letters.languages import name_of
from carebook.letters.shelf import original
from carebook.letters.store.wording import in_use
from carebook.letters.wording import title_of

if TYPE_CHECKING:
    from carebook.book.book import Book
    from carebook.book.change import Change
    from carebook.letters.model import OwnWords
    from carebook.tui.app import CarebookApp

OURS, YOURS = "ours", "yours"


def whose_words(words: OwnWords | None, today: date) -> str:
    """Say whose words a text has: "ours", "yours since 3 Nov", "yours since 2025"."""
    if words is None:
        return OURS
    _, *day = in_words(words.made_on, today).split(" ")
    return f"{YOURS} since {' '.join(day) if words.made_on.year == today.year else words.made_on.year}"


def words_now(db: sqlite3.Connection, name: str, language: str) -> str:
    """Return the words that letters are written with; for a language without any, those for everybody else."""
    found = in_use(db, name, language) or (in_use(db, name, "") if language else None)
    return found.text if found else joined(original(name))


def joined(text: str) -> str:
    """Return a text with each paragraph on one line, as it is read; a line that is only a condition stays one.

    Line ends inside a paragraph mean nothing on paper, and in a narrow box they are ragged.
    """
    lines: list[str] = []
    for line in text.splitlines():
        goes_on = bool(lines) and bool(line.strip()) and bool(lines[-1].strip())
        if goes_on and not _is_condition(line) and not _is_condition(lines[-1]):
            lines[-1] = f"{lines[-1].rstrip()} {line.strip()}"
        else:
            lines.append(line)
    return "\n".join(lines).strip("\n")


def _is_condition(line: str) -> bool:
    return re.fullmatch(r"\s*\{%[^%]*%\}\s*", line) is not None


def edit_words(app: CarebookApp, name: str, language: str = "") -> None:
    """Change the words of a text, for customers of a language or for everybody else."""
    from carebook.letters.desk.wording import save_words
    from carebook.tui.screens.editor import EditorScreen, Writing

    def save(book: Book, text: str, today: date, token: str) -> Change:
        return save_words(book, name, language, text, today, token=token)

    db, title = app.book.db, title_of(name)
    note = f"in {name_of(language)}" if language else whose_words(in_use(db, name, ""), app.today)
    draft = f"The words of {title}" + (f" in {name_of(language)}" if language else "")
    writing = Writing(name, title, note, words_now(db, name, language), save, draft, language)
    app.push_screen(EditorScreen(writing))


def try_words(app: CarebookApp, name: str, language: str = "") -> None:
    """Write a second text, to be tried against the one in use."""
    from carebook.letters.desk.wording import begin_trial
    from carebook.tui.screens.editor import EditorScreen, Writing

    def save(book: Book, text: str, today: date, _: str) -> Change:
        return begin_trial(book, name, language, text, today)

    title = title_of(name)
    draft = f"A second text for {title}" + (f" in {name_of(language)}" if language else "")
    note = "a second text: half of your customers get it"
    writing = Writing(name, title, note, words_now(app.book.db, name, language), save, draft, language)
    app.push_screen(EditorScreen(writing))


def write_in_language(app: CarebookApp, name: str, spoken: list[str]) -> None:
    """Ask for a language, and write the words in it; `spoken` are the ones that customers speak."""
    from carebook.tui.screens.ask_language import AskLanguage

    def go_on(language: str | None) -> None:
        if language:
            edit_words(app, name, language)

    app.push_screen(AskLanguage(title_of(name), [name_of(one) for one in spoken]), go_on)
