"""Commands for customers: finding them, and showing all that is known about one."""

from __future__ import annotations

from pathlib import Path

import click

from carebook import clock
from carebook.cli.answers import as_json, say
from carebook.cli.opening import reading
from carebook.cli.options import book_argument, json_option


@click.command()
@book_argument
@click.argument("text", nargs=-1, required=True)
@json_option
def find(book: Path, text: tuple[str, ...], in_json: bool) -> None:
    """Find customers by beginnings of words or phone digits."""
    from carebook.cli.words import found_in_words
    from carebook.customers import store

    typed = " ".join(text)
    with reading(book) as opened:
        found = store.find(opened.db, typed, size=-1)
    if in_json:
        as_json([{"id": c.id, "external_id": c.external_id, "name": c.name, "place": c.place} for c in found])
    else:
        rows = [[f"#{c.id}", c.external_id or "", c.name, c.place] for c in found]
        say(found_in_words(rows, f"Nobody in the book is found by “{typed}”."))


@click.command()
@book_argument
@click.argument("customer")
@json_option
def show(book: Path, customer: str, in_json: bool) -> None:
    """Show everything about one customer. CUSTOMER is a number, an exact name, or #7."""
    from carebook.cli.record_words import record_in_words
    from carebook.customers.store import who
    from carebook.record import as_document, record

    with reading(book) as opened:
        found = record(opened.db, who(opened.db, customer), clock.today())
    if in_json:
        as_json(as_document(found))
    else:
        say(record_in_words(found))
