"""What a command answers: one JSON document or words on stdout, and everything else on stderr."""

from __future__ import annotations

import sys

import click

from carebook.text import clean


def as_json(document: object) -> None:
    """Print one JSON document, in UTF-8 wherever it goes."""
    import json

    click.echo(json.dumps(document, ensure_ascii=False, check_circular=False).encode(errors="replace"))


def say(words: str) -> None:
    """Print words; nothing in them drives the terminal (T2)."""
    click.echo(_printable(words, sys.stdout.encoding if sys.stdout else "utf-8"))


def warn(words: str) -> None:
    """Tell the owner something beside the answer."""
    click.echo(_printable(words, sys.stderr.encoding if sys.stderr else "utf-8"), err=True)


def _printable(words: str, encoding: str) -> str:
    return clean(words, lines=True).encode(encoding, "replace").decode(encoding)
