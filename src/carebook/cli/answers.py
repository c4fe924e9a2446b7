"""What a command answers: one JSON document or words on stdout, and everything else on stderr."""

from __future__ import annotations

import sys
from collections.abc import Iterable

import click

from carebook.text import clean

_AT_ONCE = 1000
"""So many rows of a long list are put into words at a time."""


def as_json(document: object) -> None:
    """Print one JSON document, in UTF-8 wherever it goes."""
    import json

    click.echo(json.dumps(document, ensure_ascii=False, check_circular=False).encode(errors="replace"))


def as_long_json(head: dict[str, object], name: str, rows: Iterable[object]) -> None:
    """Print one JSON document whose last part is a long list, written while it is read."""
    import json
    from itertools import islice

    encode = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode

    def write(text: str) -> None:
        click.echo(text.encode(errors="replace"), nl=False)

    write(f"{encode(head)[:-1]}, {encode(name)}: [")
    coming, between = iter(rows), ""
    while part := list(islice(coming, _AT_ONCE)):
        write(between + encode(part)[1:-1])
        between = ", "
    write("]}\n")


def say(words: str) -> None:
    """Print words; nothing in them drives the terminal (T2)."""
    click.echo(_printable(words, sys.stdout.encoding if sys.stdout else "utf-8"))


def warn(words: str) -> None:
    """Tell the owner something beside the answer."""
    click.echo(_printable(words, sys.stderr.encoding if sys.stderr else "utf-8"), err=True)


def _printable(words: str, encoding: str) -> str:
    return clean(words, lines=True).encode(encoding, "replace").decode(encoding)
