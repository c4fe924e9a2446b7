"""The arguments and options that several commands have."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click

from carebook import clock
from carebook.errors import Refusal

Function = TypeVar("Function", bound=Callable[..., Any])
_HIGHEST_ID = 2**63 - 1
"""SQLite numbers no row higher."""


def iso_day(typed: str) -> date:
    """Read a day, written YYYY-MM-DD; what is none is wrong usage."""
    from carebook.days import day

    try:
        found = day(typed)
    except Refusal as refusal:
        raise click.BadParameter(str(refusal)) from None
    if not clock.FIRST <= found <= clock.LAST:
        raise click.BadParameter(f"{typed} is too far away: take a day from {clock.FIRST} to {clock.LAST}.")
    return found


def letter_number(typed: str) -> int:
    """Read the number of a letter; what no book can have as one is wrong usage."""
    number = int(typed[:20]) if typed.isdecimal() else 0
    if not 0 < number <= _HIGHEST_ID:
        raise click.BadParameter(f"there is no such letter: {typed[:20]}.")
    return number


PATH = click.Path(path_type=Path)


def book_argument(command: Function) -> Function:
    """Let a command take the book first."""
    return click.argument("book", type=PATH)(command)


def json_option(command: Function) -> Function:
    """Let a command answer in JSON."""
    return click.option("--json", "in_json", is_flag=True, help="Answer with one JSON document.")(command)


def on_option(command: Function) -> Function:
    """Let a command be asked as if today were another day."""
    return click.option("--on", type=iso_day, metavar="DATE", help="As if today were this day, YYYY-MM-DD.")(command)
