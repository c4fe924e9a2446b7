"""The template engine: a letter's words with its facts filled in, checked before anything is written.

A template is plain text. Empty lines part paragraphs, the last paragraph is the closing, and whatever a condition
leaves empty vanishes together with its line. Of Jinja2 it may use names, `if` and the filters below, nothing else.
"""

from __future__ import annotations

import dataclasses
import datetime
import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from carebook.errors import Refusal
from carebook.letters import languages
from carebook.letters.facts import CustomerFacts, LetterFacts, OwnFacts, ShopFacts
from carebook.text import clean, cut

if TYPE_CHECKING:
    from jinja2 import Template as JinjaTemplate
    from jinja2 import nodes
    from jinja2.runtime import Context
    from jinja2.sandbox import SandboxedEnvironment

LONGEST_VALUE = 120
"""Cells of one merged detail; a longer one is cut with … so that no name can push a letter off its page."""
LONGEST_SENTENCES = 600
"""The same for what the owner wrote in whole sentences."""
LONGEST_TERMS = 250
"""The same for whom to mention us to and how, beside which much else is said."""

MOST_WORDS = 24
"""Words and marks between one pair of braces; a field and what follows its | need far fewer."""
DEEPEST = 8
"""How many conditions may stand inside each other."""

_SEVERAL_PARAGRAPHS = {"campaign.message"}
_LONGEST = dict.fromkeys(
    (
        *(f"complaint.{name}" for name in ("deed", "happened", "changed", "reason", "alternative")),
        *(f"win_back.{name}" for name in ("opening", "our_part", "changed", "offer")),
    ),
    LONGEST_SENTENCES,
) | dict.fromkeys(("referral.who_fits", "referral.what_to_say"), LONGEST_TERMS)
_NUMBERS = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"),
)
_ARTICLE = re.compile(r"^(?:an?|the) (?=\w)", re.IGNORECASE)
_ENDED = re.compile(r"[.!?…][”’\"')]?$")
_BEGUN = re.compile(r"^(?:An?|The|Your?|Our|My|We|They|He|She|It|This|That|One|Nobody|No)(?= )")
_TAGS = "between {% and %} stand if, elif, else, endif"
_DETAILS = {
    "sale.product": "what was bought",
    "occasion.name": "whose day it is",
    "occasion.day": "the day of the occasion",
    "campaign.message": "the message of the campaign",
    "campaign.offer": "the offer of the campaign",
    "campaign.ends_on": "the last day of the offer",
    "years": "the day the account was opened",
    "complaint.answer_by": "the day by which they hear from you",
    "complaint.deed": "what you do to put it right",
    "complaint.reason": "the reason for the no",
    "complaint.alternative": "what you can do instead",
    "win_back.offer": "what you offer them",
    "referral.introduced": "whom they introduced",
}


class MissingField(Refusal):
    """A letter would have a hole in it, and is held instead (LET-8)."""

    def __init__(self, field: str) -> None:
        """Name the missing field."""
        self.field = field
        """The dotted name that a template knows it by, such as sale.product."""
        self.detail = _DETAILS.get(field, field.replace(".", " ").replace("_", " "))
        """The same in the owner's words."""
        super().__init__(f"This letter waits for one detail: {self.detail}. Fill it in and the letter can go.")


class UnknownField(Refusal):
    """A template names something that no letter has."""

    def __init__(self, template: str, field: str, line: int) -> None:
        """Name the field and the line that asks for it."""
        self.field, self.line = field, line
        super().__init__(
            f"Line {line} of the text {template} asks for {field}, which no letter has. Check the spelling."
        )


class UnreadableTemplate(Refusal):
    """A template uses something that is not allowed, or is not well formed."""

    def __init__(self, template: str, line: int, why: str) -> None:
        """Name the line and what is wrong with it."""
        self.line, self.why = line, why
        super().__init__(f"Line {line} of the text {template} cannot be used: {why}.")


@dataclasses.dataclass(frozen=True)
class Tongue:
    """How a letter says days and numbers: the language it is written in, and the shop's country."""

    language: str
    """Two letters."""
    country: str


def _date(value: object, tongue: Tongue) -> object:
    if not isinstance(value, datetime.date):
        return value
    return languages.in_full(value, tongue.language, tongue.country)


def _day(value: object, tongue: Tongue) -> object:
    if not isinstance(value, datetime.date):
        return value
    return languages.without_year(value, tongue.language, tongue.country)


def _words(value: object, tongue: Tongue) -> object:
    spelled = tongue.language == languages.ENGLISH and isinstance(value, int) and 0 <= value < len(_NUMBERS)
    return _NUMBERS[value] if spelled and isinstance(value, int) else value


def _years(value: object, tongue: Tongue) -> object:
    if tongue.language != languages.ENGLISH and isinstance(value, int):
        return languages.some_years(value, tongue.language)
    return f"{_words(value, tongue)} {'year' if value == 1 else 'years'}"


def _bare(value: object, tongue: Tongue) -> object:
    return _ARTICLE.sub("", value) if isinstance(value, str) else value


def _sentence(value: object, tongue: Tongue) -> object:
    if not isinstance(value, str):
        return value
    return f"{value[:1].upper()}{value[1:]}{'' if _ENDED.search(value) else '.'}"


def _phrase(value: object, tongue: Tongue) -> object:
    if not isinstance(value, str):
        return value
    return _BEGUN.sub(lambda found: found[0].lower(), value.rstrip(" .!?,;:"))


FILTERS: dict[str, Callable[[object, Tongue], object]] = {
    "date": _date,
    "day": _day,
    "words": _words,
    "years": _years,
    "bare": _bare,
    "sentence": _sentence,
    "phrase": _phrase,
}
"""What may follow a `|`: a day with its year or without, a number in words, a number of years, a thing without its
article, to stand after "your"; the owner's words as whole sentences, or as part of one."""


class _Hole:
    """A detail that nobody has filled in: false in a condition, and raises MissingField when it is printed."""

    def __init__(self, path: str) -> None:
        self._path = path

    def __bool__(self) -> bool:
        return False

    def __str__(self) -> str:
        raise MissingField(self._path)


class _Fields:
    """Facts as a template sees them: text on one line and of bounded length, empty details as holes."""

    def __init__(self, facts: object, prefix: str) -> None:
        self._facts, self._prefix = facts, prefix

    def __getattr__(self, name: str) -> object:
        return _seen(getattr(self._facts, name), f"{self._prefix}.{name}")


def _seen(value: object, path: str) -> object:
    if dataclasses.is_dataclass(value):
        return _Fields(value, path)
    if isinstance(value, str):
        lines = path in _SEVERAL_PARAGRAPHS
        value = clean(value, lines=lines)
        value = value if lines else cut(value, _LONGEST.get(path, LONGEST_VALUE))
    return value or _Hole(path)


class Template:
    """One letter's words, compiled once and filled in many times."""

    def __init__(self, name: str, source: str) -> None:
        """Compile `source`; `name` is what a refusal calls it."""
        self.name = name
        self.fields = frozenset(field for field, _ in fields_in(name, source))
        """What the words ask for."""
        self._compiled = _compiled(name, source)

    def paragraphs(self, facts: LetterFacts, language: str = languages.ENGLISH) -> list[str]:
        """Return the filled-in paragraphs, closing last, each one line of text; raises MissingField (LET-8).

        Days are written in the language that the words are in.
        """
        seen = {field.name: _seen(getattr(facts, field.name), field.name) for field in dataclasses.fields(facts)}
        written = self._compiled.render(seen, tongue=Tongue(language, facts.shop.country))
        return [line for part in re.split(r"\n\s*\n", written) if (line := " ".join(part.split()))]


def fields_in(name: str, source: str) -> list[tuple[str, int]]:
    """Return every field that words ask for, known or not, each with its line; raises UnreadableTemplate."""
    from jinja2 import TemplateSyntaxError

    try:
        _refuse_tangled(name, source)
        tree = _environment().parse(source)
    except TemplateSyntaxError as error:
        unknown = "unknown tag" in (error.message or "").lower()
        why = _TAGS if unknown else "what is between its braces is no field"
        raise UnreadableTemplate(name, error.lineno, why) from error
    return list(_fields_named(name, tree))


def _refuse_tangled(name: str, source: str) -> None:
    """Refuse words whose braces are too full or too deep to be read, before anything reads them."""
    words = depth = 0
    opened = ""
    for line, token, value in _environment().lex(source):
        if token == "raw_begin":
            raise UnreadableTemplate(name, line, _TAGS)
        if token in ("variable_begin", "block_begin"):
            words, opened = 0, token
        elif token == "name" and opened == "block_begin" and not words:
            depth += {"if": 1, "endif": -1}.get(value, 0)
        words += token != "whitespace" and token != opened
        if words > MOST_WORDS:
            raise UnreadableTemplate(name, line, "there is too much between its braces")
        if depth > DEEPEST:
            raise UnreadableTemplate(name, line, f"more than {DEEPEST} conditions stand inside each other")


def _compiled(name: str, source: str) -> JinjaTemplate:
    for field, line in fields_in(name, source):
        if field not in known_fields():
            raise UnknownField(name, field, line)
    return _environment().from_string(source)


@lru_cache(maxsize=1)
def _environment() -> SandboxedEnvironment:
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    environment = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=False)
    environment.globals.clear()
    environment.filters.clear()
    environment.tests.clear()
    environment.filters.update({name: _as_filter(word) for name, word in FILTERS.items()})
    return environment


def _as_filter(word: Callable[[object, Tongue], object]) -> Callable[[Context, object], object]:
    from jinja2 import pass_context

    @pass_context
    def fill(context: Context, value: object) -> object:
        return word(str(value) if isinstance(value, _Hole) else value, context["tongue"])

    return fill


def _fields_named(name: str, tree: nodes.Template) -> Iterator[tuple[str, int]]:
    """Yield every field with its line, and refuse whatever is not text, a field, an `if` or a listed filter."""
    from jinja2 import nodes

    allowed = (nodes.Output, nodes.TemplateData, nodes.If, nodes.Not, nodes.Filter)
    todo: list[nodes.Node] = list(tree.iter_child_nodes())
    while todo:
        node = todo.pop(0)
        if isinstance(node, (nodes.Name, nodes.Getattr)):
            path = _path(node)
            if path is None:
                raise UnreadableTemplate(name, node.lineno, "a field is written as in sale.product")
            yield path, node.lineno
            continue
        if not isinstance(node, allowed):
            raise UnreadableTemplate(name, node.lineno, "a letter knows only fields, if, and the words after |")
        if isinstance(node, nodes.Output) and (negated := node.find(nodes.Not)):
            raise UnreadableTemplate(name, negated.lineno, "not belongs to an if: {% if not sale.product %}")
        if isinstance(node, nodes.Filter) and (node.name not in FILTERS or node.args or node.kwargs):
            raise UnreadableTemplate(name, node.lineno, f"after | comes one of {', '.join(FILTERS)}")
        todo.extend(node.iter_child_nodes())


def _path(node: nodes.Node) -> str | None:
    from jinja2 import nodes

    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr) and (before := _path(node.node)) is not None:
        return f"{before}.{node.attr}"
    return None


@lru_cache(maxsize=1)
def known_fields() -> frozenset[str]:
    """Return every field that a template may name, such as `sale.product`."""
    blank = LetterFacts(ShopFacts("-"), CustomerFacts(), datetime.date.min)
    names = {"shop.reach"}
    for field in dataclasses.fields(blank):
        value = getattr(blank, field.name)
        if isinstance(value, OwnFacts):
            continue
        if dataclasses.is_dataclass(value):
            names |= {f"{field.name}.{inner.name}" for inner in dataclasses.fields(value)}
        else:
            names.add(field.name)
    return frozenset(names)
