"""The form for a notice to every buyer of a product, which says whom it reaches before it is saved."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from carebook.errors import Refusal
from carebook.letters.store.buyers import count_buyers, products
from carebook.text import fold
from carebook.tui.forms.reading import past_days, read_typed
from carebook.tui.screens.form import FormScreen
from carebook.tui.widgets.controls import LineInput
from carebook.tui.widgets.day_field import DayField, Reader
from carebook.tui.widgets.field import Field
from carebook.typed import Setting, a_past_day

if TYPE_CHECKING:
    from carebook.book.book import Book
    from carebook.book.change import Change
    from carebook.tui.app import CarebookApp

_SHOWN = 5
"""So many products are named below the field."""


class _ProductField(Field):
    """A product that was sold, by its first letters or some within; below it stands how many buyers that reaches."""

    def __init__(self, db: sqlite3.Connection, reach: Callable[[str], str]) -> None:
        super().__init__("product", "Product", LineInput(hint="a few letters of it are enough"))
        self._sold = products(db)
        self._reach = reach

    def on_mount(self) -> None:
        self.judge()

    @property
    def value(self) -> str:
        return next(iter(self._meant()), super().value)

    def judge(self) -> None:
        typed, meant = super().value, self._meant()
        if typed and meant:
            others = "" if meant[0] == typed or len(meant) == 1 else f" · also {', '.join(meant[1:_SHOWN])}"
            self.say(f"{meant[0]}: {self._reach(meant[0])}{others}")
        else:
            self.say("Nothing was sold by that name." if typed else " · ".join(self._sold[:_SHOWN]))

    def _meant(self) -> list[str]:
        """Return the products that are typed: the very one, else those that begin so, else those that have it."""
        typed = super().value
        key = fold(typed)
        if typed in self._sold:
            return [typed]
        found = [name for name in self._sold if key and key in fold(name)]
        return sorted(found, key=lambda name: not fold(name).startswith(key))


class _PeriodDay(DayField):
    """A day of the period in which it was bought; another day reaches other buyers."""

    def __init__(self, key: str, label: str, reader: Reader, value: str, changed: Callable[[], None]) -> None:
        super().__init__(key, label, reader, value, hint="empty: at any time")
        self._changed = changed

    def judge(self) -> None:
        super().judge()
        self._changed()


def notice_form(app: CarebookApp) -> FormScreen:
    """Make the form for a notice."""
    from carebook.tui.widgets.text_box import TextBox

    def fields() -> Sequence[Field]:
        def reach(name: str) -> str:
            return _reach(app, name, since.value, until.value)

        def changed() -> None:
            product.judge()

        product = _ProductField(app.book.db, reach)
        since = _PeriodDay("bought_from", "Bought from", past_days(app), "", changed)
        until = _PeriodDay("bought_until", "Bought until", past_days(app), "today", changed)
        says = Field("message", "What it says", TextBox())
        return product, since, until, says, DayField("starts_on", "Leaves from", app.read_day, "today")

    def save(book: Book, values: dict[str, str], today: date, token: str) -> Change:
        from carebook.letters.desk.running import add_campaign
        from carebook.letters.entry import CampaignEntry

        entry = read_typed(book, CampaignEntry, {"kind": "product_notice", **values}, today)
        return add_campaign(book, entry, today, token=token)

    return FormScreen("Notice to every buyer of a product", fields, save)


def _reach(app: CarebookApp, product: str, since: str, until: str) -> str:
    """Say how many buyers a notice goes to; nothing while its days cannot be read."""
    setting = Setting(app.shop.country, app.shop.currency, app.today)
    try:
        first, last = (a_past_day(typed, setting) for typed in (since, until))
    except Refusal:
        return "from when until when?"
    count = count_buyers(app.book.db, product, first, last)
    return f"goes to {count:,} {'buyer' if count == 1 else 'buyers'}"
