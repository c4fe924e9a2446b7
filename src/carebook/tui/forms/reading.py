"""Reading what was typed into a form, as of the shop's country, currency and day."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

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
