"""The command that brings out what other programs read."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from carebook import clock
from carebook.cli.answers import say
from carebook.cli.opening import laid_out
from carebook.cli.options import PATH, book_argument, on_option


@click.command("export")
@book_argument
@on_option
@click.option("--as", "form", type=click.Choice(["ics"]), default="ics", help="A calendar of what is due, with alarms.")
@click.option("--out", type=PATH, required=True, metavar="PATH", help="The file; an older calendar is written anew.")
def export(book: Path, on: date | None, form: str, out: Path) -> None:
    """Bring out what is due in the next weeks as a calendar for other programs."""
    from carebook.feed import AHEAD, write_calendar

    day = on or clock.today()
    with laid_out(book, day, AHEAD) as (opened, _):
        count = write_calendar(opened.db, day, out)
    say(f"Wrote {count:,} {'entry' if count == 1 else 'entries'} until {AHEAD} days from now: {out}")
