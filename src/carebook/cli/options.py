"""The arguments and options that several commands have."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click

from carebook.errors import Refusal

Function = TypeVar("Function", bound=Callable[..., Any])


def iso_day(typed: str) -> date:
    """Read a day, written YYYY-MM-DD; what is none is wrong usage."""
    from carebook.days import day

    try:
        return day(typed)
    except Refusal as refusal:
        raise click.BadParameter(str(refusal)) from None


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
