"""What the editor shows beside the words: remarks with their lines, marks in the text, fields with their values."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING
from uuid import uuid4

from textual.content import Content

from carebook.book.drafts import Draft, draft_of, drop_draft, keep_draft
from carebook.days import in_words
from carebook.errors import Refusal
from carebook.letters.fields import fields_for
from carebook.letters.wording import Remark
from carebook.tui.text import plain
from carebook.tui.widgets.field_menu import Known
from carebook.tui.widgets.words_box import Asked, Mark

if TYPE_CHECKING:
    from carebook.letters.facts import LetterFacts
    from carebook.tui.app import CarebookApp

_UNKNOWN = "–"
WORDS_BEHIND = (
    Known("date", "a day: November 25, 2026"),
    Known("day", "the same without its year"),
    Known("words", "a number in words: three"),
    Known("years", "three years, one year"),
    Known("bare", "without a, an or the"),
    Known("sentence", "as a whole sentence"),
    Known("phrase", "as a part of a sentence"),
)
"""What may follow the `|` behind a field, and what it does."""


class KeptText:
    """A text that is half written, kept in the book so that it outlives a kill (T7)."""

    def __init__(self, keeper: CarebookApp, name: str) -> None:
        """Known among the drafts by a name; its token goes with it into the action that saves it (S2)."""
        self._keeper, self._name = keeper, name
        self.token = uuid4().hex

    def bring_back(self) -> str | None:
        """Return what was written before, if it was not saved."""
        if draft := draft_of(self._keeper.book.db, self._name):
            self.token = draft.token
            return draft.fields.get("text", "")
        return None

    def keep(self, text: str) -> None:
        """Keep what is written so far."""
        self._do(lambda: keep_draft(self._keeper.book, Draft(self._name, self.token, {"text": text})))

    def drop(self) -> None:
        """Forget it: it was saved, or is begun afresh."""
        self._do(lambda: drop_draft(self._keeper.book, self._name))
        self.token = uuid4().hex

    def _do(self, change: Callable[[], None]) -> None:
        try:
            change()
        except Refusal as refusal:
            self._keeper.say(str(refusal), "refusal")


def marks_of(text: str, remarks: Sequence[Remark]) -> Mapping[int, Sequence[Mark]]:
    """Return what is to stand out in which line, lines counted from 0; an error on no words marks its whole line."""
    lines = text.split("\n")
    found: dict[int, list[Mark]] = defaultdict(list)
    for remark in remarks:
        place = remark.line - 1
        if 0 <= place < len(lines) and (remark.quote or remark.is_error):
            found[place].append(_mark(lines[place], remark))
    return found


def _mark(line: str, remark: Remark) -> Mark:
    start = line.casefold().find(remark.quote.casefold())
    found = (start, start + len(remark.quote)) if remark.quote and start >= 0 else (0, len(line))
    return Mark(*found, remark.is_error)


def in_turn(remarks: Iterable[Remark]) -> list[Remark]:
    """Return remarks as they are worked off: what keeps the words from being saved first, then line by line."""
    return sorted(remarks, key=lambda one: (not one.is_error, one.line))


def remark_lines(remarks: Sequence[Remark], most: int) -> Content:
    """Say what is to be looked at, each with its line."""
    lines = [_said(one) for one in remarks[:most]]
    if len(remarks) > most:
        lines.append(plain(f"and {len(remarks) - most} more: f8 goes to them", "$foreground-muted"))
    return Content("\n").join(lines)


def _said(remark: Remark) -> Content:
    sign, style = ("✗", "$text-error") if remark.is_error else ("!", "$text-warning")
    place = f"{sign} line {remark.line} " if remark.line else f"{sign} "
    return Content.assemble((place, f"bold {style}"), plain(remark.said, style))


def offered(asked: Asked, name: str, facts: LetterFacts | None) -> Sequence[Known]:
    """Return what may stand where something is typed: fields, or what may follow one."""
    return WORDS_BEHIND if asked.is_word else fields_known(name, facts)


def fields_known(name: str, facts: LetterFacts | None) -> list[Known]:
    """Return the fields of a text, each with what it says for the customer in view."""
    return [Known(field, _value(facts, field)) for field in fields_for(name)]


def _value(facts: LetterFacts | None, field: str) -> str:
    found: object = facts
    for part in field.split("."):
        found = getattr(found, part, "")
    if isinstance(found, bool):
        return "yes" if found else "no"
    if isinstance(found, date):
        return in_words(found)
    return (found if isinstance(found, str) else str(found or "")) or _UNKNOWN
