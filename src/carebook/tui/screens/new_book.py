"""Making a book: the shop, its owner and country, and where it is kept."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from platformdirs import user_data_dir
from textual import on

from carebook import clock
from carebook.errors import Refusal
from carebook.text import fold
from carebook.tui.screens.over import Over
from carebook.tui.text import short_path
from carebook.tui.widgets.controls import LineInput
from carebook.tui.widgets.day_field import DayField
from carebook.tui.widgets.field import Field
from carebook.tui.widgets.form import Form
from carebook.tui.widgets.status_line import StatusLine
from carebook.typed import Wrong

_PATH_WIDTH = 44
"""Cells in which the place of the new book is said."""


def default_folder() -> Path:
    """Return where books are kept unless the owner says otherwise."""
    return Path(user_data_dir("carebook"))


class NewBook(Over[Path | None]):
    """Asks for the shop, its owner and country, and answers with the new book."""

    def __init__(self, typed: dict[str, str]) -> None:
        """Begin a book; `typed` is what was typed before, and takes what is left typed here (T7)."""
        super().__init__("Your shop", "Its letters are signed with these. All of it can be changed later.")
        self._typed = typed

    def asked(self) -> Iterator[Form]:
        """Shop, owner, country, file."""
        yield Form(
            Field("shop", "Shop", LineInput(hint="Rosie's Garden Supplies")),
            Field("owner", "Your name", LineInput(hint="Rosie Bell")),
            DayField("country", "Country", country_in_words, _country_here()),
            Field("path", "Kept in", LineInput(hint=short_path(default_folder() / "your-shop.db", _PATH_WIDTH))),
        )

    def on_mount(self) -> None:
        """Bring back what was typed before."""
        form = self.query_one(Form)
        if self._typed and self._typed != form.values():
            form.fill(self._typed)
            self.query_one(StatusLine).say("Here is what you had typed.")

    @on(Form.Submitted)
    def make(self, submitted: Form.Submitted) -> None:
        """Make the book; what is wrong is said beside its field."""
        try:
            self.dismiss(make_book(**submitted.values))
        except Wrong as wrong:
            beside = {"shop" if field == "name" else field: said for field, said in wrong.errors.items()}
            self.query_one(Form).show_errors(beside)
        except Refusal as refusal:
            self.query_one(StatusLine).say(str(refusal), "refusal")

    @on(Form.Cancelled)
    def leave(self) -> None:
        """Leave; nothing was made, and what is typed waits until the form is opened again."""
        self._typed.update(self.query_one(Form).values())
        self.dismiss(None)


def make_book(shop: str, owner: str, country: str, path: str) -> Path:
    """Make a book with its shop in it and return where it is; what cannot be so is said before anything is written.

    Its first day is laid out at once, so that the first customer may be typed as soon as it opens.
    """
    from carebook.book.book import Book
    from carebook.book.files import private_folder
    from carebook.letters.desk.planning import plan_day
    from carebook.shop import founding

    today = clock.today()
    kept = Path(path).expanduser() if path else default_folder() / f"{_file_name(shop)}.db"
    if not path:
        private_folder(kept.parent)
    founding.make_book(kept, {"name": shop, "owner": owner, "country": country, "language": "en"}, today)
    with Book.open(kept, write=True) as book:
        plan_day(book, today)
    return kept


def country_in_words(typed: str) -> tuple[str, bool]:
    """Say which country is meant and which money it uses, and True; or why it is none, and False."""
    from babel import Locale

    from carebook.shop.founding import country_and_currency

    try:
        code, currency = country_and_currency(typed)
    except Wrong as wrong:
        return " ".join(wrong.errors.values()), False
    return f"{Locale('en').territories[code]}, with prices in {currency}", True


def _country_here() -> str:
    """Guess the country from the terminal's language, such as en_GB.UTF-8; without one it is the United States."""
    for variable in ("LC_ALL", "LC_TIME", "LANG"):
        if found := re.match(r"[a-z]{2,3}_([A-Z]{2})\b", os.environ.get(variable, "")):
            return found[1]
    return "United States"


def _file_name(shop: str) -> str:
    """Name a file after a shop, in plain letters."""
    return re.sub(r"[^\w]+", "-", fold(shop)).strip("-")[:60] or "shop"
