"""The commands: what is typed is read here, a desk does it, and the answer is printed.

A command is imported when it is called: a review that a cron job asks for waits for nothing else.
"""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import click

from carebook.book.refusals import NoBook
from carebook.cli.answers import warn
from carebook.clock import ClockNotUnderstood
from carebook.errors import Refusal

if TYPE_CHECKING:
    from tempfile import TemporaryDirectory

DONE, REFUSED, WRONG_USAGE, INTERRUPTED = 0, 1, 2, 130

_UNREADABLE = tuple(f"SQLITE_{word}" for word in ("CORRUPT", "NOTADB", "IOERR", "CANTOPEN", "BUSY", "FULL"))
"""What SQLite calls the ways in which a file fails it."""

_COMMANDS = {
    "new": "books:new",
    "demo": "books:demo",
    "sample": "books:sample",
    "import": "importing:import_file",
    "review": "letters:review",
    "print": "letters:print_due",
    "sent": "letters:sent",
    "undo": "letters:undo",
    "find": "customers:find",
    "show": "customers:show",
    "complaint": "complaints:complaint",
    "export": "exporting:export",
    "value": "retention:value",
    "report": "retention:report",
    "backup": "books:backup",
    "restore": "books:restore",
    "check": "books:check",
}
"""Each command with the module of this package that has it."""

_OTHER_WORK = ("forget", "duplicates")
"""Words for work of its own, behind which no slip of the finger is to be guessed."""


class Commands(click.Group):
    """The commands by name; a book in the place of a name opens the screen on it."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order of a shop's day."""
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command."""
        if cmd_name not in _COMMANDS:
            return None
        module, _, name = _COMMANDS[cmd_name].partition(":")
        command: click.Command = getattr(import_module(f"carebook.cli.{module}"), name)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Tell a command from a book, and from a slip of the finger."""
        if args[0] in _COMMANDS:
            return super().resolve_command(ctx, args)
        if len(args) == 1 and _may_be_a_book(args[0]):
            return "open", _open_screen, args
        raise click.UsageError(_what_is_meant(args))


def _may_be_a_book(word: str) -> bool:
    return os.sep in word or "." in word or Path(word).exists()


def _what_is_meant(args: Sequence[str]) -> str:
    """Say what was probably meant by words that begin with no command."""
    from difflib import get_close_matches

    word, *rest = args
    alike = [] if word in _OTHER_WORK else get_close_matches(word, _COMMANDS, 1)
    if alike:
        return f"“{word}” is no command. Did you mean: {' '.join(['carebook', alike[0], *rest])}"
    if rest and rest[0] in _COMMANDS:
        return f"The command comes before the book: {' '.join(['carebook', rest[0], word, *rest[1:]])}"
    listed = ", ".join(_COMMANDS)
    if rest or word in _OTHER_WORK:
        return f"“{word}” is no command. There are: {listed}."
    return f"“{word}” is neither a command ({listed}) nor a book. Make a book with: carebook new {word} --shop NAME"


@click.command(hidden=True)
@click.argument("book", type=click.Path(path_type=Path))
def _open_screen(book: Path) -> int:
    if not book.exists():
        raise NoBook(book)
    return show_screen(book)


def show_screen(book: Path | None, *, sample: TemporaryDirectory[str] | None = None) -> int:
    """Show the screen on a book (of a sample shop, in its folder), or on the one at hand; return the exit code."""
    from carebook.tui.run import run as run_screen

    return run_screen(book, sample=sample)


@click.command(cls=Commands, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--debug", is_flag=True, help="Show where a fault of carebook's own happened.")
@click.pass_context
def carebook(ctx: click.Context, debug: bool) -> int | None:
    """Keep a shop's customers, and the letters they should get.

    `carebook BOOK` opens the screen on a book; without a command or a book, on the last one.
    """
    ctx.find_root().meta["debug"] = debug
    return show_screen(None) if ctx.invoked_subcommand is None else None


def run(args: Sequence[str]) -> int:
    """Run one command; return its exit code. What goes wrong is said on stderr in a sentence, without a traceback."""
    context = None
    try:
        with carebook.make_context("carebook", list(args)) as context:
            code = carebook.invoke(context)
        if sys.stdout:
            sys.stdout.flush()
    except click.exceptions.Exit as exit_:
        return exit_.exit_code
    except Exception as error:
        if context and context.meta.get("debug") and not isinstance(error, click.ClickException | Refusal):
            raise
        return _answer_to(error)
    return code or DONE


def _answer_to(error: Exception) -> int:
    """Say what went wrong; return the exit code."""
    match error:
        case click.Abort():
            return INTERRUPTED
        case click.ClickException():
            warn(error.format_message())
            return WRONG_USAGE if isinstance(error, click.UsageError) else REFUSED
        case ClockNotUnderstood():
            warn(str(error))
            return WRONG_USAGE
        case Refusal():
            warn(str(error))
        case BrokenPipeError():
            _stop_printing()
            return DONE
        case OSError():
            _stop_printing()
            where = f"{error.filename}: " if error.filename else ""
            warn(f"{where}{error.strerror or error}. Nothing more was done.")
        case sqlite3.DatabaseError() if _is_unreadable(error):
            warn(f"The book could not be read ({error}). Look what is wrong with: carebook check BOOK")
        case _:
            from carebook.tui.crash import keep_report

            warn(str(keep_report()))
    return REFUSED


def _is_unreadable(error: sqlite3.DatabaseError) -> bool:
    """Tell a file that fails SQLite, or holds text that is none, from a fault of ours."""
    return getattr(error, "sqlite_errorname", "SQLITE_CORRUPT").startswith(_UNREADABLE) and not isinstance(
        error, sqlite3.ProgrammingError
    )


def _stop_printing() -> None:
    """Let what cannot be printed go nowhere, so that the end of the program does not try once more."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
