"""What the owner can do about the shop itself, each one undoable but the first."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import TYPE_CHECKING

from carebook.book.book import Book
from carebook.book.change import Change
from carebook.days import in_words
from carebook.errors import Refusal
from carebook.shop import store
from carebook.shop.model import Shop
from carebook.text import clean

if TYPE_CHECKING:
    from carebook.shop.entry import GatheringEntry, ShopEntry


class NoSuchGathering(Refusal):
    """A gathering that is not in the calendar any more."""

    def __init__(self) -> None:
        """Say that it is gone."""
        super().__init__("That gathering is not in the calendar any more.")


def open_shop(book: Book, entry: ShopEntry) -> None:
    """Write the shop into a new book; it belongs to making the book and is not in the undo list."""
    with book.writing():
        store.save_shop(book.db, _as_shop(entry))


def change_shop(book: Book, entry: ShopEntry, today: date) -> Change:
    """Change the shop's details."""
    with book.act("Changed the shop's details", today) as act:
        store.save_shop(book.db, _as_shop(entry))
    return act.change


def _as_shop(entry: ShopEntry) -> Shop:
    return Shop(**{name: getattr(entry, name) for name in Shop._fields})


def set_number(book: Book, name: str, typed: str, today: date) -> Change:
    """Set one of the shop's own numbers, as typed."""
    from carebook.shop.entry import a_setting

    value = a_setting(name, typed)
    with book.act(f"Set {name.replace('_', ' ')} to {value}", today) as act:
        store.save_number(book.db, name, value)
    return act.change


def close_on(book: Book, closed: Mapping[date, str], today: date) -> Change:
    """Close the shop on these days, each with its name, such as the holidays that were ticked."""
    with book.act(f"Closed on {_days_in_words(closed)}", today) as act:
        for day, label in closed.items():
            store.save_closed_day(book.db, day, clean(label))
    return act.change


def open_again_on(book: Book, opened: Collection[date], today: date) -> Change:
    """Take days out of the closed ones."""
    with book.act(f"Open again on {_days_in_words(opened)}", today) as act:
        for day in opened:
            store.forget_closed_day(book.db, day)
    return act.change


def _days_in_words(chosen: Collection[date]) -> str:
    return in_words(next(iter(chosen))) if len(chosen) == 1 else f"{len(chosen)} days"


def add_gathering(book: Book, entry: GatheringEntry, today: date, *, token: str | None = None) -> Change:
    """Put a gathering into the calendar."""
    with book.act(f"Added {entry.label} on {in_words(entry.day)}", today, token=token) as act:
        store.save_gathering(book.db, entry.day, entry.label)
    return act.change


def remove_gathering(book: Book, gathering_id: int, today: date) -> Change:
    """Take a gathering out of the calendar."""
    gathering = store.gathering(book.db, gathering_id)
    if gathering is None:
        raise NoSuchGathering
    with book.act(f"Removed {gathering.label} from the calendar", today) as act:
        store.forget_gathering(book.db, gathering_id)
    return act.change
