"""Commands for the book as a whole: making one, the sample shop, backups, restoring, checking."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from carebook import clock
from carebook.cli.answers import as_json, say
from carebook.cli.opening import opened, reading
from carebook.cli.options import PATH, book_argument, iso_day, json_option


@click.command()
@book_argument
@click.option("--shop", required=True, metavar="NAME", help="The shop's name: letters are signed with it.")
@click.option("--owner", default="", metavar="NAME", help="Whose name stands under the letters.")
@click.option("--country", default="US", show_default=True, metavar="US", help="Dates and envelopes go by it.")
@click.option("--currency", default="", metavar="USD", help="Without it, the country's.")
@click.option("--language", default="en", show_default=True, metavar="en")
def new(book: Path, **details: str) -> None:
    """Make an empty book for a shop."""
    from carebook.shop.founding import make_book

    details["name"] = details.pop("shop")
    entry = make_book(book, details, clock.today())
    say(f"Made {book} for {entry.name}, with prices in {entry.currency}. Open it with: carebook {book}")


@click.command()
@click.option("--plain", is_flag=True, help="Print the day's review instead of opening the screen.")
def demo(plain: bool) -> int:
    """Look around in a sample shop. Nothing of it stays."""
    from tempfile import TemporaryDirectory

    from carebook.cli.letters import review_in_words
    from carebook.cli.program import show_screen
    from carebook.sample import demo_book

    today = clock.today()
    folder = TemporaryDirectory(prefix="carebook-demo-")
    with folder:
        path = demo_book(Path(folder.name), today)
        if not plain and sys.stdin.isatty() and sys.stdout.isatty():
            return show_screen(path, sample=folder)
        say(review_in_words(path, today))
    return 0


@click.command()
@click.argument("path", type=PATH)
@click.option("--today", type=iso_day, metavar="DATE", help="The sample's last day, YYYY-MM-DD.")
@click.option("--customers", type=click.IntRange(1, 1_000_000), metavar="N", help="How many customers.")
@click.option("--seed", type=int, metavar="N", help="Another number makes up another shop.")
def sample(path: Path, today: date | None, customers: int | None, seed: int | None) -> None:
    """Write the sample shop to a new book."""
    from carebook.sample import write

    chosen = {"customers": customers, "seed": seed}
    write(path, today=today or clock.today(), **{name: n for name, n in chosen.items() if n is not None})
    say(f"Wrote the sample shop to {path}. Open it with: carebook {path}")


@click.command()
@book_argument
@click.option("--out", type=PATH, metavar="PATH", help="A file to write it to, or a folder.")
def backup(book: Path, out: Path | None) -> None:
    """Back the book up. A backup counts only after it was read back."""
    from carebook.book.backup import copy_to, take

    with reading(book) as looked_at:
        if out and not out.is_dir():
            copy_to(looked_at.path, looked_at.db, out)
            made = out
        else:
            made = take(looked_at.path, looked_at.db, "by-hand", folder=out)
    say(f"Backed up to {made}")


@click.command()
@book_argument
@click.argument("backup", type=PATH, required=False)
def restore(book: Path, backup: Path | None) -> None:
    """Go back to a backup, by default the newest whole one. The book it replaces is kept.

    BACKUP is a file in the folder of the book's backups; its name tells number, day, time and why it was made.
    """
    from carebook.upkeep import go_back

    done = go_back(book, backup, clock.today())
    kept = f" What it replaced is kept as {done.kept}." if done.kept else ""
    say(f"Restored {book} from {done.backup}.{kept}")


@click.command()
@book_argument
@json_option
def check(book: Path, in_json: bool) -> int:
    """Look whether all of the book is whole."""
    from dataclasses import asdict

    from carebook.upkeep import look_through

    with opened(book) as looked_at:
        findings = look_through(looked_at, clock.today())
    if in_json:
        as_json({"ok": not findings, "findings": [asdict(finding) for finding in findings]})
    elif findings:
        for finding in findings:
            say(f"{finding.what} ({finding.where}). {finding.advice}")
    else:
        say(f"{book} is whole: its file, every row, what find uses, and the sums.")
    return 1 if findings else 0
