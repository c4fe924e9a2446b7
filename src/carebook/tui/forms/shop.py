"""The forms of the settings: the shop's details, a closed day, a gathering, a number, the second backup folder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from carebook import days
from carebook.tui.screens.form import FormScreen
from carebook.tui.widgets.controls import Choice, LineInput
from carebook.tui.widgets.day_field import DayField
from carebook.tui.widgets.field import Field
from carebook.typed import Setting

if TYPE_CHECKING:
    from carebook.book.book import Book
    from carebook.book.change import Change
    from carebook.shop.model import Shop
    from carebook.tui.app import CarebookApp

DETAILS = (
    ("name", "Shop", ""),
    ("owner", "Owner", "who signs"),
    ("sign_off", "Sign-off", "for example: Warmly"),
    ("phone", "Telephone", ""),
    ("email", "E-mail", ""),
    ("website", "Website", ""),
    ("address1", "Address", ""),
    ("address2", "", ""),
    ("city", "Town", ""),
    ("region", "State or region", ""),
    ("postcode", "Postcode", ""),
    ("country", "Country", "dates, holidays and envelopes go by it"),
    ("currency", "Currency", "three letters, like USD"),
    ("language", "Language", "of the letters' dates and money"),
    ("greeting_day", "Season's greeting", "goes by this day where there is no Thanksgiving: 1 dec"),
)
"""The shop's details in the order of the form: field, label, hint."""


def as_typed(shop: Shop) -> dict[str, str]:
    """Return the shop's details as an owner would type them."""
    month, day = map(int, shop.greeting_day.split("-"))
    return {**shop._asdict(), "greeting_day": " ".join(days.in_words(date(2000, month, day)).split(" ")[1:3])}


def save_shop(app: CarebookApp, book: Book, values: Mapping[str, str], today: date) -> Change:
    """Change some of the shop's details and leave the others."""
    from carebook.entry import read
    from carebook.shop.desk import change_shop
    from carebook.shop.entry import ShopEntry

    shop = app.shop
    entry = read(ShopEntry, as_typed(shop) | dict(values), Setting(shop.country, shop.currency, today))
    return change_shop(book, entry, today)


def shop_form(app: CarebookApp) -> FormScreen:
    """Make the form for the shop's details."""
    typed = as_typed(app.shop)

    def fields() -> Sequence[Field]:
        return [Field(name, label, LineInput(typed[name], hint=hint)) for name, label, hint in DETAILS]

    return FormScreen("The shop", fields, lambda book, values, today, _: save_shop(app, book, values, today))


def closed_day_form(app: CarebookApp) -> FormScreen:
    """Make the form for a closed day of the shop's own."""

    def fields() -> Sequence[Field]:
        return (
            DayField("day", "Closed on", app.read_day, hint="24 dec"),
            Field("label", "Why", LineInput(hint="stocktaking")),
        )

    def save(book: Book, values: dict[str, str], today: date, _: str) -> Change:
        from carebook.shop.desk import close_on
        from carebook.typed import a_needed_day

        shop = app.shop
        day = a_needed_day(values["day"], Setting(shop.country, shop.currency, today))
        return close_on(book, {day: values["label"] or "closed"}, today)

    return FormScreen("Close the shop on a day", fields, save)


def gathering_form(app: CarebookApp) -> FormScreen:
    """Make the form for a gathering."""

    def fields() -> Sequence[Field]:
        day = DayField("day", "Day", app.read_day, hint="12 jun")
        return (Field("label", "What", LineInput(hint="summer party")), day)

    def save(book: Book, values: dict[str, str], today: date, token: str) -> Change:
        from carebook.entry import read
        from carebook.shop.desk import add_gathering
        from carebook.shop.entry import GatheringEntry

        shop = app.shop
        entry = read(GatheringEntry, values, Setting(shop.country, shop.currency, today))
        return add_gathering(book, entry, today, token=token)

    return FormScreen("A gathering in the shop", fields, save)


def number_form(name: str, meaning: str, value: int, hint: str, words: Sequence[str]) -> FormScreen:
    """Make the form for one of the shop's numbers; `words` say what 0, 1 and so on mean, where numbers do not."""

    def fields() -> Sequence[Field]:
        options = [(str(place), word) for place, word in enumerate(words)]
        control = Choice(options, str(value)) if words else LineInput(str(value), hint=hint)
        return [Field("value", "Set to", control)]

    def save(book: Book, values: dict[str, str], today: date, _: str) -> Change:
        from carebook.shop.desk import set_number
        from carebook.typed import NotSo, Wrong

        try:
            return set_number(book, name, values["value"], today)
        except NotSo as refusal:
            raise Wrong({"value": str(refusal)}) from refusal

    return FormScreen(meaning, fields, save)


def backup_folder_form(app: CarebookApp) -> FormScreen:
    """Make the form for the folder that every backup is copied to."""

    def fields() -> Sequence[Field]:
        hint = "a folder on another disk or a memory stick; empty: none"
        return [Field("second_backup_folder", "Folder", LineInput(app.shop.second_backup_folder, hint=hint))]

    def save(book: Book, values: dict[str, str], today: date, _: str) -> Change:
        folder = values["second_backup_folder"]
        chosen = str(Path(folder).expanduser().absolute()) if folder else ""
        return save_shop(app, book, {"second_backup_folder": chosen}, today)

    return FormScreen("Copy every backup to a second folder", fields, save)
