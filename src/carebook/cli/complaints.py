"""The command that takes a complaint down, as a web form or a telephone system hands it on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from carebook import clock
from carebook.cli.answers import as_json, say
from carebook.cli.opening import writing
from carebook.cli.options import book_argument, json_option
from carebook.customers.model import Channel

if TYPE_CHECKING:
    import sqlite3

    from carebook.complaints.entry import CaseEntry


@click.command()
@book_argument
@click.argument("customer")
@click.option("--text", required=True, help="What they say, in their own words.")
@click.option("--sale", metavar="EXTERNAL_ID", help="The sale that it is about, by its external_id.")
@click.option(
    "--via",
    type=click.Choice([str(channel) for channel in Channel]),
    default=str(Channel.PHONE),
    help="How they told us.",
)
@click.option("--category", default="", metavar="NAME", help="What kind of fault it is; a new one joins the list.")
@json_option
def complaint(book: Path, customer: str, text: str, sale: str | None, via: str, category: str, in_json: bool) -> None:
    """Take down a complaint. CUSTOMER is a number, an exact name, or #7."""
    from carebook.complaints.desk import log
    from carebook.customers.store import who

    today = clock.today()
    with writing(book) as opened:
        customer_id = who(opened.db, customer)
        entry = _entry(opened.db, words=text, via=via, category=category)
        change, case = log(opened, customer_id, entry, today, sale_id=_sale(opened.db, sale))
    if in_json:
        as_json({"id": case.id, "number": case.number})
    elif change is None:
        say(f"That is complaint {case.number}, taken down already.")
    else:
        say(f"{change.label}. Take it back with: carebook undo {book}")


def _entry(db: sqlite3.Connection, **typed: str) -> CaseEntry:
    from carebook.complaints.entry import CaseEntry
    from carebook.entry import read
    from carebook.shop.store import shop
    from carebook.typed import Setting

    here = shop(db)
    return read(CaseEntry, typed, Setting(here.country, here.currency, clock.today()))


def _sale(db: sqlite3.Connection, external_id: str | None) -> int | None:
    from carebook.customers.refusals import NoSuchSale
    from carebook.customers.store import sale_of_number

    if external_id is None:
        return None
    if (sale := sale_of_number(db, external_id)) is None:
        raise NoSuchSale(external_id)
    return sale
