"""The command that brings in what stands in a file: shown first, then asked, then done (X1)."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from carebook import clock
from carebook.cli.answers import as_json, say, warn
from carebook.cli.opening import reading, writing
from carebook.cli.options import PATH, book_argument, json_option

if TYPE_CHECKING:
    import sqlite3

    from carebook.days import Order
    from carebook.exchange.columns import Kind
    from carebook.exchange.model import FileRead, Imported, Preview
    from carebook.exchange.reading import Reject
    from carebook.exchange.source import Source

_LISTED = 20
"""So many rejected lines are told in words; all of them are in JSON."""
_DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars", " ": "spaces"}


class Told(NamedTuple):
    """A file, and what the owner says that it is where the guess is not to decide."""

    file: Path
    kind: Kind | None
    mapping: dict[str, str]
    date_order: Order | None


def _pairs(_: click.Context, __: click.Parameter, typed: Sequence[str]) -> dict[str, str]:
    """Read COLUMN=FIELD; a column's own name may have a = in it."""
    wrong = [pair for pair in typed if "=" not in pair]
    if wrong:
        raise click.BadParameter(f"“{wrong[0]}” is not written as COLUMN=FIELD, like Name=name.")
    return dict(pair.rsplit("=", 1) for pair in typed)


@click.command("import")
@book_argument
@click.argument("file", type=PATH)
@click.option(
    "--as",
    "kind",
    type=click.Choice(["customers", "sales", "complaints", "referrals"]),
    help="What the rows are; guessed without it.",
)
@click.option("--map", "mapping", multiple=True, metavar="COLUMN=FIELD", callback=_pairs, help="What a column is.")
@click.option("--date-order", type=click.Choice(["dmy", "mdy", "ymd"]), help="The order of day, month and year.")
@click.option("--dry-run", is_flag=True, help="Show what would be imported, and stop.")
@click.option("--yes", is_flag=True, help="Import without asking.")
@json_option
def import_file(
    book: Path,
    file: Path,
    kind: Kind | None,
    mapping: dict[str, str],
    date_order: Order | None,
    dry_run: bool,
    yes: bool,
    in_json: bool,
) -> int:
    """Bring in customers, sales, complaints or referrals from a CSV file.

    It is shown first, and undo takes all of it back.
    """
    told = Told(file, kind, mapping, date_order)
    if yes and not dry_run:
        return _answer(_run(book, told), book, in_json)
    found = _look(book, told)
    if in_json:
        as_json(_document(found, None))
    else:
        say(_in_words(file.name, found))
    _warn_of_numbers(found)
    if dry_run:
        return 0
    if in_json or not (sys.stdin.isatty() and sys.stdout.isatty()):
        warn("Nothing was written. To import it, say the same again with --yes.")
    elif click.confirm("Import this?"):
        return _answer(_run(book, told), book, in_json)
    else:
        say("Nothing was written.")
    return 0


def _source(db: sqlite3.Connection, told: Told) -> Source:
    from carebook.exchange.source import look
    from carebook.shop.store import shop

    return look(
        told.file,
        shop_country=shop(db).country,
        today=clock.today(),
        kind=told.kind,
        mapping=told.mapping,
        date_order=told.date_order,
    )


def _look(book: Path, told: Told) -> Preview:
    from carebook.exchange.desk import preview

    with reading(book) as opened:
        return preview(opened, _source(opened.db, told))


def _run(book: Path, told: Told) -> Imported:
    from carebook.exchange.desk import run

    with writing(book) as opened:
        return run(opened, _source(opened.db, told), clock.today(), file_name=told.file.name)


def _answer(done: Imported, book: Path, in_json: bool) -> int:
    """Say what came in; return the exit code, which is 1 for a file of which nothing could be taken in."""
    if in_json:
        as_json(_document(done, done.batch))
    if done.nothing:
        warn("\n".join([done.nothing, *_left_out(done.rejected)]))
        return 1
    _warn_of_numbers(done)
    if not in_json:
        say("\n".join([f"Imported: {_counts(done)}.", *filter(None, [done.consequence]), *_left_out(done.rejected)]))
        if done.batch is not None:
            say(f"Take it back with: carebook undo {book}")
    return 0


def _warn_of_numbers(found: FileRead) -> None:
    """Say that the rows come in without numbers, though there is a column by whose name they have them."""
    if found.repeating:
        warn(
            f"“{found.repeating}” is left out: a number stands in it more than once. If each of the {found.kind} has"
            f' a number of its own there, say so with: --map "{found.repeating}=external_id"'
        )


def _document(found: FileRead, batch: int | None) -> dict[str, object]:
    return {
        "kind": found.kind,
        "encoding": found.encoding,
        "delimiter": found.delimiter,
        "header_line": found.header_line,
        "mapping": dict(found.mapping),
        "read": found.read,
        "added": found.added,
        "updated": found.updated,
        "unchanged": found.unchanged,
        "rejected": [{"line": reject.line, "reason": reject.reason} for reject in found.rejected],
        "batch": batch,
    }


def _counts(found: FileRead) -> str:
    what = found.kind if found.read != 1 else found.kind.removesuffix("s")
    return (
        f"{found.read:,} {what} read, {found.added:,} new, {found.updated:,} changed,"
        f" {found.unchanged:,} known already, {len(found.rejected):,} left out"
    )


def _in_words(name: str, found: Preview) -> str:
    """Say what a file seems to be, so that a wrong guess is seen before it does harm."""
    from carebook.cli.words import in_columns

    between = _DELIMITERS.get(found.delimiter, f"“{found.delimiter}”")
    header = f"names on line {found.header_line}" if found.header_line else "no line of names"
    lines = [f"{name}: {found.kind}, written in {found.encoding}, {between} between columns, {header}"]
    lines += ["", "Columns", *in_columns([[column, f"is {field}"] for column, field in found.mapping.items()])]
    lines += ["", "The first ones", *(f"  {shown}" for shown in found.names)]
    lines += ["", found.nothing or _counts(found), *filter(None, [found.consequence]), *_left_out(found.rejected)]
    return "\n".join(lines)


def _left_out(rejected: Sequence[Reject]) -> Iterator[str]:
    for reject in rejected[:_LISTED]:
        about = f" · {reject.about}" if reject.about else ""
        yield f"  line {reject.line}: {reject.reason}{about}"
    if len(rejected) > _LISTED:
        yield f"  and {len(rejected) - _LISTED:,} more; all of them with --json"
