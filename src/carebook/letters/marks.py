"""What stands between braces in a text: where it begins and ends, which slips are in it, and the words around it."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

_MARK = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")
_ENDS = {"{{": "}}", "{%": "%}", "{#": "#}"}
_KINDS: dict[str, Literal["field", "tag", "note"]] = {"{{": "field", "{%": "tag", "{#": "note"}
_ONE_BRACE = re.compile(r"\{\s*([a-z_]+(?:\.[a-z_]+)*)[^{}\n]*\}")
_NAME = re.compile(r"[a-z_]+(?:\.[a-z_]+)*", re.IGNORECASE)
_SHOWN = 30
_STANDS_IN = "Xx"
"""The word that stands for a field among the words around it."""


class Piece(NamedTuple):
    """Words, a field, or a condition: what stands between its braces, and the line on which it begins."""

    kind: Literal["text", "field", "tag", "note"]
    inside: str
    line: int


class Slip(NamedTuple):
    """A mistake in the braces."""

    line: int
    quote: str
    said: str


def read(source: str) -> tuple[list[Piece], list[Slip]]:
    """Part a text into its pieces, and find what is not opened or not closed."""
    pieces: list[Piece] = []
    slips: list[Slip] = []
    start = 0
    while mark := _MARK.search(source, start):
        line = _line(source, mark.start())
        pieces.append(Piece("text", source[start : mark.start()], _line(source, start)))
        end = _MARK.search(source, mark.end())
        if mark[0] not in _ENDS:
            slips.append(
                Slip(line, mark[0], f"{mark[0]} closes nothing here. Take it out, or open it before the field.")
            )
            start = mark.end()
        elif end is None or end[0] != _ENDS[mark[0]]:
            quote = source[mark.start() :].split("\n")[0][:_SHOWN].rstrip()
            slips.append(Slip(line, quote, f"{mark[0]} is not closed: put {_ENDS[mark[0]]} behind it."))
            start = end.end() if end and end[0] not in _ENDS else mark.end()
        else:
            pieces.append(Piece(_KINDS[mark[0]], source[mark.end() : end.start()], line))
            start = end.end()
    pieces.append(Piece("text", source[start:], _line(source, start)))
    return pieces, [*slips, *_single_braces(pieces), *_open_conditions(pieces)]


def fields_shown(pieces: list[Piece]) -> list[tuple[str, int]]:
    """Return the fields that are filled in, in their order, each with its line."""
    found = ((_NAME.search(piece.inside), piece.line) for piece in pieces if piece.kind == "field")
    return [(name[0], line) for name, line in found if name]


def fields_always_shown(pieces: list[Piece]) -> set[str]:
    """Return the fields that are filled in whatever else is known: under no condition, under all sides of one, or
    only under their own.
    """
    shown: list[set[str]] = [set()]
    conditions: list[_Condition] = []
    for piece in pieces:
        word = _word(piece.inside)
        if piece.kind == "field":
            shown[-1].add(word)
        elif piece.kind == "tag" and word == "if":
            conditions.append(_Condition(_asked(piece.inside), [word], []))
            shown.append(set())
        elif piece.kind == "tag" and conditions:
            conditions[-1].words.append(word)
            conditions[-1].sides.append(shown.pop())
            if word == "endif":
                shown[-1] |= conditions.pop().always()
            else:
                shown.append(set())
    return shown[0]


class _Condition(NamedTuple):
    """An if: what it asks, the words that part it, and the fields under each of its sides."""

    asks: str
    words: list[str]
    sides: list[set[str]]

    def always(self) -> set[str]:
        all_sides = set.intersection(*self.sides) if "else" in self.words else set[str]()
        return all_sides | (self.sides[0] & {self.asks})


def words_around(pieces: list[Piece], *, but_offer: bool = False) -> str:
    """Return the words, line for line, with one word in the place of each field; `but_offer` leaves out what is said
    only with the plan's offer.
    """
    words = []
    conditions: list[str] = []
    for piece in pieces:
        if piece.kind == "tag":
            _step(conditions, piece.inside)
        if piece.kind == "text" and not (but_offer and "offer" in conditions):
            words.append(piece.inside)
        else:
            words.append((_STANDS_IN if piece.kind == "field" else "") + "\n" * piece.inside.count("\n"))
    return "".join(words)


def paragraphs_of(words: str) -> list[str]:
    """Return words parted where a line is empty."""
    return re.split(r"\n\s*\n", words.strip())


def _line(source: str, place: int) -> int:
    return source.count("\n", 0, place) + 1


def _single_braces(pieces: list[Piece]) -> list[Slip]:
    return [
        Slip(
            piece.line + piece.inside.count("\n", 0, found.start()),
            found[0],
            f"Write it with two: {{{{ {found[1]} }}}}.",
        )
        for piece in pieces
        if piece.kind == "text"
        for found in _ONE_BRACE.finditer(piece.inside)
    ]


def _open_conditions(pieces: list[Piece]) -> list[Slip]:
    """Find an if without its end, and an end without its if."""
    slips, ifs = [], []
    for piece in pieces:
        word = _word(piece.inside) if piece.kind == "tag" else ""
        if word == "if":
            ifs.append(piece)
        elif word in ("elif", "else", "endif") and not ifs:
            slips.append(Slip(piece.line, f"{{% {word} %}}", "There is no if before it. Take it out."))
        elif word == "endif":
            ifs.pop()
    said = "This if has no end: put {% endif %} where it stops."
    return slips + [Slip(one.line, f"{{% {one.inside.strip()} %}}", said) for one in ifs]


def _word(tag: str) -> str:
    found = _NAME.search(tag)
    return found[0] if found else ""


def _asked(tag: str) -> str:
    """Return what an if asks."""
    return tag.strip(" -").removeprefix("if").strip()


def _step(conditions: list[str], tag: str) -> None:
    """Keep which conditions words stand under."""
    word = _word(tag)
    if word == "if":
        conditions.append(_asked(tag))
    elif word in ("elif", "else") and conditions:
        conditions[-1] = ""
    elif word == "endif" and conditions:
        conditions.pop()
