"""What the owner can do about the shop."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from carebook.book import journal
from carebook.book.book import Book
from carebook.book.change import Change
from carebook.days import OpenDays
from carebook.shop import desk, store
from carebook.shop.entry import GatheringEntry, ShopEntry
from carebook.shop.model import Calendar, Gathering, Numbers
from carebook.typed import NotSo


def test_a_new_book_gets_its_shop_and_that_is_not_undone(tmp_path: Path, enter: Callable[..., ShopEntry]) -> None:
    Book.create(tmp_path / "new.db")
    with Book.open(tmp_path / "new.db", write=True) as book:
        with pytest.raises(store.NoShop):
            store.shop(book.db)
        desk.open_shop(book, enter(ShopEntry, name="Bark & Co", country="Canada", currency="cad"))
        shop = store.shop(book.db)
        assert (shop.name, shop.country, shop.currency, shop.closed_weekdays) == ("Bark & Co", "CA", "CAD", "56")
        assert book.next_undo() is None


def test_an_empty_shop_has_the_numbers_of_the_domain_and_closed_weekends(book: Book) -> None:
    assert store.numbers(book.db) == Numbers()
    assert store.calendar(book.db) == Calendar({}, ())
    assert store.open_days(book.db) == OpenDays(frozenset({5, 6}), frozenset())


def test_closed_days_count_as_such(book: Book, today: date) -> None:
    desk.close_on(book, {date(2026, 11, 26): "Thanksgiving", date(2026, 11, 27): ""}, today)
    assert store.calendar(book.db).closed == {date(2026, 11, 26): "Thanksgiving", date(2026, 11, 27): ""}
    assert store.open_days(book.db).nth_open_day(today, 1) == date(2026, 11, 30)
    desk.close_on(book, {date(2026, 11, 27): "The day after"}, today)
    assert store.calendar(book.db).closed[date(2026, 11, 27)] == "The day after"
    desk.open_again_on(book, [date(2026, 11, 27)], today)
    assert store.open_days(book.db).nth_open_day(today, 1) == date(2026, 11, 27)


def test_a_number_that_is_none_changes_nothing(book: Book, today: date) -> None:
    with pytest.raises(NotSo):
        desk.set_number(book, "quiet_days", "many", today)
    assert book.next_undo() is None


def test_a_gathering_that_is_gone_is_refused(book: Book, today: date) -> None:
    with pytest.raises(desk.NoSuchGathering):
        desk.remove_gathering(book, 7, today)


def test_every_verb_is_named_and_undone_exactly(
    book: Book, today: date, enter: Callable[..., ShopEntry | GatheringEntry]
) -> None:
    """S9: undo gives back the same dump, redo the other."""
    verbs: list[tuple[str, Callable[[], Change]]] = [
        (
            "Changed the shop's details",
            lambda: desk.change_shop(book, enter(ShopEntry, name="Rosie's", country="US", currency="USD"), today),
        ),
        ("Set quiet days to 60", lambda: desk.set_number(book, "quiet_days", "60", today)),
        ("Set quiet days to 30", lambda: desk.set_number(book, "quiet_days", "30", today)),
        ("Closed on Fri 25 Dec 2026", lambda: desk.close_on(book, {date(2026, 12, 25): "Christmas"}, today)),
        (
            "Closed on 2 days",
            lambda: desk.close_on(book, {date(2026, 12, 25): "Xmas", date(2026, 12, 26): "Boxing Day"}, today),
        ),
        ("Open again on Sat 26 Dec 2026", lambda: desk.open_again_on(book, [date(2026, 12, 26)], today)),
        (
            "Added Open day on Tue 1 Dec 2026",
            lambda: desk.add_gathering(book, enter(GatheringEntry, day="12/1", label="Open day"), today),
        ),
        ("Removed Open day from the calendar", lambda: desk.remove_gathering(book, 1, today)),
    ]
    dumps = [journal.dump(book.db)]
    for label, verb in verbs:
        assert verb().label == label
        dumps.append(journal.dump(book.db))
    for dump in reversed(dumps[:-1]):
        book.undo(today)
        assert journal.dump(book.db) == dump
    for dump in dumps[1:]:
        book.redo(today)
        assert journal.dump(book.db) == dump
    assert store.numbers(book.db).quiet_days == 30


def test_gatherings_stand_in_the_order_of_their_days(
    book: Book, today: date, enter: Callable[..., GatheringEntry]
) -> None:
    for day, label in (("1 dec", "Open day"), ("tomorrow", "Thanksgiving soup")):
        desk.add_gathering(book, enter(GatheringEntry, day=day, label=label), today)
    assert store.calendar(book.db).gatherings == (
        Gathering(2, date(2026, 11, 26), "Thanksgiving soup"),
        Gathering(1, date(2026, 12, 1), "Open day"),
    )
