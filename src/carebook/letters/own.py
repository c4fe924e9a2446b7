"""A letter of the owner's own: its text read as words, with a closing where it has none."""

from __future__ import annotations

from carebook.letters import languages
from carebook.letters.facts import LetterFacts
from carebook.letters.shelf import Words, read

KIND = "own_letter"
NAME = "of your letter"
"""What a refusal calls the text."""
CLOSING = "With kind regards,"
"""Below a letter that ends without one; the shop's own sign-off takes its place."""
_LONGEST_CLOSING = 40


def words_of(facts: LetterFacts) -> Words:
    """Return the words of a letter of one's own; raises UnreadableTemplate and UnknownField."""
    language = languages.code_of(facts.shop.language) or languages.ENGLISH
    return Words(read(NAME, with_closing(facts.own.text)), language)


def with_closing(text: str) -> str:
    """Return a text that ends with a closing: a last line of its own that ends in a comma is one."""
    *_, last = text.strip().split("\n\n")
    closes = "\n" not in last and last.endswith(",") and len(last) <= _LONGEST_CLOSING
    return text if closes else f"{text.strip()}\n\n{CLOSING}"
