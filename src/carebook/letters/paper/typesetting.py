"""The typesetter's own process: one job from standard input, the finished PDF on standard output.

It runs apart (`python -m carebook.letters.paper.typesetting`) because typst keeps the memory of a whole batch. Names
and addresses come through a pipe, never on a command line that others can read, and reach typst as data, never as
markup. No document here names a package, so typst has no reason to open a network socket (X5).
"""

from __future__ import annotations

import datetime
import json
import math
import re
import resource
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from typst import Compiler, Fonts, TypstError

Piece = dict[str, Any]
"""A letter or a card, with its `id`."""

_FOLDER = Path(__file__).parent
_MISSING = re.compile(r'the text `"(.+?)"` could not be displayed', re.DOTALL)
_EVERYDAY = re.compile("[ -~\u00a0-\u017f\u0386-\u03ce\u0400-\u045f\u2010-\u2026]*")
"""Words of these letters alone need no trial: Libertinus Serif has them."""


class _MissingGlyph(Exception):
    def __init__(self, glyph: str) -> None:
        self.glyph = glyph


class _Press:
    """The fonts of one run, the system's with the bundled ones, and the inputs that all documents share."""

    def __init__(self, inputs: dict[str, str], today: datetime.date) -> None:
        self._inputs, self._fonts = inputs, Fonts()
        self._time = datetime.datetime(today.year, today.month, today.day, tzinfo=datetime.UTC)

    def laid_out(self, document: str, pieces: list[Any]) -> Compiler:
        """Return the compiler with a document in hand, to set it or to ask how many pages it would have."""
        inputs = {**self._inputs, "pieces": json.dumps(pieces)}
        return Compiler(_FOLDER / document, font_paths=self._fonts, sys_inputs=inputs)

    def set(self, document: str, pieces: list[Any]) -> tuple[bytes, Compiler]:
        """Return the PDF and the compiler to ask about it; raises _MissingGlyph for a character that no font has."""
        compiler = self.laid_out(document, pieces)
        try:
            made = compiler.compile(format="pdf", pdf_standards=["a-2u"], timestamp=self._time, pdf_tags=False)
        except TypstError as error:
            found = _MISSING.search(str(error))
            if found is None:
                raise
            raise _MissingGlyph(_unescaped(found[1])) from error
        return (made if isinstance(made, bytes) else b""), compiler


def _no_font(glyph: str) -> str:
    return f'no font for "{glyph}"'


def _unescaped(shown: str) -> str:
    plain = re.sub(r"\\u\{([0-9a-f]+)\}", lambda code: chr(int(code[1], 16)), shown)
    return re.sub(r"\\(.)", r"\1", plain)


def _texts(part: object) -> Iterator[str]:
    """Yield every text inside a piece."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, dict | list):
        for inner in part.values() if isinstance(part, dict) else part:
            yield from _texts(inner)


def is_everyday(word: str) -> bool:
    """Whether a word is made of letters that the bundled serif certainly has."""
    return _EVERYDAY.fullmatch(word) is not None


def _unusual(piece: Piece) -> str:
    """Return the words of a piece that may ask for a letter no font has."""
    words = {word for text in _texts(piece) for word in text.split() if not is_everyday(word)}
    return " ".join(sorted(words))


def _keep_printable(pieces: list[Piece], glyph: str, left_out: dict[int, str]) -> list[Piece]:
    """Leave out every piece with a character that no font has, or all if they share it, and say which it was."""
    without = [piece for piece in pieces if any(glyph in text for text in _texts(piece))] or pieces
    left_out |= {piece["id"]: _no_font(glyph) for piece in without}
    return [piece for piece in pieces if piece["id"] not in left_out]


def _try_characters(press: _Press, pieces: list[Piece], left_out: dict[int, str]) -> list[Piece]:
    """Find the pieces that cannot be set by their unusual words alone, which is far cheaper than the whole batch."""
    unusual = {piece["id"]: words for piece in pieces if (words := _unusual(piece))}
    if not unusual or _missing_glyph(press, list(unusual.values())) is None:
        return pieces
    for number, words in unusual.items():
        if glyph := _missing_glyph(press, [words]):
            left_out[number] = _no_font(glyph)
    return [piece for piece in pieces if piece["id"] not in left_out]


def _missing_glyph(press: _Press, words: list[str]) -> str | None:
    try:
        press.set("probe.typ", words)
    except _MissingGlyph as missing:
        return missing.glyph
    return None


def _end_after(seconds: int) -> None:
    """Let the system end this process once it has used so many more seconds of the processor."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    end = math.ceil(used.ru_utime + used.ru_stime + seconds)
    resource.setrlimit(resource.RLIMIT_CPU, (end, end))


def _typeset(job: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    press = _Press(job["inputs"], datetime.date.fromisoformat(job["today"]))
    if job["seconds"] is not None:
        _end_after(job["seconds"])
    left_out: dict[int, str] = {}
    pieces = _try_characters(press, job["pieces"], left_out)
    if pieces and job["only_count"]:
        return _told(press.laid_out(job["document"], pieces), left_out), b""
    while pieces:
        try:
            pdf, compiler = press.set(job["document"], pieces)
        except _MissingGlyph as missing:
            pieces = _keep_printable(pieces, missing.glyph, left_out)
            continue
        return _told(compiler, left_out), pdf
    return {"pages": [], "last_page": 0, "left_out": list(left_out.items())}, b""


def _told(compiler: Compiler, left_out: dict[int, str]) -> dict[str, Any]:
    """Ask a document on which page each of its pieces ends."""
    ends = json.loads(compiler.query("<piece>", field="value"))
    last = max(end["last"] for end in ends)
    return {"pages": _pages(ends), "last_page": last, "left_out": list(left_out.items())}


def _pages(ends: list[dict[str, int]]) -> list[tuple[int, int]]:
    """Turn the last page of each piece into its number of pages; cards that share one count as one each."""
    before = [0, *(end["last"] for end in ends)]
    return [(end["id"], max(1, end["last"] - start)) for end, start in zip(ends, before, strict=False)]


def main() -> None:
    """Set one job: a line of JSON about it, then the PDF."""
    report, pdf = _typeset(json.load(sys.stdin.buffer))
    sys.stdout.buffer.write(json.dumps(report).encode() + b"\n" + pdf)


if __name__ == "__main__":
    main()
