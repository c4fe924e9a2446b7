"""A look over a letter of the owner's own while it is written: what keeps it from being kept, and what to look at."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from carebook.letters import lint, marks, own
from carebook.letters.facts import ComplaintFacts, LetterFacts, OwnFacts
from carebook.letters.wording import Remark, linted, not_to_be_read, unreadable, waiting
from carebook.letters.writing import LetterText, compose


def written(text: str, facts: LetterFacts) -> LetterText:
    """Write the letter with this text; raises what writing it raises."""
    return compose(own.KIND, with_text(facts, text))


def with_text(facts: LetterFacts, text: str) -> LetterFacts:
    """Return the facts of a letter with another text."""
    return replace(facts, own=OwnFacts(facts.own.title, text, sells=facts.own.sells))


def remarks_on(text: str, facts: LetterFacts) -> list[Remark]:
    """Return what there is to say about a text; an offer is no error here, its class is chosen at the end (SUP-4)."""
    if no_text := not_to_be_read(text):
        return [no_text]
    pieces, slips = marks.read(text)
    found = [Remark(*slip, True) for slip in slips] or unreadable(own.NAME, text)
    if not found:
        found += [
            one._replace(said=f"{one.said} Say it in your own words.")
            for one in waiting(partial(written, text, facts), facts, pieces)
        ]
    found += [one._replace(is_error=False) for one in linted(own.KIND, marks.words_around(pieces))]
    return sorted(found, key=lambda one: (one.line, not one.is_error))


def offers_in(text: str) -> list[str]:
    """Return the words of a text that are an offer, which make it sell (SUP-4)."""
    words = marks.paragraphs_of(marks.words_around(marks.read(text)[0]))
    kindly, selling = (
        {one.quote for one in lint.findings(own.KIND, words, ComplaintFacts(), sells=sells)} for sells in (False, True)
    )
    return sorted(kindly - selling)
