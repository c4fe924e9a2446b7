"""A look over a letter of the owner's own while it is written: what keeps it from being kept, and what to look at."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from carebook.letters import lint, marks, own
from carebook.letters.facts import ComplaintFacts, LetterFacts, OwnFacts
from carebook.letters.marks import Piece
from carebook.letters.templates import MissingField, UnreadableTemplate, fields_in, known_fields
from carebook.letters.wording import LONGEST, Remark
from carebook.letters.writing import LetterText, compose
from carebook.text import is_blank


def written(text: str, facts: LetterFacts) -> LetterText:
    """Write the letter with this text; raises what writing it raises."""
    return compose(own.KIND, with_text(facts, text))


def with_text(facts: LetterFacts, text: str) -> LetterFacts:
    """Return the facts of a letter with another text."""
    return replace(facts, own=OwnFacts(facts.own.title, text, sells=facts.own.sells))


def remarks_on(text: str, facts: LetterFacts) -> list[Remark]:
    """Return what there is to say about a text; an offer is no error here, its class is chosen at the end (SUP-4)."""
    if is_blank(text):
        return [Remark(1, "", "There is not a word in it yet.", True)]
    if len(text) > LONGEST:
        return [Remark(1, "", f"This is too long for a letter: {len(text)} characters of at most {LONGEST}.", True)]
    pieces, slips = marks.read(text)
    found = [Remark(*slip, True) for slip in slips] or list(_unreadable(text))
    if not found:
        found += _waiting(text, pieces, facts)
    found += _linted(pieces)
    return sorted(found, key=lambda one: (one.line, not one.is_error))


def offers_in(text: str) -> list[str]:
    """Return the words of a text that are an offer, which make it sell (SUP-4)."""
    words = _words(marks.read(text)[0])
    kindly, selling = (
        {one.quote for one in lint.findings(own.KIND, words, ComplaintFacts(), sells=sells)} for sells in (False, True)
    )
    return sorted(kindly - selling)


def _words(pieces: list[Piece]) -> list[str]:
    return re.split(r"\n\s*\n", lint.readily(marks.words_around(pieces)).strip())


def _unreadable(text: str) -> Iterator[Remark]:
    try:
        asked = fields_in(own.NAME, text)
    except UnreadableTemplate as error:
        yield Remark(error.line, "", f"This cannot be read: {error.why}.", True)
        return
    for field, line in dict.fromkeys(asked):
        if field not in known_fields():
            yield Remark(line, field, f"No letter has “{field}”. f2 shows those that there are.", True)


def _waiting(text: str, pieces: list[Piece], facts: LetterFacts) -> Iterator[Remark]:
    """Find the detail that this letter would wait for (LET-8)."""
    try:
        written(text, facts)
    except MissingField as missing:
        line = next((line for one, line in marks.fields_shown(pieces) if one == missing.field), 1)
        said = f"The letter would wait for it: {missing.detail}. Say it in your own words."
        yield Remark(line, missing.field, said, False)


def _linted(pieces: list[Piece]) -> Iterator[Remark]:
    found = lint.findings(own.KIND, _words(pieces), ComplaintFacts())
    words = lint.readily(marks.words_around(pieces))
    for one in found:
        place = words.find(one.quote) if one.quote else -1
        line = words.count("\n", 0, place) + 1 if place >= 0 else 1
        yield Remark(line, one.quote, f"{str(one)[:1].upper()}{str(one)[1:]}", False)
