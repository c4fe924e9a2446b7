"""The texts that the owner may put in words of their own: which there are, what may stand in each, and a look over it.

What each text must and must not do is the law here (LET-8, LET-10, SUP-4, SUP-10); the words of its kind are looked at
by the lint as well.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from difflib import get_close_matches
from functools import partial
from typing import NamedTuple

from carebook.errors import Refusal
from carebook.letters import fields, languages, lint, marks
from carebook.letters.facts import ComplaintFacts, LetterFacts, Whose
from carebook.letters.fields import fields_for
from carebook.letters.marks import Piece
from carebook.letters.model import KINDS
from carebook.letters.shelf import Words, original, ours, read
from carebook.letters.templates import MissingField, UnreadableTemplate, fields_in, known_fields
from carebook.letters.variants import calling_for, variants_of
from carebook.letters.writing import LetterText, write
from carebook.text import clean, is_blank

STOP = "stop"
"""The text below every selling letter that says how to stop (SUP-10)."""
LONGEST = 6000
"""Characters of one text: more than two pages."""
_LONGEST_CLOSING = 60
_SELLS = "reactivation"
"""The kind with which the text on how to stop is shown: it sells, and needs no detail."""


class TextName(NamedTuple):
    """An editable text: its name, what the owner calls it, and the letter kind that it is written for."""

    name: str
    title: str
    kind: str
    """Empty for the text on how to stop, which goes with every kind that sells."""


_NOT_OURS = ("own_letter",)
"""The kinds whose words are the owner's own each time."""

TEXTS: tuple[TextName, ...] = (
    *(
        TextName(name, title, kind.name)
        for kind in KINDS.values()
        if not kind.handwritten and kind.name not in _NOT_OURS
        for name, title in ((kind.name, kind.title), *((one.name, one.title) for one in variants_of(kind.name)))
    ),
    TextName(STOP, "How to stop", ""),
)
"""Every text that the owner may change, in the order of the plan, each followed by its variants."""
_BY_NAME = {text.name: text for text in TEXTS}

WHOSE: dict[str, Whose] = {"birthday_child": "minor", "birthday_member": "member", "pet_birthday": "pet"}
"""The texts about somebody else's day, by whose it is."""


class Remark(NamedTuple):
    """What there is to say about a text: its line, the words meant, a sentence; an error keeps it from being used."""

    line: int
    quote: str
    said: str
    is_error: bool


class NoSuchText(Refusal):
    """A name that no editable text has."""

    def __init__(self, name: str) -> None:
        """Quote it."""
        super().__init__(f"There is no text “{name[:60]}” to put in your own words. The texts are listed in Letters.")


def title_of(name: str) -> str:
    """Return what the owner calls a text; raises NoSuchText."""
    return _text(name).title


def kind_of(name: str) -> str:
    """Return the letter kind that a text is shown as; raises NoSuchText."""
    return _text(name).kind or _SELLS


def ours_of(name: str) -> str:
    """Return our own words of a text, as the owner's are kept; raises NoSuchText."""
    return clean(original(_text(name).name), lines=True)


def _text(name: str) -> TextName:
    if name not in _BY_NAME:
        raise NoSuchText(name)
    return _BY_NAME[name]


def preview(name: str, source: str, facts: LetterFacts, language: str | None = None) -> LetterText:
    """Write a letter with words that are not yet in use; raises what writing it raises.

    `language`: that of the words as two letters, empty for the shop's own; None: the customer's. The text on how to
    stop is shown below a letter that sells.
    """
    line = facts.customer.language if language is None else language
    spoken = languages.code_of(line) or languages.code_of(facts.shop.language) or languages.ENGLISH
    words = Words(read(name, source), spoken)
    if name == STOP:
        return write(_SELLS, facts, ours(_SELLS), words)
    return write(kind_of(name), facts, words, ours(STOP))


def fitting(name: str, facts: LetterFacts) -> LetterFacts:
    """Return facts with which a letter is written with this text; to a minor without an offer (SUP-7)."""
    facts = calling_for(name, kind_of(name), facts)
    whose = WHOSE.get(name, facts.occasion.whose)
    return replace(facts, occasion=replace(facts.occasion, whose=whose), offer="" if whose == "minor" else facts.offer)


def look_over(name: str, source: str, facts: LetterFacts | None) -> list[Remark]:
    """Return what is to be said about a text, line by line; with facts also what a letter with them would wait for."""
    if no_text := not_to_be_read(source):
        return [no_text]
    pieces, slips = marks.read(source)
    found = [Remark(*slip, True) for slip in slips] or unreadable(name, source)
    found += _no_offer_here(name, pieces)
    found += _unreadable_values(pieces)
    if name != STOP:
        words = marks.words_around(pieces, but_offer="offer" in fields_for(name))
        found += linted(kind_of(name), words)
        found += _closing(pieces)
    found += _wanting(name, pieces)
    if not any(remark.is_error for remark in found):
        waits = waiting(partial(preview, name, source, facts), facts, pieces) if facts else []
        found += _always_empty(name, source, pieces) or waits
    return sorted(found, key=lambda remark: (remark.line, not remark.is_error))


def not_to_be_read(source: str) -> Remark | None:
    """Say that a text is blank, or too long for a letter."""
    if is_blank(source):
        return Remark(1, "", "There is not a word in it yet.", True)
    if len(source) > LONGEST:
        said = f"This is too long for a letter: it has {len(source)} characters of at most {LONGEST}."
        return Remark(1, "", said, True)
    return None


def unreadable(name: str, source: str) -> list[Remark]:
    """Find what is no field, and fields that no letter has."""
    try:
        asked = fields_in(name, source)
    except UnreadableTemplate as error:
        return [Remark(error.line, "", f"This cannot be read: {error.why}.", True)]
    strange = dict.fromkeys((field, line) for field, line in asked if field not in known_fields())
    return [Remark(line, field, f"No letter has “{field}”.{_meant(name, field)}", True) for field, line in strange]


def _meant(name: str, field: str) -> str:
    """Ask whether another field was meant, one of this text if it can be; else say where they are listed."""
    for known in (fields_for(name), sorted(known_fields())):
        for close in (get_close_matches(field, known, 1, 0.7), [one for one in known if one.endswith(f".{field}")]):
            if close:
                return f" Did you mean {close[0]}?"
    group, is_of_one, _ = field.partition(".")
    of_it = [one for one in fields_for(name) if is_of_one and one.startswith(f"{group}.")]
    return f" Did you mean {get_close_matches(field, of_it, 1, 0)[0]}?" if of_it else " f2 shows those that there are."


def _no_offer_here(name: str, pieces: list[Piece]) -> list[Remark]:
    """Find an offer's field in a letter that carries none (LET-10, SUP-7)."""
    allowed = fields_for(name)
    said = "An offer has no place in this letter. Leave it out."
    return [
        Remark(line, field, said, True)
        for field, line in marks.fields_shown(pieces)
        if field in fields.OFFERS and field not in allowed
    ]


def _unreadable_values(pieces: list[Piece]) -> Iterator[Remark]:
    """Find a day that would be written in figures, and a yes or no that would be written at all."""
    for piece in pieces:
        field = piece.inside.strip(" -\n") if piece.kind == "field" else ""
        if field in fields.DAYS:
            said = f"This would read {datetime.date(2026, 11, 25)}. Say how: {{{{ {field} | date }}}}."
            yield Remark(piece.line, field, said, False)
        elif field in fields.FLAGS:
            yield Remark(piece.line, field, f"This is only yes or no: ask for it, {{% if {field} %}}.", True)


def linted(kind: str, words: str) -> list[Remark]:
    """Find what the lint finds in the words around the fields, each on the line where it begins."""
    readable = lint.readily(words)
    found = lint.findings(kind, marks.paragraphs_of(readable), ComplaintFacts())
    return [Remark(_line_of(one.quote, readable), one.quote, _said(one), one.refused) for one in found]


def _said(found: lint.Finding) -> str:
    said = f"{found.why[:1].upper()}{found.why[1:]}" if not found.quote else f"This {found.why}"
    return f"{said}: {found.advice}."


def _line_of(quote: str, words: str) -> int:
    """Return the line on which words begin, wherever they are broken."""
    pattern = r"\s+".join(map(re.escape, quote.split()))
    place = re.search(pattern, words) if quote else None
    return words.count("\n", 0, place.start()) + 1 if place else 1


def _closing(pieces: list[Piece]) -> Iterator[Remark]:
    """Find a text without a closing: the last paragraph is one, and gives way to the shop's own where it has one."""
    words = marks.words_around(pieces).rstrip()
    parts = marks.paragraphs_of(words)
    line = words.count("\n") + 1
    last = " ".join(parts[-1].split())
    if len(parts) < 2 or len(last) > _LONGEST_CLOSING:
        said = (
            "A letter ends with a closing in a paragraph of its own, such as “With kind regards,”. Put one below this."
        )
        yield Remark(line, last[-_LONGEST_CLOSING:], said, True)


def _wanting(name: str, pieces: list[Piece]) -> Iterator[Remark]:
    """Find what a text must have and has not, and what stands in the wrong order."""
    shown = marks.fields_shown(pieces)
    here, always = {field for field, _ in shown}, marks.fields_always_shown(pieces)
    words = marks.words_around(pieces)
    last = words.rstrip().count("\n") + 1
    for wanted in fields.wanted_in(name):
        stands = always if wanted.is_needed else here
        if not stands.intersection(wanted.any_of) and not (wanted.or_said and re.search(wanted.or_said, words)):
            yield Remark(last, "", wanted.said, wanted.is_needed)
    places = fields.order_in(name)
    reached = -1
    for field, line in shown:
        if field in places:
            if places.index(field) < reached:
                yield Remark(line, field, f"“{field}” comes too late: it stands before {places[reached]}.", False)
            reached = max(reached, places.index(field))


def _always_empty(name: str, source: str, pieces: list[Piece]) -> list[Remark]:
    """Find a field that this letter never has, and without which it could never go (LET-8)."""
    try:
        read(name, source).paragraphs(fields.example(name))
    except MissingField as missing:
        said = f"“{missing.field}” is always empty in this letter, which could never go. Leave it out."
        return [Remark(_line_shown(missing.field, pieces), missing.field, said, True)]
    return []


def waiting(write: Callable[[], object], facts: LetterFacts, pieces: list[Piece]) -> list[Remark]:
    """Find what a letter with these facts would wait for once it is written (LET-8)."""
    try:
        write()
    except MissingField as missing:
        said = f"The letter to {facts.customer.name or 'this customer'} would wait for it: {missing.detail}."
        return [Remark(_line_shown(missing.field, pieces), missing.field, said, False)]
    return []


def _line_shown(field: str, pieces: list[Piece]) -> int:
    return next((line for one, line in marks.fields_shown(pieces) if one == field), 1)
