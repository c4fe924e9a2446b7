"""Which words a letter is written with: the owner's in the customer's language, else the owner's, else ours (LET-7)."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from carebook.letters import languages
from carebook.letters.facts import LetterFacts
from carebook.letters.model import OwnWords, Trial
from carebook.letters.templates import Template
from carebook.letters.trials import arm_of


class Words(NamedTuple):
    """A text that was chosen for one customer."""

    template: Template
    language: str
    """The language that it is written in, as two letters."""
    template_id: int | None = None
    """The owner's words; None: ours."""
    trial_id: int | None = None
    arm: str | None = None

    def paragraphs(self, facts: LetterFacts) -> list[str]:
        """Return the filled-in paragraphs, closing last; raises MissingField (LET-8)."""
        return self.template.paragraphs(facts, self.language)


class Shelf:
    """The owner's words in use and the trials under way, read once for a batch of letters; ours stand behind them."""

    def __init__(self, own: Iterable[OwnWords] = (), trials: Iterable[Trial] = ()) -> None:
        """Lay out words; both texts of a trial are reached by it."""
        words = list(own)
        self._by_id = {one.id: one for one in words}
        in_use = (one for one in words if not one.on_trial and one.retired_on is None)
        self._in_use = {(one.name, one.language): one for one in in_use}
        self._trials = {(one.name, one.language): one for one in trials}
        self._knows_languages = any(language for _, language in (*self._in_use, *self._trials))

    def words_for(self, name: str, facts: LetterFacts) -> Words:
        """Return the words of a text for the one who is written to, by their language and, in a trial, by their arm."""
        language = languages.code_of(facts.customer.language) if self._knows_languages else ""
        here = language if (name, language) in self._in_use or (name, language) in self._trials else ""
        trial = self._trials.get((name, here))
        if trial is None:
            return _chosen(name, self._in_use.get((name, here)) or self._in_use.get((name, "")), facts)
        arm = arm_of(trial.id, facts.customer.number)
        tried = trial.template_id if arm == "b" else trial.against_id
        words = _chosen(name, self._by_id[tried], facts) if tried else ours(name, trial.ours)
        return words._replace(trial_id=trial.id, arm=arm)


def _chosen(name: str, own: OwnWords | None, facts: LetterFacts) -> Words:
    if own is None:
        return ours(name)
    language = own.language or languages.code_of(facts.shop.language) or languages.ENGLISH
    return Words(read(name, own.text), language, own.id)


def original(name: str) -> str:
    """Return our own words of a text."""
    return (files("carebook.letters") / "words" / f"{name}.txt").read_text("utf-8")


@lru_cache
def ours(name: str, of_then: str = "") -> Words:
    """Return our own words, of now or of an earlier day, ready to be filled in."""
    return Words(Template(name, of_then or original(name)), languages.ENGLISH)


@lru_cache(maxsize=64)
def read(name: str, source: str) -> Template:
    """Return somebody's words, ready to be filled in; raises UnreadableTemplate and UnknownField."""
    return Template(name, source)
