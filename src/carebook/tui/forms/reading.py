"""Reading what was typed into a form, as of the shop's country, currency and day."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from carebook.days import age_on, order_of, parse_occasion
from carebook.errors import Refusal
from carebook.tui.screens.record.card import month_and_day
from carebook.tui.widgets.day_field import Reader

if TYPE_CHECKING:
    from carebook.book.book import Book
    from carebook.entry import AnyEntry
    from carebook.tui.app import CarebookApp


def read_typed(book: Book, model: type[AnyEntry], values: dict[str, str], today: date) -> AnyEntry:
    """Check what was typed; raise Wrong with the sentence for each field."""
    from carebook.entry import read
    from carebook.shop.store import shop
    from carebook.typed import Setting

    here = shop(book.db)
    return read(model, values, Setting(here.country, here.currency, today))


def past_days(app: CarebookApp) -> Reader:
    """Make the reader of a DayField for what has happened already."""
    return partial(app.read_day, past=True)


def yearly_days(app: CarebookApp) -> Reader:
    """Make the reader of a DayField for a day that comes back every year; how long ago it was shows a wrong year."""

    def read(typed: str) -> tuple[str, bool]:
        try:
            year, month, day = parse_occasion(typed, app.today, order_of(app.shop.country))
        except Refusal as refusal:
            return str(refusal), False
        years = age_on(year, month, day, app.today)
        if years is None:
            return f"{month_and_day(month, day)} of every year", True
        ago = {0: "less than a year ago", 1: "a year ago"}.get(years, f"{years} years ago")
        return f"{month_and_day(month, day)} {year}, {ago}", True

    return read
