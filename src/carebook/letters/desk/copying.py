"""The words of one letter, to be pasted somewhere else."""

from __future__ import annotations

import sqlite3
from datetime import date

from carebook.errors import Refusal
from carebook.letters.desk.printing import compose
from carebook.letters.model import KINDS
from carebook.letters.paper.drafts import body_of
from carebook.letters.store import letters as store


class NothingToCopy(Refusal):
    """A letter without words of its own."""


def text_to_copy(db: sqlite3.Connection, number: int, on: date) -> str:
    """Return a letter's text as it was kept, or as it would leave on a day; one by e-mail has no head."""
    letter = store.letter(db, number)
    if letter is None or (KINDS[letter.kind].handwritten and not letter.text):
        raise NothingToCopy("There is no text to copy: this one is written by hand.")
    if letter.text:
        return letter.text
    written = compose(db, [number], on)[number]
    if isinstance(written, str):
        raise NothingToCopy(written)
    due = store.on_agenda(db, number)
    return body_of(written) if due and due.channel in ("e-mail", "text") else written.plain()
